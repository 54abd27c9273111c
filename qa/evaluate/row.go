package evaluate

import (
	"time"

	"github.com/zwgk/zwgk/qa"
)

// Bounds of a row's rankings.
const (
	MaxHits = 100
	MaxFAQs = 10
)

// Row is what came of one Question: a Result, or one for each turn of a dialogue. As JSON a single question's row is
// flat, {"id","outcome",…}, and a dialogue's {"id","turns":[…]}.
type Row struct {
	ID string `json:"id"`
	*Result
	Turns []Result `json:"turns,omitempty"`

	Question Question `json:"-"` // what was asked
}

// Last returns the result of the question or of the last turn, and false for an empty row.
func (r Row) Last() (Result, bool) {
	if r.Result != nil {
		return *r.Result, true
	}
	if len(r.Turns) > 0 {
		return r.Turns[len(r.Turns)-1], true
	}
	return Result{}, false
}

// Result is one answer as it is written down and measured. Its lists are never null in JSON.
type Result struct {
	Outcome    qa.Outcome `json:"outcome"`
	Text       string     `json:"text"`
	Confidence float64    `json:"confidence"`
	Hits       []string   `json:"hits"` // ids of documents in order of rank, at most MaxHits
	Citations  []Citation `json:"citations"`
	FAQ        []string   `json:"faq"`     // ids of FAQs in order of rank, at most MaxFAQs
	TookMS     float64    `json:"took_ms"` // milliseconds, to the microsecond

	AnsweredBy string `json:"-"` // id of the FAQ that answered, "" where a document did or nothing
	Fault      error  `json:"-"` // what is wrong with the citations, where they were checked
}

// Citation is what a row tells of a qa.Citation. Start and End are byte offsets into the document's text.
type Citation struct {
	Document string `json:"document"` // id
	Number   string `json:"number"`   // 文号, "" where the document has none
	Title    string `json:"title"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	Quote    string `json:"quote"`
}

func resultOf(answer qa.Answer, took time.Duration) Result {
	result := Result{
		Outcome:    answer.Outcome,
		Text:       answer.Text,
		Confidence: answer.Confidence,
		Hits:       top(answer.Candidates.Documents, MaxHits),
		Citations:  []Citation{},
		FAQ:        top(answer.Candidates.FAQs, MaxFAQs),
		TookMS:     float64(took.Microseconds()) / 1000,
		AnsweredBy: answer.FAQ,
	}
	for _, c := range answer.Citations {
		result.Citations = append(result.Citations, Citation{c.Document, c.Number, c.Title, c.Start, c.End, c.Quote})
	}
	return result
}

// top copies the first n of a list; the copy is never nil.
func top(ids []string, n int) []string {
	return append([]string{}, ids[:min(n, len(ids))]...)
}
