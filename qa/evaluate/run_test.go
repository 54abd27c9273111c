package evaluate_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/zwgk/zwgk/qa"
	"github.com/zwgk/zwgk/qa/evaluate"
)

// scripted answers by a list, and remembers what it was asked.
type scripted struct {
	answers map[string]qa.Answer
	asked   []qa.Question
}

func (s *scripted) Ask(_ context.Context, question qa.Question) (qa.Answer, error) {
	s.asked = append(s.asked, question)
	if question.Text == "断" {
		return qa.Answer{}, errors.New("index gone")
	}
	answer, ok := s.answers[question.Text]
	if !ok {
		answer = qa.Answer{Outcome: qa.Unanswered, Text: "未找到", Confidence: 0.1}
	}
	return answer, nil
}

func threeAnswers() *scripted {
	return &scripted{answers: map[string]qa.Answer{
		"津贴多少": {
			Outcome: qa.Answered, Text: "每月100元", Confidence: 0.9,
			Citations:  []qa.Citation{{Document: "doc-1", Number: "宜民发〔2025〕3号", Title: "高龄津贴办法", Start: 3, End: 14, Quote: "每月100元"}},
			Candidates: qa.Candidates{Documents: []string{"doc-1", "doc-2"}},
		},
		"怎么申请": {
			Outcome: qa.Answered, Text: "向社区申请", Confidence: 0.8, FAQ: "faq-7",
			Candidates: qa.Candidates{Documents: []string{"doc-9"}, FAQs: []string{"faq-7", "faq-8"}},
		},
		"明天下雨吗": {Outcome: qa.Answered, Text: "不知道", Confidence: 0.8, Citations: []qa.Citation{{Document: "doc-1"}}},
	}}
}

func rows(t *testing.T, asker evaluate.Asker, questions ...evaluate.Question) []evaluate.Row {
	t.Helper()
	var list []evaluate.Row
	for row, err := range evaluate.Run(t.Context(), asker, slices.Values(questions), nil) {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, row)
	}
	return list
}

func TestARowCarriesTheFieldsOfTheContract(t *testing.T) {
	got := rows(t, threeAnswers(), evaluate.Question{ID: "1", Text: "津贴多少"}, evaluate.Question{ID: "2", Text: "哈哈"},
		evaluate.Question{ID: "3", Turns: []string{"怎么申请", "哈哈"}})
	want := []string{
		`{"id":"1","outcome":"answered","text":"每月100元","confidence":0.9,"hits":["doc-1","doc-2"],"citations":[{"document":"doc-1","number":"宜民发〔2025〕3号","title":"高龄津贴办法","start":3,"end":14,"quote":"每月100元"}],"faq":[],"took_ms":1.5}`,
		`{"id":"2","outcome":"unanswered","text":"未找到","confidence":0.1,"hits":[],"citations":[],"faq":[],"took_ms":1.5}`,
		`{"id":"3","turns":[{"outcome":"answered","text":"向社区申请","confidence":0.8,"hits":["doc-9"],"citations":[],"faq":["faq-7","faq-8"],"took_ms":1.5},{"outcome":"unanswered","text":"未找到","confidence":0.1,"hits":[],"citations":[],"faq":[],"took_ms":1.5}]}`,
	}
	for i, row := range got {
		if row.Result != nil {
			row.TookMS = 1.5
		}
		for j := range row.Turns {
			row.Turns[j].TookMS = 1.5
		}
		line, err := json.Marshal(row)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want[i], string(line)); diff != "" {
			t.Error(diff)
		}
	}
}

func TestEachDialogueIsOneConversationOfItsOwn(t *testing.T) {
	asker := threeAnswers()
	rows(t, asker, evaluate.Question{ID: "a", Turns: []string{"津贴多少", "怎么申请"}}, evaluate.Question{ID: "b", Turns: []string{"怎么申请"}},
		evaluate.Question{ID: "c", Text: "津贴多少"})
	q := asker.asked
	if len(q) != 4 || q[0].Conversation == "" || q[0].Conversation != q[1].Conversation || q[1].Conversation == q[2].Conversation || q[3].Conversation != "" {
		t.Errorf("conversations: %+v", q)
	}
}

func TestRankingsAreCutToTheBounds(t *testing.T) {
	many := make([]string, 200)
	for i := range many {
		many[i] = fmt.Sprint("d", i)
	}
	asker := &scripted{answers: map[string]qa.Answer{"多": {Candidates: qa.Candidates{Documents: many, FAQs: many}}}}
	row := rows(t, asker, evaluate.Question{ID: "1", Text: "多"})[0]
	if len(row.Hits) != 100 || len(row.FAQ) != 10 {
		t.Errorf("%d hits, %d FAQs", len(row.Hits), len(row.FAQ))
	}
}

func TestAFailingAssistantEndsTheRunAndNamesTheQuestion(t *testing.T) {
	questions := slices.Values([]evaluate.Question{{ID: "1", Text: "津贴多少"}, {ID: "2", Text: "断"}, {ID: "3", Text: "怎么申请"}})
	n := 0
	var last error
	for _, err := range evaluate.Run(t.Context(), threeAnswers(), questions, nil) {
		n, last = n+1, err
	}
	if n != 2 || last == nil || !strings.Contains(last.Error(), "question 2: index gone") {
		t.Errorf("%d rows, last error %v", n, last)
	}
}

func TestScoreAgainstHandComputedValues(t *testing.T) {
	gold := new(evaluate.Gold)
	gold.Judge(evaluate.Judgement{Question: "1", Document: "doc-2", Grade: 1}) // second place, and not cited
	gold.Judge(evaluate.Judgement{Question: "2", Document: "faq-7", Grade: 1}) // first FAQ
	gold.Refer(evaluate.Reference{Question: "3", Documents: []string{"doc-1"}, Answers: []string{"每月100元，按季发放"}})
	gold.Refer(evaluate.Reference{Question: "4", Answers: []string{"未知"}})
	questions := []evaluate.Question{
		{ID: "1", Text: "津贴多少"}, {ID: "2", Text: "怎么申请"},
		{ID: "3", Turns: []string{"怎么申请", "津贴多少"}}, {ID: "4", Text: "哈哈"}, {ID: "5", Text: "明天下雨吗", Unanswerable: true},
	}
	score := evaluate.NewScore(gold, map[string]bool{"faq-7": true, "faq-8": true})
	for _, row := range rows(t, threeAnswers(), questions...) {
		score.Add(row)
	}
	r := score.Report()
	if r.Questions != 5 || r.Asked != 6 || r.Answered != 4 || r.Unanswered != 1 || r.Clarify != 0 {
		t.Errorf("counts: %+v", r)
	}
	if r.Documents.Judged != 2 || r.FAQs.Judged != 1 || r.Wording.Judged != 2 || r.Wording.Answered != 1 || r.Confidence.Judged != 4 {
		t.Errorf("judged: documents %d, FAQs %d, wording %d/%d, confidence %d",
			r.Documents.Judged, r.FAQs.Judged, r.Wording.Judged, r.Wording.Answered, r.Confidence.Judged)
	}
	near(t, "nDCG@10", r.Documents.NDCG10(), 0.8155) // (1/log2(3) + 1)/2
	near(t, "MRR@10", r.Documents.MRR10(), 0.75)
	near(t, "hit@1", r.Documents.Hit1(), 0.5)
	near(t, "recall@100", r.Documents.Recall100(), 1)
	near(t, "FAQ hit@1", r.FAQs.Hit1(), 1)
	near(t, "ROUGE-L", r.Wording.RougeL(), 0.3529) // of two questions one, 2·6/(6+11)
	near(t, "exact match", r.Wording.ExactMatch(), 0)
	// confidences of the five: .9 .8 .9 .1 can be answered, .8 cannot: 2 + ½ of 4 pairs
	near(t, "AUROC", r.Confidence.AUROC, 0.6250)
	// judged and answered: 1 cites another document, 2 is the FAQ, 3 cites the right one, 5 has no answer
	if r.Confidence.Given != 4 || r.Confidence.GivenRight != 2 {
		t.Errorf("%d given, %d right", r.Confidence.Given, r.Confidence.GivenRight)
	}
	near(t, "precision at 0.5", r.Confidence.PrecisionAt(5), 0.5)
	near(t, "precision at 0.7", r.Confidence.PrecisionAt(7), 0.5) // (1 of 2, and half a right one) of 3
}

func TestTimesAreNearestRankPercentiles(t *testing.T) {
	score := evaluate.NewScore(new(evaluate.Gold), nil)
	for i := 1; i <= 200; i++ {
		score.Add(evaluate.Row{Result: &evaluate.Result{TookMS: float64(i)}})
	}
	if r := score.Report(); r.P50 != 100*time.Millisecond || r.P99 != 198*time.Millisecond {
		t.Errorf("p50 %v, p99 %v", r.P50, r.P99)
	}
	if r := evaluate.NewScore(new(evaluate.Gold), nil).Report(); r.P99 != 0 {
		t.Errorf("p99 of nothing is %v", r.P99)
	}
}

func ExampleRun() {
	file, err := os.Open("testdata/queries.jsonl")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer file.Close()
	var questions []evaluate.Question
	for question, err := range evaluate.DecodeQuestions(file) {
		if err != nil {
			fmt.Println(err) // a bad line; the rest is read
			continue
		}
		questions = append(questions, question)
	}
	gold := new(evaluate.Gold)
	gold.Judge(evaluate.Judgement{Question: "q1", Document: "doc-1", Grade: 1})

	score := evaluate.NewScore(gold, nil)
	for row, err := range evaluate.Run(context.Background(), threeAnswers(), slices.Values(questions), nil) {
		if err != nil {
			fmt.Println(err)
			return
		}
		score.Add(row)
	}
	report := score.Report()
	fmt.Printf("nDCG@10 %.2f, AUROC %.2f\n", report.Documents.NDCG10(), report.Confidence.AUROC)
	// Output:
	// disclosure: line 3: field id: missing
	// nDCG@10 1.00, AUROC 1.00
}
