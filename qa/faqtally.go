package qa

import (
	"cmp"
	"math"
	"slices"
)

// faqTally adds up for every wording and answer at once what of a question stands in it.
type faqTally struct {
	f        *faqIndex
	told     []float64 // wording → what the question's characters tell
	asked    []float64 // wording → mass of the question's characters
	stated   []float64 // wording → mass of its own characters
	met      []int32   // wording → the last character that was found, counted from 1
	answered []float64 // FAQ → BM25 of its answer
	best     float64   // greatest of answered
	related  []float32 // wording → cosine of its vector and the question's
	score    []float64 // wording → by what is added up here
	row      []int32
	words    nearness
}

func newFAQTally(f *faqIndex) *faqTally {
	n := len(f.wordings)
	return &faqTally{f: f, told: make([]float64, n), asked: make([]float64, n), stated: make([]float64, n), met: make([]int32, n),
		answered: make([]float64, len(f.faqs)), score: make([]float64, n),
		related: make([]float32, n), words: nearness{rows: make([]int32, len(f.words.units))}}
}

// answerCharacters is what a character counts against a pair in answers: long ones hold most characters.
const answerCharacters = 0.4

// count adds up a question.
func (t *faqTally) count(q *faqQuestion) {
	clear(t.told)
	clear(t.asked)
	clear(t.stated)
	clear(t.met)
	clear(t.answered)
	for n := range q.characters {
		t.countCharacter(q, &q.characters[n], int32(n+1))
	}
	for _, pair := range q.pairs {
		t.countAnswers(pair, t.f.terms.rarity(pair))
	}
	for k := range q.synonyms {
		for w, mass := range q.synonyms[k].stated {
			t.stated[w] += mass
		}
	}
	for w := range t.related {
		t.related[w] = max(0, q.meaning.Dot(&t.f.wordings[w].meaning))
	}
	t.words.clear()
	t.best = 1e-9
	for _, score := range t.answered {
		t.best = max(t.best, score)
	}
}

func (t *faqTally) countCharacter(q *faqQuestion, c *askedTerm, number int32) {
	wordings := t.f.wordings
	for _, w := range c.wordings {
		t.met[w] = number
		t.told[w] += c.surprises[wordings[w].length]
		t.asked[w] += c.weight
		t.stated[w] += c.weight
	}
	for _, k := range c.synonyms {
		for _, w := range q.synonyms[k].wordings {
			if t.met[w] != number {
				t.met[w] = number
				t.told[w] += c.surprises[wordings[w].length]
				t.asked[w] += c.weight
			}
		}
	}
	for _, p := range c.answers {
		t.tellByAnswer(p.faq, c, number)
	}
	for _, k := range c.synonyms {
		for _, faq := range q.synonyms[k].answers {
			t.tellByAnswer(faq, c, number)
		}
	}
	t.countAnswers(c.faqTerm, answerCharacters*c.weight)
}

// tellByAnswer counts a character that stands in an answer for the wordings in which it does not.
func (t *faqTally) tellByAnswer(faq int32, c *askedTerm, number int32) {
	told := c.surprises[t.f.answers[faq].length]
	for w := t.f.first[faq]; w < t.f.first[faq+1]; w++ {
		if t.met[w] != number {
			t.met[w] = number
			t.told[w] += told
		}
	}
}

func (t *faqTally) countAnswers(term *faqTerm, weight float64) {
	for _, p := range term.answers {
		n := float64(p.count)
		t.answered[p.faq] += weight * n * (answerK1 + 1) / (n + t.f.answers[p.faq].norm)
	}
}

// nearest returns the wordings that score best by what was added up, in order of their number.
func (t *faqTally) nearest(q *faqQuestion) (wordings []int32) {
	w, top := &faqWeights().match, 0.0
	for j := range t.score {
		word := &t.f.wordings[j]
		t.score[j] = w[faqTold]*t.told[j]/math.Max(q.mass, 1e-9) + w[faqAsked]*t.asked[j]/math.Max(q.mass, 1e-9) +
			w[faqStated]*min(1, t.stated[j]/math.Max(word.mass, 1e-9)) + w[faqAnswered]*t.answered[word.faq]/t.best +
			w[faqRelated]*float64(t.related[j])
		top = max(top, t.score[j])
	}
	if top == 0 {
		return nil
	}
	const steps = 512
	var held [steps + 1]int
	for _, score := range t.score {
		held[int(score/top*steps)]++
	}
	least := steps
	for n := held[least]; least > 1 && n+held[least-1] <= faqCandidates; least-- {
		n += held[least-1]
	}
	for j, score := range t.score {
		if int(score/top*steps) >= least {
			wordings = append(wordings, int32(j))
		}
	}
	if len(wordings) > faqCandidates { // many that are alike
		slices.SortStableFunc(wordings, func(a, b int32) int { return cmp.Compare(t.score[b], t.score[a]) })
		wordings = wordings[:faqCandidates]
	}
	return wordings
}

// measure returns the features of a wording.
func (t *faqTally) measure(q *faqQuestion, w int32) (v faqFeatures) {
	word := &t.f.wordings[w]
	v[faqTold] = t.told[w] / math.Max(q.mass, 1e-9)
	v[faqAsked] = t.asked[w] / math.Max(q.mass, 1e-9)
	v[faqStated] = min(1, t.stated[w]/math.Max(word.mass, 1e-9))
	v[faqAnswered] = t.answered[word.faq] / t.best
	if len(t.row) <= len(word.content) {
		t.row = make([]int32, 2*len(word.content)+1)
	}
	v[faqSequence] = commonSequence(q.content, word.content, t.row[:len(word.content)+1])
	v[faqKind] = truth(q.kind == word.kind && q.kind != anyKind)
	v[faqLength] = math.Log(float64(len(word.content)+1) / float64(len(q.content)+1))
	v[faqRelated] = float64(t.related[w])
	_, near := t.words.nearest(q, &t.f.words, word.words)
	v[faqCovered] = covered(q, near)
	return v
}
