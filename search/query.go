package search

import (
	"errors"
	"fmt"
	"strings"
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
	Text   string  // words, "短语" or “短语”, -排除; anything else is plain text. See Parse.
	Filter Filter  // all its fields must hold
	Facets []Facet // counted over all matches; at most MaxFacets
	Sort   Sort    // "" is ByRelevance
	Offset int
	Limit  int // 0 is 10; at most MaxLimit
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
	if parsed := Parse(q.Text); len(parsed.Words)+len(parsed.Phrases)+len(parsed.Excluded) > MaxQueryTerms {
		return ErrTooManyTerm
	}
	return nil
}

func (q Query) limit() int {
	if q.Limit == 0 {
		return 10
	}
	return q.Limit
}

// Parsed is a query text taken apart.
type Parsed struct {
	Words    []string // plain text, parted by white space
	Phrases  []string // each must stand in the document word for word
	Excluded []string // none may stand in the document
}

// Parse takes a query text apart. The grammar is small: a part in double quotes, “” or 「」 is a phrase; a part that
// begins with - behind white space is excluded; everything else is plain text. It never fails: an unclosed quote
// and a lone dash are plain text.
func Parse(text string) Parsed {
	var p Parsed
	for rest := strings.TrimSpace(text); rest != ""; rest = strings.TrimSpace(rest) {
		exclude := false
		if body, ok := strings.CutPrefix(rest, "-"); ok && body != "" && !startsWithSpace(body) {
			exclude, rest = true, body
		}
		part, phrase, tail := nextPart(rest)
		rest = tail
		switch {
		case part == "":
		case exclude:
			p.Excluded = append(p.Excluded, part)
		case phrase:
			p.Phrases = append(p.Phrases, part)
		default:
			p.Words = append(p.Words, part)
		}
	}
	return p
}

// quotes pairs each opening quote of a phrase with its closing one.
var quotes = map[string]string{`"`: `"`, "“": "”", "「": "」", "＂": "＂"}

// nextPart cuts the first phrase or word off text, which does not begin with white space.
func nextPart(text string) (part string, phrase bool, rest string) {
	for open, closing := range quotes {
		if body, ok := strings.CutPrefix(text, open); ok {
			if end := strings.Index(body, closing); end >= 0 {
				return strings.TrimSpace(body[:end]), true, body[end+len(closing):]
			}
		}
	}
	end := strings.IndexFunc(text, isSpace)
	if end < 0 {
		end = len(text)
	}
	return text[:end], false, text[end:]
}

func startsWithSpace(s string) bool { return strings.IndexFunc(s, isSpace) == 0 }

func isSpace(r rune) bool {
	return r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\u3000' || r == '\u00a0'
}

// String writes the query in a canonical form that Parse reads the same.
func (p Parsed) String() string {
	parts := append([]string(nil), p.Words...)
	for _, phrase := range p.Phrases {
		parts = append(parts, `"`+phrase+`"`)
	}
	for _, word := range p.Excluded {
		parts = append(parts, "-"+word)
	}
	return strings.Join(parts, " ")
}

var facetColumns = map[Facet]bool{ByAgency: true, ByCategory: true, BySubject: true, ByKind: true, ByValidity: true,
	ByYear: true, BySite: true, ByAudience: true}
