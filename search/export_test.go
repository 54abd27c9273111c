package search

import (
	"cmp"
	"context"
	"slices"

	"github.com/zwgk/zwgk/search/chinese"
	"github.com/zwgk/zwgk/search/embedding"
)

// Scored is a document with the score of stage one.
type Scored struct {
	ID    string
	Score float32
}

// BestOf returns the best n documents that hold any word of a query by stage one: as Retrieve finds them, and by scoring
// every document. Looked and all are how many documents each kept to the end.
func (x *Index) BestOf(query Query, n int) (pruned, exhaustive []Scored, looked, all int, err error) {
	v, err := x.acquire()
	if err != nil {
		return nil, nil, 0, 0, err
	}
	defer v.release()
	b, err := x.score(context.Background(), v, x.newPlan(query))
	if err != nil {
		return nil, nil, 0, 0, err
	}
	if b.named, err = x.named(v, query.Text); err != nil {
		return nil, nil, 0, 0, err
	}
	filters, err := x.newFilters(v, query.Filter)
	if err != nil {
		return nil, nil, 0, 0, err
	}
	compare := v.ranking(ByRelevance)
	scored := func(list []candidate) (ids []Scored) {
		for _, c := range list {
			ids = append(ids, Scored{v.id(c.document), c.score})
		}
		return ids
	}
	hopeful := b.collectAny(v, filters, n)
	looked = len(hopeful)
	pruned = scored(b.best(v, hopeful, n))
	every := b.evaluated(v, b.collectAny(v, filters, 0))
	slices.SortFunc(every, func(a, b candidate) int { return compare(a.match, b.match) })
	return pruned, scored(every[:min(n, len(every))]), looked, len(every), nil
}

// MarkBothWays returns what a query marks in a text by looking for its characters and pairs, and by cutting the text into
// words; ok is false where the query needs the words.
func MarkBothWays(query, text string) (looked, cut []Span, ok bool) {
	m := newMarker(chinese.Default(), planner{analyzer: chinese.Default()}.plan(query))
	ok = m.plain != nil
	looked = m.spans(text)
	m.plain = nil
	return looked, m.spans(text), ok
}

// Pack and Unpack are how text is stored.
func Pack(text string) []byte { return pack(nil, text) }

func Unpack(data []byte) (string, error) { return unpack(data) }

// Sighting is what a finder finds in a text.
type Sighting struct {
	Counts                map[string]int // by character
	Longest, Pairs, Asked int
	Held                  []int
	Spots                 [][2]int // offset, term
}

// Sort puts Spots into their order.
func (s *Sighting) Sort() {
	slices.SortFunc(s.Spots, func(a, b [2]int) int { return cmp.Or(a[0]-b[0], a[1]-b[1]) })
}

// Sight finds a query's characters, terms and stretches in a text, after it has looked at others.
func Sight(query string, terms []string, text string) Sighting {
	f := newFinder(query, terms)
	both := f.sightings(2)
	f.find(query, &both[0])
	f.find(text, &both[1])
	found := both[1]
	s := Sighting{Counts: map[string]int{}, Longest: found.longest, Pairs: found.pairs, Asked: found.asked}
	for i, n := range found.counts {
		if n > 0 {
			s.Counts[string(f.characters[i])] = int(n)
		}
	}
	for _, n := range found.held {
		s.Held = append(s.Held, int(n))
	}
	for _, o := range found.spots {
		s.Spots = append(s.Spots, [2]int{o.at, o.term})
	}
	s.Sort()
	return s
}

// EverydayShare is everydayShare.
func EverydayShare(typed string) float32 { return everydayShare(typed) }

// PackedCosine is the cosine of a word's direction and what comes back of it once it was packed.
func PackedCosine(word string) float32 {
	v := embedding.Default().Of(word)
	packed := roomForMeaning(nil)
	packMeaning(packed, &v)
	back, unit := unpackMeaning(packed), v.Unit()
	return back.Dot(&unit)
}
