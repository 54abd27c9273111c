package disclosure

import "math/big"

// Share is one region's or project's part of an amount.
type Share struct {
	Name   string `json:"name"`
	Amount Fen    `json:"amount"`
}

// SumShares adds shares up. It fails with ErrOverflow.
func SumShares(shares []Share) (Fen, error) {
	amounts := make([]Fen, len(shares))
	for i, share := range shares {
		amounts[i] = share.Amount
	}
	return SumFen(amounts...)
}

// TransferKind tells the kinds of transfer payment apart.
type TransferKind string

// The kinds of transfer payment (转移支付; 预算法 Art. 16).
const (
	GeneralTransfer TransferKind = "一般性转移支付"
	SpecialTransfer TransferKind = "专项转移支付"
)

// Transfer is what a government passes on to those below it (转移支付) in a year, by region and by project: the
// special kind must be published both ways (财预〔2016〕143号).
type Transfer struct {
	Year        int          `json:"year"`
	Kind        TransferKind `json:"kind"`
	Stage       BudgetStage  `json:"stage,omitempty"`
	Total       Fen          `json:"total"`
	ByRegion    []Share      `json:"by_region,omitempty"`
	ByProject   []Share      `json:"by_project,omitempty"`
	Explanation string       `json:"explanation,omitempty"`
}

// TransferSums are the two sums of a Transfer beside its stated total. A split that is not published sums to nought.
type TransferSums struct {
	Total, ByRegion, ByProject Fen
}

// Sums adds the transfer up both ways. It fails with ErrOverflow.
func (t *Transfer) Sums() (TransferSums, error) {
	byRegion, err := SumShares(t.ByRegion)
	if err != nil {
		return TransferSums{}, err
	}
	byProject, err := SumShares(t.ByProject)
	return TransferSums{t.Total, byRegion, byProject}, err
}

// SpecialFund is one allocation of a special fund (专项资金) with what the work plan asks to be explained: where the
// money went, when, and to what effect.
type SpecialFund struct {
	Name        string `json:"name"`
	Year        int    `json:"year"`
	Basis       string `json:"basis,omitempty"`   // 设立依据
	Purpose     string `json:"purpose,omitempty"` // 用途
	Region      string `json:"region,omitempty"`
	Project     string `json:"project,omitempty"`
	Allocated   Fen    `json:"allocated"` // 分配
	Paid        Fen    `json:"paid"`      // 拨付
	AllocatedOn Date   `json:"allocated_on,omitzero"`
	PaidOn      Date   `json:"paid_on,omitzero"`
	Effect      string `json:"effect,omitempty"` // 使用效果
	Explanation string `json:"explanation,omitempty"`
}

// Overpaid says whether more was paid than allocated.
func (f *SpecialFund) Overpaid() bool { return f.Paid > f.Allocated }

// PaidRatio returns paid over allocated in hundredths of a percent, rounded down: 9875 is 98.75 %. ok is false where
// nothing was allocated, the payment is negative, or the ratio is beyond what can be counted.
func (f *SpecialFund) PaidRatio() (ratio int64, ok bool) {
	if f.Allocated <= 0 || f.Paid < 0 {
		return 0, false
	}
	n := big.NewInt(int64(f.Paid))
	n.Mul(n, big.NewInt(10000)).Div(n, big.NewInt(int64(f.Allocated)))
	return n.Int64(), n.IsInt64()
}
