package search

import (
	"cmp"
	"math"
	"slices"
)

// What holds the words of a query, found from the terms' lists alone: collectEach for people, who want what holds each
// word, and all of that; collectAny for questions, of which only the best matter. The score of each match is the
// sum of its gains, the most that it can be.

// collectEach returns the documents that hold each word of a plan well enough, and those that were named.
func (b *scoreboard) collectEach(v *view, p plan, filters filters) []match {
	covered := make([][]uint32, len(p.words))
	for i, word := range p.words {
		covered[i] = b.covered(v, i, wordShare(word.runes)*b.masses[i])
	}
	slices.SortStableFunc(covered, func(a, b []uint32) int { return cmp.Compare(len(a), len(b)) })
	documents := covered[0]
	for _, others := range covered[1:] {
		documents = common(documents, others)
	}
	if len(b.named) > 0 {
		documents = slices.Clone(documents)
		for d := range b.named {
			documents = append(documents, d)
		}
		slices.Sort(documents)
		documents = slices.Compact(documents)
	}
	found := matchesOf(v, documents, filters)
	if b.ranks {
		for i := range b.terms {
			b.terms[i].addTo(found)
		}
		b.lift(found)
	}
	return found
}

// covered returns the documents that hold a word well enough: a short word whole, a question by half of its mass; where
// none reaches that, those near the best one.
func (b *scoreboard) covered(v *view, word int, need float32) []uint32 {
	var terms []*scoredTerm
	for i := range b.terms {
		if t := &b.terms[i]; t.word == word && t.mass > 0 {
			terms = append(terms, t)
		}
	}
	if documents := holdingNeeded(terms, b.masses[word], need); len(documents) > 0 {
		return documents
	}
	l := newLedger(v)
	defer l.free()
	for _, t := range terms {
		l.addMass(t)
	}
	best := float32(0)
	for _, d := range l.touched {
		best = max(best, l.sums[d])
	}
	if best < need {
		need = 0.8 * best
	}
	return l.sorted(need)
}

// holdingNeeded returns the documents that hold enough of a word's mass, where some terms are so heavy that none can do
// without; else nothing. It looks only at what the rarest of these terms leaves.
func holdingNeeded(terms []*scoredTerm, mass, need float32) []uint32 {
	var documents []uint32
	var others []*scoredTerm
	some := false
	for _, t := range terms {
		switch {
		case t.mass <= (mass-need)*(1+slack):
			others = append(others, t)
		case !some:
			documents, some = t.documents, true
		default:
			documents = common(documents, t.documents)
		}
	}
	if len(others) == 0 || len(documents) == 0 {
		return documents
	}
	sums := make([]float32, len(documents))
	for _, t := range terms {
		holders := t.documents
		for i, d := range documents {
			if holders = holders[seek(holders, d):]; len(holders) == 0 {
				break
			}
			if holders[0] == d {
				sums[i] += t.mass
			}
		}
	}
	enough := make([]uint32, 0, len(documents))
	for i, d := range documents {
		if sums[i] >= need {
			enough = append(enough, d)
		}
	}
	return enough
}

// collectAny returns the documents that hold any term and were named; with n above 0, at least those that can be among
// the best n. So the commonest words, which have most of the postings and add least, are looked up only for documents
// that the rarer ones made likely (MaxScore: H. Turtle, J. Flood, "Query Evaluation: Strategies and Optimizations",
// 1995; here by term, not by document).
func (b *scoreboard) collectAny(v *view, filters filters, n int) []match {
	order := make([]*scoredTerm, len(b.terms))
	for i := range b.terms {
		order[i] = &b.terms[i]
	}
	slices.SortStableFunc(order, func(a, b *scoredTerm) int { return cmp.Compare(b.most(), a.most()) })
	rest := make([]float32, len(order)+1) // the most that the terms from here on add
	postings := make([]int, len(order)+1)
	for i, t := range slices.Backward(order) {
		rest[i], postings[i] = rest[i+1]+t.most(), postings[i+1]+len(t.documents)
	}
	l := newLedger(v)
	defer l.free()
	for d := range b.named {
		l.sums[d], l.touched = namedScore, append(l.touched, d)
	}
	at, least, try := 0, float32(0), 0 // try is the term before which to look next: of many terms not each is worth it
	for ; at < len(order); at++ {
		if n > 0 && at >= try && len(l.touched) >= n && postings[at] > len(l.touched) && rest[at] < rest[0]/2 {
			try = at + 1 + at/4
			if least = b.least(v, l, filters, n, rest[at]); least > rest[at] {
				break
			}
			least = 0
		}
		l.add(order[at])
	}
	found := matchesOf(v, l.sorted(least-rest[at]), filters)
	for i := range found {
		found[i].score = l.sums[found[i].document]
	}
	for ; at < len(order); at++ {
		order[at].addTo(found)
		found = slices.DeleteFunc(found, func(m match) bool { return m.score+rest[at+1] < least })
	}
	return found
}

// least returns a score that the n-th best document reaches for certain, lowered by the slack; 0 where it is not worth
// finding out, because the best so far have not even more than rest.
func (b *scoreboard) least(v *view, l *ledger, filters filters, n int, rest float32) float32 {
	few := l.top(n, func(d uint32) bool { return filters.pass(v, d) })
	if len(few) < n || l.sums[few[0]] <= rest {
		return 0
	}
	found := make([]match, len(few))
	for i, d := range few {
		found[i].document = d
	}
	least := float32(math.Inf(1))
	for _, c := range b.looked(v, found) {
		least = min(least, c.score)
	}
	return least * (1 - slack)
}

// addTo adds a term's gains to matches in the order of their documents.
func (t *scoredTerm) addTo(found []match) {
	documents, gains := t.documents, t.gains
	for i := range found {
		n := seek(documents, found[i].document)
		if documents, gains = documents[n:], gains[n:]; len(documents) == 0 {
			return
		}
		if documents[0] == found[i].document {
			found[i].score += t.step * t.weight * float32(gains[0])
		}
	}
}

// lift lifts the named ones.
func (b *scoreboard) lift(found []match) {
	if len(b.named) == 0 {
		return
	}
	for i := range found {
		if b.named[found[i].document] {
			found[i].score += namedScore
		}
	}
}

// common returns the numbers that stand in both lists, of which the first is the shorter.
func common(short, long []uint32) []uint32 {
	if len(short) > len(long) {
		short, long = long, short
	}
	both := make([]uint32, 0, len(short))
	for _, d := range short {
		if long = long[seek(long, d):]; len(long) == 0 {
			break
		}
		if long[0] == d {
			both = append(both, d)
		}
	}
	return both
}

// seek returns where in an ascending list numbers from d on begin. Steps double until they pass d, so that what follows
// near by is found at once and what is far without a walk.
func seek(list []uint32, d uint32) int {
	if len(list) == 0 || list[0] >= d {
		return 0
	}
	step := 1
	for step < len(list) && list[step] < d {
		step *= 2
	}
	low, high := step/2+1, min(step, len(list))
	for low < high {
		if middle := (low + high) / 2; list[middle] < d {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low
}
