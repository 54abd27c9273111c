package search

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
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
	for _, passage := range s.passagesOf(document) {
		part, err := s.text(passage)
		if err != nil {
			return d, err
		}
		text.WriteString(part)
	}
	d.Text = text.String()
	return d, nil
}

// meta reads a document without its text.
func (s *segmentView) meta(document uint32) (d disclosure.Document, err error) {
	data, err := s.stored(s.passagesOf(document)[0], metaField)
	if err != nil {
		return d, err
	}
	if err := json.Unmarshal(data, &d); err != nil {
		return d, fmt.Errorf("%w: document %q: %v", ErrDamaged, s.ids[document], err)
	}
	return d, nil
}

// text reads a passage.
func (s *segmentView) text(passage uint32) (string, error) {
	data, err := s.stored(passage, textField)
	return string(data), err
}

func (s *segmentView) stored(passage uint32, name string) (value []byte, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("%w: %v", ErrDamaged, fault)
		}
	}()
	err = s.snapshot.VisitDocument(uint64(passage), func(field string, _ byte, stored []byte, _ []uint64) bool {
		if field != name {
			return true
		}
		value = append([]byte(nil), stored...)
		return false
	})
	if err != nil {
		return nil, fmt.Errorf("search: read stored text: %w", err)
	}
	return value, nil
}
