package disclosure

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"
	"time"
)

// Date is a civil date without a time zone. The zero Date means "not stated". In JSON it is "2006-01-02", or ""
// for the zero value. There is no date of a month or a year alone.
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

// Valid says whether the date exists in the calendar and its year has four digits.
func (d Date) Valid() bool {
	return d.Year >= 1000 && d.Year <= 9999 && DateOf(d.time()) == d
}

func (d Date) time() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// AddMonths returns the same day n months later, or the last day of that month where it is shorter.
func (d Date) AddMonths(n int) Date {
	first := DateOf(Date{d.Year, d.Month, 1}.time().AddDate(0, n, 0))
	last := DateOf(first.time().AddDate(0, 1, -1))
	return Date{first.Year, first.Month, min(d.Day, last.Day)}
}

// AddDays returns the date n days later (earlier when n is negative).
func (d Date) AddDays(n int) Date { return DateOf(d.time().AddDate(0, 0, n)) }

// DaysUntil returns the number of days from d to other, negative when other is earlier.
func (d Date) DaysUntil(other Date) int {
	// Not by time.Duration, which ends at 292 years.
	return int((other.time().Unix() - d.time().Unix()) / (24 * 60 * 60))
}

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

// datePattern takes one separator throughout, and behind the day a weekday or a time of day, which is dropped.
var datePattern = regexp.MustCompile(`^(?:` +
	`([1-9]\d{3}|[12一二][0-9〇零○一二三四五六七八九]{3})\s*年\s*(` + numeral + `{1,3})\s*月\s*(` + numeral + `{1,3})\s*日?` +
	`|([1-9]\d{3})-(\d{1,2})-(\d{1,2})|([1-9]\d{3})/(\d{1,2})/(\d{1,2})|([1-9]\d{3})\.(\d{1,2})\.(\d{1,2})` +
	`|([1-9]\d{3})(\d{2})(\d{2})(?:\d{6})?)` +
	`(?:\s*\(?(?:星期|周)[一二三四五六日天]\)?)?(?:[T\s]*\d{1,2}[:时][\d:.时分秒Zz+\-\s]*)?$`)

// ParseDate reads 2024-03-05, 2024/3/5, 2024.3.5, 20240305, 2024年3月5日, 二〇二四年三月五日, in half or full width,
// with or without a weekday or time of day behind, which is dropped (so is its zone: the day is taken as written).
// It fails on anything else, on days that do not exist, and on a month without a day: a Date is a full day, and no
// day is made up.
func ParseDate(s string) (Date, error) {
	m := datePattern.FindStringSubmatch(strings.TrimSpace(foldWidth(s)))
	if m == nil {
		return Date{}, fmt.Errorf("disclosure: %q is no date; write it as 2024-03-05 or 2024年3月5日", shorten(s))
	}
	d, ok := dateOf(strings.Join(m[1:], " "))
	if !ok {
		return Date{}, fmt.Errorf("disclosure: %q is no day of the calendar", shorten(s))
	}
	return d, nil
}

// dateOf makes a date of three numerals parted by space.
func dateOf(numerals string) (Date, bool) {
	var parts [3]int
	for i, numeral := range strings.Fields(numerals) {
		n, ok := parseNumeral(numeral)
		if !ok || i >= len(parts) {
			return Date{}, false
		}
		parts[i] = n
	}
	d := Date{parts[0], time.Month(parts[1]), parts[2]}
	return d, d.Valid()
}

var dateInText = regexp.MustCompile(`([12１２一二][0-9０-９〇零○一二三四五六七八九]{3})\s*年\s*([0-9０-９一二三四五六七八九十]{1,3})\s*月\s*([0-9０-９一二三四五六七八九十]{1,3})\s*日`)

// FoundDate is a date in running text. Start and End are byte offsets.
type FoundDate struct {
	Date       Date
	Start, End int
}

// FindDates finds the dates written with 年, 月 and 日 in a text. Days that do not exist are left out.
func FindDates(text string) []FoundDate {
	var found []FoundDate
	for _, m := range dateInText.FindAllStringSubmatchIndex(text, -1) {
		numerals := foldWidth(text[m[2]:m[3]] + " " + text[m[4]:m[5]] + " " + text[m[6]:m[7]])
		if d, ok := dateOf(numerals); ok {
			found = append(found, FoundDate{d, m[0], m[1]})
		}
	}
	return found
}
