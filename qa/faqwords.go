package qa

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/zwgk/zwgk/search"
	"github.com/zwgk/zwgk/search/chinese"
	"github.com/zwgk/zwgk/search/embedding"
)

// faqWords holds the words of all FAQs as vectors, so that what is asked in other words (拖走, 拖吊) is found.
type faqWords struct {
	ids     map[string]int32
	names   []string           // word → how it is written
	holders []int32            // word → FAQs whose questions or answer hold it
	units   []embedding.Vector // word → its vector, of unit length
	texts   int                // FAQs
}

// countedWord is a word of a text with how often it stands there, at most twice.
type countedWord struct {
	id    int32
	count float32
}

// wordsOf cuts a text into its distinct words, in order.
func wordsOf(text string) (words []string, counts []float32) {
	places := map[string]int{}
	for _, term := range chinese.Default().Append(nil, search.Content(text), chinese.Word|chinese.Whole) {
		at, ok := places[term.Text]
		if !ok {
			places[term.Text] = len(words)
			words, counts = append(words, term.Text), append(counts, 1)
		} else {
			counts[at] = 2
		}
	}
	return words, counts
}

// enter numbers the words of a text.
func (f *faqWords) enter(text string) (words []countedWord) {
	found, counts := wordsOf(text)
	for i, word := range found {
		id, ok := f.ids[word]
		if !ok {
			id = int32(len(f.holders))
			f.names = append(f.names, strings.Clone(word)) // else the whole text would stay in memory
			f.ids[f.names[id]] = id
			f.holders = append(f.holders, 0)
		}
		words = append(words, countedWord{id, counts[i]})
	}
	return words
}

// hold counts an FAQ for each of the words of its wordings and answer.
func (f *faqWords) hold(texts ...[]countedWord) {
	all := slices.Concat(texts...)
	slices.SortFunc(all, func(a, b countedWord) int { return cmp.Compare(a.id, b.id) })
	for i, w := range all {
		if i == 0 || w.id != all[i-1].id {
			f.holders[w.id]++
		}
	}
	f.texts++
}

// mostRarity bounds how much a single word counts: what no FAQ holds is often a slip or a way of speaking.
const mostRarity = 5

// rarity is the inverse document frequency of a word that n FAQs hold.
func (f *faqWords) rarity(n int32) float32 {
	return float32(min(mostRarity, math.Log(1+(float64(f.texts)-float64(n)+0.5)/(float64(n)+0.5))))
}

// measure looks the vectors of all words up. The words must all be entered.
func (f *faqWords) measure() (full []embedding.Vector) {
	full, f.units = make([]embedding.Vector, len(f.holders)), make([]embedding.Vector, len(f.holders))
	for id, word := range f.names {
		full[id] = embedding.Default().Of(word)
		f.units[id] = full[id].Unit()
	}
	return full
}

// sum is the direction of a text: its words times their rarity.
func (f *faqWords) sum(words []countedWord, full []embedding.Vector) (sum embedding.Vector) {
	for _, w := range words {
		sum.Add(w.count*f.rarity(f.holders[w.id]), &full[w.id])
	}
	return sum.Unit()
}

// What an answer counts against the wording, and how many of its words may stand for one that is asked.
const (
	answerShare = 0.7
	answerWords = 8
)

// rarest returns the rarest words of an answer, in order of their number.
func (f *faqWords) rarest(answer []countedWord) (ids []int32) {
	ordered := slices.Clone(answer)
	slices.SortStableFunc(ordered, func(a, b countedWord) int { return cmp.Compare(f.holders[a.id], f.holders[b.id]) })
	for _, w := range ordered[:min(len(ordered), answerWords)] {
		ids = append(ids, w.id)
	}
	return ids
}

// measureWords gives each wording its vector, together with the answer, and the words that may stand for those asked.
// asked and answers are the words of wordings and answers.
func (f *faqIndex) measureWords(asked, answers [][]countedWord) {
	full := f.words.measure()
	for i, words := range answers {
		answer, rarest := f.words.sum(words, full), f.words.rarest(words)
		for w := f.first[i]; w < f.first[i+1]; w++ {
			sum := f.words.sum(asked[w], full)
			sum.Add(answerShare, &answer)
			f.wordings[w].meaning = sum.Unit()
			for _, word := range asked[w] {
				f.wordings[w].words = append(f.wordings[w].words, word.id)
			}
			f.wordings[w].words = append(f.wordings[w].words, rarest...)
		}
	}
}
