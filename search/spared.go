package search

import (
	"hash/maphash"

	engine "github.com/blevesearch/bleve_index_api"
)

// spared leaves out of a batch that a term stands in a passage once, where other passages hold it too: the engine writes
// a count of 0 in a byte and any other in two, and most counts are 1. A term of one passage keeps its count, because
// merged segments then hold the whole term in a few bytes.
type spared struct {
	seed  maphash.Seed
	first []*engine.TokenFreq // by hash of field and term: the one that was seen; many where several were
}

// sparedSlots is how many terms are told apart; a batch has some ten thousand. Those that share a slot are taken for one,
// which costs some bytes.
const sparedSlots = 1 << 18

// many stands for several counts.
var many engine.TokenFreq

func newSpared() *spared {
	return &spared{seed: maphash.MakeSeed(), first: make([]*engine.TokenFreq, sparedSlots)}
}

// see takes in how often a term stands in a passage.
func (s *spared) see(field, term string, tf *engine.TokenFreq) {
	hash := maphash.String(s.seed, term)
	if field == titleField {
		hash++
	}
	first := &s.first[hash%sparedSlots]
	switch *first {
	case nil:
		*first = tf
		return
	case &many:
	default:
		spare(*first)
		*first = &many
	}
	spare(tf)
}

func spare(tf *engine.TokenFreq) {
	if tf.Frequency() == 1 {
		tf.SetFrequency(0)
	}
}

// reset forgets a batch.
func (s *spared) reset() { clear(s.first) }
