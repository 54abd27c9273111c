package search

import (
	"cmp"
	"math"
	"slices"
)

// candidate is a document on its way into a result. Until it is evaluated its score is the most it can be, and what
// follows date is empty.
type candidate struct {
	document uint32 // number in the view
	passage  uint32 // best passage, number in the view; noPassage where only the title matches
	score    float32
	date     int32
	best     float32 // score of the best passage
	title    float32 // what the title adds to it
	cover    float32 // IDF mass of the query's terms found in the document
}

// namedScore lifts a document whose number was asked for above every other score.
const namedScore = 1e6

const noPassage = ^uint32(0)

// slack is what sums of gains may fall short by, added up in another order than scores are.
const slack = 1e-4

// collect returns the documents that pass the filter and, when the plan has words, hold each of them; with loose set,
// any of them. The order is by segment, then number.
func (x *Index) collect(v *view, b *scoreboard, p plan, f Filter, loose bool) ([]candidate, error) {
	filters, err := x.newFilters(v, f)
	switch {
	case err != nil:
		return nil, err
	case len(p.words) == 0:
		return collectAll(v, filters), nil
	case loose:
		return b.collectAny(v, filters, 0), nil
	}
	return b.collectEach(v, p, filters), nil
}

func collectAll(v *view, filters filters) []candidate {
	var found []candidate
	for i, s := range v.segments {
		for document := range s.ids {
			if filters.of[i].passes(uint32(document)) {
				found = append(found, candidate{document: uint32(v.firstDocument[i] + document), passage: noPassage, date: s.dates[document]})
			}
		}
	}
	return found
}

// candidatesOf makes candidates of documents in order, those that pass the filters.
func candidatesOf(v *view, documents []uint32, filters filters) []candidate {
	found := make([]candidate, 0, len(documents))
	segment, end := -1, 0
	for _, d := range documents {
		for int(d) >= end {
			segment++
			end = v.firstDocument[segment] + len(v.segments[segment].ids)
		}
		s, document := v.segments[segment], d-uint32(v.firstDocument[segment])
		if filters.open || filters.of[segment].passes(document) {
			found = append(found, candidate{document: d, passage: noPassage, date: s.dates[document]})
		}
	}
	return found
}

// best returns the best n of the candidates found, in order and evaluated. Their scores so far are the most they can be:
// those whose most is below what the n-th has for certain need no look.
func (b *scoreboard) best(v *view, found []candidate, n int) []candidate {
	hopeful := found
	if n < len(found) {
		few := v.top(found, n, ByRelevance)
		b.evaluateSorted(v, few)
		least := float32(math.Inf(1))
		for _, c := range few {
			least = min(least, c.score)
		}
		hopeful = nil
		for _, c := range found {
			if c.score*(1+slack) >= least {
				hopeful = append(hopeful, c)
			}
		}
	}
	hopeful = slices.Clone(hopeful)
	b.evaluateSorted(v, hopeful)
	return v.top(hopeful, n, ByRelevance)
}

// evaluateEach is evaluate for candidates in any order, which stays.
func (b *scoreboard) evaluateEach(v *view, list []candidate) {
	sorted := slices.Clone(list)
	b.evaluateSorted(v, sorted)
	for i := range list {
		at, _ := slices.BinarySearchFunc(sorted, list[i].document, func(c candidate, d uint32) int { return cmp.Compare(c.document, d) })
		list[i] = sorted[at]
	}
}

// evaluateSorted is evaluate for candidates in any order, which it changes.
func (b *scoreboard) evaluateSorted(v *view, list []candidate) {
	slices.SortFunc(list, func(a, b candidate) int { return cmp.Compare(a.document, b.document) })
	b.evaluate(v, list)
}

// ranking returns how candidates compare in an order. Ties fall back to date, newest first, then to id, so that equal
// queries give equal orders.
func (v *view) ranking(by Sort) func(a, b candidate) int {
	tie := func(a, b candidate) int {
		if a.date != b.date {
			return cmp.Compare(b.date, a.date)
		}
		return cmp.Compare(v.id(a.document), v.id(b.document))
	}
	switch by {
	case ByNewest:
		return tie
	case ByOldest:
		return func(a, b candidate) int {
			if a.date != b.date {
				return cmp.Or(compareBool(a.date == 0, b.date == 0), cmp.Compare(a.date, b.date))
			}
			return tie(a, b)
		}
	}
	return func(a, b candidate) int {
		if a.score != b.score {
			return cmp.Compare(b.score, a.score)
		}
		return tie(a, b)
	}
}

// top returns the best n of the candidates, in order, and leaves found as it is. It keeps n in a heap with the worst at
// its root, which nearly every candidate fails to beat at the first look; sorting all would cost more than scoring.
func (v *view) top(found []candidate, n int, by Sort) []candidate {
	compare := v.ranking(by)
	n = min(n, len(found))
	kept := slices.Clone(found[:n])
	if n > 0 && n < len(found) {
		for i := n/2 - 1; i >= 0; i-- {
			sink(kept, i, compare)
		}
		for _, c := range found[n:] {
			if compare(c, kept[0]) < 0 {
				kept[0] = c
				sink(kept, 0, compare)
			}
		}
	}
	slices.SortFunc(kept, compare)
	return kept
}

// sink restores a heap, worst first, whose element i may be better than those below it.
func sink(heap []candidate, i int, compare func(a, b candidate) int) {
	for {
		worst := 2*i + 1
		if worst >= len(heap) {
			return
		}
		if next := worst + 1; next < len(heap) && compare(heap[next], heap[worst]) > 0 {
			worst = next
		}
		if compare(heap[i], heap[worst]) >= 0 {
			return
		}
		heap[i], heap[worst] = heap[worst], heap[i]
		i = worst
	}
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

func (v *view) id(document uint32) string {
	s, d := v.place(int(document))
	return s.ids[d]
}

func (v *view) segmentOf(document int) int {
	i := len(v.segments) - 1
	for v.firstDocument[i] > document {
		i--
	}
	return i
}
