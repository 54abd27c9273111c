package chinese_test

import (
	"os"
	"sync"
	"testing"

	"github.com/go-ego/gse"

	"github.com/zwgk/zwgk/search/chinese"
	"github.com/zwgk/zwgk/search/chinese/internal/automaton"
	"github.com/zwgk/zwgk/search/chinese/internal/reference"
)

var loadGse = sync.OnceValues(reference.Load)

func segmenter(t testing.TB) *gse.Segmenter {
	if raced {
		t.Skip("gse is the oracle in runs without the race detector")
	}
	s, err := loadGse()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func plain(t testing.TB) *chinese.Analyzer {
	a, err := chinese.New(&chinese.Options{Plain: true})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// maxShown bounds the differences shown per text.
const maxShown = 3

// compare cuts text with both and returns the bytes where they differ.
func compare(t *testing.T, oracle *gse.Segmenter, a *chinese.Analyzer, text string) (pieces, different int) {
	t.Helper()
	for _, chunk := range chunks(text) {
		want := oracle.Segment([]byte(chunk))
		got := a.Cut(nil, chunk)
		same := len(want) == len(got)
		for i := 0; same && i < len(want); i++ {
			same = want[i].Start() == got[i].Start && want[i].End() == got[i].End
		}
		pieces++
		if !same {
			different++
			if different <= maxShown {
				t.Errorf("cuts of %q differ\n gse  %v\n ours %v", chunk, segments(chunk, want), spans(chunk, got))
			}
		}
	}
	return pieces, different
}

func segments(text string, from []gse.Segment) (words []string) {
	for i := range from {
		words = append(words, text[from[i].Start():from[i].End()])
	}
	return words
}

func spans(text string, from []chinese.Span) (words []string) {
	for _, s := range from {
		words = append(words, text[s.Start:s.End])
	}
	return words
}

func TestPlainCutsAreThoseOfGse(t *testing.T) {
	oracle, a := segmenter(t), plain(t)
	for _, s := range sentences {
		compare(t, oracle, a, s)
	}
}

func TestPlainCutsAreThoseOfGseOverTheLaws(t *testing.T) {
	limit := 300
	if os.Getenv("ZWGK_ALL") != "" {
		limit = 0
	}
	oracle, a := segmenter(t), plain(t)
	pieces, different := 0, 0
	for _, text := range laws(t, limit) {
		p, d := compare(t, oracle, a, text)
		if pieces, different = pieces+p, different+d; different > 20 {
			t.Fatal("many cuts differ; the rest is not looked at")
		}
	}
	t.Logf("%d sentences, %d cut differently", pieces, different)
}

func TestDictionaryIsThatOfGse(t *testing.T) {
	data, err := os.ReadFile("dictionary.bin")
	if err != nil {
		t.Fatal(err)
	}
	compiled, err := automaton.Open(data, true)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(compiled.Runes()); n >= 1<<14 {
		t.Errorf("dictionary.bin has %d runes; runeInfo holds 14 bits", n)
	}
	codes := map[rune]uint16{}
	for i, r := range compiled.Runes() {
		codes[r] = uint16(i + 1)
	}
	words := reference.Words(segmenter(t))
	if got := compiled.Words(); got != len(words) {
		t.Errorf("dictionary.bin has %d words, gse has %d; run go generate", got, len(words))
	}
	for _, w := range words {
		if cost, ok := lookup(compiled, codes, w.Text); !ok || cost != w.Cost {
			t.Fatalf("%s costs %v in dictionary.bin (found: %v), %v in gse; run go generate", w.Text, cost, ok, w.Cost)
		}
	}
}

func lookup(a *automaton.Automaton, codes map[rune]uint16, word string) (float32, bool) {
	base, cost, found := a.Root(), float32(0), false
	for _, r := range word {
		slot, ok := a.Slots().Step(base, codes[r])
		if !ok {
			return 0, false
		}
		cost, found = a.Costs()[slot.CostIndex()], slot.CostIndex() != 0
		base = slot.Base()
	}
	return cost, found
}
