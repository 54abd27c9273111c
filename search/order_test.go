package search_test

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
)

// scattered is an index of many segments whose documents share a few dates, none and two categories.
func scattered(t *testing.T, n int) (*search.Index, []disclosure.Document) {
	t.Helper()
	index := open(t, &search.Options{BatchSize: 40})
	list := make([]disclosure.Document, n)
	for i := range list {
		place := i * 37 % n
		d := page(fmt.Sprintf("d%03d", place), fmt.Sprintf("河口市第%d号通告", place), "关于城市绿化的通告。")
		d.Category = []string{"绿化/公园", "绿化/行道树", "水务"}[place%3]
		if place%5 > 0 {
			d.Published = date("2020-01-01").AddDays(place % 5)
		}
		list[i] = d
	}
	_, err := index.Import(context.Background(), func(yield func(disclosure.Document, error) bool) {
		for _, d := range list {
			if !yield(d, nil) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return index, list
}

func TestPagesByDateFollowEachOtherWithoutGaps(t *testing.T) {
	index, list := scattered(t, 331)
	for by, before := range map[search.Sort]func(a, b disclosure.Document) int{
		search.ByNewest: func(a, b disclosure.Document) int { return b.Date().Compare(a.Date()) },
		search.ByOldest: func(a, b disclosure.Document) int {
			if a.Date().IsZero() != b.Date().IsZero() {
				return b.Date().Compare(a.Date())
			}
			return a.Date().Compare(b.Date())
		},
	} {
		slices.SortFunc(list, func(a, b disclosure.Document) int { return cmp.Or(before(a, b), cmp.Compare(a.ID, b.ID)) })
		var want, got []string
		for _, d := range list {
			want = append(want, d.ID)
		}
		for offset := 0; offset < len(list); offset += 7 {
			got = append(got, ids(find(t, index, search.Query{Text: "城市绿化", Sort: by, Offset: offset, Limit: 7}))...)
		}
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", by, diff)
		}
	}
}

func TestFacetsAddUpOverSegments(t *testing.T) {
	index, _ := scattered(t, 300)
	facets := []search.Facet{search.ByCategory, search.ByYear}
	want := map[search.Facet][]search.FacetCount{
		search.ByCategory: {{Value: "绿化", Count: 200}, {Value: "水务", Count: 100}},
		search.ByYear:     {{Value: "2020", Count: 240}},
	}
	for range 2 { // made at first, then kept
		got := find(t, index, search.Query{Text: "城市绿化", Facets: facets}).Facets
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}
