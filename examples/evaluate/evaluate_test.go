package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	corpus = `{"id":"doc-1","title":"宜川市高龄津贴发放办法","text":"第一条 年满80周岁的本市户籍老年人可以申领高龄津贴。第二条 80至89周岁每人每月100元。第三条 申请人向户籍所在地社区居民委员会提出申请。","issuers":"宜川市民政局","extra":{"a":1}}
{"id":"doc-2","text":"宜川市2025年一般公共预算收入为三十二亿元，比上年增长百分之四。支出为四十八亿元。"}
这一行坏了
{"id":"doc-3","title":"宜川市公共租赁住房配租公告","text":"2025年第一批公共租赁住房共120套，申请家庭于6月30日前提交材料。"}
`
	faqs = `{"id":"faq-1","question":"怎么补办身份证？","variants":["身份证丢了怎么办"],"answer":"到户籍所在地派出所办理，带户口簿。","department":"宜川市公安局"}
`
	queries = `{"id":"q1","text":"高龄津贴每月多少钱？"}
{"id":"q2","text":"身份证丢了怎么办"}
{"id":"q3","turns":["高龄津贴多少钱","那向哪里申请"]}
{"id":"q4","text":"火星上有没有咖啡馆","answerable":false}
{"text":"没有编号"}
{"id":"q5","text":""}
`
	qrels   = "query-id\tcorpus-id\tscore\nq1\tdoc-1\t1\nq2\tfaq-1\t1\nq3\tdoc-1\t1\nq1\tlost\t1\n"
	answers = `{"id":"q1","docid":"doc-1","answers":["80至89周岁每人每月100元。"]}
`
)

// folder writes the inputs into a folder and returns the arguments that name them.
func folder(t *testing.T) (dir string, args []string) {
	t.Helper()
	dir = t.TempDir()
	for name, text := range map[string]string{"corpus.jsonl": corpus, "faq.jsonl": faqs, "queries.jsonl": queries, "qrels.tsv": qrels, "answers.jsonl": answers} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	in := func(name string) string { return filepath.Join(dir, name) }
	return dir, []string{"-corpus", in("corpus.jsonl"), "-faq", in("faq.jsonl"), "-queries", in("queries.jsonl"),
		"-qrels", in("qrels.tsv"), "-answers", in("answers.jsonl"), "-out", in("results.jsonl")}
}

// evaluated runs the program and returns what it printed and the rows it wrote, times taken out.
func evaluated(t *testing.T, dir string, args ...string) (printed, rows string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if err := run(t.Context(), args, &stdout, &stderr); err != nil {
		t.Fatalf("%v\n%s%s", err, &stdout, &stderr)
	}
	written, err := os.ReadFile(filepath.Join(dir, "results.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	return stdout.String(), regexp.MustCompile(`"took_ms":[0-9.]+`).ReplaceAllString(string(written), `"took_ms":0`)
}

func TestEachQuestionGetsARowInOrder(t *testing.T) {
	dir, args := folder(t)
	_, rows := evaluated(t, dir, args...)
	var ids []string
	for line := range strings.Lines(rows) {
		var row struct {
			ID         string
			Outcome    string
			Confidence float64
			Hits       []string
			FAQ        []string
			Turns      []struct{ Hits []string }
		}
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, row.ID)
		switch row.ID {
		case "q1":
			if len(row.Hits) == 0 || row.Hits[0] != "doc-1" {
				t.Errorf("q1 found %q", row.Hits)
			}
		case "q2":
			if len(row.FAQ) == 0 || row.FAQ[0] != "faq-1" {
				t.Errorf("q2 found FAQs %q", row.FAQ)
			}
		case "q3":
			if len(row.Turns) != 2 || len(row.Turns[0].Hits) == 0 {
				t.Errorf("q3 has turns %+v", row.Turns)
			}
		}
	}
	if diff := cmp.Diff([]string{"q1", "q2", "q3", "q4", "q5"}, ids); diff != "" {
		t.Error(diff)
	}
}

func TestTheReportTellsMeasuresCostsAndBadLines(t *testing.T) {
	dir, args := folder(t)
	printed, _ := evaluated(t, dir, args...)
	for _, part := range []string{"nDCG@10 ", "MRR@10 ", "hit@1 ", "recall@1 ", "recall@10 ", "recall@100 ", "exact match ", "character F1 ", "ROUGE-L ",
		"FAQ hit@1 ", "FAQ hit@3 ", "FAQ hit@10 ", "AUROC of confidence ", "precision@coverage 0.7 ", "documents/s", "asking p50/p99 ", "index size ", "peak memory ",
		"line 3", "line 5: field id: missing", "1 ids are judged relevant and stand in no corpus"} {
		if !strings.Contains(printed, part) {
			t.Errorf("%q is not printed:\n%s", part, printed)
		}
	}
}

func TestTheSameInputsGiveTheSameRows(t *testing.T) {
	dir, args := folder(t)
	_, first := evaluated(t, dir, args...)
	_, second := evaluated(t, dir, args...)
	if diff := cmp.Diff(first, second); diff != "" {
		t.Error(diff)
	}
}

func TestAnIndexIsUsedAgainOnlyForTheSameCorpus(t *testing.T) {
	dir, args := folder(t)
	args = append(args, "-index", filepath.Join(dir, "index"))
	_, first := evaluated(t, dir, args...)
	printed, second := evaluated(t, dir, args...)
	if !strings.Contains(printed, "used again, 3 documents") || first != second {
		t.Errorf("the second run gives other rows, or does not use the index again:\n%s", printed)
	}
	if err := os.WriteFile(filepath.Join(dir, "corpus.jsonl"), []byte(strings.ReplaceAll(corpus, "100元", "150元")), 0o644); err != nil {
		t.Fatal(err)
	}
	if printed, _ = evaluated(t, dir, args...); !strings.Contains(printed, "of another import") {
		t.Errorf("a changed corpus was not imported:\n%s", printed)
	}
}

func TestFAQsAloneCanBeAsked(t *testing.T) {
	dir, args := folder(t)
	printed, rows := evaluated(t, dir, args[2:]...)
	if !strings.Contains(printed, "0 documents, 1 FAQs") || !strings.Contains(rows, `"faq":["faq-1"`) {
		t.Errorf("printed:\n%s\nrows:\n%s", printed, rows)
	}
}

func TestWrongInputsAreErrorsThatNameThem(t *testing.T) {
	dir, args := folder(t)
	asked := filepath.Join(dir, "queries.jsonl")
	empty := filepath.Join(dir, "empty")
	if err := os.WriteFile(empty, []byte("\n\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name string
		args []string
		want string
	}{
		{"missing corpus", []string{"-corpus", "nowhere.jsonl", "-queries", asked, "-out", filepath.Join(dir, "o")}, "nowhere.jsonl"},
		{"missing qrels", append(args[:len(args):len(args)], "-qrels", "nowhere.tsv"), "nowhere.tsv"},
		{"no question", append(args[:len(args):len(args)], "-queries", empty), "no question in it"},
		{"nothing imported", append(args[2:len(args):len(args)], "-corpus", empty), "no document could be imported"},
		{"map is no mapping", append(args[:len(args):len(args)], "-map", asked), "queries.jsonl"},
		{"out is an input", append(args[:len(args):len(args)], "-out", asked), "would overwrite"},
	}
	for _, test := range tests {
		var stdout, stderr bytes.Buffer
		err := run(t.Context(), test.args, &stdout, &stderr)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want one with %q", test.name, err, test.want)
		}
	}
	if kept, err := os.ReadFile(asked); err != nil || string(kept) != queries {
		t.Error("an input was changed")
	}
}

func TestAWrongCallIsExplained(t *testing.T) {
	for _, args := range [][]string{nil, {"-queries", "q"}, {"-queries", "q", "-out", "o"}, {"-nosuch"}, {"-queries", "q", "-out", "o", "-faq", "f", "more"}} {
		var stdout, stderr bytes.Buffer
		if err := run(t.Context(), args, &stdout, &stderr); !errors.Is(err, errUsage) || !strings.Contains(stderr.String(), "-queries") {
			t.Errorf("%q: error %v, told %q", args, err, &stderr)
		}
	}
	if _, err := os.Stat("o"); !errors.Is(err, fs.ErrNotExist) {
		t.Error("a wrong call left an output file")
	}
}
