package search

import (
	"container/list"
	"fmt"
	"sync"

	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// posting is one passage that holds a term, and how often. The count of a synonym is weighed and so no whole number.
type posting struct {
	passage   uint32
	frequency float32
}

// postingsCache keeps decoded postings of the terms asked last. Decoding is most of a query's cost and people ask
// for the same words again and again; walking a decoded list takes about a nanosecond a posting. It is bounded in
// bytes and drops what was not used longest.
type postingsCache struct {
	limit int

	mu     sync.Mutex
	size   int
	byKey  map[postingsKey]*list.Element
	recent *list.List // of *cachedPostings, newest first
}

type postingsKey struct {
	segment uint64
	field   string
	term    string
}

type cachedPostings struct {
	key      postingsKey
	postings []posting
}

const postingBytes, postingsOverhead = 8, 200

func newPostingsCache(limit int) *postingsCache {
	return &postingsCache{limit: limit, byKey: map[postingsKey]*list.Element{}, recent: list.New()}
}

// get returns the postings of a term in a segment, deleted passages included. The caller does not change them.
func (c *postingsCache) get(s *segmentView, field, term string) ([]posting, error) {
	key := postingsKey{s.snapshot.Id(), field, term}
	if postings, ok := c.cached(key); ok {
		return postings, nil
	}
	postings, err := decodePostings(s.snapshot.Segment(), field, term)
	if err != nil {
		return nil, err
	}
	c.keep(key, postings)
	return postings, nil
}

func (c *postingsCache) cached(key postingsKey) ([]posting, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.byKey[key]
	if !ok {
		return nil, false
	}
	c.recent.MoveToFront(e)
	return e.Value.(*cachedPostings).postings, true
}

// keep puts postings into the cache and drops what was not used longest.
func (c *postingsCache) keep(key postingsKey, postings []posting) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.byKey[key]; !ok {
		c.byKey[key] = c.recent.PushFront(&cachedPostings{key, postings})
		c.size += len(postings)*postingBytes + postingsOverhead
	}
	for c.size > c.limit && c.recent.Len() > 1 {
		oldest := c.recent.Remove(c.recent.Back()).(*cachedPostings)
		delete(c.byKey, oldest.key)
		c.size -= len(oldest.postings)*postingBytes + postingsOverhead
	}
}

func decodePostings(s segment.Segment, field, term string) ([]posting, error) {
	dictionary, err := s.Dictionary(field)
	if err != nil {
		return nil, fmt.Errorf("search: read postings: %w", err)
	}
	encoded, err := dictionary.PostingsList([]byte(term), nil, nil)
	if err != nil {
		return nil, fmt.Errorf("search: read postings: %w", err)
	}
	n := encoded.Count()
	if n == 0 {
		return nil, nil
	}
	postings := make([]posting, 0, n)
	for it := encoded.Iterator(true, false, false, nil); ; {
		p, err := it.Next()
		if err != nil {
			return nil, fmt.Errorf("search: read postings: %w", err)
		}
		if p == nil {
			return postings, nil
		}
		postings = append(postings, posting{uint32(p.Number()), float32(p.Frequency())})
	}
}
