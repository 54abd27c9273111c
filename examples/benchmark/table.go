package main

import (
	"fmt"
	"io"
	"math"
	"time"
)

// target is one line of the table of targets: a ratio, and what it shall be.
type target struct {
	what        string
	ours, other string
	ratio       float64
	limit       float64
	atMost      bool // or at least
}

func (t target) met() bool {
	if t.atMost {
		return t.ratio <= t.limit
	}
	return t.ratio >= t.limit
}

// ratio is a divided by b; NaN, which meets no target, where b is zero.
func ratio(a, b float64) float64 {
	if b == 0 {
		return math.NaN()
	}
	return a / b
}

// targetsOf holds what was measured against the targets.
func targetsOf(d dictionaries, s cuts, r sizeRun) []target {
	list := []target{
		{"segmentation, gse's cut, to gse.Segment", perSecond(s.ourCut), perSecond(s.gseSegment), ratio(s.ourCut, s.gseSegment), 5, false},
		{"allocations of it for a passage", fmt.Sprintf("%.0f", s.cutAllocations), "", s.cutAllocations, 0, true},
		{"words, sub-words, pairs, to gse.CutSearch", perSecond(s.ourTerms), perSecond(s.gseSearch), ratio(s.ourTerms, s.gseSearch), 2, false},
		{"dictionary ready, time to gse's", short(d.ourTime), short(d.gseTime), ratio(float64(d.ourTime), float64(d.gseTime)), 0.02, true},
		{"dictionary ready, heap to gse's", megabytes(d.ourHeap), megabytes(d.gseHeap), ratio(d.ourHeap, d.gseHeap), 0.2, true},
	}
	o, ok := r.of("ours")
	b, both := r.of("bleve")
	if !ok || !both {
		return list
	}
	timed := func(what string, a, b time.Duration, limit float64) {
		list = append(list, target{what, short(a), short(b), ratio(float64(a), float64(b)), limit, true})
	}
	timed("OR top-10, p50 to bleve.Search", o.p50[anyWord], b.p50[anyWord], 0.35)
	timed("OR top-10, p99", o.p99[anyWord], b.p99[anyWord], 0.2)
	timed("3 facets, p50", o.p50[facets], b.p50[facets], 0.08)
	timed("date + term, p50", o.p50[dateTerm], b.p50[dateTerm], 0.17)
	timed("sort by date, p50", o.p50[byDate], b.p50[byDate], 0.04)
	return append(list,
		target{"bulk index, passages/s to bleve's", fmt.Sprintf("%.0f/s", o.rate), fmt.Sprintf("%.0f/s", b.rate), ratio(o.rate, b.rate), 1, false},
		target{"disk to bleve's", megabytes(o.disk), megabytes(b.disk), ratio(o.disk, b.disk), 0.8, true})
}

func printTargets(w io.Writer, targets []target, size int) {
	fmt.Fprintf(w, "Targets at %d passages\n| what | ours | other | ratio | target | |\n|---|---|---|---|---|---|\n", size)
	for _, t := range targets {
		sign, verdict := "≥", "missed"
		if t.atMost {
			sign = "≤"
		}
		if t.met() {
			verdict = "met"
		}
		fmt.Fprintf(w, "| %s | %s | %s | %.3f | %s %g | %s |\n", t.what, t.ours, t.other, t.ratio, sign, t.limit, verdict)
	}
}

// printGrowth prints each engine's line for each size; times are in milliseconds, first round / p50 / p99.
func printGrowth(w io.Writer, runs []sizeRun) {
	fmt.Fprint(w, "\nGrowth; times in ms: median of the first round / p50 / p99 of the quickest of three in turns (mean hits)\n| engine | passages | index/s | disk MB | heap MB | open ms |")
	for _, name := range kindNames {
		fmt.Fprintf(w, " %s |", name)
	}
	fmt.Fprint(w, "\n|---|---|---|---|---|---|---|---|---|---|---|---|\n")
	for _, r := range runs {
		for _, m := range r.engines {
			fmt.Fprintf(w, "| %s | %d | %.0f | %.1f | %.0f | %.1f |", m.name, r.size, m.rate, m.disk/1e6, m.heap/1e6, milliseconds(m.open))
			for k := range kinds {
				fmt.Fprintf(w, " %.2f / %.2f / %.2f (%.0f) |", milliseconds(m.first[k]), milliseconds(m.p50[k]), milliseconds(m.p99[k]), m.hits[k])
			}
			fmt.Fprintln(w)
		}
	}
}

func milliseconds(d time.Duration) float64 { return float64(d) / 1e6 }
func short(d time.Duration) string         { return fmt.Sprintf("%.2f ms", milliseconds(d)) }
func megabytes(n float64) string           { return fmt.Sprintf("%.1f MB", n/1e6) }
func perSecond(mb float64) string          { return fmt.Sprintf("%.1f MB/s", mb) }
