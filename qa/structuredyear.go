package qa

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
)

// yearWord matches how a question names a year.
var yearWord = regexp.MustCompile(`((?:19|20)\d\d)年?|([〇零○一二三四五六七八九]{4})年|(今年|本年|去年|上一?年|前年|明年)`)

// comparing matches how a question sets a year against another.
var comparing = regexp.MustCompile(`同比|[比较][上去前]年|[比较](?:19|20)\d\d|对比|相比|比较|增长|增减|增加|减少|下降|变化|相差|差多少`)

// yearsAsked returns the years that a folded question names, in order, and whether they are to be compared. A question
// that compares one year with the year before names both.
func yearsAsked(text string, on disclosure.Date) (years []int, compare bool) {
	add := func(year int) {
		if year > 0 && !slices.Contains(years, year) {
			years = append(years, year)
		}
	}
	before := false
	for _, m := range yearWord.FindAllStringSubmatch(text, 6) {
		switch {
		case m[1] != "":
			year, _ := strconv.Atoi(m[1])
			add(year)
		case m[2] != "":
			add(yearInNumerals(m[2]))
		case strings.HasPrefix(m[3], "上"):
			before = true
		case m[3] != "":
			add(relativeYear(m[3], on))
		}
	}
	compare = comparing.MatchString(text) || len(years) > 1
	switch {
	case before && len(years) == 0 && !compare:
		add(on.Year - 1)
	case compare && len(years) == 0 && before:
		years = []int{on.Year, on.Year - 1}
	case compare && len(years) == 1 && strings.Contains(text, "去年") && years[0] == on.Year-1 && regexp.MustCompile(`[比较与和同]去年`).MatchString(text):
		years = []int{on.Year, on.Year - 1}
	case compare && len(years) == 1:
		add(years[0] - 1)
	}
	return years, compare
}

func relativeYear(word string, on disclosure.Date) int {
	switch word {
	case "去年", "上年", "上一年":
		return on.Year - 1
	case "前年":
		return on.Year - 2
	case "明年":
		return on.Year + 1
	}
	return on.Year
}

func yearInNumerals(s string) int {
	year := 0
	for _, r := range s {
		digit := strings.IndexRune("零一二三四五六七八九", r) / 3
		if r == '〇' || r == '○' {
			digit = 0
		}
		year = year*10 + digit
	}
	if year < 1900 || year > 2099 {
		return 0
	}
	return year
}

// withYear returns a question with the year it names replaced by another, or with that year before it.
func withYear(text string, year int) string {
	name := fmt.Sprintf("%d年", year)
	if at := yearWord.FindStringIndex(text); at != nil {
		return text[:at[0]] + name + text[at[1]:]
	}
	return name + text
}

// dated is a value of a year with how final it is.
type dated[T any] struct {
	year  int
	basis string // 决算数, 预算数 …
	rank  int    // the greater the more final
	value T
}

// ofYear returns the most final value of a year.
func ofYear[T any](values []dated[T], year int) (best dated[T], ok bool) {
	for _, v := range values {
		if v.year == year && (!ok || v.rank > best.rank) {
			best, ok = v, true
		}
	}
	return best, ok
}

// latest returns the newest year that has begun by a day, else the newest.
func latest[T any](values []dated[T], on disclosure.Date) (year int) {
	for _, v := range values {
		if v.year > year && (v.year <= on.Year || year == 0) {
			year = v.year
		}
	}
	return year
}

// wanted returns the years to answer for: those asked, else the latest.
func wanted[T any](q *recordQuestion, values []dated[T]) []int {
	if len(q.years) > 0 {
		return q.years[:min(len(q.years), 2)]
	}
	year := latest(values, q.on)
	if q.compare {
		return []int{year, year - 1}
	}
	return []int{year}
}

// absent is the answer where a year that was asked for is not there; years that are come newest first.
func absent[T any](what string, year int, values []dated[T]) recordAnswer {
	r := recordAnswer{text: fmt.Sprintf("没有找到%d年%s的公开数据。", year, what)}
	values = slices.Clone(values)
	slices.SortStableFunc(values, func(a, b dated[T]) int { return cmp.Or(b.year-a.year, b.rank-a.rank) })
	for _, v := range values {
		if slices.Contains(r.instead, v.year) {
			continue
		}
		name := fmt.Sprintf("%d年", v.year)
		if v.basis != "" {
			name += "（" + v.basis + "）"
		}
		r.there, r.instead = append(r.there, name), append(r.instead, v.year)
	}
	return r
}

// change says how an amount stands to the one before: 增加2.08亿元，增长4.4%.
func change(now, before disclosure.Fen) string {
	difference := now - before
	if difference == 0 {
		return "持平"
	}
	word, rate := "增加", "增长"
	if difference < 0 {
		word, rate, difference = "减少", "下降", -difference
	}
	text := word + difference.String()
	if before > 0 && difference < 1<<62/2000 {
		tenths := (int64(difference)*2000/int64(before) + 1) / 2 // of a percent, rounded half up
		text += fmt.Sprintf("，%s%d.%d%%", rate, tenths/10, tenths%10)
	}
	return text
}
