package qa

import (
	"context"
	"regexp"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
	"github.com/zwgk/zwgk/search/chinese"
)

// understood is how a question is read in its conversation.
type understood struct {
	text   string // what is asked
	alone  bool   // it stands by itself: what follows may lean on it
	reason string // for Explain
}

// otherYear matches a follow-up that asks the same of another year: 去年的呢, 2023年呢, 那前年是多少.
var otherYear = regexp.MustCompile(`^(?:那|那么)?((?:19|20)\d\d年?|今年|本年|去年|上年|上一年|前年|明年)度?(?:的|又)?(?:呢|是多少|多少|怎么样|的话)*[?？。 ]*$`)

// understand reads a question in its conversation: with the year replaced in the question before, with its topic before
// it, or by itself.
func (a *Assistant) understand(ctx context.Context, c conversation, typed string, on disclosure.Date) (understood, error) {
	if c.topic == "" {
		return understood{text: typed, alone: true}, nil
	}
	if m := otherYear.FindStringSubmatch(chinese.Fold(typed)); m != nil {
		if years, _ := yearsAsked(m[1], on); len(years) == 1 {
			text := cleanQuestion(withYear(c.asked, years[0]))
			return understood{text, true, "结合上一个问题，读作“" + text + "”。"}, nil
		}
	}
	if !leans(typed) {
		reason := ""
		if !sharesPair(typed, c.topic) {
			reason = "话题已经改变，不再结合“" + c.topic + "”。"
		}
		return understood{typed, true, reason}, nil
	}
	if a.changesTopic(c, typed) {
		return understood{typed, true, "问题自身完整，话题已经改变，不再结合“" + c.topic + "”。"}, nil
	}
	return understood{text: cleanQuestion(c.topic + " " + typed), reason: "结合上文话题“" + c.topic + "”理解。"}, nil
}

// changedConfidence is how likely an FAQ must answer a short question by itself for it to begin another topic.
const changedConfidence = 0.7

// changesTopic says whether a question that looks like a follow-up begins another topic: an FAQ that shares nothing with
// the topic answers it as it stands.
func (a *Assistant) changesTopic(c conversation, typed string) bool {
	if containsAny(typed, followUps.hold) || sharesPair(typed, c.topic) {
		return false
	}
	matches := a.faqs.match(typed, nil)
	return len(matches) > 0 && faqConfidence(matches) >= changedConfidence && !sharesPair(matches[0].faq.Question, c.topic)
}

// sharesPair says whether two texts share two characters on end that carry content.
func sharesPair(a, b string) bool {
	return sharedRun(strings.ReplaceAll(search.Content(a), " ", "|"), strings.ReplaceAll(search.Content(b), " ", "/")) >= 2
}
