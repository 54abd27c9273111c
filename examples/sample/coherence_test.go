package sample_test

import (
	"slices"
	"strings"
	"testing"
)

// row finds the row that begins with name in the table whose heading begins
// with heading, as amounts in hundredths.
func row(t *testing.T, d document, heading, name string) []int64 {
	t.Helper()
	for _, table := range tables(d) {
		if !strings.HasPrefix(strings.Join(table.rows[0], "|"), heading) {
			continue
		}
		for _, cells := range table.rows[1:] {
			if cells[0] != name {
				continue
			}
			var amounts []int64
			for _, cell := range cells[1:] {
				n, _ := hundredths(cell)
				amounts = append(amounts, n)
			}
			return amounts
		}
	}
	t.Fatalf("%s: no row %q under %q", d.ID, name, heading)
	return nil
}

func TestBalancesBalance(t *testing.T) {
	all := byID(t)
	for _, id := range []string{"budget-2025-general", "budget-2025-fund", "final-2024-general", "final-2024-fund", "final-2023-general"} {
		found := false
		for _, table := range tables(all[id]) {
			last := table.rows[len(table.rows)-1]
			if last[0] != "收入总计" {
				continue
			}
			found = true
			var sums [2]int64
			for _, cells := range table.rows[1 : len(table.rows)-1] {
				for side := range sums {
					n, _ := hundredths(cells[side*2+1])
					sums[side] += n
				}
			}
			left, _ := hundredths(last[1])
			right, _ := hundredths(last[3])
			if sums[0] != left || sums[1] != right || left != right {
				t.Errorf("%s: %d in, %d out, totals %d and %d (hundredths)", id, sums[0], sums[1], left, right)
			}
		}
		if !found {
			t.Errorf("%s: no balance", id)
		}
	}
}

func TestDebtRollsForwardWithinItsLimit(t *testing.T) {
	debt := byID(t)["debt-2024"]
	for _, class := range []string{"一般债务", "专项债务", "合计"} {
		r := row(t, debt, "项目|2023年末余额", class)
		opening, issued, repaid, closing, limit := r[0], r[1], r[2], r[3], r[4]
		if opening+issued-repaid != closing {
			t.Errorf("%s: %d + %d - %d is not %d (hundredths)", class, opening, issued, repaid, closing)
		}
		if closing > limit {
			t.Errorf("%s: balance %d exceeds the limit %d", class, closing, limit)
		}
	}
}

func TestEarmarkedFundIsPaidWithinItsAllocation(t *testing.T) {
	all := byID(t)
	for _, region := range []string{"市本级（市社会福利院）", "澜城区", "望湖区", "北岭区", "棠溪县", "合计"} {
		allocated := row(t, all["fund-elder-2024-allocation"], "地区（单位）", region)
		paid := row(t, all["fund-elder-2024-payment"], "地区（单位）", region)
		if allocated[3] != paid[0] || paid[0]-paid[1] != paid[2] || paid[2] < 0 {
			t.Errorf("%s: allocated %v, paid %v", region, allocated, paid)
		}
	}
}

func TestTransfersAgreeWithTheBalance(t *testing.T) {
	all := byID(t)
	for transfer, account := range map[string]string{
		"transfer-2025": "budget-2025-general", "transfer-2024-final": "final-2024-general",
	} {
		total := row(t, all[transfer], "项目|澜城区", "合计")
		for _, class := range []string{"一般性转移支付", "专项转移支付"} {
			checkParts(t, all[transfer], class)
		}
		if out := row(t, all[account], "收入项目", "上级补助收入")[2]; out != total[len(total)-1] {
			t.Errorf("%s: %d to the districts, %d in %s (hundredths)", transfer, total[len(total)-1], out, account)
		}
	}
}

// checkParts adds up the 其中 rows that follow a class of transfers.
func checkParts(t *testing.T, d document, class string) {
	t.Helper()
	rows := tables(d)[0].rows
	at := slices.IndexFunc(rows, func(cells []string) bool { return cells[0] == class })
	for column := 1; column < len(rows[0]); column++ {
		want, _ := hundredths(rows[at][column])
		got := int64(0)
		for _, cells := range rows[at+1:] {
			if !strings.HasPrefix(cells[0], "其中") {
				break
			}
			n, _ := hundredths(cells[column])
			got += n
		}
		if got != want {
			t.Errorf("%s, %s, %s: parts are %d, class is %d (hundredths)", d.ID, class, rows[0][column], got, want)
		}
	}
}

// TestAnnualReportKeepsItsInvariants: what came in and was carried over is
// what was handled and is carried on (国办公开办函〔2021〕30号, table 3).
func TestAnnualReportKeepsItsInvariants(t *testing.T) {
	report := byID(t)["annual-report-2024"]
	received := row(t, report, "事项", "一、本年新收政府信息公开申请数量")
	carried := row(t, report, "事项", "二、上年结转政府信息公开申请数量")
	handled := row(t, report, "事项", "（七）总计")
	next := row(t, report, "事项", "四、结转下年度继续办理")
	sums := make([]int64, len(received))
	for _, table := range tables(report) {
		if table.rows[0][0] != "事项" {
			continue
		}
		for _, cells := range table.rows[3 : len(table.rows)-2] {
			for i := range sums {
				n, _ := hundredths(cells[i+1])
				sums[i] += n
			}
		}
	}
	for i := range received {
		if received[i]+carried[i] != handled[i]+next[i] || handled[i] != sums[i] {
			t.Errorf("column %d: %d + %d came, %d handled (parts %d), %d carried on",
				i+1, received[i], carried[i], handled[i], sums[i], next[i])
		}
	}
	for _, kind := range []string{"行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）"} {
		if r := row(t, report, "类别|结果维持", kind); r[0]+r[1]+r[2]+r[3] != r[4] {
			t.Errorf("%s: %v", kind, r)
		}
	}
}

func TestProjectKeepsOneCodeThroughAllStages(t *testing.T) {
	const code = "2022-990100-48-01-018625"
	stages := 0
	for id, d := range byID(t) {
		if !strings.HasPrefix(id, "road-") {
			continue
		}
		stages++
		if d.Attributes["项目统一代码"] != code {
			t.Errorf("%s: code %q, want %s", id, d.Attributes["项目统一代码"], code)
		}
	}
	if stages < 14 {
		t.Errorf("%d stages of the road, want at least 14", stages)
	}
}

// cellOf returns the cell in a column of the first row, of any table of the
// document, that begins with name.
func cellOf(t *testing.T, d document, name string, column int) int64 {
	t.Helper()
	for _, line := range strings.Split(d.Text, "\n") {
		if cells := strings.Split(line, "|"); cells[0] == name && len(cells) > column {
			n, ok := hundredths(cells[column])
			if !ok {
				t.Errorf("%s: %s is no amount: %q", d.ID, name, cells[column])
			}
			return n
		}
	}
	t.Fatalf("%s: no row %s", d.ID, name)
	return 0
}

func TestFiguresAgreeAcrossDocuments(t *testing.T) {
	all := byID(t)
	final, budget := all["final-2024-social"], all["budget-2025-social"]
	opening := cellOf(t, final, "2023年末滚存结余", 1)
	closing := cellOf(t, final, "2024年末滚存结余", 1)
	if opening+cellOf(t, final, "2024年本年收支结余", 1) != closing || closing != cellOf(t, budget, "2024年末滚存结余", 1) {
		t.Error("the social insurance balance of 2024 does not roll forward")
	}
	if closing+cellOf(t, budget, "2025年本年收支结余", 1) != cellOf(t, budget, "2025年末滚存结余", 1) {
		t.Error("the social insurance balance of 2025 does not roll forward")
	}
	if a, b := cellOf(t, all["annual-report-2024"], "行政事业性收费", 1), cellOf(t, all["final-2024-general"], "10304", 5); a != b {
		t.Errorf("fees of 2024: %d in the annual report, %d in the accounts (hundredths)", a, b)
	}
	for _, item := range []string{"2081002", "2081006", "2081107", "2081901", "2081902"} {
		city, agency := cellOf(t, all["budget-2025-general"], item, 3), cellOf(t, all["department-budget-2025-civil"], item, 2)
		if city != agency {
			t.Errorf("%s: %d in the city's budget, %d in the department's (hundredths)", item, city, agency)
		}
	}
}
