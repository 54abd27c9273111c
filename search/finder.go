package search

import (
	"strings"
	"unicode/utf8"
)

// finder finds at one go through a text where the characters of a query, its terms and its longest stretches stand in it.
// Looking for each by itself would read every text some fifty times.
type finder struct {
	characters []rune             // the query's different characters, blanks apart
	slots      [finderSlots]uint8 // by character: 1 + its place in characters; sharedSlot where several share the slot
	places     [][]int            // by character: where it stands in the query, the last place first
	ends       [][]ending         // by place in the query: the terms that end there
	apart      []int              // terms that are no stretch of the query
	terms      []string

	runs, stamps []int // by place in the query: the stretch that ends there, and behind how many characters of the text
	free         []int // by term: where the next may begin
}

// ending is a term that ends at a place of the query.
type ending struct{ term, runes int }

const (
	finderSlots = 1024
	sharedSlot  = 255
)

// sighting is what a finder finds in one text.
type sighting struct {
	counts  []float32    // by character
	runes   int          // length of the text
	longest int          // longest stretch of the query, in characters
	pairs   int          // of neighbouring Chinese characters
	asked   int          // … that stand so in the query
	held    []uint8      // by term: how often, at most maxOccurrences
	spots   []occurrence // of terms
}

func newFinder(query string, terms []string) *finder {
	f := &finder{terms: terms}
	var offsets []int // of the query's characters in bytes
	for at, c := range query {
		place := len(offsets)
		offsets = append(offsets, at)
		if isSpace(c) {
			continue
		}
		i := f.index(c)
		if i < 0 {
			i = len(f.characters)
			f.characters, f.places = append(f.characters, c), append(f.places, nil)
			if slot := &f.slots[uint32(c)%finderSlots]; *slot == 0 && i+1 < sharedSlot {
				*slot = uint8(i + 1)
			} else {
				*slot = sharedSlot
			}
		}
		f.places[i] = append([]int{place}, f.places[i]...)
	}
	f.runs, f.stamps, f.ends = make([]int, len(offsets)), make([]int, len(offsets)), make([][]ending, len(offsets))
	f.free = make([]int, len(terms))
	for i, term := range terms {
		f.place(query, offsets, i, term)
	}
	return f
}

// another returns a finder of the same, for use beside this one.
func (f *finder) another() *finder {
	other := *f
	other.runs, other.stamps, other.free = make([]int, len(f.runs)), make([]int, len(f.stamps)), make([]int, len(f.free))
	return &other
}

// place notes where a term ends in the query.
func (f *finder) place(query string, offsets []int, i int, term string) {
	runes := utf8.RuneCountInString(term)
	if runes == 0 || strings.ContainsFunc(term, isSpace) || !strings.Contains(query, term) {
		f.apart = append(f.apart, i)
		return
	}
	for place, at := range offsets {
		if strings.HasPrefix(query[at:], term) {
			f.ends[place+runes-1] = append(f.ends[place+runes-1], ending{i, runes})
		}
	}
}

// index returns a character's place in characters, or -1.
func (f *finder) index(c rune) int {
	switch slot := f.slots[uint32(c)%finderSlots]; slot {
	case 0:
		return -1
	case sharedSlot:
		for i, other := range f.characters {
			if other == c {
				return i
			}
		}
		return -1
	default:
		if f.characters[slot-1] == c {
			return int(slot - 1)
		}
		return -1
	}
}

// sightings returns n empty ones, to be filled by find. They share their memory.
func (f *finder) sightings(n int) []sighting {
	list := make([]sighting, n)
	characters, terms := len(f.characters), len(f.terms)
	counts, held := make([]float32, n*characters), make([]uint8, n*terms)
	for i := range list {
		list[i].counts, list[i].held = counts[i*characters:][:characters], held[i*terms:][:terms]
	}
	return list
}

// find reads a text into an empty sighting.
func (f *finder) find(text string, s *sighting) {
	clear(f.free)
	clear(f.stamps)
	chinese := false // the character before is
	for at, c := range text {
		s.runes++
		i := f.index(c)
		longest := 0
		if i >= 0 {
			s.counts[i]++
			for _, place := range f.places[i] {
				run := 1
				if place > 0 && s.runes > 1 && f.stamps[place-1] == s.runes-1 {
					run += f.runs[place-1]
				}
				f.runs[place], f.stamps[place] = run, s.runes
				longest = max(longest, run)
				for _, e := range f.ends[place] {
					if e.runes <= run {
						s.spot(f, e.term, at+utf8.RuneLen(c)-len(f.terms[e.term]))
					}
				}
			}
			s.longest = max(s.longest, longest)
		}
		if c < 0x3400 {
			chinese = false
			continue
		}
		if chinese {
			s.pairs++
			if longest >= 2 {
				s.asked++
			}
		}
		chinese = true
	}
	for _, term := range f.apart {
		for from := 0; s.held[term] < maxOccurrences && f.terms[term] != ""; {
			n := strings.Index(text[from:], f.terms[term])
			if n < 0 {
				break
			}
			s.spot(f, term, from+n)
			from = f.free[term]
		}
	}
}

// spot notes a term at a byte offset, unless it reaches into the one before.
func (s *sighting) spot(f *finder, term, at int) {
	if at >= f.free[term] && s.held[term] < maxOccurrences {
		s.held[term]++
		s.spots = append(s.spots, occurrence{at, term})
		f.free[term] = at + len(f.terms[term])
	}
}
