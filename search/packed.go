package search

import (
	"fmt"
	"unicode/utf8"
)

// Stored text is packed into two bytes a character, against UTF-8's three for Chinese: a byte below 0x80 is itself; two
// bytes from 0x8000 on are a character of the ranges below; anything else follows packedEscape in UTF-8, invalid bytes
// one by one. What is packed comes back byte for byte.
const (
	packedEscape  = 0xFF // no first byte of a character: the ranges end below 0xFF00
	invalidEscape = 0xFE // one byte that is no UTF-8 follows
)

// packedRange is a range of characters and the first of its codes.
type packedRange struct {
	first, last rune
	code        uint16
}

var packedRanges = [...]packedRange{
	{0x3000, 0x9FFF, 0x8000}, // marks, kana, the common ideographs
	{0xFF00, 0xFFEF, 0xF000}, // full-width forms
	{0x2000, 0x26FF, 0xF100}, // other marks, numbers and signs
	{0x00A0, 0x017F, 0xF800}, // letters with accents
}

// pack packs a text behind what dst holds.
func pack(dst []byte, text string) []byte {
	for i := 0; i < len(text); {
		if c := text[i]; c < 0x80 {
			dst = append(dst, c)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError && size == 1 {
			dst = append(dst, invalidEscape, text[i])
			i++
			continue
		}
		if code, ok := packedCode(r); ok {
			dst = append(dst, byte(code>>8), byte(code))
		} else {
			dst = append(append(dst, packedEscape), text[i:i+size]...)
		}
		i += size
	}
	return dst
}

func packedCode(r rune) (code uint16, ok bool) {
	for _, p := range packedRanges {
		if r >= p.first && r <= p.last {
			return p.code + uint16(r-p.first), true
		}
	}
	return 0, false
}

// unpack returns the text that was packed; it fails with ErrDamaged where data is none.
func unpack(data []byte) (string, error) {
	text := make([]byte, 0, len(data)*3/2)
	for i := 0; i < len(data); {
		c := data[i]
		switch {
		case c < 0x80:
			text = append(text, c)
			i++
			continue
		case i+1 >= len(data):
			return "", fmt.Errorf("%w: stored text ends within a character", ErrDamaged)
		case c == invalidEscape:
			text = append(text, data[i+1])
			i += 2
			continue
		case c == packedEscape:
			_, size := utf8.DecodeRune(data[i+1:])
			text = append(text, data[i+1:i+1+size]...)
			i += 1 + size
			continue
		}
		r, ok := packedRune(uint16(c)<<8 | uint16(data[i+1]))
		if !ok {
			return "", fmt.Errorf("%w: stored text holds no character %x", ErrDamaged, data[i:i+2])
		}
		text = utf8.AppendRune(text, r)
		i += 2
	}
	return string(text), nil
}

func packedRune(code uint16) (r rune, ok bool) {
	for _, p := range packedRanges {
		if code >= p.code && code-p.code <= uint16(p.last-p.first) {
			return p.first + rune(code-p.code), true
		}
	}
	return 0, false
}
