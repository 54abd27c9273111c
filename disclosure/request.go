package disclosure

import "slices"

// Outcome is how a request for disclosure ended (政府信息公开条例 Art. 36–39; the words are those of the annual report's
// third table, 国办公开办函〔2021〕30号).
type Outcome string

// The outcomes.
const (
	Granted          Outcome = "予以公开"
	PartlyGranted    Outcome = "部分公开"
	Refused          Outcome = "不予公开"
	CannotProvide    Outcome = "无法提供"
	NotProcessed     Outcome = "不予处理"
	OtherwiseSettled Outcome = "其他处理"
)

// outcomeGrounds lists the grounds that each outcome may rest on, in the order of the report's rows. An outcome
// without a list needs none.
var outcomeGrounds = map[Outcome][]string{
	Refused: {"属于国家秘密", "其他法律行政法规禁止公开", "危及“三安全一稳定”", "保护第三方合法权益", "属于三类内部事务信息",
		"属于四类过程性信息", "属于行政执法案卷", "属于行政查询事项"},
	CannotProvide:    {"本机关不掌握相关政府信息", "没有现成信息需要另行制作", "补正后申请内容仍不明确"},
	NotProcessed:     {"信访举报投诉类申请", "重复申请", "要求提供公开出版物", "无正当理由大量反复申请", "要求行政机关确认或重新出具已获取信息"},
	OtherwiseSettled: {"申请人无正当理由逾期不补正", "申请人逾期未按收费通知要求缴纳费用", "其他"},
}

// Grounds returns the grounds that the outcome may rest on, in the order of the annual report; nil where it needs
// none.
func (o Outcome) Grounds() []string { return slices.Clone(outcomeGrounds[o]) }

// Request is a request for disclosure (依申请公开) and its course. The applicant is a kind, never a person.
//
// Received is the day the law takes as that of receipt (Art. 31): the day of handing in; of signing for a letter; and
// for ordinary mail, web and fax the day both sides confirm.
type Request struct {
	ID        string `json:"id"`
	Applicant string `json:"applicant"` // 自然人, 商业企业, 科研机构, 社会公益组织, 法律服务机构, 其他
	Subject   string `json:"subject"`
	Channel   string `json:"channel,omitempty"` // 当面, 邮寄, 网络, 传真
	Received  Date   `json:"received"`

	CorrectionAsked Date   `json:"correction_asked,omitzero"` // 补正告知
	Corrected       Date   `json:"corrected,omitzero"`        // 补正收到: the answer's time runs from here
	Extended        Date   `json:"extended,omitzero"`         // 延期告知
	ExtensionBy     string `json:"extension_by,omitempty"`    // who approved it (政府信息公开工作机构负责人)
	Consulted       []Span `json:"consulted,omitempty"`       // time of third parties and joint makers
	Answered        Date   `json:"answered,omitzero"`

	Outcome Outcome `json:"outcome,omitempty"`
	Ground  string  `json:"ground,omitempty"`
	Items   int     `json:"items,omitempty"` // requested by the applicant in the calendar month
	Pages   int     `json:"pages,omitempty"`
	Fee     Fen     `json:"fee,omitempty"`
}

// Clocks returns the clocks of the request: the asking for correction, where one was asked, and the answer, extended
// where it was extended. The errors are those of DueDate.
func (r *Request) Clocks(calendar *Calendar) ([]Clock, error) {
	var clocks []Clock
	start := r.Received
	if !r.CorrectionAsked.IsZero() {
		clock, err := ClockCorrection.Start(calendar, r.Received)
		if err != nil {
			return nil, err
		}
		clock.Stopped = r.CorrectionAsked
		clocks = append(clocks, clock)
		if start = r.Corrected; start.IsZero() {
			return clocks, nil // the answer's time does not run yet
		}
	}
	rule := ClockAnswer
	if !r.Extended.IsZero() {
		rule.Kind, rule.N = ClockExtension.Kind, ClockAnswer.N+ClockExtension.N
	}
	clock, err := rule.Start(calendar, start, r.Consulted...)
	if err != nil {
		return nil, err
	}
	clock.Stopped = r.Answered
	return append(clocks, clock), nil
}

// NeedsGround says whether the outcome must rest on a ground that the request does not name, or names one that is not
// among those of the outcome.
func (r *Request) NeedsGround() bool {
	grounds := outcomeGrounds[r.Outcome]
	return grounds != nil && !slices.Contains(grounds, r.Ground)
}
