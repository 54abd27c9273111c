package search

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"
)

// titleIndex holds, for each segment of the index, what completions and spelling read of its titles. It is made at
// first use, segment by segment; a segment never changes, so an import costs only its own titles.
type titleIndex struct {
	mu       sync.Mutex
	ready    map[uint64]*segmentTitles
	building map[uint64]chan struct{} // closed when done
	last     []*segmentTitles         // those of the last view that was complete
	stopped  bool
	work     sync.WaitGroup
}

// stop ends what is being read and waits for it; nothing is read afterwards.
func (t *titleIndex) stop() {
	t.mu.Lock()
	t.stopped = true
	t.mu.Unlock()
	t.work.Wait()
}

func (t *titleIndex) isStopped() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.stopped
}

// segmentTitles are the titles of one segment.
type segmentTitles struct {
	segment    uint64
	columns    *columns
	completer  *Completer
	documents  [][]uint32 // position in the completer's strings → the documents with that title, by number in the segment
	dates      []int32    // … and the newest date among them
	vocabulary *vocabulary
}

// smallSegment is up to how many documents titles are read while the caller waits.
const smallSegment = 3000

// titleWait is how long a caller waits for the titles of larger segments before it goes on with what there is.
const titleWait = 20 * time.Millisecond

// Suggest completes what is typed to titles of the index; see Completer. Newer documents come first. The first call
// after a large import starts to read its titles and answers from those it knows, so that typing never stalls: a few
// seconds for some hundred thousand titles. It fails when the index is closed or ctx has ended.
func (x *Index) Suggest(ctx context.Context, typed string, n int) ([]Completion, error) {
	v, err := x.acquire()
	if err != nil {
		return nil, err
	}
	defer v.release()
	if err := context.Cause(ctx); err != nil {
		return nil, err
	}
	parts, err := x.titles.of(ctx, x, v)
	if err != nil {
		return nil, err
	}
	return v.suggest(parts, typed, n), nil
}

// suggest merges the completions of all segments.
func (v *view) suggest(parts []*segmentTitles, typed string, n int) []Completion {
	type dated struct {
		Completion
		inside bool
		date   int32
	}
	var all []dated
	seen := map[string]bool{}
	for _, t := range parts {
		alive := func(rank uint32) bool {
			return slices.ContainsFunc(t.documents[t.completer.sources[rank]], func(d uint32) bool { return v.holds(t, d) })
		}
		for _, f := range t.completer.find(typed, n, alive) {
			if text := t.completer.texts[f.rank]; !seen[text] {
				seen[text] = true
				all = append(all, dated{t.completer.completion(f), f.at > 0, t.dates[t.completer.sources[f.rank]]})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b dated) int {
		return cmp.Or(compareBool(a.inside, b.inside), cmp.Compare(b.date, a.date), cmp.Compare(len(a.Text), len(b.Text)), cmp.Compare(a.Text, b.Text))
	})
	var completions []Completion
	for _, d := range all[:min(len(all), max(n, 0))] {
		completions = append(completions, d.Completion)
	}
	return completions
}

// holds says whether a document of a segment stands in the view: there, or, where the segment was merged into another
// since, anywhere.
func (v *view) holds(t *segmentTitles, document uint32) bool {
	for _, s := range v.segments {
		if s.columns == t.columns {
			return s.live(document)
		}
	}
	_, _, ok := v.find(t.columns.ids[document])
	return ok
}

// of returns the titles of a view's segments, as far as they are read.
func (t *titleIndex) of(ctx context.Context, x *Index, v *view) ([]*segmentTitles, error) {
	deadline := time.After(titleWait)
	for _, s := range v.segments {
		wait, err := t.start(x, v, s)
		if err != nil {
			return nil, err
		}
		if wait == nil {
			continue
		}
		select {
		case <-wait:
		case <-deadline:
			expired := make(chan time.Time)
			close(expired)
			deadline = expired
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
	}
	return t.known(v), nil
}

// start sees to it that a segment's titles are read or being read; wait is nil where they are ready.
func (t *titleIndex) start(x *Index, v *view, s *segmentView) (wait chan struct{}, err error) {
	id := s.snapshot.Id()
	t.mu.Lock()
	if t.stopped {
		t.mu.Unlock()
		return nil, ErrClosed
	}
	if t.ready == nil {
		t.ready, t.building = map[uint64]*segmentTitles{}, map[uint64]chan struct{}{}
	}
	if t.ready[id] != nil {
		t.mu.Unlock()
		return nil, nil
	}
	wait, busy := t.building[id]
	if !busy {
		wait = make(chan struct{})
		t.building[id] = wait
		v.users.Add(1)
		t.work.Add(1)
	}
	t.mu.Unlock()
	if busy {
		return wait, nil
	}
	if len(s.ids) > smallSegment {
		go func() { _ = t.read(x, v, s, wait) }() // a later call finds the fault again
		return wait, nil
	}
	return nil, t.read(x, v, s, wait)
}

// read reads a segment's titles and hands them over.
func (t *titleIndex) read(x *Index, v *view, s *segmentView, done chan struct{}) error {
	defer t.work.Done()
	defer v.release()
	titles, err := readTitles(x, s)
	t.mu.Lock()
	if err == nil {
		t.ready[titles.segment] = titles
	}
	delete(t.building, s.snapshot.Id())
	t.mu.Unlock()
	close(done)
	return err
}

// known returns what is ready of a view, and until that is all, also what the last complete view had: merged segments
// hold the same titles. Titles of views gone by are let go.
func (t *titleIndex) known(v *view) []*segmentTitles {
	t.mu.Lock()
	defer t.mu.Unlock()
	var parts []*segmentTitles
	inView := map[uint64]bool{}
	for _, s := range v.segments {
		inView[s.snapshot.Id()] = true
		if titles := t.ready[s.snapshot.Id()]; titles != nil {
			parts = append(parts, titles)
		}
	}
	if len(parts) == len(v.segments) {
		t.last = parts
		for id := range t.ready {
			if !inView[id] {
				delete(t.ready, id)
			}
		}
		return parts
	}
	for _, old := range t.last {
		if !inView[old.segment] {
			parts = append(parts, old)
		}
	}
	return parts
}

func readTitles(x *Index, s *segmentView) (*segmentTitles, error) {
	t := &segmentTitles{segment: s.snapshot.Id(), columns: s.columns}
	var texts []string
	at := map[string]int{}
	for document := range s.ids {
		if document%1024 == 0 && x.titles.isStopped() {
			return nil, ErrClosed
		}
		first, _ := s.passagesOf(uint32(document))
		title, err := s.unpacked(first, titleField)
		if err != nil {
			return nil, err
		}
		if title == "" {
			continue
		}
		i, seen := at[title]
		if !seen {
			i = len(texts)
			texts = append(texts, title)
			at[title] = i
			t.documents, t.dates = append(t.documents, nil), append(t.dates, 0)
		}
		t.documents[i] = append(t.documents[i], uint32(document))
		t.dates[i] = max(t.dates[i], s.dates[document])
	}
	weights := make([]float64, len(texts))
	for i, date := range t.dates {
		weights[i] = float64(date)
	}
	t.completer = NewCompleter(texts, weights)
	var err error
	t.vocabulary, err = readVocabulary(x.opts.Analyzer, s)
	return t, err
}
