package disclosure

import "slices"

// Party is one side of a trade: a buyer, bidder, agent or winner.
type Party struct {
	Name   string         `json:"name"`
	USCC   string         `json:"uscc,omitempty"` // 统一社会信用代码; see CheckUSCC
	Role   string         `json:"role,omitempty"` // 采购人, 代理机构, 投标人, 中标人
	Rank   int            `json:"rank,omitempty"` // of a candidate, from 1
	Offer  Fen            `json:"offer,omitempty"`
	Credit []CreditRecord `json:"credit,omitempty"`
}

// CreditRecord is an entry on a party's conduct (信用记录): what was decided, by whom, until when it counts.
type CreditRecord struct {
	Source  string `json:"source"`           // who publishes it
	Number  string `json:"number,omitempty"` // 决定书文号
	Content string `json:"content"`
	On      Date   `json:"on,omitzero"`
	Until   Date   `json:"until,omitzero"` // the last day it is shown
}

// Counts says whether the record still counts on a day; one without an end always does.
func (c CreditRecord) Counts(day Date) bool { return c.Until.IsZero() || !c.Until.Before(day) }

// TradeKind is the field of a public resource trade (公共资源交易).
type TradeKind string

// The kinds of trade.
const (
	ConstructionTender TradeKind = "工程建设"
	PublicProcurement  TradeKind = "政府采购"
	LandTrade          TradeKind = "土地使用权"
	MiningTrade        TradeKind = "矿业权"
	PropertyTrade      TradeKind = "国有产权"
	OtherTrade         TradeKind = "其他"
)

// TradeStage is a stage of a trade.
type TradeStage string

// The stages of a trade, in order.
const (
	TradeNotice      TradeStage = "公告"
	TradeCandidates  TradeStage = "候选人公示"
	TradeResult      TradeStage = "结果公示"
	TradeContract    TradeStage = "合同"
	TradePerformance TradeStage = "履约"
)

// The ends of a trade that is not concluded; they stand in place of a result.
const (
	TradeFailed    TradeStage = "流标"
	TradeSuspended TradeStage = "中止"
	TradeCancelled TradeStage = "终止"
)

// TradeStages lists the stages in order.
func TradeStages() []TradeStage {
	return []TradeStage{TradeNotice, TradeCandidates, TradeResult, TradeContract, TradePerformance}
}

// Order returns 1 for 公告 to 5 for 履约; an end without conclusion counts as the result, 3. It is 0 for anything else.
func (s TradeStage) Order() int {
	if s == TradeFailed || s == TradeSuspended || s == TradeCancelled {
		return 3
	}
	return slices.Index(TradeStages(), s) + 1
}

// Concluded says whether the stage ends a trade without a deal.
func (s TradeStage) Concluded() bool { return s.Order() == 3 && s != TradeResult }

// Trade is one stage of a public resource trade as one document publishes it. The stages of one trade share Project
// and Lot.
type Trade struct {
	Project  string     `json:"project"` // 项目编号 or 项目名称
	Lot      string     `json:"lot,omitempty"`
	Kind     TradeKind  `json:"kind"`
	Stage    TradeStage `json:"stage"`
	On       Date       `json:"on,omitzero"` // day of this stage
	Document string     `json:"document,omitempty"`
	Method   string     `json:"method,omitempty"` // 公开招标, 竞争性磋商 …
	Budget   Fen        `json:"budget,omitempty"`
	Ceiling  Fen        `json:"ceiling,omitempty"` // 最高限价
	Deal     Fen        `json:"deal,omitempty"`    // 成交金额
	Parties  []Party    `json:"parties,omitempty"`
	Opens    Date       `json:"opens,omitzero"`      // of the notice: from
	Closes   Date       `json:"closes,omitzero"`     // of the notice: bids until; of a display: until
	NextDue  Date       `json:"next_due,omitzero"`   // when the next stage must be published
	Elements Elements   `json:"elements,omitempty"`  // 公开内容(要素) of the notice, by name
	Reason   string     `json:"reason,omitempty"`    // why failed, suspended or cancelled
	Progress string     `json:"progress,omitempty"`  // 履约: what was done and accepted
	Complete bool       `json:"completed,omitempty"` // 履约: accepted (验收)
}

// Elements are the contents that an item of a catalogue asks for (公开内容/要素), by name.
type Elements map[string]string

// AboveCeiling says whether the deal is beyond a stated ceiling.
func (t *Trade) AboveCeiling() bool { return t.Ceiling > 0 && t.Deal > t.Ceiling }

// TradeGaps returns the stages that are missing from the trades of one project and lot: those before the latest one
// present. Candidates are asked for only where tenders name them (工程建设). They come in order.
func TradeGaps(trades []Trade) []TradeStage {
	present := map[int]bool{}
	latest, tender := 0, false
	for _, trade := range trades {
		order := trade.Stage.Order()
		present[order] = true
		latest = max(latest, order)
		tender = tender || trade.Kind == ConstructionTender && !trade.Stage.Concluded()
	}
	var gaps []TradeStage
	for _, stage := range TradeStages() {
		if order := stage.Order(); order < latest && !present[order] && (stage != TradeCandidates || tender) {
			gaps = append(gaps, stage)
		}
	}
	return gaps
}
