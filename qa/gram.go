package qa

import (
	"math"
	"slices"
	"unicode"

	"github.com/zwgk/zwgk/search"
)

// grams are the characters and character pairs of a text, what only carries a question left out. Comparing short
// questions by them needs no segmentation and forgives a different word order.
type grams map[string]int

func gramsOf(text string) grams {
	g := grams{}
	last := rune(0)
	for _, r := range search.Content(text) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			last = 0
			continue
		}
		g[string(r)]++
		if last != 0 {
			g[string([]rune{last, r})]++
		}
		last = r
	}
	return g
}

// gramIDF weighs grams by how few of a collection's texts hold them.
type gramIDF struct {
	holders map[string]int
	texts   int
}

func (f *gramIDF) add(g grams) {
	if f.holders == nil {
		f.holders = map[string]int{}
	}
	f.texts++
	for gram := range g {
		f.holders[gram]++
	}
}

func (f *gramIDF) weight(gram string) float64 {
	n := float64(f.holders[gram])
	return math.Log(1 + (float64(f.texts)-n+0.5)/(n+0.5))
}

// weighed is a text's grams with their weights, in order.
type weighed struct {
	grams   []string
	weights []float64
	mass    float64
}

// weigh makes a text's grams ready to be looked for in others.
func (f *gramIDF) weigh(g grams) weighed {
	w := weighed{grams: sortedKeys(g)}
	w.weights = make([]float64, len(w.grams))
	for i, gram := range w.grams {
		w.weights[i] = f.weight(gram)
		w.mass += w.weights[i]
	}
	return w
}

func sortedKeys(g grams) []string {
	keys := make([]string, 0, len(g))
	for gram := range g {
		keys = append(keys, gram)
	}
	slices.Sort(keys)
	return keys
}
