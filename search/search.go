package search

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/zwgk/zwgk/search/chinese"
)

// Search finds documents. A query outside its bounds fails with an error that wraps ErrQuery; when too many searches
// are at work it waits, then fails with ErrBusy; no hits is a value.
//
// A document matches when it holds every word of the text: a short word whole, a longer one or a question for the
// greater part of what it says. Where no document does, Result.Relaxed is set and those that hold some are found. A
// 文号 or 索引号 in the text finds its document first.
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
	return result, err
}

func (x *Index) search(ctx context.Context, v *view, query Query) (result Result, err error) {
	p := newPlan(x.opts.Analyzer, query.Text)
	b, err := x.score(ctx, v, p)
	if err != nil {
		return result, err
	}
	defer b.free()
	if b.named, err = x.named(v, query.Text); err != nil {
		return result, err
	}
	found, err := x.collect(v, b, p, query.Filter, false)
	if err != nil {
		return result, err
	}
	if len(found) == 0 && len(p.words) > 1 && len(p.phrases) == 0 {
		result.Relaxed = true
		if found, err = x.collect(v, b, p, query.Filter, true); err != nil {
			return result, err
		}
	}
	if found, err = x.keepPhrases(ctx, v, found, p); err != nil {
		return result, err
	}
	result.Total = len(found)
	if len(query.Facets) > 0 {
		result.Facets = make(map[Facet][]FacetCount, len(query.Facets))
		for _, facet := range query.Facets {
			result.Facets[facet] = v.countFacet(found, facet, query.Filter)
		}
	}
	by := query.Sort
	if by == "" {
		by = ByRelevance
	}
	if len(p.words) == 0 && by == ByRelevance {
		by = ByNewest
	}
	page := v.top(found, max(query.Offset+query.limit(), rerankDepth), by)
	if by == ByRelevance {
		if page, err = x.rerank(v, b, p, query.Text, page); err != nil {
			return result, err
		}
	}
	page = page[min(query.Offset, len(page)):min(query.Offset+query.limit(), len(page))]
	result.Hits, err = x.hits(v, page, p)
	return result, err
}

// turn waits for leave to search; the caller calls done.
func (x *Index) turn(ctx context.Context) (done func(), err error) {
	timer := time.NewTimer(x.opts.Wait)
	defer timer.Stop()
	select {
	case x.turns <- struct{}{}:
		return func() { <-x.turns }, nil
	case <-timer.C:
		return nil, ErrBusy
	case <-ctx.Done():
		return nil, fmt.Errorf("search: %w", context.Cause(ctx))
	}
}

// hits fills a page.
func (x *Index) hits(v *view, page []candidate, p plan) ([]Hit, error) {
	m := newMarker(x.opts.Analyzer, p)
	hits := make([]Hit, len(page))
	for i, c := range page {
		s, document := v.place(int(c.document))
		d, err := s.whole(document)
		if err != nil {
			return nil, err
		}
		passage, err := v.passage(c)
		if err != nil {
			return nil, err
		}
		hits[i] = Hit{ID: d.ID, Score: float64(c.score), Document: d, Title: m.whole(d.Title), Snippet: m.cut(passage.Text), Passage: passage}
	}
	return hits, nil
}

// passage reads a candidate's best passage, or its document's first where none was best.
func (v *view) passage(c candidate) (Passage, error) {
	segment := v.segmentOf(int(c.document))
	s, document := v.segments[segment], c.document-uint32(v.firstDocument[segment])
	number := s.passagesOf(document)[0]
	if c.passage != noPassage {
		number = c.passage - uint32(v.firstPassage[segment])
	}
	return s.passage(document, number)
}

func (s *segmentView) passage(document, number uint32) (Passage, error) {
	text, err := s.text(number)
	passage := Passage{Document: s.ids[document], Start: int(s.spans[number].start), End: int(s.spans[number].end), Text: text}
	for i, n := range s.passagesOf(document) {
		if n == number {
			passage.Ordinal = i
		}
	}
	return passage, err
}

// keepPhrases drops documents that lack a quoted phrase or hold an excluded word. Letters, width and script are
// folded on both sides; a phrase may not cross the border of two passages' texts unnoticed, so whole texts are read.
func (x *Index) keepPhrases(ctx context.Context, v *view, found []candidate, p plan) ([]candidate, error) {
	if len(p.phrases)+len(p.excluded) == 0 {
		return found, nil
	}
	kept := found[:0]
	for _, c := range found {
		if err := context.Cause(ctx); err != nil {
			return nil, fmt.Errorf("search: %w", err)
		}
		s, document := v.place(int(c.document))
		d, err := s.whole(document)
		if err != nil {
			return nil, err
		}
		if text := chinese.Fold(d.Title + "\n" + d.Text); holdsAll(text, p.phrases) && !holdsAny(text, p.excluded) {
			kept = append(kept, c)
		}
	}
	return kept, nil
}

func holdsAll(text string, parts []string) bool {
	for _, part := range parts {
		if !strings.Contains(text, part) {
			return false
		}
	}
	return true
}

func holdsAny(text string, parts []string) bool {
	for _, part := range parts {
		if strings.Contains(text, part) {
			return true
		}
	}
	return false
}
