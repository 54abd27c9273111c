package qa

import (
	"container/list"
	"context"
	"sync"

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
	mu         sync.Mutex
	revision   uint64 // of the index that all of it is from
	bytes      int
	byID       map[string]*list.Element
	recent     *list.List // of *disclosure.Document, last used first
	recordless map[string]struct{}
}

// document reads a document of the index. It is shared: it must not be changed.
func (a *Assistant) document(ctx context.Context, id string) (disclosure.Document, bool, error) {
	revision, steady := a.revision()
	if steady {
		if d := a.documents.get(revision, id); d != nil {
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

// get returns a document as it stands in a revision of the index, or nil.
func (m *documents) get(revision uint64, id string) *disclosure.Document {
	m.mu.Lock()
	defer m.mu.Unlock()
	element, ok := m.byID[id]
	if !ok || m.revision != revision {
		return nil
	}
	m.recent.MoveToFront(element)
	return element.Value.(*disclosure.Document)
}

// bearsNone says whether a document is known to bear no records in a revision of the index.
func (m *documents) bearsNone(revision uint64, id string) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	_, known := m.recordless[id]
	return known && m.revision == revision
}

func (m *documents) put(revision uint64, d *disclosure.Document) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if revision < m.revision {
		return
	}
	if revision > m.revision || m.byID == nil {
		m.revision, m.bytes, m.byID, m.recent, m.recordless = revision, 0, map[string]*list.Element{}, list.New(), map[string]struct{}{}
	}
	if d.Records == nil && len(m.recordless) < maxRecordless {
		m.recordless[d.ID] = struct{}{}
	}
	if _, there := m.byID[d.ID]; there {
		return
	}
	m.byID[d.ID] = m.recent.PushFront(d)
	for m.bytes += weight(d); m.bytes > documentsBytes; {
		oldest := m.recent.Remove(m.recent.Back()).(*disclosure.Document)
		delete(m.byID, oldest.ID)
		m.bytes -= weight(oldest)
	}
}

func weight(d *disclosure.Document) int { return len(d.Text) + documentsWeight }
