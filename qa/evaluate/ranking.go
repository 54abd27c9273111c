package evaluate

import (
	"math"
	"slices"
)

// Relevance grades what is relevant to one question: id → grade. Grades of 0 and below mean "judged not relevant".
type Relevance map[string]int

// count returns how many ids are relevant.
func (r Relevance) count() int {
	n := 0
	for _, grade := range r {
		if grade > 0 {
			n++
		}
	}
	return n
}

// NDCG is the normalised discounted cumulative gain of the first k of a ranking, 0 to 1 (Järvelin and Kekäläinen,
// 2002), with the grade itself as the gain and 1/log2(rank+1) as the discount, as trec_eval and BEIR have it. An id
// that a ranking repeats gains once. It is 0 where nothing is relevant.
func NDCG(ranked []string, relevant Relevance, k int) float64 {
	gain := 0.0
	for i, id := range first(ranked, k) {
		if grade := relevant[id]; grade > 0 {
			gain += float64(grade) / discount(i)
		}
	}
	ideal := 0.0
	for i, grade := range grades(relevant, k) {
		ideal += float64(grade) / discount(i)
	}
	if ideal == 0 {
		return 0
	}
	return gain / ideal
}

// ReciprocalRank is 1/rank of the first relevant id among the first k, or 0. Its mean over questions is MRR@k.
func ReciprocalRank(ranked []string, relevant Relevance, k int) float64 {
	for i, id := range first(ranked, k) {
		if relevant[id] > 0 {
			return 1 / float64(i+1)
		}
	}
	return 0
}

// Recall is the share of all relevant ids that stand among the first k, 0 to 1. It is 0 where nothing is relevant.
func Recall(ranked []string, relevant Relevance, k int) float64 {
	total := relevant.count()
	if total == 0 {
		return 0
	}
	found := 0
	for _, id := range first(ranked, k) {
		if relevant[id] > 0 {
			found++
		}
	}
	return float64(found) / float64(total)
}

// Hit is 1 where any relevant id stands among the first k, else 0. Its mean over questions is hit@k.
func Hit(ranked []string, relevant Relevance, k int) float64 {
	if ReciprocalRank(ranked, relevant, k) > 0 {
		return 1
	}
	return 0
}

// first returns the first k ids; one that comes again is replaced by "", which keeps its rank and is never relevant.
func first(ranked []string, k int) []string {
	cut := slices.Clone(ranked[:min(max(k, 0), len(ranked))])
	seen := make(map[string]bool, len(cut))
	for i, id := range cut {
		if seen[id] {
			cut[i] = ""
		}
		seen[id] = true
	}
	return cut
}

// grades returns the k highest positive grades, highest first: the best ranking there can be.
func grades(relevant Relevance, k int) []int {
	var list []int
	for _, grade := range relevant {
		if grade > 0 {
			list = append(list, grade)
		}
	}
	slices.SortFunc(list, func(a, b int) int { return b - a })
	return list[:min(max(k, 0), len(list))]
}

func discount(i int) float64 { return math.Log2(float64(i) + 2) }
