package search

import (
	"cmp"
	"slices"
	"strings"

	"github.com/zwgk/zwgk/search/chinese"
)

// A query term may have alternatives: synonyms of the word that it is part of. A passage that holds one counts as
// holding the term, by the greater of both counts. So a synonym neither adds to the word's score nor weakens it, and
// the term's document frequency is that of all its ways of being said.

// alternative is another way in which the word around a term is said.
type alternative struct {
	word   string   // folded
	terms  []string // pairs and whole tokens of it; a passage with all of them counts as holding it
	weight float32
}

// newAlternatives prepares synonyms for reading; those of one character are left out, since no pair holds them.
func newAlternatives(analyzer *chinese.Analyzer, words []synonym) []*alternative {
	var list []*alternative
	for _, s := range words {
		if terms := phraseTerms(analyzer, s.word); len(terms) > 0 {
			list = append(list, &alternative{s.word, terms, s.weight})
		}
	}
	return list
}

// phraseTerms returns the different terms that every text which holds a phrase holds too: its pairs of characters, or,
// where it has none, its whole tokens.
func phraseTerms(analyzer *chinese.Analyzer, phrase string) []string {
	var terms []string
	for _, class := range []chinese.Class{chinese.Bigram, chinese.Whole} {
		for _, term := range analyzer.Append(nil, phrase, class) {
			if !slices.Contains(terms, term.Text) {
				terms = append(terms, term.Text)
			}
		}
		if len(terms) > 0 {
			return terms
		}
	}
	return nil
}

// postingsOf returns the postings of a query term in a segment, those of its alternatives included.
func (x *Index) postingsOf(s *segmentView, field string, term planTerm) ([]posting, error) {
	list, err := x.postings.of(s, field, term.text)
	for _, a := range term.alternatives {
		if err != nil {
			return nil, err
		}
		var more []posting
		if more, err = x.postings.phrase(s, field, a.terms); len(more) > 0 {
			list = union(list, more, a.weight)
		}
	}
	return list, err
}

// phrase returns the passages that hold all of some terms, each as often as its rarest.
func (c *postingsCache) phrase(s *segmentView, field string, terms []string) ([]posting, error) {
	if len(terms) == 1 {
		return c.of(s, field, terms[0])
	}
	key := postingsKey{s.snapshot.Id(), field, "\x00" + strings.Join(terms, "\x00")}
	if list, ok := c.get(key); ok {
		return list, nil
	}
	lists := make([][]posting, len(terms))
	for i, term := range terms {
		list, err := c.of(s, field, term)
		if err != nil {
			return nil, err
		}
		lists[i] = list
	}
	slices.SortStableFunc(lists, func(a, b []posting) int { return cmp.Compare(len(a), len(b)) })
	common := lists[0]
	for _, list := range lists[1:] {
		common = intersection(common, list)
	}
	c.keep(key, common, len(common)*postingBytes)
	return common, nil
}

// intersection returns the passages of short that stand in long too, with the smaller count.
func intersection(short, long []posting) []posting {
	var common []posting
	for _, p := range short {
		if long = from(long, p.passage); len(long) == 0 {
			break
		}
		if long[0].passage == p.passage {
			common = append(common, posting{p.passage, min(p.frequency, long[0].frequency)})
		}
	}
	return common
}

// union returns the passages of either list, with the greater count, that of more weighed.
func union(list, more []posting, weight float32) []posting {
	merged := make([]posting, 0, len(list)+len(more))
	i := 0
	for _, p := range more {
		p.frequency *= weight
		for i < len(list) && list[i].passage < p.passage {
			merged = append(merged, list[i])
			i++
		}
		if i < len(list) && list[i].passage == p.passage {
			p.frequency = max(p.frequency, list[i].frequency)
			i++
		}
		merged = append(merged, p)
	}
	return append(merged, list[i:]...)
}
