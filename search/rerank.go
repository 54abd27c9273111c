package search

import (
	"cmp"
	_ "embed"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
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
	passageRun
	characterCover
	proximity
	numberAgreement
	characterRank
	regionConflict
	freshness
	lapsed
	authority
	otherYear
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
	passageRun:      "passage run",     // longest run of the query that stands in the passage, against its length
	characterCover:  "characters",      // share of the query's characters in title and passage, rare ones counting more
	proximity:       "proximity",       // how close together the query's terms stand in the passage
	numberAgreement: "numbers",         // share of the query's numbers, dates and 文号 that stand in title or passage
	characterRank:   "character rank",  // BM25 of the query's characters in title and passage, rare ones counting more
	regionConflict:  "other region",    // 1 where the query names a region, and title and passage name only others; 0.5 for none
	freshness:       "freshness",       // 1 for the newest candidate's year, 0 for ten years before it or no date
	lapsed:          "lapsed",          // 1 for a repealed or expired document
	authority:       "authority",       // how far the document's rule reaches, see authorityLevel
	otherYear:       "other year",      // 1 where the query names a year, and the title only others
}

// rerankDepth is how many candidates stage two looks at.
const rerankDepth = 100

//go:embed rerankweights.txt
var rerankWeightsFile string

// rerankWeights is the fitted table, rerankweights.txt.
var rerankWeights = sync.OnceValue(func() *features {
	w, err := readRerankWeights(rerankWeightsFile)
	if err != nil {
		panic(err) // the file is ours, and tested
	}
	return w
})

// readRerankWeights reads lines "name <tab> weight". "#" begins a comment.
func readRerankWeights(file string) (*features, error) {
	var w features
	for line := range strings.Lines(file) {
		line, _, _ = strings.Cut(line, "#")
		name, number, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			continue
		}
		value, err := strconv.ParseFloat(strings.TrimSpace(number), 32)
		feature := slices.Index(FeatureNames[:], name)
		if err != nil || feature < 0 {
			return nil, fmt.Errorf("search: weight %q: unknown feature or number", line)
		}
		w[feature] = float32(value)
	}
	return &w, nil
}

// reader computes the features of one query's candidates.
type reader struct {
	query      string // folded, what carries content
	runes      float32
	terms      []readerTerm
	mass       float32
	numbers    []string
	characters []rune
	sieve      [sieveSize]uint8
	regions    []string
	years      []string
}

type readerTerm struct {
	text string
	mass float32        // IDF times weight
	also []*alternative // synonyms of the word that the term is part of
}

// in says whether a text holds the term, or a synonym of its word, and how much that counts.
func (t *readerTerm) in(text string) float32 {
	if strings.Contains(text, t.text) {
		return 1
	}
	for _, other := range t.also {
		if strings.Contains(text, other.word) {
			return other.weight
		}
	}
	return 0
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
			t := readerTerm{term.text, idfOf(term.text) * term.weight, term.alternatives}
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
			r.sieve[uint32(c)%sieveSize] = 1
		}
	}
	r.regions, r.years = regionsIn(r.query), year.FindAllString(r.query, -1)
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
	newest := int32(0)
	for _, e := range candidates {
		newest = max(newest, e.date)
	}
	for i, e := range candidates {
		f := &e.values
		f[stageOneScore], f[passageScore] = stage[i]/bestStage, passage[i]/bestPassage
		f[documentCover] = e.cover
		r.measureTerms(e)
		f[titlePrecision] = r.precision(e.title)
		f[passageRun] = float32(longestRun(r.query, e.text)) / r.runes
		f[characterCover], f[characterRank] = r.measureCharacters(e, rarity)
		f[numberAgreement] = r.numberAgreement(e)
		f[regionConflict] = r.regionConflict(e)
		if e.date > 0 {
			f[freshness] = max(0, 1-float32(newest/10000-e.date/10000)/10)
		}
		if e.lapsed {
			f[lapsed] = 1
		}
		f[authority] = authorityOf(e.title, len(r.regions) > 0)
		f[otherYear] = r.otherYear(e.title)
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
	for i := range r.terms {
		term := &r.terms[i]
		title := term.in(e.title)
		inTitle += term.mass * title
		found := 0
		for from := 0; found < maxOccurrences; found++ {
			n := strings.Index(e.text[from:], term.text)
			if n < 0 {
				break
			}
			places = append(places, occurrence{from + n, i})
			from += n + len(term.text)
		}
		either := title
		if found > 0 {
			either = 1
		} else if either < 1 && len(term.also) > 0 {
			either = max(either, term.in(e.text))
		}
		inEither += term.mass * either
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

// measureCharacters returns the share of the query's character mass in title and passage, and its BM25 there, a title's
// occurrence counting twice.
func (r *reader) measureCharacters(e *evidence, rarity []float32) (cover, rank float32) {
	const k1, b, usual = 1.2, 0.75, passageRunes
	counts := make([]float32, len(r.characters))
	runes := r.countCharacters(e.text, 1, counts)
	r.countCharacters(e.title, 2, counts)
	all := float32(1e-6)
	for i, mass := range rarity {
		all += mass
		if tf := counts[i]; tf > 0 {
			cover += mass
			rank += mass * tf * (k1 + 1) / (tf + k1*(1-b+b*runes/usual))
		}
	}
	return cover / all, rank / all
}

// countCharacters counts the query's characters in a text and returns the text's length in characters.
func (r *reader) countCharacters(text string, weight float32, counts []float32) (runes float32) {
	for _, c := range text {
		runes++
		if c < 0x3400 || r.sieve[uint32(c)%sieveSize] == 0 {
			continue
		}
		if i := slices.Index(r.characters, c); i >= 0 {
			counts[i] += weight
		}
	}
	return runes
}

// sieveSize is the number of buckets by which most characters are seen not to be the query's.
const sieveSize = 1024

// regionConflict is 1 where the query names regions, and the beginning of title and passage names only others; half
// where they name none.
func (r *reader) regionConflict(e *evidence) float32 {
	if len(r.regions) == 0 {
		return 0
	}
	for _, name := range r.regions {
		if strings.Contains(e.title, name) || strings.Contains(e.text, name) {
			return 0
		}
	}
	if head := e.title + e.text[:min(len(e.text), regionHead)]; len(regionsIn(head)) > 0 {
		return 1
	}
	return 0.5
}

const regionHead = 240 // bytes of a passage, about 80 characters

// year matches a year in digits; folding has turned 二〇二三年 into them.
var year = regexp.MustCompile(`(?:19|20)\d\d`)

// otherYear is 1 where the query names years, and the title names only others.
func (r *reader) otherYear(title string) float32 {
	if len(r.years) == 0 {
		return 0
	}
	named := year.FindAllString(title, -1)
	for _, y := range named {
		if slices.Contains(r.years, y) {
			return 0
		}
	}
	return float32(min(len(named), 1))
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
	var offsets [MaxQueryRunes + 1]int
	for _, part := range strings.Fields(query) {
		n := 0
		for at := range part {
			if n < MaxQueryRunes {
				offsets[n] = at
				n++
			}
		}
		offsets[n] = len(part)
		for start := 0; start+longest < n; start++ {
			for end := start + longest + 1; end <= n && strings.Contains(text, part[offsets[start]:offsets[end]]); end++ {
				longest = end - start
			}
		}
	}
	return longest
}

func (f *features) total() float64 {
	sum := 0.0
	for i, value := range f {
		sum += float64(value) * float64(rerankWeights()[i])
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
		list[i] = Feature{FeatureNames[i], float64(value), float64(rerankWeights()[i])}
	}
	return list
}
