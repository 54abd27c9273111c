package qa

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/zwgk/zwgk/search"
	"github.com/zwgk/zwgk/search/chinese"
)

// span is a stretch of a document's text that may be the answer: byte offsets.
type span struct {
	start, end int
	score      float64 // by readingWeights
}

// reading finds in one document's text the stretch that answers a question. It weighs every stretch that begins at a
// place where answers begin (a sentence, a clause, behind a number of a list, behind 为, 包括, 至 …) and ends where they
// end, by named features; see features.go. Nothing is rewritten: an answer stands in the text.
type reading struct {
	text    string
	kind    kind
	counted *regexp.Regexp // a number of what the question counts (多少册 → 册); nil where it does not say
	units   []unit
	needs   bool // a date, amount or number is asked for, and one of the units to read holds one

	places     []int32  // byte offset → index into ids of the character that begins there, -1 elsewhere
	ids        []gramID // per character: the question's grams that begin there
	others     []otherWord
	hits       []int32 // the characters at which grams of the question begin
	echoes     []int32 // per character: how many before it repeat the question
	hitsBefore []int32 // per character: how many hits before it
	listed     []int32 // per character: how many signs between things listed before it
	length     int     // of the question, in characters
	style      style   // of the question

	weights     []float64 // per gram of the question: its share of the mass
	global      []float64 // the same by the collection's weights alone
	untitled    []float64 // the same of what the text does not begin with
	focus       []float64 // the same of what stands near the word that asks
	left, right []float64 // per gram: how near before, and behind, the word that asks it stands, 0 to 1

	sought  []soughtWord // the question's words
	seen    gramSet      // for measuring
	nearest []float32    // for measuring: how near each word is

	missed, changeMissed float64 // see miss

	content []int16 // the question's characters that say what is asked, as single grams in order

	bestCover, bestUntitled, bestFocus, bestSequence                                     float64
	bestNear, bestNearAround, bestNearFocus, bestNearMissing, bestAlike, bestAlikeClause float64
}

const (
	readUnits    = 9   // units in which answers are looked for
	followUnits  = 7   // units that an answer may run on
	maxAnswer    = 430 // characters of an answer
	maxReadBytes = 48 << 10
)

// newReading prepares to read text, around the byte offset near where it is long. weight tells how rare a gram is in
// the collection.
func newReading(question, text string, near int, weight func(gram string) float64) *reading {
	k := kindOf(question)
	r := &reading{text: text, kind: k, counted: k.countedBy(question), style: styleOf(question)}
	from, to := window(text, near)
	units := beside(func() []unit { return splitUnits(text[from:to]) })
	keys, index := r.mark(question, from, to)
	if r.units = units(); len(r.units) == 0 {
		return r
	}
	for i := range r.units {
		r.units[i].start += from
		r.units[i].end += from
	}
	r.weigh(keys, weight)
	r.aim(chinese.Fold(question), keys, index)
	r.rank()
	r.near(question, weight)
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

// rarity returns how a gram weighs among the documents a question was asked of; a single character, which search does not count,
// as in official texts at large.
func rarity(found search.Retrieval) func(gram string) float64 {
	return func(gram string) float64 {
		if w, ok := found.Terms[gram]; ok {
			return w
		}
		if utf8.RuneCountInString(gram) == 1 {
			return characterRarity(gram)
		}
		return 4
	}
}

// best returns the stretch that scores highest; ok is false for a text without any. Where a bare date, amount or number
// is best and another stretch of the same sentence comes close, the choice is the reader's: the sentence is returned.
func (r *reading) best() (best span, ok bool) {
	var f spanFeatures
	all := make([]candidate, 0, 256) // as many as most texts have
	var chosen candidate
	weights := readingWeights().of(r.everyday())
	r.candidates(func(c candidate) {
		r.measure(c, &f)
		c.score = weights.score(&f)
		all = append(all, c)
		if !ok || c.score > chosen.score+1e-9 {
			chosen, ok = c, true
		}
	})
	if !ok {
		return best, false
	}
	best = r.said(chosen)
	if u := r.units[chosen.first]; chosen.kind == atPhrase && r.places[u.end]-r.places[u.start] <= maxWidened {
		for _, c := range all {
			if c.first == chosen.first && c.kind == atPhrase && (c.end <= chosen.start || c.start >= chosen.end) && chosen.score-c.score < closeScore {
				best.start, best.end = u.start, u.end
			}
		}
	}
	return best, true
}

// said returns what is said of a candidate. A question that the document puts is no part of its answer. People who ask in a
// few words get the whole sentence, or the clause of a long one: a bare 两级 leaves them to guess of what.
func (r *reading) said(c candidate) span {
	for c.first < c.last && asks(r.text[r.units[c.first].start:r.units[c.first].end]) {
		c.first++
		c.start = r.units[c.first].start
	}
	s := span{c.start, c.end, c.score}
	if c.first < c.last || r.everyday() < wholeFrom {
		return s
	}
	if u := r.units[c.first]; r.places[u.end]-r.places[u.start] <= maxWhole {
		s.start, s.end = u.start, u.end
	} else if from, to := r.clauseAt(c); r.places[to]-r.places[from] <= maxWhole && balanced(r.text[from:to]) {
		s.start, s.end = from, to
	}
	return s
}

// around returns the sentence that a stretch is a part of, so that it can be cited in its context; the stretch itself where
// it is more than a part of one.
func (r *reading) around(s span) (start, end int) {
	for i := range r.units {
		if u := &r.units[i]; u.start <= s.start && s.end <= u.end && r.places[u.end]-r.places[u.start] <= maxAnswer {
			return u.start, u.end
		}
	}
	return s.start, s.end
}

const (
	wholeFrom  = 0.25 // how everyday a question is that is answered with whole sentences: up to 15 characters
	maxWhole   = 80   // characters of such a sentence
	maxWidened = 160  // characters of a sentence that may stand in for a bare phrase
	closeScore = 5.0  // scores nearer than this do not decide between two phrases
)

// fullest returns the sentence that holds most of the question, ok is false for a text without any. It is where a text
// that is known already stands, as the answer of an FAQ.
func (r *reading) fullest() (best span, ok bool) {
	for _, u := range r.units {
		if !ok || u.cover > best.score+1e-9 {
			best, ok = span{u.start, u.end, u.cover}, true
		}
	}
	return best, ok
}

// startKind says what stands before the beginning of a candidate.
type startKind int

const (
	atUnit       startKind = iota // a sentence or heading begins
	atClause                      // behind ， ：
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

// candidates visits every stretch worth weighing, in order of the text. Where the question asks for a date, an amount or
// a number, and any of the units holds one, a stretch without one is not worth it.
func (r *reading) candidates(visit func(candidate)) {
	var starts, ends []candidate
	for i := range r.units {
		u := &r.units[i]
		if !u.read {
			continue
		}
		starts, ends = r.starts(u, starts[:0]), r.ends(i, ends[:0])
		for _, start := range starts {
			closed := closing{at: start.start}
			for _, end := range ends {
				c := candidate{start.start, end.end, i, end.last, start.kind, 0}
				switch {
				case c.end <= c.start, c.last > i && c.kind == behindLead, r.places[c.end]-r.places[c.start] > maxAnswer:
				case r.needs && r.within(c, 1, r.phrases) == 0:
				case closed.upTo(r.text, c.end):
					visit(c)
				}
			}
		}
		for _, m := range r.phrases(u) {
			visit(candidate{u.start + m[0], u.start + m[1], i, i, atPhrase, 0})
		}
	}
}

// phrases finds the bare dates, amounts and numbers of a unit; where the question says what it counts, only numbers of
// that.
func (r *reading) phrases(u *unit) [][]int {
	phrase := kinds[r.kind].phrase
	if phrase == nil || u.searched {
		return u.phrases
	}
	text := r.text[u.start:u.end]
	u.searched = true
	from, to := numbersIn(text)
	if from == to {
		return nil
	}
	u.phrases = slices.DeleteFunc(phrase.FindAllStringIndex(text[from:to], -1), func(m []int) bool {
		m[0] += from
		m[1] += from
		if r.kind == longKind { // 2019年, 3月15日 are days, not how long something takes
			before, _ := utf8.DecodeLastRuneInString(text[:m[0]])
			if strings.ContainsRune("0123456789年月.", before) {
				return true
			}
		}
		return r.counted != nil && !r.counted.MatchString(text[m[0]:m[1]])
	})
	return u.phrases
}

// isNumeral says whether a number is written with a character; every phrase holds one.
func isNumeral(c rune) bool {
	switch c {
	case '〇', '零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '两':
		return true
	}
	return '0' <= c && c <= '9'
}

// starts lists where in a unit an answer may begin.
func (r *reading) starts(u *unit, starts []candidate) []candidate {
	add := func(at int, kind startKind) {
		if at < u.end && !slices.ContainsFunc(starts, func(c candidate) bool { return c.start == at }) {
			starts = append(starts, candidate{start: at, kind: kind})
		}
	}
	text := r.text[u.start:u.end]
	add(u.start, atUnit)
	for i, c := range text {
		switch c {
		case '，', ',', '：', ':':
			add(u.start+i+utf8.RuneLen(c), atClause)
		}
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
	if u.numbered > 0 {
		add(u.start+u.numbered, behindNumber)
	}
	return starts
}

// ends lists where an answer that begins in unit i may end.
func (r *reading) ends(i int, ends []candidate) []candidate {
	u := &r.units[i]
	for at, c := range r.text[u.start:u.end] {
		if c == '，' || c == ',' {
			ends = append(ends, candidate{end: u.start + at, last: i})
		}
	}
	ends = append(ends, candidate{end: u.end, last: i})
	for j := i + 1; j < len(r.units) && j <= i+followUnits; j++ {
		next := &r.units[j]
		if next.heading && j > i+1 && next.numbered == 0 {
			break
		}
		ends = append(ends, candidate{end: next.end, last: j})
	}
	return ends
}

// asks says whether a sentence is a question, as in documents that put questions and answer them.
func asks(sentence string) bool {
	return strings.HasSuffix(sentence, "？") || strings.HasSuffix(sentence, "?")
}

// closing tells whether the quotes and brackets of a stretch that is made longer and longer are opened and closed in it, so
// that it can be read by itself.
type closing struct {
	at, open int
	lost     bool // one was closed that the stretch does not open
}

func (c *closing) upTo(text string, end int) bool {
	for _, sign := range text[c.at:end] {
		switch sign {
		case '“', '《', '（', '(', '〔', '「':
			c.open++
		case '”', '》', '）', ')', '〕', '」':
			c.open--
			c.lost = c.lost || c.open < 0
		}
	}
	c.at = end
	return c.open == 0 && !c.lost
}

func balanced(text string) bool {
	var c closing
	return c.upTo(text, len(text))
}
