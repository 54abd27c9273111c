package qa

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
	"github.com/zwgk/zwgk/search/chinese"
)

// faqIndex finds the FAQ that a question asks for. Each wording, the question or a variant, is weighed by itself, together
// with the answer.
type faqIndex struct {
	index    *search.Index // of the wordings, for slips of spelling
	faqs     []disclosure.FAQ
	terms    faqTerms
	wordings []wording
	first    []int32 // FAQ → its first wording; one more at the end
	answers  []faqAnswer
	restOn   map[string][]int // document id → FAQs that rest on it
	tallies  sync.Pool        // of *faqTally
}

// wording is one way an FAQ is asked.
type wording struct {
	faq     int32
	content []rune // folded, what carries content
	length  uint8  // class
	mass    float64
	kind    kind
	numbers []string
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
	f := &faqIndex{faqs: faqs, restOn: map[string][]int{}, terms: faqTerms{ids: map[string]int32{}, texts: len(faqs)}}
	f.tallies.New = func() any { return newFAQTally(f) }
	lengths := make([]int, len(faqs))
	total := 0
	for i := range faqs {
		lengths[i] = f.add(i)
		total += lengths[i]
	}
	f.first = append(f.first, int32(len(f.wordings)))
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
		w := wording{faq: int32(i), content: []rune(content), kind: kindOf(folded), numbers: numbersOf(folded)}
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
	for _, id := range faq.Documents {
		f.restOn[id] = append(f.restOn[id], i)
	}
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

// bridgeDocuments is how many documents lead to the FAQs that rest on them.
const bridgeDocuments = 5

// bridge returns for each FAQ that rests on one of the best documents how well that document fits.
func (f *faqIndex) bridge(documents []search.Ranked) map[int]float64 {
	fits := map[int]float64{}
	for _, d := range documents[:min(len(documents), bridgeDocuments)] {
		for _, i := range f.restOn[d.ID] {
			fits[i] = max(fits[i], d.Score/max(documents[0].Score, 1e-9))
		}
	}
	return fits
}

// commonSequence returns the length of the longest common subsequence against the mean length of both texts. row has room
// for one more number than y has characters.
func commonSequence(x, y []rune, row []int32) float64 {
	if len(x)+len(y) == 0 {
		return 0
	}
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
	return 2 * float64(row[len(y)]) / float64(len(x)+len(y))
}

func numbersOf(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r < '0' || r > '9' })
}

// shareNone says whether two questions both give numbers and share none.
func shareNone(a, b []string) bool {
	return len(a) > 0 && len(b) > 0 && !slices.ContainsFunc(a, func(n string) bool { return slices.Contains(b, n) })
}
