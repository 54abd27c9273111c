package disclosure

import "time"

// HotspotLevel is how grave a matter of public attention is (舆情等级).
type HotspotLevel string

// The levels, gravest first (突发事件应对法 Art. 3 as agencies apply it to 舆情).
const (
	GravestHotspot HotspotLevel = "特别重大"
	GraveHotspot   HotspotLevel = "重大"
	LargeHotspot   HotspotLevel = "较大"
	CommonHotspot  HotspotLevel = "一般"
)

// Hotspot is a matter that draws public attention and is responded to (热点回应, 舆情回应). Signals are the agency's own:
// its search log, unanswered questions, messages, and feeds it imports. Times carry a zone, for hours count.
type Hotspot struct {
	ID       string       `json:"id"`
	Topic    string       `json:"topic"`
	Level    HotspotLevel `json:"level"`
	Owner    string       `json:"owner,omitempty"` // 责任单位
	Signals  []Signal     `json:"signals,omitempty"`
	Found    time.Time    `json:"found,omitzero"`
	Informed time.Time    `json:"informed,omitzero"` // first authoritative word (发布权威信息)
	Briefed  time.Time    `json:"briefed,omitzero"`  // press conference
	Replied  time.Time    `json:"replied,omitzero"`
	Reply    string       `json:"reply,omitempty"`    // document id of the response
	Channels []string     `json:"channels,omitempty"` // where it was published
}

// Signal is one count of attention.
type Signal struct {
	Source string    `json:"source"` // 搜索日志, 未答问题, 留言 …
	Ref    string    `json:"ref,omitempty"`
	At     time.Time `json:"at,omitzero"`
	Count  int       `json:"count"`
}

// ResponseDue is one clock of a response: what must have happened by when, and when it did.
type ResponseDue struct {
	What  string // 发布权威信息, 召开新闻发布会, 回应
	Basis string
	Due   time.Time
	Done  time.Time // zero while it has not happened
}

// Late says whether the act came too late, or has not come by now.
func (r ResponseDue) Late(now time.Time) bool {
	if r.Done.IsZero() {
		return now.After(r.Due)
	}
	return r.Done.After(r.Due)
}

// Clocks returns the clocks that run from when the hotspot was found: authoritative word within 5 hours and a press
// conference within 24 for the two gravest levels (国办发〔2016〕80号), a response within 48 hours for the others
// (国办发〔2016〕61号). There are none without a time.
func (h *Hotspot) Clocks() []ResponseDue {
	if h.Found.IsZero() {
		return nil
	}
	if h.Level == GravestHotspot || h.Level == GraveHotspot {
		const basis = "国办发〔2016〕80号"
		return []ResponseDue{
			{"发布权威信息", basis, h.Found.Add(5 * time.Hour), h.Informed},
			{"召开新闻发布会", basis, h.Found.Add(24 * time.Hour), h.Briefed},
		}
	}
	return []ResponseDue{{"回应", "国办发〔2016〕61号", h.Found.Add(48 * time.Hour), h.Replied}}
}
