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
	"github.com/zwgk/zwgk/search/chinese"
)

// faqIndex finds the FAQ that a question asks for. Each wording, the question or a variant, is an entry of its own; the
// answer belongs to the first.
type faqIndex struct {
	index    *search.Index
	faqs     []disclosure.FAQ
	wordings [][]wording // per FAQ
	answers  []grams
	idf      gramIDF
	restOn   map[string][]int // document id → FAQs that rest on it
}

// wording is one way an FAQ is asked.
type wording struct {
	content string // folded, what carries content
	grams   grams
	weighed weighed
}

func newWording(text string) wording {
	return wording{content: search.Content(text), grams: gramsOf(text)}
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
	faqAsked            // share of the question's mass that stands in the wording, synonyms included
	faqStated           // share of the wording's mass that stands in the question, synonyms included
	faqSequence         // longest common subsequence against the mean length
	faqAnswered         // share of the question's mass that stands in wording or answer
	faqNumbers          // 1 where both give numbers and none is shared
	faqNegation         // 1 where one of them is negated and the other is not
	faqDocument         // score of the best document it rests on, against the best document for the question
	faqFeatureCount
)

var faqFeatureNames = [faqFeatureCount]string{"retrieval", "asked", "stated", "sequence", "answered", "numbers", "negation", "document"}

const faqCandidates = 50

func newFAQIndex(faqs []disclosure.FAQ) (*faqIndex, error) {
	f := &faqIndex{faqs: faqs, restOn: map[string][]int{}}
	index, err := search.Open("", nil)
	if err != nil {
		return nil, err
	}
	f.index = index
	for _, faq := range faqs {
		var wordings []wording
		answer := gramsOf(faq.Answer)
		all := union(answer)
		for _, text := range append([]string{faq.Question}, faq.Variants...) {
			w := newWording(text)
			wordings, all = append(wordings, w), union(all, w.grams)
		}
		f.wordings, f.answers = append(f.wordings, wordings), append(f.answers, answer)
		f.idf.add(all)
		for _, id := range faq.Documents {
			f.restOn[id] = append(f.restOn[id], len(f.wordings)-1)
		}
	}
	for _, wordings := range f.wordings {
		for j := range wordings {
			wordings[j].weighed = f.idf.weigh(wordings[j].grams)
		}
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

// match returns the FAQs that fit a question, best first, at most ten. documents are those found for the question.
func (f *faqIndex) match(ctx context.Context, text string, documents []search.Ranked) ([]faqMatch, error) {
	matches, err := f.candidates(ctx, text, documents)
	slices.SortFunc(matches, func(a, b faqMatch) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.faq.ID, b.faq.ID))
	})
	return matches[:min(len(matches), 10)], err
}

// candidates returns FAQs worth weighing, each by its best wording: those whose words are near, and those that rest on
// the best documents.
func (f *faqIndex) candidates(ctx context.Context, text string, documents []search.Ranked) ([]faqMatch, error) {
	if len(f.faqs) == 0 {
		return nil, nil
	}
	found, err := f.index.Retrieve(ctx, search.Query{Text: text, Limit: faqCandidates}, 0)
	if err != nil {
		return nil, err
	}
	asked, bridge := f.newAsked(text), f.bridge(documents)
	best := map[int]int{} // FAQ → place in matches
	var matches []faqMatch
	add := func(i, j int, retrieval float64) {
		m := faqMatch{faq: &f.faqs[i], features: f.compare(asked, i, j)}
		m.features[faqRetrieval], m.features[faqDocument] = retrieval, bridge[i]
		for k, value := range m.features {
			m.score += faqWeights().match[k] * value
		}
		if at, ok := best[i]; !ok {
			best[i] = len(matches)
			matches = append(matches, m)
		} else if m.score > matches[at].score {
			matches[at] = m
		}
	}
	for _, entry := range found.Documents {
		i, j := entryNumber(entry.ID)
		add(i, j, entry.Score/math.Max(found.Documents[0].Score, 1e-9))
	}
	for i := range bridge {
		if _, ok := best[i]; !ok {
			for j := range f.wordings[i] {
				add(i, j, 0)
			}
		}
	}
	return matches, nil
}

// bridgeDocuments is how many documents lead to the FAQs that rest on them.
const bridgeDocuments = 5

// bridge returns for each FAQ that rests on one of the best documents how well that document fits.
func (f *faqIndex) bridge(documents []search.Ranked) map[int]float64 {
	fits := map[int]float64{}
	for _, d := range documents[:min(len(documents), bridgeDocuments)] {
		for _, i := range f.restOn[d.ID] {
			fits[i] = max(fits[i], d.Score/math.Max(documents[0].Score, 1e-9))
		}
	}
	return fits
}

// asked is a question made ready for comparing.
type asked struct {
	wording
	numbers  []string
	rewrites []search.Rewrite
}

func (f *faqIndex) newAsked(text string) *asked {
	a := &asked{newWording(text), numbersOf(text), search.DefaultSynonyms().Rewrites(chinese.Default(), text)}
	a.weighed = f.idf.weigh(a.grams)
	return a
}

// alike returns the grams of the question's words for which the content holds a synonym, and the grams of those.
func (a *asked) alike(content string) (own, other grams) {
	for _, r := range a.rewrites {
		for _, word := range r.Also {
			if strings.Contains(content, word) {
				if own == nil {
					own, other = grams{}, grams{}
				}
				own.add(gramsOf(r.Word))
				other.add(gramsOf(word))
			}
		}
	}
	return own, other
}

func entryNumber(id string) (faq, wording int) {
	first, second, _ := strings.Cut(id, "/")
	faq, _ = strconv.Atoi(first)
	wording, _ = strconv.Atoi(second)
	return faq, wording
}

// compare fills the features but for faqRetrieval.
func (f *faqIndex) compare(a *asked, i, j int) (v faqFeatures) {
	w := &f.wordings[i][j]
	own, other := a.alike(w.content)
	v[faqAsked] = a.weighed.cover(w.grams, own)
	v[faqStated] = w.weighed.cover(a.grams, other)
	v[faqAnswered] = a.weighed.cover(w.grams, own, f.answers[i])
	v[faqSequence] = commonSequence(a.content, w.content)
	if len(a.numbers) > 0 {
		if stated := numbersOf(w.content); len(stated) > 0 && !slices.ContainsFunc(a.numbers, func(n string) bool { return slices.Contains(stated, n) }) {
			v[faqNumbers] = 1
		}
	}
	if negated(a.content) != negated(w.content) {
		v[faqNegation] = 1
	}
	return v
}

// negated says whether a question turns on a negation: 不能, 没有, 未 …
func negated(content string) bool {
	return strings.Contains(content, "不") || strings.Contains(content, "没") || strings.Contains(content, "未")
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
		u.add(g)
	}
	return u
}

func (g grams) add(more grams) {
	for gram, n := range more {
		g[gram] += n
	}
}

func sortedKeys(g grams) []string {
	keys := make([]string, 0, len(g))
	for gram := range g {
		keys = append(keys, gram)
	}
	slices.Sort(keys)
	return keys
}
