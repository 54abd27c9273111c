package search

import (
	"cmp"
	"slices"
)

// candidate is a document on its way into a result.
type candidate struct {
	document uint32 // number in the view
	passage  uint32 // best passage, number in the view; noPassage where only the title matches
	score    float32
	date     int32
}

// namedScore lifts a document whose number was asked for above every other score.
const namedScore = 1e6

const noPassage = ^uint32(0)

// collect returns the documents that pass the filter and, when the plan has words, hold each of them; with loose set,
// any of them. The order is by segment, then number.
func (x *Index) collect(v *view, b *scoreboard, p plan, f Filter, loose bool) ([]candidate, error) {
	filters := make([]*segmentFilter, len(v.segments))
	for i, s := range v.segments {
		var err error
		if filters[i], err = x.newSegmentFilter(s, f); err != nil {
			return nil, err
		}
	}
	if len(p.words) == 0 {
		return collectAll(v, filters), nil
	}
	for d := range b.named {
		if b.document[d] == 0 {
			b.document[d] = 1e-6
			b.documents = append(b.documents, d)
		}
	}
	b.sortDocuments(v.allDocuments)
	found := make([]candidate, 0, len(b.documents))
	segment := 0
	for _, d := range b.documents {
		for segment+1 < len(v.segments) && int(d) >= v.firstDocument[segment+1] {
			segment++
		}
		if !loose && int(b.covered[d]) < len(p.words) && !b.named[d] {
			continue
		}
		s, document := v.segments[segment], d-uint32(v.firstDocument[segment])
		if !filters[segment].passes(document) {
			continue
		}
		c := candidate{document: d, passage: noPassage, date: s.dates[document]}
		best := float32(0)
		for _, passage := range s.passagesOf(document) {
			at := uint32(v.firstPassage[segment]) + passage
			if score := b.passage[at]; score > best {
				best, c.passage = score, at
			}
		}
		c.score = b.document[d] + stageOne.passage*(best+b.titlePassage[d])
		if b.named[d] {
			c.score += namedScore
		}
		found = append(found, c)
	}
	return found, nil
}

func collectAll(v *view, filters []*segmentFilter) []candidate {
	var found []candidate
	for i, s := range v.segments {
		for document := range s.ids {
			if filters[i].passes(uint32(document)) {
				found = append(found, candidate{document: uint32(v.firstDocument[i] + document), passage: noPassage, date: s.dates[document]})
			}
		}
	}
	return found
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
