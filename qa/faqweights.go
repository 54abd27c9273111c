package qa

import (
	_ "embed"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"
)

// faqTable holds how the features of an FAQ match are weighed: for ranking, and for the probability that the best one
// answers.
type faqTable struct {
	match      faqFeatures
	confidence [confidenceCount]float64
}

// What the probability of an FAQ rests on.
const (
	confidenceBias = iota
	confidenceMargin
	confidenceAnswered
	confidenceEvidence
	confidenceRelated
	confidenceCount
)

var confidenceNames = [confidenceCount]string{"bias", "margin", "answered", "evidence", "related"}

//go:embed faqweights.txt
var faqWeightsFile string

// faqWeights returns the fitted table, faqweights.txt.
var faqWeights = sync.OnceValue(func() *faqTable {
	t, err := readFAQWeights(faqWeightsFile)
	if err != nil {
		panic(err) // the file is ours, and tested
	}
	return t
})

func readFAQWeights(file string) (*faqTable, error) {
	t := &faqTable{}
	slots := map[string]*float64{}
	for i, name := range faqFeatureNames {
		slots["match: "+name] = &t.match[i]
	}
	for i, name := range confidenceNames {
		slots["confidence: "+name] = &t.confidence[i]
	}
	return t, fillSlots(slots, file)
}

// fillSlots reads lines "name <tab> weight" into their slots. "#" begins a comment.
func fillSlots(slots map[string]*float64, file string) error {
	for line := range strings.Lines(file) {
		line, _, _ = strings.Cut(line, "#")
		name, number, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			continue
		}
		slot := slots[name]
		value, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
		if slot == nil || err != nil {
			return fmt.Errorf("qa: weight %q: unknown feature or number", line)
		}
		*slot = value
	}
	return nil
}

// confidenceOf returns what the probability of the first match rests on; others follow in order.
func confidenceOf(matches []faqMatch) [confidenceCount]float64 {
	first := matches[0]
	margin := first.score
	if len(matches) > 1 {
		margin -= matches[1].score
	}
	f := first.features
	return [confidenceCount]float64{1, margin, f[faqAnswered], math.Log1p(first.evidence / 10), f[faqRelated]}
}
