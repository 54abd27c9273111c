package audit

import (
	"strings"
	"unicode/utf8"

	"github.com/zwgk/zwgk/disclosure"
)

// checkPlans asks each interpretation for its plan; that the plan was made before the policy came out is for a survey.
func checkPlans(c *inspection) {
	for i, record := range c.records().Interpretations {
		if record.Plan.IsZero() {
			c.find(disclosure.Finding{Field: field("interpretations", i), Message: "没有解读方案", Evidence: record.Policy})
		}
	}
}

func checkPoints(c *inspection) {
	for i := range c.records().Interpretations {
		record := &c.d.Records.Interpretations[i]
		var missing []string
		for _, point := range record.MissingPoints() {
			if !strings.Contains(c.d.Text, point) {
				missing = append(missing, point)
			}
		}
		if missing != nil {
			c.find(disclosure.Finding{Field: field("interpretations", i), Message: "解读没有" + strings.Join(missing, "、"), Evidence: record.Policy})
		}
	}
}

// enoughText is how many characters of text on the page itself serve in place of a picture or recording.
const enoughText = 100

func checkAlternatives(c *inspection) {
	for i, record := range c.records().Interpretations {
		if record.Form.NeedsText() && blank(record.Alt) && utf8.RuneCountInString(c.d.Text) < enoughText {
			c.find(disclosure.Finding{Field: field("interpretations", i), Message: string(record.Form) + "没有文字替代", Evidence: record.Policy})
		}
	}
}
