package search_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/zwgk/zwgk/search"
)

func TestWhatIsTypedIsNeverAPattern(t *testing.T) {
	index := open(t, nil, append(budgets(), page("stars", "关于*号标注项目的说明", "带*号的为必填项，~2处，^1e9。"))...)
	for _, text := range []string{"*", "?", "/.*/", "/(a+)+$/", "预算~2", "预算^1e9", "title:*", "+预算 !决算", "[a TO z]", "预算 AND (", `\`, "\x00", "\xff\xfe", "%27 OR 1=1",
		strings.Repeat(`"`, 200), strings.Repeat("-", 200), strings.Repeat("的", 200), strings.Repeat("a", 200), strings.Repeat("\u200b", 200), strings.Repeat("标题:", 60),
		strings.Repeat("🀄", 200), "国办发〔2024〕5号" + strings.Repeat("〔", 150), strings.Repeat("近三个月", 50), strings.Repeat("１", 200)} {
		result, err := index.Search(context.Background(), search.Query{Text: text, Facets: []search.Facet{search.ByAgency}})
		if err != nil && !errors.Is(err, search.ErrQuery) {
			t.Errorf("%.20q: %v", text, err)
		}
		if result.Total > 7 {
			t.Errorf("%.20q: %d found of 7", text, result.Total)
		}
		for _, hit := range result.Hits {
			hit.Explain()
		}
	}
	if r := find(t, index, search.Query{Text: "*"}); r.Total != 0 {
		t.Errorf("* finds %d", r.Total)
	}
}

func TestAQueryBeyondItsBoundsIsRefused(t *testing.T) {
	index := open(t, nil)
	for _, test := range []struct {
		query search.Query
		want  error
	}{
		{search.Query{Text: strings.Repeat(`"`, 10_000)}, search.ErrTooLong},
		{search.Query{Text: strings.Repeat("长", 20_000)}, search.ErrTooLong},
		{search.Query{Text: strings.Repeat("甲 ", 33)}, search.ErrTooManyTerm},
		{search.Query{Text: strings.Repeat("标题:甲 ", 33)}, search.ErrTooManyTerm},
		{search.Query{Limit: 51}, search.ErrLimit},
		{search.Query{Limit: -1}, search.ErrLimit},
		{search.Query{Offset: -1}, search.ErrWindow},
		{search.Query{Offset: 9_995}, search.ErrWindow},
		{search.Query{Facets: make([]search.Facet, 21)}, search.ErrFacets},
		{search.Query{Facets: []search.Facet{"title"}}, search.ErrFacet},
		{search.Query{Sort: "random"}, search.ErrSort},
	} {
		if _, err := index.Search(context.Background(), test.query); !errors.Is(err, test.want) || !errors.Is(err, search.ErrQuery) {
			t.Errorf("%.20q: %v, want %v", test.query.Text, err, test.want)
		}
		if _, err := index.Retrieve(context.Background(), test.query, 1); test.query.Limit == 0 && !errors.Is(err, test.want) {
			t.Errorf("retrieve %.20q: %v, want %v", test.query.Text, err, test.want)
		}
	}
}

func TestASearchThatIsCalledOffEnds(t *testing.T) {
	index := open(t, nil, budgets()...)
	ctx, cancel := context.WithCancelCause(context.Background())
	gone := errors.New("the visitor has left")
	cancel(gone)
	if _, err := index.Search(ctx, search.Query{Text: "预算"}); !errors.Is(err, gone) {
		t.Errorf("search: %v", err)
	}
	if _, err := index.Suggest(ctx, "预", 3); !errors.Is(err, gone) {
		t.Errorf("suggest: %v", err)
	}
	if _, err := index.Import(ctx, rows(page("x", "甲", "乙"))); !errors.Is(err, gone) {
		t.Errorf("import: %v", err)
	}
	if _, err := index.Delete(ctx, "f2024"); !errors.Is(err, gone) || count(t, index) != 6 {
		t.Errorf("delete: %v", err)
	}
}

func TestTooManySearchesAtOnceAreTurnedAway(t *testing.T) {
	hold, entered := make(chan struct{}), make(chan struct{})
	index := open(t, &search.Options{Searches: 1, Wait: time.Millisecond, OnQuery: func(search.QueryEvent) {
		entered <- struct{}{} // a search ends only after this
		<-hold
	}}, budgets()...)
	done := make(chan error)
	go func() {
		_, err := index.Search(context.Background(), search.Query{Text: "预算"})
		done <- err
	}()
	<-entered
	if _, err := index.Search(context.Background(), search.Query{Text: "预算"}); !errors.Is(err, search.ErrBusy) {
		t.Errorf("%v", err)
	}
	close(hold)
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestSearchingGoesOnWhileImportingAndDeleting(t *testing.T) {
	index := open(t, &search.Options{BatchSize: 8}, budgets()...)
	ctx, stop := context.WithCancel(context.Background())
	var work, writing sync.WaitGroup
	for worker := range 3 {
		work.Go(func() {
			for n := 0; ctx.Err() == nil; n++ {
				text := []string{"部门预算", "高零津贴", "去年 财政局", `"收支总表" -民政`, "河口市 航天"}[(worker+n)%5]
				r, err := index.Search(context.Background(), search.Query{Text: text, Facets: []search.Facet{search.ByYear}})
				if err != nil && !errors.Is(err, search.ErrBusy) {
					t.Error(err)
					return
				}
				for _, hit := range r.Hits {
					if hit.Document.ID != hit.ID {
						t.Errorf("hit %s holds document %s", hit.ID, hit.Document.ID)
					}
				}
				if _, err := index.Suggest(context.Background(), "yusuan", 5); err != nil {
					t.Error(err)
				}
				if _, err := index.Related(context.Background(), "f2024", 3); err != nil && !errors.Is(err, search.ErrBusy) {
					t.Error(err)
				}
			}
		})
	}
	writing.Go(func() {
		for round := range 12 {
			for i := range 4 {
				put(t, index, page(fmt.Sprintf("n%d", i), fmt.Sprintf("第%d轮预算", round), strings.Repeat("预算说明。", round+1)))
			}
			if _, err := index.Delete(context.Background(), fmt.Sprintf("n%d", round%4)); err != nil {
				t.Error(err)
			}
			if err := index.Curate([]search.Curation{{Query: "部门预算", Pin: []string{"m2024"}}}); err != nil {
				t.Error(err)
			}
		}
	})
	writing.Wait()
	stop()
	work.Wait()
	if n := count(t, index); n != 9 {
		t.Errorf("%d documents at the end, want 9", n)
	}
}
