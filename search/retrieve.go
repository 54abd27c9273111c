package search

import (
	"cmp"
	"context"
	"errors"
	"slices"
)

// Retrieval is what bears on a question: documents and, apart from them, passages.
type Retrieval struct {
	Documents []Ranked           // up to Query.Limit, best first
	Passages  []Passage          // the best passages of the best documents, best first
	Terms     map[string]float64 // the question's terms and their IDF among documents
	Everyday  float64            // how far the question is asked in other words than titles use, and its meaning counts, 0 to 1
	Known     float64            // share of the question's IDF mass whose terms stand anywhere in the index, 0 to 1
}

// Ranked is a document by its rank, with what its rank rests on.
type Ranked struct {
	ID       string
	Title    string
	URL      string
	Score    float64 // comparable within one retrieval only
	Passage  Passage // best one
	Features []Feature
}

// MaxRetrieve bounds Query.Limit in Retrieve.
const MaxRetrieve = 100

// passagesPerDocument bounds how many passages of one document a retrieval holds.
const passagesPerDocument = 4

// Retrieve ranks documents for a question by how they bear on it, without asking that each word stand in them.
// Facets and Sort of the query are not looked at; Limit may be up to MaxRetrieve. It returns up to passages passages.
func (x *Index) Retrieve(ctx context.Context, query Query, passages int) (r Retrieval, err error) {
	limit := query.limit()
	query.Limit = min(limit, MaxLimit)
	if err := query.Validate(); err != nil {
		return r, err
	}
	done, err := x.turn(ctx)
	if err != nil {
		return r, err
	}
	defer done()
	v, err := x.acquire()
	if err != nil {
		return r, err
	}
	defer v.release()
	p := x.newPlan(query)
	b, err := x.score(ctx, v, p)
	if err != nil {
		return r, err
	}
	if b.named, err = x.named(v, query.Text); err != nil || len(p.words) == 0 {
		return r, err
	}
	filters, err := x.newFilters(v, query.Filter)
	if err != nil {
		return r, err
	}
	n := min(limit, MaxRetrieve)
	ranked, err := x.rerankEvidence(v, b, p, p.text, b.best(v, b.collectAny(v, filters, n), n))
	if err != nil {
		return r, err
	}
	for _, e := range ranked {
		r.Everyday = float64(e.everyday) // the same for all
		s, document, number := v.where(e.candidate)
		passage := s.placeOf(document, number)
		passage.Text = e.body
		r.Documents = append(r.Documents, Ranked{ID: passage.Document, Title: e.shown, URL: e.url, Score: e.score(), Passage: passage, Features: e.features()})
	}
	r.Known, r.Terms = b.known(), map[string]float64{}
	for term, value := range b.idf {
		r.Terms[term] = float64(value)
	}
	if passages > 0 {
		r.Passages, err = v.bestPassages(b, ranked, passages)
	}
	return r, err
}

// known returns the share of the query's mass whose terms the index holds at all.
func (b *scoreboard) known() float64 {
	var have, all float32
	for _, t := range b.terms {
		mass := t.documentIDF * t.weight
		all += mass
		if len(t.documents) > 0 {
			have += mass
		}
	}
	return float64(have / max(all, 1e-6))
}

// bestPassages returns the best n passages of the ranked documents, by their own score and their document's.
func (v *view) bestPassages(b *scoreboard, ranked []*evidence, n int) ([]Passage, error) {
	type scored struct {
		segment          int
		document, number uint32
		score            float64
	}
	var all []scored
	found, places := make([]match, len(ranked)), map[uint32]int{}
	for i, e := range ranked {
		found[i] = e.match
	}
	for i, c := range b.evaluated(v, found) {
		places[c.document] = i
	}
	for _, e := range ranked {
		segment := v.segmentOf(int(e.document))
		s, document := v.segments[segment], e.document-uint32(v.firstDocument[segment])
		first, end := s.passagesOf(document)
		var own []scored
		for i, score := range b.passages[b.looks[places[e.document]].start:][:end-first] {
			own = append(own, scored{segment, document, first + uint32(i), float64(score)})
		}
		slices.SortStableFunc(own, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
		own = own[:min(len(own), passagesPerDocument)]
		best := max(own[0].score, 1e-6)
		for i := range own {
			own[i].score = e.score() * (0.5 + 0.5*own[i].score/best)
		}
		all = append(all, own...)
	}
	slices.SortStableFunc(all, func(a, b scored) int { return cmp.Compare(round(b.score), round(a.score)) })
	passages := make([]Passage, 0, min(n, len(all)))
	for _, c := range all[:min(n, len(all))] {
		passage, err := v.segments[c.segment].passage(c.document, c.number)
		if err != nil {
			return nil, err
		}
		passage.Score = c.score
		passages = append(passages, passage)
	}
	return passages, nil
}

// rerankEvidence puts stage one's candidates into stage two's order, with what it rests on.
func (x *Index) rerankEvidence(v *view, b *scoreboard, p plan, text string, page []candidate) ([]*evidence, error) {
	if len(page) == 0 || len(p.words) == 0 {
		return nil, nil
	}
	ranked, err := x.evidenceOf(v, b, page)
	if err != nil {
		return nil, err
	}
	stage, passage := make([]float32, len(page)), make([]float32, len(page))
	for i, c := range page {
		stage[i], passage[i] = c.score, c.best
		if c.score >= namedScore {
			stage[i] -= namedScore
		}
	}
	r := newReader(x.opts.Analyzer, p, text, func(term string) float32 { return b.idf[term] })
	r.measure(ranked, stage, passage)
	for _, e := range ranked {
		e.named = b.named[e.document]
	}
	byTotal(ranked)
	return ranked, nil
}

// evidenceOf reads what stage two needs of candidates.
func (x *Index) evidenceOf(v *view, b *scoreboard, page []candidate) ([]*evidence, error) {
	all, ranked, errs := make([]evidence, len(page)), make([]*evidence, len(page)), make([]error, len(page))
	share(len(page), readTogether, func(from, to int) {
		for i := from; i < to; i++ {
			c, e := page[i], &all[i]
			s, document, number := v.where(c)
			first, _ := s.passagesOf(document)
			e.candidate, e.cover, e.lapsed = c, c.cover/max(b.mass, 1e-6), s.lapsed(document)
			e.reading, errs[i] = x.readingOf(s, first, number)
			ranked[i] = e
		}
	})
	return ranked, errors.Join(errs...)
}

// readTogether is how many candidates one processor reads for stage two at a time.
const readTogether = 10
