package disclosure

// ConsultationKind is a form of public participation (公众参与).
type ConsultationKind string

// The forms.
const (
	OpinionCall     ConsultationKind = "意见征集"
	Survey          ConsultationKind = "网上调查"
	OnlineInterview ConsultationKind = "在线访谈"
	OpenDay         ConsultationKind = "开放日"
	Hearing         ConsultationKind = "听证会"
)

// Consultation is one act of public participation with what came of it. Capacity and SignedUp are an open day's or
// hearing's.
type Consultation struct {
	Kind        ConsultationKind `json:"kind"`
	Topic       string           `json:"topic"`
	Subject     string           `json:"subject,omitempty"` // what is consulted on: 重大决策, 规章, 规范性文件
	Market      bool             `json:"market,omitempty"`  // it bears on market players (涉及市场主体)
	Opens       Date             `json:"opens,omitzero"`
	Closes      Date             `json:"closes,omitzero"`        // the last day
	ShortReason string           `json:"short_reason,omitempty"` // why the time is shorter than asked for
	Received    int              `json:"received,omitempty"`     // opinions received
	Opinions    []Opinion        `json:"opinions,omitempty"`
	Result      string           `json:"result,omitempty"` // document id of the result or summary
	ResultOn    Date             `json:"result_on,omitzero"`
	Capacity    int              `json:"capacity,omitempty"`
	SignedUp    int              `json:"signed_up,omitempty"`
}

// Days returns how many calendar days the consultation is open, both ends counted; 0 where an end is not stated.
func (c *Consultation) Days() int {
	if c.Opens.IsZero() || c.Closes.IsZero() {
		return 0
	}
	return c.Opens.DaysUntil(c.Closes) + 1
}

// Adoption says what became of an opinion.
type Adoption string

// The outcomes of an opinion.
const (
	Adopted       Adoption = "采纳"
	PartlyAdopted Adoption = "部分采纳"
	NotAdopted    Adoption = "未采纳"
)

// Opinion is one opinion or message from the public and the answer to it. From is masked: nobody's name is published.
type Opinion struct {
	ID       string   `json:"id"`
	From     string   `json:"from,omitempty"` // masked: 李**
	Text     string   `json:"text"`
	Received Date     `json:"received,omitzero"`
	Reply    string   `json:"reply,omitempty"`
	Answered Date     `json:"answered,omitzero"`
	By       string   `json:"by,omitempty"`     // who answers
	Simple   bool     `json:"simple,omitempty"` // a simple question (简单常见问题), which has a shorter time
	Adoption Adoption `json:"adoption,omitempty"`
	Reason   string   `json:"reason,omitempty"` // why not adopted
}

// Unanswered returns the opinions without an answer, in order.
func (c *Consultation) Unanswered() []Opinion {
	var open []Opinion
	for _, opinion := range c.Opinions {
		if opinion.Answered.IsZero() && opinion.Reply == "" {
			open = append(open, opinion)
		}
	}
	return open
}

// Unreasoned returns the opinions that were not adopted, or only in part, without a reason.
func (c *Consultation) Unreasoned() []Opinion {
	var open []Opinion
	for _, opinion := range c.Opinions {
		if (opinion.Adoption == NotAdopted || opinion.Adoption == PartlyAdopted) && opinion.Reason == "" {
			open = append(open, opinion)
		}
	}
	return open
}
