package disclosure_test

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/zwgk/zwgk/disclosure"
)

func TestLevelsOfSubjects(t *testing.T) {
	for _, test := range []struct {
		code   string
		level  disclosure.SubjectLevel
		parent string
	}{
		{"208", "类", ""}, {"20805", "款", "208"}, {"2080501", "项", "20805"}, {"103010101", "目", "1030101"}, {"30101", "款", "301"},
		{"", "", ""}, {"20", "", ""}, {"2080", "", ""}, {"20a", "", ""}, {"10301010101", "", ""},
	} {
		if level, parent := disclosure.LevelOfSubject(test.code), disclosure.ParentSubject(test.code); level != test.level || parent != test.parent {
			t.Errorf("%s is %s below %s, want %s below %s", test.code, level, parent, test.level, test.parent)
		}
	}
	if disclosure.SubjectItem.Depth() != 3 || disclosure.SubjectLevel("节").Depth() != 0 {
		t.Error("depths of 项 and of no level")
	}
}

func line(code, name string, budget disclosure.Fen) disclosure.BudgetLine {
	return disclosure.BudgetLine{Code: code, Name: name, Budget: budget}
}

// sound is an expenditure table whose figures add up at every level.
func sound() disclosure.BudgetTable {
	return disclosure.BudgetTable{Account: disclosure.GeneralPublicBudget, Stage: disclosure.BudgetDrafted, Year: 2024, Lines: []disclosure.BudgetLine{
		line("201", "一般公共服务支出", 300), line("20103", "政府办公厅（室）及相关机构事务", 300), line("2010301", "行政运行", 200), line("2010350", "事业运行", 100),
		line("208", "社会保障和就业支出", 700), line("20810", "社会福利", 700), line("2081002", "老年福利", 700),
		line("", "其中：高龄津贴", 400),
		line("", "本年支出合计", 1000), line("", "上解支出", 50), line("", "结转下年", 5), line("", "支出总计", 1055),
	}}
}

func TestASoundTableHasNoFaults(t *testing.T) {
	table := sound()
	if faults := table.Check(); faults != nil {
		t.Errorf("%v", faults)
	}
	var leaves []string
	for _, leaf := range table.Leaves() {
		leaves = append(leaves, leaf.Code)
	}
	if diff := cmp.Diff([]string{"2010301", "2010350", "2081002"}, leaves); diff != "" {
		t.Errorf("leaves -want +got:\n%s", diff)
	}
	if diff := cmp.Diff(map[disclosure.SubjectLevel]int{"类": 2, "款": 2, "项": 3}, table.Depths()); diff != "" {
		t.Errorf("depths -want +got:\n%s", diff)
	}
}

func TestFaultsOfATableAreFoundAtEveryLevel(t *testing.T) {
	for _, test := range []struct {
		name  string
		spoil func(*disclosure.BudgetTable)
		want  []disclosure.BudgetFault
	}{
		{"项 to 款", func(t *disclosure.BudgetTable) { t.Lines[2].Budget = 201 },
			[]disclosure.BudgetFault{{Kind: disclosure.SumFault, Line: 1, Code: "20103", Stated: 300, Computed: 301}}},
		{"款 to 类", func(t *disclosure.BudgetTable) { t.Lines[5].Budget, t.Lines[6].Budget = 701, 701 },
			[]disclosure.BudgetFault{{Kind: disclosure.SumFault, Line: 4, Code: "208", Stated: 700, Computed: 701}}},
		{"类 to 合计", func(t *disclosure.BudgetTable) { t.Lines[8].Budget = 999 },
			[]disclosure.BudgetFault{{Kind: disclosure.SumFault, Line: 8, Stated: 999, Computed: 1000}}},
		{"to 总计", func(t *disclosure.BudgetTable) { t.Lines[11].Budget = 1 },
			[]disclosure.BudgetFault{{Kind: disclosure.SumFault, Line: 11, Stated: 1, Computed: 1055}}},
		{"negative", func(t *disclosure.BudgetTable) { t.Lines[9].Budget, t.Lines[11].Budget = -50, 955 },
			[]disclosure.BudgetFault{{Kind: disclosure.NegativeFault, Line: 9, Stated: -50}}},
		{"code", func(t *disclosure.BudgetTable) { t.Lines = append(t.Lines, line("20a", "", 0)) },
			[]disclosure.BudgetFault{{Kind: disclosure.CodeFault, Line: 12, Code: "20a"}}},
		{"twice", func(t *disclosure.BudgetTable) { t.Lines = append(t.Lines, line("201", "", 300)) },
			[]disclosure.BudgetFault{{Kind: disclosure.DuplicateFault, Line: 12, Code: "201", Stated: 300}}},
		{"a level left out", func(t *disclosure.BudgetTable) { t.Lines = append(t.Lines[:5:5], t.Lines[6:]...) }, nil},
		{"overflow", func(t *disclosure.BudgetTable) { t.Lines[2].Budget, t.Lines[3].Budget = math.MaxInt64, 1 },
			[]disclosure.BudgetFault{{Kind: disclosure.OverflowFault, Line: 1, Code: "20103", Stated: 300}}},
	} {
		table := sound()
		test.spoil(&table)
		got := table.Check()
		for i := range got {
			if got[i].String() == "" {
				t.Errorf("%s: a fault says nothing", test.name)
			}
			got[i].Name, got[i].Column = "", ""
		}
		for i := range test.want {
			if kind := test.want[i].Kind; kind == disclosure.DuplicateFault {
				got[i].Stated = 300
			}
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: -want +got:\n%s", test.name, diff)
		}
	}
}

func TestFinalAccountsAreCheckedInThreeColumns(t *testing.T) {
	table := disclosure.BudgetTable{Stage: disclosure.BudgetFinal, Lines: []disclosure.BudgetLine{
		{Code: "208", Budget: 10, Adjusted: 12, Final: 11}, {Code: "20805", Budget: 10, Adjusted: 12, Final: 10}, {Name: "合计", Budget: 10, Adjusted: 13, Final: 11},
	}}
	var got []string
	for _, fault := range table.Check() {
		got = append(got, string(fault.Column)+fault.Code)
	}
	if diff := cmp.Diff([]string{"调整预算数", "决算数208"}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestTransfersFundsAndDebtAddUp(t *testing.T) {
	transfer := disclosure.Transfer{Total: 10, ByRegion: []disclosure.Share{{Amount: 4}, {Amount: 6}}, ByProject: []disclosure.Share{{Amount: 9}}}
	if sums, err := transfer.Sums(); err != nil || sums != (disclosure.TransferSums{Total: 10, ByRegion: 10, ByProject: 9}) {
		t.Errorf("sums %v, %v", sums, err)
	}
	transfer.ByProject = []disclosure.Share{{Amount: math.MaxInt64}, {Amount: 1}}
	if _, err := transfer.Sums(); !errors.Is(err, disclosure.ErrOverflow) {
		t.Errorf("overflow is %v", err)
	}
	fund := disclosure.SpecialFund{Allocated: 8000, Paid: 7900}
	if ratio, ok := fund.PaidRatio(); ratio != 9875 || !ok || fund.Overpaid() {
		t.Errorf("7900 of 8000 is %d, %v", ratio, ok)
	}
	if _, ok := (&disclosure.SpecialFund{Allocated: 1, Paid: math.MaxInt64}).PaidRatio(); ok {
		t.Error("an absurd ratio is given")
	}
	debt := disclosure.DebtStatement{Limit: 100, Opening: 80, Issued: 30, Repaid: 10, Balance: 101, Schedule: []disclosure.Repayment{{Principal: 40}, {Principal: 61}}}
	carried, _ := debt.Carried()
	scheduled, _ := debt.Scheduled()
	if carried != 100 || scheduled != 101 || !debt.OverLimit() {
		t.Errorf("carried %d, scheduled %d", carried, scheduled)
	}
	expenses := disclosure.PublicExpenses{Abroad: 1, VehiclePurchase: 2, VehicleRunning: 3, Reception: 4}
	if sum, _ := expenses.Sum(); sum != 10 {
		t.Errorf("三公经费 sum to %d", sum)
	}
	procurement := disclosure.Procurement{Goods: 1, Works: 2, Services: 3}
	if sum, _ := procurement.Sum(); sum != 6 {
		t.Errorf("政府采购支出 sum to %d", sum)
	}
}

func FuzzBudgetTableCheck(f *testing.F) {
	f.Add("201", "20103", "合计", int64(5), int64(math.MaxInt64))
	f.Fuzz(func(t *testing.T, a, b, name string, x, y int64) {
		table := disclosure.BudgetTable{Lines: []disclosure.BudgetLine{line(a, name, disclosure.Fen(x)), line(b, name, disclosure.Fen(y)), line("", name, 1), line("", "总计", 1)}}
		for _, fault := range table.Check() {
			_ = fault.String()
		}
	})
}

func ExampleBudgetTable_Check() {
	table := disclosure.BudgetTable{Account: disclosure.GeneralPublicBudget, Stage: disclosure.BudgetDrafted, Year: 2024, Lines: []disclosure.BudgetLine{
		{Code: "208", Name: "社会保障和就业支出", Budget: 7_000_000_00},
		{Code: "20810", Name: "社会福利", Budget: 6_900_000_00},
		{Name: "支出合计", Budget: 7_000_000_00},
	}}
	for _, fault := range table.Check() {
		fmt.Println(fault)
	}
	// Output: 第1行208社会保障和就业支出：预算数为700万元，下级合计为690万元
}
