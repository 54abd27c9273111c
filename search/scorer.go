package search

import (
	"context"
	"fmt"
	"math/bits"
	"slices"
	"sync"
)

// Stage one: BM25F, true to its formula, over whole documents and over their passages at once.
//
// For a term in n of N places, with w(f) the weight of field f, tf its count there and len its length in characters:
//
//	tf' = Σ w(f) · tf / (1 − b(f) + b(f) · len / average len)
//	score = idf(n, N) · tf' · (k1 + 1) / (tf' + k1)
//
// S. Robertson, H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009, section 3.5 and 3.6.
// One walk over a term's postings serves both levels: a document's count is the sum over its passages. A title counts
// for its document and for each of its passages.

// weights of stage one; the figures were chosen on real questions, see the README.
type weights struct {
	k1            float32
	bodyB, titleB float32
	passageB      float32
	title         float32 // against 1 for the body, in documents
	passageTitle  float32 // the same in passages
	passage       float32 // of the best passage's score against 1 for the document's
}

var stageOne = weights{k1: 1.2, bodyB: 0.75, titleB: 0.5, passageB: 0.75, title: 1.5, passageTitle: 1, passage: 0.5}

// scoreboard holds the scores of one query: one number for each document and passage of a view.
type scoreboard struct {
	document     []float32 // BM25F of the document
	titlePassage []float32 // what the title adds to each passage of the document
	passage      []float32 // BM25F of the passage, beyond the title's
	cover        []float32 // IDF mass of the query terms found in the document
	covered      []uint8   // number of words of the query found well enough

	body, title []float32 // counts of the term at hand; zero between terms
	wordCover   []float32 // of the word at hand; zero between words
	documents   []uint32  // those with a score
	marks       []uint64  // for sortDocuments; zero between uses
	passages    []uint32
	holders     []uint32           // documents that hold the term at hand
	wordHolders []uint32           // documents that hold part of the word at hand
	named       map[uint32]bool    // documents whose number stands in the query: they come first
	mass        float32            // IDF mass of all query terms
	held        map[string]bool    // query terms that stand somewhere
	idf         map[string]float32 // query term → IDF among documents, its weight left out
}

var boards = sync.Pool{New: func() any { return &scoreboard{} }}

// newScoreboard returns a board for a view; free gives it back.
func newScoreboard(v *view) *scoreboard {
	b := boards.Get().(*scoreboard)
	b.idf, b.held = map[string]float32{}, map[string]bool{}
	if len(b.document) < v.allDocuments {
		n := v.allDocuments
		b.document, b.titlePassage, b.cover = make([]float32, n), make([]float32, n), make([]float32, n)
		b.body, b.title, b.wordCover, b.covered = make([]float32, n), make([]float32, n), make([]float32, n), make([]uint8, n)
	}
	if len(b.passage) < v.allPassages {
		b.passage = make([]float32, v.allPassages)
	}
	return b
}

func (b *scoreboard) free() {
	for _, d := range b.documents {
		b.document[d], b.titlePassage[d], b.cover[d], b.covered[d] = 0, 0, 0, 0
	}
	for _, p := range b.passages {
		b.passage[p] = 0
	}
	for _, d := range b.wordHolders { // of a word that a failure broke off
		b.wordCover[d] = 0
	}
	for _, d := range b.holders {
		b.body[d], b.title[d] = 0, 0
	}
	b.documents, b.passages, b.mass, b.named = b.documents[:0], b.passages[:0], 0, nil
	b.wordHolders, b.holders = b.wordHolders[:0], b.holders[:0]
	boards.Put(b)
}

// sortDocuments puts the documents with a score into the order of their numbers, below n. Marking each in a bit set and
// reading that is several times faster than comparing.
func (b *scoreboard) sortDocuments(n int) {
	const few = 256
	if len(b.documents) < few {
		slices.Sort(b.documents)
		return
	}
	if need := (n + 63) / 64; len(b.marks) < need {
		b.marks = make([]uint64, need)
	}
	for _, d := range b.documents {
		b.marks[d/64] |= 1 << (d % 64)
	}
	b.documents = b.documents[:0]
	for i, word := range b.marks[:(n+63)/64] {
		for ; word != 0; word &= word - 1 {
			b.documents = append(b.documents, uint32(64*i+bits.TrailingZeros64(word)))
		}
		b.marks[i] = 0
	}
}

// score fills the board with a plan's scores.
func (x *Index) score(ctx context.Context, v *view, p plan) (*scoreboard, error) {
	b := newScoreboard(v)
	for _, word := range p.words {
		mass := float32(0)
		for _, term := range word.terms {
			if err := context.Cause(ctx); err != nil {
				b.free()
				return nil, fmt.Errorf("search: %w", err)
			}
			added, err := x.scoreTerm(v, b, term)
			if err != nil {
				b.free()
				return nil, err
			}
			mass += added
		}
		b.closeWord(word, mass)
	}
	return b, nil
}

// termPostings are a term's postings in one segment.
type termPostings struct{ body, title []posting }

func (x *Index) scoreTerm(v *view, b *scoreboard, term planTerm) (mass float32, err error) {
	found := make([]termPostings, len(v.segments))
	ends := make([]int, len(v.segments)) // where each segment's share of b.holders ends
	passages := 0
	for i, s := range v.segments {
		if found[i].body, err = x.postingsOf(s, bodyField, term); err != nil {
			return 0, err
		}
		if found[i].title, err = x.postingsOf(s, titleField, term); err != nil {
			return 0, err
		}
		passages += b.gather(s, uint32(v.firstDocument[i]), found[i])
		ends[i] = len(b.holders)
	}
	b.idf[term.text] = idf(len(b.holders), v.documents)
	mass = b.idf[term.text] * term.weight
	documentIDF, passageIDF := mass, idf(passages, v.passages)*term.weight
	if term.loose {
		mass = 0
	}
	if len(b.holders) == 0 {
		return mass, nil
	}
	b.held[term.text] = true
	b.addDocuments(v, ends, documentIDF, passageIDF, mass)
	for i, s := range v.segments {
		b.addPassages(v, i, s, found[i].body, passageIDF)
	}
	for _, d := range b.holders {
		b.body[d], b.title[d] = 0, 0
	}
	b.holders = b.holders[:0]
	return mass, nil
}

// gather counts a term per document and returns how many live passages hold it.
func (b *scoreboard) gather(s *segmentView, base uint32, found termPostings) int {
	live := 0
	for _, p := range found.body {
		document := s.documentOf[p.passage]
		if !s.live(document) {
			continue
		}
		live++
		d := base + document
		if b.body[d] == 0 && b.title[d] == 0 {
			b.holders = append(b.holders, d)
		}
		b.body[d] += float32(p.frequency)
	}
	for _, p := range found.title {
		document := s.documentOf[p.passage]
		if !s.live(document) {
			continue
		}
		d := base + document
		if b.body[d] == 0 && b.title[d] == 0 {
			b.holders = append(b.holders, d)
		}
		b.title[d] += float32(p.frequency)
	}
	return live
}

// addDocuments adds the term at hand to the documents that hold it; mass is what it counts of its word.
func (b *scoreboard) addDocuments(v *view, ends []int, documentIDF, passageIDF, mass float32) {
	w := &stageOne
	averageBody := float32(v.bodyRunes)/float32(max(v.documents, 1)) + 1
	averageTitle := float32(v.titleRunes)/float32(max(v.titledDocuments, 1)) + 1
	segment := 0
	for i, d := range b.holders {
		for i >= ends[segment] {
			segment++
		}
		s, document := v.segments[segment], d-uint32(v.firstDocument[segment])
		title := float32(0)
		if b.title[d] > 0 {
			title = b.title[d] / (1 - w.titleB + w.titleB*float32(s.titleRunes[document])/averageTitle)
		}
		tf := w.title*title + b.body[d]/(1-w.bodyB+w.bodyB*float32(s.bodyRunes[document])/averageBody)
		if b.document[d] == 0 {
			b.documents = append(b.documents, d)
		}
		b.document[d] += documentIDF * tf * (w.k1 + 1) / (tf + w.k1)
		if mass > 0 {
			if b.wordCover[d] == 0 {
				b.wordHolders = append(b.wordHolders, d)
			}
			b.wordCover[d] += mass
		}
		if title > 0 {
			b.title[d] = w.passageTitle * title
			b.titlePassage[d] += passageIDF * b.title[d] * (w.k1 + 1) / (b.title[d] + w.k1)
		}
	}
}

// addPassages adds what each passage has beyond its title's share. b.title holds the title's weighted count.
func (b *scoreboard) addPassages(v *view, segment int, s *segmentView, body []posting, passageIDF float32) {
	w := &stageOne
	average := float32(v.bodyRunes)/float32(max(v.passages, 1)) + 1
	base, first := uint32(v.firstDocument[segment]), uint32(v.firstPassage[segment])
	for _, p := range body {
		document := s.documentOf[p.passage]
		if !s.live(document) {
			continue
		}
		title := b.title[base+document]
		tf := title + float32(p.frequency)/(1-w.passageB+w.passageB*float32(s.runes[p.passage])/average)
		gain := tf * (w.k1 + 1) / (tf + w.k1)
		if title > 0 {
			gain -= title * (w.k1 + 1) / (title + w.k1)
		}
		at := first + p.passage
		if b.passage[at] == 0 {
			b.passages = append(b.passages, at)
		}
		b.passage[at] += passageIDF * gain
	}
}

// closeWord counts in which documents the word at hand stands well enough. A short word must stand whole, a question
// by half; where no document reaches that, those near the best one do.
func (b *scoreboard) closeWord(word planWord, mass float32) {
	best := float32(0)
	for _, d := range b.wordHolders {
		best = max(best, b.wordCover[d])
	}
	need := wordShare(word.runes) * mass
	if best < need {
		need = 0.8 * best
	}
	for _, d := range b.wordHolders {
		cover := b.wordCover[d]
		b.cover[d] += cover
		if cover >= need {
			b.covered[d]++
		}
		b.wordCover[d] = 0
	}
	b.wordHolders = b.wordHolders[:0]
	b.mass += mass
}

// wordShare is the share of a word's IDF mass that a matching document holds, by the word's length in characters.
func wordShare(runes int) float32 {
	switch {
	case runes <= 4:
		return 0.999
	case runes <= 8:
		return 0.7
	}
	return 0.5
}
