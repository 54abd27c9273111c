package search

import (
	"cmp"
	"fmt"
	"slices"
)

// maxScored is about how many terms of a query are scored. A sentence has some twenty, one question in a thousand more than
// these; a text of 190 characters, pasted as a query, has two hundred, and its commonest ones stand in a good part of all
// passages, cost nearly all of the time and say next to nothing beside the rare ones.
const maxScored = 96

// rarest returns the words of a query with about maxScored terms: all, or of each word the rarest, in the plan's order.
// left are those left out, with the number of passages that hold them.
func (x *Index) rarest(v *view, words []planWord) (kept []planWord, left map[string]int, err error) {
	all := 0
	for _, word := range words {
		all += len(word.terms)
	}
	if all <= maxScored {
		return words, nil, nil
	}
	left = map[string]int{}
	for _, word := range words {
		counts := make([]int, len(word.terms))
		order := make([]int, len(word.terms))
		for i, term := range word.terms {
			if counts[i], err = v.holding(term.text); err != nil {
				return nil, nil, err
			}
			order[i] = i
		}
		slices.SortStableFunc(order, func(a, b int) int {
			return cmp.Or(compareBool(word.terms[a].loose, word.terms[b].loose), cmp.Compare(counts[a], counts[b]))
		})
		n := min(len(order), max(2, maxScored*len(order)/all))
		for _, i := range order[n:] {
			left[word.terms[i].text] = counts[i]
		}
		order = order[:n]
		slices.Sort(order)
		terms := make([]planTerm, n)
		for place, i := range order {
			terms[place] = word.terms[i]
		}
		kept = append(kept, planWord{terms: terms, runes: word.runes})
	}
	return kept, left, nil
}

// holding returns in how many passages a term stands, deleted ones and titles included, without reading which.
func (v *view) holding(term string) (n int, err error) {
	for _, s := range v.segments {
		for _, field := range [...]string{bodyField, titleField} {
			dictionary, err := s.snapshot.Segment().Dictionary(field)
			if err != nil {
				return 0, fmt.Errorf("search: read postings: %w", err)
			}
			list, err := dictionary.PostingsList([]byte(term), nil, nil)
			if err != nil {
				return 0, fmt.Errorf("search: read postings: %w", err)
			}
			n += int(list.Count())
		}
	}
	return n, nil
}
