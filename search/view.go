package search

import (
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/blevesearch/bleve/v2/index/scorch"
)

// view is one snapshot of the index made ready for searching: its segments with their columns, and the totals that
// BM25 needs. It never changes. It is counted: the snapshot is let go when the last search over it ends.
type view struct {
	snapshot *scorch.IndexSnapshot
	segments []*segmentView
	users    atomic.Int64
	revision uint64 // see Index.Revision

	documents, passages       int // live ones
	bodyRunes, titleRunes     int64
	titledDocuments           int
	firstDocument             []int // per segment: number of documents in the segments before
	firstPassage              []int
	allDocuments, allPassages int // deleted ones included: the size of score arrays

	facetNumbers sync.Map                  // Facet → *facetNumbers, each made when it is first counted
	lists        *cache[string, *termList] // of the terms asked last
	frequencies  *cache[string, int]       // of words that spelling looked at; see searching.frequency
}

// segmentView is a segment as it stands in one snapshot.
type segmentView struct {
	*columns
	snapshot *scorch.SegmentSnapshot
	deleted  []bool // per document of the segment; nil where none is
}

func (s *segmentView) live(document uint32) bool { return s.deleted == nil || !s.deleted[document] }

// acquire returns a view of the newest snapshot; the caller releases it.
func (x *Index) acquire() (*view, error) {
	reader, err := x.newestSnapshot()
	if err != nil {
		return nil, err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.closed {
		_ = reader.Close()
		return nil, ErrClosed
	}
	if x.view != nil && x.view.snapshot == reader {
		x.view.users.Add(1)
		return x.view, reader.Close()
	}
	known := map[uint64]*columns{}
	if x.view != nil {
		for _, s := range x.view.segments {
			known[s.snapshot.Id()] = s.columns
		}
	}
	v, err := newView(reader, known, func(passages int) int { return x.opts.cacheSize(passages) / 8 * 5 })
	if err != nil {
		_ = reader.Close()
		return nil, err
	}
	old := x.view
	x.revision++
	x.view, v.revision = v, x.revision
	v.users.Add(2) // the index and the caller
	old.release()
	return v, nil
}

func (x *Index) newestSnapshot() (*scorch.IndexSnapshot, error) {
	x.mu.Lock()
	closed := x.closed
	x.mu.Unlock()
	if closed {
		return nil, ErrClosed
	}
	reader, err := x.engine.Reader()
	if err != nil {
		return nil, fmt.Errorf("search: read index: %w", err)
	}
	snapshot, ok := reader.(*scorch.IndexSnapshot)
	if !ok {
		return nil, fmt.Errorf("search: read index: engine returned a %T", reader)
	}
	return snapshot, nil
}

// release ends one use of the view; a nil view is none.
func (v *view) release() {
	if v != nil && v.users.Add(-1) == 0 {
		_ = v.snapshot.Close()
	}
}

// frequencyBytes bounds the frequencies that a view keeps: some ten thousand.
const frequencyBytes = 4 << 20

// newView builds a view; columns of segments that are known already are taken over. listBytes bounds the terms' lists.
func newView(snapshot *scorch.IndexSnapshot, known map[uint64]*columns, listBytes func(passages int) int) (*view, error) {
	v := &view{snapshot: snapshot, frequencies: newCache[string, int](frequencyBytes)}
	all, err := columnsOf(snapshot, known)
	if err != nil {
		return nil, err
	}
	for i, segment := range snapshot.Segments() {
		c := all[i]
		s := &segmentView{columns: c, snapshot: segment}
		if gone := segment.Deleted(); gone != nil && !gone.IsEmpty() {
			s.deleted = make([]bool, len(c.ids))
			for it := gone.Iterator(); it.HasNext(); {
				s.deleted[c.documentOf[c.placeAt[it.Next()]]] = true
			}
		}
		v.firstDocument = append(v.firstDocument, v.allDocuments)
		v.firstPassage = append(v.firstPassage, v.allPassages)
		v.allDocuments += len(c.ids)
		v.allPassages += len(c.documentOf)
		v.segments = append(v.segments, s)
		v.count(s)
	}
	v.lists = newCache[string, *termList](listBytes(v.allPassages))
	return v, nil
}

// columnsOf returns the columns of a snapshot's segments. Those that are not known are read by all processors: behind an
// opening that is every one.
func columnsOf(snapshot *scorch.IndexSnapshot, known map[uint64]*columns) ([]*columns, error) {
	segments := snapshot.Segments()
	all, errs := make([]*columns, len(segments)), make([]error, len(segments))
	var work sync.WaitGroup
	room := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, segment := range segments {
		if all[i] = known[segment.Id()]; all[i] == nil {
			room <- struct{}{}
			work.Go(func() {
				all[i], errs[i] = readColumns(segment.Segment())
				<-room
			})
		}
	}
	work.Wait()
	return all, errors.Join(errs...)
}

func (v *view) count(s *segmentView) {
	for document := range s.ids {
		if !s.live(uint32(document)) {
			continue
		}
		v.documents++
		v.passages += int(s.passageAt[document+1] - s.passageAt[document])
		v.bodyRunes += int64(s.bodyRunes[document])
		if n := s.titleRunes[document]; n > 0 {
			v.titleRunes += int64(n)
			v.titledDocuments++
		}
	}
}

// place finds a document by its number in the view.
func (v *view) place(document int) (*segmentView, uint32) {
	i := v.segmentOf(document)
	return v.segments[i], uint32(document - v.firstDocument[i])
}

// find returns a document by id.
func (v *view) find(id string) (*segmentView, uint32, bool) {
	for i := len(v.segments) - 1; i >= 0; i-- {
		s := v.segments[i]
		if document, ok := s.byID[id]; ok && s.live(document) {
			return s, document, true
		}
	}
	return nil, 0, false
}
