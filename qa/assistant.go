package qa

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
	"github.com/zwgk/zwgk/search/chinese"
)

// Options tune an Assistant; nil means the defaults.
type Options struct {
	Threshold float64                // least probability to answer from documents with; default 0.6. See FAQThreshold
	Contacts  []Department           // where to send what is not answered; the first is the default
	Today     func() disclosure.Date // default: the local civil date
	Remember  int                    // bytes of answers kept for questions that are asked again word for word; default 16 MiB, negative: none
}

// FAQThreshold is the least probability to answer with an FAQ, where no higher Options.Threshold is set. Below it the
// questions that may have been meant are offered instead: an FAQ is returned whole, and a wrong one misleads.
const FAQThreshold = 0.5

// defaultThreshold is set for everyday questions to a portal, which a false premise can look much like: of 770 in four sets it answers
// 80 of 100, 90 of 100 of them from a right document, and 10 of 100 of 490 that nothing answers; 0.5 would answer 6 and 5 more.
const defaultThreshold = 0.6

// offerThreshold is the least probability to offer what was found, marked as uncertain, instead of an answer.
const offerThreshold = 0.25

// uncertain stands before what is offered and not answered.
const uncertain = "没有找到确切的答案，以下内容可能与您的问题有关，请以原文为准。"

// Department is an office and the topics it is responsible for.
type Department struct {
	Contact
	Topics []string
}

// Assistant answers questions over an index and a list of FAQs. It is safe for concurrent use.
type Assistant struct {
	index        Retriever
	faqs         *faqIndex
	threshold    float64 // for documents
	faqThreshold float64
	contacts     []Department
	today        func() disclosure.Date
	questions    []string // of the FAQs, for suggestions
	completer    *search.Completer

	conversations *conversations
	remembered    *remembered
	citations     faqCitations
	documents     *documents
}

// Retriever is what an Assistant needs of an index; *search.Index is one.
type Retriever interface {
	Retrieve(ctx context.Context, query search.Query, passages int) (search.Retrieval, error)
	Get(ctx context.Context, id string) (disclosure.Document, bool, error)
	LinksTo(ctx context.Context, id string, types ...disclosure.RelationType) ([]search.Link, error)
}

// New prepares an assistant. The FAQs are held in memory, and so is an index of them.
func New(index Retriever, faqs []disclosure.FAQ, opts *Options) (*Assistant, error) {
	a := &Assistant{index: index, threshold: defaultThreshold, faqThreshold: FAQThreshold, conversations: newConversations(), documents: newDocuments(),
		remembered: &remembered{}, today: func() disclosure.Date { return disclosure.DateOf(time.Now()) }}
	a.remembered.limit = defaultRemembered
	if opts != nil {
		if opts.Threshold > 0 {
			a.threshold, a.faqThreshold = opts.Threshold, max(opts.Threshold, FAQThreshold)
		}
		if opts.Today != nil {
			a.today = opts.Today
		}
		if opts.Remember != 0 {
			a.remembered.limit = opts.Remember
		}
		a.contacts = opts.Contacts
	}
	var err error
	if a.faqs, err = newFAQIndex(faqs); err != nil {
		return nil, fmt.Errorf("qa: prepare FAQs: %w", err)
	}
	for _, faq := range faqs {
		a.questions = append(a.questions, faq.Question)
	}
	a.completer = newQuestionCompleter(a.questions)
	return a, nil
}

// How much is weighed for one question.
const (
	rankedDocuments = 100
	readDocuments   = 3
	maxCitations    = 3
)

// Close lets go of what the assistant holds in memory. The index it was given stays open; it is the host's.
func (a *Assistant) Close() error { return a.faqs.index.Close() }

// Ask answers one question. A question that leans on the one before it in its conversation (那需要什么材料, 去年的呢) is read
// together with it. Ask fails only when ctx ends or the index does; see Answer for everything else.
func (a *Assistant) Ask(ctx context.Context, question Question) (Answer, error) {
	on := question.On
	if on.IsZero() {
		on = a.today()
	}
	typed := withWholeYears(cleanQuestion(question.Text), on)
	state := a.conversations.get(question.Conversation)
	if !askable(typed) {
		return a.notUnderstood(), nil
	}
	if answer, ok := a.smallTalk(typed); ok {
		answer.because("是问候、道谢或者要求人工服务，不检索。")
		return answer, nil
	}
	if beyondScope(typed) {
		return a.beyond(typed), nil
	}
	if state.topic == "" && (saysNothing(typed) || otherYear.MatchString(chinese.Fold(typed))) {
		return a.notUnderstood(), nil // 去年的呢, 那个怎么弄, and nothing before it
	}
	asked, err := a.understand(ctx, state, typed, on, question.Filter.query())
	if err != nil {
		return Answer{}, fmt.Errorf("qa: ask: %w", err)
	}
	find := a.ask
	if asked.alone && asked.text == typed { // it depends on nothing said before
		find = a.recall
	}
	answer, err := find(ctx, asked, on, question.Filter)
	if err != nil {
		return answer, err
	}
	if asked.reason != "" {
		answer.reasons = append([]string{asked.reason}, answer.reasons...)
	}
	if err := a.remember(ctx, &state, asked, answer); err != nil {
		return Answer{}, fmt.Errorf("qa: ask: %w", err)
	}
	state.misses++
	if answer.Outcome == Answered {
		state.misses = 0
	}
	if state.misses >= missesToHandOver && answer.Contact != nil {
		answer.Text += "\n已连续两次没有找到答案，建议直接联系" + answer.Contact.Department + "。"
		answer.because("已连续%d次没有答出，转由部门答复。", state.misses)
	}
	a.conversations.put(state)
	return answer, nil
}

// missesToHandOver is after how many unanswered questions in a row a visitor is pointed to a person.
const missesToHandOver = 2

func (a *Assistant) unanswered(text string, confidence float64) Answer {
	return Answer{Outcome: Unanswered, Confidence: confidence, Contact: a.contactFor(text),
		Text: "未找到能够回答这个问题的公开信息。您可以换一种说法，查看下面的相关内容，或者向有关部门咨询。"}
}

func (a *Assistant) beyond(text string) Answer {
	answer := a.unanswered(text, 0)
	answer.because("问的不是政务公开的事项，不检索。")
	answer.Text = "这个问题不在政务公开信息的范围内，未找到可以回答的公开信息。您可以询问政策、办事、收费、补贴等事项。"
	answer.Suggestions = a.questions[:min(len(a.questions), 3)]
	return answer
}

func (a *Assistant) notUnderstood() Answer {
	answer := a.unanswered("", 0)
	answer.because("没有可以检索的文字。")
	answer.Text = "请用一句话写下您想了解的事项，例如“高龄津贴怎么申请？”"
	answer.Suggestions = a.questions[:min(len(a.questions), 3)]
	return answer
}

// contactFor returns the department whose topics the question names most of, else the first.
func (a *Assistant) contactFor(text string) *Contact {
	if len(a.contacts) == 0 {
		return nil
	}
	best, most := &a.contacts[0], 0
	for i := range a.contacts {
		n := 0
		for _, topic := range a.contacts[i].Topics {
			if topic != "" && strings.Contains(text, topic) {
				n += len(topic)
			}
		}
		if n > most {
			best, most = &a.contacts[i], n
		}
	}
	contact := best.Contact
	return &contact
}

func suggestionsFrom(matches []faqMatch, least float64) []string {
	var questions []string
	for _, m := range matches {
		if m.score >= least && len(questions) < 3 && !slices.Contains(questions, m.faq.Question) {
			questions = append(questions, m.faq.Question)
		}
	}
	return questions
}

func candidatesOf(matches []faqMatch, found search.Retrieval) Candidates {
	var c Candidates
	for _, d := range found.Documents {
		c.Documents = append(c.Documents, d.ID)
	}
	for _, m := range matches {
		c.FAQs = append(c.FAQs, m.faq.ID)
	}
	return c
}

// relatedTo lists the nearest documents that the answer does not cite already.
func relatedTo(answer Answer, found search.Retrieval) []Related {
	related := answer.Related
	seen := map[string]bool{}
	for _, c := range answer.Citations {
		seen[c.Document] = true
	}
	for _, r := range related {
		seen[r.Document] = true
	}
	for _, d := range found.Documents {
		if len(related) >= 5 {
			break
		}
		if !seen[d.ID] {
			related = append(related, Related{Document: d.ID, Title: d.Title, URL: d.URL})
		}
	}
	return related
}

func oneOf(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}
