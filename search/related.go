package search

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search/chinese"
)

// MaxRelated bounds n of Related.
const MaxRelated = 20

// relationTypes are the relations that Related follows from either side.
var relationTypes = []disclosure.RelationType{disclosure.Repeals, disclosure.Amends, disclosure.Replaces, disclosure.PartlyRepeals,
	disclosure.Interprets, disclosure.InterpretedBy, disclosure.Answers, disclosure.Implements, disclosure.Basis, disclosure.Corrects}

// Related returns up to n documents that bear on the same matter as one: first those that a relation links with it,
// then those whose titles and texts share the words of its title and its keywords, the same subject counting extra. The
// document itself and its copies in other columns are left out. An unknown id, and a document with nothing to compare,
// give none. It fails as Search does.
func (x *Index) Related(ctx context.Context, id string, n int) ([]Hit, error) {
	if n < 0 || n > MaxRelated {
		return nil, fmt.Errorf("%w: over %d related documents", ErrQuery, MaxRelated)
	}
	done, err := x.turn(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	v, err := x.acquire()
	if err != nil {
		return nil, err
	}
	defer v.release()
	segment, document, ok := v.find(id)
	if !ok {
		return nil, nil
	}
	d, err := segment.meta(document)
	if err != nil {
		return nil, err
	}
	s := &searching{x: x, ctx: ctx, v: v, plan: x.likeness(&d)}
	if s.board, err = x.score(ctx, v, s.plan); err != nil {
		return nil, err
	}
	links, reasons, err := x.linked(ctx, v, &d)
	if err != nil {
		return nil, err
	}
	list, err := s.alike(&d, links, n)
	if err != nil {
		return nil, err
	}
	hits, err := s.hits(list)
	for i := range hits {
		if reason := reasons[hits[i].ID]; reason != "" {
			hits[i].reasons = slices.Insert(hits[i].reasons, 0, reason)
		}
	}
	return hits, err
}

// likeness is a plan of one long word: what a document's title and keywords say.
func (x *Index) likeness(d *disclosure.Document) plan {
	text := chinese.Fold(d.Title + " " + strings.Join(d.Keywords, " "))
	word := planner{analyzer: x.opts.Analyzer}.word(nil, text, Span{})
	p := plan{text: text}
	if len(word.terms) > 0 {
		p.words = []planWord{word}
	}
	return p
}

// linked returns the documents that relations join with one, in order, and how.
func (x *Index) linked(ctx context.Context, v *view, d *disclosure.Document) (numbers []uint32, reasons map[string]string, err error) {
	reasons = map[string]string{}
	add := func(id, reason string) {
		if number, ok := v.number(id); ok && id != d.ID && reasons[id] == "" {
			numbers = append(numbers, number)
			reasons[id] = reason
		}
	}
	for _, r := range d.Relations {
		add(r.Target, relationReason(r.Type, true))
	}
	links, err := x.LinksTo(ctx, d.ID, relationTypes...)
	for _, link := range links {
		add(link.From, relationReason(link.Type, false))
	}
	return numbers, reasons, err
}

// subjectGain is what a shared subject adds to a likeness, as a share of it.
const subjectGain = 0.15

// alike puts the linked documents first and the most alike behind, without the document itself and its copies.
func (s *searching) alike(d *disclosure.Document, linked []uint32, n int) ([]placed, error) {
	var matches []match
	if len(s.plan.words) > 0 {
		var err error
		if matches, err = s.x.collect(s.v, s.board, s.plan, Filter{}, true); err != nil {
			return nil, err
		}
	}
	own, _ := s.v.number(d.ID)
	segment, document := s.v.place(int(own))
	list := []placed{{candidate: candidate{match: match{document: own, date: segment.dates[document]}, passage: noPassage}}}
	for _, number := range linked {
		list = append(list, placed{candidate: candidate{match: match{document: number}, passage: noPassage}})
	}
	found := s.board.best(s.v, matches, 4*n+len(linked)+1)
	for i, c := range found {
		segment, document := s.v.place(int(c.document))
		column := segment.facets[BySubject]
		for _, ordinal := range column.of(document) {
			if slices.Contains(d.Subjects, column.values[ordinal]) {
				found[i].score *= 1 + subjectGain
				break
			}
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	for _, c := range found {
		if c.document != own && !slices.Contains(linked, c.document) {
			list = append(list, placed{candidate: c})
		}
	}
	list, err := s.collapse(list)
	if err != nil {
		return nil, err
	}
	return list[1:min(len(list), n+1)], nil
}
