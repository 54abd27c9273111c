package qa

import (
	_ "embed"
	"regexp"
	"strings"
	"sync"
	"unicode"

	"github.com/zwgk/zwgk/search"
	"github.com/zwgk/zwgk/search/chinese"
)

// smallTalkTable lists what people type that asks for nothing that is disclosed, whole questions only, and what is said to
// it. Basis: usage; written for this project.
var smallTalkTable = []struct {
	typed  []string
	answer string
	human  bool // a person is asked for
}{
	{typed: []string{"你好", "您好", "在吗", "在么", "有人吗", "hello", "hi", "早上好", "早", "上午好", "中午好", "下午好", "晚上好",
		"吃了吗", "吃了没", "吃饭了吗", "最近好吗", "辛苦了", "你好呀", "亲"},
		answer: "您好！请用一句话写下您想了解的事项，例如“高龄津贴怎么申请？”"},
	{typed: []string{"谢谢", "谢谢你", "谢谢您", "谢了", "多谢", "感谢", "非常感谢", "麻烦你了", "麻烦您了", "再见", "拜拜", "好的", "好", "行", "知道了", "明白了", "收到",
		"没事了", "不用了"},
		answer: "不客气，有需要随时再问。"},
	{typed: []string{"转人工", "人工", "人工客服", "人工服务", "找人工", "我要人工", "转人工客服", "转人工服务", "真人"},
		answer: "可以直接联系下面的部门，由工作人员为您解答。", human: true},
}

// smallTalk answers greetings, thanks and calls for a person, also where several follow each other (你好在吗, 好的谢谢啊). The last
// one that is no greeting is answered.
func (a *Assistant) smallTalk(text string) (Answer, bool) {
	said := -1
	for rest := strings.ToLower(text); ; {
		rest = strings.TrimLeft(rest, " ,，.。!！?？~～啊呀哦哈啦")
		if rest == "" {
			break
		}
		entry, size := smallTalkAt(rest)
		if size == 0 {
			return Answer{}, false
		}
		said, rest = max(said, entry), rest[size:]
	}
	if said < 0 {
		return Answer{}, false
	}
	entry := smallTalkTable[said]
	answer := Answer{Outcome: Unanswered, Text: entry.answer}
	if entry.human {
		answer.Contact = a.contactFor(text)
	} else {
		answer.Suggestions = a.questions[:min(len(a.questions), 3)]
	}
	return answer, true
}

// smallTalkAt returns the entry of smallTalkTable that a text begins with, and how long what was typed is; 0 for none.
func smallTalkAt(text string) (entry, size int) {
	for i := range smallTalkTable {
		for _, typed := range smallTalkTable[i].typed {
			if len(typed) > size && strings.HasPrefix(text, typed) {
				entry, size = i, len(typed)
			}
		}
	}
	return entry, size
}

//go:embed emptywords.txt
var emptyWordsFile string

// emptyWords are words that say of no matter, emptywords.txt.
var emptyWords = sync.OnceValue(func() map[string]bool { return wordSet(emptyWordsFile) })

// wordSet reads words parted by white space; "#" begins a comment.
func wordSet(file string) map[string]bool {
	words := map[string]bool{}
	for line := range strings.Lines(file) {
		line, _, _ = strings.Cut(line, "#")
		for _, word := range strings.Fields(line) {
			words[word] = true
		}
	}
	return words
}

// longestEmptyWord is the length of the longest of emptyWords, in characters.
const longestEmptyWord = 5

// saysNothing says whether a question says of no matter, so that nothing can be looked up for it: 那个怎么弄, 还有别的吗.
func saysNothing(text string) bool {
	runes := []rune(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, search.Content(text)))
	empty := make([]bool, len(runes)+1) // up to each place
	empty[0] = true
	for end := 1; end <= len(runes); end++ {
		for start := max(0, end-longestEmptyWord); start < end && !empty[end]; start++ {
			empty[end] = empty[start] && emptyWords()[string(runes[start:end])]
		}
	}
	return empty[len(runes)]
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
