package search

import (
	"bytes"
	"encoding/binary"
	"math"
	"unicode/utf8"

	"github.com/zwgk/zwgk/search/chinese"
)

// Passage sizes in characters. About 200 was measured best for finding Chinese government text: long enough to hold
// an answer with what it depends on, short enough to rank by.
const (
	passageRunes    = 200 // a passage is closed once it is this long
	maxPassageRunes = 400 // a longer sentence is split at its clauses
	maxPassages     = 1 << 16
)

// splitPassages cuts text into runs of whole sentences that cover it without gaps or overlaps. An empty text is one
// empty passage, so that every document has one to hold its title.
func splitPassages(text string) []Span {
	var spans []Span
	start, runes := 0, 0
	closePassage := func(end int) {
		if end > start {
			spans = append(spans, Span{start, end})
			start, runes = end, 0
		}
	}
	for _, sentence := range chinese.Sentences(text) {
		n := utf8.RuneCountInString(text[sentence.Start:sentence.End])
		if n > maxPassageRunes {
			closePassage(sentence.Start)
			for _, clause := range clausesOf(text, sentence) {
				if runes += utf8.RuneCountInString(text[clause.Start:clause.End]); runes >= passageRunes {
					closePassage(clause.End)
				}
			}
			closePassage(sentence.End)
			continue
		}
		if runes > 0 && runes+n > maxPassageRunes {
			closePassage(sentence.Start)
		}
		if runes += n; runes >= passageRunes {
			closePassage(sentence.End)
		}
	}
	closePassage(len(text))
	if len(spans) == 0 {
		return []Span{{0, len(text)}}
	}
	return spans
}

// clausesOf returns the clauses of a long sentence, each at most maxPassageRunes long.
func clausesOf(text string, sentence chinese.Span) []Span {
	var spans []Span
	for _, c := range chinese.Clauses(text[sentence.Start:sentence.End]) {
		start, end := sentence.Start+c.Start, sentence.Start+c.End
		for start < end {
			cut, runes := start, 0
			for cut < end && runes < maxPassageRunes {
				_, size := utf8.DecodeRuneInString(text[cut:end])
				cut += size
				runes++
			}
			spans = append(spans, Span{start, cut})
			start = cut
		}
	}
	return spans
}

// passageID is the key of a passage in the engine. All that collecting needs stands in the key, since keys are the
// one stored thing that is read without decompression: document id, NUL, then as variable-length numbers ordinal, start
// and length in bytes, length in characters, that of the title.
type passageID struct {
	document   string
	ordinal    uint32
	start, end uint32
	runes      uint16
	titleRunes uint16 // of the document's title; only in ordinal 0
}

func (p passageID) key() string {
	b := make([]byte, 0, len(p.document)+1+3*binary.MaxVarintLen32+2*binary.MaxVarintLen16)
	b = append(b, p.document...)
	b = append(b, 0)
	for _, n := range [...]uint32{p.ordinal, p.start, p.end - p.start, uint32(p.runes), uint32(p.titleRunes)} {
		b = binary.AppendUvarint(b, uint64(n))
	}
	return string(b)
}

// parsePassageKey reads a key; ok is false where it is not one of ours.
func parsePassageKey(key []byte) (p passageID, ok bool) {
	n := bytes.IndexByte(key, 0)
	if n < 0 {
		return p, false
	}
	p.document = string(key[:n])
	var numbers [5]uint32
	key = key[n+1:]
	for i := range numbers {
		value, size := binary.Uvarint(key)
		if size <= 0 || value > math.MaxUint32 {
			return p, false
		}
		numbers[i], key = uint32(value), key[size:]
	}
	p.ordinal, p.start, p.end = numbers[0], numbers[1], numbers[1]+numbers[2]
	p.runes, p.titleRunes = uint16(numbers[3]), uint16(numbers[4])
	return p, len(key) == 0
}

func runeCount16(s string) uint16 { return uint16(min(utf8.RuneCountInString(s), 1<<16-1)) }
