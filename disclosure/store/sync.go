package store

import (
	"context"
	"fmt"
	"iter"

	"github.com/zwgk/zwgk/disclosure"
)

// Target is what Sync brings up to date: a search index, or anything that takes documents and gives them up. R is its
// report on an import. Importing a document that is there replaces it; deleting one that is not there does nothing.
type Target[R any] interface {
	Import(ctx context.Context, documents iter.Seq2[disclosure.Document, error]) (R, error)
	Delete(ctx context.Context, ids ...string) (int, error)
}

// syncPageSize is how many changes are applied between two watermarks.
const syncPageSize = 1000

// Sync applies every change of the documents after a watermark and returns the new one, also with an error: up to it
// everything is applied. A watermark of 0 brings everything. The target keeps it together with what was applied, or
// after: changes that are applied twice do no harm. report, where not nil, gets each import's report: look there for
// documents that the target did not take. It fails with ErrAhead when the watermark is beyond the newest change.
func Sync[R any](ctx context.Context, s *Store, target Target[R], after int64, report func(R)) (watermark int64, err error) {
	head, err := s.Head(ctx)
	if err != nil {
		return after, err
	}
	if after > head {
		return after, fmt.Errorf("%w (watermark %d, newest change %d)", ErrAhead, after, head)
	}
	page := syncPage[R]{target: target, report: report, ids: map[string]bool{}}
	for change, err := range s.Documents.Changes(ctx, after) {
		if err != nil {
			return after, err
		}
		if len(page.ids) >= syncPageSize || page.ids[change.ID] {
			if err := page.apply(ctx); err != nil {
				return after, err
			}
			after = page.last
		}
		page.add(change)
	}
	if err := page.apply(ctx); err != nil {
		return after, err
	}
	// Beyond the last change of a document there may be changes of FAQs.
	return max(head, page.last), nil
}

// syncPage gathers changes. No id stands twice in it, so that the order inside does not matter: a document that changes
// while Sync is reading comes once more, further on.
type syncPage[R any] struct {
	target  Target[R]
	report  func(R)
	put     []disclosure.Document
	deleted []string
	ids     map[string]bool
	last    int64 // number of the newest change in it
}

func (p *syncPage[R]) add(change Change[disclosure.Document]) {
	p.ids[change.ID], p.last = true, change.Seq
	if change.Deleted || change.Erased {
		p.deleted = append(p.deleted, change.ID)
		return
	}
	p.put = append(p.put, change.Value)
}

func (p *syncPage[R]) apply(ctx context.Context) error {
	if len(p.deleted) > 0 {
		if _, err := p.target.Delete(ctx, p.deleted...); err != nil {
			return fmt.Errorf("store: sync: deleting: %w", err)
		}
	}
	if len(p.put) > 0 {
		report, err := p.target.Import(ctx, p.each)
		if err != nil {
			return fmt.Errorf("store: sync: importing: %w", err)
		}
		if p.report != nil {
			p.report(report)
		}
	}
	p.put, p.deleted = p.put[:0], p.deleted[:0]
	clear(p.ids)
	return nil
}

// each is the page's documents as a sequence.
func (p *syncPage[R]) each(yield func(disclosure.Document, error) bool) {
	for _, document := range p.put {
		if !yield(document, nil) {
			return
		}
	}
}
