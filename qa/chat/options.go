package chat

import (
	"context"
	"log/slog"
	"net/netip"
	"time"

	"github.com/zwgk/zwgk/qa"
)

// Options tune a Server; nil means the defaults.
type Options struct {
	Access   Access                                // who may connect; default: pages of the same origin
	Limits   Limits                                // default: see Limits
	Greeting Greeting                              // what a visitor sees first
	Refuse   func(text string) bool                // content not to take or show, see WordList; default none
	Feedback func(context.Context, Feedback) error // receives each 有帮助/没帮助; default dropped
	Metrics  Metrics                               // default none
	Log      *slog.Logger                          // operation; message bodies are never logged; default discards
	Security *SecurityLog                          // refusals and abuse; default none
}

// Access says who may connect.
type Access struct {
	// Origins lists the only pages' origins that may connect, written as browsers send them:
	// https://www.example.gov.cn. Empty: the origin that the request itself is addressed to. Once it is not empty
	// the server's own origin must be listed too.
	Origins []string

	// Programs accepts websocket clients that send no Origin. Browsers always send one, so this opens nothing to a
	// foreign page, but tools and scripts can then connect.
	Programs bool

	// Secure refuses connections that did not arrive over TLS, as seen by this process or told by a proxy.
	Secure bool

	// Proxies lists the reverse proxies whose X-Forwarded-For and X-Forwarded-Proto are believed. Default none.
	Proxies []netip.Prefix

	// Frames lists the origins whose pages may show the iframe page /chat/embed. Default: the same origin only.
	Frames []string
}

// Greeting is what a visitor sees first. Zero fields are left to the widget.
type Greeting struct {
	Title     string
	Text      string
	Questions []string    // hot questions (热门问题), at most 8 are sent
	Contact   *qa.Contact // where to ask a person (人工咨询)
}

// Feedback is one visitor's verdict on one answer. Question is masked, see Mask.
type Feedback struct {
	Conversation string
	MessageID    string
	Question     string
	Outcome      qa.Outcome
	FAQ          string   // id of the FAQ that answered, "" where none did
	Documents    []string // ids of the documents cited
	Helpful      bool
	Reason       string // masked
	At           time.Time
}

// Assistant is what a Server needs of an assistant; *qa.Assistant is one. It must be safe for concurrent use.
type Assistant interface {
	Ask(ctx context.Context, question qa.Question) (qa.Answer, error)
	Suggest(typed string, limit int) []string
}

// Illustrator is an Assistant whose answers carry tables and timelines beside the text.
type Illustrator interface {
	Illustrate(ctx context.Context, answer qa.Answer) ([]Table, []Timeline)
}

// Metrics receives what happens, for counting. Its methods are called from many goroutines and must be quick.
type Metrics interface {
	Connected(change int)                            // +1 or -1
	Received(kind string)                            // a message of that type was taken
	Answered(outcome qa.Outcome, took time.Duration) // a question was answered
	Refused(reason string)                           // a message or connection was not taken
	Closed(code int)                                 // a connection closed with that websocket code
	Late(change int)                                 // answers that run on past their budget, +1 or -1
}

type noMetrics struct{}

func (noMetrics) Connected(int)                      {}
func (noMetrics) Received(string)                    {}
func (noMetrics) Answered(qa.Outcome, time.Duration) {}
func (noMetrics) Refused(string)                     {}
func (noMetrics) Closed(int)                         {}
func (noMetrics) Late(int)                           {}
