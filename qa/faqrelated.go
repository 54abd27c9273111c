package qa

import (
	"cmp"
	"math"
	"slices"

	"github.com/zwgk/zwgk/search/embedding"
)

// askedWord is a word of the question.
type askedWord struct {
	text   string
	id     int32 // among the words of the FAQs, -1 where none holds it
	weight float32
	unit   embedding.Vector
}

// addWords cuts the question into words and gives it its vector.
func (q *faqQuestion) addWords(f *faqWords, text string) {
	words, counts := wordsOf(text)
	for i, word := range words {
		w, holders := askedWord{text: word, id: -1}, int32(0)
		if id, ok := f.ids[word]; ok {
			w.id, holders = id, f.holders[id]
		}
		w.weight = f.rarity(holders)
		full := embedding.Default().Of(word)
		q.meaning.Add(counts[i]*w.weight, &full)
		w.unit = full.Unit()
		q.words = append(q.words, w)
	}
	q.meaning = q.meaning.Unit()
}

// nearness remembers how near each word of a question is to the words of the FAQs that were looked at.
type nearness struct {
	rows []int32   // word of the FAQs → its place among those looked at, counted from 1
	seen []int32   // the words looked at
	near []float32 // for each, how near each word of the question is
}

func (n *nearness) clear() {
	for _, id := range n.seen {
		n.rows[id] = 0
	}
	n.seen, n.near = n.seen[:0], n.near[:0]
}

// of returns how near each word of the question is to a word of the FAQs, 0 to 1.
func (n *nearness) of(q *faqQuestion, f *faqWords, id int32) []float32 {
	k := len(q.words)
	if n.rows[id] == 0 {
		n.seen = append(n.seen, id)
		n.rows[id] = int32(len(n.seen))
		for i := range q.words {
			near := float32(1)
			if q.words[i].id != id {
				near = max(0, q.words[i].unit.Dot(&f.units[id]))
			}
			n.near = append(n.near, near)
		}
	}
	return n.near[(int(n.rows[id])-1)*k:][:k]
}

// nearest finds for each word of the question the nearest word of a wording and its answer, and how near it is.
func (n *nearness) nearest(q *faqQuestion, f *faqWords, words []int32) (ids []int32, near []float32) {
	ids, near = make([]int32, len(q.words)), make([]float32, len(q.words))
	for _, id := range words {
		for i, value := range n.of(q, f, id) {
			if value > near[i] {
				ids[i], near[i] = id, value
			}
		}
	}
	return ids, near
}

// covered is the share of the question's words that a wording and its answer hold something near to, each by its rarity.
func covered(q *faqQuestion, near []float32) float64 {
	var sum, mass float32
	for i, w := range q.words {
		sum += w.weight * near[i]
		mass += w.weight
	}
	return float64(sum) / math.Max(1e-9, float64(mass))
}

// likened is a word of the question with the one of an FAQ that it was taken for.
type likened struct{ asked, written string }

// How near a word must be to be named as what another was taken for, and how many are named.
const (
	likenedNearness = 0.5
	maxLikened      = 3
)

// liken names the words of the question that a wording and its answer say in other words, the rarest first.
func (f *faqIndex) liken(q *faqQuestion, n *nearness, w int32) (list []likened) {
	ids, near := n.nearest(q, &f.words, f.wordings[w].words)
	order := make([]int, len(q.words))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(q.words[b].weight, q.words[a].weight) })
	for _, i := range order {
		if q.words[i].id != ids[i] && near[i] >= likenedNearness && len(list) < maxLikened {
			list = append(list, likened{q.words[i].text, f.words.names[ids[i]]})
		}
	}
	return list
}
