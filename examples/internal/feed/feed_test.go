package feed_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/examples/internal/feed"
	"github.com/zwgk/zwgk/search"
)

func write(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func packed(text string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, text)
	w.Close()
	return b.Bytes()
}

func TestOpenReadsPlainAndPackedFilesWhateverTheirName(t *testing.T) {
	text := "一行\r\n\n" + strings.Repeat("很长的一行", 50_000) + "\n末行"
	for name, path := range map[string]string{
		"plain":  write(t, "a.jsonl", []byte(text)),
		"packed": write(t, "a.jsonl", packed(text)),
		"empty":  write(t, "a.gz", nil),
	} {
		file, err := feed.Open(path)
		if err != nil {
			t.Fatal(name, err)
		}
		defer file.Close()
		got, err := io.ReadAll(file)
		if err != nil || string(got) != text && name != "empty" || file.Percent() != 100 {
			t.Errorf("%s: %d bytes, %d%%, error %v", name, len(got), file.Percent(), err)
		}
		if name != "empty" && file.Line() != 4 {
			t.Errorf("%s: line %d at the end, want 4", name, file.Line())
		}
	}
}

func TestOpenNamesWhatItCannotRead(t *testing.T) {
	for _, path := range []string{filepath.Join(t.TempDir(), "nowhere"), t.TempDir(), write(t, "cut.gz", []byte{0x1f, 0x8b, 8})} {
		if _, err := feed.Open(path); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: error %v", path, err)
		}
	}
}

// The line of a repeated id is told by how far the file has been read, which holds only while the decoder does not
// read ahead of the row that it yields.
func TestLineIsThatOfTheRowJustDecoded(t *testing.T) {
	text := "{\"id\":\"1\"}\n\n\n{\"id\":\"4\",\"text\":\"" + strings.Repeat("长", 100_000) + "\"}\r\nbad\n{\"id\":\"6\"}"
	for _, data := range [][]byte{[]byte(text), packed(text)} {
		file, err := feed.Open(write(t, "a", data))
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		var lines []int
		for range disclosure.DecodeDocuments(file) {
			lines = append(lines, file.Line())
		}
		if diff := cmp.Diff([]int{1, 4, 5, 6}, lines); diff != "" {
			t.Error(diff)
		}
	}
}

func TestFaultsThatSayTheSameArePrintedOnce(t *testing.T) {
	report := feed.Report{Name: "a.jsonl", Report: search.Report{Imported: 3, Rejected: 2, Warnings: 12}}
	for line := 1; line <= 10; line++ {
		report.Problems = append(report.Problems, &disclosure.RowError{Line: line, Field: "date", Reason: "is no date", Kept: true})
	}
	report.Problems = append(report.Problems, &disclosure.RowError{Line: 11, Reason: "no JSON"})
	var b strings.Builder
	report.Print(&b)
	want := `a.jsonl: 3 imported (0 of them replaced another row), 2 rejected, 12 faults in rows that were kept
  kept      lines 1, 2, 3, 4, 5, 6, 7, 8 and 2 more: field date: is no date
  rejected  line 11: no JSON
  … only the first 11 faults are listed
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}
