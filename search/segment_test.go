package search_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"
	"github.com/google/go-cmp/cmp"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
)

// randomPages returns documents of random characters, some of which have the id of one before.
func randomPages(random *rand.Rand, n, runes int) []disclosure.Document {
	letters := []rune("公积金提取条件市人民政府关于印发办法通知Ａb9，。\n𠮷")
	text := func(most int) string {
		var b strings.Builder
		for range random.IntN(most + 1) {
			b.WriteRune(letters[random.IntN(len(letters))])
		}
		return b.String()
	}
	pages := make([]disclosure.Document, n)
	for i := range pages {
		id := i
		if i > 0 && random.IntN(20) == 0 {
			id = random.IntN(i)
		}
		pages[i] = disclosure.Document{ID: fmt.Sprintf("d%d", id), Title: text(8), Text: text(runes), URL: text(2), Category: text(1),
			Subjects: []string{text(1), text(1)}, Published: disclosure.Date{Year: 2000 + random.IntN(3), Month: 1, Day: 2}}
	}
	return pages
}

func TestSegmentsHoldWhatTheEnginesOwnWriterWrites(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	sizes := []int{1, 2, 5_000, 66_000} // arrays and bitmaps, one container and two, one chunk of counts and several
	for range 40 {
		sizes = append(sizes, 1+random.IntN(60))
	}
	for _, n := range sizes {
		runes := 900
		if n > 100 {
			runes = 2
		}
		own, engines := segmentsOf(t, randomPages(random, n, runes))
		compareSegments(t, fmt.Sprintf("%d documents", n), engines, own)
	}
}

func TestSegmentsMergeAsTheEnginesOwn(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	var own, engines []segment.Segment
	var gone []*roaring.Bitmap
	for range 3 {
		a, b := segmentsOf(t, randomPages(random, 30, 500))
		own, engines = append(own, a), append(engines, b)
		gone = append(gone, roaring.BitmapOf(1, uint32(random.IntN(30))))
	}
	gone[1] = nil
	merged := func(list []segment.Segment, name string) segment.Segment {
		plugin, path := &zap.ZapPlugin{}, filepath.Join(t.TempDir(), name)
		if _, _, err := plugin.Merge(list, gone, path, nil, nil); err != nil {
			t.Fatal(err)
		}
		s, err := plugin.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		return s
	}
	compareSegments(t, "merged", merged(engines, "theirs"), merged(own, "ours"))
}

func segmentsOf(t *testing.T, pages []disclosure.Document) (own, engines segment.Segment) {
	t.Helper()
	own, engines, err := search.SegmentsOf(pages)
	if err != nil {
		t.Fatal(err)
	}
	return own, engines
}

// compareSegments fails where two segments differ in what can be read of them.
func compareSegments(t *testing.T, name string, want, got segment.Segment) {
	t.Helper()
	if want.Count() != got.Count() {
		t.Fatalf("%s: %d passages, want %d", name, got.Count(), want.Count())
	}
	for number := range want.Count() {
		if a, b := storedOf(t, want, number), storedOf(t, got, number); !reflect.DeepEqual(a, b) {
			t.Fatalf("%s: passage %d (-want +got):\n%s", name, number, cmp.Diff(a, b))
		}
	}
	for _, field := range got.Fields() {
		if a, b := postingsOf(t, want, field), postingsOf(t, got, field); !reflect.DeepEqual(a, b) { // many: a list of what differs is dear
			t.Fatalf("%s: field %s (-want +got):\n%.3000s", name, field, cmp.Diff(a, b))
		}
	}
	for _, field := range want.Fields() {
		if len(postingsOf(t, want, field)) > 0 && len(postingsOf(t, got, field)) == 0 {
			t.Errorf("%s: field %s is missing", name, field)
		}
	}
}

func storedOf(t *testing.T, s segment.Segment, number uint64) map[string]string {
	values := map[string]string{}
	err := s.VisitStoredFields(number, func(field string, kind byte, value []byte, places []uint64) bool {
		values[field] += fmt.Sprintf("%c %d %s;", kind, len(places), value)
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	return values
}

// postingsOf returns each term of a field with the passages that hold it and how often; none is once.
func postingsOf(t *testing.T, s segment.Segment, field string) map[string][][2]uint64 {
	dictionary, err := s.Dictionary(field)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][][2]uint64{}
	last := ""
	for terms := dictionary.AutomatonIterator(nil, nil, nil); ; {
		entry, err := terms.Next()
		if err != nil {
			t.Fatal(err)
		}
		if entry == nil {
			return all
		}
		if entry.Term <= last {
			t.Fatalf("field %s: %q comes after %q", field, entry.Term, last)
		}
		last = entry.Term
		list, err := dictionary.PostingsList([]byte(entry.Term), nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		for it := list.Iterator(true, true, true, nil); ; {
			p, err := it.Next()
			if err != nil {
				t.Fatal(err)
			}
			if p == nil {
				break
			}
			all[entry.Term] = append(all[entry.Term], [2]uint64{p.Number(), max(p.Frequency(), 1)})
		}
	}
}
