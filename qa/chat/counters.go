package chat

import (
	"maps"
	"sync"
	"time"

	"github.com/zwgk/zwgk/qa"
)

// Counters is a Metrics that counts in memory. Its zero value is ready to use.
type Counters struct {
	mu    sync.Mutex
	state Snapshot
}

// Snapshot is what Counters have counted since the start.
type Snapshot struct {
	Connections int            // open now
	Late        int            // answers running past their budget now
	Received    map[string]int // messages by type
	Refused     map[string]int // by reason
	Closed      map[int]int    // connections by websocket code
	Answered    map[string]int // questions by outcome
	Seconds     float64        // spent answering, over all questions
	Buckets     []int          // questions answered within each of AnswerBuckets, not cumulated; one more for the rest
}

// AnswerBuckets are the upper bounds of Snapshot.Buckets.
var AnswerBuckets = [...]time.Duration{time.Millisecond, 5 * time.Millisecond, 10 * time.Millisecond,
	30 * time.Millisecond, 100 * time.Millisecond, 300 * time.Millisecond, time.Second}

// Snapshot returns a copy of the counts.
func (c *Counters) Snapshot() Snapshot {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := c.state
	s.Received, s.Refused, s.Closed, s.Answered = maps.Clone(s.Received), maps.Clone(s.Refused), maps.Clone(s.Closed), maps.Clone(s.Answered)
	s.Buckets = append([]int(nil), s.Buckets...)
	return s
}

func increment[K comparable](counts *map[K]int, key K) {
	if *counts == nil {
		*counts = make(map[K]int)
	}
	(*counts)[key]++
}

// Connected implements Metrics.
func (c *Counters) Connected(change int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.state.Connections += change
}

// Received implements Metrics.
func (c *Counters) Received(kind string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	increment(&c.state.Received, kind)
}

// Answered implements Metrics.
func (c *Counters) Answered(outcome qa.Outcome, took time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	increment(&c.state.Answered, string(outcome))
	c.state.Seconds += took.Seconds()
	if c.state.Buckets == nil {
		c.state.Buckets = make([]int, len(AnswerBuckets)+1)
	}
	bucket := 0
	for bucket < len(AnswerBuckets) && took > AnswerBuckets[bucket] {
		bucket++
	}
	c.state.Buckets[bucket]++
}

// Refused implements Metrics.
func (c *Counters) Refused(reason string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	increment(&c.state.Refused, reason)
}

// Closed implements Metrics.
func (c *Counters) Closed(code int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	increment(&c.state.Closed, code)
}

// Late implements Metrics.
func (c *Counters) Late(change int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.state.Late += change
}
