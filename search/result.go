package search

import (
	"time"

	"github.com/zwgk/zwgk/disclosure"
)

// Result is the answer to a Query. No hits is a value, not an error.
type Result struct {
	Total   int                    // documents that match, duplicates counted
	Relaxed bool                   // no document holds every word; these hold some
	Hits    []Hit                  // one page, best first
	Facets  map[Facet][]FacetCount // per requested facet, most frequent first, at most 50 values each
	Took    time.Duration

	From, To   disclosure.Date // a range of dates that the text names; what agrees with it comes first. Zero ends are open
	DidYouMean string          // the query with a likely slip of spelling put right, to be offered; "" where there is none
	Help       *Help           // what may lead on; nil unless nothing was found or Relaxed is set
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

	Duplicates []string  // ids of the same document in other columns, best first; they have no hits of their own
	Pinned     bool      // by a Curation
	Features   []Feature // what stage two weighed; nil behind its depth and in other orders than ByRelevance
	reasons    []string  // see Explain
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
