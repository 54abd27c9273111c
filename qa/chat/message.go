package chat

import (
	"encoding/json"

	"github.com/zwgk/zwgk/qa"
)

// Protocol is the websocket subprotocol, and Version its number in messages.
const (
	Protocol = "zwgk.v1"
	Version  = 1
)

// Code tells a client what to do about an error.
type Code string

// The codes of ErrorMessage.
const (
	BadMessage  Code = "bad_message"  // not understood; do not repeat
	BadVersion  Code = "bad_version"  // another version of the protocol; load the page again
	Duplicate   Code = "duplicate"    // this id was asked before on this connection
	RateLimited Code = "rate_limited" // too fast; repeat after RetryMS
	Busy        Code = "busy"         // no capacity now; repeat after RetryMS
	Timeout     Code = "timeout"      // the answer took too long
	Internal    Code = "internal"     // our fault; see the log under the id that Message names
	NotFound    Code = "not_found"    // no such answer in this conversation
	Closing     Code = "closing"      // the server is going down; connect again
	Forbidden   Code = "forbidden"    // this origin may not connect
)

// HelloMessage opens a connection, and answers a client's hello.
type HelloMessage struct {
	Type         string      `json:"type"` // "hello"
	Version      int         `json:"v"`
	Conversation string      `json:"conversation"`
	Resumed      bool        `json:"resumed"` // the client's conversation goes on; missed answers follow
	Last         int         `json:"last"`    // seq of the conversation's last answer
	Title        string      `json:"title,omitempty"`
	Welcome      string      `json:"welcome,omitempty"`
	Questions    []string    `json:"questions"`
	Contact      *qa.Contact `json:"contact,omitempty"`
	MaxText      int         `json:"max_text"` // characters of a question that are read
}

// AnswerMessage answers an ask. Text, notices and titles are plain text: show them as text, never as markup.
type AnswerMessage struct {
	Type        string      `json:"type"`       // "answer"
	ID          string      `json:"id"`         // the client's
	MessageID   string      `json:"message_id"` // the server's, for feedback
	Seq         int         `json:"seq"`        // grows by one in a conversation
	Outcome     qa.Outcome  `json:"outcome"`
	Urgent      []Hotline   `json:"urgent,omitempty"` // to be shown before everything else
	Notice      string      `json:"notice"`
	Text        string      `json:"text"`
	Confidence  float64     `json:"confidence"`
	Citations   []Citation  `json:"citations"`
	Suggestions []string    `json:"suggestions"`
	Related     []Related   `json:"related"`
	Contact     *qa.Contact `json:"contact,omitempty"`
	Tables      []Table     `json:"tables,omitempty"`
	Timelines   []Timeline  `json:"timelines,omitempty"`
}

// Citation is a qa.Citation as sent: with the Chinese word for its validity, and without an address that is neither
// http, https nor tel nor a path of the same site.
type Citation struct {
	qa.Citation
	ValidityText string `json:"validity_text,omitempty"`
	Lapsed       bool   `json:"lapsed,omitempty"`
}

// Related is a qa.Related as sent.
type Related = qa.Related

// Table is a qa.Table as sent.
type Table = qa.Table

// Timeline is a qa.Timeline as sent.
type Timeline = qa.Timeline

// Step is one entry of a Timeline.
type Step = qa.Step

// SuggestMessage answers a suggest.
type SuggestMessage struct {
	Type        string   `json:"type"` // "suggest"
	ID          string   `json:"id"`
	Suggestions []string `json:"suggestions"`
}

// Turn is one question and its answer.
type Turn struct {
	Question string        `json:"question"`
	Answer   AnswerMessage `json:"answer"`
}

// HistoryMessage answers a history.
type HistoryMessage struct {
	Type  string `json:"type"` // "history"
	ID    string `json:"id"`
	Turns []Turn `json:"turns"`
}

// AckMessage confirms a feedback ("feedback_ack") or a forget ("forgotten", with the conversation that follows).
type AckMessage struct {
	Type         string `json:"type"`
	ID           string `json:"id"`
	MessageID    string `json:"message_id,omitempty"`
	Conversation string `json:"conversation,omitempty"`
}

// ErrorMessage says why a message was not answered. Message is Chinese and fit to be shown.
type ErrorMessage struct {
	Type    string `json:"type"` // "error"
	ID      string `json:"id"`
	Code    Code   `json:"code"`
	Message string `json:"message"`
	RetryMS int    `json:"retry_ms,omitempty"`
}

// newAnswer renders an answer for the wire. Lists are never null.
func newAnswer(id string, answer qa.Answer) AnswerMessage {
	m := AnswerMessage{
		Type: "answer", ID: id, Outcome: answer.Outcome, Notice: answer.Notice, Text: answer.Text,
		Confidence: answer.Confidence, Contact: answer.Contact,
		Citations: make([]Citation, 0, len(answer.Citations)), Suggestions: answer.Suggestions,
		Related: make([]Related, 0, len(answer.Related)),
	}
	for _, citation := range answer.Citations {
		citation.URL = safeURL(citation.URL)
		m.Citations = append(m.Citations, Citation{citation, citation.Validity.Chinese(), citation.Validity.Lapsed()})
	}
	for _, related := range answer.Related {
		related.URL = safeURL(related.URL)
		m.Related = append(m.Related, related)
	}
	if m.Suggestions == nil {
		m.Suggestions = []string{}
	}
	m.illustrate(answer.Tables, answer.Timelines)
	return m
}

// illustrate adds tables and timelines; what an answer brings itself comes before what an Illustrator adds to one without.
func (m *AnswerMessage) illustrate(tables []Table, timelines []Timeline) {
	if len(m.Tables) > 0 || len(m.Timelines) > 0 {
		return
	}
	m.Tables = tables
	for _, timeline := range timelines {
		steps := append([]Step(nil), timeline.Steps...)
		for i := range steps {
			steps[i].URL = safeURL(steps[i].URL)
		}
		m.Timelines = append(m.Timelines, Timeline{Caption: timeline.Caption, Steps: steps})
	}
}

// encode cannot fail: every message above is plain data.
func encode(message any) []byte {
	data, err := json.Marshal(message)
	if err != nil {
		return []byte(`{"type":"error","id":"","code":"internal","message":"服务暂时不可用，请稍后再试。"}`)
	}
	return data
}
