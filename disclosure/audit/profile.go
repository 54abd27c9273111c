package audit

import (
	_ "embed" // the built-in profile
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/zwgk/zwgk/disclosure"
)

//go:embed profile.json
var profileText string

//go:embed words.json
var wordsText string

// Profile holds the numbers, levels and word lists by which documents are judged, with the basis of each. It is data
// with a version: BuiltinProfile is what holds nationwide, With and ReadProfile adapt it to a province.
type Profile struct {
	Name    string             `json:"name"`
	Version string             `json:"version"`
	Note    string             `json:"note,omitempty"`
	Rules   map[string]Setting `json:"rules"`
	Score   ScoreProfile       `json:"score"`

	Lists          map[string][]string   `json:"lists,omitempty"`
	NoticeElements map[string][][]string `json:"notice_elements,omitempty"` // by kind of trade; each element by its names
	ElementNames   map[string][]string   `json:"element_names,omitempty"`   // other words for an element of a catalogue
	Codes          map[string][]string   `json:"codes,omitempty"`           // 机关代字 by issuer, for NUM-005
	Allow          []Allowance           `json:"allow,omitempty"`
	Terms          []Term                `json:"terms,omitempty"`
}

// Setting is what a profile says of one rule.
type Setting struct {
	Title      string              `json:"title"`
	Level      disclosure.Severity `json:"level"`
	Basis      string              `json:"basis"`
	Numbers    map[string]Number   `json:"numbers,omitempty"`
	Unverified bool                `json:"unverified,omitempty"` // the rule has not been read in an official text
	Off        bool                `json:"off,omitempty"`
}

// Number is a threshold with its unit and basis.
type Number struct {
	Value      int    `json:"value"`
	Unit       string `json:"unit,omitempty"`
	Basis      string `json:"basis,omitempty"`
	Unverified bool   `json:"unverified,omitempty"`
}

// Term is a wording that is wrong or must not be used (TXT-001).
type Term struct {
	Wrong  string              `json:"wrong"`
	Right  string              `json:"right,omitempty"`
	Reason string              `json:"reason,omitempty"`
	Except []string            `json:"except,omitempty"` // longer words in which it is no fault
	Level  disclosure.Severity `json:"level,omitempty"`  // none: that of TXT-001
}

// Allowance lets personal data pass, with the reason that is owed. Every field that is not empty must fit.
type Allowance struct {
	Value  string                  `json:"value,omitempty"`  // exactly this
	Suffix string                  `json:"suffix,omitempty"` // what it ends with, e.g. a domain of mailboxes
	Near   string                  `json:"near,omitempty"`   // a word at most 40 characters before it
	Kind   disclosure.PersonalKind `json:"kind,omitempty"`
	Reason string                  `json:"reason"`
}

// ScoreProfile is a named table of deductions. A veto fails the site whatever the score.
type ScoreProfile struct {
	Name       string          `json:"name"`
	Note       string          `json:"note,omitempty"`
	Basis      string          `json:"basis,omitempty"`
	Start      int             `json:"start"`
	Pass       int             `json:"pass"` // below: failed
	Deductions []DeductionRule `json:"deductions"`
}

// DeductionRule takes points for each finding of a rule, at most Max in all.
type DeductionRule struct {
	Rule       string `json:"rule"`
	Points     int    `json:"points"`
	Max        int    `json:"max"`
	Unverified bool   `json:"unverified,omitempty"` // the points have not been read in an official text
}

var builtinProfile = sync.OnceValues(func() (*Profile, error) {
	base := &Profile{}
	for _, text := range []string{profileText, wordsText} {
		var change profileChange
		if err := decodeStrictly(strings.NewReader(text), &change); err != nil {
			return nil, err
		}
		if err := base.apply(change, true); err != nil {
			return nil, err
		}
	}
	return base, base.Validate()
})

// BuiltinProfile returns the built-in profile. Each call returns a copy of its own.
func BuiltinProfile() *Profile {
	profile, err := builtinProfile()
	if err != nil {
		panic("audit: the embedded profile is broken: " + err.Error()) // cannot happen: tested
	}
	return profile.clone()
}

// ReadProfile reads a partial profile over the built-in one; see Profile.With.
func ReadProfile(r io.Reader) (*Profile, error) { return BuiltinProfile().With(r) }

// clone copies by JSON, which a Profile is made of.
func (p *Profile) clone() *Profile {
	data, err := json.Marshal(p)
	if err == nil {
		var copied Profile
		if err = json.Unmarshal(data, &copied); err == nil {
			return &copied
		}
	}
	panic("audit: a profile cannot be copied: " + err.Error()) // cannot happen: it holds strings and integers only
}

// Validate reports a rule that does not exist, a level that is none, a negative number, an allowance without a reason
// or a condition, and a score that takes nothing away.
func (p *Profile) Validate() error {
	for id, setting := range p.Rules {
		if ruleByID(id) == nil {
			return fmt.Errorf("audit: profile %s: there is no rule %q; see audit.RuleIDs", p.Name, id)
		}
		if setting.Level.Rank() > disclosure.Info.Rank() {
			return fmt.Errorf("audit: profile %s: rule %s: %q is no level; use veto, error, warning or info", p.Name, id, setting.Level)
		}
		for name, number := range setting.Numbers {
			if number.Value < 0 || number.Value > 100_000 {
				return fmt.Errorf("audit: profile %s: rule %s: %s is %d; use 0 to 100000", p.Name, id, name, number.Value)
			}
		}
	}
	for _, id := range RuleIDs() {
		if _, ok := p.Rules[id]; !ok {
			return fmt.Errorf("audit: profile %s says nothing of rule %s; begin with BuiltinProfile", p.Name, id)
		}
	}
	for i, allow := range p.Allow {
		if allow.Reason == "" || allow.Value+allow.Suffix+allow.Near+string(allow.Kind) == "" {
			return fmt.Errorf("audit: profile %s: allowance %d needs a reason and something that must fit", p.Name, i+1)
		}
	}
	for i, term := range p.Terms {
		if term.Wrong == "" || term.Level != "" && term.Level.Rank() > disclosure.Info.Rank() {
			return fmt.Errorf("audit: profile %s: term %d needs a wording and a level that exists", p.Name, i+1)
		}
	}
	for _, deduction := range p.Score.Deductions {
		if ruleByID(deduction.Rule) == nil || deduction.Points <= 0 || deduction.Max < deduction.Points {
			return fmt.Errorf("audit: profile %s: score: deduction for %q needs a rule, points, and a max of at least the points", p.Name, deduction.Rule)
		}
	}
	return nil
}

// number returns a threshold of a rule; 0 where the profile has none.
func (p *Profile) number(rule, name string) int { return p.Rules[rule].Numbers[name].Value }
