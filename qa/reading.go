package qa

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/zwgk/zwgk/search"
)

// span is a stretch of a document's text that may be the answer: byte offsets.
type span struct {
	start, end int
	score      float64 // by readingWeights
}

// reading finds in one document's text the stretch that answers a question. It weighs every stretch that begins at a
// place where answers begin (a clause, behind a heading, behind the words the question repeats, behind 为, 包括, 至 …)
// and ends where they end, by named features; see features.go. Nothing is rewritten: an answer stands in the text.
type reading struct {
	text    string
	kind    kind
	counted *regexp.Regexp // a number of what the question counts (多少册 → 册); nil where it does not say
	units   []unit

	places                 []int32   // byte offset → index into ids of the character that begins there, -1 elsewhere
	ids                    []gramID  // per character: the question's grams that begin there
	weights                []float64 // per gram of the question: its share of the mass
	global                 []float64 // the same by the collection's weights alone
	bestCover, bestPromise float64
}

// gramID holds the question's grams that begin at a character: itself, and with the next one; -1 for none.
type gramID struct{ single, pair int16 }

const (
	readUnits    = 9   // units in which answers are looked for
	followUnits  = 7   // units that an answer may run on
	maxAnswer    = 430 // characters of an answer
	maxReadBytes = 48 << 10
)

// newReading prepares to read text, around the byte offset near where it is long. weight tells how rare a gram is in
// the collection.
func newReading(question, text string, near int, weight func(gram string) float64) *reading {
	r := &reading{text: text, kind: kindOf(question), counted: countedBy(question)}
	from, to := window(text, near)
	r.units = splitUnits(text[from:to])
	for i := range r.units {
		r.units[i].start += from
		r.units[i].end += from
	}
	if len(r.units) == 0 {
		return r
	}
	r.mark(gramsOf(question), from, to, weight)
	r.rank()
	return r
}

// window returns the byte range of text to read around an offset, on rune boundaries.
func window(text string, near int) (from, to int) {
	if len(text) <= maxReadBytes {
		return 0, len(text)
	}
	from = max(0, min(near-maxReadBytes/3, len(text)-maxReadBytes))
	to = min(len(text), from+maxReadBytes)
	for from > 0 && !utf8.RuneStart(text[from]) {
		from--
	}
	for to < len(text) && !utf8.RuneStart(text[to]) {
		to++
	}
	return from, to
}

// mark finds the question's grams in the text and weighs them: rare in the collection, and rare in this document.
func (r *reading) mark(question grams, from, to int, weight func(string) float64) {
	keys := sortedKeys(question)
	index := make(map[string]int16, len(keys))
	for i, gram := range keys {
		index[gram] = int16(i)
	}
	r.places = make([]int32, len(r.text)+1)
	for i := range r.places {
		r.places[i] = -1
	}
	for at := from; at < to; {
		c, size := utf8.DecodeRuneInString(r.text[at:])
		id := gramID{-1, -1}
		if i, ok := index[foldRune(r.text[at:at+size], c)]; ok {
			id.single = i
			if next := at + size; next < to {
				d, n := utf8.DecodeRuneInString(r.text[next:])
				if j, ok := index[foldRune(r.text[at:next], c)+foldRune(r.text[next:next+n], d)]; ok {
					id.pair = j
				}
			}
		}
		r.places[at] = int32(len(r.ids))
		r.ids = append(r.ids, id)
		at += size
	}
	r.places[to] = int32(len(r.ids))
	r.weigh(keys, weight)
}

// foldRune lower-cases an ASCII letter and returns everything else as it is.
func foldRune(s string, c rune) string {
	if c < 0x80 && unicode.IsUpper(c) {
		return string(unicode.ToLower(c))
	}
	return s
}

func (r *reading) weigh(keys []string, weight func(string) float64) {
	holders := make([]int, len(keys))
	seen := newGramSet(len(keys))
	for _, u := range r.units {
		seen.clear()
		r.each(u.start, u.end, func(gram int16) {
			if seen.add(gram) {
				holders[gram]++
			}
		})
	}
	r.weights, r.global = make([]float64, len(keys)), make([]float64, len(keys))
	n := float64(len(r.units))
	local, all := 1e-9, 1e-9
	for i, gram := range keys {
		r.global[i] = weight(gram)
		all += r.global[i]
		if holders[i] > 0 {
			r.weights[i] = r.global[i] * math.Log(1+(n+1)/(float64(holders[i])+0.5))
			local += r.weights[i]
		}
	}
	for i := range keys {
		r.weights[i] /= local
		r.global[i] /= all
	}
}

// each visits the question's grams that lie within a byte range.
func (r *reading) each(start, end int, visit func(gram int16)) {
	first, last := r.places[start], r.places[end]
	for i := first; i < last; i++ {
		if id := r.ids[i]; id.single >= 0 {
			visit(id.single)
			if id.pair >= 0 && i+1 < last {
				visit(id.pair)
			}
		}
	}
}

// gramSet is a set of a question's grams.
type gramSet []uint64

func newGramSet(n int) gramSet { return make(gramSet, n/64+1) }
func (s gramSet) clear()       { clear(s) }
func (s gramSet) has(gram int16) bool {
	return s[gram/64]&(1<<(gram%64)) != 0
}
func (s gramSet) add(gram int16) bool {
	if s.has(gram) {
		return false
	}
	s[gram/64] |= 1 << (gram % 64)
	return true
}

// mass returns the share of the question's mass that lies in a range and not in the set, and adds it to the set.
func (r *reading) mass(seen gramSet, start, end int, weights []float64) float64 {
	sum := 0.0
	r.each(start, end, func(gram int16) {
		if seen.add(gram) {
			sum += weights[gram]
		}
	})
	return sum
}

// rank finds how much of the question each unit holds, and how likely an answer begins there: by itself, its heading
// and its neighbours.
func (r *reading) rank() {
	seen := newGramSet(len(r.weights))
	for i := range r.units {
		seen.clear()
		r.units[i].cover = r.mass(seen, r.units[i].start, r.units[i].end, r.weights)
	}
	order := make([]int, len(r.units))
	for i := range r.units {
		u := &r.units[i]
		order[i] = i
		u.promise = u.cover
		if u.head >= 0 {
			u.headCover = r.units[u.head].cover
			u.promise += 0.6 * u.headCover / (1 + 0.15*float64(i-u.head-1))
		}
		if i > 0 {
			u.promise += 0.3 * r.units[i-1].cover
		}
		if i+1 < len(r.units) {
			u.promise += 0.1 * r.units[i+1].cover
		}
		r.bestCover, r.bestPromise = max(r.bestCover, u.cover), max(r.bestPromise, u.promise)
	}
	slices.SortStableFunc(order, func(a, b int) int {
		if d := r.units[b].promise - r.units[a].promise; math.Abs(d) > 1e-9 {
			return int(math.Copysign(1, d))
		}
		return a - b
	})
	for rank, i := range order {
		r.units[i].rank = rank
	}
}

// best returns the stretch that scores highest; ok is false for a text without any. Where a bare date, amount or number
// is best and another stretch of the same sentence comes close, the choice is the reader's: the sentence is returned.
func (r *reading) best() (best span, ok bool) {
	var f spanFeatures
	var all []candidate
	var chosen candidate
	r.candidates(func(c candidate) {
		r.measure(c, &f)
		c.score = readingWeights().score(&f)
		all = append(all, c)
		if !ok || c.score > chosen.score+1e-9 {
			chosen, ok = c, true
		}
	})
	if !ok {
		return best, false
	}
	best = span{chosen.start, chosen.end, chosen.score}
	if u := r.units[chosen.first]; chosen.kind == atPhrase && r.places[u.end]-r.places[u.start] <= maxWidened {
		for _, c := range all {
			if c.first == chosen.first && c.kind == atPhrase && (c.end <= chosen.start || c.start >= chosen.end) && chosen.score-c.score < closeScore {
				best.start, best.end = u.start, u.end
			}
		}
	}
	return best, true
}

const (
	maxWidened = 160 // characters of a sentence that may stand in for a bare phrase
	closeScore = 5.0 // scores nearer than this do not decide between two phrases
)

// startKind says what stands before the beginning of a candidate.
type startKind int

const (
	atUnit       startKind = iota // a sentence or heading begins
	atClause                      // behind ， ： 、
	behindEcho                    // behind words of the question
	behindLead                    // behind 为, 包括, 至 …
	behindNumber                  // behind 一、 （一） 1.
	atPhrase                      // a date, amount or number by itself
	startKinds
)

// candidate is a stretch that is weighed.
type candidate struct {
	start, end  int
	first, last int // units
	kind        startKind
	score       float64
}

// candidates visits every stretch worth weighing, in order of the text.
func (r *reading) candidates(visit func(candidate)) {
	for i, u := range r.units {
		follows := i > 0 && r.units[i-1].rank < 4
		if u.rank >= readUnits && !follows {
			continue
		}
		ends := r.ends(i)
		for _, start := range r.starts(u) {
			for _, end := range ends {
				long := end.last > i
				if end.end <= start.start || long && start.kind != atUnit && start.kind != atClause && start.kind != behindNumber {
					continue
				}
				if r.places[end.end]-r.places[start.start] <= maxAnswer && balanced(r.text[start.start:end.end]) {
					visit(candidate{start.start, end.end, i, end.last, start.kind, 0})
				}
			}
		}
		if phrase := kinds[r.kind].phrase; phrase != nil {
			for _, m := range phrase.FindAllStringIndex(r.text[u.start:u.end], -1) {
				visit(candidate{u.start + m[0], u.start + m[1], i, i, atPhrase, 0})
			}
		}
	}
}

// starts lists where in a unit an answer may begin.
func (r *reading) starts(u unit) []candidate {
	var starts []candidate
	seen := map[int]bool{}
	add := func(at int, kind startKind) {
		if at < u.end && !seen[at] {
			seen[at] = true
			starts = append(starts, candidate{start: at, kind: kind})
		}
	}
	text := r.text[u.start:u.end]
	add(u.start, atUnit)
	for i, c := range text {
		if strings.ContainsRune("，,：:、", c) {
			add(u.start+i+utf8.RuneLen(c), atClause)
		}
	}
	if r.kind.factual() {
		r.echoStarts(u, add)
	}
	for _, lead := range r.kind.leads() {
		for at := 0; ; {
			n := strings.Index(text[at:], lead)
			if n < 0 {
				break
			}
			at += n + len(lead)
			add(u.start+at, behindLead)
		}
	}
	if m := numbering.FindStringIndex(text); m != nil {
		add(u.start+m[1], behindNumber)
	}
	return starts
}

// echoStarts adds the places right behind words of the question: 贴息期限[不超过1年].
func (r *reading) echoStarts(u unit, add func(at int, kind startKind)) {
	echo := false // the character before belongs to a pair of the question
	for i := r.places[u.start]; i < r.places[u.end]; i++ {
		inside := r.ids[i].pair >= 0 || i > r.places[u.start] && r.ids[i-1].pair >= 0
		if echo && !inside {
			add(r.offset(i), behindEcho)
		}
		echo = inside
	}
}

// balanced says whether quotes and brackets that a stretch closes were opened in it, so that it can be read by itself.
func balanced(text string) bool {
	open := 0
	for _, c := range text {
		switch c {
		case '“', '《', '（', '(', '〔', '「':
			open++
		case '”', '》', '）', ')', '〕', '」':
			if open--; open < 0 {
				return false
			}
		}
	}
	return true
}

// offset returns the byte offset of a character by its index.
func (r *reading) offset(i int32) int {
	at, _ := slices.BinarySearchFunc(r.units, i, func(u unit, i int32) int { return int(r.places[u.start] - i) })
	if at == len(r.units) || r.places[r.units[at].start] > i {
		at--
	}
	u := r.units[at]
	for b := u.start; b <= u.end; b++ {
		if r.places[b] == i {
			return b
		}
	}
	return u.end
}

// ends lists where an answer that begins in unit i may end.
func (r *reading) ends(i int) []candidate {
	u := r.units[i]
	var ends []candidate
	for at, c := range r.text[u.start:u.end] {
		if strings.ContainsRune("，,、", c) {
			ends = append(ends, candidate{end: u.start + at, last: i})
		}
	}
	ends = append(ends, candidate{end: u.end, last: i})
	for j := i + 1; j < len(r.units) && j <= i+followUnits; j++ {
		next := r.units[j]
		if next.heading && j > i+1 && !numbering.MatchString(r.text[next.start:next.end]) {
			break
		}
		ends = append(ends, candidate{end: next.end, last: j})
	}
	return ends
}

// rarity returns how a gram weighs among the documents a question was asked of.
func rarity(found search.Retrieval) func(gram string) float64 {
	return func(gram string) float64 {
		if w, ok := found.Terms[gram]; ok {
			return w
		}
		if utf8.RuneCountInString(gram) == 1 {
			return 1
		}
		return 4
	}
}
