package qa

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
)

// faqIndex finds the FAQ that a question asks for. Each wording, the question or a variant, is an entry of its own; the
// answer belongs to the first.
type faqIndex struct {
	index    *search.Index
	faqs     []disclosure.FAQ
	wordings [][]grams // per FAQ
	answers  []grams
	idf      gramIDF
}

// faqMatch is an FAQ with how well it fits, 0 to 1.
type faqMatch struct {
	faq      *disclosure.FAQ
	score    float64
	features faqFeatures
}

// faqFeatures are weighed by faqWeights.
type faqFeatures [faqFeatureCount]float64

const (
	faqRetrieval = iota // score of the entry against the best one's
	faqAsked            // share of the question's mass that stands in the wording
	faqStated           // share of the wording's mass that stands in the question
	faqSequence         // longest common subsequence against the mean length
	faqAnswered         // share of the question's mass that stands in wording or answer
	faqNumbers          // 1 where both give numbers and none is shared
	faqFeatureCount
)

var faqWeights = faqFeatures{faqRetrieval: 0.3, faqAsked: 0.35, faqStated: 0.15, faqSequence: 0.15, faqAnswered: 0.25, faqNumbers: -0.2}

const faqCandidates = 50

func newFAQIndex(faqs []disclosure.FAQ) (*faqIndex, error) {
	f := &faqIndex{faqs: faqs}
	index, err := search.Open("", nil)
	if err != nil {
		return nil, err
	}
	f.index = index
	for _, faq := range faqs {
		var wordings []grams
		for _, text := range append([]string{faq.Question}, faq.Variants...) {
			wordings = append(wordings, gramsOf(text))
		}
		answer := gramsOf(faq.Answer)
		f.wordings, f.answers = append(f.wordings, wordings), append(f.answers, answer)
		f.idf.add(union(append(wordings, answer)...))
	}
	_, err = index.Import(context.Background(), f.entries())
	return f, err
}

func (f *faqIndex) entries() iter.Seq2[disclosure.Document, error] {
	return func(yield func(disclosure.Document, error) bool) {
		for i, faq := range f.faqs {
			for j, text := range append([]string{faq.Question}, faq.Variants...) {
				d := disclosure.Document{ID: fmt.Sprintf("%d/%d", i, j), Title: text}
				if j == 0 {
					d.Text = faq.Answer
				}
				if !yield(d, nil) {
					return
				}
			}
		}
	}
}

// match returns the FAQs that fit a question, best first, at most ten.
func (f *faqIndex) match(ctx context.Context, text string) ([]faqMatch, error) {
	if len(f.faqs) == 0 {
		return nil, nil
	}
	found, err := f.index.Retrieve(ctx, search.Query{Text: text, Limit: faqCandidates}, 0)
	if err != nil || len(found.Documents) == 0 {
		return nil, err
	}
	question := gramsOf(text)
	best := map[int]faqMatch{}
	top := found.Documents[0].Score
	for _, entry := range found.Documents {
		i, j := entryNumber(entry.ID)
		m := faqMatch{faq: &f.faqs[i], features: f.compare(text, question, i, j)}
		m.features[faqRetrieval] = entry.Score / math.Max(top, 1e-9)
		for k, value := range m.features {
			m.score += faqWeights[k] * value
		}
		if old, ok := best[i]; !ok || m.score > old.score {
			best[i] = m
		}
	}
	matches := make([]faqMatch, 0, len(best))
	for _, m := range best {
		matches = append(matches, m)
	}
	slices.SortFunc(matches, func(a, b faqMatch) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.faq.ID, b.faq.ID))
	})
	return matches[:min(len(matches), 10)], nil
}

func entryNumber(id string) (faq, wording int) {
	first, second, _ := strings.Cut(id, "/")
	faq, _ = strconv.Atoi(first)
	wording, _ = strconv.Atoi(second)
	return faq, wording
}

func (f *faqIndex) compare(text string, question grams, i, j int) (v faqFeatures) {
	wording := f.wordings[i][j]
	v[faqAsked] = f.idf.cover(question, wording)
	v[faqStated] = f.idf.cover(wording, question)
	v[faqAnswered] = f.idf.cover(question, union(wording, f.answers[i]))
	worded := f.faqs[i].Question
	if j > 0 {
		worded = f.faqs[i].Variants[j-1]
	}
	v[faqSequence] = commonSequence(search.Content(text), search.Content(worded))
	if a, b := numbersOf(text), numbersOf(worded); len(a) > 0 && len(b) > 0 && !slices.ContainsFunc(a, func(n string) bool { return slices.Contains(b, n) }) {
		v[faqNumbers] = 1
	}
	return v
}

// commonSequence returns the length of the longest common subsequence against the mean length of both texts.
func commonSequence(a, b string) float64 {
	x, y := []rune(a), []rune(b)
	if len(x)+len(y) == 0 {
		return 0
	}
	row := make([]int, len(y)+1)
	for _, r := range x {
		diagonal := 0
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

func union(all ...grams) grams {
	u := grams{}
	for _, g := range all {
		for gram, n := range g {
			u[gram] += n
		}
	}
	return u
}

func sortedKeys(g grams) []string {
	keys := make([]string, 0, len(g))
	for gram := range g {
		keys = append(keys, gram)
	}
	slices.Sort(keys)
	return keys
}
