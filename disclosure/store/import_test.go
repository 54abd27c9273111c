package store_test

import (
	"context"
	"errors"
	"iter"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/disclosure/store"
)

const export = `{"id":"a","title":"一","text":"文"}
{"id":"b","title":"二","published":"无"}
no json
{"title":"三"}
{"id":"a","title":"一","text":"新文"}
{"id":"a","title":"一","text":"新文"}
{"id":"c","title":"四","formed":"2024-03-01"}
`

func TestImportReportsWhatBecameOfEachRow(t *testing.T) {
	onEach(t, func(t *testing.T, db database) {
		ctx := context.Background()
		s, _ := open(t, db)
		report := must[store.Report](t)(s.Documents.Import(ctx, "导入", disclosure.DecodeDocuments(strings.NewReader(export))))
		var lines []int
		for _, problem := range report.Problems {
			lines = append(lines, problem.Line)
		}
		report.Problems = nil
		if diff := cmp.Diff(store.Report{Imported: 5, Replaced: 1, Unchanged: 1, Rejected: 2, Warnings: 1}, report); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		if diff := cmp.Diff([]int{2, 3, 4}, lines); diff != "" {
			t.Errorf("lines of problems -want +got:\n%s", diff)
		}
		again := must[store.Report](t)(s.Documents.Import(ctx, "导入", disclosure.DecodeDocuments(strings.NewReader(export))))
		if head := must[int64](t)(s.Head(ctx)); again.Replaced != 2 || again.Unchanged != 3 || head != 6 {
			t.Errorf("again: %+v, head %d", again, head) // a twice: back to the first text and on to the second
		}
		faqs := must[store.Report](t)(s.FAQs.Import(ctx, "导入", disclosure.DecodeFAQs(strings.NewReader(`{"id":"a","question":"问","answer":"答"}`))))
		if faqs.Imported != 1 {
			t.Errorf("FAQs: %+v", faqs)
		}
	})
}

func TestImportEndsWithItsInputAndItsContext(t *testing.T) {
	onEach(t, func(t *testing.T, db database) {
		ctx := context.Background()
		s, _ := open(t, db)
		broken := errors.New("broken pipe")
		_, err := s.Documents.Import(ctx, "", disclosure.DecodeDocuments(iotest.ErrReader(broken)))
		if !errors.Is(err, broken) {
			t.Errorf("%v", err)
		}
		ctx, cancel := context.WithCancel(ctx)
		endless := func(yield func(disclosure.Document, error) bool) {
			for i := 0; yield(document(strings.Repeat("x", i%500+1), ""), nil); i++ {
				if i == 7 {
					cancel()
				}
			}
		}
		report, err := s.Documents.Import(ctx, "", endless)
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
		if n := must[int](t)(s.Documents.Count(context.Background())); n != report.Imported || n != 6 {
			t.Errorf("reported %d, kept %d", report.Imported, n)
		}
	})
}

// shelf is a Target in memory.
type shelf struct {
	documents map[string]string
	fail      int // which call of Import fails, from 1
	calls     int
}

func (h *shelf) Import(_ context.Context, documents iter.Seq2[disclosure.Document, error]) (int, error) {
	if h.calls++; h.calls == h.fail {
		return 0, errors.New("disk full")
	}
	n := 0
	for d, err := range documents {
		if err != nil {
			return n, err
		}
		h.documents[d.ID] = d.Text
		n++
	}
	return n, nil
}

func (h *shelf) Delete(_ context.Context, ids ...string) (int, error) {
	for _, id := range ids {
		delete(h.documents, id)
	}
	return len(ids), nil
}

func TestSyncBringsATargetUpToDate(t *testing.T) {
	onEach(t, func(t *testing.T, db database) {
		ctx := context.Background()
		s, _ := open(t, db)
		target := &shelf{documents: map[string]string{}}
		sync := func(after int64) int64 {
			return must[int64](t)(store.Sync(ctx, s, target, after, nil))
		}
		if watermark := sync(0); watermark != 0 {
			t.Errorf("an empty store is at %d", watermark)
		}
		must[int](t)(s.Documents.Put(ctx, "", document("a", "一"), document("b", "二")))
		must[int](t)(s.FAQs.Put(ctx, "", disclosure.FAQ{ID: "f", Question: "问"}))
		watermark := sync(0)
		must[int](t)(s.Documents.Put(ctx, "", document("a", "三"), document("c", "四")))
		must[int](t)(s.Documents.Delete(ctx, "", "b"))
		total := 0
		watermark = must[int64](t)(store.Sync(ctx, s, target, watermark, func(n int) { total += n }))
		if diff := cmp.Diff(map[string]string{"a": "三", "c": "四"}, target.documents); diff != "" || total != 2 || watermark != 6 {
			t.Errorf("watermark %d, %d reported, -want +got:\n%s", watermark, total, diff)
		}
		if _, err := store.Sync(ctx, s, target, 7, nil); !errors.Is(err, store.ErrAhead) {
			t.Errorf("%v", err)
		}
	})
}

func TestSyncGoesOnWhereItFailed(t *testing.T) {
	onEach(t, func(t *testing.T, db database) {
		ctx := context.Background()
		s, _ := open(t, db)
		var all []disclosure.Document
		for i := range 2500 {
			all = append(all, document(strings.Repeat("x", i%500)+string(rune('a'+i/500)), "文"))
		}
		must[int](t)(s.Documents.Put(ctx, "", all...))
		target := &shelf{documents: map[string]string{}, fail: 2}
		watermark, err := store.Sync(ctx, s, target, 0, nil)
		if err == nil || watermark != 1000 {
			t.Fatalf("watermark %d, %v", watermark, err)
		}
		if watermark, err = store.Sync(ctx, s, target, watermark, nil); err != nil || watermark != 2500 {
			t.Errorf("watermark %d, %v", watermark, err)
		}
		if n := len(slices.Collect(maps.Keys(target.documents))); n != 2500 {
			t.Errorf("%d documents", n)
		}
	})
}
