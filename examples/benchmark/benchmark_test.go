package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// writeLaws makes a data folder of twelve made-up laws.
func writeLaws(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	if err := os.Mkdir(filepath.Join(folder, "laws"), 0o750); err != nil {
		t.Fatal(err)
	}
	file, err := os.Create(filepath.Join(folder, "laws", "docs.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	packed := gzip.NewWriter(file)
	defer packed.Close()
	subjects := []string{"住房公积金", "高龄津贴", "城市绿化", "口岸服务", "河道管理", "历史建筑"}
	for i := range 12 {
		subject := subjects[i%len(subjects)]
		law := map[string]string{
			"title": subject + "条例", "date": fmt.Sprintf("%d-05-01", 2012+i), "category": "甲/河口市/地方性法规",
			"text": fmt.Sprintf("# %s条例\n\n第一条 为了加强%s管理工作，保障公民权益，制定本条例。\n\n第二条 市人民政府负责%s监督检查工作，第%d号决定同时废止。\n", subject, subject, subject, i),
		}
		if err := json.NewEncoder(packed).Encode(law); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func TestOneCommandPrintsBothTables(t *testing.T) {
	var out, progress bytes.Buffer
	args := []string{"-data", writeLaws(t), "-sizes", "60,30", "-queries", "5", "-tmp", t.TempDir()}
	if err := run(context.Background(), args, &out, &progress); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Targets at 60 passages", "OR top-10", "disk to bleve's", "| ours | 30 |", "| bleve | 60 |", "| sqlite | 60 |"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, &out)
		}
	}
	if !strings.Contains(progress.String(), "24 passages of the data") {
		t.Errorf("progress says\n%s", &progress)
	}
}

func TestEnginesFindTheSamePassages(t *testing.T) {
	c, err := readCorpus(writeLaws(t))
	if err != nil {
		t.Fatal(err)
	}
	r, err := measureSize(context.Background(), engines(true), c, 24, []question{{"监督", "检查"}, {"公民", "权益"}}, t.TempDir(), func(string) {})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range r.engines {
		if diff := cmp.Diff([]float64{12, 3}, []float64{m.hits[facets], m.hits[dateTerm]}); diff != "" {
			t.Errorf("%s: mean hits of facets and dates (-want +got):\n%s", m.name, diff)
		}
		if m.p50[byDate] <= 0 || m.p99[byDate] < m.p50[byDate] {
			t.Errorf("%s: p50 %v, p99 %v", m.name, m.p50[byDate], m.p99[byDate])
		}
	}
}

func TestWrongCallsAreRefused(t *testing.T) {
	for _, args := range [][]string{nil, {"-data", "x", "-sizes", "10,none"}, {"-data", "x", "-queries", "0"}, {"-data", "x", "more"}} {
		if err := run(context.Background(), args, io.Discard, io.Discard); err != errUsage {
			t.Errorf("%v: %v", args, err)
		}
	}
}

func TestMorePassagesThanDataAreMadeOfHalves(t *testing.T) {
	c := &corpus{base: []passage{{text: "一二三四"}, {text: "五六七八"}}}
	var got []string
	for p := range c.passages(4) {
		got = append(got, p.text)
	}
	if diff := cmp.Diff([]string{"一二三四", "五六七八"}, got[:2]); diff != "" {
		t.Error(diff)
	}
	if !strings.HasPrefix(got[2], "一二") || !strings.HasPrefix(got[3], "五六") {
		t.Errorf("%q", got[2:])
	}
}

func TestPercentileIsTheNearestRank(t *testing.T) {
	values := []time.Duration{5, 1, 4, 2, 3}
	var got []time.Duration
	for _, p := range []int{0, 20, 50, 99, 100} {
		got = append(got, percentile(slices.Clone(values), p))
	}
	if diff := cmp.Diff([]time.Duration{1, 1, 3, 5, 5}, got); diff != "" {
		t.Error(diff)
	}
	if percentile(nil, 50) != 0 {
		t.Error("of nothing is not 0")
	}
}

func TestTargetsAreRatiosOfOneRun(t *testing.T) {
	o, b := measured{name: "ours", rate: 300, disk: 4}, measured{name: "bleve", rate: 200, disk: 5}
	for k := range kinds {
		o.p50[k], b.p50[k] = 10, 100
		o.p99[k], b.p99[k] = 10, 40
	}
	list := targetsOf(dictionaries{}, cuts{ourCut: 12, gseSegment: 2, ourTerms: 3, gseSearch: 2}, sizeRun{engines: []measured{b, o}})
	got := map[string]bool{}
	for _, target := range list {
		got[target.what] = target.met()
	}
	want := map[string]bool{
		"segmentation, gse's cut, to gse.Segment": true, "allocations of it for a passage": true,
		"words, sub-words, pairs, to gse.CutSearch": false, "dictionary ready, time to gse's": false, "dictionary ready, heap to gse's": false,
		"OR top-10, p50 to bleve.Search": true, "OR top-10, p99": false, "3 facets, p50": false, "date + term, p50": true,
		"sort by date, p50": false, "bulk index, passages/s to bleve's": true, "disk to bleve's": true,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if !math.IsNaN(ratio(1, 0)) {
		t.Error("a ratio to nothing is a number")
	}
}
