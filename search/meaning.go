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

// packedMeaning is the size of a direction as it is stored: four bits a component, which on four sets of questions found the right
// document first as often as whole numbers did, within one in a hundred.
const packedMeaning = embedding.Dimensions / 2

// Components are stored as whole numbers from -meaningSteps to meaningSteps.
const (
	meaningSteps = 7
	meaningZero  = 8 // what stands for 0
)

// meant says whether a term tells what a text is about: words do, but numbers tell apart what is about the same.
func meant(term chinese.Term) bool {
	return term.Class == chinese.Word && (term.Text[0] < '0' || term.Text[0] > '9')
}

// meaningOf adds up words.
func meaningOf(words []string) (sum embedding.Vector) {
	for _, text := range words {
		word := embedding.Default().Word(text)
		sum.Add(word.Length, &word.Unit)
	}
	return sum
}

// roomForMeaning makes room for a direction, which packMeaning fills.
func roomForMeaning(dst []byte) []byte { return append(dst, make([]byte, packedMeaning)...) }

// packMeaning packs the direction of a vector.
func packMeaning(packed []byte, v *embedding.Vector) {
	most := float32(1e-9)
	for _, x := range v {
		most = max(most, x, -x)
	}
	step := func(x float32) byte { return byte(meaningZero + int(math.RoundToEven(float64(x/most*meaningSteps)))) }
	for i := range packed {
		packed[i] = step(v[2*i])<<4 | step(v[2*i+1])
	}
}

// fillMeanings packs what titles and passages are about. It is done where a batch is written, beside the entering of the next.
func (b *inverted) fillMeanings() {
	about, topic := fieldNumbers[aboutField], fieldNumbers[topicField]
	for i, p := range b.passages {
		words, values := b.words[p.words:], b.values[p.values:]
		if i+1 < len(b.passages) {
			next := b.passages[i+1]
			words, values = b.words[p.words:next.words], b.values[p.values:next.values]
		}
		if p.dropped {
			continue
		}
		for _, v := range values {
			switch v.field {
			case about:
				sum := meaningOf(words[p.body-p.words:])
				packMeaning(b.stored[v.start:v.end], &sum)
			case topic:
				sum := meaningOf(words[:p.body-p.words])
				packMeaning(b.stored[v.start:v.end], &sum)
			}
		}
	}
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
		titled := *title != (embedding.Vector{})
		title.Add(1, &commonTitle)
		text.Add(1, &commonText)
		about := title.Unit()
		unit := text.Unit()
		about.Add(passageShare, &unit)
		about = about.Unit()
		e.values[meaning], e.everyday = r.meaning.Dot(&about), r.everyday*(1-held*held)
		if known, ok := editions[string(e.about[0])]; titled && (!ok || known < e.values[meaning]) {
			editions[string(e.about[0])] = e.values[meaning]
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
