package qa

import (
	_ "embed"
	"math"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"
)

// The features of a stretch that may be an answer. Those from the first up to spanFeatureCount hold for every
// question; the ones of kindFeatures have a weight of their own for each kind of question.
const (
	insideCover = iota // share of the question's mass in the stretch
	beforeCover        // further share in its unit before it
	afterCover         // further share in its unit behind it
	unitCover          // share in the whole first unit
	unitLead           // that against the best unit's
	promiseLead        // the unit's promise against the best one's
	rankGain           // 1/(1+rank by promise)
	previousCover
	nextCover
	headingCover
	underHeading      // 1 right under a heading
	underHeadingCover // the heading's cover there
	isHeading
	logLength
	under8 // characters
	under16
	over60
	over120
	over240
	startsUnit // by startKind
	startsClause
	startsBehindEcho
	startsBehindLead
	startsBehindNumber
	startsPhrase
	endsUnit
	runsOn
	unitsMore // up to 5
	behindColon
	behindComma
	behindLeadWord
	statesKind
	position // 0 at the beginning of the text, 1 at its end
	firstUnit
	isSignature
	nearEnd
	density
	endsSentence
	startsPunctuation
	quotesOpen
	bracketsOpen
	startsNumbered
	beforeNumbered
	clauseCover // share in the clause that holds the beginning
	clauseLead  // that against the unit's
	unitOfCount // 1 where the question asks 多少册 and the stretch counts 册
	missesCount // 1 where it asks so and the stretch does not
	globalCover // share of the question's mass in the unit, by the collection's weights
	spanFeatureCount
)

var spanFeatureNames = [spanFeatureCount]string{"inside cover", "before cover", "after cover", "unit cover", "unit lead",
	"promise lead", "rank gain", "previous cover", "next cover", "heading cover", "under heading", "under heading cover",
	"is heading", "log length", "under 8", "under 16", "over 60", "over 120", "over 240", "starts unit", "starts clause",
	"starts behind echo", "starts behind lead", "starts behind number", "starts phrase", "ends unit", "runs on",
	"units more", "behind colon", "behind comma", "behind lead word", "states kind", "position", "first unit",
	"is signature", "near end", "density", "ends sentence", "starts punctuation", "quotes open", "brackets open",
	"starts numbered", "before numbered",
	"clause cover", "clause lead", "unit of count", "misses count", "global cover"}

// The features that are weighed by kind of question.
const (
	kindLength = iota
	kindLengthSquared
	kindStates
	kindInside
	kindStartsUnit
	kindUnitsMore
	kindEndsUnit
	kindPhrase
	kindHeading
	kindBehind
	kindBefore
	kindFeatureCount
)

var kindFeatureNames = [kindFeatureCount]string{"length", "length squared", "states", "inside", "starts unit", "units more",
	"ends unit", "phrase", "heading", "behind", "before"}

// spanFeatures are the values of one stretch.
type spanFeatures struct {
	kind   kind
	values [spanFeatureCount]float64
	byKind [kindFeatureCount]float64
}

var (
	signature = regexp.MustCompile(`^[^，。；：]{0,40}\d{4}年\d{1,2}月\d{1,2}日\s*$`)
	leadWord  = regexp.MustCompile(`(?:包括|为|是|要求|提出|如下|规定|即|明确|可以|有|于|至|由|给予|采取|按照|按|实行|通过|以|达到?|约|：|:|，|的)$`)
)

// measure fills the features of a candidate.
func (r *reading) measure(c candidate, f *spanFeatures) {
	u := &r.units[c.first]
	text := r.text[c.start:c.end]
	length := float64(r.places[c.end] - r.places[c.start])
	seen := newGramSet(len(r.weights))
	v := &f.values
	*v = [spanFeatureCount]float64{}
	v[insideCover] = r.mass(seen, c.start, c.end, r.weights)
	v[beforeCover] = r.mass(seen, u.start, c.start, r.weights)
	if c.end < u.end {
		v[afterCover] = r.mass(seen, c.end, u.end, r.weights)
	}
	v[unitCover], v[unitLead] = u.cover, u.cover/(r.bestCover+1e-9)
	v[promiseLead], v[rankGain] = u.promise/(r.bestPromise+1e-9), 1/(1+float64(u.rank))
	if c.first > 0 {
		v[previousCover] = r.units[c.first-1].cover
	}
	if c.last+1 < len(r.units) {
		v[nextCover] = r.units[c.last+1].cover
	}
	v[headingCover] = u.headCover
	if c.first > 0 && u.head == c.first-1 {
		v[underHeading], v[underHeadingCover] = 1, u.headCover
	}
	v[isHeading] = truth(u.heading && c.first == c.last)
	v[logLength] = math.Log(length + 1)
	v[under8], v[under16] = truth(length < 8), truth(length < 16)
	v[over60], v[over120], v[over240] = truth(length > 60), truth(length > 120), truth(length > 240)
	v[startsUnit+int(c.kind)] = 1
	v[endsUnit] = truth(c.end == u.end)
	v[runsOn], v[unitsMore] = truth(c.last > c.first), float64(min(c.last-c.first, 5))
	r.measureEdges(c, text, v)
	v[statesKind] = truth(r.kind.states(text))
	n := float64(len(r.units))
	v[position], v[firstUnit], v[nearEnd] = float64(c.first)/n, truth(c.first == 0), truth(float64(c.first) > n-4)
	v[isSignature] = truth(signature.MatchString(text))
	v[density] = v[insideCover] / math.Log(length+6)
	seen.clear()
	from, to := r.clauseAt(c, u)
	v[clauseCover] = r.mass(seen, from, to, r.weights)
	v[clauseLead] = v[clauseCover] / (u.cover + 0.05)
	if r.counted != nil {
		v[unitOfCount] = truth(r.counted.MatchString(text))
		v[missesCount] = 1 - v[unitOfCount]
	}
	seen.clear()
	v[globalCover] = r.mass(seen, u.start, u.end, r.global)
	f.kind = r.kind
	lengthShare := v[logLength] / 4
	f.byKind = [kindFeatureCount]float64{lengthShare, lengthShare * lengthShare, v[statesKind], v[insideCover], v[startsUnit],
		v[unitsMore] / 4, v[endsUnit], v[startsPhrase], v[headingCover], v[startsBehindEcho] + v[startsBehindLead], v[beforeCover]}
}

// clauseAt returns the clause of a unit that holds a candidate's beginning, up to the candidate's end where that is further.
func (r *reading) clauseAt(c candidate, u *unit) (from, to int) {
	from, to = u.start, u.end
	if i := strings.LastIndexAny(r.text[u.start:c.start], "，；,"); i >= 0 {
		from = u.start + i
		for !utf8.RuneStart(r.text[from]) {
			from++
		}
	}
	end := min(c.end, u.end)
	if i := strings.IndexAny(r.text[end:u.end], "，；,"); i >= 0 {
		to = end + i
	}
	return from, to
}

// measureEdges fills the features of where a stretch begins and ends.
func (r *reading) measureEdges(c candidate, text string, v *[spanFeatureCount]float64) {
	before := strings.TrimRight(r.text[max(0, c.start-12):c.start], blank)
	v[behindColon] = truth(strings.HasSuffix(before, "：") || strings.HasSuffix(before, ":"))
	v[behindComma] = truth(strings.HasSuffix(before, "，"))
	v[behindLeadWord] = truth(leadWord.MatchString(before))
	first, _ := utf8.DecodeRuneInString(text)
	final, _ := utf8.DecodeLastRuneInString(text)
	v[endsSentence] = truth(strings.ContainsRune("。；", final))
	v[startsPunctuation] = truth(strings.ContainsRune("，、。：的了", first))
	v[quotesOpen] = truth(strings.Count(text, "“") != strings.Count(text, "”"))
	v[bracketsOpen] = truth(strings.Count(text, "（") != strings.Count(text, "）"))
	v[startsNumbered] = truth(numbering.MatchString(text))
	v[beforeNumbered] = truth(numbering.MatchString(strings.TrimLeft(r.text[c.end:min(len(r.text), c.end+30)], blank)))
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// weightTable holds one weight a feature.
type weightTable struct {
	values [spanFeatureCount]float64
	byKind [kindCount][kindFeatureCount]float64
}

//go:embed readingweights.txt
var readingWeightsFile string

// readingWeights returns the fitted table, readingweights.txt.
var readingWeights = sync.OnceValue(func() *weightTable {
	t, err := readWeights(readingWeightsFile)
	if err != nil {
		panic(err) // the file is ours, and tested
	}
	return t
})

// readWeights reads a table; weights by kind are named "kind: name".
func readWeights(file string) (*weightTable, error) {
	t := &weightTable{}
	return t, fillSlots(t.slots(), file)
}

// slots maps the name of each weight to its place.
func (t *weightTable) slots() map[string]*float64 {
	slots := map[string]*float64{}
	for i, name := range spanFeatureNames {
		slots[name] = &t.values[i]
	}
	for k := range t.byKind {
		for i, name := range kindFeatureNames {
			slots[kinds[k].name+": "+name] = &t.byKind[k][i]
		}
	}
	return slots
}

func (t *weightTable) score(f *spanFeatures) float64 {
	sum := 0.0
	for i, v := range f.values {
		sum += t.values[i] * v
	}
	for i, v := range f.byKind {
		sum += t.byKind[f.kind][i] * v
	}
	return sum
}
