package audit

import (
	"fmt"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
)

// foundPersonal is personal information with the field it stands in.
type foundPersonal struct {
	disclosure.Personal
	field  string
	around string // what stands before it, for evidence
}

// personal returns the check for one kind.
func personal(kind disclosure.PersonalKind) func(*inspection) {
	return func(c *inspection) {
		for _, p := range c.personal() {
			if p.Kind == kind {
				c.find(disclosure.Finding{Field: p.field, Message: "含" + string(kind), Evidence: p.around + p.Masked, Suggestion: p.Masked, Start: p.Start, End: p.End})
			}
		}
	}
}

// personal returns what is found in every text of the document and neither published on purpose nor allowed.
func (c *inspection) personal() []foundPersonal {
	if c.searched {
		return c.memoPersonal
	}
	c.searched = true
	for _, text := range c.texts() {
		found := disclosure.FindPersonal(text.value)
		for i, p := range found {
			if p.Publishing != "" || c.profile.allows(p, text.value) {
				continue
			}
			c.memoPersonal = append(c.memoPersonal, foundPersonal{p, text.field, maskedBefore(text.value, found[:i], p.Start)})
		}
	}
	return c.memoPersonal
}

// maskedBefore returns the few characters before an offset. What was found among them is masked, and so are the digits
// of what was cut off.
func maskedBefore(text string, found []disclosure.Personal, at int) string {
	start := max(0, at-60)
	var b strings.Builder
	for _, p := range found {
		if p.End > start {
			b.WriteString(text[start:max(start, p.Start)])
			b.WriteString(p.Masked)
			start = p.End
		}
	}
	b.WriteString(text[start:at])
	runes := []rune(b.String())
	before := string(runes[max(0, len(runes)-8):])
	if i := strings.LastIndexAny(before, "\n。；"); i >= 0 {
		before = strings.TrimLeft(before[i:], "\n。；")
	}
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '\uFFFD' {
			return '*'
		}
		return r
	}, before)
}

// fieldText is one text of a document with the name of its field.
type fieldText struct{ field, value string }

func (c *inspection) texts() []fieldText {
	texts := []fieldText{{"title", c.d.Title}, {"summary", c.d.Summary}, {"text", c.d.Text}}
	for i, attachment := range c.d.Attachments {
		texts = append(texts, fieldText{fmt.Sprintf("attachments[%d].text", i), attachment.Text})
	}
	return texts
}

// allows says whether an allowance lets personal data pass.
func (p *Profile) allows(found disclosure.Personal, text string) bool {
	before := []rune(text[max(0, found.Start-160):found.Start])
	near := string(before[max(0, len(before)-40):])
	for _, allow := range p.Allow {
		if (allow.Kind == "" || allow.Kind == found.Kind) && (allow.Value == "" || allow.Value == found.Text) &&
			strings.HasSuffix(found.Text, allow.Suffix) && strings.Contains(near, allow.Near) {
			return true
		}
	}
	return false
}
