package qa

import (
	"math"

	"github.com/zwgk/zwgk/search"
)

// faqConfidence turns the best FAQ's score into a probability that it answers.
func faqConfidence(matches []faqMatch) float64 {
	if len(matches) == 0 {
		return 0
	}
	return logistic(10 * (matches[0].score - 0.7))
}

// documentConfidence turns how much of the question the best document holds into a probability.
func documentConfidence(found search.Retrieval) float64 {
	if len(found.Documents) == 0 {
		return 0
	}
	cover := feature(found.Documents[0], "passage cover")
	return logistic(8 * (0.6*cover + 0.4*found.Known - 0.5))
}

func feature(d search.Ranked, name string) float64 {
	for _, f := range d.Features {
		if f.Name == name {
			return f.Value
		}
	}
	return 0
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
