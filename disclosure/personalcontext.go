package disclosure

import (
	_ "embed" // the word lists
	"encoding/json"
	"strings"
	"sync"
	"unicode"
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

// before returns the text before an offset, at most n bytes, back to the end of the sentence or line before. Where
// nothing but numbers and marks comes before on the line, the label stands on the line above.
func (f *personalFinder) before(at, n int) string {
	s := f.text[runeBefore(f.text, max(0, at-n)):at]
	stop := strings.LastIndexAny(s, "。；;\n")
	if stop < 0 {
		return s
	}
	_, size := decodeRune(s[stop:])
	line := s[stop+size:]
	if strings.IndexFunc(line, unicode.IsLetter) >= 0 || s[stop] != '\n' {
		return line
	}
	above := strings.TrimRight(s[:stop], " \t\r\n\u3000")
	return above[strings.LastIndexAny(above, "。；;\n")+1:] + line
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
	case f.officeBehind(p.End):
		return "单位名称旁的联系方式"
	case p.Kind == PersonalLandline && (clerkBefore(context) || f.columnOfPhones(p.Start)):
		return "单位名称旁的联系方式"
	}
	// A list of contacts: what stands close behind a published one is published too.
	if i > 0 && f.found[i-1].Publishing != "" {
		between := f.text[f.found[i-1].End:p.Start]
		if len(between) < 20 || len(between) < 60 && !strings.Contains(between, "\n") {
			return f.found[i-1].Publishing
		}
	}
	return ""
}

// officeBehind says whether what follows shows that an office is reached: 0199-65551008（办公室）, 向0199-65551008投诉.
func (f *personalFinder) officeBehind(end int) bool {
	rest := f.text[end:runeBefore(f.text, min(len(f.text), end+60))]
	words := personalLists()
	if inner := strings.TrimLeft(rest, " "); strings.HasPrefix(inner, "（") || strings.HasPrefix(inner, "(") {
		if stop := strings.IndexAny(inner, "）)"); stop >= 0 {
			return words.Organ.last(inner[:stop]) >= 0
		}
	}
	if stop := strings.IndexAny(rest, "。；;，,\n"); stop >= 0 {
		rest = rest[:stop]
	}
	return words.Firm.last(rest) >= 0
}

// clerkBefore says whether a name behind a part of an office stands at the end of s: 职业能力建设司李某某.
func clerkBefore(s string) bool {
	run := []rune(trailingHan(s))
	for n := 2; n <= 3 && n < len(run); n++ {
		if isName(string(run[len(run)-n:])) && strings.ContainsRune("司处科部室站所院校局委厅办", run[len(run)-n-1]) {
			return true
		}
	}
	return false
}

// columnOfPhones says whether a number stands in a table whose head names a telephone and no person.
func (f *personalFinder) columnOfPhones(at int) bool {
	start := strings.LastIndexByte(f.text[:at], '\n') + 1
	row := f.text[start:at]
	if !strings.ContainsAny(row, "|\t") {
		return false
	}
	for start > 0 {
		above := strings.LastIndexByte(f.text[:start-1], '\n') + 1
		if line := f.text[above : start-1]; strings.ContainsAny(line, "|\t") {
			row, start = line, above
			continue
		}
		break
	}
	words := personalLists()
	return words.Phone.last(row) >= 0 && words.Person.last(row) < 0
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
