package search

import (
	"fmt"
	"sort"
	"strconv"
	"strings"

	segment "github.com/blevesearch/scorch_segment_api/v2"

	"github.com/zwgk/zwgk/disclosure"
)

// columns hold what collecting needs of one segment, by number: which document a passage belongs to, lengths, dates
// and facet values. A segment never changes, so neither do its columns; deletions stand beside them in the view.
// All passages of a document are written in one batch and so lie in one segment.
type columns struct {
	documentOf []uint32 // passage number → document number within the segment
	runes      []uint16 // passage number → length in characters
	spans      []span32 // passage number → byte range in the document's text

	ids        []string // document number → id
	byID       map[string]uint32
	passages   []uint32 // passage numbers, those of one document together and in order
	passageAt  []uint32 // document number → where its passages begin in passages; one more entry closes the last
	bodyRunes  []uint32
	titleRunes []uint16
	dates      []int32 // document number → 20060102, 0 where not stated
	facets     map[Facet]*facetColumn
}

// span32 is a Span in half the space.
type span32 struct{ start, end uint32 }

// facetColumn holds the values of one facet: ordinals into values, several for a document.
type facetColumn struct {
	values   []string
	at       []uint32 // document number → where its ordinals begin; one more entry closes the last
	ordinals []uint32
}

func (c *columns) passagesOf(document uint32) []uint32 {
	return c.passages[c.passageAt[document]:c.passageAt[document+1]]
}

func (f *facetColumn) of(document uint32) []uint32 {
	return f.ordinals[f.at[document]:f.at[document+1]]
}

// lapsed says whether a document states that it is no longer in force.
func (c *columns) lapsed(document uint32) bool {
	column := c.facets[ByValidity]
	for _, ordinal := range column.of(document) {
		if disclosure.Validity(column.values[ordinal]).Lapsed() {
			return true
		}
	}
	return false
}

func readColumns(s segment.Segment) (*columns, error) {
	n := int(s.Count())
	c := &columns{documentOf: make([]uint32, n), runes: make([]uint16, n), spans: make([]span32, n), byID: map[string]uint32{}}
	ordinals := make([]uint32, n)
	for i := range n {
		key, err := s.DocID(uint64(i))
		if err != nil {
			return nil, fmt.Errorf("search: read columns: %w", err)
		}
		id, ok := parsePassageKey(key)
		if !ok {
			return nil, fmt.Errorf("%w: key %.60q", ErrFormat, key)
		}
		document, ok := c.byID[id.document]
		if !ok {
			document = uint32(len(c.ids))
			c.byID[id.document] = document
			c.ids = append(c.ids, id.document)
			c.bodyRunes = append(c.bodyRunes, 0)
			c.titleRunes = append(c.titleRunes, 0)
		}
		c.documentOf[i], c.runes[i], c.spans[i], ordinals[i] = document, id.runes, span32{id.start, id.end}, id.ordinal
		c.bodyRunes[document] += uint32(id.runes)
		c.titleRunes[document] += id.titleRunes
	}
	c.groupPassages(ordinals)
	if err := c.readDates(s); err != nil {
		return nil, err
	}
	return c, c.readFacets(s)
}

// groupPassages fills passages and passageAt.
func (c *columns) groupPassages(ordinals []uint32) {
	c.passages = make([]uint32, len(c.documentOf))
	for i := range c.passages {
		c.passages[i] = uint32(i)
	}
	sort.Slice(c.passages, func(i, j int) bool {
		a, b := c.passages[i], c.passages[j]
		if c.documentOf[a] != c.documentOf[b] {
			return c.documentOf[a] < c.documentOf[b]
		}
		return ordinals[a] < ordinals[b]
	})
	c.passageAt = make([]uint32, len(c.ids)+1)
	for _, document := range c.documentOf {
		c.passageAt[document+1]++
	}
	for i := range c.ids {
		c.passageAt[i+1] += c.passageAt[i]
	}
}

func (c *columns) readDates(s segment.Segment) error {
	c.dates = make([]int32, len(c.ids))
	return eachPosting(s, dateField, func(term string, passage uint64) {
		n, err := strconv.Atoi(strings.ReplaceAll(term, "-", ""))
		if err == nil {
			c.dates[c.documentOf[passage]] = int32(n)
		}
	})
}

func (c *columns) readFacets(s segment.Segment) error {
	c.facets = make(map[Facet]*facetColumn, len(facetColumns))
	for facet := range facetColumns {
		f := &facetColumn{at: make([]uint32, len(c.ids)+1)}
		var documents, ordinals []uint32
		err := eachPosting(s, facetField+string(facet), func(term string, passage uint64) {
			if n := len(f.values); n == 0 || f.values[n-1] != term {
				f.values = append(f.values, term)
			}
			document := c.documentOf[passage]
			f.at[document+1]++
			documents = append(documents, document)
			ordinals = append(ordinals, uint32(len(f.values)-1))
		})
		if err != nil {
			return err
		}
		for i := range c.ids {
			f.at[i+1] += f.at[i]
		}
		f.ordinals = make([]uint32, len(ordinals))
		next := append([]uint32(nil), f.at...)
		for i, document := range documents {
			f.ordinals[next[document]] = ordinals[i]
			next[document]++
		}
		c.facets[facet] = f
	}
	return nil
}

// eachPosting visits every term of a field, in order, with the numbers of its passages.
func eachPosting(s segment.Segment, field string, visit func(term string, passage uint64)) error {
	dictionary, err := s.Dictionary(field)
	if err != nil {
		return fmt.Errorf("search: read field %s: %w", field, err)
	}
	terms := dictionary.AutomatonIterator(nil, nil, nil)
	for {
		entry, err := terms.Next()
		if err != nil {
			return fmt.Errorf("search: read field %s: %w", field, err)
		}
		if entry == nil {
			return nil
		}
		list, err := dictionary.PostingsList([]byte(entry.Term), nil, nil)
		if err != nil {
			return fmt.Errorf("search: read field %s: %w", field, err)
		}
		postings := list.Iterator(false, false, false, nil)
		for {
			posting, err := postings.Next()
			if err != nil {
				return fmt.Errorf("search: read field %s: %w", field, err)
			}
			if posting == nil {
				break
			}
			visit(entry.Term, posting.Number())
		}
	}
}
