package qa

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
	"github.com/zwgk/zwgk/search/chinese"
)

// understood is how a question is read in its conversation.
type understood struct {
	text    string   // what is asked
	alone   bool     // it stands by itself: what follows may lean on it
	reason  string   // for Explain
	leaning *leaning // nil where it does not lean on the question before
}

// otherYear matches a follow-up that asks the same of another year: 去年的呢, 2023年呢, 18年那会儿呢, 那前年是多少.
var otherYear = regexp.MustCompile(`^(?:那|那么)?((?:19|20)\d\d年?|\d\d年|今年|本年|去年|上年|上一年|前年|明年)度?(?:的|又|那会儿?|那时候?|当时|那次|那回|那批)*(?:呢|是多少|多少|怎么样|咋样|的话)*[?？。 ]*$`)

// turned matches how a visitor says that another matter follows; heard matches what only receives the answer before.
var (
	turned = regexp.MustCompile(`^(?:算了|不问(?:这个|了)|不说(?:这个|了)|换(?:一?个|一下)(?:问题|话题)?|另外(?:再?问)?|再问(?:一?个|一下|下|你)?(?:别的|其他|事儿?)?|还有(?:个|件)事儿?|顺便问?(?:一下|下)?)(?:不?问?这个了?)?[,，。.!！ 、:：]+|^对了[,，。.!！ 、:：]*`)
	heard  = regexp.MustCompile(`^(?:中|行|好|好的|嗯|哦|噢|知道了|明白了|懂了|谢谢|这样啊|那行|那好)[,，。.!！ 、]+`)
)

// understand reads a question in its conversation: with the year replaced in the question before, with its topic before
// it, or by itself.
func (a *Assistant) understand(ctx context.Context, c conversation, typed string, on disclosure.Date, filter search.Filter) (understood, error) {
	if c.topic == "" {
		return understood{text: typed, alone: true}, nil
	}
	if m := otherYear.FindStringSubmatch(chinese.Fold(typed)); m != nil {
		if years, _ := yearsAsked(withWholeYears(m[1], on), on); len(years) == 1 {
			text := cleanQuestion(withYear(c.asked, years[0]))
			return understood{text: text, alone: true, reason: "结合上一个问题，读作“" + text + "”。"}, nil
		}
	}
	if rest := turned.ReplaceAllString(typed, ""); rest != typed && askable(rest) {
		return understood{text: rest, alone: true, reason: "提问人换了话题，不再结合“" + c.topic + "”。"}, nil
	}
	if rest := heard.ReplaceAllString(typed, ""); askable(rest) {
		typed = rest
	}
	l := leaningOf(&c, typed)
	follows, err := a.followsUp(ctx, c, l, typed, filter)
	switch {
	case err != nil:
		return understood{}, err
	case follows:
		if l.contrast {
			typed = l.own
		}
		return understood{text: cleanQuestion(c.topic + " " + typed), reason: "结合上文话题“" + c.topic + "”理解。", leaning: l}, nil
	case sharesPair(typed, c.topic):
		return understood{text: typed, alone: true}, nil
	}
	return understood{text: typed, alone: true, reason: "问题自身完整，话题已经改变，不再结合“" + c.topic + "”。"}, nil
}

// followsUp says whether a question is to be read together with the one before it.
func (a *Assistant) followsUp(ctx context.Context, c conversation, l *leaning, typed string, filter search.Filter) (bool, error) {
	if containsAny(typed, followUps.hold) || saysNothing(typed) || l.contrasts() {
		return true, nil
	}
	if a.changesTopic(c, typed) {
		return false, nil
	}
	n := utf8.RuneCountInString(strings.ReplaceAll(search.Content(typed), " ", ""))
	switch {
	case leans(typed):
		return true, nil
	case n > longFollowUp:
		return false, nil
	}
	alone, err := a.index.Retrieve(ctx, search.Query{Text: typed, Filter: filter, Limit: rankedDocuments}, 0)
	if err != nil {
		return false, err
	}
	near, named := c.nearness(alone.Documents), namedBy(alone.Documents)
	if near >= nearEnough {
		return true, nil
	}
	if n > shortFollowUp && unreadConfidence(alone) >= surelyAlone || n <= shortFollowUp && named >= namedEnough {
		return false, nil
	}
	return a.speakOf(ctx, c, typed)
}

// speakOf says whether one of the documents talked about holds at least half of a question's characters: 火星上怎么落户 does not
// lean on a road that is being built.
func (a *Assistant) speakOf(ctx context.Context, c conversation, typed string) (bool, error) {
	for _, id := range c.focus {
		if id == "" {
			continue
		}
		d, ok, err := a.document(ctx, id)
		if err != nil {
			return false, err
		}
		if ok && strangeShare(typed, &d) <= 0.5 {
			return true, nil
		}
	}
	return false, nil
}

// How a question is told that leans on the one before it without saying so: 小企业退几成, 不卸能走不.
const (
	longFollowUp = 12  // characters that carry content; a longer one stands by itself
	nearEnough   = 0.4 // how well the documents talked about must fit it against the best one
	surelyAlone  = 0.6 // probability of its best document; below it the question is tried with the one before
	namedEnough  = 0.4 // share of its terms' mass in the title of the best document; one that names its matter so stands by itself
)

// namedBy is the share of a question's mass that stands in the title of the best document.
func namedBy(documents []search.Ranked) float64 {
	if len(documents) == 0 {
		return 0
	}
	for _, f := range documents[0].Features {
		if f.Name == "title cover" {
			return f.Value
		}
	}
	return 0
}

// nearness is how well the documents that the conversation is about fit a question by itself, against the best one.
func (c *conversation) nearness(documents []search.Ranked) float64 {
	for _, d := range documents {
		if slices.Contains(c.focus[:], d.ID) {
			return d.Score / max(documents[0].Score, 1e-9)
		}
	}
	return 0
}

// How an FAQ must fit a short question for it to begin another topic.
const (
	changedConfidence = 0.7 // that it answers it by itself
	statedMatter      = 0.5 // what share of the FAQ's wording it states: 要多久到账 does not name the matter of 公积金提取多久到账
)

// changesTopic says whether a question that looks like a follow-up begins another topic: several FAQs are about the one word
// it consists of, or an FAQ that shares nothing with the topic answers it as it stands.
func (a *Assistant) changesTopic(c conversation, typed string) bool {
	if containsAny(typed, followUps.hold) || sharesPair(typed, c.topic) {
		return false
	}
	matches := a.faqs.match(typed)
	if namesTopic(typed, matches) {
		return true
	}
	return len(matches) > 0 && faqConfidence(matches) >= changedConfidence && matches[0].features[faqStated] >= statedMatter && !sharesPair(matches[0].faq.Question, c.topic)
}

// sharesPair says whether two texts share two characters on end that carry content.
func sharesPair(a, b string) bool {
	return sharedRun(strings.ReplaceAll(search.Content(a), " ", "|"), strings.ReplaceAll(search.Content(b), " ", "/")) >= 2
}
