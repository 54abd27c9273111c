package evaluate

import (
	"context"
	"fmt"
	"iter"
	"time"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/qa"
)

// Asker answers questions; *qa.Assistant is one.
type Asker interface {
	Ask(ctx context.Context, question qa.Question) (qa.Answer, error)
}

// Options tune a Run; nil means the defaults.
type Options struct {
	// Document returns a cited document, so that each answer's citations are checked by qa.Verify, outside the time
	// taken. Default: not checked.
	Document func(id string) (disclosure.Document, bool)
}

// Run asks every question, one after the other, and yields a row for each in the order of the questions. Questions of
// a dialogue share a conversation of their own. Run ends with an error where the assistant fails, which it does when
// ctx ends or its index fails; the rows before stand.
func Run(ctx context.Context, asker Asker, questions iter.Seq[Question], opts *Options) iter.Seq2[Row, error] {
	if opts == nil {
		opts = &Options{}
	}
	return func(yield func(Row, error) bool) {
		for question := range questions {
			row, err := opts.askAll(ctx, asker, question)
			if err != nil {
				yield(Row{ID: question.ID, Question: question}, fmt.Errorf("evaluate: question %s: %w", question.ID, err))
				return
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

func (o *Options) askAll(ctx context.Context, asker Asker, question Question) (Row, error) {
	row := Row{ID: question.ID, Question: question}
	if question.Turns == nil {
		result, err := o.ask(ctx, asker, qa.Question{Text: question.Text})
		row.Result = &result
		return row, err
	}
	for _, text := range question.Turns {
		result, err := o.ask(ctx, asker, qa.Question{Text: text, Conversation: "evaluate:" + question.ID})
		if err != nil {
			return row, err
		}
		row.Turns = append(row.Turns, result)
	}
	return row, nil
}

func (o *Options) ask(ctx context.Context, asker Asker, question qa.Question) (Result, error) {
	start := time.Now()
	answer, err := asker.Ask(ctx, question)
	took := time.Since(start)
	if err != nil {
		return Result{}, err
	}
	result := resultOf(answer, took)
	if o.Document != nil {
		result.Fault = qa.Verify(answer, o.Document)
	}
	return result, nil
}
