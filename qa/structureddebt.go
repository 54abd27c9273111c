package qa

import (
	"fmt"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
)

// debtYear is what is published of a government's debt at the end of one year.
type debtYear struct {
	classes []*disclosure.DebtStatement
	sources []recordSource
}

// sum adds up one figure of all classes; beyond what Fen holds it is 0.
func (y debtYear) sum(figure func(*disclosure.DebtStatement) disclosure.Fen) disclosure.Fen {
	var amounts []disclosure.Fen
	for _, d := range y.classes {
		amounts = append(amounts, figure(d))
	}
	total, err := disclosure.SumFen(amounts...)
	if err != nil {
		return 0
	}
	return total
}

func debtBalance(d *disclosure.DebtStatement) disclosure.Fen { return d.Balance }
func debtLimit(d *disclosure.DebtStatement) disclosure.Fen   { return d.Limit }

// debts answers what a government owes, and whether that is within its limit (预算法 Art. 35).
func (q *recordQuestion) debts() (recordAnswer, bool) {
	byYear := map[int]*debtYear{}
	var all []dated[*debtYear]
	for _, d := range q.documents {
		for i := range d.Records.Debts {
			statement := &d.Records.Debts[i]
			if !q.ofClass(statement.Class) {
				continue
			}
			y := byYear[statement.Year]
			if y == nil {
				y = &debtYear{}
				byYear[statement.Year] = y
				all = append(all, dated[*debtYear]{statement.Year, "", 1, y})
			}
			if !y.holds(statement.Class) {
				y.classes = append(y.classes, statement)
				y.sources = append(y.sources, recordSource{d, fmt.Sprintf("debts/%d", i), figures(statement.Balance, "亿元")})
			}
		}
	}
	if len(all) == 0 {
		return recordAnswer{}, false
	}
	years := wanted(q, all)
	v, ok := ofYear(all, years[0])
	if !ok {
		return absent("政府债务", years[0], all), true
	}
	v.value.sources[0].needles = append(figures(v.value.sum(debtBalance), "亿元")[:2], v.value.sources[0].needles...)
	r := recordAnswer{sources: v.value.sources, tables: []Table{debtTable(v)}}
	r.text = tellDebt(v)
	if len(years) > 1 {
		r.text += v.value.against(years[0], years[1], all)
	}
	return r, true
}

// against sets the balance against that of another year, which the next year's statement gives too.
func (y *debtYear) against(year, before int, all []dated[*debtYear]) string {
	balance := disclosure.Fen(0)
	if other, ok := ofYear(all, before); ok {
		balance = other.value.sum(debtBalance)
	} else if before == year-1 {
		balance = y.sum(func(d *disclosure.DebtStatement) disclosure.Fen { return d.Opening })
	}
	if balance == 0 {
		return fmt.Sprintf("没有找到%d年末余额的公开数据。", before)
	}
	return fmt.Sprintf("%d年末余额为%s，%d年末比%d年末%s。", before, balance, year, before, change(y.sum(debtBalance), balance))
}

func (y *debtYear) holds(class disclosure.DebtClass) bool {
	for _, d := range y.classes {
		if d.Class == class {
			return true
		}
	}
	return false
}

func (q *recordQuestion) ofClass(class disclosure.DebtClass) bool {
	for _, c := range []disclosure.DebtClass{disclosure.GeneralDebt, disclosure.SpecialDebt} {
		if strings.Contains(q.text, string(c)) {
			return class == c
		}
	}
	return true
}

func tellDebt(v dated[*debtYear]) string {
	y := v.value
	var balances, limits, over []string
	for _, d := range y.classes {
		balances = append(balances, fmt.Sprintf("%s%s", d.Class, d.Balance))
		limits = append(limits, fmt.Sprintf("%s%s", d.Class, d.Limit))
		if d.OverLimit() {
			over = append(over, fmt.Sprintf("%s超过限额%s", d.Class, d.Balance-d.Limit))
		}
	}
	verdict := "余额没有超过限额"
	if len(over) > 0 {
		verdict = strings.Join(over, "，")
	}
	if len(y.classes) == 1 {
		return fmt.Sprintf("%d年末政府%s余额为%s，限额为%s，%s。", v.year, y.classes[0].Class, y.classes[0].Balance, y.classes[0].Limit, verdict)
	}
	return fmt.Sprintf("%d年末政府债务余额为%s（%s），限额为%s（%s），%s。", v.year, y.sum(debtBalance), strings.Join(balances, "、"),
		y.sum(debtLimit), strings.Join(limits, "、"), verdict)
}

func debtTable(v dated[*debtYear]) Table {
	table := Table{Caption: fmt.Sprintf("%d年政府债务", v.year), Columns: []string{"类别", "上年末余额", "本年发行", "本年还本", "年末余额", "限额", "本年付息"}}
	for _, d := range v.value.classes {
		table.Rows = append(table.Rows, []string{string(d.Class), orDash(d.Opening), orDash(d.Issued), orDash(d.Repaid), d.Balance.String(), d.Limit.String(), orDash(d.Interest)})
	}
	return table
}
