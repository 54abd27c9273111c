package search

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	segment "github.com/blevesearch/scorch_segment_api/v2"

	"github.com/zwgk/zwgk/disclosure"
)

// columns hold what collecting needs of one segment, by number: which document a passage belongs to, lengths, dates
// and facet values. A segment never changes, so neither do its columns; deletions stand beside them in the view.
// All passages of a document are written in one batch and so lie in one segment. Here they are numbered anew: by
// document, then in the order of the text.
type columns struct {
	documentOf []uint32 // passage → document number within the segment
	runes      []uint16 // passage → length in characters
	spans      []span32 // passage → byte range in the document's text
	numbers    []uint32 // passage → its number in the engine, which knows no order of passages
	placeAt    []uint32 // … and back

	ids        []string // document number → id
	byID       map[string]uint32
	passageAt  []uint32 // document number → its first passage; one more entry closes the last
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
	at       []uint32 // document number → where its ordinals begin; one more entry closes the last. Nil where no document
	ordinals []uint32 // has several: then these are by document number, and len(values) for none
}

// passagesOf returns a document's first passage and the one after its last.
func (c *columns) passagesOf(document uint32) (first, end uint32) {
	return c.passageAt[document], c.passageAt[document+1]
}

func (f *facetColumn) of(document uint32) []uint32 {
	if f.at != nil {
		return f.ordinals[f.at[document]:f.at[document+1]]
	}
	if int(f.ordinals[document]) == len(f.values) {
		return nil
	}
	return f.ordinals[document : document+1]
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

// readColumns reads a segment's columns. It turns a panic over damaged files into an error.
func readColumns(s segment.Segment) (c *columns, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("%w: %v", ErrDamaged, fault)
		}
	}()
	keys := make([]passageID, s.Count())
	documents := 0
	for i := range keys {
		key, err := s.DocID(uint64(i))
		if err != nil {
			return nil, fmt.Errorf("search: read columns: %w", err)
		}
		id, ok := parsePassageKey(key)
		if !ok {
			return nil, fmt.Errorf("%w: key %.60q", ErrFormat, key)
		}
		if keys[i] = id; id.ordinal == 0 {
			documents++
		}
	}
	c = &columns{ids: make([]string, 0, documents), byID: make(map[string]uint32, documents),
		bodyRunes: make([]uint32, 0, documents), titleRunes: make([]uint16, 0, documents)}
	documentOf := make([]uint32, len(keys))
	for i := range keys {
		id := &keys[i]
		document, ok := c.byID[id.document]
		if !ok {
			document = uint32(len(c.ids))
			c.byID[id.document] = document
			c.ids = append(c.ids, id.document)
			c.bodyRunes = append(c.bodyRunes, 0)
			c.titleRunes = append(c.titleRunes, 0)
		}
		documentOf[i] = document
		c.bodyRunes[document] += uint32(id.runes)
		c.titleRunes[document] += id.titleRunes
	}
	c.placePassages(keys, documentOf)
	if err := c.readDates(s); err != nil {
		return nil, err
	}
	return c, c.readFacets(s)
}

// placePassages puts passages into their order and fills what is known of each.
func (c *columns) placePassages(keys []passageID, documentOf []uint32) {
	c.numbers = make([]uint32, len(keys))
	for i := range c.numbers {
		c.numbers[i] = uint32(i)
	}
	slices.SortFunc(c.numbers, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(documentOf[a], documentOf[b]), cmp.Compare(keys[a].ordinal, keys[b].ordinal))
	})
	c.documentOf, c.placeAt = make([]uint32, len(keys)), make([]uint32, len(keys))
	c.runes, c.spans = make([]uint16, len(keys)), make([]span32, len(keys))
	c.passageAt = make([]uint32, len(c.ids)+1)
	for place, number := range c.numbers {
		key := &keys[number]
		c.placeAt[number] = uint32(place)
		c.documentOf[place], c.runes[place], c.spans[place] = documentOf[number], key.runes, span32{key.start, key.end}
		c.passageAt[documentOf[number]+1] = uint32(place) + 1
	}
}

func (c *columns) readDates(s segment.Segment) error {
	c.dates = make([]int32, len(c.ids))
	last, date := "", 0
	return eachPosting(s, dateField, func(term string, passage uint64) {
		if term != last {
			last, date = term, 0
			if n, err := strconv.Atoi(strings.ReplaceAll(term, "-", "")); err == nil {
				date = n
			}
		}
		c.dates[c.documentOf[c.placeAt[passage]]] = int32(date)
	})
}

func (c *columns) readFacets(s segment.Segment) error {
	c.facets = make(map[Facet]*facetColumn, len(facetColumns))
	for facet := range facetColumns {
		f := &facetColumn{}
		var documents, ordinals []uint32
		err := eachPosting(s, facetField+string(facet), func(term string, passage uint64) {
			if n := len(f.values); n == 0 || f.values[n-1] != term {
				f.values = append(f.values, term)
			}
			documents = append(documents, c.documentOf[c.placeAt[passage]])
			ordinals = append(ordinals, uint32(len(f.values)-1))
		})
		if err != nil {
			return err
		}
		f.fill(len(c.ids), documents, ordinals)
		c.facets[facet] = f
	}
	return nil
}

// fill takes pairs of a document, of n, and an ordinal, by ordinal.
func (f *facetColumn) fill(n int, documents, ordinals []uint32) {
	at := make([]uint32, n+1)
	several := false
	for _, document := range documents {
		at[document+1]++
		several = several || at[document+1] > 1
	}
	if !several {
		f.ordinals = slices.Repeat([]uint32{uint32(len(f.values))}, n)
		for i, document := range documents {
			f.ordinals[document] = ordinals[i]
		}
		return
	}
	for i := range n {
		at[i+1] += at[i]
	}
	f.at, f.ordinals = at, make([]uint32, len(ordinals))
	next := slices.Clone(at)
	for i, document := range documents {
		f.ordinals[next[document]] = ordinals[i]
		next[document]++
	}
}

// eachPosting visits every term of a field, in order, with the engine's numbers of its passages.
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
