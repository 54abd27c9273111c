package search

import (
	"container/list"
	"sync"
)

// cache keeps what was made at some cost and is likely to be wanted again. It is bounded in bytes and drops what was not
// used longest.
type cache[K comparable, V any] struct {
	limit int

	mu     sync.Mutex
	size   int
	byKey  map[K]*list.Element
	recent *list.List // of *cached[K, V], newest first
}

type cached[K comparable, V any] struct {
	key   K
	value V
	size  int
}

// cacheOverhead is about what an entry costs beside its value, in bytes.
const cacheOverhead = 200

func newCache[K comparable, V any](limit int) *cache[K, V] {
	return &cache[K, V]{limit: limit, byKey: map[K]*list.Element{}, recent: list.New()}
}

func (c *cache[K, V]) get(key K) (value V, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.byKey[key]
	if !ok {
		return value, false
	}
	c.recent.MoveToFront(e)
	return e.Value.(*cached[K, V]).value, true
}

// keep puts a value of some bytes into the cache and drops what was not used longest.
func (c *cache[K, V]) keep(key K, value V, size int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.byKey[key]; !ok {
		c.byKey[key] = c.recent.PushFront(&cached[K, V]{key, value, size + cacheOverhead})
		c.size += size + cacheOverhead
	}
	for c.size > c.limit && c.recent.Len() > 1 {
		oldest := c.recent.Remove(c.recent.Back()).(*cached[K, V])
		delete(c.byKey, oldest.key)
		c.size -= oldest.size
	}
}
