package search

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"
)

// posting is one passage that holds a term, and how often. The count of a synonym is weighed and so no whole number.
type posting struct {
	passage   uint32 // of its segment, as columns number it; lists are in this order, so a document's stand together
	frequency float32
}

// postingsCache keeps decoded postings of the terms asked last. Decoding is most of a query's cost and people ask
// for the same words again and again; walking a decoded list takes about a nanosecond a posting.
type postingsCache struct {
	*cache[postingsKey, []posting]
}

type postingsKey struct {
	segment uint64
	field   string
	term    string
}

const postingBytes = 8

func newPostingsCache(limit int) *postingsCache {
	return &postingsCache{newCache[postingsKey, []posting](limit)}
}

// of returns the postings of a term in a segment, deleted passages included. The caller does not change them.
func (c *postingsCache) of(s *segmentView, field, term string) ([]posting, error) {
	key := postingsKey{s.snapshot.Id(), field, term}
	if postings, ok := c.get(key); ok {
		return postings, nil
	}
	postings, err := decodePostings(s, field, term)
	if err != nil {
		return nil, err
	}
	c.keep(key, postings, len(postings)*postingBytes)
	return postings, nil
}

func decodePostings(s *segmentView, field, term string) ([]posting, error) {
	dictionary, err := s.snapshot.Segment().Dictionary(field)
	if err != nil {
		return nil, fmt.Errorf("search: read postings: %w", err)
	}
	encoded, err := dictionary.PostingsList([]byte(term), nil, nil)
	if err != nil {
		return nil, fmt.Errorf("search: read postings: %w", err)
	}
	n := encoded.Count()
	if n == 0 {
		return nil, nil
	}
	postings := make([]posting, 0, n) // a count of 0 is 1, see segmentWriter.writeCounts
	for it := encoded.Iterator(true, false, false, nil); ; {
		p, err := it.Next()
		if err != nil {
			return nil, fmt.Errorf("search: read postings: %w", err)
		}
		if p == nil {
			break
		}
		postings = append(postings, posting{s.placeAt[p.Number()], max(1, float32(p.Frequency()))})
	}
	sortPostings(postings, len(s.placeAt))
	return postings, nil
}

// sortPostings puts postings into the order of their passages, below n. Of many it sets each in its place and reads the
// places off, which is several times faster than comparing.
func sortPostings(postings []posting, n int) {
	inOrder := true // as they are where documents were imported in their order
	for i := 1; i < len(postings) && inOrder; i++ {
		inOrder = postings[i-1].passage < postings[i].passage
	}
	if inOrder {
		return
	}
	if len(postings) < n/64 {
		slices.SortFunc(postings, func(a, b posting) int { return cmp.Compare(a.passage, b.passage) })
		return
	}
	marks, frequencies := make([]uint64, (n+63)/64), make([]float32, n)
	for _, p := range postings {
		marks[p.passage/64] |= 1 << (p.passage % 64)
		frequencies[p.passage] = p.frequency
	}
	at := 0
	for i, word := range marks {
		for ; word != 0; word &= word - 1 {
			passage := uint32(64*i + bits.TrailingZeros64(word))
			postings[at] = posting{passage, frequencies[passage]}
			at++
		}
	}
}

// from returns the postings from a passage on. Steps double until they pass it, so that what follows near by is found
// at once and what is far without a walk.
func from(list []posting, passage uint32) []posting {
	if len(list) == 0 || list[0].passage >= passage {
		return list
	}
	step := 1
	for step < len(list) && list[step].passage < passage {
		step *= 2
	}
	low, high := step/2+1, min(step, len(list))
	for low < high {
		if middle := (low + high) / 2; list[middle].passage < passage {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return list[low:]
}
