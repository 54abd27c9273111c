package embedding

import (
	"math"
	"strings"
	"sync"
)

// Word is where a word stands.
type Word struct {
	Unit   Vector  // of unit length
	Length float32 // of the word's vector: how much it tells of what is asked
}

// mostWords is how many words are remembered, at some 600 bytes each.
const mostWords = 1 << 14

// remembered are the words that were looked for: the same few thousand make up most of official texts, and finding one costs as
// much as cutting ten.
type remembered struct {
	sync.RWMutex
	words map[string]*Word
}

// Word returns where a word stands, as Of does, and remembers it. The caller does not change it.
func (t *Table) Word(word string) *Word {
	t.remembered.RLock()
	known := t.remembered.words[word]
	t.remembered.RUnlock()
	if known != nil {
		return known
	}
	vector := t.Of(word)
	known = &Word{vector.Unit(), float32(math.Sqrt(float64(vector.Dot(&vector))))}
	t.remembered.Lock()
	defer t.remembered.Unlock()
	if t.remembered.words == nil {
		t.remembered.words = map[string]*Word{}
	}
	if len(t.remembered.words) < mostWords {
		t.remembered.words[strings.Clone(word)] = known
	}
	return known
}
