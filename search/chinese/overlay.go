package chinese

import (
	"unicode/utf8"

	"github.com/zwgk/zwgk/search/chinese/internal/automaton"
)

// weight says how strongly words are kept whole. A word costs advantage bits
// less than the best path through the base over the same characters, so that
// it stays whole alone, and at most limit bits, so that its neighbours do not
// easily claim its ends.
type weight struct{ advantage, limit float32 }

// The lexicon's words are common language: as likely as a word that stands once
// in a hundred thousand words of text at best. A host names what it wants kept.
// For comparison: in gse's dictionary 提取 costs 14 bits, a word with the least
// frequency 24, a single character 25, an unknown one 32.
var (
	lexiconWeight = weight{advantage: 1, limit: 24}
	hostWeight    = weight{advantage: 6, limit: 16}
)

// minCost keeps a word from being free: none is likelier than 1/2.
const minCost = 1

// overlay is an immutable automaton of the words over the base.
type overlay struct {
	words *automaton.Automaton
	extra map[rune]uint16 // codes of runes that the base does not know
	list  []automaton.Word
	known map[string]bool
	pairs [1 << pairBits / 64]uint64
}

// pairBits is the size of the hashed set of the first two codes of all words.
// It turns nearly all starts away before the automaton is touched; 8 KB stay
// in the fastest cache.
const pairBits = 16

// pair is the place of two codes in the set.
func pair(first, second uint16) uint32 {
	return (uint32(first)*0x9E3779B1 + uint32(second)*0x85EBCA6B) >> (32 - pairBits)
}

// mayStart says whether a word may start with two codes.
func (o *overlay) mayStart(first, second uint16) bool {
	at := pair(first, second)
	return o.pairs[at>>6]>>(at&63)&1 != 0
}

// with is a new overlay that holds more words, in normalised form. Words that
// the base cuts out by itself, that are a single unit or longer than maxWord
// are left out. The result is o itself if nothing is new.
func (o *overlay) with(base *dictionary, words []string, w weight) *overlay {
	next := &overlay{known: map[string]bool{}}
	if o != nil {
		next.list = append(next.list, o.list...)
		for text := range o.known {
			next.known[text] = true
		}
	}
	p := &path{base: base}
	before := len(next.list)
	for _, text := range words {
		if next.known[text] || utf8.RuneCountInString(text) > maxWord || p.split(text) != len(text) || len(p.units) < 2 {
			continue
		}
		p.best()
		next.known[text] = true
		if last := p.units[len(p.units)-1]; int(p.units[0].back) != len(p.units) {
			next.list = append(next.list, automaton.Word{Text: text, Cost: max(minCost, min(w.limit, last.cost-w.advantage))})
		}
	}
	if len(next.list) == before {
		return o
	}
	next.words = automaton.Build(next.list, base.words.Runes())
	for i, r := range next.words.Runes()[len(base.words.Runes()):] {
		if next.extra == nil {
			next.extra = map[rune]uint16{}
		}
		next.extra[r] = uint16(len(base.words.Runes()) + i + 1)
	}
	p.over = next
	for _, w := range next.list {
		p.split(w.Text)
		at := pair(p.units[0].code, p.units[1].code)
		next.pairs[at>>6] |= 1 << (at & 63)
	}
	return next
}
