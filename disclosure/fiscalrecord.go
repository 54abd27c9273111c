package disclosure

// PublicExpenses is the spending on the three public items (三公经费): travel abroad, vehicles, receptions. Vehicles
// are published as purchase and running costs (财预〔2016〕143号).
type PublicExpenses struct {
	Agency          string      `json:"agency,omitempty"`
	Year            int         `json:"year"`
	Stage           BudgetStage `json:"stage"`
	Total           Fen         `json:"total"`
	Abroad          Fen         `json:"abroad"`           // 因公出国(境)费
	VehiclePurchase Fen         `json:"vehicle_purchase"` // 公务用车购置费
	VehicleRunning  Fen         `json:"vehicle_running"`  // 公务用车运行维护费
	Reception       Fen         `json:"reception"`        // 公务接待费
	Explanation     string      `json:"explanation,omitempty"`
	// Counts beside the amounts in final accounts.
	Trips      int `json:"trips,omitempty"`      // 因公出国(境)团组数
	Travellers int `json:"travellers,omitempty"` // 因公出国(境)人次
	Vehicles   int `json:"vehicles,omitempty"`   // 公务用车保有量
	Receptions int `json:"receptions,omitempty"` // 公务接待批次
}

// Sum adds the four parts up. It fails with ErrOverflow.
func (e *PublicExpenses) Sum() (Fen, error) {
	return SumFen(e.Abroad, e.VehiclePurchase, e.VehicleRunning, e.Reception)
}

// Performance is the performance of a project's or fund's budget (预算绩效): the goal, the user's own evaluation,
// and, for key projects, that of the finance department.
type Performance struct {
	Project    string `json:"project"`
	Agency     string `json:"agency,omitempty"`
	Year       int    `json:"year"`
	Budget     Fen    `json:"budget,omitempty"`
	Goal       string `json:"goal,omitempty"`       // 绩效目标
	SelfEval   string `json:"self_eval,omitempty"`  // 绩效自评
	SelfScore  Score  `json:"self_score,omitempty"` // of 100
	Key        bool   `json:"key,omitempty"`        // 重点项目
	KeyEval    string `json:"key_eval,omitempty"`   // 重点绩效评价
	KeyScore   Score  `json:"key_score,omitempty"`  // of 100
	KeyBy      string `json:"key_by,omitempty"`     // who evaluated
	Consequent string `json:"consequent,omitempty"` // 结果应用
}

// Score is an evaluation of at most 100 points with its decimals; 0 means "not stated".
type Score float64

// DebtClass is a class of local government debt.
type DebtClass string

// The classes of debt (预算法 Art. 35; 财预〔2018〕209号).
const (
	GeneralDebt DebtClass = "一般债务"
	SpecialDebt DebtClass = "专项债务"
)

// DebtStatement is a government's debt of one class at the end of a year: its limit, how the balance moved, what the
// money is for, and how it is to be repaid.
type DebtStatement struct {
	Region   string      `json:"region,omitempty"`
	Class    DebtClass   `json:"class"`
	Year     int         `json:"year"`
	Limit    Fen         `json:"limit"`              // 限额
	Opening  Fen         `json:"opening,omitempty"`  // 上年末余额
	Issued   Fen         `json:"issued,omitempty"`   // 本年发行
	Repaid   Fen         `json:"repaid,omitempty"`   // 本年还本
	Balance  Fen         `json:"balance"`            // 年末余额
	Interest Fen         `json:"interest,omitempty"` // 本年付息
	Use      string      `json:"use,omitempty"`      // 使用安排
	Uses     []Share     `json:"uses,omitempty"`     // by project
	Plan     string      `json:"plan,omitempty"`     // 偿还计划, in words
	Schedule []Repayment `json:"schedule,omitempty"`
}

// Repayment is what falls due in one year.
type Repayment struct {
	Year      int `json:"year"`
	Principal Fen `json:"principal"`
	Interest  Fen `json:"interest,omitempty"`
}

// OverLimit says whether the balance is beyond the limit (预算法 Art. 35).
func (d *DebtStatement) OverLimit() bool { return d.Balance > d.Limit }

// Carried returns the balance that opening, issue and repayment lead to, to compare with the stated one. It fails
// with ErrOverflow.
func (d *DebtStatement) Carried() (Fen, error) { return SumFen(d.Opening, d.Issued, -d.Repaid) }

// Scheduled returns the principal of the whole schedule. It fails with ErrOverflow.
func (d *DebtStatement) Scheduled() (Fen, error) {
	amounts := make([]Fen, len(d.Schedule))
	for i, repayment := range d.Schedule {
		amounts[i] = repayment.Principal
	}
	return SumFen(amounts...)
}

// Procurement is what an agency or government bought in a year (政府采购支出), as final accounts state it. Single
// purchases are Trades.
type Procurement struct {
	Agency      string      `json:"agency,omitempty"`
	Year        int         `json:"year"`
	Stage       BudgetStage `json:"stage"`
	Total       Fen         `json:"total"`
	Goods       Fen         `json:"goods"`              // 货物
	Works       Fen         `json:"works"`              // 工程
	Services    Fen         `json:"services"`           // 服务
	ToSmall     Fen         `json:"to_small,omitempty"` // 授予中小企业
	ToMicro     Fen         `json:"to_micro,omitempty"` // of that, 授予小微企业
	Explanation string      `json:"explanation,omitempty"`
}

// Sum adds goods, works and services up. It fails with ErrOverflow.
func (p *Procurement) Sum() (Fen, error) { return SumFen(p.Goods, p.Works, p.Services) }
