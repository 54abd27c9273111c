package store

import (
	"context"
	"fmt"
	"iter"

	"github.com/zwgk/zwgk/disclosure"
)

// maxProblems bounds Report.Problems.
const maxProblems = 1000

// Report tells what an Import did. Imported + Rejected is the number of rows read.
type Report struct {
	Imported  int                    // rows taken
	Replaced  int                    // of these, how many made a new version of what was there
	Unchanged int                    // of these, how many were there already
	Rejected  int                    // rows not taken
	Warnings  int                    // faults in rows that were taken all the same (RowError.Kept)
	Problems  []*disclosure.RowError // the first 1,000 faults of both sorts, in order
}

// Import puts the rows of an export, BatchSize of them in one transaction. Rows that come with an error are counted
// and reported, and the rest goes on. It fails when ctx ends, when the input fails to be read, or when the database
// does: what the report counts then is kept, and the import can be run again from the beginning.
func (c *Collection[T]) Import(ctx context.Context, by string, rows iter.Seq2[T, error]) (Report, error) {
	w := importer[T]{collection: c, by: by}
	number := 0
	for value, err := range rows {
		number++
		if ctx.Err() != nil {
			break
		}
		if err := w.take(&value, number, err); err != nil {
			return w.report, err
		}
		if len(w.batch) >= c.store.opts.BatchSize || w.bytes >= maxBatchBytes {
			if err := w.write(ctx); err != nil {
				return w.report, err
			}
		}
	}
	return w.report, w.write(ctx)
}

// maxBatchBytes bounds what waits in memory for its transaction.
const maxBatchBytes = 64 << 20

// importer gathers one transaction at a time.
type importer[T any] struct {
	collection *Collection[T]
	by         string
	report     Report
	batch      []encoded
	bytes      int
}

// take puts one row into the batch or into the report. It returns only what stops the import.
func (w *importer[T]) take(value *T, number int, err error) error {
	faults := disclosure.RowErrors(err)
	if err != nil && faults == nil {
		return fmt.Errorf("store: import: %w", err)
	}
	rejected := false
	for _, fault := range faults {
		rejected = rejected || !fault.Kept
		w.note(fault)
	}
	if rejected {
		w.report.Rejected++
		return nil
	}
	r, err := w.collection.encode(value)
	if err != nil {
		w.report.Rejected++
		w.note(&disclosure.RowError{Line: number, ID: w.collection.id(value), Reason: err.Error()})
		return nil
	}
	w.batch = append(w.batch, r)
	w.bytes += len(r.body)
	return nil
}

func (w *importer[T]) note(fault *disclosure.RowError) {
	if fault.Kept {
		w.report.Warnings++
	}
	if len(w.report.Problems) < maxProblems {
		w.report.Problems = append(w.report.Problems, fault)
	}
}

func (w *importer[T]) write(ctx context.Context) error {
	if err := context.Cause(ctx); err != nil {
		return fmt.Errorf("store: import: %w", err)
	}
	if len(w.batch) == 0 {
		return nil
	}
	var counts [3]int
	err := w.collection.store.write(ctx, w.by, "put", func(t *transaction) error {
		for _, r := range w.batch {
			state, err := w.collection.put(ctx, t, w.by, r)
			if err != nil {
				return fmt.Errorf("%s: %w", r.id, err)
			}
			counts[state]++
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("store: import: %w", err)
	}
	w.report.Imported += len(w.batch)
	w.report.Replaced += counts[replaced]
	w.report.Unchanged += counts[same]
	w.batch, w.bytes = w.batch[:0], 0
	if progress := w.collection.store.opts.Progress; progress != nil {
		progress(w.report)
	}
	return nil
}
