package qa

import (
	"math"
	"slices"
	"unicode"
	"unicode/utf8"
)

// faqTerms holds the characters and pairs of characters of all FAQs and where each stands. Characters find what is said in
// other words (领 in 领回, 拖 in 拖吊); pairs tell long answers apart.
type faqTerms struct {
	ids   map[string]int32
	terms []faqTerm
	texts int // FAQs
	runes int // length of all questions, variants and answers together, in characters
}

// faqTerm is where a term stands.
type faqTerm struct {
	wordings []int32
	answers  []faqPosting
	holders  int32 // FAQs whose questions or answer hold it
	count    int32 // how often it stands in any of them
}

// faqPosting is an FAQ whose answer holds a term, and how often.
type faqPosting struct {
	faq   int32
	count uint8
}

// id returns the number of a term, a new one where it is new.
func (t *faqTerms) id(text string) int32 {
	id, ok := t.ids[text]
	if !ok {
		id = int32(len(t.terms))
		t.ids[text] = id
		t.terms = append(t.terms, faqTerm{})
	}
	return id
}

// find returns a term, an empty one where no FAQ holds it.
func (t *faqTerms) find(text string) *faqTerm {
	if id, ok := t.ids[text]; ok {
		return &t.terms[id]
	}
	return &faqTerm{}
}

// weight is a term's inverse document frequency among the FAQs.
func (t *faqTerms) weight(text string) float64 { return t.rarity(t.find(text)) }

func (t *faqTerms) rarity(term *faqTerm) float64 {
	n := float64(term.holders)
	return math.Log(1 + (float64(t.texts)-n+0.5)/(n+0.5))
}

// surprises returns for each class of length how much it tells that a text of that length holds a term: little where it
// may well do so by chance, as a long answer holds most characters. It is the negative logarithm of that chance, with
// the term scattered evenly (Amati and van Rijsbergen: divergence from randomness, 2002).
func (t *faqTerms) surprises(term *faqTerm) (table [lengthClasses]float64) {
	rate := (float64(term.count) + 0.3) / math.Max(float64(t.runes), 1)
	for class := range table {
		table[class] = -math.Log(math.Max(1e-9, 1-math.Exp(-rate*math.Exp2(float64(class)/lengthSteps))))
	}
	return table
}

// Lengths are told apart by a fourth of a doubling, from 8 characters up to 16,384.
const (
	lengthSteps   = 4
	leastLength   = 8
	lengthClasses = 14*lengthSteps + 1
)

func lengthClass(runes int) uint8 {
	return uint8(min(math.Round(lengthSteps*math.Log2(float64(max(runes, leastLength)))), lengthClasses-1))
}

// eachTerm visits the characters and pairs of a text, in order. Signs and blanks part pairs.
func eachTerm(text string, visit func(term string, pair bool)) {
	last := -1
	for i, r := range text {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			last = -1
			continue
		}
		end := i + utf8.RuneLen(r)
		visit(text[i:end], false)
		if last >= 0 {
			visit(text[last:end], true)
		}
		last = i
	}
}

// holding returns the wordings and the answers in which all pairs of a word stand, for a single character the character.
func (t *faqTerms) holding(word string) (wordings, answers []int32) {
	var all []*faqTerm
	single := utf8.RuneCountInString(word) == 1
	eachTerm(word, func(text string, pair bool) {
		if pair || single {
			all = append(all, t.find(text))
		}
	})
	if len(all) == 0 {
		return nil, nil
	}
	wordings = slices.Clone(all[0].wordings)
	for _, p := range all[0].answers {
		answers = append(answers, p.faq)
	}
	for _, term := range all[1:] {
		wordings = slices.DeleteFunc(wordings, func(w int32) bool { _, ok := slices.BinarySearch(term.wordings, w); return !ok })
		answers = slices.DeleteFunc(answers, func(f int32) bool {
			_, ok := slices.BinarySearchFunc(term.answers, f, func(p faqPosting, f int32) int { return int(p.faq) - int(f) })
			return !ok
		})
	}
	return wordings, answers
}
