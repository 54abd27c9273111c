package qa

import (
	_ "embed"
	"math"
	"slices"
	"sync"

	"github.com/zwgk/zwgk/search"
)

// faqConfidence is the probability that the best FAQ answers.
func faqConfidence(matches []faqMatch) float64 {
	if len(matches) == 0 {
		return 0
	}
	sum := 0.0
	for i, value := range confidenceOf(matches) {
		sum += faqWeights().confidence[i] * value
	}
	return logistic(sum)
}

// What the probability that the best document answers rests on.
const (
	documentBias = iota
	documentPassageCover
	documentTitle
	documentNamed  // share of the question's mass that stands in the title
	documentRank   // BM25 of the question's characters in title and passage
	documentMargin // how far the second document is behind
	documentOther  // another region than the one asked about
	documentEvidenceCount
)

var documentEvidenceNames = [documentEvidenceCount]string{"bias", "passage cover", "title precision", "title cover", "character rank",
	"margin", "other region"}

//go:embed documentweights.txt
var documentWeightsFile string

// documentWeights returns the fitted table, documentweights.txt.
var documentWeights = sync.OnceValue(func() *[documentEvidenceCount]float64 {
	var w [documentEvidenceCount]float64
	slots := map[string]*float64{}
	for i, name := range documentEvidenceNames {
		slots[name] = &w[i]
	}
	if err := fillSlots(slots, documentWeightsFile); err != nil {
		panic(err) // the file is ours, and tested
	}
	return &w
})

// documentConfidence is the probability that the best document answers.
func documentConfidence(found search.Retrieval) float64 {
	if len(found.Documents) == 0 {
		return 0
	}
	sum := 0.0
	for i, value := range documentEvidence(found.Documents) {
		sum += documentWeights()[i] * value
	}
	return logistic(sum)
}

// documentEvidence gathers what the probability rests on, for documents in order of rank.
func documentEvidence(documents []search.Ranked) (e [documentEvidenceCount]float64) {
	first := documents[0]
	e[documentBias], e[documentMargin] = 1, 1
	if len(documents) > 1 {
		e[documentMargin] = 1 - documents[1].Score/math.Max(first.Score, 1e-9)
	}
	for _, f := range first.Features {
		if i := slices.Index(documentEvidenceNames[:], f.Name); i > documentBias && i != documentMargin {
			e[i] = f.Value
		}
	}
	return e
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
