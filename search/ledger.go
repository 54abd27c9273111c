package search

import (
	"math/bits"
	"slices"
	"sync"
)

// ledger adds up numbers by document. Its memory is kept from query to query; all sums are zero between them.
type ledger struct {
	sums    []float32
	touched []uint32 // documents with a sum
	marks   []uint64 // for sorted
}

var ledgers = sync.Pool{New: func() any { return &ledger{} }}

// newLedger returns a ledger for a view; free gives it back.
func newLedger(v *view) *ledger {
	l := ledgers.Get().(*ledger)
	if len(l.sums) < v.allDocuments {
		l.sums, l.marks = make([]float32, v.allDocuments), make([]uint64, (v.allDocuments+63)/64)
	}
	return l
}

func (l *ledger) free() {
	for _, d := range l.touched {
		l.sums[d] = 0
	}
	l.touched = l.touched[:0]
	ledgers.Put(l)
}

// add adds a term's gains to the documents that hold it.
func (l *ledger) add(t *scoredTerm) {
	gains, step := t.gains[:len(t.documents)], t.step*t.weight
	for i, d := range t.documents {
		sum := l.sums[d]
		if sum == 0 {
			l.touched = append(l.touched, d)
		}
		l.sums[d] = sum + step*float32(gains[i])
	}
}

// addMass adds a term's mass to the documents that hold it.
func (l *ledger) addMass(t *scoredTerm) {
	for _, d := range t.documents {
		sum := l.sums[d]
		if sum == 0 {
			l.touched = append(l.touched, d)
		}
		l.sums[d] = sum + t.mass
	}
}

// sorted returns the documents with at least some sum, in order of their numbers. Marking each in a bit set and reading
// that is several times faster than comparing.
func (l *ledger) sorted(least float32) []uint32 {
	list := make([]uint32, 0, len(l.touched))
	for _, d := range l.touched {
		if l.sums[d] >= least {
			list = append(list, d)
		}
	}
	const few = 256
	if len(list) < few {
		slices.Sort(list)
		return list
	}
	for _, d := range list {
		l.marks[d/64] |= 1 << (d % 64)
	}
	list = list[:0]
	for i, word := range l.marks {
		for ; word != 0; word &= word - 1 {
			list = append(list, uint32(64*i+bits.TrailingZeros64(word)))
		}
		l.marks[i] = 0
	}
	return list
}

// top returns n of the wanted documents with the greatest sums, the least of them first; fewer where there are not as
// many.
func (l *ledger) top(n int, wanted func(document uint32) bool) []uint32 {
	heap := make([]uint32, 0, n)
	for _, d := range l.touched {
		switch {
		case len(heap) < n:
			if wanted(d) {
				heap = append(heap, d)
				if len(heap) == n {
					for i := n/2 - 1; i >= 0; i-- {
						l.sink(heap, i)
					}
				}
			}
		case l.sums[d] > l.sums[heap[0]] && wanted(d):
			heap[0] = d
			l.sink(heap, 0)
		}
	}
	return heap
}

// sink restores a heap, least first, whose element i may be greater than those below it.
func (l *ledger) sink(heap []uint32, i int) {
	for {
		least := 2*i + 1
		if least >= len(heap) {
			return
		}
		if next := least + 1; next < len(heap) && l.sums[heap[next]] < l.sums[heap[least]] {
			least = next
		}
		if l.sums[heap[i]] <= l.sums[heap[least]] {
			return
		}
		heap[i], heap[least] = heap[least], heap[i]
		i = least
	}
}
