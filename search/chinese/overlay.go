package chinese

import (
	"unicode/utf8"

	"github.com/zwgk/zwgk/search/chinese/internal/automaton"
)

// An overlay word costs this many bits less than the best path through the
// base over the same characters, so that it stays whole wherever its
// neighbours do not claim its ends much more strongly. The lexicon's words are
// common language and get a small advantage; a host names what it wants kept.
const (
	lexiconAdvantage = 1
	hostAdvantage    = 6
	minCost          = 1 // no word is likelier than 1/2
)

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
func (o *overlay) with(base *dictionary, words []string, advantage float32) *overlay {
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
			next.list = append(next.list, automaton.Word{Text: text, Cost: max(minCost, last.cost-advantage)})
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
