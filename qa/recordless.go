package qa

import "sync"

// recordless remembers which documents bear no typed records, which is most of them: reading a whole document only to find
// that out again for every question is a tenth of what an answer costs.
type recordless struct {
	mu       sync.Mutex
	revision uint64 // of the index that it is known of
	ids      map[string]struct{}
}

// maxRecordless bounds how many are remembered.
const maxRecordless = 50_000

// has says whether a document is known to bear none in a revision of the index.
func (r *recordless) has(revision uint64, id string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	_, known := r.ids[id]
	return known && r.revision == revision
}

// add notes a document that was read while the index was at a revision, before and after.
func (r *recordless) add(revision uint64, id string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if revision < r.revision {
		return
	}
	if revision > r.revision || r.ids == nil || len(r.ids) >= maxRecordless {
		r.revision, r.ids = revision, make(map[string]struct{})
	}
	r.ids[id] = struct{}{}
}
