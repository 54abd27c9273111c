package chinese_test

import (
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/zwgk/zwgk/search/chinese"
	"github.com/zwgk/zwgk/search/chinese/internal/automaton"
	"github.com/zwgk/zwgk/search/chinese/internal/reference"
)

// benchText is about a megabyte: laws where ZWGK_DATA has them, otherwise the
// sentences of the tests over and over. It comes in lines, as an importer
// would hand it on.
func benchText(b *testing.B) (lines []string, size int64) {
	b.Helper()
	var texts []string
	if os.Getenv("ZWGK_DATA") != "" {
		texts = laws(b, 60)
	} else {
		texts = []string{strings.Repeat(strings.Join(sentences, "\n")+"\n", 400)}
	}
	for _, text := range texts {
		for line := range strings.Lines(text) {
			lines = append(lines, line)
			size += int64(len(line))
		}
	}
	return lines, size
}

// run measures f over all lines.
func run(b *testing.B, f func(line string)) {
	lines, size := benchText(b)
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		for _, line := range lines {
			f(line)
		}
	}
}

// BenchmarkCut holds the exact cut against gse's. The target is 5 times
// gse.Segment without an allocation.
func BenchmarkCut(b *testing.B) {
	b.Run("gse.Segment", func(b *testing.B) {
		s := segmenter(b)
		run(b, func(line string) { s.Segment([]byte(line)) })
	})
	b.Run("ours", func(b *testing.B) {
		a := plain(b)
		var spans []chinese.Span
		run(b, func(line string) { spans = a.Cut(spans[:0], line) })
	})
	b.Run("ours with lexicon", func(b *testing.B) {
		var spans []chinese.Span
		run(b, func(line string) { spans = chinese.Default().Cut(spans[:0], line) })
	})
}

// BenchmarkTerms holds what is indexed against gse's search mode. The target
// is twice gse.CutSearch, although pairs and offsets come with it.
func BenchmarkTerms(b *testing.B) {
	b.Run("gse.CutSearch", func(b *testing.B) {
		s := segmenter(b)
		run(b, func(line string) { s.CutSearch(line) })
	})
	classes := func(name string, set chinese.Class) {
		b.Run(name, func(b *testing.B) {
			var terms []chinese.Term
			run(b, func(line string) { terms = chinese.Default().Append(terms[:0], line, set) })
		})
	}
	classes("words", chinese.Word)
	classes("words subwords bigrams", chinese.Word|chinese.Subword|chinese.Bigram)
	classes("wholes", chinese.Whole)
	classes("all", chinese.AllClasses)
}

// BenchmarkFold normalises.
func BenchmarkFold(b *testing.B) {
	run(b, func(line string) { chinese.Fold(line) })
}

// BenchmarkLoad holds a start against gse's. The target is a fiftieth of the
// time and a fifth of the heap. Ours opens the embedded dictionary and compiles
// the lexicon.
func BenchmarkLoad(b *testing.B) {
	b.Run("gse", func(b *testing.B) {
		load(b, func() any {
			s, err := reference.Load()
			if err != nil {
				b.Fatal(err)
			}
			return s
		})
	})
	data, err := os.ReadFile("dictionary.bin")
	if err != nil {
		b.Fatal(err)
	}
	b.Run("ours", func(b *testing.B) {
		load(b, func() any {
			a, err := automaton.Open(data, false)
			if err != nil {
				b.Fatal(err)
			}
			return []any{a, chinese.LoadTables()}
		})
	})
}

// load measures time and the heap that stays in use.
func load(b *testing.B, f func() any) {
	var before, after runtime.MemStats
	var kept any
	runtime.GC()
	runtime.ReadMemStats(&before)
	for b.Loop() {
		kept = nil
		kept = f()
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(after.HeapAlloc-min(before.HeapAlloc, after.HeapAlloc))/1e6, "heap-MB")
	runtime.KeepAlive(kept)
}
