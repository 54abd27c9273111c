package audit

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/zwgk/zwgk/disclosure"
)

// maxProfile bounds the size of a profile in bytes.
const maxProfile = 4 << 20

// profileChange is a partial profile: what it does not name stays.
type profileChange struct {
	Name           string                   `json:"name"`
	Version        string                   `json:"version"`
	Note           string                   `json:"note"`
	Rules          map[string]settingChange `json:"rules"`
	Score          *ScoreProfile            `json:"score"`
	Lists          map[string][]string      `json:"lists"`
	NoticeElements map[string][][]string    `json:"notice_elements"`
	ElementNames   map[string][]string      `json:"element_names"`
	Codes          map[string][]string      `json:"codes"`
	Allow          []Allowance              `json:"allow"`
	Terms          []Term                   `json:"terms"`
	DropTerms      []string                 `json:"drop_terms"`
}

type settingChange struct {
	Title      string                  `json:"title"`
	Level      disclosure.Severity     `json:"level"`
	Basis      string                  `json:"basis"`
	Numbers    map[string]numberChange `json:"numbers"`
	Unverified *bool                   `json:"unverified"`
	Off        *bool                   `json:"off"`
}

type numberChange struct {
	Value      *int   `json:"value"`
	Unit       string `json:"unit"`
	Basis      string `json:"basis"`
	Unverified *bool  `json:"unverified"`
}

// With returns the profile as a partial one in JSON changes it. Of a rule only the fields named change, of its numbers
// only those named; a number that changes must name its basis. Lists, codes, notice elements and element names replace those of
// the same name, terms and allowances are added (drop_terms takes terms away), a score replaces the whole score:
//
//	{"name":"某省","version":"2025","rules":{"COL-002":{"numbers":{"days":{"value":10,"basis":"某政办函〔2025〕1号"}}},
//	  "META-013":{"off":true}},"codes":{"某市人民政府":["某政发","某政函"]}}
func (p *Profile) With(r io.Reader) (*Profile, error) {
	var change profileChange
	if err := decodeStrictly(r, &change); err != nil {
		return nil, err
	}
	changed := p.clone()
	if err := changed.apply(change, false); err != nil {
		return nil, err
	}
	return changed, changed.Validate()
}

func decodeStrictly(r io.Reader, target any) error {
	data, err := io.ReadAll(io.LimitReader(r, maxProfile+1))
	if err != nil {
		return fmt.Errorf("audit: reading a profile: %w", err)
	}
	if len(data) > maxProfile {
		return fmt.Errorf("audit: the profile is larger than %d bytes", maxProfile)
	}
	decoder := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\uFEFF"))))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(target); err != nil {
		return fmt.Errorf("audit: reading a profile: %w", err)
	}
	if decoder.More() {
		return fmt.Errorf("audit: reading a profile: something follows the JSON object; a profile is one object")
	}
	return nil
}

// apply changes the profile. A base may name rules and numbers that are not there yet.
func (p *Profile) apply(change profileChange, base bool) error {
	p.Name, p.Version, p.Note = cmp.Or(change.Name, p.Name), cmp.Or(change.Version, p.Version), cmp.Or(change.Note, p.Note)
	if p.Rules == nil {
		p.Rules, p.Lists = map[string]Setting{}, map[string][]string{}
		p.NoticeElements, p.Codes, p.ElementNames = map[string][][]string{}, map[string][]string{}, map[string][]string{}
	}
	for id, setting := range change.Rules {
		if _, there := p.Rules[id]; !there && !base {
			return fmt.Errorf("audit: profile %s: there is no rule %q; see audit.RuleIDs", p.Name, id)
		}
		changed, err := p.Rules[id].with(setting, base)
		if err != nil {
			return fmt.Errorf("audit: profile %s: rule %s: %w", p.Name, id, err)
		}
		p.Rules[id] = changed
	}
	for name, list := range change.Lists {
		if _, there := p.Lists[name]; !there && !base {
			return fmt.Errorf("audit: profile %s: there is no list %q", p.Name, name)
		}
		p.Lists[name] = list
	}
	for kind, elements := range change.NoticeElements {
		p.NoticeElements[kind] = elements
	}
	for element, names := range change.ElementNames {
		p.ElementNames[element] = names
	}
	for issuer, codes := range change.Codes {
		p.Codes[issuer] = codes
	}
	p.Allow = append(p.Allow, change.Allow...)
	p.Terms = append(slices.DeleteFunc(p.Terms, func(t Term) bool { return slices.Contains(change.DropTerms, t.Wrong) }), change.Terms...)
	if change.Score != nil {
		p.Score = *change.Score
	}
	return nil
}

func (s Setting) with(change settingChange, base bool) (Setting, error) {
	s.Title, s.Level, s.Basis = cmp.Or(change.Title, s.Title), cmp.Or(change.Level, s.Level), cmp.Or(change.Basis, s.Basis)
	if change.Unverified != nil {
		s.Unverified = *change.Unverified
	}
	if change.Off != nil {
		s.Off = *change.Off
	}
	for name, number := range change.Numbers {
		old, there := s.Numbers[name]
		switch {
		case !there && !base:
			return s, fmt.Errorf("it has no number %q", name)
		case !base && number.Value != nil && number.Basis == "":
			return s, fmt.Errorf("number %q changes without a basis; name the text it rests on", name)
		}
		if number.Value != nil {
			old.Value, old.Unverified = *number.Value, false
		}
		if number.Unverified != nil {
			old.Unverified = *number.Unverified
		}
		old.Unit, old.Basis = cmp.Or(number.Unit, old.Unit), cmp.Or(number.Basis, old.Basis)
		if s.Numbers == nil {
			s.Numbers = map[string]Number{}
		}
		s.Numbers[name] = old
	}
	return s, nil
}
