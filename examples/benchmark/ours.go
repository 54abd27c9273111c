package main

import (
	"context"
	"iter"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
)

// ours is this module's index with its defaults. Each query is a whole one, as a visitor gets it: any word and questions
// by Retrieve, with stage two over all that comes back; the others by Search, with stage two over a hundred candidates
// where the order is by relevance, copies collapsed, spelling looked at, and ten documents read, cut and marked. The other
// engines find, count and order only, and read what they found in allWords alone.
type ours struct{ x *search.Index }

func (o *ours) name() string { return "ours" }

func (o *ours) index(ctx context.Context, folder string, passages iter.Seq[passage], _ func(string) []string) error {
	if err := o.open(folder); err != nil {
		return err
	}
	_, err := o.x.Import(ctx, func(yield func(disclosure.Document, error) bool) {
		for p := range passages {
			d := disclosure.Document{ID: p.id, Text: p.text, Category: p.category, Published: p.date, Issuers: []disclosure.Agency{{Name: p.agency}}}
			if !yield(d, nil) {
				return
			}
		}
	})
	if err != nil {
		return err
	}
	return o.close()
}

func (o *ours) open(folder string) (err error) {
	o.x, err = search.Open(folder, nil)
	return err
}

func (o *ours) close() error { return o.x.Close() }

func (o *ours) ask(ctx context.Context, k kind, q question) (int, error) {
	query := search.Query{Text: q[0]}
	switch k {
	case anyWord:
		r, err := o.x.Retrieve(ctx, search.Query{Text: joined(q)}, 0)
		return len(r.Documents), err
	case question100:
		r, err := o.x.Retrieve(ctx, search.Query{Text: strings.Join(q, ""), Limit: 100}, 0)
		return len(r.Documents), err
	case allWords:
		query.Text = joined(q)
	case facets:
		query.Facets = []search.Facet{search.ByAgency, search.ByCategory, search.ByYear}
	case dateTerm:
		query.Filter.From, query.Filter.To = disclosure.Date{Year: fromYear, Month: 1, Day: 1}, disclosure.Date{Year: toYear, Month: 12, Day: 31}
	case byDate:
		query.Sort = search.ByNewest
	}
	result, err := o.x.Search(ctx, query)
	return result.Total, err
}
