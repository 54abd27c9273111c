package disclosure

import "cmp"

// Severity is how grave a finding is.
type Severity string

// The severities, gravest first. A veto (一票否决, 单项否决) fails a site whatever else it does well (国办秘函〔2019〕19号).
const (
	Veto    Severity = "veto"
	Error   Severity = "error"
	Warning Severity = "warning"
	Info    Severity = "info"
)

var severityWords = []struct {
	severity Severity
	word     string
}{{Veto, "否决"}, {Error, "错误"}, {Warning, "警告"}, {Info, "提示"}}

// Chinese returns the word shown to people; the code itself where it is none of ours.
func (s Severity) Chinese() string {
	for _, entry := range severityWords {
		if s == entry.severity {
			return entry.word
		}
	}
	return string(s)
}

// Rank returns 0 for a veto to 3 for info, and 4 for anything else.
func (s Severity) Rank() int {
	for i, entry := range severityWords {
		if s == entry.severity {
			return i
		}
	}
	return len(severityWords)
}

// Finding is one thing that a rule found missing, late or wrong. Message is Chinese, for the person who must act.
type Finding struct {
	Rule       string   `json:"rule"` // stable code, e.g. META-004
	Severity   Severity `json:"severity"`
	Subject    string   `json:"subject"`         // id of the document, item, column or project
	Field      string   `json:"field,omitempty"` // our JSON name
	Message    string   `json:"message"`
	Basis      string   `json:"basis,omitempty"`      // the law, standard or notice the rule rests on
	Evidence   string   `json:"evidence,omitempty"`   // what was seen
	Suggestion string   `json:"suggestion,omitempty"` // e.g. the masked form
	Start      int      `json:"start,omitempty"`      // byte range of the evidence in Field, where there is one
	End        int      `json:"end,omitempty"`
	Due        Date     `json:"due,omitzero"`
	Unverified bool     `json:"unverified,omitempty"` // the rule's number has not been read in an official text
}

// Compare orders findings by severity, rule, subject, field and place, so that a report is the same each time.
func (f Finding) Compare(other Finding) int {
	return cmp.Or(cmp.Compare(f.Severity.Rank(), other.Severity.Rank()), cmp.Compare(f.Rule, other.Rule),
		cmp.Compare(f.Subject, other.Subject), cmp.Compare(f.Field, other.Field), cmp.Compare(f.Start, other.Start),
		cmp.Compare(f.Message, other.Message))
}
