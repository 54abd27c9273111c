package search

import "fmt"

// placed is a candidate in its place on the way to a page.
type placed struct {
	candidate
	pinned     bool
	agrees     bool // its date or title agrees with a range of dates in the text
	duplicates []string
	features   []Feature
	read       *reading // by stage two
}

// page orders what was found, collapses duplicates, and cuts the page out.
func (s *searching) page(found []match) ([]placed, error) {
	end := s.query.Offset + s.query.limit()
	for depth := end; ; {
		list, err := s.order(found, depth)
		if err != nil {
			return nil, err
		}
		all := len(list) >= len(found)
		if list, err = s.collapse(list); err != nil {
			return nil, err
		}
		if len(list) >= end || all {
			return list[min(s.query.Offset, len(list)):min(end, len(list))], nil
		}
		depth += max(end-len(list), depth) // duplicates took their places
	}
}

// order returns at least the first n of what was found, in order: what editors pinned, what agrees with the dates in
// the text, then the rest.
func (s *searching) order(found []match, n int) ([]placed, error) {
	by := s.query.Sort
	if by == "" {
		by = ByRelevance
	}
	if by != ByRelevance {
		return s.tier(nil, found, n, by, false)
	}
	if len(s.plan.words) == 0 {
		by = ByNewest
	}
	list, rest := s.pins(found)
	agreeing, others, err := s.splitByDates(rest)
	if err != nil {
		return nil, err
	}
	if list, err = s.tier(list, agreeing, n, by, true); err != nil || len(list) >= n {
		return list, err
	}
	return s.tier(list, others, n, by, false)
}

// copiesAhead is how far behind a page copies of what it shows are looked for in an order by date, where they stand near.
const copiesAhead = 10

// tier appends matches in order; of those by relevance stage two orders the best.
func (s *searching) tier(list []placed, found []match, n int, by Sort, agrees bool) ([]placed, error) {
	if by != ByRelevance {
		for _, c := range s.board.evaluatedInOrder(s.v, s.v.top(found, n-len(list)+copiesAhead, by)) {
			list = append(list, placed{candidate: c, agrees: agrees})
		}
		return list, nil
	}
	top := s.board.best(s.v, found, max(n-len(list), rerankDepth))
	depth := min(len(top), rerankDepth)
	if depth > 0 {
		ranked, err := s.x.rerankEvidence(s.v, s.board, s.plan, s.plan.text, top[:depth])
		if err != nil {
			return nil, err
		}
		for _, e := range ranked {
			list = append(list, placed{candidate: e.candidate, agrees: agrees, features: e.features(), read: e.reading})
		}
		top = top[depth:]
	}
	for _, c := range top {
		list = append(list, placed{candidate: c, agrees: agrees})
	}
	return list, nil
}

// splitByDates parts matches by whether their title names the range that the text names or, where a title names no
// other year, their date lies in it: last year's report is published this year. The document that was asked for by its
// number counts as agreeing.
func (s *searching) splitByDates(found []match) (agreeing, others []match, err error) {
	if s.plan.dates == (dateRange{}) {
		return nil, found, nil
	}
	titled, err := s.titledBy(s.plan.dateTitles())
	if err != nil {
		return nil, nil, err
	}
	elsewhen, err := s.titledBy(s.plan.dates.yearsAround())
	if err != nil {
		return nil, nil, err
	}
	for _, c := range found {
		dated := s.plan.dates.holds(c.date) && !elsewhen[c.document]
		if dated || titled[c.document] || s.board.named[c.document] {
			agreeing = append(agreeing, c)
		} else {
			others = append(others, c)
		}
	}
	return agreeing, others, nil
}

// dateTitles returns the sets of terms of which a title that names the plan's range holds one whole.
func (p *plan) dateTitles() [][]string {
	if len(p.dateTerms) > 0 {
		return [][]string{p.dateTerms}
	}
	var sets [][]string
	for _, year := range p.dates.wholeYears() {
		sets = append(sets, []string{fmt.Sprintf("%d年", year)})
	}
	return sets
}

// yearsAround returns a set of terms for each year near the range and outside it.
func (r dateRange) yearsAround() (sets [][]string) {
	const near = 6
	first, last := r.from.Year, r.to.Year
	if r.from.IsZero() {
		first = last
	}
	if r.to.IsZero() {
		last = first
	}
	for year := first - near; year <= last+near; year++ {
		if year < first || year > last {
			sets = append(sets, []string{fmt.Sprintf("%d年", year)})
		}
	}
	return sets
}

// titledBy returns the documents whose title holds all terms of one of the sets.
func (s *searching) titledBy(sets [][]string) (map[uint32]bool, error) {
	titled := map[uint32]bool{}
	for _, terms := range sets {
		for i, segment := range s.v.segments {
			list, err := s.x.postings.phrase(segment, titleField, terms)
			if err != nil {
				return nil, err
			}
			for _, p := range list {
				titled[uint32(s.v.firstDocument[i])+segment.documentOf[p.passage]] = true
			}
		}
	}
	return titled, nil
}

// narrow adds the hard ranges of the text to a filter: both bounds hold.
func (p *plan) narrow(f Filter) Filter {
	for _, r := range p.bounds {
		if f.From.Before(r.from) {
			f.From = r.from
		}
		if !r.to.IsZero() && (f.To.IsZero() || r.to.Before(f.To)) {
			f.To = r.to
		}
	}
	return f
}
