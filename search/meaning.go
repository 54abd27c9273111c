package search

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/zwgk/zwgk/search/chinese"
	"github.com/zwgk/zwgk/search/embedding"
)

// What a title and a passage are about (语义) is the sum of the vectors of their words, made at import and stored with them: people
// ask in other words than official texts use. Only its direction counts, and stage two compares it with the query's.

// packedMeaning is the size of a direction as it is stored: four bits a component, which ranks as well as eight do.
const packedMeaning = embedding.Dimensions / 2

// Components are stored as whole numbers from -meaningSteps to meaningSteps.
const (
	meaningSteps = 7
	meaningZero  = 8 // what stands for 0
)

// meaningOf adds up the words of a text that was cut. Numbers are left out: they tell apart what is about the same.
func meaningOf(terms []chinese.Term) (sum embedding.Vector) {
	for _, term := range terms {
		if term.Class&chinese.Word != 0 && !strings.ContainsAny(term.Text, "0123456789") {
			word := embedding.Default().Word(term.Text)
			sum.Add(word.Length, &word.Unit)
		}
	}
	return sum
}

// packMeaning packs the direction of a vector behind what dst holds: nothing for the zero vector.
func packMeaning(dst []byte, v *embedding.Vector) []byte {
	most := float32(0)
	for _, x := range v {
		most = max(most, x, -x)
	}
	if most == 0 {
		return dst
	}
	step := func(x float32) byte { return byte(meaningZero + int(math.RoundToEven(float64(x/most*meaningSteps)))) }
	for i := 0; i < len(v); i += 2 {
		dst = append(dst, step(v[i])<<4|step(v[i+1]))
	}
	return dst
}

// unpackMeaning returns the direction that was packed, of unit length; the zero vector where there is none.
func unpackMeaning(packed []byte) (v embedding.Vector) {
	if len(packed) != packedMeaning {
		return v
	}
	for i, b := range packed {
		v[2*i], v[2*i+1] = float32(int(b>>4)-meaningZero), float32(int(b&15)-meaningZero)
	}
	return v.Unit()
}

// What a passage counts against its title, and how much of what all candidates have in common is left out: as words that
// each of many texts holds, it tells nothing (Arora, Liang and Ma: A Simple but Tough-to-Beat Baseline for Sentence Embeddings,
// 2017, who leave out the first principal component). Measured on short questions over pages of one province.
const (
	passageShare = 0.7
	commonShare  = 0.7

	fewCandidates = 10 // of as few as this, half as much is left out: what two have in common may be what is asked for
)

// measureMeaning fills how near in direction titles with their passages stand to the query, and how much that counts: the less, the
// more of the query one of the titles holds, for then it was asked in their words. Titles must be measured.
func (r *reader) measureMeaning(candidates []*evidence) {
	if r.meaning == (embedding.Vector{}) {
		return
	}
	held := float32(0)
	titles, texts := make([]embedding.Vector, len(candidates)), make([]embedding.Vector, len(candidates))
	var commonTitle, commonText embedding.Vector
	each := commonShare / float32(len(candidates)+fewCandidates)
	for i, e := range candidates {
		held = max(held, e.values[titleCover])
		titles[i], texts[i] = unpackMeaning(e.about[0]), unpackMeaning(e.about[1])
		commonTitle.Add(-each, &titles[i])
		commonText.Add(-each, &texts[i])
	}
	editions := map[string]float32{} // direction of a title → the greatest cosine of those that bear it
	for i, e := range candidates {
		title, text := &titles[i], &texts[i]
		title.Add(1, &commonTitle)
		text.Add(1, &commonText)
		about := title.Unit()
		unit := text.Unit()
		about.Add(passageShare, &unit)
		about = about.Unit()
		e.values[meaning], e.everyday = r.meaning.Dot(&about), r.everyday*(1-held*held)
		if name := string(e.about[0]); name != "" {
			if known, ok := editions[name]; !ok || known < e.values[meaning] {
				editions[name] = e.values[meaning]
			}
		}
	}
	for _, e := range candidates { // those that but a number tells apart, as years do, are about the same
		if whole, ok := editions[string(e.about[0])]; ok {
			e.values[meaning] = whole
		}
	}
}

// Lengths in characters between which a question turns from an everyday one, asked in words of its own, into one that was written
// out, in the words of the text it is after; and what a question mark leaves of that, which few set who type into a phone.
// Of questions over four corpora, those of clerks had a median of 23 characters, those of citizens of 13.
const (
	everydayRunes = 16
	writtenRunes  = 26
	markedShare   = 0.3
)

// everydayShare says how far a query, typed so, is asked in everyday words: 1 to 0. Of those that are not, titles and passages hold
// the words themselves, and what stands near them in meaning only misleads.
func everydayShare(typed string) float32 {
	bare := strings.TrimRightFunc(typed, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	share := min(1, max(0, float32(writtenRunes-utf8.RuneCountInString(bare))/(writtenRunes-everydayRunes)))
	if strings.ContainsAny(typed[len(bare):], "？?") {
		share *= markedShare
	}
	return share
}
