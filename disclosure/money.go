package disclosure

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// Fen is an amount of money in 分, a hundredth of a yuan (元). Budgets are published in 万元 with decimals and must
// add up to the last digit, so an amount is never a float. In JSON it is written as the number of 分; a string with
// its unit, "1,234.56万元", is read as well.
type Fen int64

// ErrOverflow is returned where a sum or amount is beyond what Fen can hold, about 92 quadrillion yuan.
var ErrOverflow = errors.New("disclosure: amount of money beyond what can be counted; check the unit")

// moneyUnits gives, for each unit, how many decimal places it lies above 分. Longer units come first, so that 万元
// is not taken for 元.
var moneyUnits = []struct {
	unit   string
	places int
}{
	{"百万元", 8}, {"千万元", 9}, {"百亿元", 12}, {"千元", 5}, {"百元", 4}, {"万元", 6}, {"亿元", 10},
	{"万", 6}, {"亿", 10}, {"元", 2}, {"角", 1}, {"分", 0},
}

var moneyPattern = regexp.MustCompile(`^(\(?)([-−]?)(?:人民币|¥|￥|RMB)?([-−]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(` +
	`[^\d.,()]*)(\)?)$`)

// ParseFen reads an amount with its unit: 1,234.56万元, 3.5亿元, 人民币200元整, ¥200元, −12元, (12元) for a negative.
// The reading is exact: an amount finer than 分, one without a unit, and one too large are errors.
func ParseFen(s string) (Fen, error) { return parseFen(s, "") }

// ParseFenIn reads an amount as ParseFen does, but where it stands without a unit, as in a table's cell, it is in the
// unit given: 元, 万元, 亿元 …
func ParseFenIn(s, unit string) (Fen, error) {
	return parseFen(s, strings.TrimPrefix(strings.TrimSpace(unit), "人民币"))
}

func parseFen(s, unit string) (Fen, error) {
	m := moneyPattern.FindStringSubmatch(strings.Join(strings.Fields(foldWidth(s)), ""))
	if m == nil || (m[1] == "") != (m[7] == "") || m[2] != "" && m[3] != "" {
		return 0, fmt.Errorf("disclosure: %q is no amount of money; write it as 1,234.56万元", shorten(s))
	}
	if stated := strings.TrimSuffix(m[6], "整"); stated != "" {
		unit = stated
	}
	places, ok := unitPlaces(unit)
	if !ok {
		return 0, fmt.Errorf("disclosure: %q has no unit of money; write 元, 万元 or 亿元 behind it", shorten(s))
	}
	fraction := strings.TrimRight(m[5], "0")
	if len(fraction) > places {
		return 0, fmt.Errorf("disclosure: %q is finer than 分", shorten(s))
	}
	digits := strings.ReplaceAll(m[4], ",", "") + fraction + strings.Repeat("0", places-len(fraction))
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("%w: %s", ErrOverflow, shorten(s))
	}
	if m[1]+m[2]+m[3] != "" {
		n = -n
	}
	return Fen(n), nil
}

func unitPlaces(unit string) (int, bool) {
	for _, u := range moneyUnits {
		if u.unit == unit {
			return u.places, true
		}
	}
	return 0, false
}

// SumFen adds amounts. It fails with ErrOverflow.
func SumFen(amounts ...Fen) (Fen, error) {
	var sum Fen
	for _, a := range amounts {
		if a > 0 && sum > math.MaxInt64-a || a < 0 && sum < math.MinInt64-a {
			return 0, ErrOverflow
		}
		sum += a
	}
	return sum, nil
}

// In returns the exact amount in a unit as a decimal number without the unit: Fen(123456).In("万元") is 0.123456. An
// unknown unit is taken as 元.
func (f Fen) In(unit string) string {
	places, ok := unitPlaces(unit)
	if !ok {
		places = 2
	}
	sign, digits := "", strconv.FormatInt(int64(f), 10)
	if f < 0 {
		sign, digits = "-", digits[1:]
	}
	if len(digits) <= places {
		digits = strings.Repeat("0", places+1-len(digits)) + digits
	}
	whole, fraction := digits[:len(digits)-places], strings.TrimRight(digits[len(digits)-places:], "0")
	if fraction == "" {
		return sign + whole
	}
	return sign + whole + "." + fraction
}

// String returns the exact amount in the unit people would choose: 12.5元, 1234.56万元, 3.2亿元. ParseFen reads it.
func (f Fen) String() string {
	unit := "元"
	switch size := max(f, -f); {
	case size >= 1e10 || f == math.MinInt64:
		unit = "亿元"
	case size >= 1e6:
		unit = "万元"
	}
	return f.In(unit) + unit
}

// UnmarshalJSON reads a whole number of 分, or a string with its unit.
func (f *Fen) UnmarshalJSON(data []byte) error {
	data = bytes.TrimSpace(data)
	if len(data) > 0 && data[0] == '"' {
		var s string
		if err := json.Unmarshal(data, &s); err != nil {
			return err
		}
		n, err := ParseFen(s)
		if err == nil {
			*f = n
		}
		return err
	}
	var n int64
	if err := json.Unmarshal(data, &n); err != nil {
		return fmt.Errorf("disclosure: %s is no amount of money; write whole 分, or a string such as \"12.5万元\"", shorten(string(data)))
	}
	*f = Fen(n)
	return nil
}
