package audit

import (
	"strings"

	"github.com/zwgk/zwgk/disclosure"
)

// wordKind tells the lists of the matcher apart.
type wordKind int

const (
	termWord wordKind = iota
	mojibakeWord
	placeholderWord
	secretWord
	secretHintWord
)

// wordMatcher finds the words of all lists in one pass: they are kept by their first character.
type wordMatcher struct {
	byFirst map[rune][]matchWord
	first   [1 << 10]uint64 // a bit for each character of the basic plane that a word begins with
}

type matchWord struct {
	word string
	kind wordKind
	term int // index in Profile.Terms
}

// wordHit is one place of a word.
type wordHit struct {
	matchWord
	field string
	start int
}

func newWordMatcher(p *Profile) *wordMatcher {
	m := &wordMatcher{byFirst: map[rune][]matchWord{}}
	add := func(word string, kind wordKind, term int) {
		for _, first := range word {
			m.byFirst[first] = append(m.byFirst[first], matchWord{word, kind, term})
			m.first[first>>6&0x3FF] |= 1 << (first & 63)
			break
		}
	}
	for i, term := range p.Terms {
		add(term.Wrong, termWord, i)
	}
	for _, list := range []struct {
		name string
		kind wordKind
	}{{"mojibake", mojibakeWord}, {"placeholder", placeholderWord}, {"secret", secretWord}, {"secret_hint", secretHintWord}} {
		for _, word := range p.Lists[list.name] {
			add(word, list.kind, 0)
		}
	}
	return m
}

// scan returns every place of every word in a text, in order of place.
func (m *wordMatcher) scan(field, text string) []wordHit {
	var hits []wordHit
	for i, r := range text {
		if m.first[r>>6&0x3FF]&(1<<(r&63)) == 0 {
			continue
		}
		for _, w := range m.byFirst[r] {
			if strings.HasPrefix(text[i:], w.word) {
				hits = append(hits, wordHit{w, field, i})
			}
		}
	}
	return hits
}

// hits are the words found in all texts of the document.
func (c *inspection) hits() []wordHit {
	if !c.scanned {
		c.scanned = true
		for _, text := range c.texts() {
			c.memoHits = append(c.memoHits, c.words.scan(text.field, text.value)...)
		}
	}
	return c.memoHits
}

// report reports each word of a kind once, with where it stands first and how often it occurs.
func (c *inspection) report(kind wordKind, say func(wordHit) (disclosure.Finding, bool)) {
	place := map[string]int{} // word → index of its finding
	counts := map[string]int{}
	var found []disclosure.Finding
	var order []string
	for _, hit := range c.hits() {
		if hit.kind != kind {
			continue
		}
		f, ok := say(hit)
		if !ok {
			continue
		}
		counts[hit.word]++
		if _, seen := place[hit.word]; !seen {
			f.Field, f.Start, f.End = hit.field, hit.start, hit.start+len(hit.word)
			place[hit.word] = len(found)
			found, order = append(found, f), append(order, hit.word)
		}
	}
	for i, f := range found {
		if n := counts[order[i]]; n > 1 {
			f.Message += times(n)
		}
		c.find(f)
	}
}
