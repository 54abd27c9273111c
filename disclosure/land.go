package disclosure

// LandStage is what a publication on a land or mining right says.
type LandStage string

// The stages of a land or mining-right deal. Every 出让公告 must find one of the last three.
const (
	LandNotice    LandStage = "出让公告"
	LandDealt     LandStage = "成交"
	LandUnsold    LandStage = "流拍"
	LandSuspended LandStage = "中止"
)

// Ends says whether the stage is an outcome.
func (s LandStage) Ends() bool { return s == LandDealt || s == LandUnsold || s == LandSuspended }

// LandDeal is one stage of the grant of a state-owned land-use right or a mining right (国有土地使用权, 矿业权出让). Area is
// in square metres; a plan's 公顷 is ten thousand of them, a 亩 is 666.67.
type LandDeal struct {
	Parcel   string    `json:"parcel"`           // 宗地编号
	Right    string    `json:"right"`            // 国有建设用地使用权, 探矿权, 采矿权
	Stage    LandStage `json:"stage"`            // what is published
	Method   string    `json:"method,omitempty"` // 招标, 拍卖, 挂牌, 协议
	Location string    `json:"location,omitempty"`
	Use      string    `json:"use,omitempty"`  // 土地用途 or 矿种
	Area     float64   `json:"area,omitempty"` // square metres
	Term     string    `json:"term,omitempty"` // 出让年限
	Start    Fen       `json:"start,omitempty"`
	Deposit  Fen       `json:"deposit,omitempty"`
	Deal     Fen       `json:"deal,omitempty"`
	Winner   string    `json:"winner,omitempty"`
	On       Date      `json:"on,omitzero"`
	Document string    `json:"document,omitempty"`
	Reason   string    `json:"reason,omitempty"` // of 流拍 or 中止
}

// OpenParcels returns the parcels that have a notice and no outcome, in order of appearance.
func OpenParcels(deals []LandDeal) []string {
	ended := map[string]bool{}
	for _, deal := range deals {
		if deal.Stage.Ends() {
			ended[deal.Parcel] = true
		}
	}
	var open []string
	for _, deal := range deals {
		if deal.Stage == LandNotice && !ended[deal.Parcel] {
			open = append(open, deal.Parcel)
			ended[deal.Parcel] = true
		}
	}
	return open
}
