package qa_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/qa"
	"github.com/zwgk/zwgk/search"
)

func TestAnFAQAnswersFirstInItsOwnWords(t *testing.T) {
	for question, id := range map[string]string{
		"高龄津贴怎么申请？":     "faq-elder",
		"高龄津贴怎么申请":      "faq-elder",
		"请问高龄津贴怎么申请呢？":  "faq-elder",
		"老人补贴去哪里办":      "faq-elder", // a variant
		"八十岁以上老人的钱怎么领?": "faq-elder",
		"没买房能取公积金吗":     "faq-fund",
		"高齡津貼怎麼申請？":     "faq-elder", // traditional characters
		"政务服务中心几点上班？":   "faq-hours", // rests on no document
	} {
		answer := ask(t, clerk(t), qa.Question{Text: question})
		faqs := openTown(t).faqs
		want := faqs[slices.IndexFunc(faqs, func(f disclosure.FAQ) bool { return f.ID == id })].Answer
		if answer.Outcome != qa.Answered || answer.FAQ != id || answer.Text != want {
			t.Errorf("%s: want %s, got %s", question, id, told(answer))
		}
	}
}

func TestWhatNoFAQAsksIsAnsweredFromDocuments(t *testing.T) {
	answer := ask(t, clerk(t), qa.Question{Text: "图书馆借书证可借图书多少册？"})
	if answer.FAQ != "" || !slices.Contains(cited(answer), "library-2024") {
		t.Errorf("want library-2024, got %s", told(answer))
	}
}

func TestWhatIsNotDisclosedHereIsNotAnswered(t *testing.T) {
	for _, a := range []*qa.Assistant{clerk(t), reader(t)} {
		for _, text := range []string{"哈哈", "明天天气怎么样", "今天会下雨吗", "黑龙江省最低工资标准是多少", "帮我写一首诗",
			"股票什么时候涨", "世界杯冠军是谁", "ChatGPT是什么", "asdfghjkl", "1234567890"} {
			answer := ask(t, a, qa.Question{Text: text})
			if answer.Outcome == qa.Answered || len(answer.Citations) > 0 {
				t.Errorf("%s is answered: %s", text, told(answer))
			}
			if answer.Contact == nil || answer.Contact.Phone == "" {
				t.Errorf("%s: nobody is named who could be asked: %s", text, told(answer))
			}
			if answer.Outcome == qa.Unanswered && !strings.Contains(answer.Text, "未找到") {
				t.Errorf("%s: it is not said that nothing was found: %s", text, told(answer))
			}
		}
	}
}

func TestWhoIsNamedFollowsTheTopic(t *testing.T) {
	for question, want := range map[string]qa.Contact{
		"民办幼儿园年检结果是什么": offices[2].Contact,
		"涉外收养登记的手续":    offices[1].Contact,
		"月球上的土地怎么买":    offices[0].Contact, // nobody's topic: the first
		"":             offices[0].Contact,
		"教师资格认定和幼儿园的收养问题": offices[2].Contact, // most of the question is its topic
	} {
		answer := ask(t, reader(t), qa.Question{Text: question})
		if answer.Contact == nil {
			t.Errorf("%q: nobody is named: %s", question, told(answer))
		} else if diff := cmp.Diff(want, *answer.Contact); diff != "" {
			t.Errorf("%q: %s", question, diff)
		}
	}
	a, err := qa.New(openTown(t).index, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	if answer := ask(t, a, qa.Question{Text: "哈哈"}); answer.Contact != nil {
		t.Errorf("a contact came from nowhere: %+v", answer.Contact)
	}
}

func TestAContactBelongsToTheCaller(t *testing.T) {
	a := reader(t)
	answer := ask(t, a, qa.Question{Text: "哈哈"})
	answer.Contact.Phone = "changed"
	if again := ask(t, a, qa.Question{Text: "哈哈"}); again.Contact.Phone != "12345" {
		t.Errorf("what a caller changed is told to the next: %+v", again.Contact)
	}
}

func TestAFilterNarrowsWhereAnswersComeFrom(t *testing.T) {
	const question = "租住商品住房每年可以提取多少住房公积金？"
	for _, want := range []struct {
		filter   qa.Filter
		document string // "" is no answer
	}{
		{qa.Filter{}, "fund-2023"},
		{qa.Filter{Agency: "云溪市住房公积金管理中心"}, "fund-2023"},
		{qa.Filter{Site: "fund"}, "fund-2023"},
		{qa.Filter{Site: "fund", Agency: "云溪市住房公积金管理中心"}, "fund-2023"},
		{qa.Filter{Agency: "云溪市教育局"}, ""},
		{qa.Filter{Site: "nowhere"}, ""},
		{qa.Filter{Site: "edu", Agency: "云溪市住房公积金管理中心"}, ""},
	} {
		answer := ask(t, reader(t), qa.Question{Text: question, Filter: want.filter})
		if want.document == "" && answer.Outcome == qa.Answered {
			t.Errorf("%+v is answered from %v", want.filter, cited(answer))
		}
		if want.document != "" && !slices.Contains(cited(answer), want.document) {
			t.Errorf("%+v: want %s, got %s", want.filter, want.document, told(answer))
		}
		for _, id := range answer.Candidates.Documents {
			d, _ := openTown(t).get(id)
			if want.filter.Agency != "" && d.Issuer() != want.filter.Agency || want.filter.Site != "" && d.Site != want.filter.Site {
				t.Errorf("%+v: %s was weighed", want.filter, id)
			}
		}
	}
}

func TestRelatedDocumentsAreNotThoseCited(t *testing.T) {
	for _, want := range documentQuestions {
		answer := ask(t, reader(t), qa.Question{Text: want.question})
		for _, r := range answer.Related {
			if slices.Contains(cited(answer), r.Document) {
				t.Errorf("%s: %s is cited and related", want.question, r.Document)
			}
			if d, ok := openTown(t).get(r.Document); !ok || d.Title != r.Title {
				t.Errorf("%s: related %+v is not the document", want.question, r)
			}
		}
	}
}

func TestTheThresholdDecidesWhetherAnAnswerIsDared(t *testing.T) {
	bold, shy := &qa.Options{Threshold: 0.01}, &qa.Options{Threshold: 0.99999}
	const question = "图书馆借书证"
	for name, want := range map[string]struct {
		opts     *qa.Options
		answered bool
	}{"bold": {bold, true}, "shy": {shy, false}} {
		a, err := qa.New(openTown(t).index, nil, want.opts)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { a.Close() })
		answer := ask(t, a, qa.Question{Text: question})
		if (answer.Outcome == qa.Answered) != want.answered {
			t.Errorf("%s: %s", name, told(answer))
		}
		if answer.Outcome == qa.Answered && answer.Confidence < want.opts.Threshold {
			t.Errorf("%s answers at %f", name, answer.Confidence)
		}
	}
}

func TestAnEmptyIndexAnswersNothing(t *testing.T) {
	index, err := search.Open("", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer index.Close()
	a, err := qa.New(index, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	for _, text := range mixed {
		if answer := ask(t, a, qa.Question{Text: text}); answer.Outcome != qa.Unanswered || bounded(answer) != nil {
			t.Errorf("%s: %s", text, told(answer))
		}
	}
}

func TestSuggestCompletesWhatIsTyped(t *testing.T) {
	a := clerk(t)
	for typed, want := range map[string][]string{
		"高龄":   {"高龄津贴怎么申请？"},
		"高齡津":  {"高龄津贴怎么申请？"},
		"怎么":   {"高龄津贴怎么申请？", "百岁老人长寿金怎么领？"},
		"":     nil,
		"没有的话": nil,
	} {
		if diff := cmp.Diff(want, a.Suggest(typed, 5)); diff != "" {
			t.Errorf("%q: %s", typed, diff)
		}
	}
	for limit, want := range map[int]int{-1: 0, 0: 0, 1: 1, 100: 2} {
		if got := a.Suggest("怎么", limit); len(got) != want {
			t.Errorf("limit %d: %q", limit, got)
		}
	}
}
