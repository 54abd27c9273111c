package chinese

import (
	"bytes"
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

// foldText is generated: each line a rune and what it becomes.
//
//go:embed fold.txt
var foldText string

// phraseText lists the characters whose simplified form depends on the word.
//
//go:embed phrases.txt
var phraseText string

// drop marks runes that normalisation removes.
const drop = -1

// dropped are zero-width characters, direction marks, variation selectors and
// the soft hyphen: invisible, and often left by word processors and web pages.
const dropped = "\u00AD\u034F\u061C\u180E\u200B\u200C\u200D\u200E\u200F" +
	"\u202A\u202B\u202C\u202D\u202E\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\uFEFF" +
	"\uFE00\uFE01\uFE02\uFE03\uFE04\uFE05\uFE06\uFE07\uFE08\uFE09\uFE0A\uFE0B\uFE0C\uFE0D\uFE0E\uFE0F"

// spaces become one plain space each.
const spaces = "\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u202F\u205F\u3000"

// contextual start something that more than one rune decides: numerals and the
// brackets of document numbers.
const contextual = "一二三四五六七八九十第[(［（〔﹝【⟦〖﹙〈❲"

// foldTable says what becomes of a rune.
type foldTable struct {
	special runeSet             // bit set: the rune does not stay as it is
	pages   [0x100]*[0x100]rune // what a rune of the basic plane becomes, drop to remove it, 0 to leave it
	far     map[rune]rune       // the same for the other planes
	phrases map[rune][]phrase
	context runeSet // bit set: one of contextual
}

// phrase is a word in which a character has another form than usual.
type phrase struct {
	before, after string // around the character, folded
	to            rune
}

// runeSet is a set of runes of the basic plane.
type runeSet [0x10000 / 64]uint64

func (s *runeSet) has(r rune) bool { return s[r>>6&0x3FF]>>(r&63)&1 != 0 }

func (s *runeSet) add(r rune) { s[r>>6&0x3FF] |= 1 << (r & 63) }

// loadFold builds the table once.
var loadFold = sync.OnceValue(buildFold)

func buildFold() *foldTable {
	t := &foldTable{far: map[rune]rune{}, phrases: map[rune][]phrase{}}
	for line := range strings.SplitSeq(foldText, "\n") {
		if line != "" {
			r, size := utf8.DecodeRuneInString(line)
			to, _ := utf8.DecodeRuneInString(line[size:])
			t.set(r, to)
		}
	}
	for r := rune(0); r < 0x20; r++ {
		if r != '\t' && r != '\n' && r != '\r' {
			t.set(r, drop)
		}
	}
	for r := rune(0x7F); r < 0xA0; r++ {
		t.set(r, drop)
	}
	for r := 'A'; r <= 'Z'; r++ {
		t.set(r, r+'a'-'A')
	}
	for _, r := range dropped {
		t.set(r, drop)
	}
	for _, r := range spaces {
		t.set(r, ' ')
	}
	t.addPhrases(phraseText)
	for _, r := range contextual {
		t.special.add(r)
		t.context.add(r)
	}
	return t
}

// set says what a rune becomes.
func (t *foldTable) set(r, to rune) {
	if r >= 0x10000 {
		t.far[r] = to
		return
	}
	t.special.add(r)
	if t.pages[r>>8] == nil {
		t.pages[r>>8] = new([0x100]rune)
	}
	t.pages[r>>8][r&0xFF] = to
}

// addPhrases reads lines of a character, its form, and the words, in
// simplified characters, in which it has that form.
func (t *foldTable) addPhrases(text string) {
	for line := range strings.SplitSeq(text, "\n") {
		line, _, _ = strings.Cut(line, "#")
		field := strings.Fields(line)
		if len(field) < 3 {
			continue
		}
		from, _ := utf8.DecodeRuneInString(field[0])
		to, _ := utf8.DecodeRuneInString(field[1])
		for _, word := range field[2:] {
			if before, after, ok := strings.Cut(word, field[0]); ok {
				t.phrases[from] = append(t.phrases[from], phrase{before, after, to})
			}
		}
		t.special.add(from)
	}
}

// rune is what one rune becomes, whatever stands around it.
func (t *foldTable) rune(r rune) rune {
	if r < 0x10000 {
		if page := t.pages[r>>8]; page != nil && page[r&0xFF] != 0 {
			return page[r&0xFF]
		}
		return r
	}
	if to, ok := t.far[r]; ok {
		return to
	}
	if r >= 0xE0100 && r <= 0xE01EF { // variation selectors supplement
		return drop
	}
	return r
}

// inContext is what r becomes between what was folded already and the text that
// follows.
func (t *foldTable) inContext(r rune, before []byte, after string) rune {
	for _, p := range t.phrases[r] {
		if bytes.HasSuffix(before, []byte(p.before)) && t.hasPrefix(after, p.after) {
			return p.to
		}
	}
	return t.rune(r)
}

// hasPrefix says whether text, folded, begins with prefix.
func (t *foldTable) hasPrefix(text, prefix string) bool {
	for _, want := range prefix {
		r, size := utf8.DecodeRuneInString(text)
		if size == 0 || r != want && t.rune(r) != want {
			return false
		}
		text = text[size:]
	}
	return true
}
