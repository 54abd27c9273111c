package search

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/zwgk/zwgk/search/chinese"
)

// vocabulary is the words that stand in a segment's titles and facets, found by how they sound and by how they begin
// and end.
type vocabulary struct {
	words   []string
	counts  []uint32 // titles or facet values that hold the word
	bySound map[string][]uint32
	byEnds  map[rune][]uint32 // by first and by last character
}

// Lengths in characters of the words that spelling knows.
const (
	minSpelled = 2
	maxSpelled = 8
)

func readVocabulary(analyzer *chinese.Analyzer, s *segmentView) (*vocabulary, error) {
	counts := map[string]uint32{}
	dictionary, err := s.snapshot.Segment().Dictionary(titleField)
	if err != nil {
		return nil, fmt.Errorf("search: read words: %w", err)
	}
	terms := dictionary.AutomatonIterator(nil, nil, nil)
	for {
		entry, err := terms.Next()
		if err != nil {
			return nil, fmt.Errorf("search: read words: %w", err)
		}
		if entry == nil {
			break
		}
		if spelled(entry.Term) && analyzer.IsWord(entry.Term) {
			counts[strings.Clone(entry.Term)] += uint32(entry.Count)
		}
	}
	for facet, column := range s.facets {
		if facet == ByValidity || facet == ByYear || facet == ByKind {
			continue
		}
		for _, value := range column.values {
			for part := range strings.SplitSeq(chinese.Fold(value), "/") {
				if spelled(part) {
					counts[part]++
				}
			}
		}
	}
	v := &vocabulary{bySound: map[string][]uint32{}, byEnds: map[rune][]uint32{}}
	for word, n := range counts {
		v.add(word, n)
	}
	return v, nil
}

// spelled says whether a word is of Han characters and of a length that spelling knows.
func spelled(word string) bool {
	n := 0
	for _, r := range word {
		if r < 0x3400 || r == utf8.RuneError {
			return false
		}
		n++
	}
	return n >= minSpelled && n <= maxSpelled
}

func (v *vocabulary) add(word string, count uint32) {
	id := uint32(len(v.words))
	v.words, v.counts = append(v.words, word), append(v.counts, count)
	sound := soundOf(word, near)
	v.bySound[sound] = append(v.bySound[sound], id)
	first, _ := utf8.DecodeRuneInString(word)
	last, _ := utf8.DecodeLastRuneInString(word)
	v.byEnds[first] = append(v.byEnds[first], id)
	if last != first {
		v.byEnds[last] = append(v.byEnds[last], id)
	}
}

// soundOf writes how a word is read, each syllable made plain by a function.
func soundOf(word string, plain func(spoken string) string) string {
	r := pronunciation()
	var b strings.Builder
	for _, s := range r.read(make([]syllable, 0, 8), word) {
		b.WriteString(plain(r.syllables[s]))
		b.WriteByte(' ')
	}
	return b.String()
}
