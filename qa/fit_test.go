//go:build fit

package qa

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
)

func eachRow(t *testing.T, path string, visit func(map[string]any)) {
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var content io.Reader = file
	if strings.HasSuffix(path, ".gz") {
		if content, err = gzip.NewReader(file); err != nil {
			t.Fatal(err)
		}
	}
	lines := bufio.NewScanner(content)
	lines.Buffer(nil, 1<<26)
	for lines.Scan() {
		m := map[string]any{}
		if err := json.Unmarshal(lines.Bytes(), &m); err != nil {
			t.Fatal(err)
		}
		visit(m)
	}
}

func sortedKeysOf(m map[string]string) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func sampleIndex(t *testing.T) *search.Index {
	file, err := os.Open("../examples/sample/documents.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	index, err := search.Open("", nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { index.Close() })
	if _, err := index.Import(t.Context(), disclosure.DecodeDocuments(file)); err != nil {
		t.Fatal(err)
	}
	return index
}
