package qa

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/zwgk/zwgk/search"
	"github.com/zwgk/zwgk/search/chinese"
)

// topicRunes is how long a word may be that is taken for a topic with nothing asked of it, in characters.
const topicRunes = 5

// bareTopic returns the one word that a question consists of (公积金, 补贴), "" where it asks for something or says more.
func bareTopic(text string) string {
	word := chinese.Fold(text)
	n := utf8.RuneCountInString(word)
	if n < 2 || n > topicRunes || search.Content(text) != word || strings.ContainsFunc(word, func(r rune) bool { return !unicode.Is(unicode.Han, r) }) {
		return ""
	}
	if len(chinese.Default().Append(nil, word, chinese.Word)) != 1 {
		return ""
	}
	return word
}

// aspects are words that ask of whatever was talked about, and are no topic themselves.
var aspects = strings.Fields(`材料 资料 证件 手续 流程 程序 步骤 条件 资格 要求 对象 范围 标准 金额 费用 收费 价格 时间 时限 期限 日期 地点 地址 位置 电话 方式 部门 单位 窗口
	依据 政策 文件 规定 原因 结果 进度 例外 补充 说明 意思 内容 数量 名额 比例`)

// namesTopic says whether a question is a bare topic that several FAQs are about.
func namesTopic(text string, matches []faqMatch) bool {
	topic := bareTopic(text)
	return topic != "" && !slices.Contains(aspects, topic) && len(topicQuestions(topic, matches)) >= fewestSuggestions
}

// topicQuestions returns the questions of FAQs that name a topic, best first.
func topicQuestions(topic string, matches []faqMatch) (questions []string) {
	for _, m := range matches {
		if strings.Contains(chinese.Fold(m.faq.Question), topic) && !slices.Contains(questions, m.faq.Question) && len(questions) < topicSuggestions {
			questions = append(questions, m.faq.Question)
		}
	}
	return questions
}

// topicSuggestions is how many questions are offered for a topic, and fewestSuggestions how many there must be to ask back.
const (
	topicSuggestions  = 5
	fewestSuggestions = 2
)

// fromTopic asks back which side of a topic is meant, where several FAQs speak of it: whatever one document says of 公积金
// answers nothing that was asked.
func (a *Assistant) fromTopic(k *asking) (answer Answer, ok bool) {
	topic := bareTopic(k.text)
	if topic == "" {
		return answer, false
	}
	questions := topicQuestions(topic, k.matches)
	if len(questions) < fewestSuggestions {
		return answer, false
	}
	answer = Answer{Outcome: Clarify, Text: fmt.Sprintf("关于“%s”的公开信息有多项，您想了解哪一方面？", topic), Suggestions: questions,
		Confidence: max(k.fromFAQ, k.fromDocument), Contact: a.contactFor(k.text)}
	answer.because("只说了事项“%s”，没有说问什么，列出有关的常见问题。", topic)
	return answer, true
}
