package main

import (
	"runtime"
	"time"

	"github.com/go-ego/gse"

	"github.com/zwgk/zwgk/search/chinese"
)

// dictionaries is what making a segmenter ready costs.
type dictionaries struct {
	gseTime, ourTime time.Duration
	gseHeap, ourHeap float64 // bytes that stay
	segmenter        *gse.Segmenter
}

// measureDictionaries must come before anything else uses package chinese, which keeps its dictionary.
func measureDictionaries() (d dictionaries, err error) {
	var ours *chinese.Analyzer
	before := heap()
	begun := time.Now()
	if ours, err = chinese.New(nil); err != nil {
		return d, err
	}
	d.ourTime = time.Since(begun)
	d.ourHeap = heap() - before
	before = heap()
	begun = time.Now()
	d.segmenter = &gse.Segmenter{NotLoadHMM: true, SkipLog: true}
	if err := d.segmenter.LoadDictEmbed("zh_s"); err != nil {
		return d, err
	}
	d.gseTime = time.Since(begun)
	d.gseHeap = heap() - before
	runtime.KeepAlive(ours)
	return d, nil
}

// heap returns the bytes in use after a collection.
func heap() float64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}

// cuts are speeds in MB/s and allocations for each passage.
type cuts struct {
	gseSegment, ourCut, gseSearch, ourTerms float64
	cutAllocations                          float64
}

// cutBytes is how much text the segmenters get.
const cutBytes = 2 << 20

func measureCuts(c *corpus, segmenter *gse.Segmenter) (s cuts) {
	var texts []string
	size := 0
	for i := 0; size < cutBytes && i < len(c.base); i++ {
		texts = append(texts, c.base[i].text)
		size += len(c.base[i].text)
	}
	speed := func(f func(text string)) float64 {
		best := time.Duration(1<<63 - 1)
		for range 3 {
			begun := time.Now()
			for _, text := range texts {
				f(text)
			}
			best = min(best, time.Since(begun))
		}
		return float64(size) / 1e6 / best.Seconds()
	}
	var spans []chinese.Span
	var terms []chinese.Term
	cut := func(text string) { spans = c.analyzer.Cut(spans[:0], text) }
	s.gseSegment = speed(func(text string) { segmenter.Segment([]byte(text)) })
	s.ourCut = speed(cut)
	s.gseSearch = speed(func(text string) { segmenter.CutSearch(text) })
	indexed := chinese.Word | chinese.Subword | chinese.Bigram | chinese.Whole
	s.ourTerms = speed(func(text string) { terms = c.analyzer.Append(terms[:0], text, indexed) })
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for _, text := range texts {
		cut(text)
	}
	runtime.ReadMemStats(&after)
	s.cutAllocations = float64((after.Mallocs - before.Mallocs) / uint64(len(texts))) // whole ones: the runtime makes a few
	return s
}
