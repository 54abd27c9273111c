package search_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
)

var update = flag.Bool("update", false, "write golden files anew")

// TestRankingIsAsItWas holds the order of hits over a small corpus of a made-up city. A change of ranking shows here
// as a difference to judge; go test -run Ranking -update takes it over.
func TestRankingIsAsItWas(t *testing.T) {
	index := open(t, nil)
	file, err := os.Open("testdata/golden_corpus.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if report, err := index.Import(context.Background(), disclosure.DecodeDocuments(file)); err != nil || report.Rejected+report.Warnings > 0 {
		t.Fatalf("%+v, %v", report, err)
	}
	queries, err := os.ReadFile("testdata/golden_queries.txt")
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for query := range strings.Lines(string(queries)) {
		if query = strings.TrimSpace(query); query == "" || strings.HasPrefix(query, "#") {
			continue
		}
		result := find(t, index, search.Query{Text: query, Limit: 5})
		fmt.Fprintf(&got, "%s\n\t%s", query, strings.Join(ids(result), " "))
		if result.Relaxed {
			got.WriteString("\n\trelaxed")
		}
		if result.DidYouMean != "" {
			fmt.Fprintf(&got, "\n\tdid you mean %s", result.DidYouMean)
		}
		got.WriteByte('\n')
	}
	const golden = "testdata/golden.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Error(diff)
	}
}
