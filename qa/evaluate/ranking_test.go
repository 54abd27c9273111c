package evaluate_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/zwgk/zwgk/qa/evaluate"
)

// near compares with a value computed by hand, given to four places.
func near(t *testing.T, name string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 5e-5 || math.IsNaN(got) {
		t.Errorf("%s = %.6f, want %.4f", name, got, want)
	}
}

func TestNDCGWeighsGradesByRank(t *testing.T) {
	relevant := evaluate.Relevance{"b": 3, "d": 1, "e": 2, "x": 0, "y": -1}
	tests := []struct {
		name   string
		ranked []string
		k      int
		want   float64
	}{
		// gain 3/log2(3) + 1/log2(5) = 2.32347; ideal 3 + 2/log2(3) + 1/log2(4) = 4.76186
		{"one relevant missing", []string{"a", "b", "c", "d"}, 10, 0.4879},
		{"best order", []string{"b", "e", "d"}, 10, 1},
		// the cut also cuts the ideal: 3/log2(3) over 3 + 2/log2(3) = 1.89279/4.26186
		{"cut at two", []string{"a", "b", "d"}, 2, 0.4441},
		{"repeated id gains once", []string{"b", "b", "b"}, 10, 0.6300}, // 3/4.76186
		{"judged not relevant", []string{"x", "y"}, 10, 0},
		{"nothing found", nil, 10, 0},
		{"no room", []string{"b"}, 0, 0},
	}
	for _, test := range tests {
		near(t, test.name, evaluate.NDCG(test.ranked, relevant, test.k), test.want)
	}
	near(t, "nothing relevant", evaluate.NDCG([]string{"a"}, nil, 10), 0)
}

func TestReciprocalRankLooksAtTheFirstRelevant(t *testing.T) {
	relevant := evaluate.Relevance{"c": 1, "d": 2}
	near(t, "third", evaluate.ReciprocalRank([]string{"a", "b", "c", "d"}, relevant, 10), 0.3333)
	near(t, "beyond the cut", evaluate.ReciprocalRank([]string{"a", "b", "c"}, relevant, 2), 0)
	near(t, "none", evaluate.ReciprocalRank(nil, relevant, 10), 0)
}

func TestRecallCountsAllRelevant(t *testing.T) {
	relevant := evaluate.Relevance{"a": 1, "b": 1, "c": 2, "d": 1, "no": 0}
	ranked := []string{"a", "no", "c", "a", "z"}
	near(t, "recall@1", evaluate.Recall(ranked, relevant, 1), 0.25)
	near(t, "recall@10", evaluate.Recall(ranked, relevant, 10), 0.5)
	near(t, "nothing relevant", evaluate.Recall(ranked, evaluate.Relevance{"no": 0}, 10), 0)
}

func TestHitAsksForAnyRelevant(t *testing.T) {
	relevant := evaluate.Relevance{"b": 1, "c": 1}
	near(t, "hit@1", evaluate.Hit([]string{"a", "b", "c"}, relevant, 1), 0)
	near(t, "hit@3", evaluate.Hit([]string{"a", "b", "c"}, relevant, 3), 1)
}

func ExampleNDCG() {
	relevant := evaluate.Relevance{"doc-1": 2, "doc-2": 1}
	fmt.Printf("%.3f\n", evaluate.NDCG([]string{"doc-2", "doc-1"}, relevant, 10))
	// Output: 0.860
}
