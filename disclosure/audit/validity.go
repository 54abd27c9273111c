package audit

import (
	"fmt"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
)

// statedInForce says whether the document says of itself that it applies.
func statedInForce(v disclosure.Validity) bool {
	return v == disclosure.InForce || v == disclosure.Amended || v == disclosure.PartlyInForce
}

// checkStatedValidity compares what is stated with the document's own dates.
func checkStatedValidity(c *inspection) {
	d := c.d
	contradicts := func(message, evidence string) {
		c.find(disclosure.Finding{Field: "validity", Message: message, Evidence: evidence})
	}
	if !d.Effective.IsZero() && !d.Expires.IsZero() && d.Expires.Before(d.Effective) {
		contradicts("失效日期早于施行日期", fmt.Sprintf("施行%s，失效%s", d.Effective, d.Expires))
	}
	switch {
	case statedInForce(d.Validity) && !d.Expires.IsZero() && d.Expires.Before(c.asOf):
		contradicts("标注为"+d.Validity.Chinese()+"，但失效日期已过", d.Expires.String())
	case statedInForce(d.Validity) && c.asOf.Before(d.Effective):
		contradicts("标注为"+d.Validity.Chinese()+"，但尚未到施行日期", d.Effective.String())
	case d.Validity == disclosure.NotYetInForce && !d.Effective.IsZero() && !c.asOf.Before(d.Effective):
		contradicts("标注为尚未生效，但施行日期已到", d.Effective.String())
	}
}

// checkTerm asks whether a term in the text, or the time a trial may last, has passed unnoticed. A stated 失效日期 is
// VAL-003's.
func checkTerm(c *inspection) {
	d := c.d
	if d.Validity.Lapsed() || !d.Expires.IsZero() {
		return
	}
	span := c.span()
	if !span.To.IsZero() {
		if span.To.Before(c.asOf) {
			c.find(disclosure.Finding{Field: "text", Message: "有效期已于" + span.To.Chinese() + "届满，有效性" + statedAs(d.Validity), Evidence: shorten(span.Clause, 60), Due: span.To})
		}
		return
	}
	trial := containsAny(d.Title, []string{"试行", "暂行"}) && !strings.Contains(d.Title, "转发")
	from := span.From
	if from.IsZero() {
		from = d.Date()
	}
	if !trial || !c.profile.normative(d) || from.IsZero() {
		return
	}
	if end := from.AddMonths(12 * c.number("trial_years")); end.Before(c.asOf) {
		c.find(disclosure.Finding{Field: "title", Severity: disclosure.Warning, Message: fmt.Sprintf("试行、暂行已满%d年，未写有效期，有效性%s", c.number("trial_years"), statedAs(d.Validity)), Evidence: shorten(d.Title, 60), Due: end})
	}
}

func statedAs(v disclosure.Validity) string {
	if v == "" {
		return "未标注"
	}
	return "标注为" + v.Chinese()
}

func checkPartialRepeal(c *inspection) {
	for i, relation := range c.d.Relations {
		if relation.Type == disclosure.PartlyRepeals && blank(relation.Scope) {
			c.find(disclosure.Finding{Field: fmt.Sprintf("relations[%d].scope", i), Message: "部分废止没有写明条款", Evidence: relation.Target})
		}
	}
}
