package search

import (
	"cmp"
	"slices"
)

// match is a document that was found.
type match struct {
	document uint32  // number in the view
	score    float32 // the most that it can be, until it is a candidate's
	date     int32
}

// candidate is a match on its way into a result, evaluated.
type candidate struct {
	match
	passage uint32  // best passage, number in the view; noPassage where only the title matches
	best    float32 // its score, the title's share included
	cover   float32 // IDF mass of the query's terms found in the document
}

// namedScore lifts a document whose number was asked for above every other score.
const namedScore = 1e6

const noPassage = ^uint32(0)

// slack is what sums of gains may fall short by, added up in another order than scores are.
const slack = 1e-4

// collect returns the documents that pass the filter and, when the plan has words, hold each of them; with loose set,
// any of them. The order is by segment, then number.
func (x *Index) collect(v *view, b *scoreboard, p plan, f Filter, loose bool) ([]match, error) {
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

func collectAll(v *view, filters filters) []match {
	var found []match
	for i, s := range v.segments {
		for document := range s.ids {
			if filters.of[i].passes(uint32(document)) {
				found = append(found, match{document: uint32(v.firstDocument[i] + document), date: s.dates[document]})
			}
		}
	}
	return found
}

// matchesOf makes matches of live documents in order, those that pass the filters.
func matchesOf(v *view, documents []uint32, filters filters) []match {
	found := make([]match, 0, len(documents))
	for i, s := range v.segments {
		first := uint32(v.firstDocument[i])
		here := seek(documents, first+uint32(len(s.ids)))
		for _, d := range documents[:here] {
			if filters.open || filters.of[i].passes(d-first) {
				found = append(found, match{document: d, date: s.dates[d-first]})
			}
		}
		documents = documents[here:]
	}
	return found
}

// best returns the best n of what was found, in order and evaluated. The scores so far are the most they can be: it looks at
// what promises most, some at a time, until all that is left promises less than the n-th has for certain.
func (b *scoreboard) best(v *view, found []match, n int) []candidate {
	compare := v.ranking(ByRelevance)
	cut := func(list []candidate) []candidate {
		slices.SortFunc(list, func(a, b candidate) int { return compare(a.match, b.match) })
		return list[:min(n, len(list))]
	}
	list := b.looked(v, v.top(found, n, ByRelevance))
	if n == 0 || n >= len(found) {
		return cut(list)
	}
	least := func() float32 { return list[n-1].score * (1 - slack) } // for certain, of another order of adding up
	known := list
	list = cut(slices.Clone(list))
	rest := hopeful(found, least(), known)
	for len(rest) > 0 {
		step := 0
		for step < len(rest) && step < lookStep && rest[step].score >= least() {
			step++
		}
		if step == 0 {
			break
		}
		list = cut(append(list, b.looked(v, rest[:step])...))
		rest = rest[step:]
	}
	return list
}

// lookStep is how many matches are evaluated before it is asked again whether those left can still be among the best.
const lookStep = 64

// hopeful returns the matches that may have a score and are not among those known, which are in order of their documents.
// What promises most comes first.
func hopeful(found []match, least float32, known []candidate) (list []match) {
	for _, m := range found {
		if m.score < least {
			continue
		}
		if _, ok := slices.BinarySearchFunc(known, m.document, func(c candidate, d uint32) int { return cmp.Compare(c.document, d) }); !ok {
			list = append(list, m)
		}
	}
	slices.SortFunc(list, func(a, b match) int { return cmp.Compare(b.score, a.score) })
	return list
}

// looked returns matches evaluated, in the order of their documents; what was looked at before is remembered.
func (b *scoreboard) looked(v *view, found []match) []candidate {
	list, fresh := make([]candidate, 0, len(found)), make([]match, 0, len(found))
	for _, m := range found {
		if c, ok := b.seen[m.document]; ok {
			c.date = m.date
			list = append(list, c)
		} else {
			fresh = append(fresh, m)
		}
	}
	if b.seen == nil {
		b.seen = make(map[uint32]candidate, 4*len(found))
	}
	for _, c := range b.evaluated(v, fresh) {
		b.seen[c.document] = c
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b candidate) int { return cmp.Compare(a.document, b.document) })
	return list
}

// evaluated evaluates matches and returns them in the order of their documents.
func (b *scoreboard) evaluated(v *view, found []match) []candidate {
	list := make([]candidate, len(found))
	for i, m := range found {
		list[i].match = m
	}
	slices.SortFunc(list, func(a, b candidate) int { return cmp.Compare(a.document, b.document) })
	b.evaluate(v, list)
	return list
}

// evaluatedInOrder evaluates matches and returns them as they stand.
func (b *scoreboard) evaluatedInOrder(v *view, found []match) []candidate {
	sorted, list := b.evaluated(v, found), make([]candidate, len(found))
	for i, m := range found {
		at, _ := slices.BinarySearchFunc(sorted, m.document, func(c candidate, d uint32) int { return cmp.Compare(c.document, d) })
		list[i] = sorted[at]
	}
	return list
}

// ranking returns how matches compare in an order. Ties fall back to date, newest first, then to id, so that equal
// queries give equal orders.
func (v *view) ranking(by Sort) func(a, b match) int {
	tie := func(a, b match) int {
		if a.date != b.date {
			return cmp.Compare(b.date, a.date)
		}
		return cmp.Compare(v.id(a.document), v.id(b.document))
	}
	switch by {
	case ByNewest:
		return tie
	case ByOldest:
		return func(a, b match) int {
			if a.date != b.date {
				return cmp.Or(compareBool(a.date == 0, b.date == 0), cmp.Compare(a.date, b.date))
			}
			return tie(a, b)
		}
	}
	return func(a, b match) int {
		if a.score != b.score {
			return cmp.Compare(b.score, a.score)
		}
		return tie(a, b)
	}
}

// top returns the best n of what was found, in order, and leaves found as it is. It keeps n in a heap with the worst at
// its root, which nearly every candidate fails to beat at the first look; sorting all would cost more than scoring.
func (v *view) top(found []match, n int, by Sort) []match {
	compare := v.ranking(by)
	n = min(n, len(found))
	kept := slices.Clone(found[:n])
	if n > 0 && n < len(found) {
		for i := n/2 - 1; i >= 0; i-- {
			sink(kept, i, compare)
		}
		for _, c := range found[n:] {
			if by == ByRelevance && c.score < kept[0].score || by == ByNewest && c.date < kept[0].date {
				continue
			}
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
func sink(heap []match, i int, compare func(a, b match) int) {
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
