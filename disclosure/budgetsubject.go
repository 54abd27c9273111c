package disclosure

// SubjectSystem is a classification of budget lines (政府收支分类科目).
type SubjectSystem string

// The classifications.
const (
	RevenueSubjects    SubjectSystem = "收入分类"
	FunctionalSubjects SubjectSystem = "支出功能分类"
	EconomicSubjects   SubjectSystem = "支出经济分类"
)

// SubjectLevel is the level of a budget subject. The deeper level compares greater by Depth.
type SubjectLevel string

// The levels: 类 has three digits, each further level two more.
const (
	SubjectClass   SubjectLevel = "类" // 208
	SubjectSection SubjectLevel = "款" // 20805
	SubjectItem    SubjectLevel = "项" // 2080501
	SubjectDetail  SubjectLevel = "目" // 103010101, revenue only
)

var subjectLevels = []SubjectLevel{SubjectClass, SubjectSection, SubjectItem, SubjectDetail}

// Depth returns 1 for 类 to 4 for 目, and 0 for anything else.
func (l SubjectLevel) Depth() int {
	for i, level := range subjectLevels {
		if l == level {
			return i + 1
		}
	}
	return 0
}

// LevelOfSubject returns the level that a subject code is of by its length: 3, 5, 7 or 9 digits. It is "" for
// anything else.
func LevelOfSubject(code string) SubjectLevel {
	for _, r := range code {
		if r < '0' || r > '9' {
			return ""
		}
	}
	if n := len(code); n >= 3 && n <= 9 && n%2 == 1 {
		return subjectLevels[(n-3)/2]
	}
	return ""
}

// ParentSubject returns the code one level above: 20805 of 2080501, "" of a 类 or of what is no subject code.
func ParentSubject(code string) string {
	if LevelOfSubject(code).Depth() < 2 {
		return ""
	}
	return code[:len(code)-2]
}

// Depths returns how many lines the table has of each level, which tells how far it is broken down.
func (t *BudgetTable) Depths() map[SubjectLevel]int {
	depths := map[SubjectLevel]int{}
	for _, line := range t.Lines {
		if level := LevelOfSubject(line.Code); level != "" {
			depths[level]++
		}
	}
	return depths
}

// Leaves returns the lines with a code that no other line of the table lies below, in order.
func (t *BudgetTable) Leaves() []BudgetLine {
	inner := map[string]bool{}
	for _, line := range t.Lines {
		for parent := ParentSubject(line.Code); parent != ""; parent = ParentSubject(parent) {
			inner[parent] = true
		}
	}
	var leaves []BudgetLine
	for _, line := range t.Lines {
		if line.Code != "" && !inner[line.Code] {
			leaves = append(leaves, line)
		}
	}
	return leaves
}
