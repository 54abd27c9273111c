package audit

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/zwgk/zwgk/disclosure"
)

func (c *inspection) missing(field, name string) {
	c.find(disclosure.Finding{Field: field, Message: "没有" + name})
}

func checkTitle(c *inspection) {
	if blank(c.d.Title) {
		c.missing("title", "名称")
	}
}

func checkIndexNumber(c *inspection) {
	if c.d.IndexNumber.IsZero() {
		c.missing("index_number", "索引号")
	}
}

// places that begin like a short name and are whole ones.
var placesBeginningShort = []string{"市中区", "市南区", "市北区", "县城"}

// checkIssuer asks for an issuer by its full name: 市财政局 does not say of which city.
func checkIssuer(c *inspection) {
	if len(c.d.Issuers) == 0 || blank(c.d.Issuer()) {
		c.missing("issuers", "发布机构")
		return
	}
	for _, issuer := range c.d.Issuers {
		for _, start := range []string{"市", "县", "区", "省", "我市", "我县", "本市", "本县"} {
			whole := slices.ContainsFunc(placesBeginningShort, func(p string) bool { return strings.HasPrefix(issuer.Name, p) })
			if strings.HasPrefix(issuer.Name, start) && !whole {
				c.find(disclosure.Finding{Field: "issuers", Severity: disclosure.Warning, Message: "发布机构不是全称", Evidence: issuer.Name})
				break
			}
		}
	}
}

func checkFormed(c *inspection) {
	if c.d.Formed.IsZero() {
		c.missing("formed", "成文日期")
	}
}

func checkPublished(c *inspection) {
	if c.d.Published.IsZero() && !c.gate { // before publication there is none
		c.missing("published", "发布日期")
	}
}

func checkOpenness(c *inspection) {
	if c.d.Openness == "" {
		c.missing("openness", "公开属性")
	} else if _, ok := disclosure.ParseOpenness(string(c.d.Openness)); !ok {
		c.find(disclosure.Finding{Field: "openness", Message: "公开属性不是主动公开、依申请公开、不予公开之一", Evidence: string(c.d.Openness)})
	}
}

func checkSubjects(c *inspection) {
	if len(c.d.Subjects) == 0 {
		c.missing("subjects", "主题分类")
	}
}

func checkKind(c *inspection) {
	if blank(string(c.d.Kind)) {
		c.missing("kind", "体裁（文种）")
	}
}

func checkText(c *inspection) {
	switch {
	case !blank(c.d.Text):
	case len(c.d.Attachments) > 0:
		c.find(disclosure.Finding{Field: "text", Message: "只有附件，没有正文", Evidence: c.d.Attachments[0].Name})
	default:
		c.missing("text", "正文")
	}
}

func checkDates(c *inspection) {
	d := c.d
	for _, date := range []struct {
		field, name string
		value       disclosure.Date
	}{{"formed", "成文日期", d.Formed}, {"published", "发布日期", d.Published}} {
		switch {
		case date.value.IsZero():
		case !date.value.Valid():
			c.find(disclosure.Finding{Field: date.field, Message: date.name + "不是历法上的一天", Evidence: date.value.String()})
		case c.asOf.Before(date.value):
			c.find(disclosure.Finding{Field: date.field, Message: date.name + "晚于今天", Evidence: date.value.String()})
		}
	}
	if !d.Formed.IsZero() && !d.Published.IsZero() && d.Published.Before(d.Formed) {
		c.find(disclosure.Finding{Field: "published", Message: "发布日期早于成文日期",
			Evidence: fmt.Sprintf("成文%s，发布%s", d.Formed, d.Published)})
	}
}

func checkIndexProfile(c *inspection) {
	n := c.d.IndexNumber
	if n.IsZero() || slices.Contains(c.profile.Lists["index_profiles"], n.Profile) {
		return
	}
	c.find(disclosure.Finding{Field: "index_number", Message: "索引号不合格式", Evidence: shorten(n.Raw, 40)})
}

func checkSummary(c *inspection) {
	summary := strings.TrimSpace(c.d.Summary)
	if summary == "" {
		return
	}
	if squeeze(summary) == squeeze(c.d.Title) {
		c.find(disclosure.Finding{Field: "summary", Message: "内容概述照抄名称", Evidence: shorten(summary, 40)})
		return
	}
	n := utf8.RuneCountInString(summary)
	if least, most := c.number("min"), c.number("max"); n < least || most > 0 && n > most {
		c.find(disclosure.Finding{Field: "summary", Message: fmt.Sprintf("内容概述%d字，应在%d字至%d字之间", n, least, most), Evidence: shorten(summary, 40)})
	}
}

// squeeze takes space and marks out, for comparing.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\r\n\u3000《》“”\"。，,.", r) {
			return -1
		}
		return r
	}, s)
}

// normative says whether a document is a normative one (行政规范性文件), by its column and genre.
func (p *Profile) normative(d *disclosure.Document) bool {
	where := d.Category + "/" + strings.Join(d.Subjects, "/")
	if !containsAny(where, p.Lists["normative"]) || containsAny(where+d.Title, p.Lists["not_normative"]) {
		return false
	}
	return d.Kind != disclosure.KindInterpretation && d.Kind != disclosure.KindSolicitation
}

func checkNormativeSet(c *inspection) {
	d := c.d
	if !c.profile.normative(d) {
		return
	}
	var missing []string
	for _, element := range []struct {
		name  string
		there bool
	}{
		{"文号", !d.Number.IsZero()}, {"成文日期", !d.Formed.IsZero()}, {"发布日期", !d.Published.IsZero() || c.gate},
		{"有效性", d.Validity != ""}, {"关键词", len(d.Keywords) > 0}, {"发布机构", d.Issuer() != ""},
		{"信息分类", d.Category != ""}, {"索引号", !d.IndexNumber.IsZero()}, {"主题分类", len(d.Subjects) > 0},
	} {
		if !element.there {
			missing = append(missing, element.name)
		}
	}
	if missing != nil {
		c.find(disclosure.Finding{Message: "规范性文件缺" + strings.Join(missing, "、"), Evidence: shorten(d.Title, 40)})
	}
}
