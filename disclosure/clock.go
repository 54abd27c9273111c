package disclosure

import "fmt"

// ClockRule is one time limit of the law as a value.
type ClockRule struct {
	Kind  string // what must be done, e.g. 答复
	N     int
	Unit  Unit
	Basis string
}

// The time limits of 政府信息公开条例 (国令第711号). Consulting a third party or a joint maker has its own limit, and the
// time it takes is left out of the limit for the answer (Art. 32–34).
var (
	ClockDisclosure = ClockRule{"主动公开", 20, Workdays, "政府信息公开条例第二十六条"}
	ClockCorrection = ClockRule{"补正告知", 7, Workdays, "政府信息公开条例第三十条"}
	ClockAnswer     = ClockRule{"答复", 20, Workdays, "政府信息公开条例第三十三条"}
	ClockExtension  = ClockRule{"延期答复", 20, Workdays, "政府信息公开条例第三十三条"}
	ClockThirdParty = ClockRule{"第三方意见", 15, Workdays, "政府信息公开条例第三十二条"}
	ClockJointMaker = ClockRule{"共同制作机关意见", 15, Workdays, "政府信息公开条例第三十四条"}
)

// Clock is a limit that runs, with the days that led to its end. Stopped is the day on which what was due was done.
type Clock struct {
	Kind    string `json:"kind"`
	Basis   string `json:"basis,omitempty"`
	Start   Date   `json:"start"`
	Due     Date   `json:"due"`
	Stopped Date   `json:"stopped,omitzero"`
	Paused  []Span `json:"paused,omitempty"`
	Steps   []Step `json:"steps,omitempty"`
}

// Start runs a rule from a day. The errors are those of DueDate.
func (r ClockRule) Start(calendar *Calendar, start Date, pauses ...Span) (Clock, error) {
	due, steps, err := calendar.DueDate(start, r.N, r.Unit, pauses...)
	if err != nil {
		return Clock{}, fmt.Errorf("%s: %w", r.Kind, err)
	}
	return Clock{Kind: r.Kind, Basis: r.Basis, Start: start, Due: due, Paused: pauses, Steps: steps}, nil
}

// Late says whether what was due was done too late, or has not been done by a day.
func (c Clock) Late(today Date) bool {
	if c.Stopped.IsZero() {
		return c.Due.Before(today)
	}
	return c.Due.Before(c.Stopped)
}
