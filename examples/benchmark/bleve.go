package main

import (
	"context"
	"iter"
	"path/filepath"
	"strings"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/custom"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/whitespace"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search/query"
)

// plainBleve is bleve with its defaults over words parted by blanks. Its composite field of all text, which would hold
// every word twice, is left out.
type plainBleve struct{ x bleve.Index }

// bleveBatch is how many passages it gets at once; 2,000 to 10,000 index fastest.
const bleveBatch = 5000

func (b *plainBleve) name() string { return "bleve" }

func bleveMapping() (mapping.IndexMapping, error) {
	m := bleve.NewIndexMapping()
	err := m.AddCustomAnalyzer("words", map[string]any{"type": custom.Name, "tokenizer": whitespace.Name})
	if err != nil {
		return nil, err
	}
	text, keyword, date := bleve.NewTextFieldMapping(), bleve.NewKeywordFieldMapping(), bleve.NewDateTimeFieldMapping()
	text.Analyzer = "words"
	m.DefaultMapping.Dynamic = false
	m.DefaultMapping.AddSubDocumentMapping("_all", bleve.NewDocumentDisabledMapping())
	m.DefaultMapping.AddFieldMappingsAt("text", text)
	m.DefaultMapping.AddFieldMappingsAt("date", date)
	for _, name := range []string{"agency", "category", "year"} {
		m.DefaultMapping.AddFieldMappingsAt(name, keyword)
	}
	return m, nil
}

func (b *plainBleve) index(ctx context.Context, folder string, passages iter.Seq[passage], words func(string) []string) error {
	m, err := bleveMapping()
	if err != nil {
		return err
	}
	if b.x, err = bleve.New(filepath.Join(folder, "index"), m); err != nil {
		return err
	}
	batch := b.x.NewBatch()
	for p := range passages {
		document := map[string]any{"text": strings.Join(words(p.text), " "), "agency": p.agency, "category": p.category}
		if !p.date.IsZero() {
			document["date"], document["year"] = day(p.date.Year, int(p.date.Month), p.date.Day), p.year()
		}
		if err := batch.Index(p.id, document); err != nil {
			return err
		}
		if batch.Size() == bleveBatch {
			if err := b.x.Batch(batch); err != nil || ctx.Err() != nil {
				return firstOf(err, context.Cause(ctx))
			}
			batch.Reset()
		}
	}
	return firstOf(b.x.Batch(batch), b.close())
}

func day(year, month, day int) time.Time {
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func (b *plainBleve) open(folder string) (err error) {
	b.x, err = bleve.Open(filepath.Join(folder, "index"))
	return err
}

func (b *plainBleve) close() error { return b.x.Close() }

func (b *plainBleve) ask(ctx context.Context, k kind, q question) (int, error) {
	var request *bleve.SearchRequest
	switch k {
	case anyWord:
		request = bleve.NewSearchRequest(bleve.NewDisjunctionQuery(terms(q)...))
	case question100:
		request = bleve.NewSearchRequestOptions(bleve.NewDisjunctionQuery(terms(q)...), 100, 0, false)
	case allWords:
		request = bleve.NewSearchRequest(bleve.NewConjunctionQuery(terms(q)...))
		request.Fields = []string{"*"} // a page shows the document, as ours does
	case facets:
		request = bleve.NewSearchRequest(terms(q)[0])
		for _, name := range []string{"agency", "category", "year"} {
			request.AddFacet(name, bleve.NewFacetRequest(name, 50))
		}
	case dateTerm:
		dates := bleve.NewDateRangeInclusiveQuery(day(fromYear, 1, 1), day(toYear, 12, 31), new(true), new(true))
		dates.SetField("date")
		request = bleve.NewSearchRequest(bleve.NewConjunctionQuery(terms(q)[0], dates))
	case byDate:
		request = bleve.NewSearchRequest(terms(q)[0])
		request.SortBy([]string{"-date", "_id"})
	}
	result, err := b.x.SearchInContext(ctx, request)
	if err != nil {
		return 0, err
	}
	return int(result.Total), nil
}

func terms(q question) []query.Query {
	list := make([]query.Query, len(q))
	for i, word := range q {
		term := bleve.NewTermQuery(word)
		term.SetField("text")
		list[i] = term
	}
	return list
}
