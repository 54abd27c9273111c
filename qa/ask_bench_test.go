package qa_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/qa"
	"github.com/zwgk/zwgk/search"
)

// BenchmarkAsk asks people's own questions of the sample city.
func BenchmarkAsk(b *testing.B) {
	index, err := search.Open("", nil)
	if err != nil {
		b.Fatal(err)
	}
	defer index.Close()
	documents, err := os.Open(filepath.Join("..", "examples", "sample", "documents.jsonl"))
	if err != nil {
		b.Fatal(err)
	}
	defer documents.Close()
	if _, err := index.Import(b.Context(), disclosure.DecodeDocuments(documents)); err != nil {
		b.Fatal(err)
	}
	askAll(b, index)
}

// BenchmarkAskLaws asks the same questions beside all laws of the data folder, about 95,000 passages.
func BenchmarkAskLaws(b *testing.B) {
	laws := lawsOf(b, os.Getenv("ZWGK_DATA"))
	index, err := search.Open(b.TempDir(), nil)
	if err != nil {
		b.Fatal(err)
	}
	defer index.Close()
	if _, err := index.Import(b.Context(), func(yield func(disclosure.Document, error) bool) {
		for _, d := range laws {
			if !yield(d, nil) {
				return
			}
		}
	}); err != nil {
		b.Fatal(err)
	}
	askAll(b, index)
}

func askAll(b *testing.B, index *search.Index) {
	var faqs []disclosure.FAQ
	file, err := os.Open(filepath.Join("..", "examples", "sample", "faqs.jsonl"))
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	for faq, err := range disclosure.DecodeFAQs(file) {
		if err != nil {
			b.Fatal(err)
		}
		faqs = append(faqs, faq)
	}
	assistant, err := qa.New(index, faqs, &qa.Options{Remember: -1})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { assistant.Close() })
	var questions []string
	phrased, err := os.ReadFile(filepath.Join("testdata", "paraphrases.jsonl"))
	if err != nil {
		b.Fatal(err)
	}
	for lines := bufio.NewScanner(strings.NewReader(string(phrased))); lines.Scan(); {
		var row struct{ Text string }
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			b.Fatal(err)
		}
		if row.Text != "" {
			questions = append(questions, row.Text)
		}
	}
	timeQuestions(b, assistant, questions)
}

// timeQuestions asks one question after the other and reports the half and the slowest hundredth.
func timeQuestions(b *testing.B, assistant *qa.Assistant, questions []string) {
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		if _, err := assistant.Ask(b.Context(), qa.Question{Text: questions[i%len(questions)]}); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}
