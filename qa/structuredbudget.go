package qa

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/zwgk/zwgk/disclosure"
)

// accountWords are how a question names one of the four budgets; the more particular come first.
var accountWords = []struct {
	account disclosure.Account
	words   []string
}{
	{disclosure.GovernmentFundsBudget, []string{"政府性基金"}},
	{disclosure.StateCapitalBudget, []string{"国有资本经营"}},
	{disclosure.SocialInsuranceBudget, []string{"社会保险基金", "社保基金"}},
	{disclosure.GeneralPublicBudget, []string{"一般公共预算", "公共预算", "公共财政", "财政收入", "财政支出", "财政总收入", "财政总支出"}},
}

// accountOf returns the budget that a question names, and the question without its name.
func accountOf(text string) (disclosure.Account, string) {
	for _, entry := range accountWords {
		for _, word := range entry.words {
			if strings.Contains(text, word) {
				rest := strings.TrimSuffix(strings.TrimSuffix(word, "收入"), "支出")
				return entry.account, strings.NewReplacer(rest+"预算", "", rest, "").Replace(text)
			}
		}
	}
	return "", text
}

// budgetLine is a line of a budget table with its amount in one column.
type budgetLine struct {
	document *disclosure.Document
	table    *disclosure.BudgetTable
	record   string
	line     disclosure.BudgetLine
	column   disclosure.AmountColumn
}

func (b budgetLine) amount() disclosure.Fen { return b.line.Amount(b.column) }

var (
	totalLine   = regexp.MustCompile(`^(?:(?:本年)?(?:收入|支出)?(?:合计|总计)|总计|合计)$`)
	lineNumber  = regexp.MustCompile(`^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.、])`)
	columnRanks = map[disclosure.AmountColumn]int{disclosure.BudgetColumn: 1, disclosure.AdjustedColumn: 2, disclosure.ExecutedColumn: 3, disclosure.FinalColumn: 4}
)

// budgets answers what a budget's revenue or expenditure, or one line of it, comes to.
func (q *recordQuestion) budgets() (recordAnswer, bool) {
	account, rest := accountOf(q.text)
	asked := []disclosure.BudgetSide{}
	for _, side := range []disclosure.BudgetSide{disclosure.Revenue, disclosure.Expenditure} {
		if strings.Contains(rest, string(side)) || strings.Contains(rest, "收支") {
			asked = append(asked, side)
		}
	}
	name := q.lineNamed(account, rest)
	if account == "" && !q.aboutBudget(name) {
		return recordAnswer{}, false
	}
	if name != "" {
		asked = []disclosure.BudgetSide{""}
	}
	var r recordAnswer
	var told []string
	for _, side := range asked {
		part, ok := q.budgetSide(account, side, name, columnAsked(rest))
		if !ok {
			return recordAnswer{}, false
		}
		if len(part.there) > 0 {
			return part, true
		}
		told = append(told, part.text)
		r.sources, r.tables = append(r.sources, part.sources...), append(r.tables, part.tables...)
	}
	r.text = strings.Join(told, "\n")
	return r, len(told) > 0
}

// aboutBudget says whether a question that names no budget is about one all the same: a line in a year (2024年教育支出), or
// what an agency may spend (民政局支出预算).
func (q *recordQuestion) aboutBudget(line string) bool {
	if line == "" {
		return namedAgency.MatchString(q.text) && (strings.Contains(q.text, "预算") || strings.Contains(q.text, "决算"))
	}
	return len(q.years) > 0 && (strings.Contains(q.text, "收入") || strings.Contains(q.text, "支出") || strings.Contains(q.text, "算"))
}

// columnAsked returns the column that a question names beside its account, "" for the most final.
func columnAsked(rest string) disclosure.AmountColumn {
	switch {
	case strings.Contains(rest, "决算"):
		return disclosure.FinalColumn
	case strings.Contains(rest, "调整"):
		return disclosure.AdjustedColumn
	case strings.Contains(rest, "执行"):
		return disclosure.ExecutedColumn
	case strings.Contains(rest, "预算"):
		return disclosure.BudgetColumn
	}
	return ""
}

// lineNamed returns the longest name of a budget line that the question holds, "" where it holds none.
func (q *recordQuestion) lineNamed(account disclosure.Account, rest string) (name string) {
	text := rest
	if account == "" {
		text = q.text
	}
	for _, d := range q.documents {
		for i := range d.Records.Budgets {
			if t := &d.Records.Budgets[i]; account == "" || t.Account == account {
				for _, line := range t.Lines {
					bare := lineNumber.ReplaceAllString(line.Name, "")
					if utf8.RuneCountInString(bare) >= 3 && len(bare) > len(name) && strings.Contains(text, bare) && !totalLine.MatchString(bare) {
						name = bare
					}
				}
			}
		}
	}
	return name
}

// budgetSide tells one side of a budget, or one line of it where name is not "".
func (q *recordQuestion) budgetSide(account disclosure.Account, side disclosure.BudgetSide, name string, column disclosure.AmountColumn) (recordAnswer, bool) {
	all := q.budgetLines(account, side, name, column)
	if len(all) == 0 {
		return recordAnswer{}, false
	}
	what := name
	if name == "" || account != "" && !strings.Contains(name, string(account)) {
		what = string(all[0].value.table.Account) + string(side) + name
	}
	var chosen []dated[budgetLine]
	for _, year := range wanted(q, all) {
		v, ok := ofYear(all, year)
		if !ok {
			return absent(what, year, all), true
		}
		chosen = append(chosen, v)
	}
	var r recordAnswer
	for i, v := range chosen {
		subject := what
		if i == 0 {
			subject = levelOf(v.value.table) + what
		}
		if i > 0 {
			subject = ""
			r.text += "，"
		}
		r.text += fmt.Sprintf("%d年%s为%s（%s）", v.year, subject, v.value.amount(), v.basis)
		r.sources = append(r.sources, recordSource{v.value.document, v.value.record, figures(v.value.amount(), v.value.table.Unit)})
	}
	if len(chosen) == 2 {
		r.text += "，" + fmt.Sprintf("%d年比%d年", chosen[0].year, chosen[1].year) + change(chosen[0].value.amount(), chosen[1].value.amount())
		if chosen[0].basis != chosen[1].basis {
			r.text += "。两年口径不同（" + chosen[0].basis + "与" + chosen[1].basis + "），仅供参考"
		}
	}
	r.text += "。"
	r.tables = []Table{budgetTable(chosen)}
	return r, true
}

// budgetLines lists the amounts of a side's total or of a named line, of the whole government unless an agency is named.
func (q *recordQuestion) budgetLines(account disclosure.Account, side disclosure.BudgetSide, name string, column disclosure.AmountColumn) (all []dated[budgetLine]) {
	for _, d := range q.documents {
		for i := range d.Records.Budgets {
			t := &d.Records.Budgets[i]
			if account != "" && t.Account != account || side != "" && t.Side != side || !q.ofAgency(t.Agency) || t.Scope == disclosure.BasicPart {
				continue
			}
			line, ok := lineOf(t, name)
			if !ok {
				continue
			}
			for _, c := range t.StatedColumns() {
				if (column == "" || c == column) && !(c != disclosure.BudgetColumn && line.Amount(c) == 0) {
					all = append(all, dated[budgetLine]{t.Year, string(c), columnRanks[c],
						budgetLine{document: d, table: t, record: fmt.Sprintf("budgets/%d", i), line: line, column: c}})
				}
			}
		}
	}
	return all
}

// ofAgency says whether records of an agency, or of the whole government where it is "", are asked for.
func (q *recordQuestion) ofAgency(agency string) bool {
	named := namedAgency.FindString(q.text) != ""
	if agency == "" {
		return !named
	}
	bare := ownRegion.ReplaceAllString(agency, "")
	return strings.Contains(q.text, bare)
}

// namedAgency matches the name of an agency within a question.
var namedAgency = regexp.MustCompile(`\p{Han}{2,8}(?:局|委员会|办公室|发改委|卫健委|法院|检察院|大学)`)

func lineOf(t *disclosure.BudgetTable, name string) (disclosure.BudgetLine, bool) {
	for _, line := range t.Lines {
		bare := lineNumber.ReplaceAllString(line.Name, "")
		if name != "" && bare == name || name == "" && totalLine.MatchString(bare) {
			return line, true
		}
	}
	return disclosure.BudgetLine{}, false
}

// levelOf returns whose money a table counts as its name prints it: 市本级, 全市.
func levelOf(t *disclosure.BudgetTable) string {
	if t.Agency != "" {
		return t.Agency
	}
	for _, word := range []string{"省本级", "市本级", "县本级", "区本级", "全省", "全市", "全县", "全区"} {
		if strings.Contains(t.Name, word) {
			return word
		}
	}
	if t.Scope == disclosure.OwnLevel {
		return "本级"
	}
	return ""
}

func budgetTable(chosen []dated[budgetLine]) Table {
	table := Table{Caption: chosen[0].value.table.Name, Columns: []string{"年度", "项目", "预算数", "调整预算数", "决算（执行）数"}}
	for _, v := range chosen {
		line := v.value.line
		final := line.Final
		if final == 0 {
			final = line.Executed
		}
		table.Rows = append(table.Rows, []string{fmt.Sprintf("%d年", v.year), line.Name, orDash(line.Budget), orDash(line.Adjusted), orDash(final)})
	}
	return table
}

func orDash(amount disclosure.Fen) string {
	if amount == 0 {
		return "—"
	}
	return amount.String()
}
