package qa

import (
	"math"
	"strings"
	"sync"

	"github.com/zwgk/zwgk/search/embedding"
)

// meaning is where a word stands.
type meaning struct {
	unit   embedding.Vector
	length float32
}

// meanings remembers where words stand: the same few thousand make up most of official texts, and finding one costs as much
// as cutting ten.
var meanings struct {
	sync.RWMutex
	of map[string]*meaning
}

// mostMeanings is how many words are remembered, at some 600 bytes each.
const mostMeanings = 1 << 14

func meaningOf(word string) *meaning {
	meanings.RLock()
	known := meanings.of[word]
	meanings.RUnlock()
	if known != nil {
		return known
	}
	vector := embedding.Default().Of(word)
	known = &meaning{vector.Unit(), float32(math.Sqrt(float64(vector.Dot(&vector))))}
	meanings.Lock()
	defer meanings.Unlock()
	if meanings.of == nil {
		meanings.of = map[string]*meaning{}
	}
	if len(meanings.of) < mostMeanings {
		meanings.of[strings.Clone(word)] = known
	}
	return known
}
