package audit

import (
	"fmt"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
)

// checkDisplayTime asks lists of applicants and of results for the time they are on display (公示期).
func checkDisplayTime(c *inspection) {
	for i, housing := range c.records().Housing {
		if housing.Stage != disclosure.HousingEligible && housing.Stage != disclosure.HousingAllocated {
			continue
		}
		switch {
		case housing.PublicFrom.IsZero() || housing.PublicTo.IsZero():
			c.find(disclosure.Finding{Field: field("housing", i), Message: string(housing.Stage) + "公示没有写明公示期", Evidence: housing.Program + housing.Batch})
		case housing.PublicTo.Before(housing.PublicFrom):
			c.find(disclosure.Finding{Field: field("housing", i), Message: "公示期结束早于开始", Evidence: housing.PublicFrom.String() + "至" + housing.PublicTo.String()})
		}
	}
}

func checkAllocations(c *inspection) {
	for i := range c.records().Housing {
		housing := &c.d.Records.Housing[i]
		open := 0
		for _, allocation := range housing.Allocations {
			if !allocation.Masked() {
				open++
			}
		}
		if open > 0 {
			c.find(disclosure.Finding{Field: field("housing", i), Message: fmt.Sprintf("%d人的姓名或证件号没有遮盖", open), Evidence: housing.Program + housing.Batch, Suggestion: "张*、35*************123"})
		}
		if units := housing.UnitCount(); units > 0 && housing.Stage == disclosure.HousingAllocated && len(housing.Allocations) > units {
			c.find(disclosure.Finding{Field: field("housing", i), Message: fmt.Sprintf("分配%d户，房源只有%d套", len(housing.Allocations), units), Evidence: housing.Program + housing.Batch})
		}
	}
}

func checkFees(c *inspection) {
	rs := c.records()
	c.fees("fees", rs.Fees)
	for _, school := range rs.Schools {
		c.fees("schools", school.Fees)
	}
	for _, hospital := range rs.Hospitals {
		c.fees("hospitals", hospital.Fees)
	}
	for _, home := range rs.ElderCare {
		c.fees("elder_care", home.Fees)
	}
}

func (c *inspection) fees(kind string, fees []disclosure.Fee) {
	for i, fee := range fees {
		if missing := fee.Missing(); missing != nil {
			c.find(disclosure.Finding{Field: field(kind, i), Message: "收费缺" + strings.Join(missing, "、"), Evidence: fee.Item})
		}
	}
}

func checkSubsidies(c *inspection) {
	for i, subsidy := range c.records().Subsidies {
		if missing := subsidy.Missing(); missing != nil {
			c.find(disclosure.Finding{Field: field("subsidies", i), Message: "补贴缺" + strings.Join(missing, "、"), Evidence: subsidy.Name})
		}
	}
}
