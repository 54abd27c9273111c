package disclosure

// Account is one of the four government budgets (四本账; 预算法 Art. 5).
type Account string

// The four budgets.
const (
	GeneralPublicBudget   Account = "一般公共预算"
	GovernmentFundsBudget Account = "政府性基金预算"
	StateCapitalBudget    Account = "国有资本经营预算"
	SocialInsuranceBudget Account = "社会保险基金预算"
)

// Accounts lists the four budgets in the order of the law.
func Accounts() []Account {
	return []Account{GeneralPublicBudget, GovernmentFundsBudget, StateCapitalBudget, SocialInsuranceBudget}
}

// BudgetStage is the stage of a budget that a table belongs to.
type BudgetStage string

// The stages of a budget year.
const (
	BudgetDrafted  BudgetStage = "预算"
	BudgetAdjusted BudgetStage = "预算调整"
	BudgetFinal    BudgetStage = "决算"
	BudgetExecuted BudgetStage = "预算执行"
)

// BudgetSide tells revenue from expenditure.
type BudgetSide string

// The two sides of a budget.
const (
	Revenue     BudgetSide = "收入"
	Expenditure BudgetSide = "支出"
)

// BudgetScope tells whose money a table counts.
type BudgetScope string

// The scopes of budget tables (财预〔2016〕143号 asks for the government's whole, its own level, and the basic part).
const (
	WholeRegion BudgetScope = "全域"   // 全市, 全县
	OwnLevel    BudgetScope = "本级"   // 本级支出: to 项
	BasicPart   BudgetScope = "本级基本" // 本级基本支出: economic subjects to 款
	OneAgency   BudgetScope = "部门"   // 部门预算, 部门决算
)

// AmountColumn is one column of a budget table.
type AmountColumn string

// The columns of budget tables (预算法 Art. 75: final accounts show 预算数, 调整预算数 and 决算数).
const (
	BudgetColumn   AmountColumn = "预算数"
	AdjustedColumn AmountColumn = "调整预算数"
	FinalColumn    AmountColumn = "决算数"
	ExecutedColumn AmountColumn = "执行数"
)

// BudgetTable is one published table of a budget. Amounts are in 分, whatever unit the page prints.
type BudgetTable struct {
	Account Account        `json:"account"`
	Stage   BudgetStage    `json:"stage"`
	Year    int            `json:"year"`
	Name    string         `json:"name"` // as printed, e.g. 一般公共预算本级支出表
	Agency  string         `json:"agency,omitempty"`
	Side    BudgetSide     `json:"side,omitempty"`
	Scope   BudgetScope    `json:"scope,omitempty"`
	Classes SubjectSystem  `json:"classes,omitempty"` // by which subjects the lines are sorted
	Unit    string         `json:"unit,omitempty"`    // the unit the page prints, e.g. 万元
	Columns []AmountColumn `json:"columns,omitempty"` // which amounts the lines state; none: what the stage implies
	Lines   []BudgetLine   `json:"lines,omitempty"`
	// EmptyNote says why a table without lines is published: one without data must be listed all the same, with a
	// note (财预〔2016〕143号).
	EmptyNote string `json:"empty_note,omitempty"`
	// ApprovedOn is the day of approval (批准, 批复) from which the twenty days of 预算法 Art. 14 count.
	ApprovedOn Date `json:"approved_on,omitzero"`
}

// BudgetLine is one row. A row without a code is a total (合计, 总计) or an item outside the subjects, such as
// 转移性支出.
type BudgetLine struct {
	Code     string `json:"code,omitempty"` // subject code, 2080501
	Name     string `json:"name"`
	Budget   Fen    `json:"budget,omitempty"`
	Adjusted Fen    `json:"adjusted,omitempty"`
	Final    Fen    `json:"final,omitempty"`
	Executed Fen    `json:"executed,omitempty"`
}

// Amount returns what the line states in a column.
func (l BudgetLine) Amount(column AmountColumn) Fen {
	switch column {
	case BudgetColumn:
		return l.Budget
	case AdjustedColumn:
		return l.Adjusted
	case FinalColumn:
		return l.Final
	case ExecutedColumn:
		return l.Executed
	}
	return 0
}

// StatedColumns returns Columns, or what the stage implies where none are named.
func (t *BudgetTable) StatedColumns() []AmountColumn {
	if len(t.Columns) > 0 {
		return t.Columns
	}
	switch t.Stage {
	case BudgetAdjusted:
		return []AmountColumn{BudgetColumn, AdjustedColumn}
	case BudgetFinal:
		return []AmountColumn{BudgetColumn, AdjustedColumn, FinalColumn}
	case BudgetExecuted:
		return []AmountColumn{BudgetColumn, ExecutedColumn}
	}
	return []AmountColumn{BudgetColumn}
}
