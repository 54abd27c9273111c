package qa_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/zwgk/zwgk/qa"
)

func TestABareTopicIsAskedBack(t *testing.T) {
	a := openCity(t).Assistant
	answer := ask(t, a, qa.Question{Text: "公积金"})
	if answer.Outcome != qa.Clarify || len(answer.Suggestions) < 2 || len(answer.Related) == 0 {
		t.Fatalf("want questions and documents to choose from, got %s", told(answer))
	}
	if i := slices.IndexFunc(answer.Suggestions, func(q string) bool { return !strings.Contains(q, "公积金") }); i >= 0 {
		t.Errorf("%s is not about the topic", answer.Suggestions[i])
	}
}

func TestATopicWithSomethingAskedOfItIsNotAskedBack(t *testing.T) {
	a := openCity(t).Assistant
	for _, text := range []string{"公积金怎么提取", "公积金 提取"} {
		if answer := ask(t, a, qa.Question{Text: text}); strings.Contains(answer.Text, "哪一方面") {
			t.Errorf("%s: %s", text, told(answer))
		}
	}
}

func TestABareTopicBeginsAnotherMatter(t *testing.T) {
	a := openCity(t).Assistant
	ask(t, a, qa.Question{Text: "环湖快速路建到哪一步了", Conversation: "road"})
	if answer := ask(t, a, qa.Question{Text: "补贴", Conversation: "road"}); len(answer.Suggestions) < 2 || !strings.Contains(answer.Text, "哪一方面") {
		t.Errorf("补贴 is read together with the road: %s", told(answer))
	}
}

func TestWhatNothingBeforeSpeaksOfIsReadByItself(t *testing.T) {
	a := openCity(t).Assistant
	ask(t, a, qa.Question{Text: "环湖快速路建到哪一步了", Conversation: "road"})
	if answer := ask(t, a, qa.Question{Text: "火星上怎么落户", Conversation: "road"}); explains(answer, "结合上文") {
		t.Errorf("read together with the road: %q", answer.Explain())
	}
}
