package qa

import "math"

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

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
