package audit

import (
	"cmp"
	"slices"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
)

// inspection is the checking of one document. What several checks need is made once.
type inspection struct {
	*Auditor
	d    *disclosure.Document
	asOf disclosure.Date
	gate bool // before publication: reviews are asked for

	rule     string
	doubt    bool // the running check used a number that is unverified
	findings []disclosure.Finding

	memoSpan     *disclosure.ValiditySpan
	memoHits     []wordHit
	scanned      bool
	memoPersonal []foundPersonal
	searched     bool
}

func (a *Auditor) inspect(d *disclosure.Document, asOf disclosure.Date, gate bool) []disclosure.Finding {
	c := &inspection{Auditor: a, d: d, asOf: asOf, gate: gate}
	c.run()
	slices.SortStableFunc(c.findings, disclosure.Finding.Compare)
	return c.findings
}

func (c *inspection) run() {
	for _, check := range allChecks() {
		if check.document != nil && !c.profile.Rules[check.id].Off {
			c.rule, c.doubt = check.id, false
			check.document(c)
		}
	}
}

// number returns a threshold of the running rule and marks its findings where it is unverified.
func (c *inspection) number(name string) int {
	n := c.profile.Rules[c.rule].Numbers[name]
	c.doubt = c.doubt || n.Unverified
	return n.Value
}

// find adds a finding of the running rule: severity, subject and basis are filled in where they are empty.
func (c *inspection) find(f disclosure.Finding) {
	f.Subject = cmp.Or(f.Subject, c.d.ID)
	c.findings = append(c.findings, c.profile.complete(f, c.rule, c.doubt))
}

// complete fills a finding in from the settings of its rule.
func (p *Profile) complete(f disclosure.Finding, rule string, doubt bool) disclosure.Finding {
	setting := p.Rules[rule]
	f.Rule = rule
	f.Severity = cmp.Or(f.Severity, setting.Level)
	f.Basis = cmp.Or(f.Basis, setting.Basis)
	f.Unverified = f.Unverified || setting.Unverified || doubt
	return f
}

// records returns the document's records, never nil.
func (c *inspection) records() *disclosure.Records {
	if c.d.Records == nil {
		return &disclosure.Records{}
	}
	return c.d.Records
}

// span is the document's time in force.
func (c *inspection) span() disclosure.ValiditySpan {
	if c.memoSpan == nil {
		span := c.d.Span()
		c.memoSpan = &span
	}
	return *c.memoSpan
}

// blank says whether a text has nothing to read.
func blank(s string) bool { return strings.TrimSpace(s) == "" }

// containsAny says whether s contains one of the words.
func containsAny(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

// shorten cuts a text to n characters for evidence.
func shorten(s string, n int) string {
	runes := []rune(s[:min(len(s), 4*n+4)])
	if len(runes) <= n {
		return s
	}
	return string(runes[:n]) + "…"
}
