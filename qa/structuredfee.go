package qa

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
)

// charging is an institution, or a catalogue of charges, with its fees.
type charging struct {
	name string // "" for a catalogue
	year int    // of the statement; 0 where none is stated
	fees []disclosure.Fee
	free string // why nothing is charged
	from recordSource
}

// fees answers what an institution charges, or what a charge of a catalogue comes to.
func (q *recordQuestion) fees() (recordAnswer, bool) {
	all := q.charging()
	if len(all) == 0 {
		return recordAnswer{}, false
	}
	year := latest(all, q.on)
	if len(q.years) > 0 {
		year = q.years[0]
		if _, ok := ofYear(all, year); !ok {
			return absent(all[0].value.name+"收费", year, all), true
		}
	}
	v, ok := ofYear(all, year)
	if !ok {
		return recordAnswer{}, false
	}
	c := v.value
	own := c.fees
	if asked := q.feesAsked(c.fees); len(asked) > 0 {
		own = asked
	} else if c.name == "" || !strings.Contains(q.text, "收费") && !strings.Contains(q.text, "费用") && !strings.Contains(q.text, "多少钱") {
		return recordAnswer{}, false
	}
	if len(own) == 0 {
		c.from.needles = []string{c.free}
		return recordAnswer{text: c.name + "：" + strings.TrimSuffix(c.free, "。") + "。", sources: []recordSource{c.from}}, c.free != ""
	}
	return tellFees(c, own), true
}

func tellFees(c charging, own []disclosure.Fee) recordAnswer {
	var said []string
	table := Table{Caption: strings.TrimSpace(c.name + " 收费项目和标准"), Columns: []string{"收费项目", "收费标准", "收费依据"}}
	for _, f := range own {
		said = append(said, f.Item+feeStandard(f))
		table.Rows = append(table.Rows, []string{f.Item, feeStandard(f), cmp.Or(f.Basis, "—")})
	}
	const most = 6
	more := ""
	if len(said) > most {
		said, more = said[:most], fmt.Sprintf("等%d项，详见附表", len(own))
	}
	text := strings.Join(said, "；") + more + "。"
	switch {
	case c.name != "" && c.year > 0:
		text = fmt.Sprintf("%s%d年收费标准：", c.name, c.year) + text
	case c.name != "":
		text = c.name + "收费标准：" + text
	}
	c.from.needles = append([]string{own[0].Item}, figures(own[0].Amount, "元")...)
	return recordAnswer{text: text, sources: []recordSource{c.from}, tables: []Table{table}}
}

func feeStandard(f disclosure.Fee) string {
	if f.Standard != "" {
		return f.Standard
	}
	return f.Amount.String() + strings.TrimPrefix(f.Unit, "元")
}

// charging lists the institutions that the question names best; without one the catalogues that hold what it names.
func (q *recordQuestion) charging() (all []dated[charging]) {
	most := 0
	add := func(n int, c charging) {
		if n == 0 || n < most || len(c.fees) == 0 && c.free == "" {
			return
		}
		if n > most {
			most, all = n, nil
		}
		all = append(all, dated[charging]{cmp.Or(c.year, c.from.document.Date().Year), "", int(c.from.document.Date().Year*400) + int(c.from.document.Date().Month)*31 + c.from.document.Date().Day, c})
	}
	for _, d := range q.documents {
		for i, s := range d.Records.Schools {
			add(calls(q.text, s.Name), charging{s.Name, s.Year, s.Fees, s.FreeNote, recordSource{document: d, record: fmt.Sprintf("schools/%d", i)}})
		}
		for i, h := range d.Records.Hospitals {
			if n := calls(q.text, h.Name); len(q.feesAsked(h.Fees)) > 0 {
				add(n, charging{h.Name, 0, h.Fees, "", recordSource{document: d, record: fmt.Sprintf("hospitals/%d", i)}})
			}
		}
		for i, e := range d.Records.ElderCare {
			add(max(calls(q.text, e.Name), names(q.text, e.Name)), charging{e.Name, 0, e.Fees, "", recordSource{document: d, record: fmt.Sprintf("elder_care/%d", i)}})
		}
	}
	if len(all) > 0 {
		return all
	}
	for _, d := range q.documents {
		for i, f := range d.Records.Fees {
			if len(q.feesAsked([]disclosure.Fee{f})) > 0 {
				add(1, charging{"", 0, []disclosure.Fee{f}, "", recordSource{document: d, record: fmt.Sprintf("fees/%d", i)}})
			}
		}
	}
	return all
}

// feesAsked returns the fees whose item the question names.
func (q *recordQuestion) feesAsked(fees []disclosure.Fee) []disclosure.Fee {
	return slices.DeleteFunc(slices.Clone(fees), func(f disclosure.Fee) bool {
		item, _, _ := strings.Cut(f.Item, "（")
		for _, part := range []string{item, strings.TrimPrefix(item, "高中"), strings.TrimPrefix(item, "普通高中"), lastRunes(item, 3)} {
			if len(part) >= 6 && strings.HasSuffix(part, "费") && strings.Contains(q.text, part) {
				return false
			}
		}
		return !(len(item) >= 12 && strings.Contains(q.text, strings.TrimSuffix(item, "费"))) // 不动产登记收多少
	})
}

// lastRunes returns the last n characters of a text: 床位费 of 普通床位费.
func lastRunes(text string, n int) string {
	runes := []rune(text)
	return string(runes[max(0, len(runes)-n):])
}
