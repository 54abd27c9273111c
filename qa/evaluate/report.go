package evaluate

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// Report is the score of a list of questions. All measures but times are between 0 and 1.
type Report struct {
	Questions  int // rows; a dialogue is one
	Asked      int // questions put, each turn of a dialogue counted
	Answered   int // outcomes, of a dialogue that of its last turn
	Clarify    int
	Unanswered int

	Documents  Ranking // over questions with a relevant document
	FAQs       Ranking // over questions with a relevant FAQ
	Wording    Wording
	Confidence Confidence

	Citations int   // citations given
	Faulty    int   // answers whose citations did not stand, where they were checked
	Fault     error // the first of these faults, nil where there is none

	P50, P99 time.Duration // of one question, by nearest rank
}

// Ranking sums up rankings; its methods return means over Judged questions, 0 where there are none.
type Ranking struct {
	Judged                 int // questions that have something relevant
	ndcg, mrr              float64
	hit1, hit3, hit10      float64
	recall1, recall10, all float64
}

func (r *Ranking) add(ranked []string, relevant Relevance) {
	r.Judged++
	r.ndcg += NDCG(ranked, relevant, 10)
	r.mrr += ReciprocalRank(ranked, relevant, 10)
	r.hit1 += Hit(ranked, relevant, 1)
	r.hit3 += Hit(ranked, relevant, 3)
	r.hit10 += Hit(ranked, relevant, 10)
	r.recall1 += Recall(ranked, relevant, 1)
	r.recall10 += Recall(ranked, relevant, 10)
	r.all += Recall(ranked, relevant, 100)
}

// NDCG10 is the mean NDCG@10.
func (r Ranking) NDCG10() float64 { return mean(r.ndcg, r.Judged) }

// MRR10 is the mean reciprocal rank, MRR@10.
func (r Ranking) MRR10() float64 { return mean(r.mrr, r.Judged) }

// Hit1 is the share of questions with something relevant in first place.
func (r Ranking) Hit1() float64 { return mean(r.hit1, r.Judged) }

// Hit3 is the share of questions with something relevant among the first three.
func (r Ranking) Hit3() float64 { return mean(r.hit3, r.Judged) }

// Hit10 is the share of questions with something relevant among the first ten.
func (r Ranking) Hit10() float64 { return mean(r.hit10, r.Judged) }

// Recall1 is the mean recall@1.
func (r Ranking) Recall1() float64 { return mean(r.recall1, r.Judged) }

// Recall10 is the mean recall@10.
func (r Ranking) Recall10() float64 { return mean(r.recall10, r.Judged) }

// Recall100 is the mean recall@100.
func (r Ranking) Recall100() float64 { return mean(r.all, r.Judged) }

// Wording sums up how answers read beside the right ones. Its methods return means over Judged questions; one that
// was not answered counts as 0.
type Wording struct {
	Judged            int // questions with a right answer known
	Answered          int // of these
	exact, f1, rougeL float64
}

// ExactMatch is the mean of ExactMatch over the questions judged.
func (w Wording) ExactMatch() float64 { return mean(w.exact, w.Judged) }

// F1 is the mean of CharacterF1 over the questions judged.
func (w Wording) F1() float64 { return mean(w.f1, w.Judged) }

// RougeL is the mean of RougeL over the questions judged.
func (w Wording) RougeL() float64 { return mean(w.rougeL, w.Judged) }

// RougeLAnswered is the mean of RougeL over the questions that were answered.
func (w Wording) RougeLAnswered() float64 { return mean(w.rougeL, w.Answered) }

// Confidence sums up whether the assistant knows what it knows. An answer is right when it cites something relevant
// (or is a relevant FAQ), and wrong to any question that has no answer.
type Confidence struct {
	Judged       int     // questions whose answer can be called right or wrong
	Unanswerable int     // questions marked as having no answer
	Known        bool    // AUROC is known: there are questions of both sorts
	AUROC        float64 // confidence as a sign that a question has an answer
	Given        int     // judged questions answered at the assistant's own threshold
	GivenRight   int     // of these
	Curve        []Point // risk over coverage of the judged questions
	Area         float64 // under Curve
	precision    [10]float64
}

// PrecisionAt returns the precision when the surest tenths of ten of the judged questions are answered, 1 to 10.
func (c Confidence) PrecisionAt(tenths int) float64 { return c.precision[tenths-1] }

func (c *Confidence) fill(answers, answerable []Graded) {
	c.Judged = len(answers)
	c.Unanswerable = len(answerable) - rightOnes(answerable)
	c.AUROC, c.Known = AUROC(answerable)
	c.Curve, c.Area = RiskCoverage(answers), RiskArea(answers)
	for i := range c.precision {
		c.precision[i] = PrecisionAtCoverage(answers, float64(i+1)/10)
	}
}

func mean(sum float64, n int) float64 {
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}

// WriteTo prints the report, a measure a line, leaving out what nothing was judged for.
func (r Report) WriteTo(w io.Writer) (int64, error) {
	var b strings.Builder
	line := func(name, format string, values ...any) {
		fmt.Fprintf(&b, "%-26s "+format+"\n", append([]any{name}, values...)...)
	}
	line("questions", "%d (%d asked): %d answered, %d clarify, %d unanswered", r.Questions, r.Asked, r.Answered, r.Clarify, r.Unanswered)
	r.Documents.print(line)
	r.FAQs.printFAQs(line)
	r.Wording.print(line)
	r.Confidence.print(line)
	line("citations", "%d, answers with a citation that does not stand: %d", r.Citations, r.Faulty)
	if r.Fault != nil {
		line("first such fault", "%v", r.Fault)
	}
	line("asking p50/p99", "%.1f ms / %.1f ms", milliseconds(r.P50), milliseconds(r.P99))
	n, err := io.WriteString(w, b.String())
	return int64(n), err
}

type printer func(name, format string, values ...any)

func (r Ranking) print(line printer) {
	if r.Judged == 0 {
		return
	}
	line("judged for documents", "%d", r.Judged)
	line("nDCG@10", "%.4f", r.NDCG10())
	line("MRR@10", "%.4f", r.MRR10())
	line("hit@1", "%.4f", r.Hit1())
	line("recall@1", "%.4f", r.Recall1())
	line("recall@10", "%.4f", r.Recall10())
	line("recall@100", "%.4f", r.Recall100())
}

func (r Ranking) printFAQs(line printer) {
	if r.Judged == 0 {
		return
	}
	line("judged for FAQs", "%d", r.Judged)
	line("FAQ hit@1", "%.4f", r.Hit1())
	line("FAQ hit@3", "%.4f", r.Hit3())
	line("FAQ hit@10", "%.4f", r.Hit10())
}

func (w Wording) print(line printer) {
	if w.Judged == 0 {
		return
	}
	line("judged for wording", "%d, of these answered %d", w.Judged, w.Answered)
	line("exact match", "%.4f", w.ExactMatch())
	line("character F1", "%.4f", w.F1())
	line("ROUGE-L", "%.4f (where answered %.4f)", w.RougeL(), w.RougeLAnswered())
}

func (c Confidence) print(line printer) {
	if c.Known {
		line("AUROC of confidence", "%.4f (%d without an answer)", c.AUROC, c.Unanswerable)
	}
	if c.Judged == 0 {
		return
	}
	line("judged for citations", "%d, answered %d (coverage %.4f), right of these %d (precision %.4f)", c.Judged,
		c.Given, mean(float64(c.Given), c.Judged), c.GivenRight, mean(float64(c.GivenRight), c.Given))
	for tenths := 1; tenths <= 10; tenths++ {
		line(fmt.Sprintf("precision@coverage %.1f", float64(tenths)/10), "%.4f", c.PrecisionAt(tenths))
	}
	line("area under risk/coverage", "%.4f", c.Area)
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
