package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/zwgk/zwgk/search/chinese"
)

// snippetRunes is about how long a snippet is, in characters: three lines on a phone.
const snippetRunes = 120

// marker finds a query's words in texts.
type marker struct {
	analyzer *chinese.Analyzer
	classes  chinese.Class
	wanted   map[string]bool
	whole    []string // folded pieces that count only as a whole: synonyms and phrases
	plain    []string // of wanted, that mark all of it wherever they stand; nil where texts must be cut into words
}

func newMarker(analyzer *chinese.Analyzer, p plan) *marker {
	m := &marker{analyzer: analyzer, classes: termClasses, wanted: map[string]bool{}}
	for _, word := range p.words {
		for _, term := range word.terms {
			m.wanted[term.text] = true
			if utf8.RuneCountInString(term.text) == 1 {
				m.classes = titleClasses
			}
			for _, a := range term.alternatives {
				if !slices.Contains(m.whole, a.word) {
					m.whole = append(m.whole, a.word)
				}
			}
		}
	}
	for _, c := range p.conditions {
		if !c.not && !slices.Contains(m.whole, c.text) {
			m.whole = append(m.whole, c.text)
		}
	}
	m.plain = m.plainOnes()
	return m
}

// plainOnes returns the characters and pairs among the wanted terms, where these are all Chinese and each longer one
// consists of wanted pairs. A pair is a term wherever it stands, so that nothing need be known of the words of a text.
func (m *marker) plainOnes() (plain []string) {
	for term := range m.wanted {
		runes, last := 0, 0
		for i, r := range term {
			if !unicode.Is(unicode.Han, r) {
				return nil
			}
			if runes++; runes > 1 && !m.wanted[term[last:i+utf8.RuneLen(r)]] {
				return nil
			}
			last = i
		}
		if runes <= 2 {
			plain = append(plain, term)
		}
	}
	return plain
}

// spans returns where the query's words stand in text: byte ranges on rune boundaries, merged, in order.
func (m *marker) spans(text string) []Span {
	var spans []Span
	if m.plain == nil && len(m.wanted) > 0 {
		for _, term := range m.analyzer.Append(nil, text, m.classes) {
			if m.wanted[term.Text] {
				spans = append(spans, Span{term.Start, term.End})
			}
		}
	}
	if len(m.plain)+len(m.whole) == 0 {
		return merge(spans)
	}
	n := chinese.Normalize(text)
	for _, piece := range m.plain {
		_, first := utf8.DecodeRuneInString(piece)
		spans = appendSpans(spans, n, piece, first) // 人人人 holds two pairs
	}
	for _, piece := range m.whole {
		spans = appendSpans(spans, n, piece, len(piece))
	}
	return merge(spans)
}

// appendSpans appends where a piece stands in a text, and looks on step bytes behind the start of each.
func appendSpans(spans []Span, n chinese.Normalized, piece string, step int) []Span {
	for from := 0; ; {
		i := strings.Index(n.Text[from:], piece)
		if i < 0 {
			return spans
		}
		start, end := n.Original(from+i, from+i+len(piece))
		spans = append(spans, Span{start, end})
		from += i + step
	}
}

func merge(spans []Span) []Span {
	slices.SortFunc(spans, func(a, b Span) int { return a.Start - b.Start })
	var merged []Span
	for _, s := range spans {
		if n := len(merged); n > 0 && s.Start <= merged[n-1].End {
			merged[n-1].End = max(merged[n-1].End, s.End)
			continue
		}
		merged = append(merged, s)
	}
	return merged
}

// all marks a text that is shown whole.
func (m *marker) all(text string) Snippet { return Snippet{text, m.spans(text)} }

// cut marks the stretch of a text, about snippetRunes long, that holds most of what the query asks. It begins at the
// start of a sentence or clause where one is near.
func (m *marker) cut(text string) Snippet {
	spans := m.spans(text)
	if utf8.RuneCountInString(text) <= snippetRunes*5/4 {
		return trimmed(text, Span{0, len(text)}, spans)
	}
	best, bestWeight := 0, -1
	for _, c := range chinese.Clauses(text) {
		end := advance(text, c.Start, snippetRunes)
		weight := 0
		for _, s := range spans {
			if s.Start >= c.Start && s.End <= end {
				weight += s.End - s.Start
			}
		}
		if weight > bestWeight {
			best, bestWeight = c.Start, weight
		}
	}
	return trimmed(text, Span{best, advance(text, best, snippetRunes)}, spans)
}

// advance returns the byte offset n characters on from start.
func advance(text string, start, n int) int {
	for start < len(text) && n > 0 {
		_, size := utf8.DecodeRuneInString(text[start:])
		start += size
		n--
	}
	return start
}

// trimmed cuts a window out of text, without white space at its ends, and moves the spans along.
func trimmed(text string, window Span, spans []Span) Snippet {
	part := text[window.Start:window.End]
	start := window.Start + len(part) - len(strings.TrimLeftFunc(part, isSpace))
	end := window.Start + len(strings.TrimRightFunc(part, isSpace))
	snippet := Snippet{}
	if start >= end {
		return snippet
	}
	snippet.Text = text[start:end]
	for _, s := range spans {
		if s.End > start && s.Start < end {
			snippet.Spans = append(snippet.Spans, Span{max(s.Start, start) - start, min(s.End, end) - start})
		}
	}
	return snippet
}
