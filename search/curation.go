package search

import (
	"fmt"
	"slices"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
)

// Curation is what editors decide for one query: documents that come first, and documents that are not shown.
type Curation struct {
	Query    string          // compared with the query's text without marks, spaces, width, case and script
	Pin      []string        // ids, in this order before all hits, whether they match or not; filters still hold
	Hide     []string        // ids
	From, To disclosure.Date // the first and last day; zero is open
}

// curations are Curation by folded query.
type curations map[string][]Curation

// Curate replaces all curations. Searches that start later follow it; earlier ones finish as they began. Several for
// one query add up in order. Pinned documents come first in ByRelevance only, hidden ones are gone from every order. It
// fails when a curation has no query, or ends before it begins; then nothing changes.
func (x *Index) Curate(list []Curation) error {
	byQuery := curations{}
	for i, c := range list {
		key := lettersOf(c.Query)
		switch {
		case key == "":
			return fmt.Errorf("search: curation %d: query %q holds no letter; name what people type", i, c.Query)
		case !c.To.IsZero() && c.To.Before(c.From):
			return fmt.Errorf("search: curation %d: ends on %s, before it begins on %s", i, c.To, c.From)
		}
		c.Pin, c.Hide = slices.Clone(c.Pin), slices.Clone(c.Hide)
		byQuery[key] = append(byQuery[key], c)
	}
	x.curations.Store(&byQuery)
	return nil
}

// curationsOf returns one curation with what holds for a query on its day.
func (x *Index) curationsOf(query Query) Curation {
	all := x.curations.Load()
	var sum Curation
	if all == nil || strings.TrimSpace(query.Text) == "" {
		return sum
	}
	today := query.today()
	for _, c := range (*all)[lettersOf(query.Text)] {
		if !today.Before(c.From) && (c.To.IsZero() || !c.To.Before(today)) {
			sum.Pin, sum.Hide = append(sum.Pin, c.Pin...), append(sum.Hide, c.Hide...)
		}
	}
	return sum
}

// curated is a Curation by document numbers of a view.
type curated struct {
	pins   []uint32
	pinned map[uint32]bool
	hidden map[uint32]bool
}

func (c Curation) on(v *view) curated {
	k := curated{pinned: map[uint32]bool{}, hidden: map[uint32]bool{}}
	for _, id := range c.Hide {
		if d, ok := v.number(id); ok {
			k.hidden[d] = true
		}
	}
	for _, id := range c.Pin {
		if d, ok := v.number(id); ok && !k.hidden[d] && !k.pinned[d] {
			k.pins = append(k.pins, d)
			k.pinned[d] = true
		}
	}
	return k
}

// number returns a document's number in the view.
func (v *view) number(id string) (uint32, bool) {
	for i := len(v.segments) - 1; i >= 0; i-- {
		if d, ok := v.segments[i].byID[id]; ok && v.segments[i].live(d) {
			return uint32(v.firstDocument[i]) + d, true
		}
	}
	return 0, false
}

// show drops what is hidden.
func (c curated) show(found []match) []match {
	if len(c.hidden) == 0 {
		return found
	}
	return keep(found, func(d uint32) bool { return !c.hidden[d] })
}

// withPins adds pinned documents that pass the filter and were not found by themselves.
func (s *searching) withPins(found []match) ([]match, error) {
	if len(s.curated.pins) == 0 {
		return found, nil
	}
	have := map[uint32]bool{}
	for _, c := range found {
		if s.curated.pinned[c.document] {
			have[c.document] = true
		}
	}
	var missing []match
	for _, d := range s.curated.pins {
		if !have[d] {
			segment, document := s.v.place(int(d))
			missing = append(missing, match{document: d, date: segment.dates[document]})
		}
	}
	missing, err := s.x.passing(s.v, missing, s.filter)
	return append(slices.Clip(found), missing...), err
}

// pins parts what was found into the pinned, in their order, and the rest.
func (s *searching) pins(found []match) (pinned []placed, rest []match) {
	if len(s.curated.pins) == 0 {
		return nil, found
	}
	for _, c := range found {
		if s.curated.pinned[c.document] {
			own := s.board.evaluated(s.v, []match{c})
			pinned = append(pinned, placed{candidate: own[0], pinned: true})
		} else {
			rest = append(rest, c)
		}
	}
	slices.SortFunc(pinned, func(a, b placed) int {
		return slices.Index(s.curated.pins, a.document) - slices.Index(s.curated.pins, b.document)
	})
	return pinned, rest
}
