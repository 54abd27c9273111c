package audit

import (
	"fmt"
	"slices"
	"time"

	"github.com/zwgk/zwgk/disclosure"
)

func checkOwners(c *inspection) {
	for i, hotspot := range c.records().Hotspots {
		if blank(hotspot.Owner) {
			c.find(disclosure.Finding{Field: field("hotspots", i), Message: "热点没有责任单位", Evidence: hotspot.Topic})
		}
	}
}

// endOf is the end of a day in a zone.
func endOf(day disclosure.Date, zone *time.Location) time.Time {
	return time.Date(day.Year, day.Month, day.Day, 23, 59, 59, 0, zone)
}

// checkResponseTime runs the clocks with the profile's hours, in the order of Hotspot.Clocks.
func checkResponseTime(c *inspection) {
	hours := map[string]string{"发布权威信息": "inform", "召开新闻发布会": "brief", "回应": "reply"}
	for i := range c.records().Hotspots {
		hotspot := &c.d.Records.Hotspots[i]
		for _, clock := range hotspot.Clocks() {
			limit := time.Duration(c.number(hours[clock.What])) * time.Hour
			clock.Due = hotspot.Found.Add(limit)
			if !clock.Late(endOf(c.asOf, hotspot.Found.Location())) {
				continue
			}
			message := fmt.Sprintf("发现后%d小时内没有%s", int(limit.Hours()), clock.What)
			if !clock.Done.IsZero() {
				message = fmt.Sprintf("发现后%.1f小时才%s，应在%d小时内", clock.Done.Sub(hotspot.Found).Hours(), clock.What, int(limit.Hours()))
			}
			c.find(disclosure.Finding{Field: field("hotspots", i), Message: message, Basis: clock.Basis, Evidence: hotspot.Topic, Due: disclosure.DateOf(clock.Due)})
		}
	}
}

func checkReplies(c *inspection) {
	for i, hotspot := range c.records().Hotspots {
		if !hotspot.Replied.IsZero() && blank(hotspot.Reply) {
			c.find(disclosure.Finding{Field: field("hotspots", i), Message: "已回应而没有关联回应文件", Evidence: hotspot.Topic})
		}
	}
}

// checkConsultationTime asks calls for opinions for their shortest time: thirty days for major decisions and rules and
// for what bears on the market, seven working days for normative documents.
func checkConsultationTime(c *inspection) {
	for i := range c.records().Consultations {
		con := &c.d.Records.Consultations[i]
		days := con.Days()
		if con.Kind != disclosure.OpinionCall || days == 0 || !blank(con.ShortReason) {
			continue
		}
		short := ""
		switch {
		case con.Market || containsAny(con.Subject, c.profile.Lists["decision_subjects"]):
			if least := c.number("days"); days < least {
				short = fmt.Sprintf("征集%d日，应不少于%d日", days, least)
			}
		case containsAny(con.Subject, c.profile.Lists["normative_subjects"]):
			least := c.number("workdays")
			if worked, err := c.calendar.WorkdaysBetween(con.Opens.AddDays(-1), con.Closes); err == nil && worked < least {
				short = fmt.Sprintf("征集%d个工作日，应不少于%d个工作日", worked, least)
			}
		}
		if short != "" {
			c.find(disclosure.Finding{Field: field("consultations", i), Message: short + "，且没有说明理由", Evidence: con.Topic})
		}
	}
}

func checkConsultationResult(c *inspection) {
	for i, con := range c.records().Consultations {
		if con.Closes.IsZero() {
			continue
		}
		if !con.ResultOn.IsZero() && con.ResultOn.Before(con.Closes) {
			c.find(disclosure.Finding{Field: field("consultations", i), Message: "结果公布早于征集结束", Evidence: fmt.Sprintf("%s结束，%s公布", con.Closes, con.ResultOn)})
		}
		due := con.Closes.AddDays(c.number("days"))
		if con.Result == "" && con.ResultOn.IsZero() && due.Before(c.asOf) && !c.answeredElsewhere(con) {
			c.find(disclosure.Finding{Field: field("consultations", i), Message: fmt.Sprintf("结束%d日，没有公布结果", con.Closes.DaysUntil(c.asOf)), Evidence: con.Topic, Due: due})
		}
	}
}

// answeredElsewhere says whether a document links to the result instead of naming it in the record.
func (c *inspection) answeredElsewhere(con disclosure.Consultation) bool {
	return len(con.Opinions) > 0 || slices.ContainsFunc(c.d.Relations, func(r disclosure.Relation) bool { return r.Type == disclosure.Answers })
}

func checkReasons(c *inspection) {
	for i := range c.records().Consultations {
		for _, opinion := range c.d.Records.Consultations[i].Unreasoned() {
			c.find(disclosure.Finding{Field: field("consultations", i), Message: string(opinion.Adoption) + "没有说明理由", Evidence: opinion.ID})
		}
	}
}

func checkSimpleMessages(c *inspection) {
	limit := c.number("days")
	for i, con := range c.records().Consultations {
		for _, opinion := range con.Opinions {
			if !opinion.Simple || opinion.Received.IsZero() {
				continue
			}
			until := opinion.Answered
			if until.IsZero() {
				until = c.asOf
			}
			if l := c.lateBy(opinion.Received, until, limit, disclosure.Workdays); l.late {
				c.find(disclosure.Finding{Field: field("consultations", i), Message: fmt.Sprintf("简单留言%s未答复或才答复，应在%d个工作日内", l.took, limit), Evidence: opinion.ID, Due: l.due})
			}
		}
	}
}

// checkOldMessages looks for messages of the last year that have waited too long. Opinions on a draft are not messages.
func checkOldMessages(c *inspection) {
	months, within := c.number("months"), c.number("within")
	for i := range c.records().Consultations {
		con := &c.d.Records.Consultations[i]
		if con.Kind == disclosure.OpinionCall || con.Kind == disclosure.Survey {
			continue
		}
		for _, opinion := range con.Unanswered() {
			due := opinion.Received.AddMonths(months)
			if !opinion.Received.IsZero() && due.Before(c.asOf) && !opinion.Received.AddMonths(within).Before(c.asOf) {
				c.find(disclosure.Finding{Field: field("consultations", i), Message: fmt.Sprintf("留言超过%d个月没有答复", months), Evidence: opinion.ID, Due: due})
			}
		}
	}
}
