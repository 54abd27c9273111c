package search

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search/chinese"
)

// DateRange finds a range of dates as people type it: 2023年, 二〇二三年上半年, 2023年第一季度, 2023年3月, 2020年至2022年,
// 2023年以来, 2020年以前, 今年, 去年下半年, 本月, 上周, 昨天, 近三个月, 最近一年, 过去30天, or four digits that stand alone.
// Both ends are included; a zero end is open. Ranges that are counted from today need a today. Where a text holds
// several the first one counts. Span is where it stands, in bytes of text on rune boundaries.
//
// 以前 ends the day before what it follows, 以后 and 以来 begin with it; a bare 最近 is no range, since it names none.
func DateRange(text string, today disclosure.Date) (from, to disclosure.Date, span Span, ok bool) {
	r, ok := findDateRange(text, today)
	return r.from, r.to, r.span, ok
}

// dateRange is a range found in a text.
type dateRange struct {
	from, to disclosure.Date
	span     Span
	relative bool // counted from today, so documents do not hold its words
}

// holds says whether a date, as a column holds it, lies in the range.
func (r dateRange) holds(date int32) bool {
	return date > 0 && (r.from.IsZero() || date >= dateNumber(r.from)) && (r.to.IsZero() || date <= dateNumber(r.to))
}

// wholeYears returns the calendar years that the range consists of, at most five; none where an end cuts a year.
func (r dateRange) wholeYears() (years []int) {
	whole := r.from.Month == time.January && r.from.Day == 1 && r.to.Month == time.December && r.to.Day == 31
	for year := r.from.Year; whole && year <= r.to.Year && len(years) < 5; year++ {
		years = append(years, year)
	}
	return years
}

// Pieces of the patterns below. They run over folded text.
const (
	yearPattern = `(?:((?:19|20)[0-9]{2})年度?|(大前年|前年|去年|上一?年|今年|本年|明年)度?)`
	partPattern = `(?:(上|下)半年|第?([1-4一二三四])季度|([0-9]{1,2})月份?(?:([0-9]{1,2})[日号])?)?`
	tailPattern = `(以来|至今|以后|之后|以前|之前)?`
)

// dateForms are the forms of a range, each with its reading. Of forms that begin at the same place the longest counts.
var dateForms = []struct {
	pattern *regexp.Regexp
	read    func(m []string, today disclosure.Date) (dateRange, bool)
}{
	{regexp.MustCompile(yearPattern + partPattern + tailPattern), readPeriod},
	{regexp.MustCompile(`((?:19|20)[0-9]{2})年?[至到—~-]{1,2}((?:19|20)[0-9]{2})年?`), readYears},
	{regexp.MustCompile(`((?:19|20)[0-9]{2})[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?`), readNumeric},
	{regexp.MustCompile(`(?:19|20)[0-9]{2}`), readBareYear},
	{regexp.MustCompile(`(?:最近|过去|近)的?(半|[0-9]{1,3}|[一二两三四五六七八九十]{1,3})个?(年|月|季度|周|星期|天|日)(?:以来|以内|内|来)?`), readRecent},
	{regexp.MustCompile(`(这个?|本|当|上个?)(月|周|星期|季度)`), readCurrent},
	{regexp.MustCompile(`(今|昨|前)(?:天|日)`), readDay},
}

// notDates are what may not follow a range: 如今年轻人, 今天津, 本周期, 上月球.
const notDates = "轻龄纪津期岁球薪饼嫂"

func findDateRange(text string, today disclosure.Date) (found dateRange, ok bool) {
	n := chinese.Normalize(text)
	if !strings.ContainsAny(n.Text, "0123456789年月周期季天日") {
		return found, false // no form does without; most questions hold none of these
	}
	best := Span{Start: len(n.Text)}
	for _, form := range dateForms {
		for _, at := range form.pattern.FindAllStringSubmatchIndex(n.Text, 8) {
			if at[0] > best.Start || at[0] == best.Start && at[1] <= best.End || !standsAlone(n.Text, at[0], at[1]) {
				continue
			}
			m := make([]string, len(at)/2)
			for i := range m {
				if at[2*i] >= 0 {
					m[i] = n.Text[at[2*i]:at[2*i+1]]
				}
			}
			if r, good := form.read(m, today); good {
				best, found, ok = Span{at[0], at[1]}, r, true
				found.span.Start, found.span.End = n.Original(at[0], at[1])
			}
		}
	}
	return found, ok
}

// standsAlone says that a match is not cut out of a longer number, word or 文号.
func standsAlone(text string, start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	after, _ := utf8.DecodeRuneInString(text[end:])
	last, _ := utf8.DecodeLastRuneInString(text[:end])
	if strings.ContainsRune(notDates, after) {
		return false
	}
	if isDigit(text[start]) && (isPartOfNumber(before) || strings.ContainsRune("〔第", before)) {
		return false
	}
	return !isPartOfNumber(last) || !isPartOfNumber(after) && !strings.ContainsRune("〕号元万亿人件个项年月", after)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isPartOfNumber(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || strings.ContainsRune(".-/", r) && r != 0
}

// readPeriod reads a year or a part of one, and what is said of its ends.
func readPeriod(m []string, today disclosure.Date) (r dateRange, ok bool) {
	year, err := strconv.Atoi(m[1])
	if err != nil {
		r.relative = true
		year = today.Year + map[string]int{"大前年": -3, "前年": -2, "去年": -1, "上年": -1, "上一年": -1, "明年": 1}[m[2]]
	}
	month, months, day := 1, 12, 0
	switch {
	case m[3] != "":
		months = 6
		if m[3] == "下" {
			month = 7
		}
	case m[4] != "":
		month, months = numeral(m[4])*3-2, 3
	case m[5] != "":
		month, months = numeral(m[5]), 1
		day = numeral(m[6])
	}
	r.from = disclosure.Date{Year: year, Month: time.Month(month), Day: max(day, 1)}
	if r.to = r.from; day == 0 {
		r.to = r.from.AddMonths(months).AddDays(-1)
	}
	ok = r.from.Valid()
	switch m[7] {
	case "以来", "至今":
		r.to = today
	case "以后", "之后":
		r.to = disclosure.Date{}
	case "以前", "之前":
		r.from, r.to = disclosure.Date{}, r.from.AddDays(-1)
	}
	return r, ok
}

func readYears(m []string, _ disclosure.Date) (dateRange, bool) {
	first, last := numeral(m[1]), numeral(m[2])
	return dateRange{from: newYear(first), to: newYear(last + 1).AddDays(-1)}, first <= last
}

func readNumeric(m []string, _ disclosure.Date) (r dateRange, ok bool) {
	r.from = disclosure.Date{Year: numeral(m[1]), Month: time.Month(numeral(m[2])), Day: max(numeral(m[3]), 1)}
	if r.to = r.from; m[3] == "" && r.from.Valid() {
		r.to = r.from.AddMonths(1).AddDays(-1)
	}
	return r, r.from.Valid()
}

func readBareYear(m []string, _ disclosure.Date) (dateRange, bool) {
	year := numeral(m[0])
	return dateRange{from: newYear(year), to: newYear(year + 1).AddDays(-1)}, true
}

// readRecent reads 近三个月: the days up to today.
func readRecent(m []string, today disclosure.Date) (dateRange, bool) {
	n := numeral(m[1])
	from := today
	switch m[2] {
	case "年":
		if m[1] == "半" {
			from = today.AddMonths(-6)
		} else {
			from = today.AddMonths(-12 * n)
		}
	case "月":
		if m[1] == "半" {
			from = today.AddDays(-15)
		} else {
			from = today.AddMonths(-n)
		}
	case "季度":
		from = today.AddMonths(-3 * n)
	case "周", "星期":
		from = today.AddDays(-7 * n)
	default:
		from = today.AddDays(-n)
	}
	return dateRange{from: from, to: today, relative: true}, from.Valid() && from != today
}

// readCurrent reads 本月, 上周 and their like. A week begins on Monday.
func readCurrent(m []string, today disclosure.Date) (dateRange, bool) {
	last := strings.HasPrefix(m[1], "上")
	r := dateRange{relative: true}
	months := 0
	switch m[2] {
	case "月":
		r.from, months = disclosure.Date{Year: today.Year, Month: today.Month, Day: 1}, 1
	case "季度":
		r.from, months = disclosure.Date{Year: today.Year, Month: (today.Month-1)/3*3 + 1, Day: 1}, 3
	default:
		r.from = today.AddDays(-(int(today.Weekday()) + 6) % 7)
	}
	switch {
	case months > 0 && last:
		r.from = r.from.AddMonths(-months)
	case last:
		r.from = r.from.AddDays(-7)
	}
	if months > 0 {
		r.to = r.from.AddMonths(months).AddDays(-1)
	} else {
		r.to = r.from.AddDays(6)
	}
	return r, m[1] != "当" || m[2] == "月"
}

func readDay(m []string, today disclosure.Date) (dateRange, bool) {
	day := today.AddDays(map[string]int{"今": 0, "昨": -1, "前": -2}[m[1]])
	return dateRange{from: day, to: day, relative: true}, true
}

func newYear(year int) disclosure.Date {
	return disclosure.Date{Year: year, Month: time.January, Day: 1}
}

// numeral reads a number below a hundred as people write it in a range, or digits; 0 for anything else.
func numeral(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	value, pending := 0, 0
	for _, r := range s {
		if r == '十' {
			value, pending = value+max(pending, 1)*10, 0
			continue
		}
		pending = strings.IndexRune("〇一二三四五六七八九", r) / len("一")
		if r == '两' {
			pending = 2
		}
	}
	return value + pending
}
