package search

import (
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/zwgk/zwgk/disclosure"
)

// Bounds of a query. They keep one visitor from costing the others their turn.
const (
	MaxQueryRunes = 200    // of Query.Text
	MaxQueryTerms = 32     // words and phrases parted by white space
	MaxLimit      = 50     // hits of one page
	MaxWindow     = 10_000 // Offset + Limit
	MaxFacets     = 20
)

// Errors of a query that exceeds a bound. All wrap ErrQuery.
var (
	ErrQuery       = errors.New("search: query refused")
	ErrTooLong     = fmt.Errorf("%w: text over %d characters; shorten it", ErrQuery, MaxQueryRunes)
	ErrTooManyTerm = fmt.Errorf("%w: over %d words; use fewer", ErrQuery, MaxQueryTerms)
	ErrLimit       = fmt.Errorf("%w: limit outside 0 to %d", ErrQuery, MaxLimit)
	ErrWindow      = fmt.Errorf("%w: offset below 0 or offset + limit over %d; narrow the search instead", ErrQuery, MaxWindow)
	ErrFacets      = fmt.Errorf("%w: over %d facets", ErrQuery, MaxFacets)
	ErrSort        = fmt.Errorf("%w: unknown sort order", ErrQuery)
	ErrFacet       = fmt.Errorf("%w: unknown facet", ErrQuery)
)

// Query is what a visitor asks. The zero value matches every document, newest first.
type Query struct {
	Text   string          // words, "短语", -排除, 标题:词; anything else is plain text. See Parse.
	Filter Filter          // all its fields must hold
	Facets []Facet         // counted over all matches, each without its own filter; at most MaxFacets
	Sort   Sort            // "" is ByRelevance
	Offset int             // hits to pass over
	Limit  int             // 0 is 10; at most MaxLimit
	Today  disclosure.Date // what 去年 and 近三个月 are counted from; zero is the machine's date
}

// Filter narrows a query by metadata. Zero fields do not narrow. In a list any one value suffices.
type Filter struct {
	Agency    string              // any issuer's full name
	Agencies  []string            // any of these
	Category  string              // a path or the beginning of one, whole levels: "财政信息" holds "财政信息/预决算"
	Subject   string              // 主题分类
	Subjects  []string            // any of these
	Kinds     []disclosure.Kind   // any of these
	Validity  disclosure.Validity // as stated by the document
	From, To  disclosure.Date     // Document.Date within, both included
	Years     []int               // year of Document.Date, any of these
	Number    string              // 文号, however it is printed
	Sites     []string            // any of these
	Audiences []string            // any of these
	Records   []string            // holds typed records of any of these kinds; see disclosure.Records.Kinds
}

// Facet names a way to count matches.
type Facet string

// The facets. Values of ByValidity are codes; see disclosure.Validity.Chinese.
const (
	ByAgency   Facet = "agency"
	ByCategory Facet = "category" // first level of the path, or the next one under Filter.Category
	BySubject  Facet = "subject"
	ByKind     Facet = "kind"
	ByValidity Facet = "validity"
	ByYear     Facet = "year"
	BySite     Facet = "site"
	ByAudience Facet = "audience"
	ByRecord   Facet = "record" // kinds of typed records: budgets, projects, fees …
)

// Sort is an order of hits.
type Sort string

// The orders. Ties fall back to date, newest first, then to id.
const (
	ByRelevance Sort = "relevance"
	ByNewest    Sort = "newest"
	ByOldest    Sort = "oldest"
)

// Validate says whether the query keeps within the bounds above.
func (q Query) Validate() error {
	switch {
	case utf8.RuneCountInString(q.Text) > MaxQueryRunes:
		return ErrTooLong
	case q.Limit < 0 || q.Limit > MaxLimit:
		return ErrLimit
	case q.Offset < 0 || q.Offset+q.limit() > MaxWindow:
		return ErrWindow
	case len(q.Facets) > MaxFacets:
		return ErrFacets
	case q.Sort != "" && q.Sort != ByRelevance && q.Sort != ByNewest && q.Sort != ByOldest:
		return ErrSort
	}
	for _, facet := range q.Facets {
		if !facetColumns[facet] {
			return fmt.Errorf("%w: %q", ErrFacet, facet)
		}
	}
	if Parse(q.Text).parts() > MaxQueryTerms {
		return ErrTooManyTerm
	}
	return nil
}

func (q Query) today() disclosure.Date {
	if q.Today.IsZero() {
		return disclosure.DateOf(time.Now())
	}
	return q.Today
}

func (q Query) limit() int {
	if q.Limit == 0 {
		return 10
	}
	return q.Limit
}

var facetColumns = map[Facet]bool{ByAgency: true, ByCategory: true, BySubject: true, ByKind: true, ByValidity: true,
	ByYear: true, BySite: true, ByAudience: true, ByRecord: true}
