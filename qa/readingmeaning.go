package qa

import (
	"math"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/zwgk/zwgk/search"
	"github.com/zwgk/zwgk/search/chinese"
	"github.com/zwgk/zwgk/search/embedding"
)

// soughtWord is a word of the question whose like is looked for.
type soughtWord struct {
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
	cosines := make([]float32, len(r.units)*len(words))
	of := func(i int) []float32 { return cosines[i*len(words) : (i+1)*len(words)] }
	var terms []chinese.Term
	for i := range r.units {
		u, best := &r.units[i], of(i)
		if !u.read {
			continue
		}
		var sum embedding.Vector
		terms = chinese.Default().Append(terms[:0], r.text[u.start:u.end], chinese.Word)
		for _, term := range terms {
			known := meaningOf(term.Text)
			sum.Add(known.length, &known.unit)
			for j := range words {
				if cosine := words[j].vector.Dot(&known.unit); cosine > best[j] {
					best[j] = cosine
				}
			}
		}
		for j, cosine := range best {
			best[j] = max(0, cosine-nearFrom) / (1 - nearFrom)
		}
		u.alike = embedding.Cosine(&whole, &sum)
	}
	r.weighWords(words, of)
	for i := range r.units {
		if r.units[i].read {
			r.nearUnit(i, words, of)
		}
	}
}

// asked returns the words of the question, those that many units hold anything like yet to be weighed down, and where they
// stand together.
func (r *reading) asked(question string, weight func(string) float64) (words []soughtWord, whole embedding.Vector) {
	folded := chinese.Fold(question)
	from, to := asksAt(folded)
	seen := map[string]bool{}
	for _, term := range chinese.Default().Append(nil, search.Content(question), chinese.Word) {
		known := meaningOf(term.Text)
		if seen[term.Text] || known.length == 0 {
			continue
		}
		seen[term.Text] = true
		w := soughtWord{vector: known.unit, weight: wordRarity(term.Text, weight)}
		whole.Add(float32(w.weight)*known.length, &known.unit)
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
	return words, whole
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
func (r *reading) nearUnit(i int, words []soughtWord, of func(unit int) []float32) {
	u := &r.units[i]
	for j, own := range of(i) {
		around, w := own, &words[j]
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
	r.bestNear, r.bestNearAround = max(r.bestNear, u.near), max(r.bestNearAround, u.nearAround)
	r.bestNearFocus, r.bestNearMissing = max(r.bestNearFocus, u.nearFocus), max(r.bestNearMissing, u.nearMissing)
	r.bestAlike = max(r.bestAlike, u.alike)
}

// sameWord is the nearness from which on a word is the one that was asked for.
const sameWord = 0.99

// measureNear fills the features of how near in meaning a stretch's first unit stands.
func (r *reading) measureNear(c candidate, v *spanFeatures) {
	u := &r.units[c.first]
	v[nearCover], v[nearLead] = u.near, u.near/(r.bestNear+1e-9)
	v[nearAround], v[nearAroundLead] = u.nearAround, u.nearAround/(r.bestNearAround+1e-9)
	v[nearFocus], v[nearFocusLead] = u.nearFocus, u.nearFocus/(r.bestNearFocus+1e-9)
	v[nearMissing], v[nearMissingLead] = u.nearMissing, u.nearMissing-r.bestNearMissing
	v[alike], v[alikeLead] = u.alike, u.alike-r.bestAlike
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

// meaning is where a word stands.
type meaning struct {
	unit   embedding.Vector
	length float32
}

// meanings remembers where words stand: the same few thousand make up most of official texts, and finding one costs as much
// as cutting ten.
var meanings struct {
	sync.RWMutex
	of map[string]*meaning
}

// mostMeanings is how many words are remembered, at some 300 bytes each.
const mostMeanings = 1 << 14

func meaningOf(word string) *meaning {
	meanings.RLock()
	known := meanings.of[word]
	meanings.RUnlock()
	if known != nil {
		return known
	}
	vector := embedding.Default().Of(word)
	known = &meaning{vector.Unit(), float32(math.Sqrt(float64(vector.Dot(&vector))))}
	meanings.Lock()
	defer meanings.Unlock()
	if meanings.of == nil {
		meanings.of = map[string]*meaning{}
	}
	if len(meanings.of) < mostMeanings {
		meanings.of[strings.Clone(word)] = known
	}
	return known
}
