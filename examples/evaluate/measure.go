package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/examples/internal/feed"
	"github.com/zwgk/zwgk/qa"
	"github.com/zwgk/zwgk/qa/evaluate"
	"github.com/zwgk/zwgk/search"
)

// measure imports, asks, writes the rows and prints the report.
func measure(ctx context.Context, c call, in inputs, out, stdout, stderr io.Writer) (err error) {
	folder := c.index
	if folder == "" {
		temporary, err := os.MkdirTemp("", "evaluate-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(temporary)
		folder = filepath.Join(temporary, "index")
	}
	index, done, err := c.prepare(ctx, in, folder, stdout, stderr)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, index.Close()) }()
	assistant, err := qa.New(index, in.faqs, &qa.Options{Remember: -1}) // each answer is to be worked for
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, assistant.Close()) }()
	report, err := ask(ctx, assistant, index, in, out, stderr)
	if err != nil {
		return err
	}
	if err := printSetting(stdout, index, in, folder, done); err != nil {
		return err
	}
	_, err = report.WriteTo(stdout)
	return err
}

// ask puts every question and writes a row for each as it comes.
func ask(ctx context.Context, assistant *qa.Assistant, index *search.Index, in inputs, out, stderr io.Writer) (evaluate.Report, error) {
	document := func(id string) (disclosure.Document, bool) {
		d, ok, err := index.Get(ctx, id)
		return d, ok && err == nil
	}
	progress := feed.NewProgress(stderr)
	score := evaluate.NewScore(in.gold, in.faqIDs)
	rows := bufio.NewWriter(out)
	encoder := json.NewEncoder(rows)
	encoder.SetEscapeHTML(false)
	n := 0
	for row, err := range evaluate.Run(ctx, assistant, slices.Values(in.questions), &evaluate.Options{Document: document}) {
		if err == nil {
			err = encoder.Encode(row)
		}
		if err != nil {
			return score.Report(), errors.Join(err, rows.Flush())
		}
		score.Add(row)
		n++
		progress.Step("asked %d of %d", n, len(in.questions))
	}
	progress.Line("asked %d of %d", n, len(in.questions))
	return score.Report(), rows.Flush()
}

// printSetting tells what was measured on: the corpus, what it cost to import, and what judgements cannot be met.
func printSetting(w io.Writer, index *search.Index, in inputs, folder string, done imported) error {
	count, err := index.Count()
	if err != nil {
		return err
	}
	size, err := folderSize(folder)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "%-26s %d documents, %d FAQs\n", "corpus", count, len(in.faqs))
	if done.documents > 0 {
		seconds := done.took.Seconds()
		fmt.Fprintf(w, "%-26s %.0f documents/s, %.2f MB/s of text (%.1f s)\n", "import", float64(done.documents)/seconds,
			float64(done.bytes)/1e6/seconds, seconds)
		fmt.Fprintf(w, "%-26s %.1f MB, %.2f bytes per byte of text\n", "index size", float64(size)/1e6, float64(size)/float64(max(done.bytes, 1)))
	} else {
		fmt.Fprintf(w, "%-26s %.1f MB\n", "index size", float64(size)/1e6)
	}
	fmt.Fprintf(w, "%-26s %s\n", "peak memory", peakMemory())
	return printMissing(w, index, in)
}

// printMissing counts the judged ids that no ranking can hold, because nothing of that id was imported.
func printMissing(w io.Writer, index *search.Index, in inputs) error {
	missing := 0
	for _, id := range in.gold.Relevant() {
		if in.faqIDs[id] {
			continue
		}
		_, ok, err := index.Get(context.Background(), id)
		if err != nil {
			return err
		}
		if !ok {
			missing++
		}
	}
	if missing > 0 {
		fmt.Fprintf(w, "%-26s %d ids are judged relevant and stand in no corpus\n", "missing", missing)
	}
	return nil
}
