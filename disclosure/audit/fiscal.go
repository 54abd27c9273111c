package audit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
)

// field names a record for Finding.Field.
func field(kind string, i int) string { return fmt.Sprintf("records.%s[%d]", kind, i) }

// checkDepth asks for 项 in the functional tables of a government's own level and for 款 in economic ones.
func checkDepth(c *inspection) {
	for i := range c.records().Budgets {
		table := &c.d.Records.Budgets[i]
		var want disclosure.SubjectLevel
		switch {
		case table.Side == disclosure.Revenue:
			continue
		case table.Scope == disclosure.BasicPart || table.Classes == disclosure.EconomicSubjects:
			want = disclosure.SubjectSection
		case table.Scope == disclosure.OwnLevel || table.Scope == disclosure.OneAgency:
			want = disclosure.SubjectItem
		default:
			continue
		}
		var shallow []string
		for _, line := range table.Leaves() {
			if level := disclosure.LevelOfSubject(line.Code); level != "" && level.Depth() < want.Depth() && !slices.Contains(c.profile.Lists["undivided_subjects"], line.Code) {
				shallow = append(shallow, line.Code+line.Name)
			}
		}
		if shallow != nil {
			c.find(disclosure.Finding{Field: field("budgets", i), Message: fmt.Sprintf("%s有%d个科目没有细化到%s级", table.Name, len(shallow), want), Evidence: first(shallow, 3)})
		}
	}
}

// first joins the first n of a list and says how many there are in all.
func first(list []string, n int) string {
	if len(list) <= n {
		return strings.Join(list, "；")
	}
	return fmt.Sprintf("%s等%d个", strings.Join(list[:n], "；"), len(list))
}

// checkSums adds up what the records state twice.
func checkSums(c *inspection) {
	rs := c.records()
	for i := range rs.Budgets {
		for _, fault := range rs.Budgets[i].Check() {
			c.find(disclosure.Finding{Field: field("budgets", i), Message: rs.Budgets[i].Name + "：" + fault.String(), Evidence: fault.Code + fault.Name})
		}
	}
	for i := range rs.Procurements {
		p := &rs.Procurements[i]
		c.sum(field("procurements", i), "政府采购支出总额", p.Total, p.Sum)
	}
	for i := range rs.Debts {
		d := &rs.Debts[i] // what is issued to repay older bonds has no project: the uses may be less, not more
		if shares, err := disclosure.SumShares(d.Uses); len(d.Uses) > 0 && d.Issued != 0 && (err != nil || shares > d.Issued) {
			c.find(disclosure.Finding{Field: field("debts", i), Message: fmt.Sprintf("%s使用安排合计%s，本年发行%s", d.Class, shares, d.Issued), Severity: disclosure.Warning})
		}
	}
}

func (c *inspection) sum(field, name string, total disclosure.Fen, sum func() (disclosure.Fen, error)) {
	computed, err := sum()
	switch {
	case err != nil:
		c.find(disclosure.Finding{Field: field, Message: name + "超出可计算范围"})
	case computed != total:
		c.find(disclosure.Finding{Field: field, Message: fmt.Sprintf("%s为%s，分项合计为%s", name, total, computed)})
	}
}

func checkPublicExpenses(c *inspection) {
	for i := range c.records().PublicExpenses {
		e := &c.d.Records.PublicExpenses[i]
		c.sum(field("public_expenses", i), fmt.Sprintf("%d年%s三公经费合计", e.Year, e.Stage), e.Total, e.Sum)
		if blank(e.Explanation) {
			c.find(disclosure.Finding{Field: field("public_expenses", i), Message: fmt.Sprintf("%d年%s三公经费没有增减变化说明", e.Year, e.Stage), Evidence: e.Agency})
		}
	}
}

func checkEmptyTables(c *inspection) {
	for i, table := range c.records().Budgets {
		if len(table.Lines) == 0 && blank(table.EmptyNote) {
			c.find(disclosure.Finding{Field: field("budgets", i), Message: "空表没有说明：" + table.Name})
		}
	}
}

func checkTransfers(c *inspection) {
	for i := range c.records().Transfers {
		transfer := &c.d.Records.Transfers[i]
		sums, err := transfer.Sums()
		name := fmt.Sprintf("%d年%s", transfer.Year, transfer.Kind)
		report := func(message string) {
			c.find(disclosure.Finding{Field: field("transfers", i), Message: name + message, Evidence: transfer.Total.String()})
		}
		if err != nil {
			report("超出可计算范围")
			continue
		}
		special := transfer.Kind == disclosure.SpecialTransfer
		switch {
		case len(transfer.ByRegion) == 0 && special:
			report("没有分地区")
		case len(transfer.ByRegion) > 0 && sums.ByRegion != sums.Total:
			report("分地区合计为" + sums.ByRegion.String() + "，与总额不符")
		}
		switch {
		case len(transfer.ByProject) == 0 && special:
			report("没有分项目")
		case len(transfer.ByProject) > 0 && sums.ByProject != sums.Total:
			report("分项目合计为" + sums.ByProject.String() + "，与总额不符")
		}
	}
}

// checkBudgetLimit counts calendar days from approval; where the calendar does not know the year, an end on a day off
// is not moved.
func checkBudgetLimit(c *inspection) {
	if c.d.Published.IsZero() {
		return
	}
	n := c.number("days")
	seen := map[disclosure.Date]bool{}
	for i, table := range c.records().Budgets {
		if table.ApprovedOn.IsZero() || seen[table.ApprovedOn] || !table.ApprovedOn.Valid() {
			continue
		}
		seen[table.ApprovedOn] = true
		due, _, err := c.calendar.DueDate(table.ApprovedOn, n, disclosure.Days)
		if err != nil {
			due = table.ApprovedOn.AddDays(n)
		}
		if due.Before(c.d.Published) {
			c.find(disclosure.Finding{Field: field("budgets", i), Due: due, Message: fmt.Sprintf("批准后%d日才公开，应在%d日内", table.ApprovedOn.DaysUntil(c.d.Published), n),
				Evidence: "批准" + table.ApprovedOn.String() + "，公开" + c.d.Published.String()})
		}
	}
}

func checkDebts(c *inspection) {
	for i := range c.records().Debts {
		debt := &c.d.Records.Debts[i]
		name := fmt.Sprintf("%d年%s", debt.Year, debt.Class)
		if debt.OverLimit() {
			c.find(disclosure.Finding{Field: field("debts", i), Message: name + "余额超过限额", Evidence: fmt.Sprintf("余额%s，限额%s", debt.Balance, debt.Limit)})
		}
		if carried, err := debt.Carried(); debt.Opening+debt.Issued+debt.Repaid != 0 && (err != nil || carried != debt.Balance) {
			c.find(disclosure.Finding{Field: field("debts", i), Severity: disclosure.Warning, Message: name + "余额结转不平",
				Evidence: fmt.Sprintf("上年末%s＋发行%s－还本%s＝%s，余额%s", debt.Opening, debt.Issued, debt.Repaid, carried, debt.Balance)})
		}
	}
}

func checkDebtPlans(c *inspection) {
	for i, debt := range c.records().Debts {
		name := fmt.Sprintf("%d年%s", debt.Year, debt.Class)
		if blank(debt.Use) && len(debt.Uses) == 0 {
			c.find(disclosure.Finding{Field: field("debts", i), Message: name + "没有使用安排"})
		}
		if blank(debt.Plan) && len(debt.Schedule) == 0 {
			c.find(disclosure.Finding{Field: field("debts", i), Message: name + "没有偿还计划"})
		}
	}
}

func checkSpecialFunds(c *inspection) {
	for i := range c.records().SpecialFunds {
		fund := &c.d.Records.SpecialFunds[i]
		if fund.Overpaid() {
			c.find(disclosure.Finding{Field: field("special_funds", i), Message: fund.Name + "拨付超过分配", Evidence: fmt.Sprintf("分配%s，拨付%s", fund.Allocated, fund.Paid)})
		}
		if blank(fund.Explanation + fund.Purpose + fund.Effect) {
			c.find(disclosure.Finding{Field: field("special_funds", i), Severity: disclosure.Warning, Message: fund.Name + "没有用途、效果或说明"})
		}
	}
}
