package search

import (
	"encoding/json"
	"fmt"

	"github.com/zwgk/zwgk/disclosure"
)

// meta is a document without what is stored elsewhere: its text in the passages, its id in their keys, its title and
// address beside, and what the columns hold. The fields here come before the document's of the same name, in JSON; pointers
// that are nil say that the columns know.
type meta struct {
	*disclosure.Document
	ID        string               `json:"id,omitempty"`
	Title     *string              `json:"title,omitempty"` // where it is not what is ranked as title
	Text      string               `json:"text,omitempty"`
	URL       string               `json:"url,omitempty"`
	Site      *string              `json:"site,omitempty"`
	Kind      *disclosure.Kind     `json:"kind,omitempty"`
	Category  *string              `json:"category,omitempty"`
	Validity  *disclosure.Validity `json:"validity,omitempty"`
	Issuers   []disclosure.Agency  `json:"issuers,omitempty"`   // where it is more than one name
	Subjects  []string             `json:"subjects,omitempty"`  // where they are several: columns keep no order
	Published *disclosure.Date     `json:"published,omitempty"` // where another date stands beside
}

// encodeMeta writes what meta holds of a document.
func encodeMeta(d *disclosure.Document) ([]byte, error) {
	m := meta{Document: d}
	if headingOf(d) != d.Title {
		m.Title = &d.Title
	}
	if len(d.Issuers) != 1 || d.Issuers[0] != (disclosure.Agency{Name: d.Issuers[0].Name}) || d.Issuers[0].Name == "" {
		m.Issuers = d.Issuers
	}
	if len(d.Subjects) != 1 || d.Subjects[0] == "" {
		m.Subjects = d.Subjects
	}
	if !d.Published.IsZero() && !columnKnows(d) {
		m.Published = &d.Published
	}
	return json.Marshal(m)
}

// columnKnows says whether the column of dates holds the day of publication and nothing else that could be meant.
func columnKnows(d *disclosure.Document) bool { return d.Formed.IsZero() && d.Effective.IsZero() }

// meta reads a document without its text.
func (s *segmentView) meta(document uint32) (d disclosure.Document, err error) {
	first, _ := s.passagesOf(document)
	values, err := s.storedFields(first, metaField, titleField, urlField)
	if err != nil {
		return d, err
	}
	m := meta{Document: &d}
	if err := json.Unmarshal(values[0], &m); err != nil {
		return d, fmt.Errorf("%w: document %q: %v", ErrDamaged, s.ids[document], err)
	}
	d.ID, d.URL = s.ids[document], string(values[2])
	if m.Title != nil {
		d.Title = *m.Title
	} else if d.Title, err = unpack(values[1]); err != nil {
		return d, err
	}
	s.restore(&d, &m, document)
	return d, nil
}

// restore fills in what the columns hold.
func (s *segmentView) restore(d *disclosure.Document, m *meta, document uint32) {
	d.Site, d.Category = s.value(BySite, document), s.value(ByCategory, document)
	d.Kind, d.Validity = disclosure.Kind(s.value(ByKind, document)), disclosure.Validity(s.value(ByValidity, document))
	if d.Issuers = m.Issuers; d.Issuers == nil {
		if name := s.value(ByAgency, document); name != "" {
			d.Issuers = []disclosure.Agency{{Name: name}}
		}
	}
	if d.Subjects = m.Subjects; d.Subjects == nil {
		d.Subjects = one(s.value(BySubject, document))
	}
	if m.Published != nil {
		d.Published = *m.Published
	} else if columnKnows(d) {
		d.Published = dateOfNumber(s.dates[document])
	}
}

// value returns a facet's first value of a document, or "".
func (s *segmentView) value(facet Facet, document uint32) string {
	column := s.facets[facet]
	for _, ordinal := range column.of(document) {
		return column.values[ordinal]
	}
	return ""
}
