package search

import (
	"context"
	"fmt"
	"time"

	"github.com/zwgk/zwgk/search/chinese"
)

// Search finds documents. A query outside its bounds fails with an error that wraps ErrQuery; when too many searches
// are at work it waits, then fails with ErrBusy; no hits is a value.
//
// A document matches when it holds every word of the text, or a synonym: a short word whole, a longer one or a question
// for the greater part of what it says. Where no document does, Result.Relaxed is set and those that hold some are
// found. A 文号 or 索引号 in the text finds its document first. A range of dates in the text (去年, 2023年上半年) puts those
// documents first that are dated then or name the year in their title. Phrases, scopes and exclusions hold without
// exception; see Parse. A text of marks alone (？) finds nothing; an empty one finds everything.
func (x *Index) Search(ctx context.Context, query Query) (Result, error) {
	start := time.Now()
	if err := query.Validate(); err != nil {
		return Result{}, err
	}
	done, err := x.turn(ctx)
	if err != nil {
		return Result{}, err
	}
	defer done()
	v, err := x.acquire()
	if err != nil {
		return Result{}, err
	}
	defer v.release()
	result, err := x.search(ctx, v, query)
	result.Took = time.Since(start)
	if err == nil && x.opts.OnQuery != nil {
		x.opts.OnQuery(newQueryEvent(query, result))
	}
	return result, err
}

// turn waits for leave to search; the caller calls done.
func (x *Index) turn(ctx context.Context) (done func(), err error) {
	if x.isClosed() { // Close takes all turns and keeps them
		return nil, ErrClosed
	}
	timer := time.NewTimer(x.opts.Wait)
	defer timer.Stop()
	select {
	case x.turns <- struct{}{}:
		return func() { <-x.turns }, nil
	case <-timer.C:
		if x.isClosed() {
			return nil, ErrClosed
		}
		return nil, ErrBusy
	case <-ctx.Done():
		return nil, fmt.Errorf("search: %w", context.Cause(ctx))
	}
}

func (x *Index) isClosed() bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.closed
}

// searching is one search at work.
type searching struct {
	x       *Index
	ctx     context.Context
	v       *view
	query   Query
	plan    plan
	filter  Filter // the query's, with the hard ranges of the text
	board   *scoreboard
	curated curated
	relaxed bool
}

func (x *Index) search(ctx context.Context, v *view, query Query) (result Result, err error) {
	s := &searching{x: x, ctx: ctx, v: v, query: query, plan: x.newPlan(query)}
	s.filter = s.plan.narrow(query.Filter)
	s.curated = x.curationsOf(query).on(v)
	if s.board, err = x.score(ctx, v, s.plan); err != nil {
		return result, err
	}
	s.board.ranks = query.Sort == "" || query.Sort == ByRelevance
	if s.board.named, err = x.named(v, query.Text); err != nil {
		return result, err
	}
	found, wide, err := s.find()
	if err != nil {
		return result, err
	}
	result.Total, result.Relaxed = len(found), s.relaxed
	result.From, result.To = s.plan.dates.from, s.plan.dates.to
	if result.Facets, err = s.facets(found, wide); err != nil {
		return result, err
	}
	page, err := s.page(found)
	if err != nil {
		return result, err
	}
	if result.Hits, err = s.hits(page); err != nil {
		return result, err
	}
	return result, s.help(&result, found)
}

// find returns the documents that match, and those that would without the filters of the facets asked for.
func (s *searching) find() (found, wide []match, err error) {
	if s.plan.nothing {
		found, err = s.withPins(nil)
		return found, found, err
	}
	wideFilter := s.filter.without(s.query.Facets...)
	for {
		if wide, err = s.x.collect(s.v, s.board, s.plan, wideFilter, s.relaxed); err != nil {
			return nil, nil, err
		}
		if wide, err = s.x.meet(s.ctx, s.v, s.curated.show(wide), s.plan); err != nil {
			return nil, nil, err
		}
		found = wide
		if s.filter.constrains(s.query.Facets...) {
			if found, err = s.x.passing(s.v, wide, s.filter); err != nil {
				return nil, nil, err
			}
		}
		if found, err = s.withPins(found); len(found) > 0 || s.relaxed || len(s.plan.words) < 2 || err != nil {
			s.relaxed = s.relaxed && len(found) > 0
			return found, wide, err
		}
		s.relaxed = true
	}
}

// facets counts the values of the facets asked for. One that is filtered by its own values is counted over what the
// other filters leave, so that its other values stay to be chosen.
func (s *searching) facets(found, wide []match) (map[Facet][]FacetCount, error) {
	if len(s.query.Facets) == 0 {
		return nil, nil
	}
	counts := make(map[Facet][]FacetCount, len(s.query.Facets))
	for _, facet := range s.query.Facets {
		over := found
		if s.filter.constrains(facet) {
			var err error
			if over, err = s.x.passing(s.v, wide, s.filter.without(facet)); err != nil {
				return nil, err
			}
		}
		counts[facet] = s.v.countFacet(over, facet, s.filter)
	}
	return counts, nil
}

// hits fills a page.
func (s *searching) hits(page []placed) ([]Hit, error) {
	m := newMarker(s.x.opts.Analyzer, s.plan)
	hits := make([]Hit, len(page))
	for i, c := range page {
		segment, document := s.v.place(int(c.document))
		d, err := segment.whole(document)
		if err != nil {
			return nil, err
		}
		passage := s.v.passageOf(c.candidate, d.Text)
		hits[i] = Hit{ID: d.ID, Score: float64(c.score), Document: d, Title: m.all(d.Title), Snippet: m.cut(passage.Text),
			Passage: passage, Duplicates: c.duplicates, Pinned: c.pinned, Features: c.features}
		hits[i].reasons = s.reasons(&hits[i], c)
	}
	return hits, nil
}

// where finds a candidate's document in its segment, and its best passage, or the first where none was best.
func (v *view) where(c candidate) (s *segmentView, document, passage uint32) {
	segment := v.segmentOf(int(c.document))
	s, document = v.segments[segment], c.document-uint32(v.firstDocument[segment])
	if c.passage != noPassage {
		return s, document, c.passage - uint32(v.firstPassage[segment])
	}
	return s, document, s.passageAt[document]
}

// passageOf returns a candidate's best passage, given the document's text.
func (v *view) passageOf(c candidate, text string) Passage {
	s, document, number := v.where(c)
	p := s.placeOf(document, number)
	p.Text = text[min(p.Start, len(text)):min(p.End, len(text))]
	return p
}

func (s *segmentView) passage(document, number uint32) (p Passage, err error) {
	p = s.placeOf(document, number)
	p.Text, err = s.text(number)
	return p, err
}

// placeOf returns a passage without its text.
func (s *segmentView) placeOf(document, number uint32) Passage {
	first, _ := s.passagesOf(document)
	return Passage{Document: s.ids[document], Ordinal: int(number - first), Start: int(s.spans[number].start), End: int(s.spans[number].end)}
}

// QueryEvent is what a log of queries holds of a search: what was looked for and what came of it, not who looked.
type QueryEvent struct {
	Text       string // folded: half width, lower case, simplified characters
	Total      int
	Relaxed    bool
	DidYouMean string
	Offset     int // above 0 for further pages of the same search
	Took       time.Duration
}

func newQueryEvent(query Query, result Result) QueryEvent {
	return QueryEvent{Text: chinese.Fold(query.Text), Total: result.Total, Relaxed: result.Relaxed,
		DidYouMean: result.DidYouMean, Offset: query.Offset, Took: result.Took}
}
