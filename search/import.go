package search

import (
	"cmp"
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
// Rows that come with an error are counted and reported, and the rest goes on. Batches are written while the next ones
// are prepared, each as a whole: after a failure or an end of ctx a batch stands or does not, and the import can be run
// again. It fails when ctx ends, when the input fails to be read, or when the index cannot be written.
func (x *Index) Import(ctx context.Context, documents iter.Seq2[disclosure.Document, error]) (Report, error) {
	x.writing.Lock()
	defer x.writing.Unlock()
	w := &importer{index: x}
	w.start()
	err := w.run(ctx, documents)
	if failed := w.settle(0); err == nil {
		err = failed
	}
	return w.report, err
}

func (w *importer) run(ctx context.Context, documents iter.Seq2[disclosure.Document, error]) error {
	row := 0
	for document, err := range documents {
		row++
		if ctx.Err() != nil {
			break
		}
		if fault := w.take(&document, row, err); fault != nil {
			return fault
		}
		if len(w.batch.passages) >= w.index.opts.BatchSize {
			if err := w.write(ctx); err != nil {
				return err
			}
		}
	}
	if err := context.Cause(ctx); err != nil {
		return fmt.Errorf("search: import: %w", err)
	}
	return w.write(ctx)
}

// importer gathers one batch at a time, while earlier ones are on their way.
type importer struct {
	index   *Index
	report  Report
	batch   *inverted
	pending map[string]passageRange // by document id
	flights []flight                // oldest first
	spare   []*inverted             // whose batch was written
}

// flight is a batch that is being written.
type flight struct {
	batch    *inverted
	ids      map[string]passageRange
	progress Progress
	done     chan error
}

// maxFlights is how many batches are written at once. The engine builds the segment of one batch on one processor, and
// then waits for the disk; two keep two processors at work and cost the memory of one batch more.
const maxFlights = 2

func (w *importer) start() {
	w.pending = map[string]passageRange{}
	if n := len(w.spare); n > 0 {
		w.batch, w.spare = w.spare[n-1], w.spare[:n-1]
		return
	}
	w.batch = newInverted()
}

// settle waits until at most n batches are on their way, and returns the first failure.
func (w *importer) settle(n int) (err error) {
	for len(w.flights) > n {
		f := w.flights[0]
		w.flights = w.flights[1:]
		if failed := <-f.done; failed != nil {
			err = cmp.Or(err, failed)
		} else if progress := w.index.opts.Progress; progress != nil && err == nil {
			progress(f.progress)
		}
		f.batch.reset()
		w.spare = append(w.spare, f.batch)
	}
	return err
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
	passages, err := w.batch.enter(w.index.opts.Analyzer, document)
	if err != nil {
		w.report.Rejected++
		w.note(&disclosure.RowError{Line: row, ID: document.ID, Field: "text", Reason: err.Error()})
		return nil
	}
	if earlier, ok := w.pending[document.ID]; ok {
		w.report.Replaced++
		w.batch.drop(earlier)
	}
	w.pending[document.ID] = passages
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

// write sends the batch on its way to the engine, together with the removal of what it replaces.
func (w *importer) write(ctx context.Context) error {
	if err := context.Cause(ctx); err != nil {
		return fmt.Errorf("search: import: %w", err)
	}
	room := maxFlights - 1
	if w.overtakes() {
		room = 0 // what is replaced must be there to be found
	}
	if err := w.settle(room); err != nil {
		return err
	}
	f := flight{batch: w.batch, ids: w.pending, progress: Progress{Documents: w.report.Imported, Rejected: w.report.Rejected}, done: make(chan error, 1)}
	if len(w.pending) > 0 {
		batch, err := w.fill()
		if err != nil {
			return err
		}
		go func() { f.done <- w.index.commit(batch) }()
	} else {
		f.done <- nil
	}
	w.flights = append(w.flights, f)
	w.start()
	return nil
}

// overtakes says whether the batch holds a document of one that is still on its way.
func (w *importer) overtakes() bool {
	for _, f := range w.flights {
		for id := range w.pending {
			if _, ok := f.ids[id]; ok {
				return true
			}
		}
	}
	return false
}

// fill makes the engine's batch, with the removals.
func (w *importer) fill() (*engine.Batch, error) {
	batch := engine.NewBatch()
	batch.Update(batchDocument{w.batch})
	v, err := w.index.acquire()
	if err != nil {
		return nil, err
	}
	defer v.release()
	for id := range w.pending {
		if removeDocument(v, batch, id) {
			w.report.Replaced++
		}
	}
	return batch, nil
}

// removeDocument adds the removal of a document's passages to a batch and says whether there was one.
func removeDocument(v *view, batch *engine.Batch, id string) bool {
	s, document, ok := v.find(id)
	if !ok {
		return false
	}
	first, end := s.passagesOf(document)
	for passage := first; passage < end; passage++ {
		key := passageID{document: id, ordinal: passage - first, start: s.spans[passage].start, end: s.spans[passage].end, runes: s.runes[passage]}
		if passage == first {
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
