package search

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/zwgk/zwgk/disclosure"
)

// named returns the documents, by number in the view, whose 文号 or 索引号 stands in a query text, however printed.
func (x *Index) named(v *view, text string) (map[uint32]bool, error) {
	keys := map[string]bool{}
	for _, number := range disclosure.FindNumbers(text) {
		keys[foldNumber(number.Number.String())] = true
	}
	for _, word := range append(strings.Fields(text), text) {
		if n := utf8.RuneCountInString(word); n >= 4 && n <= 60 {
			keys[foldNumber(disclosure.ParseNumber(word).String())] = true
			keys[foldNumber(word)] = true
		}
	}
	found := map[uint32]bool{}
	for key := range keys {
		for i, s := range v.segments {
			postings, err := x.postings.of(s, numberKey, key)
			if err != nil {
				return nil, err
			}
			for _, p := range postings {
				if document := s.documentOf[p.passage]; s.live(document) {
					found[uint32(v.firstDocument[i])+document] = true
				}
			}
		}
	}
	return found, nil
}

// numbered returns the documents, by number in the view, whose 文号 or 索引号 begins with a folded prefix.
func (v *view) numbered(prefix string) (map[uint32]bool, error) {
	holders := map[uint32]bool{}
	start, end := []byte(prefix), append([]byte(prefix), bytes.Repeat([]byte{0xff}, 4)...)
	for i, s := range v.segments {
		base := uint32(v.firstDocument[i])
		dictionary, err := s.snapshot.Segment().Dictionary(numberKey)
		if err != nil {
			return nil, fmt.Errorf("search: read numbers: %w", err)
		}
		terms := dictionary.AutomatonIterator(nil, start, end)
		for {
			entry, err := terms.Next()
			if err != nil {
				return nil, fmt.Errorf("search: read numbers: %w", err)
			}
			if entry == nil {
				break
			}
			postings, err := decodePostings(s, numberKey, entry.Term)
			if err != nil {
				return nil, err
			}
			for _, p := range postings {
				if document := s.documentOf[p.passage]; s.live(document) {
					holders[base+document] = true
				}
			}
		}
	}
	return holders, nil
}
