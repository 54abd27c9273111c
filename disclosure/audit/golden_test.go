package audit_test

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/disclosure/audit"
)

var update = flag.Bool("update", false, "write the golden reports anew")

// The documents of testdata are a small site made for this test, with faults put in on purpose. The report over them
// stands word for word beside them.
func TestGoldenReport(t *testing.T) {
	file, err := os.Open(filepath.Join("testdata", "site.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	report, err := newAuditor(t, nil).Site(context.Background(), disclosure.DecodeDocuments(file), disclosure.BuiltinCatalog(), today, &audit.SiteOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var markdown bytes.Buffer
	if err := report.WriteMarkdown(&markdown); err != nil {
		t.Fatal(err)
	}
	golden(t, "site.md", markdown.Bytes())
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Error(diff)
	}
}
