package disclosure

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Date is a civil date without a time zone. The zero Date means "not stated". In JSON it is "2006-01-02", or ""
// for the zero value.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf returns the civil date of t in t's own location.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// IsZero says whether the date is not stated.
func (d Date) IsZero() bool { return d == Date{} }

// Valid says whether the date exists in the calendar and lies between the years 1 and 9999.
func (d Date) Valid() bool {
	return d.Year >= 1 && d.Year <= 9999 && DateOf(d.time()) == d
}

func (d Date) time() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// AddDays returns the date n days later (earlier when n is negative).
func (d Date) AddDays(n int) Date { return DateOf(d.time().AddDate(0, 0, n)) }

// DaysUntil returns the number of days from d to other, negative when other is earlier.
func (d Date) DaysUntil(other Date) int { return int(other.time().Sub(d.time()) / (24 * time.Hour)) }

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.time().Weekday() }

// Compare orders dates; the zero Date comes first.
func (d Date) Compare(other Date) int {
	return cmp.Or(cmp.Compare(d.Year, other.Year), cmp.Compare(d.Month, other.Month), cmp.Compare(d.Day, other.Day))
}

// Before says whether d is earlier than other.
func (d Date) Before(other Date) bool { return d.Compare(other) < 0 }

// String returns "2006-01-02", or "" for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// Chinese returns the date as people write it, 2006年1月2日, or "" for the zero Date.
func (d Date) Chinese() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d年%d月%d日", d.Year, int(d.Month), d.Day)
}

// MarshalText writes the form of String.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what ParseDate reads; "" is the zero Date.
func (d *Date) UnmarshalText(text []byte) error {
	if strings.TrimSpace(string(text)) == "" {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

var datePattern = regexp.MustCompile(`^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s].*)?$`)

// ParseDate reads 2024-03-05, 2024/3/5, 2024.3.5, 20240305, 2024年3月5日, 二〇二四年三月五日, in half or full width,
// with or without a time of day behind. It fails on anything else and on days that do not exist.
func ParseDate(s string) (Date, error) {
	t := arabicDate(strings.TrimSpace(s))
	if len(t) == 8 && strings.Trim(t, "0123456789") == "" {
		t = t[:4] + "-" + t[4:6] + "-" + t[6:]
	}
	m := datePattern.FindStringSubmatch(t)
	if m == nil {
		return Date{}, fmt.Errorf("disclosure: %q is no date; write it as 2024-03-05 or 2024年3月5日", s)
	}
	year, _ := strconv.Atoi(m[1])
	month, _ := strconv.Atoi(m[2])
	day, _ := strconv.Atoi(m[3])
	d := Date{year, time.Month(month), day}
	if !d.Valid() {
		return Date{}, fmt.Errorf("disclosure: %q is no day of the calendar", s)
	}
	return d, nil
}

// arabicDate turns full-width and Chinese digits of a date into ASCII: 二〇二四年十二月三十一日 → 2024年12月31日.
func arabicDate(s string) string {
	var b strings.Builder
	runes := []rune(s)
	for i, r := range runes {
		switch {
		case r >= '０' && r <= '９':
			b.WriteRune(r - '０' + '0')
		case r == '－' || r == '／' || r == '．':
			b.WriteRune(map[rune]rune{'－': '-', '／': '/', '．': '.'}[r])
		case r == '十':
			b.WriteString(tens(runes, i))
		default:
			if digit := strings.IndexRune(chineseDigits, r); digit >= 0 {
				b.WriteByte(byte('0' + digit/3))
			} else if r == '零' || r == '○' || r == 'O' && i > 0 {
				b.WriteByte('0')
			} else {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

// chineseDigits holds ten characters of three bytes each, in order of their value.
const chineseDigits = "〇一二三四五六七八九"

// tens renders 十 by its neighbours: 十 → 10, 十二 → 1(2), 二十 → (2)0, 二十一 → (2)(1).
func tens(runes []rune, i int) string {
	digit := func(j int) bool { return j >= 0 && j < len(runes) && strings.ContainsRune(chineseDigits, runes[j]) }
	switch before, after := digit(i-1), digit(i+1); {
	case before && after:
		return ""
	case before:
		return "0"
	case after:
		return "1"
	}
	return "10"
}
