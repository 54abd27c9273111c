package qa

import (
	"context"
	"crypto/sha256"
	"slices"
	"strings"
	"unsafe"

	"github.com/zwgk/zwgk/disclosure"
)

// defaultRemembered is how many bytes of answers are remembered: those to some 3,000 questions.
const defaultRemembered = 16 << 20

// remembered keeps answers to questions that stand by themselves, because a portal is asked the same few again and again.
// An answer is remembered under a hash of the question, never under its words.
type remembered struct {
	steady[rememberedKey, Answer]
}

type rememberedKey [sha256.Size]byte

// revised is a Retriever that tells when what it holds has changed; *search.Index is one. Of others nothing is remembered.
type revised interface{ Revision() (uint64, error) }

// revision returns the revision of the index; ok is false where it tells none.
func (a *Assistant) revision() (revision uint64, ok bool) {
	index, ok := a.index.(revised)
	if !ok {
		return 0, false
	}
	revision, err := index.Revision()
	return revision, err == nil
}

// recall answers as ask does, from memory where the same was asked before. A question that holds personal data is neither
// looked up nor remembered.
func (a *Assistant) recall(ctx context.Context, asked understood, on disclosure.Date, filter Filter) (Answer, error) {
	revision, ok := a.revision()
	if !ok || a.remembered.limit <= 0 || disclosure.Mask(asked.text) != asked.text {
		return a.ask(ctx, asked, on, filter)
	}
	key := rememberedKey(sha256.Sum256([]byte(strings.Join([]string{asked.text, on.String(), filter.Agency, filter.Site}, "\x00"))))
	if answer, ok := a.remembered.get(revision, key); ok {
		return answer, nil
	}
	answer, err := a.ask(ctx, asked, on, filter)
	if err != nil || answer.partial {
		return answer, err
	}
	if now, ok := a.revision(); ok && now == revision { // all of it was read from one state of the index
		a.remembered.put(revision, key, answer)
	}
	return answer, nil
}

func (r *remembered) get(revision uint64, key rememberedKey) (Answer, bool) {
	answer, ok := r.steady.get(revision, key)
	return answer.clone(), ok
}

func (r *remembered) put(revision uint64, key rememberedKey, answer Answer) {
	answer = answer.clone()
	r.steady.put(revision, key, answer, int(unsafe.Sizeof(answer))+answer.detach()+256) // for list and map
}

// clone copies what a host may change in an answer.
func (a Answer) clone() Answer {
	a.Citations, a.Related, a.Suggestions = slices.Clone(a.Citations), slices.Clone(a.Related), slices.Clone(a.Suggestions)
	a.Candidates.Documents, a.Candidates.FAQs = slices.Clone(a.Candidates.Documents), slices.Clone(a.Candidates.FAQs)
	a.reasons = slices.Clone(a.reasons)
	if a.Contact != nil {
		contact := *a.Contact
		a.Contact = &contact
	}
	a.Tables, a.Timelines = slices.Clone(a.Tables), slices.Clone(a.Timelines)
	for i := range a.Tables {
		t := &a.Tables[i]
		t.Columns, t.Rows = slices.Clone(t.Columns), slices.Clone(t.Rows)
		for j := range t.Rows {
			t.Rows[j] = slices.Clone(t.Rows[j])
		}
	}
	for i := range a.Timelines {
		a.Timelines[i].Steps = slices.Clone(a.Timelines[i].Steps)
	}
	return a
}

// detach copies every string of a cloned answer, which may be a piece of a whole document, and returns the bytes that the
// answer takes.
func (a *Answer) detach() (bytes int) {
	own := func(texts ...*string) {
		for _, s := range texts {
			*s = strings.Clone(*s)
			bytes += len(*s) + int(unsafe.Sizeof(*s))
		}
	}
	all := func(texts []string) {
		for i := range texts {
			own(&texts[i])
		}
	}
	own(&a.Text, &a.Notice, &a.FAQ)
	for i := range a.Citations {
		c := &a.Citations[i]
		own(&c.Document, &c.Number, &c.Title, &c.Section, &c.URL, &c.Issuer, &c.Published, &c.Quote, &c.Hash, &c.Record, &c.RecordHash, (*string)(&c.Validity))
	}
	for i := range a.Related {
		own(&a.Related[i].Document, &a.Related[i].Title, &a.Related[i].URL)
	}
	for _, texts := range [][]string{a.Suggestions, a.Candidates.Documents, a.Candidates.FAQs, a.reasons} {
		all(texts)
	}
	if a.Contact != nil {
		own(&a.Contact.Department, &a.Contact.Phone, &a.Contact.Address, &a.Contact.Note)
	}
	for i := range a.Tables {
		own(&a.Tables[i].Caption)
		all(a.Tables[i].Columns)
		for _, row := range a.Tables[i].Rows {
			all(row)
		}
	}
	for i := range a.Timelines {
		own(&a.Timelines[i].Caption)
		for j := range a.Timelines[i].Steps {
			s := &a.Timelines[i].Steps[j]
			own(&s.Date, &s.Title, &s.Text, &s.URL, &s.Document)
		}
	}
	return bytes
}
