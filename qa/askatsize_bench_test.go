package qa_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/qa"
	"github.com/zwgk/zwgk/search"
)

// BenchmarkAskAtSize asks lay people's questions over 300,000 passages and 5,000 FAQs of the data folder: all laws, each
// three times under other names, beside the FAQs and answered messages of three governments.
func BenchmarkAskAtSize(b *testing.B) {
	data := os.Getenv("ZWGK_DATA")
	laws := lawsOf(b, data)
	index, err := search.Open(b.TempDir(), nil)
	if err != nil {
		b.Fatal(err)
	}
	defer index.Close()
	start := time.Now()
	for copied := range 3 {
		_, err := index.Import(b.Context(), func(yield func(disclosure.Document, error) bool) {
			for _, d := range laws {
				d.ID, d.Title = fmt.Sprintf("%s-%d", d.ID, copied), fmt.Sprintf("%s（第%d版）", d.Title, copied+1)
				if !yield(d, nil) {
					return
				}
			}
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	b.Logf("%d documents in %v", 3*len(laws), time.Since(start).Round(time.Second))
	var faqs []disclosure.FAQ
	for _, set := range [][3]string{{"ncp_policies", "question", "answer"}, {"taipei_faq_2023", "question", "answer"}, {"citizen_messages", "title", "reply"}} {
		for _, row := range rowsOf(b, data, set[0], "qa.jsonl", "qa_simplified.jsonl") {
			if len(faqs) < 5000 {
				faqs = append(faqs, disclosure.FAQ{ID: fmt.Sprint("faq-", len(faqs)), Question: fmt.Sprint(row[set[1]]), Answer: fmt.Sprint(row[set[2]])})
			}
		}
	}
	assistant, err := qa.New(index, faqs, &qa.Options{Remember: -1})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { assistant.Close() })
	var questions []string
	for _, row := range rowsOf(b, data, "lecoqa_statutes", "queries.jsonl") {
		questions = append(questions, fmt.Sprint(row["text"]))
	}
	timeQuestions(b, assistant, questions)
}

// lawsOf returns the laws of the data folder, and skips the benchmark where there are none.
func lawsOf(b *testing.B, data string) (laws []disclosure.Document) {
	file, err := os.Open(filepath.Join(data, "laws", "docs.jsonl.gz"))
	if err != nil {
		b.Skip("needs the data folder, ZWGK_DATA: ", err)
	}
	defer file.Close()
	text, err := gzip.NewReader(file)
	if err != nil {
		b.Fatal(err)
	}
	for d, err := range (disclosure.Mapping{"category": "category"}).Documents(text) {
		if err != nil {
			b.Fatal(err)
		}
		laws = append(laws, d)
	}
	return laws
}

// rowsOf reads the first of the files that a set has.
func rowsOf(b *testing.B, data, set string, files ...string) (rows []map[string]any) {
	for _, name := range files {
		file, err := os.Open(filepath.Join(data, set, name))
		if err != nil {
			continue
		}
		defer file.Close()
		lines := bufio.NewScanner(file)
		lines.Buffer(nil, 1<<24)
		for lines.Scan() {
			row := map[string]any{}
			if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
				b.Fatal(err)
			}
			rows = append(rows, row)
		}
		return rows
	}
	b.Fatalf("%s has none of %v", set, files)
	return nil
}
