package qa

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
	"github.com/zwgk/zwgk/search/chinese"
	"github.com/zwgk/zwgk/search/embedding"
)

// faqMatch is an FAQ with how well it fits, 0 to about 1.
type faqMatch struct {
	faq      *disclosure.FAQ
	wording  int32
	score    float64
	likened  []likened // of the best match
	evidence float64   // what the question's characters tell, in nats: a longer question tells more
	features faqFeatures
}

// faqFeatures are weighed by faqWeights.
type faqFeatures [faqFeatureCount]float64

const (
	faqTold     = iota // how much the question's characters in wording or answer tell, against their mass; synonyms included
	faqAsked           // share of the mass of the question's characters that stands in the wording, synonyms included
	faqStated          // share of the mass of the wording's characters that stands in the question, synonyms included
	faqAnswered        // BM25 of the question in the answer, against the best answer's
	faqSequence        // longest common subsequence against the mean length
	faqKind            // 1 where both ask for the same kind of thing: a time, an amount, a place …
	faqLength          // logarithm of the wording's length against the question's
	faqRelated         // cosine of the question's vector and that of wording and answer
	faqCovered         // share of the question's words that wording or answer hold something near to, by their vectors
	faqFeatureCount
)

var faqFeatureNames = [faqFeatureCount]string{"told", "asked", "stated", "answered", "sequence", "kind", "length", "related", "covered"}

// faqCandidates is how many wordings are weighed by all features.
const faqCandidates = 50

// match returns the FAQs that fit a question, best first, at most ten.
func (f *faqIndex) match(text string) []faqMatch {
	matches := f.candidates(text)
	return matches[:min(len(matches), 10)]
}

// candidates returns FAQs worth weighing, each by its best wording, best first.
func (f *faqIndex) candidates(text string) []faqMatch {
	if len(f.faqs) == 0 {
		return nil
	}
	q := f.newFAQQuestion(text)
	t := f.tallies.Get().(*faqTally)
	defer f.tallies.Put(t)
	t.count(q)
	best := map[int32]int{} // FAQ → place in matches
	var matches []faqMatch
	for _, w := range t.nearest(q) {
		i := f.wordings[w].faq
		m := faqMatch{faq: &f.faqs[i], wording: w, features: t.measure(q, w)}
		m.score, m.evidence = m.features.total(), m.features[faqTold]*q.mass
		if at, ok := best[i]; !ok {
			best[i] = len(matches)
			matches = append(matches, m)
		} else if m.score > matches[at].score {
			matches[at] = m
		}
	}
	slices.SortFunc(matches, func(a, b faqMatch) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.faq.ID, b.faq.ID))
	})
	if len(matches) > 0 {
		matches[0].likened = f.liken(q, &t.words, matches[0].wording)
	}
	return matches
}

func (v *faqFeatures) total() (score float64) {
	for k, value := range v {
		score += faqWeights().match[k] * value
	}
	return math.Round(score*1e9) / 1e9
}

// faqQuestion is a question made ready for comparing.
type faqQuestion struct {
	content    []rune
	characters []askedTerm
	pairs      []*faqTerm
	mass       float64 // of the characters
	kind       kind
	synonyms   []askedSynonym
	words      []askedWord
	meaning    embedding.Vector // of unit length
}

// askedTerm is a character of the question.
type askedTerm struct {
	*faqTerm
	weight    float64
	surprises [lengthClasses]float64
	synonyms  []int // places of those whose word holds it
}

// askedSynonym is a word of the question that FAQs hold other words for.
type askedSynonym struct {
	word              string
	wordings, answers []int32
	stated            map[int32]float64 // wording → mass of the other word's characters that the question does not hold
}

func (f *faqIndex) newFAQQuestion(text string) *faqQuestion {
	content, folded := search.Content(text), chinese.Fold(text)
	q := &faqQuestion{content: []rune(content), kind: kindOf(folded)}
	q.addWords(&f.words, text)
	for _, r := range search.DefaultSynonyms().Rewrites(chinese.Default(), text) {
		q.addSynonym(f, r)
	}
	seen := map[string]bool{}
	eachTerm(content, func(text string, pair bool) {
		if seen[text] {
			return
		}
		seen[text] = true
		term := f.terms.find(text)
		if pair {
			q.pairs = append(q.pairs, term)
			return
		}
		c := askedTerm{faqTerm: term, weight: f.terms.rarity(term), surprises: f.terms.surprises(term)}
		for k := range q.synonyms {
			if strings.Contains(q.synonyms[k].word, text) {
				c.synonyms = append(c.synonyms, k)
			}
		}
		q.mass += c.weight
		q.characters = append(q.characters, c)
	})
	return q
}

func (q *faqQuestion) addSynonym(f *faqIndex, r search.Rewrite) {
	s := askedSynonym{word: r.Word, stated: map[int32]float64{}}
	for _, also := range r.Also {
		wordings, answers := f.terms.holding(also)
		other, seen := 0.0, ""
		eachTerm(also, func(text string, pair bool) {
			c, _ := utf8.DecodeRuneInString(text)
			if !pair && !slices.Contains(q.content, c) && !strings.Contains(seen, text) {
				seen += text
				other += f.terms.weight(text)
			}
		})
		for _, w := range wordings {
			s.stated[w] = max(s.stated[w], other)
		}
		s.wordings, s.answers = append(s.wordings, wordings...), append(s.answers, answers...)
	}
	if len(s.wordings)+len(s.answers) > 0 {
		q.synonyms = append(q.synonyms, s)
	}
}
