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

// A question of up to shortQuestion characters is an everyday one, from longQuestion on it is none: of the clerks' questions
// that the table is fitted on 2 in 100 are as short as the first, of the everyday ones 1 in 100 is as long as the second.
const shortQuestion, longQuestion = 12, 16

// everyday returns how much of an everyday question this is, 0 to 1.
func (r *reading) everyday() float64 {
	return min(1, max(0, float64(longQuestion-r.length)/(longQuestion-shortQuestion)))
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
