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

	"github.com/zwgk/zwgk/search/chinese"
	"github.com/zwgk/zwgk/search/embedding"
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
	meaning
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
	meaning:         "meaning",         // cosine of the query's direction and that of title and passage, by the vectors of their words, -1 to 1; its weight falls for queries in official words
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
	query   string // folded, what carries content
	runes   float32
	terms   []readerTerm
	mass    float32
	numbers []string
	finder  *finder
	others  []string // synonyms of the query's words
	regions []string
	years   []string
	meaning embedding.Vector // of unit length

	everyday float32 // how far the query is asked in everyday words; see everydayShare
}

type readerTerm struct {
	text string
	mass float32     // IDF times weight
	also []otherWord // synonyms of the word that the term is part of
}

// otherWord is a synonym, by its place in reader.others.
type otherWord struct {
	place  int
	weight float32
}

// in says whether a text holds the term, or a synonym of its word, and how much that counts.
func (t *readerTerm) in(text *readText, term int) float32 {
	if text.held[term] > 0 {
		return 1
	}
	for _, other := range t.also {
		if text.others[other.place] {
			return other.weight
		}
	}
	return 0
}

// readText is what stage two sees of a title or a passage.
type readText struct {
	sighting
	others []bool // of reader.others: which stand in it
}

// read reads titles and passages.
func (r *reader) read(candidates []*evidence) (titles, texts []readText) {
	n := len(candidates)
	all, others := make([]readText, 2*n), make([]bool, 2*n*len(r.others))
	sightings := r.finder.sightings(2 * n)
	share(n, readTogether, func(from, to int) {
		f := r.finder.another()
		for i := from; i < to; i++ {
			for half, text := range [...]string{candidates[i].title, candidates[i].text} {
				place := half*n + i
				t := &all[place]
				t.sighting, t.others = sightings[place], others[place*len(r.others):][:len(r.others)]
				f.find(text, &t.sighting)
				for j, word := range r.others {
					t.others[j] = strings.Contains(text, word)
				}
			}
		}
	})
	return all[:n], all[n:]
}

func newReader(analyzer *chinese.Analyzer, p plan, text string, idfOf func(term string) float32) *reader {
	r := &reader{query: Content(text)}
	r.runes = float32(max(utf8.RuneCountInString(r.query), 1))
	seen := map[string]bool{}
	var texts []string
	for _, word := range p.words {
		for _, term := range word.terms {
			if seen[term.text] {
				continue
			}
			seen[term.text] = true
			t := readerTerm{term.text, idfOf(term.text) * term.weight, r.otherWords(term.alternatives)}
			r.terms, texts = append(r.terms, t), append(texts, t.text)
			r.mass += t.mass
			if strings.ContainsAny(term.text, "0123456789") {
				r.numbers = append(r.numbers, term.text)
			}
		}
	}
	r.mass = max(r.mass, 1e-6)
	r.finder = newFinder(r.query, texts)
	r.regions, r.years = regionsIn(r.query), year.FindAllString(r.query, -1)
	var words []string
	for _, term := range analyzer.Append(nil, r.query, chinese.Word) {
		if meant(term) {
			words = append(words, term.Text)
		}
	}
	sum := meaningOf(words)
	r.meaning, r.everyday = sum.Unit(), everydayShare(text)
	return r
}

// otherWords notes synonyms, each once.
func (r *reader) otherWords(alternatives []*alternative) []otherWord {
	words := make([]otherWord, len(alternatives))
	for i, a := range alternatives {
		place := slices.Index(r.others, a.word)
		if place < 0 {
			place = len(r.others)
			r.others = append(r.others, a.word)
		}
		words[i] = otherWord{place, a.weight}
	}
	return words
}

// evidence is what stage two reads of a candidate.
type evidence struct {
	candidate
	*reading
	cover  float32 // share of the query's mass in the document
	lapsed bool
	named  bool // its number stands in the query
	values features
	total  float64 // of values, weighed

	everyday float32 // what the weight of meaning is multiplied by
}

// measure fills the features of all candidates, given their stage-one scores.
func (r *reader) measure(candidates []*evidence, stage, passage []float32) {
	bestStage, bestPassage := slices.Max(stage), max(slices.Max(passage), 1e-6)
	titles, texts := r.read(candidates)
	rarity := r.characterMass(titles, texts)
	newest := int32(0)
	for _, e := range candidates {
		newest = max(newest, e.date)
	}
	for i, e := range candidates {
		f := &e.values
		f[stageOneScore], f[passageScore] = stage[i]/bestStage, passage[i]/bestPassage
		f[documentCover] = e.cover
		r.measureTerms(e, &titles[i], &texts[i])
		f[titlePrecision] = float32(titles[i].asked) / float32(max(titles[i].pairs, 1))
		f[passageRun] = float32(texts[i].longest) / r.runes
		f[characterCover], f[characterRank] = measureCharacters(&titles[i], &texts[i], rarity)
		f[numberAgreement] = r.numberAgreement(e)
		f[regionConflict] = r.regionConflict(e)
		if e.date > 0 {
			f[freshness] = max(0, 1-float32(newest/10000-e.date/10000)/10)
		}
		if e.lapsed {
			f[lapsed] = 1
		}
		f[authority] = authorityOf(e.title, e.local, len(r.regions) > 0)
		f[otherYear] = r.otherYear(e.title)
	}
	r.measureMeaning(candidates)
}

// occurrence is a query term at a byte offset of a passage.
type occurrence struct {
	at   int
	term int
}

const maxOccurrences = 6 // of one term in a passage that are looked at

// measureTerms fills the features that rest on where the query's terms stand.
func (r *reader) measureTerms(e *evidence, title, text *readText) {
	var inTitle, inEither float32
	for i := range r.terms {
		term := &r.terms[i]
		held := term.in(title, i)
		inTitle += term.mass * held
		inEither += term.mass * max(held, term.in(text, i))
	}
	e.values[titleCover], e.values[passageCover] = inTitle/r.mass, inEither/r.mass
	e.values[proximity] = r.proximity(text.spots)
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

// characterMass weighs the query's characters by how few of the candidates hold them; those of other scripts weigh nothing.
func (r *reader) characterMass(titles, texts []readText) []float32 {
	mass := make([]float32, len(r.finder.characters))
	for i, c := range r.finder.characters {
		if c < 0x3400 {
			continue
		}
		holders := 0
		for j := range texts {
			if texts[j].counts[i] > 0 || titles[j].counts[i] > 0 {
				holders++
			}
		}
		mass[i] = idf(holders, len(texts))
	}
	return mass
}

// measureCharacters returns the share of the query's character mass in title and passage, and its BM25 there, a title's
// occurrence counting twice.
func measureCharacters(title, text *readText, rarity []float32) (cover, rank float32) {
	const k1, b, usual = 1.2, 0.75, passageRunes
	all := float32(1e-6)
	for i, mass := range rarity {
		all += mass
		if tf := text.counts[i] + 2*title.counts[i]; tf > 0 {
			cover += mass
			rank += mass * tf * (k1 + 1) / (tf + k1*(1-b+b*float32(text.runes)/usual))
		}
	}
	return cover / all, rank / all
}

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

// weight is that of a feature for the query.
func (e *evidence) weight(feature int) float64 {
	w := float64(rerankWeights()[feature])
	if feature != meaning {
		return w
	}
	return w * float64(e.everyday)
}

func (e *evidence) score() float64 {
	sum := 0.0
	for i, value := range e.values {
		sum += float64(value) * e.weight(i)
	}
	return sum
}

// byTotal orders evidence; ties keep stage one's order.
func byTotal(candidates []*evidence) {
	for _, e := range candidates {
		e.total = round(e.score())
	}
	slices.SortStableFunc(candidates, func(a, b *evidence) int {
		return cmp.Or(compareBool(b.named, a.named), cmp.Compare(b.total, a.total))
	})
}

// round drops what differs between machines in the last bits of a sum.
func round(x float64) float64 { return math.Round(x*1e6) / 1e6 }

// features names the values for people.
func (e *evidence) features() []Feature {
	list := make([]Feature, featureCount)
	for i, value := range e.values {
		list[i] = Feature{FeatureNames[i], float64(value), e.weight(i)}
	}
	return list
}
