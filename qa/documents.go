package qa

import (
	"context"

	"github.com/zwgk/zwgk/disclosure"
)

// Bounds of what is remembered of documents.
const (
	documentsBytes  = 8 << 20 // of whole ones, roughly
	documentsWeight = 4 << 10 // of one beside its text
	maxRecordless   = 50_000
)

// documents remembers what was read of documents while the index stays as it was: the last ones whole, and which bear no
// typed records, which is most of them. Reading documents again for every question is a fifth of what an answer costs.
type documents struct {
	whole      steady[string, *disclosure.Document]
	recordless steady[string, struct{}] // of one byte each
}

func newDocuments() *documents {
	m := &documents{}
	m.whole.limit, m.recordless.limit = documentsBytes, maxRecordless
	return m
}

// document reads a document of the index. It is shared: it must not be changed.
func (a *Assistant) document(ctx context.Context, id string) (disclosure.Document, bool, error) {
	revision, steady := a.revision()
	if steady {
		if d, ok := a.documents.whole.get(revision, id); ok {
			return *d, true, nil
		}
	}
	d, ok, err := a.index.Get(ctx, id)
	if err != nil || !ok || !steady {
		return d, ok, err
	}
	if now, steady := a.revision(); steady && now == revision {
		a.documents.put(revision, &d)
	}
	return d, true, nil
}

// bearsNone says whether a document is known to bear no records in a revision of the index.
func (m *documents) bearsNone(revision uint64, id string) bool {
	_, known := m.recordless.get(revision, id)
	return known
}

func (m *documents) put(revision uint64, d *disclosure.Document) {
	if d.Records == nil {
		m.recordless.put(revision, d.ID, struct{}{}, 1)
	}
	m.whole.put(revision, d.ID, d, len(d.Text)+documentsWeight)
}
