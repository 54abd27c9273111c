package qa

import (
	"fmt"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
)

// transferYear is what is passed on in one year, by kind, as one document states it.
type transferYear struct {
	kinds   []*disclosure.Transfer
	sources []recordSource
}

// transfers answers how much a government passes on (转移支付), to a region where one is named.
func (q *recordQuestion) transfers() (recordAnswer, bool) {
	all := q.transferYears()
	if len(all) == 0 {
		return recordAnswer{}, false
	}
	year := wanted(q, all)[0]
	v, ok := ofYear(all, year)
	if !ok {
		return absent("转移支付", year, all), true
	}
	region := q.regionOf(v.value)
	if region == "" && len(q.places) > 0 && !q.isFrom(v.value.sources[0].document) {
		return recordAnswer{}, false
	}
	var said []string
	var amounts []disclosure.Fen
	r := recordAnswer{tables: []Table{{Caption: fmt.Sprintf("%d年转移支付%s", year, v.basis), Columns: []string{"类别", "地区", "金额"}}}}
	for i, kind := range v.value.kinds {
		amount := kind.Total
		for _, share := range kind.ByRegion {
			if share.Name == region {
				amount = share.Amount
			}
			r.tables[0].Rows = append(r.tables[0].Rows, []string{string(kind.Kind), share.Name, share.Amount.String()})
		}
		said, amounts = append(said, string(kind.Kind)+amount.String()), append(amounts, amount)
		source := v.value.sources[i]
		source.needles = figures(amount, "万元")
		r.sources = append(r.sources, source)
	}
	total, err := disclosure.SumFen(amounts...)
	if err != nil {
		return recordAnswer{}, false
	}
	to := ""
	if region != "" {
		to = "对" + region
	}
	r.text = fmt.Sprintf("%d年%s转移支付%s为%s", year, to, v.basis, total)
	if len(said) > 1 {
		r.text += "，其中" + strings.Join(said, "、")
	}
	r.text += "。"
	return r, true
}

// transferYears lists the statements, one a year and document.
func (q *recordQuestion) transferYears() (all []dated[*transferYear]) {
	for _, d := range q.documents {
		years := map[int]*transferYear{}
		for i := range d.Records.Transfers {
			t := &d.Records.Transfers[i]
			if years[t.Year] == nil {
				years[t.Year] = &transferYear{}
				all = append(all, dated[*transferYear]{t.Year, string(t.Stage), stageRanks[t.Stage], years[t.Year]})
			}
			y := years[t.Year]
			y.kinds, y.sources = append(y.kinds, t), append(y.sources, recordSource{document: d, record: fmt.Sprintf("transfers/%d", i)})
		}
	}
	return all
}

// regionOf returns the region that the question names of those that money is passed on to, "" where it names none.
func (q *recordQuestion) regionOf(y *transferYear) string {
	for _, kind := range y.kinds {
		for _, share := range kind.ByRegion {
			if share.Name != "" && strings.Contains(q.text, share.Name) {
				return share.Name
			}
		}
	}
	return ""
}
