package qa

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/zwgk/zwgk/disclosure"
)

// grant is a subsidy as one document states it.
type grant struct {
	*disclosure.Subsidy
	source recordSource
}

// countsRecipients matches questions for how many have it or what all of it comes to, which a standard does not tell.
var countsRecipients = regexp.MustCompile(`多少(?:个|名|位)?(?:人|户|老人|家庭|学生|企业)|几(?:个|名|位)人|人数|人次|户数|一共|总共|总额|合计`)

// subsidies answers what a subsidy comes to; where an age is named, what it comes to at that age.
func (q *recordQuestion) subsidies() (recordAnswer, bool) {
	if countsRecipients.MatchString(q.text) {
		return recordAnswer{}, false
	}
	all := q.grants()
	if len(all) == 0 || len(q.years) > 0 && !all[0].holdsIn(q.years[0]) {
		return recordAnswer{}, false
	}
	g := all[0]
	standard := g.Standard
	if standard == "" && g.Amount > 0 {
		standard = g.Amount.String() + strings.TrimPrefix(g.Unit, "元")
	}
	if standard == "" {
		return recordAnswer{}, false
	}
	text := fmt.Sprintf("%s标准：%s", g.Name, standard)
	if age, ok := ageAsked(q.text); ok {
		text = g.atAge(age, standard)
	}
	if g.Basis != "" {
		text += "（" + g.Basis + "）"
	}
	g.source.needles = append(splitStandard(standard), append(figures(g.Amount, "元"), g.Name)...)
	r := recordAnswer{text: text + "。", sources: []recordSource{g.source}}
	for _, other := range all[1:] {
		if d := other.source.document; d != g.source.document && !slices.Contains(r.versions, d) && len(r.versions) < 2 && other.Standard != g.Standard {
			r.versions = append(r.versions, d)
		}
	}
	return r, true
}

// grants lists the statements of the subsidy that the question names best: those in force first, then the newest.
func (q *recordQuestion) grants() (all []grant) {
	most := 0
	for _, d := range q.documents {
		for i := range d.Records.Subsidies {
			s := &d.Records.Subsidies[i]
			if s.Name == "" || !strings.Contains(q.text, s.Name) {
				continue
			}
			if n := utf8.RuneCountInString(s.Name); n > most {
				most, all = n, nil
			} else if n < most {
				continue
			}
			all = append(all, grant{s, recordSource{document: d, record: fmt.Sprintf("subsidies/%d", i)}})
		}
	}
	slices.SortStableFunc(all, func(a, b grant) int {
		return cmp.Or(a.rank(q.on)-b.rank(q.on), b.From.Compare(a.From), b.source.document.Date().Compare(a.source.document.Date()),
			cmp.Compare(a.source.document.ID, b.source.document.ID))
	})
	return all
}

// rank is 0 for what is in force on a day, 1 for what is not yet, 2 for what is no longer.
func (g grant) rank(on disclosure.Date) int {
	state := g.source.document.ValidityOn(on)
	switch {
	case state.Lapsed() || !g.To.IsZero() && g.To.Before(on):
		return 2
	case state == disclosure.NotYetInForce || on.Before(g.From):
		return 1
	}
	return 0
}

// holdsIn says whether the statement holds on some day of a year.
func (g grant) holdsIn(year int) bool {
	return (g.From.IsZero() || g.From.Year <= year) && (g.To.IsZero() || g.To.Year >= year)
}

var (
	ageWord   = regexp.MustCompile(`(\d{1,3}|[一二三四五六七八九十百零]{1,4})(?:周?岁|了)`)
	ageRange  = regexp.MustCompile(`(\d{1,3})周?岁?(?:至|到|—|-|－)(\d{1,3})周?岁`)
	ageAbove  = regexp.MustCompile(`(\d{1,3})周?岁(?:及以上|以上|（含）以上)`)
	tenDigits = "零一二三四五六七八九"
)

// ageAsked returns the age that a question names.
func ageAsked(text string) (age int, ok bool) {
	for _, m := range ageWord.FindAllStringSubmatch(text, 4) {
		n, err := strconv.Atoi(m[1])
		if err != nil {
			n = ageInNumerals(m[1])
		}
		if n > 0 && n <= 130 {
			return n, true
		}
	}
	return 0, false
}

// ageInNumerals reads 九十一, 八十, 一百零二.
func ageInNumerals(s string) int {
	total, digit := 0, 0
	for _, r := range s {
		switch r {
		case '百':
			total, digit = total+100*max(digit, 1), 0
		case '十':
			total, digit = total+10*max(digit, 1), 0
		default:
			digit = strings.IndexRune(tenDigits, r) / 3
		}
	}
	return total + digit
}

// splitStandard parts a standard into its cases.
func splitStandard(standard string) []string {
	return strings.FieldsFunc(standard, func(r rune) bool { return r == '；' || r == ';' })
}

// atAge says which case of a standard applies to an age.
func (g grant) atAge(age int, standard string) string {
	lowest := 0
	for _, part := range splitStandard(standard) {
		from, to := 0, 0
		if m := ageRange.FindStringSubmatch(part); m != nil {
			from, _ = strconv.Atoi(m[1])
			to, _ = strconv.Atoi(m[2])
		} else if m := ageAbove.FindStringSubmatch(part); m != nil {
			from, _ = strconv.Atoi(m[1])
			to = 999
		}
		if from > 0 && (lowest == 0 || from < lowest) {
			lowest = from
		}
		if from > 0 && age >= from && age <= to {
			return fmt.Sprintf("%d岁适用的%s标准：%s", age, g.Name, part)
		}
	}
	if lowest > age {
		return fmt.Sprintf("%d岁尚未达到%s最低的%d岁。标准：%s", age, g.Name, lowest, standard)
	}
	return fmt.Sprintf("%s标准：%s", g.Name, standard)
}
