package qa

import (
	"context"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
)

// asking is one question at work: what is asked, and what bears on it.
type asking struct {
	text    string
	on      disclosure.Date
	filter  search.Filter
	found   search.Retrieval
	matches []faqMatch
	leaning *leaning // nil where the question stands by itself
	read    string   // how it was read then, for Explain
	repeats bool     // the best FAQ was the answer before, and does not hold what is new

	fromFAQ, fromDocument float64 // the probability that the best one answers
	evidence              documentEvidence
	best                  *bestDocument // nil until it is read
	elsewhere             bool          // the question is about a place that nothing here is about

	meant func() respelled // once it was begun to look for it; see spell
}

// bestDocument is the document to answer from, and what to say of it.
type bestDocument struct {
	rank    int // -1 where it is there no more
	text    disclosure.Document
	older   *disclosure.Document // another edition, to be named
	reading *reading
	stretch span
	ok      bool // there is a stretch to say

	aside func() aside // what is found out beside reading; nil where there is no document
}

// aside is what else there is to know of a document to answer from.
type aside struct {
	strange float64 // see strangeShare
	warning Answer  // what addNotice adds
}

func (a *Assistant) ask(ctx context.Context, asked understood, on disclosure.Date, filter Filter) (Answer, error) {
	k := &asking{text: asked.text, on: on, filter: filter.query(), leaning: asked.leaning}
	defer k.settle()
	matches := beside(func() []faqMatch { return a.faqs.match(asked.text) }) // the search takes longer
	found, err := a.index.Retrieve(ctx, search.Query{Text: asked.text, Filter: k.filter, Limit: rankedDocuments}, 0)
	k.matches = matches()
	if err != nil {
		return Answer{}, fmt.Errorf("qa: ask: %w", err)
	}
	k.found = found
	if k.leaning != nil {
		if err := a.lean(ctx, k); err != nil {
			return Answer{}, fmt.Errorf("qa: ask: %w", err)
		}
	}
	if !k.repeats {
		k.fromFAQ = faqConfidence(k.matches)
	}
	if err := a.weighDocuments(ctx, k); err != nil {
		return Answer{}, fmt.Errorf("qa: ask: %w", err)
	}
	k.elsewhere = aboutElsewhere(k.text, k.found.Documents)
	k.spellWhereUnsure(ctx, a, k.fromDocument)
	answer, err := a.answer(ctx, k)
	if err != nil {
		return answer, err
	}
	if answer.Outcome != Answered {
		a.offerSpelling(ctx, &answer, k)
	}
	if k.read != "" {
		answer.reasons = slices.Insert(answer.reasons, 0, k.read)
	}
	answer.Candidates = candidatesOf(k.matches, k.found)
	answer.Related = relatedTo(answer, k.found)
	return answer, nil
}

// spell begins to look for slips of spelling, beside what else is to be done.
func (k *asking) spell(ctx context.Context, a *Assistant) {
	if k.meant == nil {
		text := k.text
		k.meant = beside(func() respelled {
			better, err := a.meant(ctx, text)
			return respelled{better, err}
		})
	}
}

// spellWhereUnsure does so where likely nothing answers: no FAQ, and no document of the probability given.
func (k *asking) spellWhereUnsure(ctx context.Context, a *Assistant, fromDocument float64) {
	if k.fromFAQ < a.faqThreshold && fromDocument < a.threshold {
		k.spell(ctx, a)
	}
}

// settle waits for what was begun and is not wanted: nothing is at work behind an answer.
func (k *asking) settle() {
	if k.meant != nil {
		k.meant()
	}
	if k.best != nil && k.best.aside != nil {
		k.best.aside()
	}
}

// respelled is a question without its slips of spelling; see Assistant.meant.
type respelled struct {
	text string
	err  error
}

// faqDecides is the probability of an FAQ from which no document is read beside it.
const faqDecides = 0.9

// weighDocuments finds how likely the best document answers.
func (a *Assistant) weighDocuments(ctx context.Context, k *asking) error {
	if len(k.found.Documents) == 0 {
		return nil
	}
	k.evidence = evidenceOf(k.found)
	if k.fromFAQ < faqDecides && k.evidence.atBest() >= min(a.threshold, offerThreshold) { // else it is not said, however it reads
		k.spellWhereUnsure(ctx, a, k.evidence.atBest())
		best, err := a.readBest(ctx, k)
		if err != nil {
			return err
		}
		if best.ok {
			k.evidence.readWith(best.reading, best.stretch, best.aside().strange)
		}
	}
	k.fromDocument = k.evidence.confidence()
	return nil
}

// readBest reads the best document, once.
func (a *Assistant) readBest(ctx context.Context, k *asking) (*bestDocument, error) {
	if k.best != nil {
		return k.best, nil
	}
	var best bestDocument
	var err error
	if best.rank, best.text, best.older, err = a.newestEdition(ctx, k); err != nil {
		return nil, err
	}
	k.best = &best // for settle, whatever comes
	if best.rank >= 0 {
		best.aside = beside(func() (b aside) {
			b.strange = k.strange(&best.text)
			a.addNotice(ctx, &b.warning, &best.text, k.on)
			return b
		})
		best.reading = newReading(k.text, best.text.Text, k.found.Documents[best.rank].Passage.Start, rarity(k.found))
		best.stretch, best.ok = best.reading.best()
	}
	return k.best, nil
}

// reviewedFirst is how much less likely an FAQ may be than the best document and still answer: its text was reviewed, and answers
// what was asked as a whole.
const reviewedFirst = 0.3

// asIs is what share of an FAQ's wording and of a question must be the same for the FAQ to go before records.
const asIs = 0.9

// answer chooses between a document that is named, FAQ, records and documents.
func (a *Assistant) answer(ctx context.Context, k *asking) (Answer, error) {
	if answer, ok, err := a.fromName(ctx, k); ok || err != nil {
		return answer, err
	}
	sure := k.fromFAQ >= a.faqThreshold && k.fromFAQ >= k.fromDocument-reviewedFirst
	if same := len(k.matches) > 0 && k.matches[0].features[faqAsked] >= asIs && k.matches[0].features[faqStated] >= asIs; !sure || !same {
		if answer, ok := a.fromTopic(k); ok {
			return answer, nil
		}
		if answer, ok, err := a.fromRecords(ctx, k); ok || err != nil {
			return answer, err
		}
	}
	if k.elsewhere {
		return a.offer(ctx, k)
	}
	if sure {
		return a.fromFAQs(ctx, k)
	}
	if k.fromDocument >= a.threshold {
		answer, ok, err := a.fromDocuments(ctx, k, k.fromDocument)
		if ok || err != nil {
			answer.Suggestions = suggestionsFrom(k.matches, 0.3)
			return answer, err
		}
	}
	return a.offer(ctx, k)
}

// cameFrom matches how a question names the place that someone or something comes from, or goes to: 重庆户口能参保吗.
var cameFrom = regexp.MustCompile(`户口|户籍|籍|异地|外地|转到|转入|转出|转移|迁|回老家|到.{2,6}[看就务上]|在.{2,6}[就住看上工]`)

// aboutElsewhere says whether a question names a region, and not as where someone comes from, that none of the documents
// found is about.
func aboutElsewhere(text string, documents []search.Ranked) bool {
	if len(documents) == 0 || cameFrom.MatchString(text) {
		return false
	}
	for _, d := range documents[:min(len(documents), recordDocuments)] {
		if !slices.ContainsFunc(d.Features, func(f search.Feature) bool { return f.Name == "other region" && f.Value >= 0.5 }) {
			return false
		}
	}
	return true
}

// offer says that nothing answers for certain, and what may have been meant or may bear on it.
func (a *Assistant) offer(ctx context.Context, k *asking) (Answer, error) {
	suggestions, confidence := suggestionsFrom(k.matches, 0.45), math.Max(k.fromFAQ, k.fromDocument)
	if k.elsewhere {
		answer := a.unanswered(k.text, min(confidence, offerThreshold))
		answer.Text = "未找到关于这个地区的公开信息，这里只公开本地的信息。您可以向该地区的有关部门咨询，或者查看下面的相关内容。"
		answer.because("问的是别的地区，检索到的文件都与该地区无关。")
		return answer, nil
	}
	if k.fromDocument >= offerThreshold {
		answer, ok, err := a.fromDocuments(ctx, k, confidence)
		if ok || err != nil {
			answer.Outcome, answer.Suggestions, answer.Contact = Clarify, suggestions, a.contactFor(k.text)
			answer.Notice = strings.TrimSpace(uncertain + answer.Notice)
			answer.because("没有达到回答的门槛%s，只作参考。", percent(a.threshold))
			return answer, err
		}
	}
	answer := a.unanswered(k.text, confidence)
	if len(suggestions) > 0 {
		answer = Answer{Outcome: Clarify, Text: "没有找到完全对应的内容，您是不是想问：", Suggestions: suggestions,
			Confidence: confidence, Contact: a.contactFor(k.text)}
	}
	if len(k.matches) > 0 {
		answer.because("最接近的常见问题为“%s”，估计正确的可能性为%s，没有达到门槛%s。", k.matches[0].faq.Question, percent(k.fromFAQ), percent(a.faqThreshold))
	}
	answer.rested(k)
	answer.because("没有达到参考的门槛%s，不作回答。", percent(offerThreshold))
	return answer, nil
}

// offerSpelling puts the question with a likely slip put right before the other suggestions.
func (a *Assistant) offerSpelling(ctx context.Context, answer *Answer, k *asking) {
	k.spell(ctx, a)
	better := k.meant()
	meant := better.text
	answer.partial = answer.partial || better.err != nil
	if meant == "" || slices.Contains(answer.Suggestions, meant) {
		return
	}
	answer.Suggestions = append([]string{meant}, answer.Suggestions[:min(len(answer.Suggestions), 2)]...)
	answer.because("可能有错别字，建议改问“%s”。", meant)
	answer.meant = meant
	if answer.Outcome == Unanswered {
		answer.Outcome, answer.Text = Clarify, "没有找到完全对应的内容，您是不是想问："
	}
}

func (a *Assistant) fromFAQs(ctx context.Context, k *asking) (Answer, error) {
	faq := k.matches[0].faq
	answer := Answer{Outcome: Answered, Text: faq.Answer, Confidence: k.fromFAQ, FAQ: faq.ID, Suggestions: suggestionsFrom(k.matches[1:], 0.35)}
	answer.matched(k.matches[0], k.fromFAQ)
	answer.because("达到回答的门槛%s，用经过审核的原文回答。", percent(a.faqThreshold))
	for _, id := range faq.Documents {
		d, ok, err := a.document(ctx, id)
		if err != nil {
			return answer, fmt.Errorf("qa: ask: %w", err)
		}
		if !ok || len(answer.Citations) >= maxCitations {
			continue
		}
		c, ok := a.citations.cite(faq, &d, func() (span, bool) {
			return newReading(faq.Question+" "+faq.Answer, d.Text, 0, a.faqs.terms.weight).fullest()
		})
		if ok {
			answer.Citations = append(answer.Citations, c)
		}
		a.addNotice(ctx, &answer, &d, k.on)
	}
	answer.warn(faqYearNotice(k.text, faq, k.on))
	return answer, nil
}

// fromDocuments reads the best document and answers with the best run of sentences.
func (a *Assistant) fromDocuments(ctx context.Context, k *asking, confidence float64) (answer Answer, ok bool, err error) {
	best, err := a.readBest(ctx, k)
	if err != nil || !best.ok {
		return answer, false, err
	}
	d := &best.text
	start, end := best.reading.around(best.stretch)
	answer = Answer{Outcome: Answered, Text: d.Text[best.stretch.start:best.stretch.end], Confidence: confidence,
		Citations: []Citation{cite(d, start, end)}}
	answer.rested(k)
	answer.read(best.reading.kind)
	answer.add(best.aside().warning)
	answer.warn(k.yearNotice(d, answer.Text))
	if best.older != nil && best.rank > 0 {
		answer.warn(fmt.Sprintf("另有《%s》%s，以上按较新的有效版本回答。", bareTitle(best.older.Title), versionNote(best.older, k.on)))
		answer.because("同一文件另有版本《%s》，取较新的有效版本。", bareTitle(best.older.Title))
	}
	return answer, true, nil
}

// warn adds a sentence to the notice.
func (a *Answer) warn(sentence string) {
	if sentence != "" {
		a.Notice = strings.TrimSpace(a.Notice + sentence)
		a.because("提示：%s", sentence)
	}
}

// add adds a warning that was found beside.
func (a *Answer) add(warning Answer) {
	a.Notice = strings.TrimSpace(a.Notice + warning.Notice)
	a.Related = append(a.Related, warning.Related...)
	a.reasons = append(a.reasons, warning.reasons...)
	a.partial = a.partial || warning.partial
}
