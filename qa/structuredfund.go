package qa

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
)

// fund is one allocation of a special fund.
type fund struct {
	*disclosure.SpecialFund
	source recordSource
}

// specialFunds answers how much of a special fund was allocated and paid, to a region where one is named.
func (q *recordQuestion) specialFunds() (recordAnswer, bool) {
	all := q.fundsNamed()
	if len(all) == 0 {
		return recordAnswer{}, false
	}
	year := wanted(q, all)[0]
	if _, ok := ofYear(all, year); !ok {
		return absent("该专项资金", year, all), true
	}
	rows, what := q.fundRows(all, year)
	if len(rows) == 0 {
		return recordAnswer{}, false
	}
	allocated, paid, latest := disclosure.Fen(0), disclosure.Fen(0), disclosure.Date{}
	table := Table{Caption: rows[0].Name, Columns: []string{"地区", "项目", "分配", "拨付"}}
	for _, f := range rows {
		allocated, paid = allocated+f.Allocated, paid+f.Paid
		if latest.Before(f.PaidOn) {
			latest = f.PaidOn
		}
		table.Rows = append(table.Rows, []string{f.Region, cmp.Or(f.Project, "—"), f.Allocated.String(), orDash(f.Paid)})
	}
	text := fmt.Sprintf("%s%s分配%s", rows[0].Name, what, allocated)
	switch {
	case paid > 0 && !latest.IsZero():
		text += fmt.Sprintf("，截至%s已拨付%s", latest.Chinese(), paid)
	case paid > 0:
		text += fmt.Sprintf("，已拨付%s", paid)
	}
	source := rows[0].source
	source.needles = append(figures(allocated, "万元"), figures(rows[0].Allocated, "万元")...)
	return recordAnswer{text: text + "。", sources: []recordSource{source}, tables: []Table{table}}, true
}

// fundsNamed lists the allocations of the fund that the question names best.
func (q *recordQuestion) fundsNamed() (all []dated[fund]) {
	most := 0
	for _, d := range q.documents {
		for i := range d.Records.SpecialFunds {
			f := &d.Records.SpecialFunds[i]
			n := names(q.text, f.Name)
			if n == 0 || n < most {
				continue
			}
			if n > most {
				most, all = n, nil
			}
			all = append(all, dated[fund]{f.Year, "", 1, fund{f, recordSource{document: d, record: fmt.Sprintf("special_funds/%d", i)}}})
		}
	}
	return all
}

// fundRows chooses, of the document that is newest, the rows of the region that is named; without one the row of the whole
// (全市, 全县), else all of them. Rows of several documents would count the same money twice.
func (q *recordQuestion) fundRows(all []dated[fund], year int) (rows []fund, what string) {
	byDocument := map[string][]fund{}
	var documents []*disclosure.Document
	region := ""
	for _, v := range all {
		d := v.value.source.document
		if v.year != year {
			continue
		}
		if byDocument[d.ID] == nil {
			documents = append(documents, d)
		}
		byDocument[d.ID] = append(byDocument[d.ID], v.value)
		if r := v.value.Region; len(r) > len(region) && strings.Contains(q.text, r) {
			region = r
		}
	}
	slices.SortStableFunc(documents, func(a, b *disclosure.Document) int { return b.Date().Compare(a.Date()) })
	for _, d := range documents {
		rows = byDocument[d.ID]
		if whole := slices.IndexFunc(rows, func(f fund) bool { return strings.HasPrefix(f.Region, "全") }); region == "" && whole >= 0 {
			return rows[whole : whole+1], "（" + rows[whole].Region + "）"
		}
		if region == "" {
			return rows, ""
		}
		if own := slices.DeleteFunc(slices.Clone(rows), func(f fund) bool { return f.Region != region }); len(own) > 0 {
			return own, "（" + region + "）"
		}
	}
	return nil, ""
}
