package search

import (
	"context"
	"fmt"
	"iter"
	"strings"

	engine "github.com/blevesearch/bleve_index_api"

	"github.com/zwgk/zwgk/disclosure"
)

// maxIDBytes bounds a document id: it is part of every passage's key.
const maxIDBytes = 512

// maxProblems bounds Report.Problems.
const maxProblems = 1000

// Report tells what an Import did. Imported + Rejected is the number of rows read.
type Report struct {
	Imported int                    // rows taken
	Replaced int                    // of these, how many took the place of a document with the same id
	Rejected int                    // rows not taken
	Warnings int                    // faults in rows that were taken all the same (RowError.Kept)
	Problems []*disclosure.RowError // the first 1,000 faults of both sorts, in order
}

// Import adds documents, replacing those with the same id; of rows with the same id in one import the last stays.
// Rows that come with an error are counted and reported, and the rest goes on. Each batch is written as a whole:
// after a failure or an end of ctx everything before stands and the import can be run again. It fails when ctx ends,
// when the input fails to be read, or when the index cannot be written.
func (x *Index) Import(ctx context.Context, documents iter.Seq2[disclosure.Document, error]) (Report, error) {
	x.writing.Lock()
	defer x.writing.Unlock()
	w := &importer{index: x}
	w.start()
	row := 0
	for document, err := range documents {
		row++
		if ctx.Err() != nil {
			break
		}
		if fault := w.take(&document, row, err); fault != nil {
			return w.report, fault
		}
		if w.passages >= x.opts.BatchSize {
			if err := w.write(ctx); err != nil {
				return w.report, err
			}
		}
	}
	if err := context.Cause(ctx); err != nil {
		return w.report, fmt.Errorf("search: import: %w", err)
	}
	return w.report, w.write(ctx)
}

// importer gathers one batch at a time.
type importer struct {
	index    *Index
	report   Report
	batch    *engine.Batch
	pending  map[string][]*entry // document id → its entries in the batch
	passages int
}

func (w *importer) start() {
	w.batch, w.pending, w.passages = engine.NewBatch(), map[string][]*entry{}, 0
}

// take puts one row into the batch, or into the report. It returns only what stops the import.
func (w *importer) take(document *disclosure.Document, row int, err error) error {
	faults := disclosure.RowErrors(err)
	if err != nil && len(faults) == 0 {
		return fmt.Errorf("search: import: %w", err)
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
	if reason := refuse(document); reason != "" {
		w.report.Rejected++
		w.note(&disclosure.RowError{Line: row, ID: document.ID, Field: "id", Reason: reason})
		return nil
	}
	entries, err := newEntries(w.index.opts.Analyzer, document)
	if err != nil {
		w.report.Rejected++
		w.note(&disclosure.RowError{Line: row, ID: document.ID, Field: "text", Reason: err.Error()})
		return nil
	}
	if earlier, ok := w.pending[document.ID]; ok {
		w.report.Replaced++
		for _, e := range earlier {
			delete(w.batch.IndexOps, e.id)
		}
		w.passages -= len(earlier)
	}
	w.pending[document.ID] = entries
	w.passages += len(entries)
	w.report.Imported++
	return nil
}

func (w *importer) note(fault *disclosure.RowError) {
	if fault.Kept {
		w.report.Warnings++
	}
	if len(w.report.Problems) < maxProblems {
		w.report.Problems = append(w.report.Problems, fault)
	}
}

func refuse(d *disclosure.Document) string {
	switch {
	case d.ID == "":
		return "is missing; give every document a lasting id"
	case len(d.ID) > maxIDBytes:
		return fmt.Sprintf("is over %d bytes; shorten it", maxIDBytes)
	case strings.ContainsRune(d.ID, 0):
		return "holds a NUL character; remove it"
	}
	return ""
}

// write hands the batch to the engine, together with the removal of what it replaces.
func (w *importer) write(ctx context.Context) error {
	if err := context.Cause(ctx); err != nil {
		return fmt.Errorf("search: import: %w", err)
	}
	if len(w.pending) > 0 {
		v, err := w.index.acquire()
		if err != nil {
			return err
		}
		for id, entries := range w.pending {
			if removeDocument(v, w.batch, id) {
				w.report.Replaced++
			}
			for _, e := range entries {
				w.batch.Update(e)
			}
		}
		v.release()
		if err := w.index.commit(w.batch); err != nil {
			return err
		}
	}
	w.start()
	if progress := w.index.opts.Progress; progress != nil {
		progress(Progress{Documents: w.report.Imported, Rejected: w.report.Rejected})
	}
	return nil
}

// removeDocument adds the removal of a document's passages to a batch and says whether there was one.
func removeDocument(v *view, batch *engine.Batch, id string) bool {
	s, document, ok := v.find(id)
	if !ok {
		return false
	}
	for ordinal, passage := range s.passagesOf(document) {
		key := passageID{document: id, ordinal: uint32(ordinal), start: s.spans[passage].start, end: s.spans[passage].end, runes: s.runes[passage]}
		if ordinal == 0 {
			key.titleRunes = s.titleRunes[document]
		}
		batch.Delete(key.key())
	}
	return true
}

// commit writes a batch. A full disk makes the engine panic on a later call; that comes back as an error too.
func (x *Index) commit(batch *engine.Batch) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("search: write: engine failed: %v; free disk space, then close and open the index", fault)
		}
	}()
	if err := x.engine.Batch(batch); err != nil {
		return fmt.Errorf("search: write: %w", err)
	}
	return nil
}

// Delete removes documents by id and returns how many there were. Ids that are not there are passed over.
func (x *Index) Delete(ctx context.Context, ids ...string) (int, error) {
	x.writing.Lock()
	defer x.writing.Unlock()
	if err := context.Cause(ctx); err != nil {
		return 0, fmt.Errorf("search: delete: %w", err)
	}
	v, err := x.acquire()
	if err != nil {
		return 0, err
	}
	defer v.release()
	batch, n := engine.NewBatch(), 0
	seen := map[string]bool{}
	for _, id := range ids {
		if !seen[id] && removeDocument(v, batch, id) {
			n++
		}
		seen[id] = true
	}
	if n == 0 {
		return 0, nil
	}
	return n, x.commit(batch)
}
