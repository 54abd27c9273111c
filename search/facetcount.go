package search

import (
	"cmp"
	"slices"
	"strings"
)

const maxFacetValues = 50

// facetNumbers number the values of a facet across the segments of a view, so that counting is adding to an array.
type facetNumbers struct {
	values []string
	of     [][]uint32 // segment → ordinal → index in values
}

// numbersOf returns a facet's numbers, made when they are first asked for.
func (v *view) numbersOf(facet Facet) *facetNumbers {
	if known, ok := v.facetNumbers.Load(facet); ok {
		return known.(*facetNumbers)
	}
	n := &facetNumbers{of: make([][]uint32, len(v.segments))}
	places := map[string]uint32{}
	for i, s := range v.segments {
		values := s.facets[facet].values
		n.of[i] = make([]uint32, len(values))
		for ordinal, value := range values {
			place, ok := places[value]
			if !ok {
				place = uint32(len(n.values))
				places[value] = place
				n.values = append(n.values, value)
			}
			n.of[i][ordinal] = place
		}
	}
	known, _ := v.facetNumbers.LoadOrStore(facet, n)
	return known.(*facetNumbers)
}

// countFacet counts the values of a facet over the documents found.
func (v *view) countFacet(found []match, facet Facet, f Filter) []FacetCount {
	numbers := v.numbersOf(facet)
	counts := make([]int, len(numbers.values))
	for i := 0; i < len(found); {
		segment := v.segmentOf(int(found[i].document))
		first, end := uint32(v.firstDocument[segment]), v.firstDocument[segment]+len(v.segments[segment].ids)
		inSegment := i
		for i < len(found) && int(found[i].document) < end && found[i].document >= first {
			i++
		}
		column := v.segments[segment].facets[facet]
		for ordinal, count := range column.count(found[inSegment:i], first) {
			counts[numbers.of[segment][ordinal]] += count
		}
	}
	list := numbers.list(counts, facet, f)
	slices.SortFunc(list, func(a, b FacetCount) int {
		if facet == ByYear {
			return cmp.Compare(b.Value, a.Value)
		}
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	return list[:min(len(list), maxFacetValues)]
}

// count counts each ordinal over documents of one segment, whose first has a number in the view.
func (f *facetColumn) count(found []match, first uint32) []int {
	counts := make([]int, len(f.values)+1)
	if f.at == nil {
		for i := range found {
			counts[f.ordinals[found[i].document-first]]++
		}
		return counts[:len(f.values)]
	}
	for i := range found {
		for _, ordinal := range f.of(found[i].document - first) {
			counts[ordinal]++
		}
	}
	return counts[:len(f.values)]
}

// list pairs values with their counts; values with one label are one.
func (n *facetNumbers) list(counts []int, facet Facet, f Filter) []FacetCount {
	list, places := []FacetCount{}, map[string]int{}
	for i, count := range counts {
		if count == 0 {
			continue
		}
		label := n.values[i]
		if facet == ByCategory {
			label = facetLabel(label, facet, f)
			if place, seen := places[label]; seen {
				list[place].Count += count
				continue
			}
			places[label] = len(list)
		}
		list = append(list, FacetCount{label, count})
	}
	return list
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
