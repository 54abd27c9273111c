package evaluate

import (
	"slices"
	"time"

	"github.com/zwgk/zwgk/qa"
)

// Score gathers what rows are worth. It keeps a few numbers for each. It is not safe for concurrent use.
type Score struct {
	gold       *Gold
	faqs       map[string]bool
	report     Report
	answers    []Graded // all questions that can be called right or wrong
	answerable []Graded // all questions, Right meaning that they can be answered
	times      []time.Duration
}

// NewScore starts a score against what is right. faqs holds the ids of the FAQs that were loaded: relevant ids among
// them are looked for among the FAQs of a row, all others among its documents.
func NewScore(gold *Gold, faqs map[string]bool) *Score { return &Score{gold: gold, faqs: faqs} }

// Add counts one row. A dialogue is worth what its last turn is worth; times and citations count for every turn.
func (s *Score) Add(row Row) {
	s.report.Questions++
	for _, turn := range row.Turns {
		s.addTurn(turn)
	}
	if row.Result != nil {
		s.addTurn(*row.Result)
	}
	if last, ok := row.Last(); ok {
		s.addOutcome(last.Outcome)
		s.addRanks(row.Question, last)
		s.addWording(row.Question, last)
		s.addConfidence(row.Question, last)
	}
}

func (s *Score) addTurn(result Result) {
	s.report.Asked++
	s.times = append(s.times, time.Duration(result.TookMS*float64(time.Millisecond)))
	s.report.Citations += len(result.Citations)
	if result.Fault != nil {
		s.report.Faulty++
		if s.report.Fault == nil {
			s.report.Fault = result.Fault
		}
	}
}

func (s *Score) addOutcome(outcome qa.Outcome) {
	switch outcome {
	case qa.Answered:
		s.report.Answered++
	case qa.Clarify:
		s.report.Clarify++
	case qa.Unanswered:
		s.report.Unanswered++
	}
}

// addRanks measures both rankings of a row, each against the relevant ids that could stand in it.
func (s *Score) addRanks(question Question, result Result) {
	documents, faqs := make(Relevance), make(Relevance)
	for id, grade := range s.gold.Relevance(question.ID) {
		if s.faqs[id] {
			faqs[id] = grade
		} else {
			documents[id] = grade
		}
	}
	if documents.count() > 0 {
		s.report.Documents.add(result.Hits, documents)
	}
	if faqs.count() > 0 {
		s.report.FAQs.add(result.FAQ, faqs)
	}
}

// addWording compares what was said with the references. What is said instead of an answer counts as nothing said; what
// is offered from a document as uncertain counts as said.
func (s *Score) addWording(question Question, result Result) {
	references := s.gold.Answers(question.ID)
	if len(references) == 0 {
		return
	}
	w := &s.report.Wording
	w.Judged++
	if result.Outcome != qa.Answered && (result.Outcome != qa.Clarify || len(result.Citations) == 0) {
		return
	}
	w.Answered++
	w.exact += ExactMatch(result.Text, references)
	w.f1 += CharacterF1(result.Text, references)
	w.rougeL += RougeL(result.Text, references)
}

// addConfidence calls an answer right when it cites something relevant, and never when there is no answer. A question
// without judgement is called right or wrong only where it is known to have no answer.
func (s *Score) addConfidence(question Question, result Result) {
	s.answerable = append(s.answerable, Graded{result.Confidence, !question.Unanswerable})
	relevant := s.gold.Relevance(question.ID)
	judged := relevant.count() > 0
	if !judged && !question.Unanswerable {
		return
	}
	right := !question.Unanswerable && result.rests(relevant)
	s.answers = append(s.answers, Graded{result.Confidence, right})
	if result.Outcome == qa.Answered {
		s.report.Confidence.Given++
		if right {
			s.report.Confidence.GivenRight++
		}
	}
}

// rests says whether the answer cites something relevant, or is a relevant FAQ.
func (r Result) rests(relevant Relevance) bool {
	if relevant[r.AnsweredBy] > 0 {
		return true
	}
	return slices.ContainsFunc(r.Citations, func(c Citation) bool { return relevant[c.Document] > 0 })
}

// Report returns the score so far.
func (s *Score) Report() Report {
	report := s.report
	slices.Sort(s.times)
	report.P50, report.P99 = percentile(s.times, 50), percentile(s.times, 99)
	report.Confidence.fill(s.answers, s.answerable)
	return report
}

// percentile returns the nearest-rank percentile of sorted times, 0 where there are none.
func percentile(sorted []time.Duration, percent int) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	rank := (len(sorted)*percent + 99) / 100
	return sorted[max(rank, 1)-1]
}
