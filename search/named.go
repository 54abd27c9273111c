package search

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search/chinese"
)

// typedNumber matches a 文号 as people type it, without its brackets or with blanks: 国办发2019 4号, 国办发 201904号.
var typedNumber = regexp.MustCompile(`(\p{Han}{2,12})\s*[〔\[(]?\s*((?:19|20)\d\d)\s*[〕\])]?\s*年?\s*第?\s*0*([1-9]\d{0,4})\s*号`)

// headBytes is how much of a text's beginning its own number stands in.
const headBytes = 600

// headNumber returns the 文号 that stands by itself at the beginning of a text, as exports print it that have no field for
// it: at the very beginning or behind a blank, and before a blank or a title, so that a number which the text cites is none.
func headNumber(text string) disclosure.Number {
	end := min(len(text), headBytes)
	for end < len(text) && !utf8.RuneStart(text[end]) {
		end++
	}
	if !strings.Contains(text[:end], "号") {
		return disclosure.Number{} // most have none, and looking for one is dear
	}
	for _, found := range disclosure.FindNumbers(text[:end]) {
		before, _ := utf8.DecodeLastRuneInString(text[:found.Start])
		if found.Number.Form == disclosure.BracketForm && (found.Start == 0 || isSpace(before)) && headsTitle(text[found.End:]) {
			return found.Number
		}
	}
	return disclosure.Number{}
}

// headsTitle says whether what follows a number is a line's end or a document's title: 某省某厅关于….
func headsTitle(rest string) bool {
	const issuer = 120 // bytes before 关于
	first, _ := utf8.DecodeRuneInString(rest)
	return rest == "" || isSpace(first) || strings.Contains(rest[:min(len(rest), issuer)], "关于")
}

// named returns the documents, by number in the view, whose 文号 or 索引号 stands in a query text, however printed.
func (x *Index) named(v *view, text string) (map[uint32]bool, error) {
	keys := map[string]bool{}
	for _, number := range disclosure.FindNumbers(text) {
		keys[foldNumber(number.Number.String())] = true
	}
	if m := typedNumber.FindStringSubmatch(chinese.Fold(text)); m != nil {
		keys[foldNumber(m[1]+"〔"+m[2]+"〕"+m[3]+"号")] = true
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
