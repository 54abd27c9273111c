package qa

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/zwgk/zwgk/search/chinese"
)

// smallTalkTable lists what people type that asks for nothing that is disclosed, whole questions only, and what is said to
// it. Basis: usage; written for this project.
var smallTalkTable = []struct {
	typed  []string
	answer string
	human  bool // a person is asked for
}{
	{typed: []string{"你好", "您好", "在吗", "在么", "有人吗", "hello", "hi", "早上好", "下午好", "晚上好"},
		answer: "您好！请用一句话写下您想了解的事项，例如“高龄津贴怎么申请？”"},
	{typed: []string{"谢谢", "谢谢你", "谢谢您", "多谢", "感谢", "好的谢谢", "再见", "拜拜", "好的", "知道了", "明白了"},
		answer: "不客气，有需要随时再问。"},
	{typed: []string{"转人工", "人工", "人工客服", "人工服务", "找人工", "我要人工", "转人工客服", "转人工服务", "真人"},
		answer: "可以直接联系下面的部门，由工作人员为您解答。", human: true},
}

// smallTalk answers greetings, thanks and calls for a person.
func (a *Assistant) smallTalk(text string) (Answer, bool) {
	bare := strings.ToLower(strings.Trim(text, " ,，.。!！?？~～"))
	for _, entry := range smallTalkTable {
		if !slices.Contains(entry.typed, bare) {
			continue
		}
		answer := Answer{Outcome: Unanswered, Text: entry.answer}
		if entry.human {
			answer.Contact = a.contactFor(text)
		} else {
			answer.Suggestions = a.questions[:min(len(a.questions), 3)]
		}
		return answer, true
	}
	return Answer{}, false
}

//go:embed outofscope.txt
var outOfScopeFile string

// outOfScope are patterns of questions that no agency's disclosure answers, outofscope.txt.
var outOfScope = sync.OnceValue(func() []*regexp.Regexp {
	var patterns []*regexp.Regexp
	for line := range strings.Lines(outOfScopeFile) {
		line, _, _ = strings.Cut(line, "#")
		if line = strings.TrimSpace(line); line != "" {
			patterns = append(patterns, regexp.MustCompile(line))
		}
	}
	return patterns
})

// beyondScope says whether a question is of a sort that no agency's disclosure answers.
func beyondScope(text string) bool {
	folded := strings.Trim(chinese.Fold(text), " ,.。!?？！~")
	for _, pattern := range outOfScope() {
		if pattern.MatchString(folded) {
			return true
		}
	}
	return false
}
