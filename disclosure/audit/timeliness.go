package audit

import (
	"errors"

	"github.com/zwgk/zwgk/disclosure"
)

// decision says whether a document is a decision on a permit or penalty, which has a shorter limit.
func (p *Profile) decision(d *disclosure.Document) bool {
	return containsAny(d.Title, p.Lists["decision"]) || containsAny(d.Category, p.Lists["decision"])
}

func checkDisclosureLimit(c *inspection) {
	if !c.profile.decision(c.d) && c.d.Formed.Year >= c.number("since") && c.d.Openness != disclosure.OnRequest && c.d.Openness != disclosure.Undisclosed {
		c.limit(c.number("days"))
	}
}

func checkDecisionLimit(c *inspection) {
	if c.profile.decision(c.d) {
		c.limit(c.number("days"))
	}
}

// limit compares the working days from 成文 to 发布, or to today where the document is not out yet.
func (c *inspection) limit(days int) {
	to := c.d.Published
	if to.IsZero() && c.gate {
		to = c.asOf
	}
	if c.d.Formed.IsZero() || to.IsZero() {
		return
	}
	if l := c.lateBy(c.d.Formed, to, days, disclosure.Workdays); l.late {
		c.find(disclosure.Finding{Field: "published", Message: "自形成之日起" + l.took + "才公开", Due: l.due,
			Evidence: "成文" + c.d.Formed.String() + "，公开" + to.String()})
	}
}

// checkKnownYear tells where a limit could not be counted.
func checkKnownYear(c *inspection) {
	if c.d.Formed.IsZero() || c.d.Published.IsZero() || !c.d.Formed.Valid() || !c.d.Published.Valid() {
		return
	}
	if c.d.Formed.Year < c.profile.number("TIME-001", "since") {
		return
	}
	days := c.profile.number("TIME-001", "days")
	if c.profile.decision(c.d) {
		days = c.profile.number("TIME-002", "days")
	}
	if l := c.lateBy(c.d.Formed, c.d.Published, days, disclosure.Workdays); errors.Is(l.err, disclosure.ErrUnknownYear) {
		c.find(disclosure.Finding{Field: "formed", Message: "工作日历没有相关年度，无法判断是否按时公开",
			Evidence: "成文" + c.d.Formed.String() + "，公开" + c.d.Published.String()})
	}
}
