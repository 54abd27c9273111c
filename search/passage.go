package search

import (
	"encoding/binary"
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
// one stored thing that is read without decompression: document id, NUL, ordinal, byte range, length in characters.
type passageID struct {
	document   string
	ordinal    uint32
	start, end uint32
	runes      uint16
	titleRunes uint16 // of the document's title; only in ordinal 0
}

const passageKeyTail = 1 + 4 + 4 + 4 + 2 + 2

func (p passageID) key() string {
	b := make([]byte, 0, len(p.document)+passageKeyTail)
	b = append(b, p.document...)
	b = append(b, 0)
	b = binary.BigEndian.AppendUint32(b, p.ordinal)
	b = binary.BigEndian.AppendUint32(b, p.start)
	b = binary.BigEndian.AppendUint32(b, p.end)
	b = binary.BigEndian.AppendUint16(b, p.runes)
	return string(binary.BigEndian.AppendUint16(b, p.titleRunes))
}

// parsePassageKey reads a key; ok is false where it is not one of ours.
func parsePassageKey(key []byte) (p passageID, ok bool) {
	n := len(key) - passageKeyTail
	if n < 0 || key[n] != 0 {
		return p, false
	}
	tail := key[n+1:]
	return passageID{
		document:   string(key[:n]),
		ordinal:    binary.BigEndian.Uint32(tail),
		start:      binary.BigEndian.Uint32(tail[4:]),
		end:        binary.BigEndian.Uint32(tail[8:]),
		runes:      binary.BigEndian.Uint16(tail[12:]),
		titleRunes: binary.BigEndian.Uint16(tail[14:]),
	}, true
}

func runeCount16(s string) uint16 { return uint16(min(utf8.RuneCountInString(s), 1<<16-1)) }
