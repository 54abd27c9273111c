package main

import (
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/examples/internal/feed"
	"github.com/zwgk/zwgk/qa/evaluate"
)

// inputs is everything that is read whole before the corpus.
type inputs struct {
	mapping   disclosure.Mapping
	faqs      []disclosure.FAQ
	faqIDs    map[string]bool
	questions []evaluate.Question
	gold      *evaluate.Gold
}

// read reads all inputs but the corpus, and tells of bad lines.
func (c call) read(w io.Writer) (in inputs, err error) {
	if in.mapping, err = feed.ReadMapping(c.mapping); err != nil {
		return in, err
	}
	in.questions, err = readAll(w, c.queries, evaluate.DecodeQuestions)
	if err == nil && len(in.questions) == 0 {
		err = fmt.Errorf("%s: no question in it", c.queries)
	}
	if err != nil {
		return in, err
	}
	if in.faqs, err = readAll(w, c.faq, disclosure.DecodeFAQs); err != nil {
		return in, err
	}
	in.faqIDs = make(map[string]bool)
	for _, faq := range in.faqs {
		in.faqIDs[faq.ID] = true
	}
	judgements, err := readAll(w, c.qrels, evaluate.DecodeJudgements)
	if err != nil {
		return in, err
	}
	references, err := readAll(w, c.answers, evaluate.DecodeReferences)
	in.gold = new(evaluate.Gold)
	for _, judgement := range judgements {
		in.gold.Judge(judgement)
	}
	for _, reference := range references {
		in.gold.Refer(reference)
	}
	return in, err
}

// shown bounds how many bad lines of a file are printed.
const shown = 10

// readAll reads the rows of a file; "" is a file without rows. Bad lines are printed to w and passed over.
func readAll[T any](w io.Writer, name string, decode func(io.Reader) iter.Seq2[T, error]) ([]T, error) {
	if name == "" {
		return nil, nil
	}
	file, err := feed.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var rows []T
	var bad []*disclosure.RowError
	for row, err := range decode(file) {
		faults := disclosure.RowErrors(err)
		if err != nil && len(faults) == 0 {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		bad = append(bad, faults...)
		if err == nil || kept(faults) {
			rows = append(rows, row)
		}
	}
	tell(w, name, bad)
	return rows, nil
}

func kept(faults []*disclosure.RowError) bool {
	for _, fault := range faults {
		if !fault.Kept {
			return false
		}
	}
	return true
}

func tell(w io.Writer, name string, bad []*disclosure.RowError) {
	if len(bad) == 0 {
		return
	}
	fmt.Fprintf(w, "%s: %d bad lines\n", name, len(bad))
	for _, fault := range bad[:min(len(bad), shown)] {
		what := "passed over"
		if fault.Kept {
			what = "kept"
		}
		fmt.Fprintf(w, "  %s: %v\n", what, fault)
	}
	if more := len(bad) - shown; more > 0 {
		fmt.Fprintf(w, "  … and %d more\n", more)
	}
}

// errNothing is told when a corpus was named and no document of it could be imported.
var errNothing = errors.New("no document could be imported")
