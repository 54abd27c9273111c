package disclosure_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/zwgk/zwgk/disclosure"
)

// dataFile opens a file of the folder of real exports that ZWGK_DATA names; without it the test is skipped.
func dataFile(t *testing.T, name string) io.Reader {
	t.Helper()
	folder := os.Getenv("ZWGK_DATA")
	if folder == "" {
		t.Skip("ZWGK_DATA names no folder of real exports")
	}
	f, err := os.Open(filepath.Join(folder, name))
	if err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	if filepath.Ext(name) != ".gz" {
		return f
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// Every field of a real export is either a field of the document, word for word, or an attribute.
func TestNothingOfARealExportIsLost(t *testing.T) {
	for _, export := range []struct {
		file    string
		rows    int
		mapping disclosure.Mapping
	}{
		{"hebei_gov/docs.jsonl", 739, disclosure.Mapping{"issuers": "department", "published": "date", "subjects": "topic", "validity": "status", "summary": "abstract", "number": "doc_no_guess"}},
		{"govcn_policies/docs.jsonl", 60, disclosure.Mapping{"issuers": "issuer", "number": "doc_no", "index_number": "index_no", "subjects": "topic", "formed": "written"}},
	} {
		t.Run(export.file, func(t *testing.T) {
			var hosts []map[string]json.RawMessage
			lines := bufio.NewScanner(dataFile(t, export.file))
			lines.Buffer(nil, 1<<24)
			for lines.Scan() {
				host := map[string]json.RawMessage{}
				if err := json.Unmarshal(lines.Bytes(), &host); err != nil {
					t.Fatal(err)
				}
				hosts = append(hosts, host)
			}
			row := 0
			for d, err := range export.mapping.Documents(dataFile(t, export.file)) {
				if err != nil {
					t.Error(err)
				}
				lost(t, d, hosts[row], export.mapping)
				row++
			}
			if row != export.rows || len(hosts) != export.rows {
				t.Errorf("%d of %d rows", row, export.rows)
			}
		})
	}
}

func lost(t *testing.T, d disclosure.Document, host map[string]json.RawMessage, mapping disclosure.Mapping) {
	t.Helper()
	text := func(name string) (s string) { _ = json.Unmarshal(host[name], &s); return s }
	for name, got := range map[string]string{"id": d.ID, "title": d.Title, "text": d.Text, "url": d.URL, mapping["issuers"]: d.Issuer(), mapping["number"]: d.Number.Raw} {
		if want := text(name); got != want {
			t.Errorf("%s: %s is %q, the host has %q", d.ID, name, got, want)
		}
	}
	taken := map[string]bool{"id": true, "title": true, "text": true, "url": true, "category": true, "published": true, "attachments": true}
	for _, theirs := range mapping {
		taken[theirs] = true
	}
	for name := range host {
		if _, kept := d.Attributes[name]; !kept && !taken[name] {
			t.Errorf("%s: %s is lost", d.ID, name)
		}
	}
}

// The statutes settle their own coming into effect in almost every text, and the clauses are found on rune boundaries.
func TestClausesOfRealStatutes(t *testing.T) {
	documents, effective, repeals := 0, 0, 0
	for d, err := range disclosure.DecodeDocuments(dataFile(t, "laws/docs.jsonl.gz")) {
		if err != nil {
			t.Fatal(err)
		}
		documents++
		for _, clause := range disclosure.FindValidityClauses(d.Text) {
			switch clause.Kind {
			case disclosure.EffectiveClause:
				effective++
			case disclosure.RepealClause:
				repeals++
			}
		}
	}
	if effective < 2900 || repeals < 600 {
		t.Errorf("%d statutes: %d clauses on coming into effect and %d repeals, fewer than were read by hand", documents, effective, repeals)
	}
	t.Logf("%d statutes: %d clauses on coming into effect, %d repeals", documents, effective, repeals)
}
