package search

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search/chinese"
)

// Get returns a document, whole, as it was imported; ok is false when there is none under the id.
func (x *Index) Get(ctx context.Context, id string) (d disclosure.Document, ok bool, err error) {
	v, err := x.acquire()
	if err != nil {
		return d, false, err
	}
	defer v.release()
	if err := context.Cause(ctx); err != nil {
		return d, false, fmt.Errorf("search: get: %w", err)
	}
	s, document, ok := v.find(id)
	if !ok {
		return d, false, nil
	}
	d, err = s.whole(document)
	return d, err == nil, err
}

// whole reads a document with its text, put together from its passages.
func (s *segmentView) whole(document uint32) (disclosure.Document, error) {
	d, err := s.meta(document)
	if err != nil {
		return d, err
	}
	var text strings.Builder
	first, end := s.passagesOf(document)
	for passage := first; passage < end; passage++ {
		part, err := s.text(passage)
		if err != nil {
			return d, err
		}
		text.WriteString(part)
	}
	d.Text = text.String()
	return d, nil
}

// text reads a passage.
func (s *segmentView) text(passage uint32) (string, error) {
	return s.unpacked(passage, textField)
}

// reading is a passage as stage two reads it, and its document's title and address.
type reading struct {
	shown, body string // title and passage as they are
	title, text string // folded
	letters     string // of the title, folded; see lettersOf
	local       bool   // the title names a region
	url         string
	about       [2][]byte // directions of title and passage, packed
}

type readingKey struct {
	segment uint64
	passage uint32
}

// readingOf reads a passage for stage two. Those that came up last are at hand: unpacking and folding them would cost more
// than weighing them.
func (x *Index) readingOf(s *segmentView, first, number uint32) (*reading, error) {
	key := readingKey{s.snapshot.Id(), number}
	if r, ok := x.readings.get(key); ok {
		return r, nil
	}
	r, err := s.reading(first, number)
	if err != nil {
		return nil, err
	}
	r.title, r.text = chinese.Fold(r.shown), chinese.Fold(r.body)
	r.letters = lettersIn(r.title)
	r.local = len(regionsIn(r.title)) > 0
	x.readings.keep(key, r, 2*(len(r.shown)+len(r.body))+len(r.letters)+len(r.url)+2*packedMeaning)
	return r, nil
}

// reading reads a passage of the document whose first one is given.
func (s *segmentView) reading(first, number uint32) (*reading, error) {
	values, err := s.storedFields(first, titleField, urlField, topicField, aboutField, textField)
	if err != nil {
		return nil, err
	}
	r := &reading{url: string(values[1])}
	if r.shown, err = unpack(values[0]); err != nil {
		return nil, err
	}
	r.about[0] = values[2]
	if values = values[3:]; first != number {
		if values, err = s.storedFields(number, aboutField, textField); err != nil {
			return nil, err
		}
	}
	r.about[1] = values[0]
	r.body, err = unpack(values[1])
	return r, err
}

// unpacked reads a packed text that is stored in a field of a passage; "" where it has none.
func (s *segmentView) unpacked(passage uint32, name string) (string, error) {
	values, err := s.storedFields(passage, name)
	if err != nil {
		return "", err
	}
	return unpack(values[0])
}

// storedFields reads several at one go: what is stored of a passage is unpacked as a whole each time.
func (s *segmentView) storedFields(passage uint32, names ...string) (values [][]byte, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("%w: %v", ErrDamaged, fault)
		}
	}()
	values = make([][]byte, len(names))
	missing := len(names)
	err = s.snapshot.VisitDocument(uint64(s.numbers[passage]), func(field string, _ byte, stored []byte, _ []uint64) bool {
		if i := slices.Index(names, field); i >= 0 && values[i] == nil {
			values[i] = append([]byte{}, stored...)
			missing--
		}
		return missing > 0
	})
	if err != nil {
		return nil, fmt.Errorf("search: read stored text: %w", err)
	}
	return values, nil
}
