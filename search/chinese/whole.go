package chinese

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// whole is a whole token of the normalised text.
type whole struct {
	start, end int
	text       string
	from, to   int // where text is in the arena, if text is empty
}

// wholes finds the whole tokens of a normalised text. Its memory is kept for
// the next.
type wholes struct {
	text  string
	kinds *[0x10000]uint8
	found []whole
	arena []byte // canonical forms that do not stand in the text
}

// scan finds the whole tokens of text, ordered by start, then longer first.
func (w *wholes) scan(text string) []whole {
	w.text, w.kinds = text, kinds()
	w.found, w.arena = w.found[:0], w.arena[:0]
	for at := 0; at < len(text); {
		r, size := decode(text, at)
		switch kindOf(w.kinds, r) {
		case kindLatin, kindLetter:
			at = w.token(at)
			continue
		case kindHan:
			switch {
			case r == '第':
				w.ordinal(at, at+size)
			case r == '百' && w.has(at, "百分之"):
				w.percentInWords(at)
			case digit(r) >= 0 || scale(r) > 0:
				if end := w.counted(at); end > at {
					at = end
					continue
				}
				at += w.numeralLen(at)
				continue
			}
		default:
			if r == '〔' {
				w.documentNumber(at, at+size)
			}
		}
		at += size
	}
	w.settle()
	return w.found
}

// numeralLen is the length of the Chinese numeral at at, at least one rune.
func (w *wholes) numeralLen(at int) int {
	if _, n := parseNumeral(w.text[at:]); n > 0 {
		return n
	}
	_, size := decode(w.text, at)
	return size
}

// settle gives every token its text and puts the tokens in order, each once.
func (w *wholes) settle() {
	if len(w.found) == 0 {
		return
	}
	arena := string(w.arena)
	for i := range w.found {
		if f := &w.found[i]; f.text == "" {
			f.text = arena[f.from:f.to]
		}
	}
	slices.SortFunc(w.found, func(x, y whole) int {
		return cmp.Or(x.start-y.start, y.end-x.end, strings.Compare(x.text, y.text))
	})
	w.found = slices.CompactFunc(w.found, func(x, y whole) bool {
		return x.start == y.start && x.end == y.end && x.text == y.text
	})
}

// maxWhole is the longest whole token in bytes. What is longer is no word that
// anybody types but encoded data; it is left out.
const maxWhole = 256

// add enters a token whose text stands in the normalised text.
func (w *wholes) add(start, end int) {
	if end-start > maxWhole {
		return
	}
	w.found = append(w.found, whole{start: start, end: end, text: w.text[start:end]})
}

// addForm enters a token whose text is put together from parts.
func (w *wholes) addForm(start, end int, parts ...string) {
	if end-start > maxWhole {
		return
	}
	from := len(w.arena)
	for _, p := range parts {
		w.arena = append(w.arena, p...)
	}
	w.found = append(w.found, whole{start: start, end: end, from: from, to: len(w.arena)})
}

// token reads what begins with the letter or digit at at and returns the
// offset after it.
func (w *wholes) token(at int) int {
	if end := w.address(at); end > at {
		return end
	}
	if isDigit(w.text[at]) {
		if end := w.date(at); end > at {
			return end
		}
		if end := w.number(at); end > at {
			return end
		}
	}
	return w.identifier(at)
}

// run is the end of the letters and digits from at on. Digits of other scripts
// belong to it.
func (w *wholes) run(at int) int {
	for at < len(w.text) {
		r, size := decode(w.text, at)
		if k := kindOf(w.kinds, r); k != kindLatin && k != kindLetter {
			break
		}
		at += size
	}
	return at
}

// digits is the end of the ASCII digits from at on.
func (w *wholes) digits(at int) int {
	for at < len(w.text) && isDigit(w.text[at]) {
		at++
	}
	return at
}

// has says whether mark stands at at.
func (w *wholes) has(at int, mark string) bool {
	return at <= len(w.text) && strings.HasPrefix(w.text[at:], mark)
}

// boundary says whether at is not followed by a letter or digit.
func (w *wholes) boundary(at int) bool {
	r, size := utf8.DecodeRuneInString(w.text[at:])
	if size == 0 {
		return true
	}
	k := kindOf(w.kinds, r)
	return k != kindLatin && k != kindLetter
}

func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isLetter(c byte) bool { return c >= 'a' && c <= 'z' }
