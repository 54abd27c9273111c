package qa

import (
	"math"
	"strings"
	"unicode/utf8"

	"github.com/zwgk/zwgk/search"
	"github.com/zwgk/zwgk/search/chinese"
	"github.com/zwgk/zwgk/search/embedding"
)

// soughtWord is a word of the question whose like is looked for.
type soughtWord struct {
	text          string           // folded
	vector        embedding.Vector // of unit length
	weight, focus float64          // its share of all, and of what stands near the word that asks
}

// nearFrom is the cosine from which on two words have anything to do with each other.
const nearFrom = 0.45

// near fills how near in meaning (词向量) the units to be read stand to the question, which may say nothing in the words that
// official texts use: by the nearest of their words to each of its own, and as a whole.
func (r *reading) near(question string, weight func(string) float64) {
	words, whole := r.asked(question, weight)
	if len(words) == 0 {
		return
	}
	r.sought, r.nearest = words, make([]float32, len(words))
	cosines := make([]float32, len(r.units)*len(words))
	of := func(i int) []float32 { return cosines[i*len(words) : (i+1)*len(words)] }
	bearing := r.bearing()
	half := len(bearing) / 2
	liken := func(units []int) bool {
		var terms []chinese.Term
		for _, i := range units {
			u := &r.units[i]
			terms = chinese.Default().Append(terms[:0], r.text[u.start:u.end], chinese.Word)
			r.liken(u, terms, &whole, of(i))
		}
		return len(units) > 0
	}
	others := beside(func() bool { return liken(bearing[half:]) })
	liken(bearing[:half])
	others()
	r.miss(words, bearing, of)
	r.weighWords(words, of)
	for _, i := range bearing {
		r.nearUnit(i, of)
	}
}

// liken finds which words of a unit are near the question's, how near the nearest to each is, and how near in direction the
// unit and each of its clauses stand to the question as a whole, which is of unit length.
func (r *reading) liken(u *unit, terms []chinese.Term, whole *embedding.Vector, best []float32) {
	var sum, part embedding.Vector
	last := u.start // where the last word ended
	ended := func(at int) {
		u.clauses = append(u.clauses, clause{int32(at), alikeTo(whole, &part)})
		sum.Add(1, &part)
		part = embedding.Vector{}
	}
	for _, term := range terms {
		start := u.start + term.Start
		if comma := strings.LastIndexAny(r.text[last:start], clauseEnds); comma >= 0 {
			ended(last + comma)
		}
		last = u.start + term.End
		known := embedding.Default().Word(term.Text)
		part.Add(known.Length, &known.Unit)
		for j := range r.sought {
			cosine := r.sought[j].vector.Dot(&known.Unit)
			if near := (cosine - nearFrom) / (1 - nearFrom); near > 0 {
				best[j] = max(best[j], near)
				u.likes = append(u.likes, like{int32(start), int16(j), near})
			}
		}
	}
	ended(u.end)
	u.alike = alikeTo(whole, &sum)
}

// alikeTo is the cosine of a vector of unit length and another.
func alikeTo(whole, other *embedding.Vector) float64 {
	unit := other.Unit()
	return float64(whole.Dot(&unit))
}

// bearing returns the units that are to be read, or stand over such a one as its heading, or right before it, in order.
func (r *reading) bearing() (units []int) {
	bearing := make([]bool, len(r.units))
	for i := range r.units {
		if u := &r.units[i]; u.read {
			bearing[i], bearing[max(0, i-1)] = true, true
			if u.head >= 0 {
				bearing[u.head] = true
			}
		}
	}
	for i, bears := range bearing {
		if bears {
			units = append(units, i)
		}
	}
	return units
}

// clauseEnds are what clauses end with.
const clauseEnds = "，；,"

// clause is a part of a unit: byte offset of its end, and its cosine with the question.
type clause struct {
	end   int32
	alike float64
}

// like is a word of a unit that is near one of the question's.
type like struct {
	at   int32 // byte offset
	word int16
	near float32
}

// asked returns the words of the question, those that many units hold anything like yet to be weighed down, and where they
// stand together, and of unit length the question as a whole.
func (r *reading) asked(question string, weight func(string) float64) (words []soughtWord, whole embedding.Vector) {
	folded := chinese.Fold(question)
	from, to := asksAt(folded)
	seen := map[string]bool{}
	for _, term := range chinese.Default().Append(nil, search.Content(question), chinese.Word) {
		known := embedding.Default().Word(term.Text)
		if seen[term.Text] || known.Length == 0 {
			continue
		}
		seen[term.Text] = true
		w := soughtWord{text: term.Text, vector: known.Unit, weight: wordRarity(term.Text, weight)}
		whole.Add(float32(w.weight)*known.Length, &known.Unit)
		switch at := strings.Index(folded, term.Text); {
		case at >= to:
			w.focus = math.Exp(-float64(utf8.RuneCountInString(folded[to:at])) / aimReach)
		case at >= 0 && at+len(term.Text) <= from:
			w.focus = math.Exp(-float64(utf8.RuneCountInString(folded[at+len(term.Text):from])) / aimReach)
		case at >= 0:
			w.focus = 1
		}
		words = append(words, w)
	}
	return words, whole.Unit()
}

// miss finds what share of the question's words, each by its rarity, nothing that is read holds the like of, and how far that is so
// of a word that takes a change for given.
func (r *reading) miss(words []soughtWord, bearing []int, of func(unit int) []float32) {
	sum := 1e-9
	for j := range words {
		nearest := float32(0)
		for _, i := range bearing {
			nearest = max(nearest, of(i)[j])
		}
		missed := float64(1 - min(1, nearest))
		r.missed += words[j].weight * missed
		if changeWords()[words[j].text] {
			r.changeMissed = max(r.changeMissed, missed)
		}
		sum += words[j].weight
	}
	r.missed /= sum
}

// weighWords weighs words down that many of the units hold anything like, and makes the weights shares.
func (r *reading) weighWords(words []soughtWord, of func(unit int) []float32) {
	sum, focus := 1e-9, 1e-9
	for j := range words {
		w, held, units := &words[j], 0.0, 0.0
		for i := range r.units {
			if r.units[i].read {
				near := float64(of(i)[j])
				held += near * near
				units++
			}
		}
		w.weight *= math.Log(1 + (units+1)/(held+0.5))
		w.focus *= w.weight
		sum += w.weight
		focus += w.focus
	}
	for j := range words {
		words[j].weight /= sum
		words[j].focus /= focus
	}
}

// nearUnit fills how near a unit stands.
func (r *reading) nearUnit(i int, of func(unit int) []float32) {
	u := &r.units[i]
	for _, c := range u.clauses {
		r.bestAlikeClause = max(r.bestAlikeClause, c.alike)
	}
	for j, own := range of(i) {
		around, w := own, &r.sought[j]
		if i > 0 {
			around = max(around, of(i - 1)[j])
		}
		if u.head >= 0 {
			around = max(around, of(u.head)[j])
		}
		u.near += w.weight * float64(own)
		u.nearAround += w.weight * float64(around)
		u.nearFocus += w.focus * float64(own)
		if own < sameWord {
			u.nearMissing += w.weight * float64(own)
		}
	}
	if !u.read {
		return
	}
	r.bestNear, r.bestNearAround = max(r.bestNear, u.near), max(r.bestNearAround, u.nearAround)
	r.bestNearFocus, r.bestNearMissing = max(r.bestNearFocus, u.nearFocus), max(r.bestNearMissing, u.nearMissing)
	r.bestAlike = max(r.bestAlike, u.alike)
}

// sameWord is the nearness from which on a word is the one that was asked for.
const sameWord = 0.99

// measureNear fills the features of how near in meaning a stretch stands, its clause, which is given, and its first unit.
func (r *reading) measureNear(c candidate, from, to int, v *spanFeatures) {
	u := &r.units[c.first]
	v[nearCover], v[nearLead] = u.near, u.near/(r.bestNear+1e-9)
	v[nearAround], v[nearAroundLead] = u.nearAround, u.nearAround/(r.bestNearAround+1e-9)
	v[nearFocus], v[nearFocusLead] = u.nearFocus, u.nearFocus/(r.bestNearFocus+1e-9)
	v[nearMissing], v[nearMissingLead] = u.nearMissing, u.nearMissing-r.bestNearMissing
	v[alike], v[alikeLead] = u.alike, u.alike-r.bestAlike
	if u.head >= 0 {
		v[nearHeading] = r.units[u.head].near
	}
	if c.first > 0 {
		v[nearPrevious] = r.units[c.first-1].near
	}
	for _, clause := range u.clauses {
		if int(clause.end) > c.start {
			v[alikeClause], v[alikeClauseLead] = clause.alike, clause.alike-r.bestAlikeClause
			break
		}
	}
	v[nearInside], v[nearFocusInside] = r.nearIn(u, c.start, c.end)
	v[nearClause], v[nearFocusClause] = r.nearIn(u, from, to)
}

// nearIn returns the shares of the question's words, and of what stands near the word that asks, that a part of a unit holds
// the like of.
func (r *reading) nearIn(u *unit, start, end int) (share, focus float64) {
	clear(r.nearest)
	for _, l := range u.likes {
		if int(l.at) >= start && int(l.at) < end {
			r.nearest[l.word] = max(r.nearest[l.word], l.near)
		}
	}
	for j, near := range r.nearest {
		share += r.sought[j].weight * float64(near)
		focus += r.sought[j].focus * float64(near)
	}
	return share, focus
}

// wordRarity returns how a word weighs: as its pairs of characters do.
func wordRarity(word string, weight func(string) float64) float64 {
	sum, pairs, last := 0.0, 0, 0
	for at := range word {
		if _, size := utf8.DecodeRuneInString(word[at:]); at > 0 {
			sum += weight(word[last : at+size])
			pairs++
		}
		last = at
	}
	if pairs == 0 {
		return weight(word)
	}
	return sum / float64(pairs)
}
