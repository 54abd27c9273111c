package audit

import (
	"slices"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
)

func checkApprovals(c *inspection) {
	for i := range c.records().Projects {
		project := &c.d.Records.Projects[i]
		for _, stage := range project.Stages {
			if stage.NotApplicable != "" || !slices.Contains(c.profile.Lists["approval_stages"], string(stage.Stage)) {
				continue
			}
			if missing := project.MissingElements(stage); missing != nil {
				c.find(disclosure.Finding{Field: field("projects", i), Message: string(stage.Stage) + "批准结果缺" + strings.Join(missing, "、"), Evidence: project.Name})
			}
		}
	}
}

func checkProjectCodes(c *inspection) {
	for i, project := range c.records().Projects {
		if project.Code == "" {
			continue // PRJ-001 asks for it
		}
		if err := disclosure.CheckProjectCode(project.Code); err != nil {
			c.find(disclosure.Finding{Field: field("projects", i), Message: "项目统一代码格式不符", Evidence: shorten(project.Code, 40), Suggestion: "2024-440300-48-03-012345"})
		}
	}
}

// checkNotices asks a notice for the elements of its kind, each by any of its names: as an element of the record or in
// the text.
func checkNotices(c *inspection) {
	for i, trade := range c.records().Trades {
		elements := c.profile.NoticeElements[string(trade.Kind)]
		if trade.Stage != disclosure.TradeNotice || elements == nil {
			continue
		}
		var missing []string
		for _, names := range elements {
			there := containsAny(c.d.Text, names) || slices.ContainsFunc(names, func(name string) bool {
				for element, value := range trade.Elements {
					if strings.Contains(element, name) && !blank(value) {
						return true
					}
				}
				return false
			})
			if !there {
				missing = append(missing, names[0])
			}
		}
		if missing != nil {
			c.find(disclosure.Finding{Field: field("trades", i), Message: string(trade.Kind) + "公告缺" + strings.Join(missing, "、"), Evidence: trade.Project})
		}
	}
}

func checkCeilings(c *inspection) {
	for i := range c.records().Trades {
		if trade := &c.d.Records.Trades[i]; trade.AboveCeiling() {
			c.find(disclosure.Finding{Field: field("trades", i), Message: "成交金额" + trade.Deal.String() + "高于最高限价" + trade.Ceiling.String(), Evidence: trade.Project})
		}
	}
}

func checkParties(c *inspection) {
	for i, trade := range c.records().Trades {
		for _, party := range trade.Parties {
			if party.USCC == "" {
				continue
			}
			if err := disclosure.CheckUSCC(party.USCC); err != nil {
				c.find(disclosure.Finding{Field: field("trades", i), Message: party.Name + "的统一社会信用代码校验不符", Evidence: shorten(party.USCC, 40)})
			}
		}
	}
}
