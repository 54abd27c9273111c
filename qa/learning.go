package qa

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
)

// Feedback is a visitor's verdict on an answer (评价), as a host keeps it. It holds nothing personal: question and reason
// are masked.
type Feedback struct {
	Question  string    `json:"question"`
	Outcome   Outcome   `json:"outcome"`
	FAQ       string    `json:"faq,omitempty"`       // id of the FAQ that answered
	Documents []string  `json:"documents,omitempty"` // ids of the documents cited
	Helpful   bool      `json:"helpful"`
	Reason    string    `json:"reason,omitempty"`
	At        time.Time `json:"at"`
}

// NewFeedback makes the Feedback on an answer.
func NewFeedback(question string, answer Answer, helpful bool, reason string, at time.Time) Feedback {
	f := Feedback{Question: maskedQuestion(question), Outcome: answer.Outcome, FAQ: answer.FAQ, Helpful: helpful,
		Reason: maskedQuestion(reason), At: at}
	for _, c := range answer.Citations {
		if !slices.Contains(f.Documents, c.Document) {
			f.Documents = append(f.Documents, c.Document)
		}
	}
	return f
}

// maskedQuestion is a question as it may be kept: cleaned, bounded, personal information masked.
func maskedQuestion(text string) string { return disclosure.Mask(cleanQuestion(text)) }

// Draft is a suggested FAQ (常见问题草稿) for a cluster of unanswered questions. The answer is a stretch of the nearest
// document, "" where none is near; a person reviews it before it becomes an FAQ.
type Draft struct {
	FAQ       disclosure.FAQ   // without ID; Reviewed is not stated
	Count     int              // how often it was asked
	Citations []Citation       // where the suggested answer stands
	Passages  []search.Passage // the nearest passages, best first
}

// How much a draft holds.
const (
	draftVariants = 8
	draftPassages = 5
)

// Drafts suggests an FAQ for each cluster, with the passages that are nearest to its question. It fails when ctx ends or
// the index does.
func Drafts(ctx context.Context, clusters []Cluster, index Retriever) ([]Draft, error) {
	drafts := make([]Draft, 0, len(clusters))
	for _, c := range clusters {
		d := Draft{Count: c.Count, FAQ: disclosure.FAQ{Question: c.Question}}
		for _, variant := range c.Variants {
			if len(d.FAQ.Variants) < draftVariants {
				d.FAQ.Variants = append(d.FAQ.Variants, variant.Text)
			}
		}
		found, err := index.Retrieve(ctx, search.Query{Text: cleanQuestion(c.Question), Limit: 10}, draftPassages)
		if err != nil {
			return drafts, fmt.Errorf("qa: draft: %w", err)
		}
		d.Passages = found.Passages
		if len(found.Documents) > 0 && unreadConfidence(found) >= offerThreshold {
			if err := d.propose(ctx, index, found); err != nil {
				return drafts, err
			}
		}
		drafts = append(drafts, d)
	}
	return drafts, nil
}

// propose fills in the stretch of the best document that answers best.
func (d *Draft) propose(ctx context.Context, index Retriever, found search.Retrieval) error {
	document, ok, err := index.Get(ctx, found.Documents[0].ID)
	if err != nil {
		return fmt.Errorf("qa: draft: %w", err)
	}
	if !ok {
		return nil
	}
	if best, ok := newReading(d.FAQ.Question, document.Text, found.Documents[0].Passage.Start, rarity(found)).best(); ok {
		d.FAQ.Answer, d.FAQ.Documents, d.FAQ.Department = document.Text[best.start:best.end], []string{document.ID}, document.Issuer()
		d.Citations = []Citation{cite(&document, best.start, best.end)}
	}
	return nil
}

// Pair is a question that a person found to be answered by an FAQ (采纳).
type Pair struct {
	Question string
	FAQ      string // id
}

// Accept returns the FAQs with each pair's question among the variants of its FAQ, masked; one that is there already,
// but for what carries no content, is not added. The FAQs given are not changed. A pair of an unknown FAQ is an error.
func Accept(faqs []disclosure.FAQ, pairs ...Pair) ([]disclosure.FAQ, error) {
	taught := slices.Clone(faqs)
	for _, pair := range pairs {
		i := slices.IndexFunc(taught, func(f disclosure.FAQ) bool { return f.ID == pair.FAQ })
		if i < 0 {
			return nil, fmt.Errorf("qa: accept: there is no FAQ %q; add it before its variants", pair.FAQ)
		}
		question := maskedQuestion(pair.Question)
		known := func(other string) bool { return bareContent(other) == bareContent(question) }
		if !askable(question) || known(taught[i].Question) || slices.ContainsFunc(taught[i].Variants, known) {
			continue
		}
		taught[i].Variants = append(slices.Clone(taught[i].Variants), question)
	}
	return taught, nil
}

// bareContent is what carries content of a question, without marks.
func bareContent(text string) string {
	return strings.Join(strings.FieldsFunc(search.Content(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), "")
}

// Flag says why an FAQ needs a look (需复核).
type Flag struct {
	FAQ      string // id
	Document string // id of the document that is the reason, "" where it is the FAQ itself
	Reason   string // in Chinese
}

// Stale flags the FAQs that rest on documents which are repealed, expired, not in force yet, replaced by others or
// missing, and those whose review is due, on a day. Flags come in the order of the FAQs.
func Stale(ctx context.Context, faqs []disclosure.FAQ, index Retriever, on disclosure.Date) ([]Flag, error) {
	var flags []Flag
	for _, faq := range faqs {
		if !faq.ReviewBy.IsZero() && faq.ReviewBy.Before(on) {
			flags = append(flags, Flag{FAQ: faq.ID, Reason: "复核日期" + faq.ReviewBy.Chinese() + "已过"})
		}
		for _, id := range faq.Documents {
			reason, err := staleReason(ctx, index, id, on)
			if err != nil {
				return flags, err
			}
			if reason != "" {
				flags = append(flags, Flag{FAQ: faq.ID, Document: id, Reason: reason})
			}
		}
	}
	return flags, nil
}

func staleReason(ctx context.Context, index Retriever, id string, on disclosure.Date) (string, error) {
	d, ok, err := index.Get(ctx, id)
	if err != nil {
		return "", fmt.Errorf("qa: stale: %w", err)
	}
	if !ok {
		return "所依据的文件不存在", nil
	}
	var reasons []string
	switch state := d.ValidityOn(on); {
	case state.Lapsed():
		reasons = append(reasons, lapsedWord(state))
	case state == disclosure.PartlyInForce:
		reasons = append(reasons, "部分内容已失效")
	case state == disclosure.NotYetInForce:
		reasons = append(reasons, "自"+d.Effective.Chinese()+"起施行，尚未生效")
	}
	links, err := index.LinksTo(ctx, id, disclosure.Replaces, disclosure.Repeals)
	if err != nil {
		return "", fmt.Errorf("qa: stale: %w", err)
	}
	if len(links) > 0 && !on.Before(links[0].Date) {
		reasons = append(reasons, "已由《"+bareTitle(links[0].Title)+"》"+links[0].Type.Chinese())
	}
	if len(reasons) == 0 {
		return "", nil
	}
	return "所依据的《" + bareTitle(d.Title) + "》" + strings.Join(reasons, "，"), nil
}
