package main

import (
	"context"
	"fmt"
	"io/fs"
	"iter"
	"math"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// kind is a kind of query.
type kind int

const (
	anyWord     kind = iota // OR of all words, the best ten
	question100             // the words run together, as a question is: the best hundred of any of them
	allWords                // AND of all words, a page of ten with what it shows
	facets                  // one word, three facets counted over all hits
	dateTerm                // one word within three years
	byDate                  // one word, the newest ten
	kinds
)

var kindNames = [kinds]string{"OR top-10", "question, top 100", "AND, whole page", "3 facets", "date + term", "sort by date"}

// The years of dateTerm.
const fromYear, toYear = 2018, 2020

// engine is one of those measured. Index leaves it closed; open and close may follow each other.
type engine interface {
	name() string
	index(ctx context.Context, folder string, passages iter.Seq[passage], words func(string) []string) error
	open(folder string) error
	ask(ctx context.Context, k kind, q question) (hits int, err error)
	close() error
}

func engines(sql bool) []engine {
	list := []engine{&plainBleve{}, &ours{}}
	if sql {
		list = append(list, &sqlite{})
	}
	return list
}

// measured is what one engine showed over one size.
type measured struct {
	name  string
	rate  float64 // passages a second
	disk  float64 // bytes
	heap  float64 // bytes that stay with the index open, after the first round
	open  time.Duration
	first [kinds]time.Duration // median of the first round
	p50   [kinds]time.Duration
	p99   [kinds]time.Duration
	hits  [kinds]float64 // mean
}

// sizeRun is all engines over one size.
type sizeRun struct {
	size    int
	engines []measured
}

func (r sizeRun) of(name string) (measured, bool) {
	i := slices.IndexFunc(r.engines, func(m measured) bool { return m.name == name })
	if i < 0 {
		return measured{}, false
	}
	return r.engines[i], true
}

// measureSize measures all engines over one size: each by itself while it indexes and answers for the first time, then all
// in turns, question by question, so that what else the machine does meets all alike.
func measureSize(ctx context.Context, list []engine, c *corpus, size int, questions []question, parent string, tell func(string)) (r sizeRun, err error) {
	r.size = size
	folder, err := os.MkdirTemp(parent, "benchmark")
	if err != nil {
		return r, err
	}
	defer os.RemoveAll(folder)
	for _, e := range list {
		tell(e.name())
		m, err := measureEngine(ctx, e, c, size, questions, filepath.Join(folder, e.name()))
		if err != nil {
			return r, fmt.Errorf("%s over %d passages: %w", e.name(), size, err)
		}
		defer func() { err = firstOf(err, e.close()) }()
		r.engines = append(r.engines, m)
	}
	for k := range kinds {
		if err := r.askInTurns(ctx, list, k, questions); err != nil {
			return r, fmt.Errorf("%s over %d passages: %w", kindNames[k], size, err)
		}
	}
	return r, nil
}

// measureEngine indexes, opens and asks each question once; the engine stays open, unless it fails.
func measureEngine(ctx context.Context, e engine, c *corpus, size int, questions []question, folder string) (m measured, err error) {
	m.name = e.name()
	if err := os.Mkdir(folder, 0o750); err != nil {
		return m, err
	}
	before := heap()
	var w watch
	begun := time.Now()
	if err := e.index(ctx, folder, w.outside(c.passages(size)), w.words(c.words)); err != nil {
		return m, err
	}
	m.rate = float64(size) / (time.Since(begun) - w.apart).Seconds()
	begun = time.Now()
	if err := e.open(folder); err != nil {
		return m, err
	}
	defer func() {
		if err != nil {
			_ = e.close()
		}
	}()
	if _, err := e.ask(ctx, anyWord, questions[0]); err != nil {
		return m, err
	}
	m.open = time.Since(begun)
	for k := range kinds {
		if err := m.askFirst(ctx, e, k, questions); err != nil {
			return m, fmt.Errorf("%s: %w", kindNames[k], err)
		}
	}
	m.heap = heap() - before
	// What a merge that closing broke off left behind is gone once the index was opened again.
	m.disk, err = bytesIn(folder)
	return m, err
}

// askFirst asks all questions of a kind once.
func (m *measured) askFirst(ctx context.Context, e engine, k kind, questions []question) error {
	took, hits := make([]time.Duration, len(questions)), 0
	for i, q := range questions {
		begun := time.Now()
		n, err := e.ask(ctx, k, q)
		if err != nil {
			return err
		}
		took[i] = time.Since(begun)
		hits += n
	}
	m.first[k], m.hits[k] = percentile(took, 50), float64(hits)/float64(len(questions))
	return nil
}

// turns is how often each question is asked of each engine; the quickest counts, as the one that the machine disturbed
// least.
const turns = 3

func (r *sizeRun) askInTurns(ctx context.Context, list []engine, k kind, questions []question) error {
	took := make([][]time.Duration, len(list))
	for e := range took {
		took[e] = slices.Repeat([]time.Duration{math.MaxInt64}, len(questions))
	}
	for range turns {
		for i, q := range questions {
			for e := range list {
				begun := time.Now()
				if _, err := list[e].ask(ctx, k, q); err != nil {
					return err
				}
				took[e][i] = min(took[e][i], time.Since(begun))
			}
		}
	}
	for e := range list {
		r.engines[e].p50[k], r.engines[e].p99[k] = percentile(took[e], 50), percentile(took[e], 99)
	}
	return nil
}

// percentile returns the least value that p percent of the values do not exceed. It sorts them.
func percentile(values []time.Duration, p int) time.Duration {
	if len(values) == 0 {
		return 0
	}
	slices.Sort(values)
	return values[max((len(values)*p+99)/100-1, 0)]
}

// watch adds up the time that making passages and words takes, which is no engine's.
type watch struct{ apart time.Duration }

func (w *watch) outside(passages iter.Seq[passage]) iter.Seq[passage] {
	return func(yield func(passage) bool) {
		begun := time.Now()
		for p := range passages {
			w.apart += time.Since(begun)
			if !yield(p) {
				return
			}
			begun = time.Now()
		}
	}
}

func (w *watch) words(cut func(string) []string) func(string) []string {
	return func(text string) []string {
		begun := time.Now()
		defer func() { w.apart += time.Since(begun) }()
		return cut(text)
	}
}

// bytesIn adds up the files of a folder.
func bytesIn(folder string) (sum float64, err error) {
	err = filepath.WalkDir(folder, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err == nil {
			sum += float64(info.Size())
		}
		return err
	})
	return sum, err
}
