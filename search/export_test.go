package search

import (
	"context"
	"slices"
)

// Scored is a document with the score of stage one.
type Scored struct {
	ID    string
	Score float32
}

// BestOf returns the best n documents that hold any word of a query by stage one: as Retrieve finds them, and by scoring
// every document. Looked and all are how many documents each kept to the end.
func (x *Index) BestOf(query Query, n int) (pruned, exhaustive []Scored, looked, all int, err error) {
	v, err := x.acquire()
	if err != nil {
		return nil, nil, 0, 0, err
	}
	defer v.release()
	b, err := x.score(context.Background(), v, x.newPlan(query))
	if err != nil {
		return nil, nil, 0, 0, err
	}
	if b.named, err = x.named(v, query.Text); err != nil {
		return nil, nil, 0, 0, err
	}
	filters, err := x.newFilters(v, query.Filter)
	if err != nil {
		return nil, nil, 0, 0, err
	}
	compare := v.ranking(ByRelevance)
	scored := func(list []candidate) (ids []Scored) {
		for _, c := range list {
			ids = append(ids, Scored{v.id(c.document), c.score})
		}
		return ids
	}
	hopeful := b.collectAny(v, filters, n)
	looked = len(hopeful)
	pruned = scored(b.best(v, hopeful, n))
	every := b.evaluated(v, b.collectAny(v, filters, 0))
	slices.SortFunc(every, func(a, b candidate) int { return compare(a.match, b.match) })
	return pruned, scored(every[:min(n, len(every))]), looked, len(every), nil
}

// Pack and Unpack are how text is stored.
func Pack(text string) []byte { return pack(nil, text) }

func Unpack(data []byte) (string, error) { return unpack(data) }
