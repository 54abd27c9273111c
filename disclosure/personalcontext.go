package disclosure

import (
	_ "embed" // the word lists
	"encoding/json"
	"strings"
	"sync"
)

//go:embed data/personal.json
var personalText string

// wordSet finds words fast: it holds them by their first character, in the JSON form of a list.
type wordSet map[rune][]string

// UnmarshalJSON reads a list of words.
func (w *wordSet) UnmarshalJSON(data []byte) error {
	var list []string
	if err := json.Unmarshal(data, &list); err != nil {
		return err
	}
	*w = wordSetOf(list...)
	return nil
}

func wordSetOf(list ...string) wordSet {
	set := wordSet{}
	for _, word := range list {
		first, _ := decodeRune(word)
		set[first] = append(set[first], word)
	}
	return set
}

// last returns where the last of the words ends in s; -1 where there is none.
func (w wordSet) last(s string) int {
	last := -1
	for i, r := range s {
		for _, word := range w[r] {
			if strings.HasPrefix(s[i:], word) {
				last = max(last, i+len(word))
			}
		}
	}
	return last
}

// personalWords are the lists that tell whose a number is.
type personalWords struct {
	Note      string   `json:"note"`
	Person    wordSet  `json:"person"`    // a private person is spoken of
	Firm      wordSet  `json:"firm"`      // an office publishes what follows
	Label     wordSet  `json:"label"`     // a contact of either
	Organ     wordSet  `json:"organ"`     // ends the name of an office
	Home      wordSet  `json:"home"`      // somebody's address follows
	Dwelling  wordSet  `json:"dwelling"`  // an address where people live
	Code      wordSet  `json:"code"`      // what follows is no person's number
	Card      wordSet  `json:"card"`      // a card number follows
	Corporate wordSet  `json:"corporate"` // an account of no person
	Phone     wordSet  `json:"phone"`     // a telephone number follows
	Identity  wordSet  `json:"identity"`  // an identity number follows
	Surnames  string   `json:"surnames"`
	Compound  []string `json:"compound"`
}

var personalLists = sync.OnceValue(func() *personalWords {
	var words personalWords
	if err := json.Unmarshal([]byte(personalText), &words); err != nil {
		panic("disclosure: the embedded lists of personal information are broken: " + err.Error()) // cannot happen: tested
	}
	return &words
})

// contextBytes is how far before a number the words that tell whose it is are looked for.
const contextBytes = 120

// before returns the text before an offset, at most n bytes, back to the end of the sentence or line before. A label
// may stand alone on the line above.
func (f *personalFinder) before(at, n int) string {
	s := f.text[runeBefore(f.text, max(0, at-n)):at]
	line := s
	if stop := strings.LastIndexAny(s, "。；;\n"); stop >= 0 {
		line = s[stop:]
		line = strings.TrimLeft(line, "。；;\n")
		if strings.TrimSpace(line) == "" && strings.TrimSpace(s) != "" {
			above := strings.TrimRight(s, " \t\r\n\u3000")
			return above[strings.LastIndexAny(above, "。；;\n")+1:]
		}
	}
	return line
}

// publishing marks the contacts that an office publishes.
func (f *personalFinder) publishing() {
	for i := range f.found {
		p := &f.found[i]
		switch p.Kind {
		case PersonalMobile, PersonalLandline, PersonalEmail, PersonalAddress:
			p.Publishing = f.publisher(p, i)
		}
	}
}

func (f *personalFinder) publisher(p *Personal, i int) string {
	words := personalLists()
	context := f.before(p.Start, contextBytes)
	if p.Kind == PersonalEmail && strings.HasSuffix(strings.ToLower(p.Text), ".gov.cn") {
		return "政务邮箱"
	}
	firm, person, label := words.Firm.last(context), words.Person.last(context), words.Label.last(context)
	organ := words.Organ.last(context)
	if p.Kind == PersonalAddress {
		person = max(person, words.Home.last(context))
	}
	private := person >= 0 || p.Kind != PersonalAddress && label >= 0 && namedBefore(context[:label])
	switch {
	case p.Kind == PersonalAddress && words.Dwelling.last(p.Text) >= 0 && firm < 0:
		return "" // people live there, whatever the label
	case firm >= 0 && firm >= person:
		return "公布的办公联系方式"
	case private:
		return ""
	case organ >= 0 && (p.Kind != PersonalMobile || label >= 0):
		return "单位名称旁的联系方式"
	case label >= 0:
		return "“联系电话”等标签后的公布方式"
	case organInBrackets(f.text[p.End:]):
		return "单位名称旁的联系方式"
	}
	// A list of contacts: what stands close behind a published one is published too.
	if i > 0 && f.found[i-1].Publishing != "" && p.Start-f.found[i-1].End < 60 && !strings.Contains(f.text[f.found[i-1].End:p.Start], "\n") {
		return f.found[i-1].Publishing
	}
	return ""
}

// organInBrackets says whether an office is named in brackets right behind: 0199-65551008（办公室）.
func organInBrackets(rest string) bool {
	rest = strings.TrimLeft(rest, " ")
	inner, ok := strings.CutPrefix(rest, "（")
	if !ok {
		if inner, ok = strings.CutPrefix(rest, "("); !ok {
			return false
		}
	}
	end := strings.IndexAny(inner, "）)")
	return end >= 0 && end < 60 && personalLists().Organ.last(inner[:end]) >= 0
}

// namedBefore says whether the label at the end of s stands behind a bare name, as in a list of people: 王某某，联系电话.
// Behind 联系人 the name is a published contact.
func namedBefore(s string) bool {
	words := personalLists()
	longest := 0
	for _, labels := range words.Label {
		for _, label := range labels {
			if strings.HasSuffix(s, label) {
				longest = max(longest, len(label))
			}
		}
	}
	s = s[:len(s)-longest]
	s = strings.TrimRight(s, "，,、 \t\u3000的")
	if s == "" || strings.Contains(s, "联系人") {
		return false
	}
	start := strings.LastIndexAny(s, "，,、：: \t\u3000；;（(")
	if start >= 0 {
		_, size := decodeRune(s[start:])
		s = s[start+size:]
	}
	return isName(s)
}
