package main

import (
	"bytes"
	"compress/gzip"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/zwgk/zwgk/search"
)

const export = `{"id":"p-1","name":"宜川市高龄津贴发放办法","body":"年满80周岁的老年人可以申领高龄津贴。","department":"宜川市民政局","date":"2025-03-01","clicks":12}
{"name":"没有编号","body":"这一行没有编号。"}

{"id":"p-2","name":"宜川市住房公告","body":"公共租赁住房120套。","department":"","date":"三月的某一天"}
坏行
{"id":"p-1","name":"宜川市高龄津贴发放办法","body":"年满80周岁的老年人可以申领高龄津贴，每月100元。","department":"宜川市民政局","date":"2025-04-01"}
`

const mapping = `{"title":"name","text":"body","issuers":"department","published":"date"}`

// write puts a file into a folder, packed where its name ends in .gz.
func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	var b bytes.Buffer
	if strings.HasSuffix(name, ".gz") {
		packed := gzip.NewWriter(&b)
		packed.Write([]byte(text))
		packed.Close()
	} else {
		b.WriteString(text)
	}
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAnExportIsImportedUnderItsOwnNames(t *testing.T) {
	dir := t.TempDir()
	folder := filepath.Join(dir, "index")
	var stdout, stderr bytes.Buffer
	err := run(t.Context(), []string{"-index", folder, "-map", write(t, dir, "map.json", mapping), write(t, dir, "export.jsonl", export),
		write(t, dir, "more.jsonl.gz", `{"id":"p-3","name":"另一篇","body":"正文。"}`)}, &stdout, &stderr)
	if err != nil {
		t.Fatalf("%v\n%s%s", err, &stdout, &stderr)
	}
	for _, part := range []string{"export.jsonl: 3 imported (1 of them replaced another row), 2 rejected, 2 faults in rows that were kept",
		"rejected  line 2: field id: ", "rejected  line 5: ", "kept      line 4: field date: ",
		`kept      line 6: field id: "p-1" stands on line 1 too; the later row stays`, "more.jsonl.gz: 1 imported", "index: 3 documents"} {
		if !strings.Contains(stdout.String(), part) {
			t.Errorf("%q is not told:\n%s", part, &stdout)
		}
	}
	if !strings.Contains(stderr.String(), "3 imported, 2 rejected") {
		t.Errorf("no progress on standard error: %s", &stderr)
	}
	index, err := search.Open(folder, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer index.Close()
	d, ok, err := index.Get(t.Context(), "p-1")
	if err != nil || !ok || d.Issuer() != "宜川市民政局" || d.Published.String() != "2025-04-01" || !strings.HasSuffix(d.Text, "每月100元。") {
		t.Errorf("p-1 is %+v, %v, %v", d, ok, err)
	}
	if d, _, _ := index.Get(t.Context(), "p-2"); d.Attributes.Text("date") != "三月的某一天" {
		t.Errorf("what could not be read as a date is lost: %+v", d.Attributes)
	}
}

func TestItFailsOnlyWhenNothingWasImported(t *testing.T) {
	dir := t.TempDir()
	good, bad := write(t, dir, "good.jsonl", export), write(t, dir, "bad.jsonl", "坏行\n")
	cut := write(t, dir, "cut.jsonl.gz", export)
	packed, _ := os.ReadFile(cut)
	os.WriteFile(cut, packed[:len(packed)-12], 0o644)
	tests := []struct {
		name  string
		files []string
		fails bool
	}{
		{"a missing file beside a good one", []string{filepath.Join(dir, "nowhere.jsonl"), good}, false},
		{"a file cut short", []string{cut}, false},
		{"only bad rows", []string{bad}, true},
		{"only a missing file", []string{filepath.Join(dir, "nowhere.jsonl")}, true},
	}
	for _, test := range tests {
		var stdout, stderr bytes.Buffer
		err := run(t.Context(), append([]string{"-index", filepath.Join(t.TempDir(), "index")}, test.files...), &stdout, &stderr)
		if (err != nil) != test.fails {
			t.Errorf("%s: error %v\n%s", test.name, err, &stdout)
		}
		if test.name != "only bad rows" && !strings.Contains(stdout.String(), "not read to its end: ") {
			t.Errorf("%s: not told\n%s", test.name, &stdout)
		}
	}
}

func TestAWrongCallIsExplained(t *testing.T) {
	for _, args := range [][]string{nil, {"-index", "x"}, {"file.jsonl"}, {"-nosuch"}} {
		var stdout, stderr bytes.Buffer
		if err := run(t.Context(), args, &stdout, &stderr); !errors.Is(err, errUsage) || !strings.Contains(stderr.String(), "-index") {
			t.Errorf("%q: error %v, told %q", args, err, &stderr)
		}
	}
}

func TestAMappingOfUnknownNamesIsRefused(t *testing.T) {
	dir := t.TempDir()
	var stdout, stderr bytes.Buffer
	err := run(t.Context(), []string{"-index", filepath.Join(dir, "index"), "-map", write(t, dir, "map.json", `{"titel":"name"}`), write(t, dir, "a.jsonl", export)}, &stdout, &stderr)
	if err == nil || !strings.Contains(err.Error(), "titel") {
		t.Errorf("error %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "index")); err == nil {
		t.Error("an index was made all the same")
	}
}
