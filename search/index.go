package search

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	engine "github.com/blevesearch/bleve_index_api"
	zap "github.com/blevesearch/zapx/v17"

	"github.com/zwgk/zwgk/search/chinese"
)

// Errors a host branches on.
var (
	ErrFormat  = errors.New("search: index was written in another format; rebuild it from the store")
	ErrDamaged = errors.New("search: index is damaged; delete its folder and rebuild it from the store")
	ErrInUse   = errors.New("search: index is open elsewhere; close it there or choose another folder")
	ErrClosed  = errors.New("search: index is closed")
	ErrBusy    = errors.New("search: too many searches at once; try again shortly")
)

// Options tune an index; nil means the defaults.
type Options struct {
	Analyzer  *chinese.Analyzer // default chinese.Default()
	BatchSize int               // passages written at once; default 8192
	Searches  int               // searches at work at once, others wait; default 2 per processor
	Wait      time.Duration     // how long a search waits for its turn before ErrBusy; default 2 s
	CacheSize int               // bytes of postings, gains and texts kept in memory; default 128 MiB, or 1 KiB a passage, at most 1 GiB
	Progress  func(Progress)    // called after each batch of an Import; default none
	Synonyms  *Synonyms         // applied to queries; default DefaultSynonyms
	OnQuery   func(QueryEvent)  // called after each Search, for a log of what people look for; default none
}

func (o *Options) withDefaults() Options {
	var opts Options
	if o != nil {
		opts = *o
	}
	if opts.Analyzer == nil {
		opts.Analyzer = chinese.Default()
	}
	if opts.BatchSize <= 0 {
		opts.BatchSize = 8192
	}
	if opts.Searches <= 0 {
		opts.Searches = 2 * runtime.GOMAXPROCS(0)
	}
	if opts.Wait <= 0 {
		opts.Wait = 2 * time.Second
	}
	if opts.Synonyms == nil {
		opts.Synonyms = DefaultSynonyms()
	}
	return opts
}

// The default of Options.CacheSize: 128 MiB, and where an index grows beyond 128,000 passages a KiB for each, up to a GiB.
// Words that people ask for hold a share of all passages, so what is kept of them grows with the index; at 300,000
// passages and 5,000 FAQs a question takes a quarter less time than with 128 MiB.
const (
	leastCache = 128 << 20
	mostCache  = 1 << 30
)

// cacheSize returns the bytes kept in memory for an index of some passages.
func (o *Options) cacheSize(passages int) int {
	if o.CacheSize > 0 {
		return o.CacheSize
	}
	return min(max(passages<<10, leastCache), mostCache)
}

// Progress tells how far an Import is.
type Progress struct{ Documents, Rejected int }

// Index is a searchable collection of documents. It is safe for concurrent use; searching goes on while importing.
// It is derived: the store keeps the documents, and an index can be deleted and imported anew at any time.
type Index struct {
	opts     Options
	bleve    bleve.Index
	engine   engine.Index
	postings *postingsCache
	readings *cache[readingKey, *reading]
	turns    chan struct{} // one token for each search at work

	writing sync.Mutex // held by Import and Delete, one at a time

	mu       sync.Mutex // guards the fields below
	view     *view      // of the newest snapshot that was searched
	revision uint64     // how many views there were
	closed   bool

	curations atomic.Pointer[curations] // nil: none
	titles    titleIndex                // for Suggest and for spelling
}

// Open opens or creates the index in folder path; "" keeps it in memory. It fails with ErrInUse within two seconds
// when another process or another Open holds the folder, with ErrFormat when the folder holds something else or
// another version's index, and with ErrDamaged when files are missing.
func Open(path string, opts *Options) (*Index, error) {
	x := &Index{opts: opts.withDefaults()}
	x.postings = newPostingsCache(x.opts.cacheSize(0) / 4)
	x.readings = newCache[readingKey, *reading](x.opts.cacheSize(0) / 8)
	x.turns = make(chan struct{}, x.opts.Searches)
	var err error
	if path == "" {
		x.bleve, err = createEngine("")
	} else {
		x.bleve, err = openFolder(path)
	}
	if err != nil {
		return nil, err
	}
	if x.engine, err = x.bleve.Advanced(); err != nil {
		return nil, errors.Join(fmt.Errorf("search: open %s: %w", path, err), x.bleve.Close())
	}
	return x, nil
}

const engineFolder = "bleve"

func openFolder(path string) (bleve.Index, error) {
	if err := os.MkdirAll(path, 0o750); err != nil {
		return nil, fmt.Errorf("search: open index: %w", err)
	}
	found, err := readManifest(path)
	if err != nil {
		return nil, err
	}
	folder := filepath.Join(path, engineFolder)
	if !found {
		index, err := createEngine(folder)
		if err != nil {
			return nil, err
		}
		if err := writeManifest(path); err != nil {
			return nil, errors.Join(err, index.Close())
		}
		return index, nil
	}
	// An engine opened without its root file would take every segment for garbage and delete it.
	if _, err := os.Stat(filepath.Join(folder, "store", "root.bolt")); err != nil {
		return nil, fmt.Errorf("%w: root.bolt is missing in %s", ErrDamaged, folder)
	}
	return openEngine(folder)
}

func engineConfig() map[string]any {
	return map[string]any{"bolt_timeout": "1s", "forceSegmentType": segmentType, "forceSegmentVersion": int(zap.Version)}
}

// createEngine makes a new engine in folder. Analysis is ours, so its mapping is empty.
func createEngine(folder string) (bleve.Index, error) {
	m := mapping.NewIndexMapping()
	m.DefaultMapping.Dynamic = false
	index, err := bleve.NewUsing(folder, m, scorch.Name, scorch.Name, engineConfig())
	return index, openError(folder, err)
}

// openEngine opens an engine that exists. It turns a panic over damaged files into an error.
func openEngine(folder string) (index bleve.Index, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			index, err = nil, fmt.Errorf("%w: %v", ErrDamaged, fault)
		}
	}()
	index, err = bleve.OpenUsing(folder, engineConfig())
	return index, openError(folder, err)
}

func openError(folder string, err error) error {
	switch {
	case err == nil:
		return nil
	case strings.Contains(err.Error(), "timeout"):
		return fmt.Errorf("%w: %s", ErrInUse, folder)
	}
	return fmt.Errorf("%w: %s: %v", ErrDamaged, folder, err)
}

// Close releases the index. Searches at work finish first. A second Close does nothing.
func (x *Index) Close() error {
	x.writing.Lock()
	defer x.writing.Unlock()
	x.mu.Lock()
	if x.closed {
		x.mu.Unlock()
		return nil
	}
	x.closed = true
	last := x.view
	x.view = nil
	x.mu.Unlock()
	for range cap(x.turns) { // wait for searches at work
		x.turns <- struct{}{}
	}
	x.titles.stop()
	last.release()
	if err := x.bleve.Close(); err != nil {
		return fmt.Errorf("search: close: %w", err)
	}
	return nil
}

// Count returns the number of documents.
func (x *Index) Count() (int, error) {
	v, err := x.acquire()
	if err != nil {
		return 0, err
	}
	defer v.release()
	return v.documents, nil
}
