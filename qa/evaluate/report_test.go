package evaluate_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/zwgk/zwgk/qa/evaluate"
)

func TestTheReportPrintsOnlyWhatWasJudged(t *testing.T) {
	score := evaluate.NewScore(new(evaluate.Gold), nil)
	score.Add(rows(t, threeAnswers(), evaluate.Question{ID: "1", Text: "津贴多少"})[0])
	if diff := cmp.Diff([]string{"questions", "citations", "asking p50/p99"}, names(t, score.Report())); diff != "" {
		t.Error(diff)
	}
}

func TestTheReportPrintsEveryMeasure(t *testing.T) {
	gold := new(evaluate.Gold)
	gold.Judge(evaluate.Judgement{Question: "1", Document: "doc-1", Grade: 1})
	gold.Judge(evaluate.Judgement{Question: "1", Document: "faq-7", Grade: 1})
	gold.Refer(evaluate.Reference{Question: "1", Answers: []string{"每月100元"}})
	score := evaluate.NewScore(gold, map[string]bool{"faq-7": true})
	for _, row := range rows(t, threeAnswers(), evaluate.Question{ID: "1", Text: "津贴多少"}, evaluate.Question{ID: "2", Text: "哈哈", Unanswerable: true}) {
		score.Add(row)
	}
	want := []string{"questions", "judged for documents", "nDCG@10", "MRR@10", "hit@1", "recall@1", "recall@10", "recall@100",
		"judged for FAQs", "FAQ hit@1", "FAQ hit@3", "FAQ hit@10", "judged for wording", "exact match", "character F1", "ROUGE-L",
		"AUROC of confidence", "judged for citations", "precision@coverage 0.1", "precision@coverage 0.2", "precision@coverage 0.3",
		"precision@coverage 0.4", "precision@coverage 0.5", "precision@coverage 0.6", "precision@coverage 0.7", "precision@coverage 0.8",
		"precision@coverage 0.9", "precision@coverage 1.0", "area under risk/coverage", "citations", "asking p50/p99"}
	if diff := cmp.Diff(want, names(t, score.Report())); diff != "" {
		t.Error(diff)
	}
}

// names returns what stands in the first column of a printed report.
func names(t *testing.T, report evaluate.Report) []string {
	t.Helper()
	var text strings.Builder
	if n, err := report.WriteTo(&text); err != nil || n != int64(text.Len()) {
		t.Fatalf("%d bytes told, %d written, error %v", n, text.Len(), err)
	}
	var list []string
	for _, line := range strings.Split(strings.TrimSuffix(text.String(), "\n"), "\n") {
		name, _, _ := strings.Cut(line, "  ")
		list = append(list, name)
	}
	return list
}
