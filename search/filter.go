package search

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/zwgk/zwgk/disclosure"
)

// fieldsOf lists, for each facet whose values a visitor may choose several of, the fields of a Filter that choose them.
// A category is left out: it is a path, and choosing one goes a level down.
var fieldsOf = map[Facet]func(f *Filter) (chosen bool, clear func()){
	ByAgency: func(f *Filter) (bool, func()) {
		return f.Agency != "" || len(f.Agencies) > 0, func() { f.Agency, f.Agencies = "", nil }
	},
	BySubject: func(f *Filter) (bool, func()) {
		return f.Subject != "" || len(f.Subjects) > 0, func() { f.Subject, f.Subjects = "", nil }
	},
	ByKind:     func(f *Filter) (bool, func()) { return len(f.Kinds) > 0, func() { f.Kinds = nil } },
	ByValidity: func(f *Filter) (bool, func()) { return f.Validity != "", func() { f.Validity = "" } },
	ByYear:     func(f *Filter) (bool, func()) { return len(f.Years) > 0, func() { f.Years = nil } },
	BySite:     func(f *Filter) (bool, func()) { return len(f.Sites) > 0, func() { f.Sites = nil } },
	ByAudience: func(f *Filter) (bool, func()) { return len(f.Audiences) > 0, func() { f.Audiences = nil } },
	ByRecord:   func(f *Filter) (bool, func()) { return len(f.Records) > 0, func() { f.Records = nil } },
}

// constrains says whether the filter chooses values of any of the facets.
func (f Filter) constrains(facets ...Facet) bool {
	return slices.ContainsFunc(facets, func(facet Facet) bool {
		fields := fieldsOf[facet]
		if fields == nil {
			return false
		}
		chosen, _ := fields(&f)
		return chosen
	})
}

// without returns the filter without the choice of values of the facets.
func (f Filter) without(facets ...Facet) Filter {
	for _, facet := range facets {
		if fields := fieldsOf[facet]; fields != nil {
			_, clear := fields(&f)
			clear()
		}
	}
	return f
}

// passing returns the matches that pass a filter.
func (x *Index) passing(v *view, found []match, f Filter) ([]match, error) {
	filters, err := x.newFilters(v, f)
	if err != nil {
		return nil, err
	}
	return keep(found, func(d uint32) bool { return filters.pass(v, d) }), nil
}

// filters say which documents of a view a Filter lets pass.
type filters struct {
	of   []*segmentFilter
	open bool // every live document passes
}

func (x *Index) newFilters(v *view, f Filter) (filters, error) {
	all := filters{of: make([]*segmentFilter, len(v.segments)), open: true}
	for i, s := range v.segments {
		var err error
		if all.of[i], err = x.newSegmentFilter(s, f); err != nil {
			return all, err
		}
		all.open = all.open && all.of[i].open()
	}
	return all, nil
}

func (f filters) pass(v *view, document uint32) bool {
	segment := v.segmentOf(int(document))
	return f.of[segment].passes(document - uint32(v.firstDocument[segment]))
}

// segmentFilter says which documents of one segment a Filter lets pass.
type segmentFilter struct {
	segment  *segmentView
	sets     []facetSet
	from, to int32
	number   map[uint32]bool // nil: any
}

// facetSet is a facet of which a document must have one of the allowed values.
type facetSet struct {
	column  *facetColumn
	allowed []bool // by ordinal
}

// newSegmentFilter looks a filter's values up in a segment's columns.
func (x *Index) newSegmentFilter(s *segmentView, f Filter) (*segmentFilter, error) {
	sf := &segmentFilter{segment: s, from: dateNumber(f.From), to: dateNumber(f.To)}
	add := func(facet Facet, match func(value string) bool) {
		column := s.facets[facet]
		allowed := make([]bool, len(column.values))
		for i, value := range column.values {
			allowed[i] = match(value)
		}
		sf.sets = append(sf.sets, facetSet{column, allowed})
	}
	addAny := func(facet Facet, values []string) {
		if len(values) > 0 {
			add(facet, func(value string) bool { return slices.Contains(values, value) })
		}
	}
	addAny(ByAgency, appendSet(f.Agencies, f.Agency))
	addAny(BySubject, appendSet(f.Subjects, f.Subject))
	addAny(BySite, f.Sites)
	addAny(ByAudience, f.Audiences)
	addAny(ByRecord, f.Records)
	addAny(ByValidity, appendSet(nil, string(f.Validity)))
	kinds := make([]string, len(f.Kinds))
	for i, kind := range f.Kinds {
		kinds[i] = string(kind)
	}
	addAny(ByKind, kinds)
	years := make([]string, len(f.Years))
	for i, year := range f.Years {
		years[i] = fmt.Sprintf("%04d", year)
	}
	addAny(ByYear, years)
	if f.Category != "" {
		add(ByCategory, func(value string) bool { return value == f.Category || strings.HasPrefix(value, f.Category+"/") })
	}
	if f.Number != "" {
		return sf, sf.readNumber(x, disclosure.ParseNumber(f.Number).String())
	}
	return sf, nil
}

func (f *segmentFilter) readNumber(x *Index, number string) error {
	postings, err := x.postings.of(f.segment, numberKey, foldNumber(number))
	if err != nil {
		return err
	}
	f.number = map[uint32]bool{}
	for _, p := range postings {
		f.number[f.segment.documentOf[p.passage]] = true
	}
	return nil
}

func (f *segmentFilter) open() bool {
	return len(f.sets) == 0 && f.from == 0 && f.to == 0 && f.number == nil
}

// passes says whether a document is live and within the filter.
func (f *segmentFilter) passes(document uint32) bool {
	if !f.segment.live(document) {
		return false
	}
	if date := f.segment.dates[document]; f.from > 0 && date < f.from || f.to > 0 && (date > f.to || date == 0) {
		return false
	}
	if f.number != nil && !f.number[document] {
		return false
	}
	for _, set := range f.sets {
		if !set.has(document) {
			return false
		}
	}
	return true
}

func (s facetSet) has(document uint32) bool {
	for _, ordinal := range s.column.of(document) {
		if s.allowed[ordinal] {
			return true
		}
	}
	return false
}

func dateNumber(d disclosure.Date) int32 { return int32(d.Year*10000 + int(d.Month)*100 + d.Day) }

func dateOfNumber(n int32) disclosure.Date {
	return disclosure.Date{Year: int(n / 10000), Month: time.Month(n / 100 % 100), Day: int(n % 100)}
}

func appendSet(values []string, value string) []string {
	if value == "" {
		return values
	}
	return append(append([]string(nil), values...), value)
}
