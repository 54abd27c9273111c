package evaluate

import (
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
)

// Judgement says how relevant a document (or an FAQ) is to a question: one row of qrels.tsv.
type Judgement struct {
	Question string // id
	Document string // id of a document or of an FAQ
	Grade    int    // 0 and below: not relevant
}

// DecodeJudgements reads qrels: question id, document id and grade, parted by tabs, or by blanks where a line has no
// tab. A first line whose grade is no number is a header. The four columns of TREC (question, iteration, document,
// grade) are read too. Any other line yields a *disclosure.RowError, and reading goes on.
func DecodeJudgements(r io.Reader) iter.Seq2[Judgement, error] {
	return func(yield func(Judgement, error) bool) {
		for row, err := range decode(r, parseJudgement) {
			if err == nil && row.Question == "" { // the header
				continue
			}
			if !yield(row, err) {
				return
			}
		}
	}
}

func parseJudgement(number int, line []byte) (Judgement, error) {
	columns := strings.Split(string(line), "\t")
	if len(columns) == 1 {
		columns = strings.Fields(string(line))
	}
	if len(columns) == 4 {
		columns = slices.Delete(columns, 1, 2)
	}
	if len(columns) != 3 {
		return Judgement{}, fmt.Errorf("%d columns where question, document and grade are due", len(columns))
	}
	for i, column := range columns {
		columns[i] = strings.TrimSpace(column)
	}
	grade, err := strconv.Atoi(columns[2])
	switch {
	case err != nil && number == 1:
		return Judgement{}, nil
	case err != nil:
		return Judgement{}, &disclosure.RowError{ID: columns[0], Field: "grade", Reason: fmt.Sprintf("%q is no whole number", columns[2])}
	case columns[0] == "" || columns[1] == "":
		return Judgement{}, &disclosure.RowError{ID: columns[0], Reason: "an id is empty"}
	}
	return Judgement{columns[0], columns[1], grade}, nil
}

// Reference holds the right answers to a question: one row of answers.jsonl.
type Reference struct {
	Question  string   // id
	Documents []string // ids of the documents (or FAQs) that hold the answer; may be empty
	Answers   []string // any of them is right
}

// DecodeReferences reads JSON Lines {"id","docid","answers":[…]}. "docid" may be missing, a string or a list;
// "answers" a list or one string. Fields beyond these are passed over. A row without id, or with neither answers nor
// docid, yields a *disclosure.RowError, and reading goes on.
func DecodeReferences(r io.Reader) iter.Seq2[Reference, error] {
	return decode(r, func(_ int, line []byte) (Reference, error) {
		var row struct {
			ID      scalar `json:"id"`
			DocID   list   `json:"docid"`
			Answers list   `json:"answers"`
		}
		if err := unmarshal(line, &row); err != nil {
			return Reference{}, err
		}
		switch {
		case row.ID == "":
			return Reference{}, &disclosure.RowError{Field: "id", Reason: "missing"}
		case len(row.Answers) == 0 && len(row.DocID) == 0:
			return Reference{}, &disclosure.RowError{ID: string(row.ID), Field: "answers", Reason: "missing, and no docid either"}
		}
		return Reference{string(row.ID), row.DocID, row.Answers}, nil
	})
}

// Gold is what is right: the judgements and references of all questions. The zero value is ready for use. It is not
// safe for concurrent use while it is being filled.
type Gold struct {
	judged  map[string]Relevance
	holding map[string]Relevance // documents that references name
	answers map[string][]string
}

// Judge adds a judgement. One of the same question and document replaces the one before.
func (g *Gold) Judge(j Judgement) { put(&g.judged, j.Question, j.Document, j.Grade) }

// Refer adds a reference, beside those that the question has.
func (g *Gold) Refer(r Reference) {
	for _, id := range r.Documents {
		put(&g.holding, r.Question, id, 1)
	}
	if g.answers == nil {
		g.answers = make(map[string][]string)
	}
	g.answers[r.Question] = append(g.answers[r.Question], r.Answers...)
}

func put(table *map[string]Relevance, question, document string, grade int) {
	if *table == nil {
		*table = make(map[string]Relevance)
	}
	if (*table)[question] == nil {
		(*table)[question] = make(Relevance)
	}
	(*table)[question][document] = grade
}

// Relevance returns what is relevant to a question: its judgements or, where it has none, the documents that its
// references name, with grade 1. It is nil where neither is known.
func (g *Gold) Relevance(question string) Relevance {
	if relevant, ok := g.judged[question]; ok {
		return relevant
	}
	return g.holding[question]
}

// Answers returns the right answers to a question, nil where none are known.
func (g *Gold) Answers(question string) []string { return g.answers[question] }

// Relevant returns the ids that are relevant to any question, sorted.
func (g *Gold) Relevant() []string {
	all := make(map[string]bool)
	for _, table := range []map[string]Relevance{g.holding, g.judged} {
		for question := range table {
			for id, grade := range g.Relevance(question) {
				if grade > 0 {
					all[id] = true
				}
			}
		}
	}
	return slices.Sorted(maps.Keys(all))
}
