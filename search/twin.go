package search

import (
	"slices"
	"strings"

	"github.com/zwgk/zwgk/search/chinese"
)

// Portals show one document in several columns, each time under another id. Such copies collapse under the one that
// ranks first; Hit.Duplicates names the others.

// twinRunes is from how many characters on an equal text alone makes two documents the same. Shorter ones (详见附件)
// need an equal title too.
const twinRunes = 100

// twin is what two documents are compared by; text and number are read when they are first asked for.
type twin struct {
	segment  *segmentView
	document uint32
	title    string // folded letters and digits
	runes    uint32
	text     *string
	number   *string // folded 文号; empty where there is none
}

func (t *twin) readText() (string, error) {
	if t.text == nil {
		text, err := t.segment.wholeText(t.document)
		if err != nil {
			return "", err
		}
		t.text = &text
	}
	return *t.text, nil
}

func (t *twin) readNumber() (string, error) {
	if t.number == nil {
		d, err := t.segment.meta(t.document)
		if err != nil {
			return "", err
		}
		number := ""
		if !d.Number.IsZero() {
			number = foldNumber(d.Number.String())
		}
		t.number = &number
	}
	return *t.number, nil
}

// collapse puts each document that is the same as one before it under that one. Sameness is passed on: what equals a
// copy belongs with the copy.
func (s *searching) collapse(list []placed) ([]placed, error) {
	kept := make([]placed, 0, len(list))
	twins, places := make([]twin, len(list)), make([]int, len(list)) // … and where in kept each stands
	byRunes, byEnding := newChains[uint32](len(list)), newChains[string](len(list))
	var others []int
	for i, c := range list {
		segment, document := s.v.place(int(c.document))
		t := &twins[i]
		if err := s.readTwin(t, c, segment, document); err != nil {
			return nil, err
		}
		others = others[:0]
		if t.runes > 0 {
			others = byRunes.add(others, i, t.runes)
		}
		if len(t.title) >= endingBytes {
			others = byEnding.add(others, i, t.title[len(t.title)-endingBytes:])
		}
		place, err := t.placeAmong(twins, places, others)
		if err != nil {
			return nil, err
		}
		if place < 0 {
			place = len(kept)
			kept = append(kept, c)
		} else {
			kept[place].duplicates = append(kept[place].duplicates, segment.ids[document])
		}
		places[i] = place
	}
	return kept, nil
}

// chains link what has one key, from the last back to the first.
type chains[K comparable] struct {
	last   map[K]int // 1 + its number
	before []int     // by number: 1 + that of the one before; 0 for none
}

func newChains[K comparable](n int) chains[K] { return chains[K]{make(map[K]int, n), make([]int, n)} }

// add links a number to its key and appends those before it to a list.
func (c chains[K]) add(list []int, number int, key K) []int {
	c.before[number] = c.last[key]
	for n := c.last[key]; n > 0; n = c.before[n-1] {
		list = append(list, n-1)
	}
	c.last[key] = number + 1
	return list
}

// readTwin fills in what was read of a candidate, by stage two or for an earlier page.
func (s *searching) readTwin(t *twin, c placed, segment *segmentView, document uint32) (err error) {
	*t = twin{segment: segment, document: document, runes: segment.bodyRunes[document]}
	first, end := segment.passagesOf(document)
	read := c.read
	if read == nil {
		if read, err = s.x.readingOf(segment, first, first); err != nil {
			return err
		}
	}
	if t.title = read.letters; end-first == 1 {
		t.text = &read.body
	}
	return nil
}

// placeAmong returns the first place of those documents among others that are the same; -1 where none is.
func (t *twin) placeAmong(twins []twin, places, others []int) (int, error) {
	slices.Sort(others)
	for _, i := range others {
		same, err := t.same(&twins[i])
		if same || err != nil {
			return places[i], err
		}
	}
	return -1, nil
}

// endingBytes is how much of two titles' ends must be equal before more is looked at: eight Chinese characters.
const endingBytes = 24

// same says whether two documents are one: the same text, or the same 文号 under one title, which another column may
// print without the agency before it.
func (t *twin) same(other *twin) (bool, error) {
	if t.runes == other.runes && (t.runes >= twinRunes || t.title == other.title && t.runes > 0) {
		a, err := t.readText()
		if err != nil {
			return false, err
		}
		b, err := other.readText()
		if a == b || err != nil {
			return a == b, err
		}
	}
	if len(t.title) < endingBytes || !strings.HasSuffix(other.title, t.title) && !strings.HasSuffix(t.title, other.title) {
		return false, nil
	}
	a, err := t.readNumber()
	if a == "" || err != nil {
		return false, err
	}
	b, err := other.readNumber()
	return a == b, err
}

// lettersOf returns the folded letters and digits of a text.
func lettersOf(text string) string { return lettersIn(chinese.Fold(text)) }

// lettersIn returns the letters and digits of a folded text.
func lettersIn(folded string) string {
	return strings.Map(func(r rune) rune {
		if isLetter(r) {
			return r
		}
		return -1
	}, folded)
}
