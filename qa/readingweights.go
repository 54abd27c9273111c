package qa

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

//go:embed readingweights.txt
var readingWeightsFile string

// readingTable holds one weight a feature: for a question put as a clerk puts it, and what is added to that for one typed in
// a few everyday words. The first say what they ask at length, so that the wording tells most; of the second, one or two words
// stand in the text at all, and the kind of thing asked for tells more.
type readingTable struct{ formal, everyday spanFeatures }

// of returns the weights for a question that is as much an everyday one as everyday says, 0 to 1.
func (t *readingTable) of(everyday float64) *spanFeatures {
	w := t.formal
	for i := range w {
		w[i] += everyday * t.everyday[i]
	}
	return &w
}

// style says by its length, in characters, how much of an everyday question one is: wholly up to the first number, not at all
// from the second on.
type style struct{ wholly, not float64 }

// How questions are told apart. All of the clerks' questions that the table is fitted on end in a question mark, and 5 in 100 have
// up to 14 characters; 10 in 100 of the everyday ones have a question mark or words of writing, and 1 in 100 has more than 20
// characters.
var (
	composed = style{12, 16} // with a question mark, or in words of writing
	typed    = style{16, 22}
)

// writing are words that people write rather than say, and what a sentence ends in that was meant to be one.
var writing = newWordFinder(`？ 如何 哪些 是否 有何`)

// styleOf returns how a question is put.
func styleOf(question string) style {
	if strings.HasSuffix(question, "?") || writing.find(question) != nil {
		return composed
	}
	return typed
}

// everyday returns how much of an everyday question this is, 0 to 1.
func (r *reading) everyday() float64 {
	return min(1, max(0, (r.style.not-float64(r.length))/(r.style.not-r.style.wholly)))
}

// readingWeights returns the fitted table, readingweights.txt.
var readingWeights = sync.OnceValue(func() *readingTable {
	w, err := readWeights(readingWeightsFile)
	if err != nil {
		panic(err) // the file is ours, and tested
	}
	return w
})

// readWeights reads lines "name <tab> formal <tab> everyday". "#" begins a comment.
func readWeights(file string) (*readingTable, error) {
	t := &readingTable{}
	places := map[string]int{}
	for i, name := range spanFeatureNames {
		places[name] = i
	}
	for line := range strings.Lines(file) {
		line, _, _ = strings.Cut(line, "#")
		if strings.TrimSpace(line) == "" {
			continue
		}
		fields := strings.Split(strings.TrimSpace(line), "\t")
		at, known := places[fields[0]]
		if !known || len(fields) != 3 {
			return nil, fmt.Errorf("qa: reading weight %q: want a feature and two numbers", line)
		}
		for i, slot := range []*float64{&t.formal[at], &t.everyday[at]} {
			var err error
			if *slot, err = strconv.ParseFloat(fields[i+1], 64); err != nil {
				return nil, fmt.Errorf("qa: reading weight %q: %w", line, err)
			}
		}
	}
	return t, nil
}

// score weighs the features of a stretch.
func (w *spanFeatures) score(f *spanFeatures) float64 {
	sum := 0.0
	for i, v := range f {
		sum += w[i] * v
	}
	return sum
}
