package qa

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"sync"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
	"github.com/zwgk/zwgk/search/chinese"
	"github.com/zwgk/zwgk/search/embedding"
)

// faqIndex finds the FAQ that a question asks for. Each wording, the question or a variant, is weighed by itself, together
// with the answer.
type faqIndex struct {
	index    *search.Index // of the wordings, for slips of spelling
	faqs     []disclosure.FAQ
	terms    faqTerms
	words    faqWords
	wordings []wording
	first    []int32 // FAQ → its first wording; one more at the end
	answers  []faqAnswer
	tallies  sync.Pool // of *faqTally
}

// wording is one way an FAQ is asked.
type wording struct {
	faq     int32
	content []rune // folded, what carries content
	length  uint8  // class
	mass    float64
	kind    kind
	meaning embedding.Vector // of the wording with the answer, of unit length
	words   []int32          // of the wording, and the rarest of the answer
}

// faqAnswer is what is known of an answer's length.
type faqAnswer struct {
	length uint8   // class
	norm   float64 // of BM25: k1 times the length against the mean
}

// Parameters of BM25 over answers, as usual.
const (
	answerK1 = 1.2
	answerB  = 0.75
)

func newFAQIndex(faqs []disclosure.FAQ) (*faqIndex, error) {
	f := &faqIndex{faqs: faqs, terms: faqTerms{ids: map[string]int32{}, texts: len(faqs)},
		words: faqWords{ids: map[string]int32{}}}
	f.tallies.New = func() any { return newFAQTally(f) }
	lengths := make([]int, len(faqs))
	total := 0
	var asked, answers [][]countedWord
	for i := range faqs {
		lengths[i] = f.add(i)
		total += lengths[i]
		first := len(asked)
		for _, text := range append([]string{faqs[i].Question}, faqs[i].Variants...) {
			asked = append(asked, f.words.enter(text))
		}
		answers = append(answers, f.words.enter(faqs[i].Answer))
		f.words.hold(append(slices.Clone(asked[first:]), answers[i])...)
	}
	f.first = append(f.first, int32(len(f.wordings)))
	f.measureWords(asked, answers)
	mean := max(1, float64(total)/float64(max(1, len(faqs))))
	for _, n := range lengths {
		f.answers = append(f.answers, faqAnswer{lengthClass(n), answerK1 * (1 - answerB + answerB*float64(n)/mean)})
	}
	for j := range f.wordings {
		f.wordings[j].mass = f.massOf(string(f.wordings[j].content))
	}
	var err error
	if f.index, err = search.Open("", nil); err != nil {
		return nil, err
	}
	_, err = f.index.Import(context.Background(), f.entries())
	return f, err
}

// add enters an FAQ's wordings and answer and returns the answer's length in characters.
func (f *faqIndex) add(i int) (runes int) {
	faq, seen := &f.faqs[i], map[int32]bool{}
	f.first = append(f.first, int32(len(f.wordings)))
	for _, text := range append([]string{faq.Question}, faq.Variants...) {
		content, folded, at := search.Content(text), chinese.Fold(text), int32(len(f.wordings))
		w := wording{faq: int32(i), content: []rune(content), kind: kindOf(folded)}
		w.length = lengthClass(len(w.content))
		f.wordings = append(f.wordings, w)
		eachTerm(content, func(text string, pair bool) {
			id := f.terms.id(text)
			t := &f.terms.terms[id]
			if seen[id] = true; len(t.wordings) == 0 || t.wordings[len(t.wordings)-1] != at {
				t.wordings = append(t.wordings, at)
				t.count++
			}
		})
	}
	eachTerm(search.Content(faq.Answer), func(text string, pair bool) {
		id := f.terms.id(text)
		t := &f.terms.terms[id]
		if n := len(t.answers); n == 0 || t.answers[n-1].faq != int32(i) {
			t.answers = append(t.answers, faqPosting{int32(i), 1})
		} else if t.answers[n-1].count < 255 {
			t.answers[n-1].count++
		}
		t.count++
		seen[id] = true
		if !pair {
			runes++
		}
	})
	for id := range seen {
		f.terms.terms[id].holders++
	}
	f.terms.runes += runes
	return runes
}

// massOf is the weight of a content's distinct characters.
func (f *faqIndex) massOf(content string) (mass float64) {
	seen := map[string]bool{}
	eachTerm(content, func(text string, pair bool) {
		if !pair && !seen[text] {
			seen[text] = true
			mass += f.terms.weight(text)
		}
	})
	return mass
}

// entries are the wordings as documents, for their words to be known to the speller.
func (f *faqIndex) entries() iter.Seq2[disclosure.Document, error] {
	return func(yield func(disclosure.Document, error) bool) {
		for i, faq := range f.faqs {
			for j, text := range append([]string{faq.Question}, faq.Variants...) {
				if !yield(disclosure.Document{ID: fmt.Sprintf("%d/%d", i, j), Title: text}, nil) {
					return
				}
			}
		}
	}
}

// commonSequence returns the length of the longest common subsequence against the mean length of both texts. row has room
// for one more number than y has characters.
func commonSequence(x, y []rune, row []int32) float64 {
	if len(x)+len(y) == 0 {
		return 0
	}
	return 2 * float64(commonLength(x, y, row)) / float64(len(x)+len(y))
}

// commonLength returns the length of the longest common subsequence. row has room for one more number than y is long.
func commonLength[T comparable](x, y []T, row []int32) int32 {
	clear(row)
	for _, r := range x {
		diagonal := int32(0)
		for k, s := range y {
			above := row[k+1]
			if r == s {
				row[k+1] = diagonal + 1
			} else {
				row[k+1] = max(row[k+1], row[k])
			}
			diagonal = above
		}
	}
	return row[len(y)]
}
