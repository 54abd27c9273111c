package audit

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/zwgk/zwgk/disclosure"
)

// The patterns look at a number as printed; what can be read of it stands in Number.
var (
	twoDigitYear    = regexp.MustCompile(`[〔﹝【\[(（［]\s*\d{2}\s*年?\s*[〕﹞】\])）］]`)
	leadingZero     = regexp.MustCompile(`[〕﹞】\])）］]\s*第?\s*0\d*\s*号`)
	ordinalInNumber = regexp.MustCompile(`[〕﹞】\])）］]\s*第\s*\d`)
)

func checkNumberForm(c *inspection) {
	n := c.d.Number
	switch {
	case n.IsZero() || twoDigitYear.MatchString(n.Raw): // the year is NUM-002's
	case n.Form == "":
		c.find(disclosure.Finding{Field: "number", Message: "读不出发文字号", Evidence: shorten(n.Raw, 40), Suggestion: "机关代字〔年份〕顺序号"})
	case n.Form == disclosure.BracketForm && (!strings.Contains(n.Raw, "〔") || !strings.Contains(n.Raw, "〕")):
		c.find(disclosure.Finding{Field: "number", Message: "年份没有用六角括号〔〕括起", Evidence: shorten(n.Raw, 40), Suggestion: n.String()})
	}
}

func checkNumberYear(c *inspection) {
	if n := c.d.Number; twoDigitYear.MatchString(n.Raw) {
		c.find(disclosure.Finding{Field: "number", Message: "年份应写四位", Evidence: shorten(n.Raw, 40)})
	}
}

func checkLeadingZero(c *inspection) {
	if n := c.d.Number; leadingZero.MatchString(n.Raw) {
		c.find(disclosure.Finding{Field: "number", Message: "顺序号不编虚位，1不编为001", Evidence: shorten(n.Raw, 40), Suggestion: n.String()})
	}
}

func checkOrdinal(c *inspection) {
	if n := c.d.Number; n.Form == disclosure.BracketForm && ordinalInNumber.MatchString(n.Raw) {
		c.find(disclosure.Finding{Field: "number", Message: "顺序号前不加“第”", Evidence: shorten(n.Raw, 40), Suggestion: n.String()})
	}
}

// longestCode bounds a 机关代字 in characters; those in use have up to nine.
const longestCode = 12

func checkAgencyCode(c *inspection) {
	n := c.d.Number
	if n.Form != disclosure.BracketForm {
		return
	}
	if codes := c.profile.Codes[c.d.Issuer()]; codes != nil && len(c.d.Issuers) == 1 && !slices.Contains(codes, n.Agency) {
		c.find(disclosure.Finding{Field: "number", Message: fmt.Sprintf("“%s”不是%s的机关代字（%s）", n.Agency, c.d.Issuer(), strings.Join(codes, "、")), Evidence: n.Raw})
		return
	}
	if utf8.RuneCountInString(n.Agency) > longestCode || strings.ContainsAny(n.Agency, "《》，。关的") {
		c.find(disclosure.Finding{Field: "number", Message: "机关代字混入了其他文字", Evidence: shorten(n.Raw, 40)})
	}
}

func checkNumberAgainstFormed(c *inspection) {
	n := c.d.Number
	if n.Year != 0 && !c.d.Formed.IsZero() && n.Year != c.d.Formed.Year {
		c.find(disclosure.Finding{Field: "number", Message: "文号年份与成文年份不同", Evidence: fmt.Sprintf("%s，成文%s", n.Raw, c.d.Formed)})
	}
}
