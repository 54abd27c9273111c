package search

import (
	"hash/maphash"

	engine "github.com/blevesearch/bleve_index_api"
)

// The engine writes how often a term stands in a passage in two bytes, but a count of 0 in one. Most terms stand in a
// passage once, so 0 is written for 1. But a term that stands in a single passage keeps its count, because merged segments
// then hold the whole term in a few bytes.

// smallCounts are the counts that passages share: the engine reads them only.
var smallCounts = func() (counts [64]engine.TokenFreq) {
	for n := range counts {
		counts[n].SetFrequency(n)
	}
	return counts
}()

func countOf(n int) *engine.TokenFreq {
	if n < len(smallCounts) {
		return &smallCounts[n]
	}
	tf := &engine.TokenFreq{}
	tf.SetFrequency(n)
	return tf
}

// spared finds the terms of single passages in a batch.
type spared struct {
	seed  maphash.Seed
	slots []sparedSlot // by hash of field and term
}

// sparedSlot is the one passage that was seen to hold a term, or many.
type sparedSlot struct {
	field *field
	term  string
}

// sparedSlots is how many terms are told apart; a batch has some ten thousand. Those that share a slot are taken for one,
// which costs some bytes.
const sparedSlots = 1 << 18

// many stands for several passages.
var many field

func newSpared() *spared { return &spared{maphash.MakeSeed(), make([]sparedSlot, sparedSlots)} }

// see takes in that a passage holds a term.
func (s *spared) see(f *field, term string) {
	hash := maphash.String(s.seed, term)
	if f.name == titleField {
		hash++
	}
	slot := &s.slots[hash%sparedSlots]
	if slot.field == nil {
		*slot = sparedSlot{f, term}
		return
	}
	*slot = sparedSlot{&many, ""}
}

// settle writes the counts of terms of single passages, and forgets the batch.
func (s *spared) settle() {
	for _, slot := range s.slots {
		if slot.field != nil && slot.field != &many && slot.field.terms[slot.term].Frequency() == 0 {
			slot.field.terms[slot.term] = countOf(1)
		}
	}
	clear(s.slots)
}
