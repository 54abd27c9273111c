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
	twins, places := make([]*twin, 0, len(list)), make([]int, 0, len(list)) // … and where in kept each stands
	byRunes, byEnding := map[uint32][]int{}, map[string][]int{}
	for _, c := range list {
		segment, document := s.v.place(int(c.document))
		t, err := s.twinOf(c, segment, document)
		if err != nil {
			return nil, err
		}
		ending := t.title[max(0, len(t.title)-endingBytes):]
		place, err := t.placeAmong(twins, places, slices.Concat(byRunes[t.runes], byEnding[ending]))
		if err != nil {
			return nil, err
		}
		if place < 0 {
			place = len(kept)
			kept = append(kept, c)
		} else {
			kept[place].duplicates = append(kept[place].duplicates, segment.ids[document])
		}
		if t.runes > 0 {
			byRunes[t.runes] = append(byRunes[t.runes], len(twins))
		}
		if len(t.title) >= endingBytes {
			byEnding[ending] = append(byEnding[ending], len(twins))
		}
		twins, places = append(twins, t), append(places, place)
	}
	return kept, nil
}

// twinOf makes a candidate's twin out of what was read of it, by stage two or for an earlier page.
func (s *searching) twinOf(c placed, segment *segmentView, document uint32) (*twin, error) {
	t := &twin{segment: segment, document: document, runes: segment.bodyRunes[document]}
	first, end := segment.passagesOf(document)
	read := c.read
	if read == nil {
		var err error
		if read, err = s.x.readingOf(segment, first, first); err != nil {
			return nil, err
		}
	}
	if t.title = read.letters; end-first == 1 {
		t.text = &read.body
	}
	return t, nil
}

// placeAmong returns the first place of those documents among others that are the same; -1 where none is.
func (t *twin) placeAmong(twins []*twin, places, others []int) (int, error) {
	slices.Sort(others)
	for _, i := range others {
		same, err := t.same(twins[i])
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
func lettersOf(text string) string {
	return strings.Map(func(r rune) rune {
		if isLetter(r) {
			return r
		}
		return -1
	}, chinese.Fold(text))
}
