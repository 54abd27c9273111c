package search_test

import (
	"context"
	"fmt"
	"os"
	"testing"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
)

func TestTheLastRowOfAnIDStaysWhileBatchesAreOnTheirWay(t *testing.T) {
	index := open(t, &search.Options{BatchSize: 1})
	const rounds, documents = 6, 3
	report, err := index.Import(context.Background(), func(yield func(disclosure.Document, error) bool) {
		for i := range rounds * documents {
			if !yield(page(fmt.Sprintf("d%d", i%documents), "河口市通告", fmt.Sprintf("第%d次发布。", i)), nil) {
				return
			}
		}
	})
	if err != nil || report.Imported != rounds*documents || report.Replaced != (rounds-1)*documents {
		t.Fatalf("%+v, %v", report, err)
	}
	if n, err := index.Count(); n != documents || err != nil {
		t.Errorf("%d documents, %v", n, err)
	}
	for i := range documents {
		want := fmt.Sprintf("第%d次发布。", (rounds-1)*documents+i)
		if d, ok, err := index.Get(context.Background(), fmt.Sprintf("d%d", i)); d.Text != want || !ok || err != nil {
			t.Errorf("%q, %v, %v; want %q", d.Text, ok, err, want)
		}
	}
}

func TestABatchThatIsOnItsWayIsThereAfterTheInputFails(t *testing.T) {
	index := open(t, &search.Options{BatchSize: 1})
	_, err := index.Import(context.Background(), func(yield func(disclosure.Document, error) bool) {
		_ = yield(page("d1", "河口市通告", "一。"), nil) && yield(disclosure.Document{}, fmt.Errorf("the network is down"))
	})
	if err == nil {
		t.Error("no error")
	}
	if n, err := index.Count(); n != 1 || err != nil {
		t.Errorf("%d documents, %v", n, err)
	}
}

func TestAnIndexWhoseProcessDiedHoldsWhatWasWritten(t *testing.T) {
	path, before, after := t.TempDir(), t.TempDir(), t.TempDir()
	index := mustOpen(t, path)
	defer index.Close()
	leave := func(folder string) { // as it lies on the disk, not closed
		if err := os.CopyFS(folder, os.DirFS(path)); err != nil {
			t.Fatal(err)
		}
	}
	leave(before)
	put(t, index, budgets()...)
	leave(after)
	for folder, want := range map[string]int{before: 0, after: len(budgets())} {
		left := mustOpen(t, folder)
		if n := count(t, left); n != want {
			t.Errorf("%d documents, want %d", n, want)
		}
		if report := put(t, left, budgets()...); report.Replaced != want || count(t, left) != len(budgets()) {
			t.Errorf("%+v, %d documents", report, count(t, left))
		}
		if r := find(t, left, search.Query{Text: "部门预算"}); r.Total == 0 {
			t.Error("nothing is found")
		}
		if err := left.Close(); err != nil {
			t.Error(err)
		}
	}
}
