package qa

import (
	"math"
	"strings"
	"unicode/utf8"

	"github.com/zwgk/zwgk/search"
	"github.com/zwgk/zwgk/search/chinese"
)

// gramID holds the question's grams that begin at a character: itself, and with the next one, and another word for one
// of the question's; -1 for none.
type gramID struct{ single, pair, other int16 }

// otherWord is another word for one of the question's, which counts as that word where it stands.
type otherWord struct {
	grams  []int16
	length int32 // characters
}

// mark finds the question's grams in the text.
func (r *reading) mark(question string, from, to int) (keys []string, index *gramIndex) {
	keys = sortedKeys(gramsOf(question))
	index = newGramIndex(keys)
	r.places = make([]int32, len(r.text)+1)
	for i := range r.places {
		r.places[i] = -1
	}
	r.ids = make([]gramID, 0, (to-from)/3+16)
	r.listed = make([]int32, 1, (to-from)/3+17)
	last := rune(-1) // the character before, where the question holds it
	for i, c := range r.text[from:to] {
		id := gramID{-1, -1, -1}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if i, ok := index.single(c); ok {
			id.single = i
			if last >= 0 {
				if j, ok := index.pairs[[2]rune{last, c}]; ok {
					r.ids[len(r.ids)-1].pair = j
				}
			}
			last = c
		} else {
			last = -1
		}
		r.places[from+i] = int32(len(r.ids))
		r.ids = append(r.ids, id)
		listed := r.listed[len(r.listed)-1]
		if c == '、' || c == '；' {
			listed++
		}
		r.listed = append(r.listed, listed)
	}
	r.places[to] = int32(len(r.ids))
	r.markOthers(question, from, to, index)
	r.count()
	return keys, index
}

// count gathers where the text holds anything of the question, so that measuring a stretch visits nothing else.
func (r *reading) count() {
	r.echoes, r.hitsBefore = make([]int32, len(r.ids)+1), make([]int32, len(r.ids)+1)
	for i, id := range r.ids {
		r.echoes[i+1] = r.echoes[i]
		if id.pair >= 0 || i > 0 && r.ids[i-1].pair >= 0 {
			r.echoes[i+1]++
		}
		if id.single >= 0 || id.other >= 0 {
			r.hits = append(r.hits, int32(i))
		}
		r.hitsBefore[i+1] = int32(len(r.hits))
	}
}

// gramIndex finds the question's grams by their characters.
type gramIndex struct {
	near    [64]uint64 // characters of the question by their low 12 bits: most of a text are told apart here
	singles map[rune]int16
	pairs   map[[2]rune]int16
}

func newGramIndex(keys []string) *gramIndex {
	g := &gramIndex{singles: map[rune]int16{}, pairs: map[[2]rune]int16{}}
	for i, key := range keys {
		c, size := utf8.DecodeRuneInString(key)
		if size == len(key) {
			g.singles[c] = int16(i)
			g.near[c>>6&63] |= 1 << (c & 63)
			continue
		}
		d, _ := utf8.DecodeRuneInString(key[size:])
		g.pairs[[2]rune{c, d}] = int16(i)
	}
	return g
}

func (g *gramIndex) single(c rune) (int16, bool) {
	if g.near[c>>6&63]&(1<<(c&63)) == 0 {
		return 0, false
	}
	i, ok := g.singles[c]
	return i, ok
}

// markOthers marks where the text says in other words (search.Synonyms) what the question says.
func (r *reading) markOthers(question string, from, to int, index *gramIndex) {
	for _, rewrite := range search.DefaultSynonyms().Rewrites(chinese.Default(), question) {
		var own []int16
		last := rune(-1)
		for _, c := range rewrite.Word {
			if i, ok := index.single(c); ok {
				own = append(own, i)
			}
			if j, ok := index.pairs[[2]rune{last, c}]; ok {
				own = append(own, j)
			}
			last = c
		}
		if len(own) == 0 {
			continue
		}
		for _, word := range rewrite.Also {
			r.markOther(word, own, from, to)
		}
	}
}

func (r *reading) markOther(word string, own []int16, from, to int) {
	length := int32(utf8.RuneCountInString(word))
	if length < 2 || len(r.others) == math.MaxInt16 {
		return
	}
	other := int16(-1)
	for at := from; ; at += len(word) {
		n := strings.Index(r.text[at:to], word)
		if n < 0 {
			return
		}
		if other < 0 {
			other = int16(len(r.others))
			r.others = append(r.others, otherWord{own, length})
		}
		at += n
		r.ids[r.places[at]].other = other
	}
}

// weigh weighs grams: by how rare they are in the collection, and how few of the units hold them.
func (r *reading) weigh(keys []string, weight func(string) float64) {
	holders := make([]int, len(keys))
	seen := newGramSet(len(keys))
	for _, u := range r.units {
		seen.clear()
		r.each(u.start, u.end, func(gram int16) {
			if seen.add(gram) {
				holders[gram]++
			}
		})
	}
	r.weights, r.global = make([]float64, len(keys)), make([]float64, len(keys))
	n := float64(len(r.units))
	for i, gram := range keys {
		r.global[i] = weight(gram)
		if holders[i] > 0 {
			r.weights[i] = r.global[i] * math.Log(1+(n+1)/(float64(holders[i])+0.5))
		}
	}
	share(r.weights)
	share(r.global)
	r.untitled = append(r.untitled, r.weights...)
	first := r.units[0]
	r.each(first.start, first.start+len(charsAfter(r.text[:first.end], first.start, maxTitle)), func(gram int16) { r.untitled[gram] = 0 })
	share(r.untitled)
}

// maxTitle is how many characters at the beginning of a text are taken for its title.
const maxTitle = 60

// share makes weights add up to 1.
func share(weights []float64) {
	sum := 1e-9
	for _, w := range weights {
		sum += w
	}
	for i := range weights {
		weights[i] /= sum
	}
}

// aim finds how near each gram of the question stands to the word that asks.
func (r *reading) aim(folded string, keys []string, index *gramIndex) {
	r.left, r.right, r.focus = make([]float64, len(keys)), make([]float64, len(keys)), make([]float64, len(keys))
	start, end := asksAt(folded)
	from, to := utf8.RuneCountInString(folded[:start]), utf8.RuneCountInString(folded[:end])
	near := func(side []float64, gram int16, distance int) {
		if distance >= 0 {
			side[gram] = max(side[gram], math.Exp(-float64(distance)/aimReach))
		}
	}
	last := rune(-1)
	at := 0
	for _, c := range folded {
		if i, ok := index.single(c); ok {
			r.content = append(r.content, i)
			near(r.left, i, from-at-1)
			near(r.right, i, at-to)
		}
		if j, ok := index.pairs[[2]rune{last, c}]; ok {
			near(r.left, j, from-at-1)
			near(r.right, j, at-1-to)
		}
		last = c
		at++
	}
	r.length = at
	for i := range keys {
		r.focus[i] = r.weights[i] * max(r.left[i], r.right[i])
	}
	share(r.focus)
}

// aimReach is in how many characters from the word that asks nearness falls to 1/e.
const aimReach = 5

// each visits the question's grams that lie within a byte range.
func (r *reading) each(start, end int, visit func(gram int16)) {
	last := r.places[end]
	for _, i := range r.hits[r.hitsBefore[r.places[start]]:r.hitsBefore[last]] {
		id := r.ids[i]
		if id.single >= 0 {
			visit(id.single)
			if id.pair >= 0 && i+1 < last {
				visit(id.pair)
			}
		}
		if id.other >= 0 && i+r.others[id.other].length <= last {
			for _, gram := range r.others[id.other].grams {
				visit(gram)
			}
		}
	}
}

// gramSet is a set of a question's grams.
type gramSet []uint64

func newGramSet(n int) gramSet { return make(gramSet, n/64+1) }
func (s gramSet) clear()       { clear(s) }
func (s gramSet) has(gram int16) bool {
	return s[gram/64]&(1<<(gram%64)) != 0
}
func (s gramSet) add(gram int16) bool {
	if s.has(gram) {
		return false
	}
	s[gram/64] |= 1 << (gram % 64)
	return true
}

// mass returns the share of the question's mass that lies in a range and not in the set, and adds it to the set.
func (r *reading) mass(seen gramSet, start, end int, weights []float64) float64 {
	sum := 0.0
	r.each(start, end, func(gram int16) {
		if seen.add(gram) {
			sum += weights[gram]
		}
	})
	return sum
}
