package search

import (
	"context"
	"fmt"
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
// for its document and for each of its passages. A document's score is that of the document and half that of its best
// passage.
//
// Scoring goes three ways. A termList holds what a term adds to each document at most, made once for a view; sums of
// these say which documents can be among the best (collector.go); only those few are evaluated, here.

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

// saturate is BM25's curve: each further occurrence counts less.
func (w *weights) saturate(tf float32) float32 { return tf * (w.k1 + 1) / (tf + w.k1) }

// averages are what lengths are compared with, in characters.
type averages struct{ body, title, passage float32 }

func (v *view) averages() averages {
	return averages{
		body:    float32(v.bodyRunes)/float32(max(v.documents, 1)) + 1,
		title:   float32(v.titleRunes)/float32(max(v.titledDocuments, 1)) + 1,
		passage: float32(v.bodyRunes)/float32(max(v.passages, 1)) + 1,
	}
}

// documentTF returns a term's weighted count in a document, and in its title alone.
func (w *weights) documentTF(a averages, s *segmentView, document uint32, held heldBy) (whole, title float32) {
	var count float32
	for _, p := range held.body {
		count += p.frequency
	}
	for _, p := range held.title {
		title += p.frequency
	}
	if title > 0 {
		title /= 1 - w.titleB + w.titleB*float32(s.titleRunes[document])/a.title
	}
	return w.title*title + count/(1-w.bodyB+w.bodyB*float32(s.bodyRunes[document])/a.body), title
}

// passageGain is what a passage has beyond its title's share, that of a title's weighted count.
func (w *weights) passageGain(a averages, s *segmentView, p posting, title, titleShare float32) float32 {
	return w.saturate(title+p.frequency/(1-w.passageB+w.passageB*float32(s.runes[p.passage])/a.passage)) - titleShare
}

// scoredTerm is a term of the query with what it adds in a view.
type scoredTerm struct {
	*termList
	text   string
	weight float32
	mass   float32 // what it counts of its word; 0 for a loose one
	word   int     // of the plan
}

// most is the most that the term adds to any document.
func (t *scoredTerm) most() float32 { return t.step * t.weight * (gainSteps + 1) }

// scoreboard is a query made ready for scoring in a view.
type scoreboard struct {
	terms  []scoredTerm       // in the plan's order
	masses []float32          // of each word
	mass   float32            // of all
	idf    map[string]float32 // query term → IDF among documents, its weight left out
	ranks  bool               // scores are wanted of all that is found
	named  map[uint32]bool    // documents whose number stands in the query: they come first

	passages []float32    // scores of the passages of what was evaluated last, beyond their title's
	looks    []evaluation // … by candidate

	seen map[uint32]candidate // what was looked at, by document; see looked
}

// evaluation is where a candidate under evaluation stands.
type evaluation struct {
	segment    int
	document   uint32 // in the segment
	first, end uint32 // its passages
	start      int    // of their scores in scoreboard.passages
}

// score makes a plan ready for scoring.
func (x *Index) score(ctx context.Context, v *view, p plan) (*scoreboard, error) {
	b := &scoreboard{idf: map[string]float32{}, masses: make([]float32, len(p.words)), ranks: true}
	words, left, err := x.rarest(v, p.words)
	if err != nil {
		return nil, err
	}
	for text, n := range left {
		b.idf[text] = idf(min(n, v.documents), v.documents)
	}
	lists, err := x.termLists(ctx, v, words)
	if err != nil {
		return nil, err
	}
	for i, word := range words {
		for _, term := range word.terms {
			list := lists[len(b.terms)]
			t := scoredTerm{termList: list, text: term.text, weight: term.weight, word: i}
			b.idf[term.text] = list.documentIDF
			if !term.loose {
				t.mass = list.documentIDF * term.weight
				b.masses[i] += t.mass
				b.mass += t.mass
			}
			b.terms = append(b.terms, t)
		}
	}
	return b, nil
}

// termLists returns the lists of all terms of a query's words.
func (x *Index) termLists(ctx context.Context, v *view, words []planWord) ([]*termList, error) {
	var terms []planTerm
	for _, word := range words {
		terms = append(terms, word.terms...)
	}
	lists, errs := make([]*termList, len(terms)), make([]error, len(terms))
	share(len(terms), 1, func(from, to int) {
		for i := from; i < to; i++ {
			if errs[i] = context.Cause(ctx); errs[i] == nil {
				lists[i], errs[i] = x.termList(v, terms[i])
			} else {
				errs[i] = fmt.Errorf("search: %w", errs[i])
			}
		}
	})
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return lists, nil
}

// evaluate fills scores, covers and best passages of candidates in the order of their documents.
func (b *scoreboard) evaluate(v *view, list []candidate) {
	b.looks, b.passages = b.looks[:0], b.passages[:0]
	room := 0
	for i := range list {
		c := &list[i]
		c.score, c.best, c.cover, c.passage = 0, 0, 0, noPassage
		look := evaluation{segment: v.segmentOf(int(c.document)), start: room}
		look.document = c.document - uint32(v.firstDocument[look.segment])
		look.first, look.end = v.segments[look.segment].passagesOf(look.document)
		b.looks = append(b.looks, look)
		room += int(look.end - look.first)
	}
	b.passages = append(b.passages, make([]float32, room)...)
	share(len(list), evaluatedTogether, func(from, to int) {
		list, looks := list[from:to], b.looks[from:to]
		for i := range b.terms {
			b.evaluateTerm(v, list, looks, &b.terms[i])
		}
		for i := range list {
			b.finish(v, &list[i], &looks[i])
		}
	})
}

// evaluatedTogether is how many candidates one processor evaluates at a time: fewer, and finding the first of them in each
// term's postings costs more than is gained.
const evaluatedTogether = 32

// evaluateTerm adds what one term gives each candidate.
func (b *scoreboard) evaluateTerm(v *view, list []candidate, looks []evaluation, t *scoredTerm) {
	if len(t.documents) == 0 {
		return
	}
	w, a := &stageOne, v.averages()
	documentIDF, passageIDF := t.documentIDF*t.weight, t.passageIDF*t.weight
	documents, starts := t.documents, t.starts
	segment := -1
	var titles []posting // of the segment, from the candidate on
	for i := range list {
		c, look := &list[i], &looks[i]
		n := seek(documents, c.document)
		if documents, starts = documents[n:], starts[n:]; len(documents) == 0 {
			return
		}
		if documents[0] != c.document {
			continue
		}
		if look.segment != segment {
			segment, titles = look.segment, t.parts[look.segment].title
		}
		s := v.segments[segment]
		titles = from(titles, look.first)
		held := heldBy{t.parts[segment].body[starts[0]:], titles}.before(look.end)
		tf, title := w.documentTF(a, s, look.document, held)
		c.score += documentIDF * w.saturate(tf)
		c.cover += t.mass
		titleShare := float32(0)
		if title > 0 {
			title *= w.passageTitle
			titleShare = w.saturate(title)
			c.best += passageIDF * titleShare
		}
		for _, p := range held.body {
			b.passages[look.start+int(p.passage-look.first)] += passageIDF * w.passageGain(a, s, p, title, titleShare)
		}
	}
}

// finish adds a candidate's best passage to its score.
func (b *scoreboard) finish(v *view, c *candidate, look *evaluation) {
	best := float32(0)
	for i, score := range b.passages[look.start:][:look.end-look.first] {
		if score > best {
			best = score
			c.passage = uint32(v.firstPassage[look.segment]) + look.first + uint32(i)
		}
	}
	c.best += best // to the title's share
	c.score += stageOne.passage * c.best
	if b.named[c.document] {
		c.score += namedScore
	}
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
