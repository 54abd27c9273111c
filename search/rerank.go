package search

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// Stage two: the best candidates of stage one are scored again by few, named features that need the text itself. It
// knows nothing of the engine. The weights stand in one table, rerankWeights.

// Feature is one property of a hit that stage two weighs. Values lie between 0 and 1 unless its name says otherwise.
type Feature struct {
	Name   string // stable, English; see FeatureNames
	Value  float64
	Weight float64
}

// features holds the values of one candidate, in the order of FeatureNames.
type features [featureCount]float32

const (
	stageOneScore = iota
	passageScore
	titleCover
	passageCover
	documentCover
	titlePrecision
	titleRun
	passageRun
	characterCover
	proximity
	numberAgreement
	lapsed
	featureCount
)

// FeatureNames says what each feature of Hit.Features is, in order.
var FeatureNames = [featureCount]string{
	stageOneScore:   "stage one",       // BM25F score against the best candidate's
	passageScore:    "passage",         // BM25F score of the best passage against the best one's
	titleCover:      "title cover",     // IDF mass of the query's terms that stands in the title
	passageCover:    "passage cover",   // … in title and passage
	documentCover:   "document cover",  // … in the document
	titlePrecision:  "title precision", // share of the title's character pairs that stand in the query
	titleRun:        "title run",       // longest run of the query that stands in the title, against its length
	passageRun:      "passage run",     // … in the passage
	characterCover:  "characters",      // share of the query's characters in title and passage, rare ones counting more
	proximity:       "proximity",       // how close together the query's terms stand in the passage
	numberAgreement: "numbers",         // share of the query's numbers, dates and 文号 that stand in title or passage
	lapsed:          "lapsed",          // 1 for a repealed or expired document
}

// rerankDepth is how many candidates stage two looks at.
const rerankDepth = 100

// rerankWeights were fitted by examples/fit on real questions; see the README for the figures of the fit.
var rerankWeights = features{
	stageOneScore: 1,
}

// reader computes the features of one query's candidates.
type reader struct {
	query      string // folded, what carries content
	runes      float32
	terms      []readerTerm
	mass       float32
	numbers    []string
	characters []rune
}

type readerTerm struct {
	text string
	mass float32 // IDF times weight
}

func newReader(p plan, text string, idfOf func(term string) float32) *reader {
	r := &reader{query: Content(text)}
	r.runes = float32(max(utf8.RuneCountInString(r.query), 1))
	seen := map[string]bool{}
	for _, word := range p.words {
		for _, term := range word.terms {
			if seen[term.text] {
				continue
			}
			seen[term.text] = true
			t := readerTerm{term.text, idfOf(term.text) * term.weight}
			r.terms = append(r.terms, t)
			r.mass += t.mass
			if strings.ContainsAny(term.text, "0123456789") {
				r.numbers = append(r.numbers, term.text)
			}
		}
	}
	r.mass = max(r.mass, 1e-6)
	for _, c := range r.query {
		if c >= 0x3400 && !slices.Contains(r.characters, c) {
			r.characters = append(r.characters, c)
		}
	}
	return r
}

// evidence is what stage two reads of a candidate.
type evidence struct {
	candidate
	shown       string  // title as it is
	title, text string  // folded
	cover       float32 // share of the query's mass in the document
	lapsed      bool
	named       bool // its number stands in the query
	values      features
}

// measure fills the features of all candidates, given their stage-one scores.
func (r *reader) measure(candidates []*evidence, stage, passage []float32) {
	bestStage, bestPassage := slices.Max(stage), max(slices.Max(passage), 1e-6)
	rarity := r.characterMass(candidates)
	for i, e := range candidates {
		f := &e.values
		f[stageOneScore], f[passageScore] = stage[i]/bestStage, passage[i]/bestPassage
		f[documentCover] = e.cover
		r.measureTerms(e)
		f[titlePrecision] = r.precision(e.title)
		f[titleRun] = float32(longestRun(r.query, e.title)) / r.runes
		f[passageRun] = float32(longestRun(r.query, e.text)) / r.runes
		f[characterCover] = r.characterCover(e, rarity)
		f[numberAgreement] = r.numberAgreement(e)
		if e.lapsed {
			f[lapsed] = 1
		}
	}
}

// occurrence is a query term at a byte offset of a passage.
type occurrence struct {
	at   int
	term int
}

const maxOccurrences = 6 // of one term in a passage that are looked at

// measureTerms fills the features that rest on where the query's terms stand.
func (r *reader) measureTerms(e *evidence) {
	var inTitle, inEither float32
	var places []occurrence
	for i, term := range r.terms {
		title := strings.Contains(e.title, term.text)
		if title {
			inTitle += term.mass
		}
		found := 0
		for from := 0; found < maxOccurrences; found++ {
			n := strings.Index(e.text[from:], term.text)
			if n < 0 {
				break
			}
			places = append(places, occurrence{from + n, i})
			from += n + len(term.text)
		}
		if title || found > 0 {
			inEither += term.mass
		}
	}
	e.values[titleCover], e.values[passageCover] = inTitle/r.mass, inEither/r.mass
	e.values[proximity] = r.proximity(places)
}

// proximity is the greatest share of the query's mass within any 40 characters or so (120 bytes) of a passage.
func (r *reader) proximity(places []occurrence) float32 {
	const window = 120
	slices.SortFunc(places, func(a, b occurrence) int { return cmp.Or(a.at-b.at, a.term-b.term) })
	count := make([]int, len(r.terms))
	best, mass, from := float32(0), float32(0), 0
	for _, place := range places {
		if count[place.term]++; count[place.term] == 1 {
			mass += r.terms[place.term].mass
		}
		for ; place.at-places[from].at > window; from++ {
			if count[places[from].term]--; count[places[from].term] == 0 {
				mass -= r.terms[places[from].term].mass
			}
		}
		best = max(best, mass)
	}
	return best / r.mass
}

// precision is the share of a title's character pairs that stand in the query.
func (r *reader) precision(title string) float32 {
	pairs, asked := 0, 0
	last := -1
	for i, c := range title {
		if c < 0x3400 {
			last = -1
			continue
		}
		if last >= 0 {
			pairs++
			if strings.Contains(r.query, title[last:i+utf8.RuneLen(c)]) {
				asked++
			}
		}
		last = i
	}
	return float32(asked) / float32(max(pairs, 1))
}

// characterMass weighs the query's characters by how few of the candidates hold them.
func (r *reader) characterMass(candidates []*evidence) []float32 {
	mass := make([]float32, len(r.characters))
	for i, c := range r.characters {
		holders := 0
		for _, e := range candidates {
			if strings.ContainsRune(e.text, c) || strings.ContainsRune(e.title, c) {
				holders++
			}
		}
		mass[i] = idf(holders, len(candidates))
	}
	return mass
}

func (r *reader) characterCover(e *evidence, rarity []float32) float32 {
	have, all := float32(0), float32(1e-6)
	for i, c := range r.characters {
		all += rarity[i]
		if strings.ContainsRune(e.text, c) || strings.ContainsRune(e.title, c) {
			have += rarity[i]
		}
	}
	return have / all
}

func (r *reader) numberAgreement(e *evidence) float32 {
	if len(r.numbers) == 0 {
		return 0
	}
	found := 0
	for _, number := range r.numbers {
		if strings.Contains(e.title, number) || strings.Contains(e.text, number) {
			found++
		}
	}
	return float32(found) / float32(len(r.numbers))
}

// longestRun returns the length in characters of the longest stretch of query, blanks apart, that stands in text.
func longestRun(query, text string) int {
	longest := 0
	for _, part := range strings.Fields(query) {
		runes := []rune(part)
		for start := 0; start+longest < len(runes); start++ {
			for end := start + longest + 1; end <= len(runes) && strings.Contains(text, string(runes[start:end])); end++ {
				longest = end - start
			}
		}
	}
	return longest
}

func (f *features) total() float64 {
	sum := 0.0
	for i, value := range f {
		sum += float64(value) * float64(rerankWeights[i])
	}
	return sum
}

// byTotal orders evidence; ties keep stage one's order.
func byTotal(candidates []*evidence) {
	slices.SortStableFunc(candidates, func(a, b *evidence) int {
		return cmp.Or(compareBool(b.named, a.named), cmp.Compare(round(b.values.total()), round(a.values.total())))
	})
}

// round drops what differs between machines in the last bits of a sum.
func round(x float64) float64 { return math.Round(x*1e6) / 1e6 }

// list names the values for people.
func (f *features) list() []Feature {
	list := make([]Feature, featureCount)
	for i, value := range f {
		list[i] = Feature{FeatureNames[i], float64(value), float64(rerankWeights[i])}
	}
	return list
}
