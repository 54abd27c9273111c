package qa

import (
	"sync"

	"github.com/zwgk/zwgk/disclosure"
)

// faqCitations remembers where documents say what the FAQs that rest on them do. That is the same for every question that
// an FAQ answers, and reading the documents is half of what such an answer costs.
type faqCitations struct {
	mu    sync.Mutex
	known map[faqPlace]Citation
}

type faqPlace struct {
	faq      *disclosure.FAQ
	document string
}

// maxFAQCitations bounds them: each holds a quote. FAQs rest on few documents, so they are hardly ever more.
const maxFAQCitations = 10_000

// cite cites where the document says what the FAQ does; read looks for it. A place that was found in another text of the
// document is looked for again.
func (f *faqCitations) cite(faq *disclosure.FAQ, d *disclosure.Document, read func() (span, bool)) (Citation, bool) {
	place := faqPlace{faq, d.ID}
	f.mu.Lock()
	known, ok := f.known[place]
	f.mu.Unlock()
	if ok && known.End <= len(d.Text) {
		if c := cite(d, known.Start, known.End); c.Hash == known.Hash {
			return c, true
		}
	}
	best, ok := read()
	if !ok {
		return Citation{}, false
	}
	c := cite(d, best.start, best.end)
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.known == nil || len(f.known) >= maxFAQCitations {
		f.known = make(map[faqPlace]Citation)
	}
	f.known[place] = Citation{Start: c.Start, End: c.End, Hash: c.Hash}
	return c, true
}
