package search_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
)

func mustOpen(t testing.TB, path string) *search.Index {
	t.Helper()
	index, err := search.Open(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	return index
}

func get(t testing.TB, index *search.Index, id string) (disclosure.Document, bool) {
	t.Helper()
	d, ok, err := index.Get(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	return d, ok
}

func count(t testing.TB, index *search.Index) int {
	t.Helper()
	n, err := index.Count()
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAnIndexKeepsWhatItHoldsAcrossReopening(t *testing.T) {
	path := filepath.Join(t.TempDir(), "index")
	index := mustOpen(t, path)
	put(t, index, budgets()...)
	if n, err := index.Delete(context.Background(), "e2023", "unknown", "e2023"); n != 1 || err != nil {
		t.Fatalf("deleted %d, %v", n, err)
	}
	before := ids(find(t, index, search.Query{Text: "部门预算"}))
	if err := index.Close(); err != nil {
		t.Fatal(err)
	}
	if err := index.Close(); err != nil {
		t.Errorf("second close: %v", err)
	}
	if _, err := index.Search(context.Background(), search.Query{}); !errors.Is(err, search.ErrClosed) {
		t.Errorf("search after close: %v", err)
	}
	index = mustOpen(t, path)
	defer index.Close()
	if n := count(t, index); n != 5 {
		t.Errorf("%d documents, want 5", n)
	}
	if diff := cmp.Diff(before, ids(find(t, index, search.Query{Text: "部门预算"}))); diff != "" {
		t.Error(diff)
	}
}

func TestALaterDocumentTakesThePlaceOfOneWithTheSameID(t *testing.T) {
	index := open(t, nil, page("a", "旧标题甲", strings.Repeat("旧的内容很长。", 100)))
	report := put(t, index, page("b", "乙", "乙文。"), page("a", "中间标题", "中间。"), page("a", "新标题丙", "新的内容。"))
	if report.Imported != 3 || report.Replaced != 2 {
		t.Errorf("%+v", report)
	}
	d, ok := get(t, index, "a")
	if !ok || d.Title != "新标题丙" || d.Text != "新的内容。" || count(t, index) != 2 {
		t.Errorf("%v %q %q, %d documents", ok, d.Title, d.Text, count(t, index))
	}
	if r := find(t, index, search.Query{Text: "旧的内容"}); r.Total != 0 && r.Hits[0].Document.Title != "新标题丙" {
		t.Errorf("what was replaced is still found: %v", r.Hits[0].Document.Title)
	}
}

func TestRowsWithFaultsAreReportedAndTheRestGoesOn(t *testing.T) {
	index := open(t, nil)
	lines := `{"id":"a","title":"甲","text":"甲文"}
{"title":"没有标识"}
这不是一行数据
{"id":"b","title":"乙","published":"某年某月"}
{"id":"c","title":"丙"}`
	report, err := index.Import(context.Background(), disclosure.DecodeDocuments(strings.NewReader(lines)))
	if err != nil || report.Imported != 3 || report.Rejected != 2 || report.Warnings != 1 || len(report.Problems) != 3 || report.Problems[0].Line != 2 {
		t.Errorf("%+v, %v", report, err)
	}
	report = put(t, index, page(strings.Repeat("长", 200), "标识过长", ""), page("带\x00空", "空字符", ""))
	if report.Rejected != 2 {
		t.Errorf("%+v", report)
	}
}

func TestASecondOpenerIsToldThatTheIndexIsInUse(t *testing.T) {
	path := t.TempDir()
	index := mustOpen(t, path)
	defer index.Close()
	if _, err := search.Open(path, nil); !errors.Is(err, search.ErrInUse) {
		t.Errorf("%v", err)
	}
}

func TestAForeignFolderIsLeftAlone(t *testing.T) {
	path := t.TempDir()
	if err := os.WriteFile(filepath.Join(path, "账目.txt"), []byte("别动"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := search.Open(path, nil); !errors.Is(err, search.ErrFormat) {
		t.Errorf("%v", err)
	}
	if entries, _ := os.ReadDir(path); len(entries) != 1 {
		t.Errorf("the folder holds %d entries now", len(entries))
	}
}

func TestAnIndexOfAnotherVersionIsRefused(t *testing.T) {
	path := t.TempDir()
	if err := mustOpen(t, path).Close(); err != nil {
		t.Fatal(err)
	}
	for _, manifest := range []string{`{"format":"zwgk","version":999}`, `{"format":"other","version":1}`, `no json`} {
		if err := os.WriteFile(filepath.Join(path, "index.json"), []byte(manifest), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := search.Open(path, nil); !errors.Is(err, search.ErrFormat) {
			t.Errorf("%s: %v", manifest, err)
		}
	}
}

func TestDamageIsNamedAndNotMadeWorse(t *testing.T) {
	for name, damage := range map[string]func(store string) error{
		"the root is missing": func(store string) error { return os.Remove(filepath.Join(store, "root.bolt")) },
		"the root is garbage": func(store string) error {
			return os.WriteFile(filepath.Join(store, "root.bolt"), bytes.Repeat([]byte("坏"), 5000), 0o600)
		},
	} {
		path := t.TempDir()
		index := mustOpen(t, path)
		put(t, index, budgets()...)
		if err := index.Close(); err != nil {
			t.Fatal(err)
		}
		store := filepath.Join(path, "bleve", "store")
		before, err := filepath.Glob(filepath.Join(store, "*.zap"))
		if err != nil || damage(store) != nil {
			t.Fatal(err)
		}
		if _, err := search.Open(path, nil); !errors.Is(err, search.ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
		if after, _ := filepath.Glob(filepath.Join(store, "*.zap")); len(after) != len(before) {
			t.Errorf("%s: %d segments before, %d after", name, len(before), len(after))
		}
	}
}

func TestADocumentComesBackAsItWasImported(t *testing.T) {
	d := budgets()[0]
	d.Text = "第一条　为了…\r\n\t表：①\u200b②\n\n" + strings.Repeat("没有标点的长句", 300) + "！？\u2028末尾 "
	d.Summary, d.URL, d.Keywords, d.Audiences = "概述<b>&", "https://example.gov.cn/a?b=1&c=2", []string{"预算"}, []string{"企业", "个人"}
	d.Number, d.IndexNumber = disclosure.ParseNumber("河财〔2024〕5号"), disclosure.ParseIndexNumber("000014349/2024-00033")
	d.Relations = []disclosure.Relation{{Type: disclosure.Repeals, Target: "f2022"}}
	index := open(t, nil, d)
	got, ok := get(t, index, d.ID)
	if diff := cmp.Diff(d, got); !ok || diff != "" {
		t.Error(ok, diff)
	}
	if _, ok := get(t, index, "unknown"); ok {
		t.Error("an unknown id is found")
	}
}

func FuzzTextComesBackAndPassagesCoverIt(f *testing.F) {
	f.Add("甲。乙！\n丙")
	f.Add(strings.Repeat("无标点", 400))
	f.Add("坏\xff字\x00节\xe4\xbd")
	f.Add("")
	f.Add(strings.Repeat("短。", 500) + "\u2028" + strings.Repeat("a", 900))
	index, err := search.Open("", nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { index.Close() })
	f.Fuzz(func(t *testing.T, text string) {
		put(t, index, page("a", "标题", text))
		got, ok := get(t, index, "a")
		if !ok || got.Text != text {
			t.Fatalf("%q came back as %q", text, got.Text)
		}
		r := find(t, index, search.Query{Text: "标题"})
		if len(r.Hits) != 1 {
			t.Fatalf("%d hits", len(r.Hits))
		}
		p := r.Hits[0].Passage
		if text[p.Start:p.End] != p.Text || utf8.ValidString(text) && !utf8.ValidString(p.Text) {
			t.Fatalf("passage %d to %d is %q", p.Start, p.End, p.Text)
		}
	})
}

func TestPassagesFollowEachOtherWithoutGaps(t *testing.T) {
	text := strings.Repeat("本办法所称住房公积金，是指单位及其在职职工缴存的长期住房储金。", 40)
	index := open(t, nil, page("a", "住房公积金办法", text))
	r, err := index.Retrieve(context.Background(), search.Query{Text: "住房公积金是什么", Limit: 1}, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range r.Passages {
		if n := utf8.RuneCountInString(p.Text); n > 400 || text[p.Start:p.End] != p.Text || !strings.HasSuffix(p.Text, "。") {
			t.Errorf("passage %d of %d characters: %q", p.Ordinal, n, p.Text)
		}
	}
}

func TestLinksLeadFromATargetToWhatBearsOnIt(t *testing.T) {
	repeals, reads := page("new", "新办法", "新。"), page("reading", "解读", "读。")
	repeals.Relations = []disclosure.Relation{{Type: disclosure.Repeals, Target: "old"}, {Type: disclosure.Amends, Target: "third"}}
	reads.Relations = []disclosure.Relation{{Type: disclosure.Interprets, Target: "old"}}
	repeals.Published, reads.Published = date("2024-01-01"), date("2024-02-01")
	index := open(t, nil, repeals, reads)
	links, err := index.LinksTo(context.Background(), "old", disclosure.Repeals, disclosure.Interprets, disclosure.Amends)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]search.Link{
		{Type: disclosure.Interprets, From: "reading", Title: "解读", Date: date("2024-02-01")},
		{Type: disclosure.Repeals, From: "new", Title: "新办法", Date: date("2024-01-01")},
	}, links); diff != "" {
		t.Error(diff)
	}
	if _, err := index.Delete(context.Background(), "reading"); err != nil {
		t.Fatal(err)
	}
	if links, _ = index.LinksTo(context.Background(), "old", disclosure.Interprets); len(links) != 0 {
		t.Errorf("a deleted document links: %v", links)
	}
}
