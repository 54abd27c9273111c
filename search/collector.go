package search

import (
	"cmp"
	"slices"
	"strings"
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
	slices.Sort(b.documents)
	var found []candidate
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

// order sorts candidates. Ties fall back to date, newest first, then to id, so that equal queries give equal orders.
func (v *view) order(found []candidate, by Sort) {
	slices.SortFunc(found, func(a, b candidate) int {
		var first int
		switch by {
		case ByNewest:
			first = cmp.Compare(b.date, a.date)
		case ByOldest:
			first = cmp.Or(compareBool(a.date == 0, b.date == 0), cmp.Compare(a.date, b.date))
		default:
			first = cmp.Compare(b.score, a.score)
		}
		if first = cmp.Or(first, cmp.Compare(b.date, a.date)); first != 0 {
			return first
		}
		return cmp.Compare(v.id(a.document), v.id(b.document))
	})
}

// top keeps the best n of the candidates, in order.
func (v *view) top(found []candidate, n int, by Sort) []candidate {
	if by == ByRelevance && len(found) > 4*n && n > 0 {
		scores := make([]float32, len(found))
		for i, c := range found {
			scores[i] = c.score
		}
		least := nthLargest(scores, n)
		kept := found[:0:0]
		for _, c := range found {
			if c.score >= least {
				kept = append(kept, c)
			}
		}
		found = kept
	}
	v.order(found, by)
	return found[:min(n, len(found))]
}

// nthLargest returns the n-th largest value, counted from 1. It reorders values.
func nthLargest(values []float32, n int) float32 {
	low, high := 0, len(values)-1
	for low < high {
		pivot, i, j := values[(low+high)/2], low, high
		for i <= j {
			for values[i] > pivot {
				i++
			}
			for values[j] < pivot {
				j--
			}
			if i <= j {
				values[i], values[j] = values[j], values[i]
				i++
				j--
			}
		}
		switch {
		case n-1 <= j:
			high = j
		case n-1 >= i:
			low = i
		default:
			return values[n-1]
		}
	}
	return values[low]
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

const maxFacetValues = 50

// countFacet counts the values of a facet over the documents found.
func (v *view) countFacet(found []candidate, facet Facet, f Filter) []FacetCount {
	counts := map[string]int{}
	perSegment := make([][]int, len(v.segments))
	segment := 0
	for _, c := range found {
		if d := int(c.document); d < v.firstDocument[segment] || segment+1 < len(v.segments) && d >= v.firstDocument[segment+1] {
			segment = v.segmentOf(d)
		}
		s := v.segments[segment]
		column := s.facets[facet]
		if perSegment[segment] == nil {
			perSegment[segment] = make([]int, len(column.values))
		}
		for _, ordinal := range column.of(c.document - uint32(v.firstDocument[segment])) {
			perSegment[segment][ordinal]++
		}
	}
	for i, ordinals := range perSegment {
		for ordinal, n := range ordinals {
			if n > 0 {
				counts[facetLabel(v.segments[i].facets[facet].values[ordinal], facet, f)] += n
			}
		}
	}
	list := make([]FacetCount, 0, len(counts))
	for value, n := range counts {
		list = append(list, FacetCount{value, n})
	}
	slices.SortFunc(list, func(a, b FacetCount) int {
		if facet == ByYear {
			return cmp.Compare(b.Value, a.Value)
		}
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	return list[:min(len(list), maxFacetValues)]
}

// facetLabel cuts a category path after the level that is counted: the first, or the next one under the filter's.
func facetLabel(value string, facet Facet, f Filter) string {
	if facet != ByCategory {
		return value
	}
	depth := 1
	if f.Category != "" {
		depth += 1 + strings.Count(f.Category, "/")
	}
	for i := range len(value) {
		if value[i] == '/' {
			if depth--; depth == 0 {
				return value[:i]
			}
		}
	}
	return value
}

func (v *view) segmentOf(document int) int {
	i := len(v.segments) - 1
	for v.firstDocument[i] > document {
		i--
	}
	return i
}
