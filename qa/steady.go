package qa

import (
	"container/list"
	"sync"
)

// steady keeps what was made of an index while that holds what it held. It is bounded in bytes and forgets first what was
// not asked for longest. The zero value keeps nothing: set limit.
type steady[K comparable, V any] struct {
	limit int // bytes

	mu       sync.Mutex
	bytes    int
	revision uint64 // of the index that all of it is from
	byKey    map[K]*list.Element
	recent   *list.List // of steadyEntry, newest first
}

type steadyEntry[K comparable, V any] struct {
	key   K
	value V
	bytes int
}

// get returns what was kept under a key in a revision of the index.
func (m *steady[K, V]) get(revision uint64, key K) (value V, ok bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.turn(revision)
	element, ok := m.byKey[key]
	if !ok || m.revision != revision {
		return value, false
	}
	m.recent.MoveToFront(element)
	return element.Value.(steadyEntry[K, V]).value, true
}

// put keeps a value of some bytes that was made of a revision of the index, unless there is one already.
func (m *steady[K, V]) put(revision uint64, key K, value V, bytes int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.turn(revision)
	if _, there := m.byKey[key]; there || m.revision != revision || bytes > m.limit {
		return
	}
	m.byKey[key] = m.recent.PushFront(steadyEntry[K, V]{key, value, bytes})
	for m.bytes += bytes; m.bytes > m.limit; {
		oldest := m.recent.Remove(m.recent.Back()).(steadyEntry[K, V])
		delete(m.byKey, oldest.key)
		m.bytes -= oldest.bytes
	}
}

// turn is called with mu held. It forgets what is of an earlier revision.
func (m *steady[K, V]) turn(revision uint64) {
	if revision > m.revision || m.byKey == nil {
		m.revision, m.bytes = revision, 0
		m.byKey, m.recent = map[K]*list.Element{}, list.New()
	}
}
