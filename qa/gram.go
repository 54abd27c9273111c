package qa

import (
	"math"
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

// cover returns the share of want's mass that stands in any of have.
func (f *gramIDF) cover(want grams, have ...grams) float64 {
	var got, all float64
	for _, gram := range sortedKeys(want) {
		w := f.weight(gram)
		all += w
		for _, g := range have {
			if g[gram] > 0 {
				got += w
				break
			}
		}
	}
	if all == 0 {
		return 0
	}
	return got / all
}
