package qa

import (
	"fmt"
	"regexp"
	"strconv"

	"github.com/zwgk/zwgk/disclosure"
)

// shortYear matches a year in two digits where it can hardly be a duration: at the beginning of a question (22年退休金涨多少, but
// not 15年以上工龄), or where what follows is a part of a year (蛋奶工程16年上半年花了多少).
var shortYear = regexp.MustCompile(`(^(?:那|那么)?|[，。？,? ])(\d\d)年([^以之内前后期多的工党婚教龄左]|$)|(^|\D)(\d\d)年(上半年|下半年|全年|度|[一二三四]季度|\d{1,2}月|[底初末])`)

// firstShortYear is the earliest year of the last century that two digits stand for: from then on there are open documents.
const firstShortYear = 1978

// withWholeYears writes years of two digits with four, as documents do. A year beyond the next one is of the last century, or none.
func withWholeYears(question string, on disclosure.Date) string {
	return shortYear.ReplaceAllStringFunc(question, func(found string) string {
		m := shortYear.FindStringSubmatch(found)
		if m[2] == "" {
			m = m[3:]
		}
		if year := wholeYear(m[2], on); year > 0 {
			return fmt.Sprintf("%s%d年%s", m[1], year, m[3])
		}
		return found
	})
}

// wholeYear reads a year of two digits, 0 for none.
func wholeYear(digits string, on disclosure.Date) int {
	n, err := strconv.Atoi(digits)
	switch {
	case err != nil:
		return 0
	case 2000+n <= on.Year+1:
		return 2000 + n
	case 1900+n >= firstShortYear:
		return 1900 + n
	}
	return 0
}
