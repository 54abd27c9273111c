package qa

import (
	"github.com/zwgk/zwgk/disclosure"
)

// Outcome says how far a question could be answered.
type Outcome string

const (
	Answered   Outcome = "answered"   // Text answers, Citations prove it
	Clarify    Outcome = "clarify"    // not sure: Suggestions holds what may have been meant, or Text what may bear on it, with Notice and Citations
	Unanswered Outcome = "unanswered" // Text says so; Related and Contact say where to go on
)

// Answer is the reply to a Question. An unanswered question is a value, not an error.
type Answer struct {
	Outcome     Outcome
	Text        string     // plain text in Chinese, paragraphs parted by "\n"
	Notice      string     // to be read before Text, e.g. that the document is repealed; "" where none
	Confidence  float64    // probability that Text is right, 0 to 1
	Citations   []Citation // never empty when Answered from documents; an FAQ cites what it rests on
	FAQ         string     // id of the FAQ that answered, "" where a document did
	Related     []Related  // nearest documents, best first
	Suggestions []string   // questions that may have been meant, or asked next
	Contact     *Contact   // where to ask a person; set when not Answered and known
	Tables      []Table    // what the text rests on as a table, where it rests on typed records
	Timelines   []Timeline // the same as dated steps
	Candidates  Candidates // what was weighed, for evaluation and explanation
	reasons     []string   // see Explain
	meant       string     // the question without a slip of spelling, "" for none; what is asked next is read with it
	partial     bool       // something could not be looked up: asked again it may be answered better
}

// Citation proves a sentence: it names the document and the byte range of its Text where Quote stands, and where the
// sentence rests on a typed record, that record. Verify checks both again.
type Citation struct {
	Document  string              `json:"document"`         // id
	Number    string              `json:"number,omitempty"` // 文号
	Title     string              `json:"title"`
	Section   string              `json:"section,omitempty"` // nearest heading above, e.g. 三、申请材料
	URL       string              `json:"url,omitempty"`
	Issuer    string              `json:"issuer,omitempty"`
	Published string              `json:"published,omitempty"` // 2006-01-02
	Validity  disclosure.Validity `json:"validity,omitempty"`
	Start     int                 `json:"start"` // byte offset into Document.Text
	End       int                 `json:"end"`
	Quote     string              `json:"quote"`
	Hash      string              `json:"hash"` // hexadecimal SHA-256 of the whole Document.Text that was cited

	Record     string `json:"record,omitempty"`      // kind and place of a typed record, e.g. budgets/0
	RecordHash string `json:"record_hash,omitempty"` // hexadecimal SHA-256 of that record as JSON
}

// Related is a document near the question.
type Related struct {
	Document string `json:"document"` // id
	Title    string `json:"title"`
	URL      string `json:"url,omitempty"`
}

// Contact is where a person can be asked (咨询渠道).
type Contact struct {
	Department string `json:"department"`
	Phone      string `json:"phone,omitempty"`
	Address    string `json:"address,omitempty"`
	Note       string `json:"note,omitempty"`
}

// Candidates lists what was weighed, best first.
type Candidates struct {
	Documents []string // ids, up to 100
	FAQs      []string // ids, up to 10
}
