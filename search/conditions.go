package search

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/zwgk/zwgk/search/chinese"
)

// place is where a condition looks.
type place uint8

const (
	anywhere place = iota
	inTitle
	inBody
)

// condition is a piece of text that must stand in a document, or must not. Letters, width and script are folded on
// both sides.
type condition struct {
	text  string // folded
	where place
	not   bool
	terms []string // see phraseTerms
}

// conditions returns the phrases, scopes and exclusions of a query.
func (p Parsed) conditions() []condition {
	var list []condition
	add := func(texts []string, where place, not bool) {
		for _, text := range texts {
			c := condition{text: chinese.Fold(text), where: where, not: not}
			same := func(other condition) bool { return other.text == c.text && other.where == where && other.not == not }
			if c.text != "" && !slices.ContainsFunc(list, same) {
				list = append(list, c)
			}
		}
	}
	add(p.Phrases, anywhere, false)
	add(p.Titles, inTitle, false)
	add(p.Bodies, inBody, false)
	add(p.Excluded, anywhere, true)
	return list
}

// meet keeps the matches that meet a plan's conditions. Postings say which passages can hold a piece of text; only
// these are read. A single character is looked for in titles only, since nothing says where else it stands.
func (x *Index) meet(ctx context.Context, v *view, found []match, p plan) ([]match, error) {
	for _, number := range p.numbers {
		holders, err := v.numbered(number)
		if err != nil {
			return nil, err
		}
		found = keep(found, func(d uint32) bool { return holders[d] })
	}
	for _, c := range p.conditions {
		wanted := make(map[uint32]bool, len(found))
		for _, m := range found {
			wanted[m.document] = true
		}
		holders, err := x.holders(ctx, v, c, wanted)
		if err != nil {
			return nil, err
		}
		found = keep(found, func(d uint32) bool { return holders[d] != c.not })
	}
	return found, nil
}

func keep(found []match, want func(document uint32) bool) []match {
	kept := make([]match, 0, len(found))
	for _, c := range found {
		if want(c.document) {
			kept = append(kept, c)
		}
	}
	return kept
}

// holders returns which of the wanted documents hold a condition's text.
func (x *Index) holders(ctx context.Context, v *view, c condition, wanted map[uint32]bool) (map[uint32]bool, error) {
	r := &holderReader{ctx: ctx, x: x, c: c, wanted: wanted, holders: map[uint32]bool{}}
	whole := spansSentences(c.text) && c.where != inTitle
	for i, s := range v.segments {
		base := uint32(v.firstDocument[i])
		if c.where != inBody {
			terms := c.terms
			if utf8.RuneCountInString(c.text) == 1 {
				terms = []string{c.text}
			}
			if err := r.readPassages(s, base, titleField, terms); err != nil {
				return nil, err
			}
		}
		if c.where != inTitle && utf8.RuneCountInString(c.text) > 1 {
			read := r.readPassages
			if whole {
				read = r.readDocuments
			}
			if err := read(s, base, bodyField, c.terms); err != nil {
				return nil, err
			}
		}
	}
	return r.holders, nil
}

// spansSentences says whether a phrase may lie across two passages: it holds a mark that ends a sentence or clause.
func spansSentences(phrase string) bool {
	return strings.ContainsFunc(phrase, func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSpace(r) })
}

// holderReader gathers the holders of one condition.
type holderReader struct {
	ctx             context.Context
	x               *Index
	c               condition
	wanted, holders map[uint32]bool
}

// readPassages reads the passages, or titles, whose postings hold all terms.
func (r *holderReader) readPassages(s *segmentView, base uint32, field string, terms []string) error {
	if len(terms) == 0 {
		return nil
	}
	if spelled(r.c.text) { // where it is a term of its own nothing need be read
		list, err := r.x.postings.of(s, field, r.c.text)
		if err != nil {
			return err
		}
		for _, p := range list {
			if document := s.documentOf[p.passage]; s.live(document) && r.wanted[base+document] {
				r.holders[base+document] = true
			}
		}
	}
	list, err := r.x.postings.phrase(s, field, terms)
	if err != nil {
		return err
	}
	for _, p := range list {
		document := s.documentOf[p.passage]
		if !s.live(document) || !r.wanted[base+document] || r.holders[base+document] {
			continue
		}
		if utf8.RuneCountInString(r.c.text) <= 2 && r.c.text[0] >= 0x80 { // the term itself
			r.holders[base+document] = true
			continue
		}
		if err := context.Cause(r.ctx); err != nil {
			return fmt.Errorf("search: %w", err)
		}
		stored := textField
		if field == titleField {
			stored = titleField
		}
		text, err := s.unpacked(p.passage, stored)
		if err != nil {
			return err
		}
		if strings.Contains(chinese.Fold(text), r.c.text) {
			r.holders[base+document] = true
		}
	}
	return nil
}

// readDocuments reads the whole texts of documents that hold all terms somewhere.
func (r *holderReader) readDocuments(s *segmentView, base uint32, field string, terms []string) error {
	counts := make([]uint16, len(s.ids))
	for i, term := range terms {
		list, err := r.x.postings.of(s, field, term)
		if err != nil {
			return err
		}
		for _, p := range list {
			if document := s.documentOf[p.passage]; counts[document] == uint16(i) {
				counts[document]++
			}
		}
	}
	for document, n := range counts {
		d := base + uint32(document)
		if int(n) < len(terms) || len(terms) == 0 || !s.live(uint32(document)) || !r.wanted[d] || r.holders[d] {
			continue
		}
		if err := context.Cause(r.ctx); err != nil {
			return fmt.Errorf("search: %w", err)
		}
		text, err := s.wholeText(uint32(document))
		if err != nil {
			return err
		}
		if strings.Contains(chinese.Fold(text), r.c.text) {
			r.holders[d] = true
		}
	}
	return nil
}

// wholeText puts a document's text together.
func (s *segmentView) wholeText(document uint32) (string, error) {
	var text strings.Builder
	first, end := s.passagesOf(document)
	for passage := first; passage < end; passage++ {
		part, err := s.text(passage)
		if err != nil {
			return "", err
		}
		text.WriteString(part)
	}
	return text.String(), nil
}
