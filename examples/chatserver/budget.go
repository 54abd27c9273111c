package main

import (
	"cmp"
	"fmt"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/qa/chat"
)

// budgetTables renders the typed budget tables of a document, for pages and answers whose text has none.
func budgetTables(d *disclosure.Document) []chat.Table {
	if d.Records == nil {
		return nil
	}
	var tables []chat.Table
	for i := range d.Records.Budgets {
		budget := &d.Records.Budgets[i]
		unit := cmp.Or(budget.Unit, "元")
		table := chat.Table{Caption: fmt.Sprintf("%s（单位：%s）", budget.Name, unit), Columns: []string{"科目编码", "科目名称"}}
		columns := budget.StatedColumns()
		for _, column := range columns {
			table.Columns = append(table.Columns, string(column))
		}
		for _, line := range budget.Lines {
			row := []string{line.Code, line.Name}
			for _, column := range columns {
				row = append(row, line.Amount(column).In(unit))
			}
			table.Rows = append(table.Rows, row)
		}
		if len(table.Rows) > 0 {
			tables = append(tables, table)
		}
	}
	return tables
}

// hasTable says whether the text itself has a table.
func hasTable(body []block) bool {
	for _, b := range body {
		if len(b.Rows) > 1 {
			return true
		}
	}
	return false
}
