package search

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/zwgk/zwgk/search/chinese"
)

// Completer completes what a visitor is typing to one of many known strings: titles, questions, names. What is typed
// may be the beginning of a string or of a word inside it, in characters (住房公), pinyin initials (zfgjj), full pinyin
// (zhufang), any mixture of these (zf公积jin), and with or without the punctuation between. Safe for concurrent use; it never
// changes. It holds about 500 bytes for a title of 40 characters.
type Completer struct {
	texts   []string // by rank, best first
	sources []int    // rank → position in what NewCompleter was given
	letters []string // rank → folded letters and digits
	words   []wordStart
	sounds  []soundStart
}

// Completion is a string that completes what was typed, and where in it that stands.
type Completion struct {
	Text  string
	Spans []Span // byte offsets into Text on rune boundaries
}

// wordStart is a place in a string where a word begins.
type wordStart struct {
	rank uint32
	at   uint16 // byte offset into letters
}

// soundStart is a wordStart with what it sounds like: four syllables of ten bits, then four initials of six.
type soundStart struct {
	key uint64
	wordStart
}

// Bounds of a Completer.
const (
	maxStarts      = 12  // words of one string at which typing may begin; the first ones count
	maxLetters     = 400 // bytes of a string that are looked at
	maxTyped       = 60  // characters of what is typed; more completes to nothing
	MaxCompletions = 50  // of one call of Complete
)

// NewCompleter makes a Completer of strings. Of several that fit, those with more weight come first, then shorter ones,
// then as the strings are ordered; missing weights are 0. Empty strings are left out, equal ones count once. It takes
// about three seconds per 100,000 titles.
func NewCompleter(texts []string, weights []float64) *Completer {
	type item struct {
		source int
		weight float64
	}
	items := make([]item, 0, len(texts))
	seen := make(map[string]bool, len(texts))
	for i := range texts {
		it := item{source: i}
		if i < len(weights) {
			it.weight = weights[i]
		}
		items = append(items, it)
	}
	slices.SortStableFunc(items, func(a, b item) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(len(texts[a.source]), len(texts[b.source])))
	})
	c := &Completer{}
	var b completerBuilder
	for _, it := range items {
		text := texts[it.source]
		if seen[text] {
			continue
		}
		seen[text] = true
		b.add(c, text, it.source)
	}
	b.sort(c)
	return c
}

// completerBuilder holds what building needs for a while.
type completerBuilder struct {
	terms    []chinese.Term
	starts   []uint16
	spoken   []syllable
	prefixes []prefixStart
}

// prefixStart is a wordStart with its first eight bytes, by which most comparisons are decided.
type prefixStart struct {
	prefix uint64
	wordStart
}

func (b *completerBuilder) add(c *Completer, text string, source int) {
	folded := chinese.Fold(text)
	letters := b.strip(folded)
	if letters == "" {
		return
	}
	rank := uint32(len(c.texts))
	c.texts, c.sources, c.letters = append(c.texts, text), append(c.sources, source), append(c.letters, letters)
	b.spoken = pronunciation().read(b.spoken[:0], letters)
	character, next := 0, 0
	for at := range letters {
		if next < len(b.starts) && int(b.starts[next]) == at {
			next++
			start := wordStart{rank, uint16(at)}
			b.prefixes = append(b.prefixes, prefixStart{prefixOf(letters[at:]), start})
			c.sounds = append(c.sounds, soundStart{soundKey(b.spoken[character:]), start})
		}
		character++
	}
}

// strip returns the letters and digits of folded text and fills starts with where words of it begin.
func (b *completerBuilder) strip(folded string) string {
	b.terms = chinese.Default().Append(b.terms[:0], folded, chinese.Word|chinese.Subword|chinese.Whole)
	b.starts = b.starts[:0]
	var letters strings.Builder
	next := 0
	for at, r := range folded {
		start := false
		for next < len(b.terms) && b.terms[next].Start <= at {
			start = start || utf8.RuneCountInString(b.terms[next].Text) > 1
			next++
		}
		if !isLetter(r) || letters.Len() >= maxLetters {
			continue
		}
		if n := letters.Len(); n == 0 || start && len(b.starts) < maxStarts {
			b.starts = append(b.starts, uint16(n))
		}
		letters.WriteRune(r)
	}
	return letters.String()
}

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func prefixOf(s string) uint64 {
	var first [8]byte
	copy(first[:], s)
	return binary.BigEndian.Uint64(first[:])
}

func soundKey(spoken []syllable) (key uint64) {
	for i := range 8 {
		var s syllable
		if i < len(spoken) {
			s = spoken[i]
		}
		if i < 4 {
			key = key<<10 | uint64(s)
		} else {
			key = key<<6 | uint64(initialCode(s))
		}
	}
	return key
}

// initialCode numbers a syllable's first letter or digit from 1; 0 is none.
func initialCode(s syllable) uint8 {
	if s == 0 {
		return 0
	}
	return letterCode(pronunciation().syllables[s][0])
}

func letterCode(c byte) uint8 {
	if c >= 'a' {
		return c - 'a' + 11
	}
	return c - '0' + 1
}

func (b *completerBuilder) sort(c *Completer) {
	slices.SortFunc(b.prefixes, func(x, y prefixStart) int {
		if x.prefix != y.prefix {
			return cmp.Compare(x.prefix, y.prefix)
		}
		return cmp.Or(strings.Compare(c.letters[x.rank][x.at:], c.letters[y.rank][y.at:]), cmp.Compare(x.rank, y.rank))
	})
	c.words = make([]wordStart, len(b.prefixes))
	for i, p := range b.prefixes {
		c.words[i] = p.wordStart
	}
	slices.SortFunc(c.sounds, func(x, y soundStart) int {
		return cmp.Or(cmp.Compare(x.key, y.key), cmp.Compare(x.rank, y.rank))
	})
	c.sounds = slices.Clip(c.sounds)
}

// Complete returns up to n completions of what is typed: strings that begin with it, then strings that hold it at the
// beginning of a word, each by weight. n is at most MaxCompletions.
func (c *Completer) Complete(typed string, n int) []Completion {
	var completions []Completion
	for _, f := range c.find(typed, n, nil) {
		completions = append(completions, c.completion(f))
	}
	return completions
}

// completion maps a finding back to the string as it is.
func (c *Completer) completion(f finding) Completion {
	text := c.texts[f.rank]
	n := chinese.Normalize(text)
	seen, span := 0, Span{-1, -1}
	for at, r := range n.Text {
		if !isLetter(r) {
			continue
		}
		if seen == int(f.at) {
			span.Start = at
		}
		if seen += utf8.RuneLen(r); seen >= int(f.at)+f.length {
			span.End = at + utf8.RuneLen(r)
			break
		}
	}
	if span.Start < 0 || span.End < 0 {
		return Completion{Text: text}
	}
	start, end := n.Original(span.Start, span.End)
	return Completion{text, []Span{{start, end}}}
}
