package disclosure

import (
	"fmt"
	"strings"
)

// BudgetFaultKind is a stable code for what is wrong with a table.
type BudgetFaultKind string

// The faults that arithmetic finds in a table.
const (
	SumFault       BudgetFaultKind = "sum"       // a line or total is not the sum of what lies below
	CodeFault      BudgetFaultKind = "code"      // a code of no level
	DuplicateFault BudgetFaultKind = "duplicate" // a code that stands twice
	NegativeFault  BudgetFaultKind = "negative"  // an amount below zero
	OverflowFault  BudgetFaultKind = "overflow"  // a sum beyond what can be counted
)

// BudgetFault is one fault of a budget table. Line counts from 0. Stated and Computed are set for sums.
type BudgetFault struct {
	Kind     BudgetFaultKind
	Line     int
	Code     string
	Name     string
	Column   AmountColumn
	Stated   Fen
	Computed Fen
}

// String says the fault in Chinese, as a person who must correct it reads it.
func (f BudgetFault) String() string {
	where := fmt.Sprintf("第%d行%s%s", f.Line+1, f.Code, f.Name)
	switch f.Kind {
	case SumFault:
		return fmt.Sprintf("%s：%s为%s，下级合计为%s", where, f.Column, f.Stated, f.Computed)
	case CodeFault:
		return fmt.Sprintf("%s：科目编码不是3、5、7、9位数字", where)
	case DuplicateFault:
		return fmt.Sprintf("%s：科目编码重复", where)
	case NegativeFault:
		return fmt.Sprintf("%s：%s为负数%s", where, f.Column, f.Stated)
	}
	return fmt.Sprintf("%s：%s合计超出可计算范围", where, f.Column)
}

// Check adds the table up, in each of its columns, and returns what does not fit:
//   - a line with lines directly below it is their sum (项 to 款, 款 to 类);
//   - 合计 is the sum of the top lines with a code since the 合计 before;
//   - 总计 is the sum of every 合计 and of the lines without a code (转移性支出, 结转下年 …) before it, from the
//     table's beginning or from the 总计 before; without a 合计, of the top lines.
//
// Lines whose name begins with 其中 repeat part of another line and are left out. A level that a table does not show
// is not missed here. An amount that a line does not state in a column counts as nought.
func (t *BudgetTable) Check() []BudgetFault {
	check := budgetCheck{table: t, byCode: map[string]int{}}
	check.codes()
	for _, column := range t.StatedColumns() {
		check.column = column
		check.negatives()
		check.levels()
		check.totals()
	}
	return check.faults
}

type budgetCheck struct {
	table  *BudgetTable
	column AmountColumn
	byCode map[string]int // first line of each code
	faults []BudgetFault
}

func (c *budgetCheck) fault(kind BudgetFaultKind, i int, computed Fen) {
	line := c.table.Lines[i]
	c.faults = append(c.faults, BudgetFault{kind, i, line.Code, line.Name, c.column, line.Amount(c.column), computed})
}

func (c *budgetCheck) codes() {
	for i, line := range c.table.Lines {
		if line.Code == "" {
			continue
		}
		if LevelOfSubject(line.Code) == "" {
			c.fault(CodeFault, i, 0)
		}
		if _, twice := c.byCode[line.Code]; twice {
			c.fault(DuplicateFault, i, 0)
			continue
		}
		c.byCode[line.Code] = i
	}
}

func (c *budgetCheck) negatives() {
	for i, line := range c.table.Lines {
		if line.Amount(c.column) < 0 {
			c.fault(NegativeFault, i, 0)
		}
	}
}

// above returns the line of the nearest subject above one, which need not be the next level.
func (c *budgetCheck) above(code string) (int, bool) {
	for parent := ParentSubject(code); parent != ""; parent = ParentSubject(parent) {
		if i, ok := c.byCode[parent]; ok {
			return i, true
		}
	}
	return 0, false
}

func (c *budgetCheck) levels() {
	below := map[int][]Fen{}
	for i, line := range c.table.Lines {
		if line.Code == "" || c.byCode[line.Code] != i {
			continue
		}
		if parent, ok := c.above(line.Code); ok {
			below[parent] = append(below[parent], line.Amount(c.column))
		}
	}
	for i := range c.table.Lines {
		if parts := below[i]; parts != nil {
			c.compare(i, parts)
		}
	}
}

// compare reports line i where it is not the sum of the parts.
func (c *budgetCheck) compare(i int, parts []Fen) {
	sum, err := SumFen(parts...)
	switch {
	case err != nil:
		c.fault(OverflowFault, i, 0)
	case sum != c.table.Lines[i].Amount(c.column):
		c.fault(SumFault, i, sum)
	}
}

func (c *budgetCheck) totals() {
	var coded, all []Fen // since the last 合计; since the last 总计
	for i, line := range c.table.Lines {
		amount := line.Amount(c.column)
		switch {
		case line.Code != "":
			if _, inner := c.above(line.Code); !inner && c.byCode[line.Code] == i {
				coded, all = append(coded, amount), append(all, amount)
			}
		case strings.HasPrefix(strings.TrimSpace(line.Name), "其中"):
		case strings.Contains(line.Name, "总计"):
			if all != nil {
				c.compare(i, all)
			}
			coded, all = nil, nil
		case strings.Contains(line.Name, "合计"):
			if coded != nil {
				c.compare(i, coded)
			}
			coded = nil
		default:
			all = append(all, amount)
		}
	}
}
