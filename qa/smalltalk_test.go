package qa_test

import (
	"strings"
	"testing"

	"github.com/zwgk/zwgk/qa"
)

func TestGreetingsAndThanksAreReturned(t *testing.T) {
	for typed, want := range map[string]string{"你好": "您好", "你好在吗": "您好", "早上好，吃了吗": "您好", "谢谢你啊": "不客气", "好的谢谢": "不客气",
		"你好，转人工": "工作人员"} {
		answer := ask(t, clerk(t), qa.Question{Text: typed})
		if answer.Outcome != qa.Unanswered || !strings.Contains(answer.Text, want) {
			t.Errorf("%s: want %s, got %s", typed, want, told(answer))
		}
	}
}

func TestAGreetingBeforeAQuestionDoesNotHideIt(t *testing.T) {
	if answer := ask(t, clerk(t), qa.Question{Text: "你好，高龄津贴怎么申请"}); answer.FAQ != "faq-elder" {
		t.Errorf("want faq-elder, got %s", told(answer))
	}
}

func TestWhatSaysOfNoMatterIsAskedBack(t *testing.T) {
	for _, typed := range []string{"那个怎么弄", "能不能快点", "还有别的吗", "多少钱", "上次说的那事咋样了", "办不办得了啊到底", "烦死了没人管"} {
		answer := ask(t, clerk(t), qa.Question{Text: typed})
		if answer.Outcome != qa.Unanswered || len(answer.Citations) > 0 || !strings.Contains(answer.Text, "请用一句话写下") {
			t.Errorf("%s: want to be asked for the matter, got %s", typed, told(answer))
		}
	}
	for _, typed := range []string{"办证", "低保", "退税怎么弄", "垃圾没人管", "夏天热了工地有补贴没"} {
		answer := ask(t, clerk(t), qa.Question{Text: typed})
		if strings.Contains(answer.Text, "请用一句话写下") || strings.Contains(answer.Text, "不在政务公开信息的范围") {
			t.Errorf("%s says of a matter, and is not looked for", typed)
		}
	}
}
