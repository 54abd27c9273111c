package search

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

const maxFacetValues = 50

// facetNumbers number the values of a facet across the segments of a view, so that counting is adding to an array.
type facetNumbers struct {
	values []string
	of     [][]uint32 // segment → ordinal → index in values
	direct []uint16   // document number in the view → index in values, len(values) for none; nil where that will not do
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
	n.fillDirect(v, facet)
	known, _ := v.facetNumbers.LoadOrStore(facet, n)
	return known.(*facetNumbers)
}

// fillDirect makes direct, where no document has several values and these are not too many.
func (n *facetNumbers) fillDirect(v *view, facet Facet) {
	if len(n.values) > math.MaxUint16 {
		return
	}
	direct := make([]uint16, 0, v.allDocuments)
	for i, s := range v.segments {
		column := s.facets[facet]
		if column.at != nil {
			return
		}
		numbers := append(slices.Clone(n.of[i]), uint32(len(n.values)))
		for _, ordinal := range column.ordinals {
			direct = append(direct, uint16(numbers[ordinal]))
		}
	}
	n.direct = direct
}

// countFacet counts the values of a facet over the documents found.
func (v *view) countFacet(found []match, facet Facet, f Filter) []FacetCount {
	numbers := v.numbersOf(facet)
	list := numbers.list(numbers.count(v, found, facet), facet, f)
	slices.SortFunc(list, func(a, b FacetCount) int {
		if facet == ByYear {
			return cmp.Compare(b.Value, a.Value)
		}
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	return list[:min(len(list), maxFacetValues)]
}

// count counts each value over the documents found.
func (n *facetNumbers) count(v *view, found []match, facet Facet) []int {
	counts := make([]int, len(n.values)+1)
	if direct := n.direct; direct != nil {
		for i := range found {
			counts[direct[found[i].document]]++
		}
		return counts[:len(n.values)]
	}
	for i := range found {
		segment := v.segmentOf(int(found[i].document))
		for _, ordinal := range v.segments[segment].facets[facet].of(found[i].document - uint32(v.firstDocument[segment])) {
			counts[n.of[segment][ordinal]]++
		}
	}
	return counts[:len(n.values)]
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
