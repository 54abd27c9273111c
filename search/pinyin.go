package search

import (
	_ "embed"
	"fmt"
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/mozillazg/go-pinyin"
)

// syllable numbers a toneless pinyin syllable, or a single letter or digit, in alphabetical order from 1; 0 is none.
type syllable uint16

// readings says how text is read aloud.
type readings struct {
	syllables []string // by syllable
	number    map[string]syllable
	of        []syllable            // by character of the basic plane
	phrases   map[rune][]readPhrase // by first character, longest first
	also      map[rune][]syllable   // what a character is read in phrases, beside of
}

// readPhrase is a word and its reading.
type readPhrase struct {
	text   string
	spoken []syllable
}

//go:embed polyphones.txt
var polyphonesFile string

// pronunciation is made at first use; it takes some milliseconds and 3 MB.
var pronunciation = sync.OnceValue(func() *readings {
	r, err := newReadings(polyphonesFile)
	if err != nil {
		panic(err) // the file is ours, and tested
	}
	return r
})

func newReadings(polyphones string) (*readings, error) {
	first := make(map[rune]string, len(pinyin.PinyinDict))
	all := map[string]bool{}
	for code, spoken := range pinyin.PinyinDict {
		spoken, _, _ = strings.Cut(spoken, ",")
		spoken = toneless(spoken)
		first[rune(code)] = spoken
		all[spoken] = true
	}
	for c := 'a'; c <= 'z'; c++ {
		all[string(c)] = true
	}
	for c := '0'; c <= '9'; c++ {
		all[string(c)] = true
	}
	r := &readings{syllables: []string{""}, number: map[string]syllable{}, of: make([]syllable, 1<<16), phrases: map[rune][]readPhrase{}, also: map[rune][]syllable{}}
	for s := range all {
		r.syllables = append(r.syllables, s)
	}
	slices.Sort(r.syllables)
	for i, s := range r.syllables {
		r.number[s] = syllable(i)
	}
	for c, spoken := range first {
		if int(c) < len(r.of) {
			r.of[c] = r.number[spoken]
		}
	}
	for s, n := range r.number {
		if len(s) == 1 {
			r.of[s[0]] = n
		}
	}
	return r, r.readPolyphones(polyphones)
}

func (r *readings) readPolyphones(file string) error {
	for line := range strings.Lines(file) {
		line, _, _ = strings.Cut(line, "#")
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		p := readPhrase{text: fields[0]}
		for _, spoken := range fields[1:] {
			if r.number[spoken] == 0 {
				return fmt.Errorf("search: polyphones: %q is no syllable", spoken)
			}
			p.spoken = append(p.spoken, r.number[spoken])
		}
		if utf8.RuneCountInString(p.text) != len(p.spoken) {
			return fmt.Errorf("search: polyphones: %q needs one syllable a character", strings.TrimSpace(line))
		}
		first, size := utf8.DecodeRuneInString(p.text)
		if size == len(p.text) {
			r.of[first] = p.spoken[0]
			continue
		}
		r.phrases[first] = append(r.phrases[first], p)
		i := 0
		for _, c := range p.text {
			if !slices.Contains(r.also[c], p.spoken[i]) {
				r.also[c] = append(r.also[c], p.spoken[i])
			}
			i++
		}
	}
	for _, list := range r.phrases {
		slices.SortStableFunc(list, func(a, b readPhrase) int { return len(b.text) - len(a.text) })
	}
	return nil
}

// read appends the syllables of folded text, one a character.
func (r *readings) read(dst []syllable, text string) []syllable {
	for at := 0; at < len(text); {
		c, size := utf8.DecodeRuneInString(text[at:])
		length := len(dst)
		for _, p := range r.phrases[c] {
			if strings.HasPrefix(text[at:], p.text) {
				dst, size = append(dst, p.spoken...), len(p.text)
				break
			}
		}
		if len(dst) == length {
			var s syllable
			if int(c) < len(r.of) {
				s = r.of[c]
			}
			dst = append(dst, s)
		}
		at += size
	}
	return dst
}

// all returns every reading of a character that read can give.
func (r *readings) all(c rune) []syllable {
	var first syllable
	if int(c) < len(r.of) {
		first = r.of[c]
	}
	if slices.Contains(r.also[c], first) {
		return r.also[c]
	}
	return append([]syllable{first}, r.also[c]...)
}

// beginning returns the syllables that begin with letters: from lo to before hi.
func (r *readings) beginning(letters string) (lo, hi syllable) {
	from := sort.SearchStrings(r.syllables[1:], letters) + 1
	to := from
	for to < len(r.syllables) && strings.HasPrefix(r.syllables[to], letters) {
		to++
	}
	return syllable(from), syllable(to)
}

// tones maps the letters with a tone mark to those without.
var tones = strings.NewReplacer("ā", "a", "á", "a", "ǎ", "a", "à", "a", "ō", "o", "ó", "o", "ǒ", "o", "ò", "o", "ē", "e", "é", "e",
	"ě", "e", "è", "e", "ī", "i", "í", "i", "ǐ", "i", "ì", "i", "ū", "u", "ú", "u", "ǔ", "u", "ù", "u", "ǖ", "v", "ǘ", "v", "ǚ", "v", "ǜ", "v",
	"ü", "v", "ń", "n", "ň", "n", "ǹ", "n", "ḿ", "m", "ê", "e", "ế", "e", "ề", "e", "\u0300", "", "\u0301", "", "\u0304", "", "\u030c", "")

func toneless(spoken string) string { return tones.Replace(spoken) }

// nearSounds are what people mix up: n/l, f/h, zh/z, ch/c, sh/s at the beginning, an/ang, en/eng, in/ing at the end.
var nearSounds = []struct{ start, to string }{{"zh", "z"}, {"ch", "c"}, {"sh", "s"}, {"n", "l"}, {"f", "h"}}

// near returns a syllable's sound with what people mix up made equal.
func near(spoken string) string {
	if len(spoken) < 2 {
		return spoken
	}
	for _, s := range nearSounds {
		if rest, ok := strings.CutPrefix(spoken, s.start); ok && rest != "" {
			spoken = s.to + rest
			break
		}
	}
	if rest, ok := strings.CutSuffix(spoken, "ng"); ok && !strings.HasSuffix(rest, "o") {
		spoken = rest + "n"
	}
	return spoken
}
