package evaluate

import (
	"cmp"
	"math"
	"slices"
)

// Graded is one answer: how sure the assistant was, and whether the answer was right.
type Graded struct {
	Confidence float64 // any scale; only the order counts
	Right      bool
}

// AUROC is the probability that a right answer carries a higher confidence than a wrong one, equal confidences
// counting half (the area under the ROC curve as the Mann–Whitney statistic): 1 parts them perfectly, 0.5 is chance.
// ok is false where all answers are right or all are wrong: then there is nothing to tell apart.
func AUROC(answers []Graded) (area float64, ok bool) {
	below, wins := 0, 0.0 // wrong answers of lower confidence; pairs won
	right, wrong := 0, 0
	tied(answers, false, func(group []Graded) {
		r := rightOnes(group)
		w := len(group) - r
		wins += float64(r) * (float64(below) + float64(w)/2)
		below += w
		right, wrong = right+r, wrong+w
	})
	if right == 0 || wrong == 0 {
		return 0, false
	}
	return wins / (float64(right) * float64(wrong)), true
}

// PrecisionAtCoverage is the share of right answers when only the most confident part is answered, coverage of all
// questions, 0 to 1: the first ⌈coverage × n⌉. Where the cut falls among equal confidences, their mean is taken, so
// that the order of questions does not matter. It is 0 where nothing is answered.
func PrecisionAtCoverage(answers []Graded, coverage float64) float64 {
	room := int(math.Ceil(coverage*float64(len(answers)) - 1e-9))
	room = min(max(room, 0), len(answers))
	left, right := room, 0.0
	tied(answers, true, func(group []Graded) {
		take := min(left, len(group))
		right += float64(rightOnes(group)) * float64(take) / float64(len(group))
		left -= take
	})
	if room == 0 {
		return 0
	}
	return right / float64(room)
}

// Point is one point of a risk/coverage curve.
type Point struct {
	Coverage   float64 // share of questions answered
	Risk       float64 // share of wrong ones among these
	Confidence float64 // the least confidence answered
}

// RiskCoverage is the curve that a threshold on confidence walks along (El-Yaniv and Wiener, 2010): one point for
// each distinct confidence, from the surest answer to all of them.
func RiskCoverage(answers []Graded) []Point {
	var curve []Point
	answered, wrong := 0, 0
	tied(answers, true, func(group []Graded) {
		answered += len(group)
		wrong += len(group) - rightOnes(group)
		curve = append(curve, Point{
			Coverage:   float64(answered) / float64(len(answers)),
			Risk:       float64(wrong) / float64(answered),
			Confidence: group[0].Confidence,
		})
	})
	return curve
}

// RiskArea is the area under the risk/coverage curve (AURC), the mean risk over all coverages 1/n … 1: 0 is
// perfect, the share of wrong answers is what a confidence without meaning gets.
func RiskArea(answers []Graded) float64 {
	sum, answered, wrong := 0.0, 0, 0.0
	tied(answers, true, func(group []Graded) {
		share := 1 - float64(rightOnes(group))/float64(len(group))
		for range group {
			answered++
			wrong += share
			sum += wrong / float64(answered)
		}
	})
	if answered == 0 {
		return 0
	}
	return sum / float64(answered)
}

// tied calls visit for each group of equal confidence, lowest first or highest first.
func tied(answers []Graded, highest bool, visit func(group []Graded)) {
	sorted := slices.Clone(answers)
	slices.SortStableFunc(sorted, func(a, b Graded) int {
		if highest {
			a, b = b, a
		}
		return cmp.Compare(a.Confidence, b.Confidence)
	})
	for start := 0; start < len(sorted); {
		end := start + 1
		for end < len(sorted) && cmp.Compare(sorted[end].Confidence, sorted[start].Confidence) == 0 {
			end++
		}
		visit(sorted[start:end])
		start = end
	}
}

func rightOnes(group []Graded) int {
	n := 0
	for _, answer := range group {
		if answer.Right {
			n++
		}
	}
	return n
}
