package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden report of the sample city anew")

func audited(t *testing.T, args ...string) (stdout, stderr string, err error) {
	t.Helper()
	var out, told bytes.Buffer
	err = run(context.Background(), args, &out, &told)
	return out.String(), told.String(), err
}

// The report on the sample city stands word for word in testdata. After a change of the sample or of a rule look at the
// difference, then write it anew with -update.
func TestTheSampleCityAuditsToTheGoldenReport(t *testing.T) {
	got, stderr, err := audited(t)
	if err != nil {
		t.Fatal(err, stderr)
	}
	path := filepath.Join("testdata", "sample.md")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAuditOfFilesUnderAMapping(t *testing.T) {
	mapping := write(t, "map.json", `{"title":"bt","text":"zw"}`)
	file := write(t, "a.jsonl", "{\"id\":\"1\",\"bt\":\"通知\",\"zw\":\"联系我的手机13812345678\"}\nnonsense\n")
	for _, name := range []string{"r.html", "r.md", "r.json"} {
		out := filepath.Join(t.TempDir(), name)
		_, stderr, err := audited(t, "-map", mapping, file, "-as-of", "2025-10-15", "-o", out)
		if err != nil {
			t.Fatal(err)
		}
		report, err := os.ReadFile(out)
		if err != nil || !bytes.Contains(report, []byte("138****5678")) || bytes.Contains(report, []byte("13812345678")) {
			t.Errorf("%s: %v", name, err)
		}
		if !strings.Contains(stderr, "1 documents") || !strings.Contains(stderr, "line 2") {
			t.Errorf("standard error is %q", stderr)
		}
	}
}

func TestWrongCallsAreRefused(t *testing.T) {
	file := write(t, "a.jsonl", `{"id":"1","title":"通知"}`)
	for _, args := range [][]string{{"-o", "r.pdf"}, {"-nonsense"}, {file, "-map", "m.json", "-o", "m.json"}} {
		if _, _, err := audited(t, args...); !errors.Is(err, errUsage) {
			t.Errorf("%q: %v", args, err)
		}
	}
	for _, args := range [][]string{{"nowhere.jsonl"}, {"-as-of", "someday"}, {"-profile", file}, {"-catalog", file}, {"-map", "nowhere", file}} {
		if _, _, err := audited(t, args...); err == nil || errors.Is(err, errUsage) {
			t.Errorf("%q: %v", args, err)
		}
	}
}

func TestACatalogueMayBeATableOrNone(t *testing.T) {
	table := write(t, "c.csv", "序号,一级事项,公开内容,公开依据,公开时限\n1,预算,●预算表,预算法,批准后20日内\n2,决算,,,\n")
	got, stderr, err := audited(t, "-catalog", table)
	if err != nil || !strings.Contains(got, "| 1 |  | 预算 |") || !strings.Contains(stderr, "公开内容") {
		t.Errorf("%v\n%s", err, stderr)
	}
	if got, _, err = audited(t, "-catalog", "none"); err != nil || strings.Contains(got, "## 目录公开情况") {
		t.Errorf("%v: the report has a catalogue", err)
	}
}
