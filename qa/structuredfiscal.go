package qa

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
)

// stageRanks says how final the stages of a budget are.
var stageRanks = map[disclosure.BudgetStage]int{disclosure.BudgetDrafted: 1, disclosure.BudgetAdjusted: 2, disclosure.BudgetExecuted: 3, disclosure.BudgetFinal: 4}

// expenses are one statement of 三公经费.
type expenses struct {
	*disclosure.PublicExpenses
	source recordSource
}

// expenseParts are the parts of 三公经费 as people name them, and how much of them a statement gives.
var expenseParts = []struct {
	name   string
	words  []string
	amount func(*disclosure.PublicExpenses) disclosure.Fen
}{
	{"公务接待费", []string{"公务接待", "接待费"}, func(e *disclosure.PublicExpenses) disclosure.Fen { return e.Reception }},
	{"因公出国（境）费", []string{"出国", "出境"}, func(e *disclosure.PublicExpenses) disclosure.Fen { return e.Abroad }},
	{"公务用车购置费", []string{"用车购置费", "购置费", "购车"}, func(e *disclosure.PublicExpenses) disclosure.Fen { return e.VehiclePurchase }},
	{"公务用车运行维护费", []string{"运行维护", "运维"}, func(e *disclosure.PublicExpenses) disclosure.Fen { return e.VehicleRunning }},
	{"公务用车购置及运行维护费", []string{"公务用车", "公车"}, func(e *disclosure.PublicExpenses) disclosure.Fen { return e.VehiclePurchase + e.VehicleRunning }},
}

// publicExpenses answers what the three public items cost, or one of them.
func (q *recordQuestion) publicExpenses() (recordAnswer, bool) {
	stage := disclosure.BudgetStage(strings.TrimSuffix(string(columnAsked(q.text)), "数"))
	var all []dated[expenses]
	for _, d := range q.documents {
		for i := range d.Records.PublicExpenses {
			e := &d.Records.PublicExpenses[i]
			if q.ofAgency(e.Agency) && (stage == "" || e.Stage == stage) {
				all = append(all, dated[expenses]{e.Year, string(e.Stage), stageRanks[e.Stage],
					expenses{e, recordSource{d, fmt.Sprintf("public_expenses/%d", i), nil}}})
			}
		}
	}
	if len(all) == 0 {
		return recordAnswer{}, false
	}
	name, amount := "“三公”经费", func(e *disclosure.PublicExpenses) disclosure.Fen { return e.Total }
	for _, part := range expenseParts {
		if name == "“三公”经费" && containsAny(q.text, part.words) {
			name, amount = part.name, part.amount
		}
	}
	return q.tellExpenses(all, name, amount)
}

func (q *recordQuestion) tellExpenses(all []dated[expenses], name string, amount func(*disclosure.PublicExpenses) disclosure.Fen) (r recordAnswer, ok bool) {
	var chosen []dated[expenses]
	r.tables = []Table{{Caption: "“三公”经费", Columns: []string{"年度", "合计", "因公出国（境）费", "公务用车购置费", "公务用车运行维护费", "公务接待费"}}}
	for i, year := range wanted(q, all) {
		v, ok := ofYear(all, year)
		if i > 0 {
			if same, found := ofYearOn(all, year, chosen[0].basis); found {
				v = same // 预算 is compared with 预算
			}
		}
		if !ok {
			return absent(v.value.agency()+name, year, all), true
		}
		chosen = append(chosen, v)
		e := v.value
		source := e.source
		source.needles = figures(amount(e.PublicExpenses), "万元")
		r.sources = append(r.sources, source)
		r.tables[0].Rows = append(r.tables[0].Rows, []string{fmt.Sprintf("%d年%s", year, e.Stage), e.Total.String(), e.Abroad.String(),
			e.VehiclePurchase.String(), e.VehicleRunning.String(), e.Reception.String()})
	}
	first := chosen[0].value
	r.text = fmt.Sprintf("%d年%s%s%s为%s", first.Year, first.agency(), name, first.Stage, amount(first.PublicExpenses))
	if name == "“三公”经费" && len(chosen) == 1 {
		r.text += fmt.Sprintf("，其中因公出国（境）费%s，公务用车购置费%s，公务用车运行维护费%s，公务接待费%s",
			first.Abroad, first.VehiclePurchase, first.VehicleRunning, first.Reception)
	}
	if len(chosen) == 2 {
		second := chosen[1].value
		r.text += fmt.Sprintf("，%d年%s为%s，%s", second.Year, second.Stage, amount(second.PublicExpenses), change(amount(first.PublicExpenses), amount(second.PublicExpenses)))
	}
	r.text += "。"
	return r, true
}

func (e expenses) agency() string {
	if e.PublicExpenses == nil {
		return ""
	}
	return e.Agency
}

// ofYearOn returns the value of a year on the same basis as another's.
func ofYearOn[T any](values []dated[T], year int, basis string) (best dated[T], ok bool) {
	for _, v := range values {
		if v.year == year && v.basis == basis {
			return v, true
		}
	}
	return best, false
}

func containsAny(text string, words []string) bool {
	for _, word := range words {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

// scored is one evaluation.
type scored struct {
	*disclosure.Performance
	source recordSource
}

// performances answers how many points an evaluation gave.
func (q *recordQuestion) performances() (recordAnswer, bool) {
	var all []dated[scored]
	most := 0
	for _, d := range q.documents {
		for i := range d.Records.Performances {
			p := &d.Records.Performances[i]
			n := names(q.text, p.Project)
			if n == 0 || n < most || p.KeyScore == 0 && p.SelfScore == 0 {
				continue
			}
			if n > most {
				most, all = n, nil
			}
			all = append(all, dated[scored]{p.Year, "", 1, scored{p, recordSource{d, fmt.Sprintf("performances/%d", i), []string{points(p.KeyScore), points(p.SelfScore)}}}})
		}
	}
	if len(all) == 0 {
		return recordAnswer{}, false
	}
	year := wanted(q, all)[0]
	v, ok := ofYear(all, year)
	if !ok {
		return absent("该项目绩效评价得分", year, all), true
	}
	p, said := v.value, []string{}
	if p.KeyScore > 0 {
		by := ""
		if p.KeyBy != "" {
			by = "（" + p.KeyBy + "）"
		}
		said = append(said, "重点绩效评价得分"+points(p.KeyScore)+by)
	}
	if p.SelfScore > 0 {
		said = append(said, "绩效自评得分"+points(p.SelfScore))
	}
	return recordAnswer{text: fmt.Sprintf("%s（%d年）%s。", p.Project, p.Year, strings.Join(said, "，")), sources: []recordSource{p.source}}, true
}

func points(s disclosure.Score) string { return strconv.FormatFloat(float64(s), 'f', -1, 64) + "分" }
