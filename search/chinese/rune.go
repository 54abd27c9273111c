package chinese

import (
	"sync"
	"unicode"
	"unicode/utf8"
)

// The kinds of runes that the segmenter tells apart.
const (
	kindOther  uint8 = iota // punctuation, spaces, symbols
	kindHan                 // Han character
	kindLatin               // letter or number of one or two bytes: gse joins runs of them
	kindStop                // end of a sentence or line: the best path is cut after it
	kindLetter              // letter or number of other scripts
)

// kinds holds the kind of every rune of the basic plane.
var kinds = sync.OnceValue(buildKinds)

func buildKinds() *[0x10000]uint8 {
	table := new([0x10000]uint8)
	mark := func(t *unicode.RangeTable, kind uint8) {
		for _, r := range t.R16 {
			for c := int(r.Lo); c <= int(r.Hi); c += int(r.Stride) {
				table[c] = kind
				if kind == kindLetter && c < 0x800 {
					table[c] = kindLatin
				}
			}
		}
	}
	mark(unicode.Letter, kindLetter)
	mark(unicode.Number, kindLetter)
	mark(unicode.Han, kindHan)
	for _, c := range "。！？；!?;\n" {
		table[c] = kindStop
	}
	return table
}

// kindOf is the kind of any rune.
func kindOf(table *[0x10000]uint8, r rune) uint8 {
	if r < 0x10000 {
		return table[r]
	}
	switch {
	case unicode.Is(unicode.Han, r):
		return kindHan
	case unicode.IsLetter(r) || unicode.IsNumber(r):
		return kindLetter
	}
	return kindOther
}

// decode is utf8.DecodeRuneInString with the three-byte form, nearly all of
// Chinese text, inlined.
func decode(s string, i int) (rune, int) {
	if i+2 < len(s) {
		a, b, c := s[i], s[i+1], s[i+2]
		if a > 0xE0 && a < 0xF0 && a != 0xED && b&0xC0 == 0x80 && c&0xC0 == 0x80 {
			return rune(a&0x0F)<<12 | rune(b&0x3F)<<6 | rune(c&0x3F), 3
		}
	}
	return utf8.DecodeRuneInString(s[i:])
}
