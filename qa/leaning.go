package qa

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
)

// lean puts what a follow-up is about before what the question before was about. Both are looked up together, and the question
// before, which is the longer one, outweighs what is new.
func (a *Assistant) lean(ctx context.Context, k *asking) error {
	l, documents := k.leaning, k.found.Documents
	before, _, err := a.document(ctx, l.document)
	if err != nil {
		return err
	}
	if l.contrast {
		a.leanFAQs(k, l.instead(before.Title))
	}
	if len(documents) == 0 {
		return nil
	}
	best, _, err := a.document(ctx, documents[0].ID)
	if err != nil {
		return err
	}
	if l.contrast {
		if before.ID == "" {
			before = best
		}
		if replaced, err := a.replaced(ctx, k, &before, &best); replaced || err != nil {
			return err
		}
	}
	if at := l.holding(documents, &best); at > 0 {
		k.prefer(at, fmt.Sprintf("先看说到“%s”的文件。", l.own))
	} else if at := l.staying(documents); at > 0 && !l.contrast {
		k.prefer(at, "沿用上一次回答所依据的文件。")
	}
	return nil
}

// prefer puts a document that was found first.
func (k *asking) prefer(at int, why string) {
	d := k.found.Documents[at]
	k.found.Documents = slices.Insert(slices.Delete(slices.Clone(k.found.Documents), at, at+1), 0, d)
	k.read = why
}

// replaced looks up what is new with what was asked before, without the matter of that, where a document's title names it or
// the best document does not hold it. It takes the document whose matter it is, from there or from what was found already.
func (a *Assistant) replaced(ctx context.Context, k *asking, before, best *disclosure.Document) (bool, error) {
	l := k.leaning
	at := l.titled(k.found.Documents, before.Title)
	if at < 0 && heldShare(l.own, nearText(best, k.found.Documents[0].Passage)) >= holdsOwn {
		return false, nil
	}
	text := l.instead(before.Title)
	found, err := a.index.Retrieve(ctx, search.Query{Text: text, Filter: k.filter, Limit: rankedDocuments}, 0)
	if err != nil {
		return false, err
	}
	if other := l.titled(found.Documents, before.Title); other >= 0 {
		k.text, k.found = text, found
		k.prefer(other, "换了所问的对象，读作“"+text+"”。")
	} else if at >= 0 {
		k.prefer(at, fmt.Sprintf("换了所问的对象，先看标题中有“%s”的文件。", l.own))
	}
	return at >= 0 || k.read != "", nil
}

// leanFAQs takes the FAQs that answer what is new together with what was asked before, where the best one does not ask of what is
// new, or less surely. Where none does, the FAQ that was the answer before is not given again, unless its answer holds what is new.
func (a *Assistant) leanFAQs(k *asking, text string) {
	l := k.leaning
	said := func(m faqMatch) bool { return m.faq.ID == l.faq && !l.inFAQ(m.faq, true) }
	other := slices.DeleteFunc(a.faqs.match(text), said)
	asks := func(matches []faqMatch) bool { return len(matches) > 0 && l.inFAQ(matches[0].faq, false) }
	if asks(other) && (!asks(k.matches) || faqConfidence(other) > faqConfidence(k.matches)) {
		k.matches = other
	}
	k.repeats = len(k.matches) > 0 && said(k.matches[0])
}

// strange is the share of characters that stand nowhere in a document: of what is new, where that takes the place of another.
func (k *asking) strange(d *disclosure.Document) float64 {
	if k.leaning != nil && k.leaning.contrast {
		return strangeShare(k.leaning.own, d)
	}
	return strangeShare(k.text, d)
}

// contrasts says whether a question asks the same of something else, and is no longer than what leans.
func (l *leaning) contrasts() bool {
	return l.contrast && utf8.RuneCountInString(l.own) <= longFollowUp
}

// remember keeps what later questions may lean on: the last question that stood by itself, or else what took its place.
func (a *Assistant) remember(ctx context.Context, state *conversation, asked understood, answer Answer) error {
	var document string
	if len(answer.Citations) > 0 && len(answer.Citations[0].Document) <= maxIDBytes {
		document = answer.Citations[0].Document
	}
	said := document != "" || answer.FAQ != ""
	switch l := asked.leaning; {
	case asked.alone:
		state.keep(cmp.Or(answer.meant, asked.text))
		state.focusOn(answer)
	case !said:
		return nil
	case l.contrast && (document != state.document || answer.FAQ != state.faq):
		before, _, err := a.document(ctx, state.document)
		if err != nil {
			return err
		}
		now, _, err := a.document(ctx, document)
		if err != nil {
			return err
		}
		state.keep(l.own + " " + aspect(state.asked, before.Title, now.Title))
		state.focusOn(answer)
	}
	state.restOn(document, answer.FAQ)
	return nil
}
