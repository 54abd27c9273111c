package evaluate_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/zwgk/zwgk/qa/evaluate"
)

var five = []evaluate.Graded{{0.5, true}, {0.2, false}, {0.9, true}, {0.5, false}, {0.5, true}}

func TestAUROCCountsTiesHalf(t *testing.T) {
	area, ok := evaluate.AUROC(five)
	if !ok {
		t.Fatal("not known, although there are right and wrong answers")
	}
	near(t, "two ties among six pairs", area, 0.8333) // (1+1 + ½+1 + ½+1)/6
	area, _ = evaluate.AUROC([]evaluate.Graded{{1, true}, {1, false}, {1, false}})
	near(t, "all tied", area, 0.5)
	area, _ = evaluate.AUROC([]evaluate.Graded{{1, false}, {2, true}})
	near(t, "perfect", area, 1)
	area, _ = evaluate.AUROC([]evaluate.Graded{{2, false}, {1, true}})
	near(t, "upside down", area, 0)
}

func TestAUROCNeedsBothSorts(t *testing.T) {
	for _, answers := range [][]evaluate.Graded{nil, {{1, true}, {0, true}}, {{1, false}}} {
		if _, ok := evaluate.AUROC(answers); ok {
			t.Errorf("known for %v", answers)
		}
	}
}

func TestPrecisionAtCoverageSharesTies(t *testing.T) {
	near(t, "the surest", evaluate.PrecisionAtCoverage(five, 0.2), 1)
	near(t, "a cut among ties", evaluate.PrecisionAtCoverage(five, 0.4), 0.8333) // (1 + ⅔)/2
	near(t, "all ties", evaluate.PrecisionAtCoverage(five, 0.8), 0.75)
	near(t, "all", evaluate.PrecisionAtCoverage(five, 1), 0.6)
	near(t, "rounded up", evaluate.PrecisionAtCoverage(five, 0.81), 0.6)
	near(t, "nothing answered", evaluate.PrecisionAtCoverage(five, 0), 0)
	near(t, "no questions", evaluate.PrecisionAtCoverage(nil, 0.5), 0)
}

func TestRiskCoverageHasAPointForEachConfidence(t *testing.T) {
	want := []evaluate.Point{{0.2, 0, 0.9}, {0.8, 0.25, 0.5}, {1, 0.4, 0.2}}
	if diff := cmp.Diff(want, evaluate.RiskCoverage(five), cmpopts.EquateApprox(0, 1e-12)); diff != "" {
		t.Error(diff)
	}
	// risks at 1/5 … 5/5: 0, ⅙, 2/9, ¼, ⅖
	near(t, "area", evaluate.RiskArea(five), 0.2078)
	near(t, "area of nothing", evaluate.RiskArea(nil), 0)
}

func TestConfidenceMeasuresDoNotDependOnOrder(t *testing.T) {
	turned := slices.Clone(five)
	slices.Reverse(turned)
	a, _ := evaluate.AUROC(five)
	b, _ := evaluate.AUROC(turned)
	if a != b || evaluate.RiskArea(five) != evaluate.RiskArea(turned) ||
		evaluate.PrecisionAtCoverage(five, 0.4) != evaluate.PrecisionAtCoverage(turned, 0.4) {
		t.Error("another order gives another measure")
	}
	if five[0].Confidence != 0.5 {
		t.Error("the caller's list was reordered")
	}
}
