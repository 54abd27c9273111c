package search

import (
	"time"

	"github.com/zwgk/zwgk/disclosure"
)

// Result is the answer to a Query. No hits is a value, not an error.
type Result struct {
	Total   int                    // documents that match
	Relaxed bool                   // no document holds every word; these hold some
	Hits    []Hit                  // one page, best first
	Facets  map[Facet][]FacetCount // per requested facet, most frequent first, at most 50 values each
	Took    time.Duration
}

// FacetCount is one value of a facet and how many matches carry it.
type FacetCount struct {
	Value string
	Count int
}

// Hit is one document found, with the passage that bears on the query best.
type Hit struct {
	ID       string
	Score    float64 // comparable within one result only
	Document disclosure.Document
	Title    Snippet // the title, with what matched
	Snippet  Snippet // from the best passage, at most about 120 characters
	Passage  Passage // the best passage, whole
	reasons  []reason
}

// Span is a byte range, Start included, End not.
type Span struct{ Start, End int }

// Snippet is a piece of text and where in it the query's words stand: byte offsets into Text on rune boundaries, in
// order, not overlapping. A host escapes the text and marks the spans.
type Snippet struct {
	Text  string
	Spans []Span
}

// Passage is a run of whole sentences of one document, of about 200 characters. Start and End are byte offsets into
// Document.Text, and Text is what stands there.
type Passage struct {
	Document   string // id
	Ordinal    int    // 0 is the first passage of the document
	Start, End int
	Text       string
	Score      float64 // comparable within one answer of Passages only
}
