package disclosure_test

import (
	"encoding/json"
	"errors"
	"math"
	"testing"

	"github.com/zwgk/zwgk/disclosure"
)

func TestParseFenIsExact(t *testing.T) {
	for text, want := range map[string]disclosure.Fen{
		"1,234.56万元": 1234560000, "0.000001万元": 1, "12元": 1200, "12.5元": 1250, "3角": 30, "7分": 7, "3.2亿元": 32000000000,
		"人民币200元整": 20000, "¥ 200 元": 20000, "－12元": -1200, "−12元": -1200, "（12元）": -1200, "１２．５万元": 12500000,
		"5000万": 5000000000, "1.50元": 150, "1.500元": 150, "0元": 0, "92233720368547758.07元": math.MaxInt64,
	} {
		if got, err := disclosure.ParseFen(text); err != nil || got != want {
			t.Errorf("ParseFen(%q) = %d, %v, want %d", text, got, err, want)
		}
	}
	if got, err := disclosure.ParseFenIn("1,234.56", "万元"); err != nil || got != 1234560000 {
		t.Errorf("a cell of a table in 万元: %d, %v", got, err)
	}
	if got, err := disclosure.ParseFenIn("12元", "万元"); err != nil || got != 1200 {
		t.Errorf("a stated unit goes first: %d, %v", got, err)
	}
}

func TestParseFenRefusesWhatItCannotCount(t *testing.T) {
	for _, text := range []string{"", "元", "12", "1.234元", "0.0000001万元", "1,23元", "12,3456元", "12美元", "(12元", "--12元", "1.2.3元", "约12元"} {
		if got, err := disclosure.ParseFen(text); err == nil {
			t.Errorf("ParseFen(%q) = %d, want an error", text, got)
		}
	}
	if _, err := disclosure.ParseFen("92233720368547758.08元"); !errors.Is(err, disclosure.ErrOverflow) {
		t.Errorf("one 分 beyond the limit: %v", err)
	}
	if _, err := disclosure.SumFen(math.MaxInt64, 1); !errors.Is(err, disclosure.ErrOverflow) {
		t.Errorf("a sum beyond the limit: %v", err)
	}
	if sum, err := disclosure.SumFen(math.MaxInt64, -1, 1); err != nil || sum != math.MaxInt64 {
		t.Errorf("a sum at the limit: %d, %v", sum, err)
	}
}

func TestFenPrintsInTheUnitPeopleChoose(t *testing.T) {
	for amount, want := range map[disclosure.Fen]string{0: "0元", 7: "0.07元", 1250: "12.5元", -1200: "-12元", 1234560000: "1234.56万元",
		32000000000: "3.2亿元", math.MinInt64: "-922337203.6854775808亿元"} {
		if got := amount.String(); got != want {
			t.Errorf("%d prints as %s, want %s", int64(amount), got, want)
		}
	}
	if got := disclosure.Fen(123456).In("万元"); got != "0.123456" {
		t.Errorf("123456 分 are %s 万元", got)
	}
}

func TestFenInJSON(t *testing.T) {
	var amounts []disclosure.Fen
	if err := json.Unmarshal([]byte(`[1250, "12.5元", "1.25万元"]`), &amounts); err != nil {
		t.Fatal(err)
	}
	if data, _ := json.Marshal(amounts); string(data) != "[1250,1250,1250000]" {
		t.Errorf("written as %s", data)
	}
	for _, text := range []string{`12.5`, `"12.5"`, `true`, `1e99`} {
		if err := json.Unmarshal([]byte(text), &amounts[0]); err == nil {
			t.Errorf("%s was read as %v", text, amounts[0])
		}
	}
}

func FuzzParseFen(f *testing.F) {
	f.Add("1,234.56万元")
	f.Add("(0.07元)")
	f.Fuzz(func(t *testing.T, s string) {
		amount, err := disclosure.ParseFen(s)
		if err != nil {
			return
		}
		if again, err := disclosure.ParseFen(amount.String()); err != nil || again != amount {
			t.Errorf("%q is %v, which reads as %v, %v", s, amount, again, err)
		}
	})
}
