package search

import (
	"context"
	"errors"
	"iter"

	"github.com/zwgk/zwgk/disclosure"
)

// Errors a host branches on.
var (
	ErrFormat = errors.New("search: index was written in another format; rebuild it from the store")
	ErrInUse  = errors.New("search: index is open in another process; close that one or choose another folder")
	ErrClosed = errors.New("search: index is closed")
)

// Options tune an index; nil means the defaults.
type Options struct {
	BatchSize int            // passages written at once; default 4096
	Progress  func(Progress) // called after each batch of an Import; default none
}

// Progress tells how far an Import is.
type Progress struct{ Documents, Rejected int }

// Index is a searchable collection of documents. It is safe for concurrent use; searching goes on while importing.
type Index struct{}

// Open opens or creates the index in folder path; "" keeps it in memory.
func Open(path string, opts *Options) (*Index, error) { return &Index{}, nil }

// Report tells what an Import did.
type Report struct {
	Imported int                    // documents now searchable, replaced ones included
	Replaced int                    // of these, how many stood under the same id before, in the index or earlier in the import
	Rejected int                    // rows not taken
	Problems []*disclosure.RowError // the first 1,000 faults, rejected rows and kept ones (RowError.Kept)
	Warnings int                    // faults of rows that were kept
}

// Import adds documents, replacing those with the same id.
func (x *Index) Import(ctx context.Context, documents iter.Seq2[disclosure.Document, error]) (Report, error) {
	return Report{}, nil
}

// Delete removes documents by id and returns how many there were.
func (x *Index) Delete(ctx context.Context, ids ...string) (int, error) { return 0, nil }

// Get returns a document, whole.
func (x *Index) Get(ctx context.Context, id string) (disclosure.Document, bool, error) {
	return disclosure.Document{}, false, nil
}

// Count returns the number of documents.
func (x *Index) Count() (int, error) { return 0, nil }

// Search finds documents.
func (x *Index) Search(ctx context.Context, query Query) (Result, error) { return Result{}, nil }

// Close releases the index. A second Close does nothing.
func (x *Index) Close() error { return nil }

type reason struct{}

var facetColumns = map[Facet]int{ByAgency: 0, ByCategory: 1, BySubject: 2, ByKind: 3, ByValidity: 4, ByYear: 5, BySite: 6, ByAudience: 7}
