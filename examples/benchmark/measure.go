package main

import (
	"context"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// kind is a kind of query.
type kind int

const (
	anyWord  kind = iota // OR of all words, the best ten
	allWords             // AND of all words, the best ten; ours with its stage two and duplicates collapsed
	facets               // one word, three facets counted over all hits
	dateTerm             // one word within three years
	byDate               // one word, the newest ten
	kinds
)

var kindNames = [kinds]string{"OR top-10", "AND, whole page", "3 facets", "date + term", "sort by date"}

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
	heap  float64 // bytes that stay with the index open, after the queries
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

func measureEngine(ctx context.Context, e engine, c *corpus, size int, questions []question, parent string) (m measured, err error) {
	folder, err := os.MkdirTemp(parent, "benchmark")
	if err != nil {
		return m, err
	}
	defer os.RemoveAll(folder)
	m.name = e.name()
	before := heap()
	var w watch
	begun := time.Now()
	if err := e.index(ctx, folder, w.outside(c.passages(size)), w.words(c.words)); err != nil {
		return m, err
	}
	m.rate = float64(size) / (time.Since(begun) - w.apart).Seconds()
	if m.disk, err = bytesIn(folder); err != nil {
		return m, err
	}
	begun = time.Now()
	if err := e.open(folder); err != nil {
		return m, err
	}
	defer func() {
		if closing := e.close(); err == nil {
			err = closing
		}
	}()
	if _, err := e.ask(ctx, anyWord, questions[0]); err != nil {
		return m, err
	}
	m.open = time.Since(begun)
	for k := range kinds {
		if err := m.askAll(ctx, e, k, questions); err != nil {
			return m, fmt.Errorf("%s: %w", kindNames[k], err)
		}
	}
	m.heap = heap() - before
	return m, nil
}

// askAll asks all questions twice.
func (m *measured) askAll(ctx context.Context, e engine, k kind, questions []question) error {
	took := make([]time.Duration, len(questions))
	for round := range 2 {
		hits := 0
		for i, q := range questions {
			begun := time.Now()
			n, err := e.ask(ctx, k, q)
			took[i] = time.Since(begun)
			if err != nil {
				return err
			}
			hits += n
		}
		m.hits[k] = float64(hits) / float64(len(questions))
		if round == 0 {
			m.first[k] = percentile(took, 50)
		}
	}
	m.p50[k], m.p99[k] = percentile(took, 50), percentile(took, 99)
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
