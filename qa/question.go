package qa

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
)

// MaxQuestionRunes is how much of a question is read, in characters.
const MaxQuestionRunes = search.MaxQueryRunes

// Question is what a citizen asks. Text of any length and content is taken; what exceeds MaxQuestionRunes is not read.
type Question struct {
	Text         string
	Conversation string          // whose context a follow-up is read in; "" is none
	On           disclosure.Date // the day for which the answer should hold; zero is today
	Filter       Filter
}

// Filter narrows where answers may come from. Zero fields do not narrow.
type Filter struct {
	Agency string // full name
	Site   string
}

// cleanQuestion makes a question's text fit for search: control and invisible characters out, white space single,
// what looks like query grammar (quotes, leading dashes) out, cut at MaxQuestionRunes and at as many words as a query
// may have.
func cleanQuestion(text string) string {
	if len(text) > 8*MaxQuestionRunes {
		text = text[:8*MaxQuestionRunes]
	}
	var b strings.Builder
	runes, words, blank := 0, 0, true
	for _, r := range strings.ToValidUTF8(text, " ") {
		switch {
		case unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune(`"＂“”「」`, r) || r == '-' && blank:
			r = ' '
		case unicode.Is(unicode.Cf, r) || r == utf8.RuneError:
			continue
		}
		if r == ' ' && blank {
			continue
		}
		if blank {
			words++
		}
		if words > search.MaxQueryTerms || runes == MaxQuestionRunes {
			break
		}
		blank = r == ' '
		b.WriteRune(r)
		runes++
	}
	return strings.TrimSpace(b.String())
}

// askable says whether a text holds anything that can be looked up: a letter, digit or ideograph.
func askable(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

func (f Filter) query() search.Filter { return search.Filter{Agency: f.Agency, Sites: oneOf(f.Site)} }
