package qa_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/qa"
)

func TestTheSameOfAnotherYearIsUnderstood(t *testing.T) {
	made := openCity(t)
	turns := []struct{ question, text string }{
		{"2025年一般公共预算收入多少", "2025年市本级一般公共预算收入为50.7亿元（预算数）。"},
		{"去年的呢", "2024年市本级一般公共预算收入为49.179亿元（决算数）。"},
		{"那2023年呢？", "2023年市本级一般公共预算收入为47.0989亿元（决算数）。"},
		{"前年是多少", "2023年市本级一般公共预算收入为47.0989亿元（决算数）。"},
	}
	for _, turn := range turns {
		answer := ask(t, made.Assistant, qa.Question{Text: turn.question, Conversation: "years"})
		if answer.Text != turn.text {
			t.Errorf("%s: want %q, got %s", turn.question, turn.text, told(answer))
		}
	}
	if answer := ask(t, made.Assistant, qa.Question{Text: "去年的呢"}); answer.Outcome == qa.Answered {
		t.Errorf("without a conversation: %s", told(answer))
	}
}

func TestAChangeOfTopicIsNoticed(t *testing.T) {
	a := clerk(t)
	ask(t, a, qa.Question{Text: "高龄津贴怎么申请？", Conversation: "topic"})
	follow := ask(t, a, qa.Question{Text: "那需要什么材料", Conversation: "topic"})
	if !explains(follow, "结合上文话题") {
		t.Errorf("a follow-up explains itself as %q", follow.Explain())
	}
	other := ask(t, a, qa.Question{Text: "图书馆借书证可借图书多少册？", Conversation: "topic"})
	if alone := ask(t, a, qa.Question{Text: "图书馆借书证可借图书多少册？"}); other.Text != alone.Text || !explains(other, "话题已经改变") {
		t.Errorf("%s, explained as %q; alone %s", told(other), other.Explain(), told(alone))
	}
}

func TestAFollowUpNeedNotSayThatItIsOne(t *testing.T) {
	documents := []disclosure.Document{
		{ID: "hotel", Title: "云溪市旅馆业治安管理办法", Text: "开办旅馆应当向公安机关申请特种行业许可证。旅客住宿应当出示身份证件，没有携带的，由公安机关查验后登记入住。"},
		{ID: "boat", Title: "云溪市小型客船管理办法", Text: "经营小型客船应当向交通运输部门备案，每年检验一次。"},
		{ID: "2018", Title: "云溪市2018年教师招聘公告", Text: "2018年计划招聘教师120名。"},
		{ID: "2024", Title: "云溪市2024年教师招聘公告", Text: "2024年计划招聘教师85名。"},
	}
	for _, turns := range [][3]string{
		{"住旅馆非得出示身份证件吗", "没带的谁查验", "hotel"},
		{"开办旅馆要许可证吗", "对了小型客船找谁备案", "boat"},
		{"开办旅馆要许可证吗", "算了不问这个，小型客船每年检验几次", "boat"},
		{"开办旅馆要许可证吗", "小型客船每年检验几次", "boat"},
		{"2024年教师招聘多少人", "18年那会儿呢", "2018"},
	} {
		a, _ := assistantOver(t, documents)
		ask(t, a, qa.Question{Text: turns[0], Conversation: "leaning"})
		answer := ask(t, a, qa.Question{Text: turns[1], Conversation: "leaning"})
		if led := answer.Candidates.Documents; len(led) == 0 || led[0] != turns[2] {
			t.Errorf("%s %s: want %s, got %v, %q", turns[0], turns[1], turns[2], led, answer.Explain())
		}
	}
}

func explains(answer qa.Answer, part string) bool {
	return strings.Contains(strings.Join(answer.Explain(), "\n"), part)
}

func TestConversationsAskedAtOnceDoNotMix(t *testing.T) {
	a := clerk(t)
	questions := []string{"高龄津贴怎么申请？", "图书馆借书证可借图书多少册？", "没买房能取公积金吗"}
	want := make([]string, len(questions))
	follow := func(i int, id string) string {
		ask(t, a, qa.Question{Text: questions[i], Conversation: id})
		return written(t, ask(t, a, qa.Question{Text: "那需要什么材料", Conversation: id}))
	}
	for i := range questions {
		want[i] = follow(i, fmt.Sprintf("first-%d", i))
	}
	var group sync.WaitGroup
	for n := range 24 {
		group.Go(func() {
			if i := n % len(questions); follow(i, fmt.Sprintf("at-once-%d", n)) != want[i] {
				t.Errorf("%s: another follow-up than alone", questions[i])
			}
		})
	}
	group.Wait()
	for range 8 { // in one conversation: no order is promised, only that all are answered
		group.Go(func() { ask(t, a, qa.Question{Text: questions[0], Conversation: "shared"}) })
	}
	group.Wait()
}

func TestASlipOfSpellingIsOfferedNotReplaced(t *testing.T) {
	made := openCity(t)
	answer := ask(t, made.Assistant, qa.Question{Text: "高零津贴"})
	if answer.Outcome == qa.Answered || len(answer.Suggestions) == 0 || answer.Suggestions[0] != "高龄津贴" || !explains(answer, "错别字") {
		t.Errorf("%s, suggestions %q", told(answer), answer.Suggestions)
	}
}

func TestWhatIsAskedNextIsReadWithoutTheSlip(t *testing.T) {
	made := openCity(t)
	ask(t, made.Assistant, qa.Question{Text: "高零津贴", Conversation: "slip"})
	if answer := ask(t, made.Assistant, qa.Question{Text: "每月多少钱", Conversation: "slip"}); !explains(answer, "高龄津贴") {
		t.Errorf("%s: %q", told(answer), answer.Explain())
	}
}

func TestAnotherYearsDocumentIsSaidToBeSo(t *testing.T) {
	documents := []disclosure.Document{
		{ID: "2023", Title: "云溪市2023年夜校课程安排", Text: "夜校课程自2023年9月4日起开课，每周一至周四晚上上课。", Published: day(2023, 8, 1)},
		{ID: "2024", Title: "云溪市2024年夜校课程安排", Text: "夜校课程自9月2日起开课，每周一至周三晚上上课。", Published: day(2024, 8, 1)},
	}
	a, _ := assistantOver(t, documents)
	answer := ask(t, a, qa.Question{Text: "2022年夜校课程什么时候开课"})
	if !strings.Contains(answer.Notice, "您问的是2022年") || !strings.Contains(answer.Notice, "没有找到2022年") {
		t.Errorf("%s", told(answer))
	}
	newest := ask(t, a, qa.Question{Text: "夜校课程什么时候开课"})
	if len(newest.Citations) == 0 || newest.Citations[0].Document != "2024" {
		t.Errorf("want the newest edition, got %s", told(newest))
	}
	if named := ask(t, a, qa.Question{Text: "2023年夜校课程什么时候开课"}); cited(named)[0] != "2023" || strings.Contains(named.Notice, "您问的是") {
		t.Errorf("%s", told(named))
	}
}

func TestEveryAnswerExplainsItselfTheSameWay(t *testing.T) {
	a, other := clerk(t), reader(t)
	for _, text := range mixed {
		for _, a := range []*qa.Assistant{a, other} {
			first := ask(t, a, qa.Question{Text: text}).Explain()
			if len(first) == 0 || strings.Join(first, "") != strings.Join(ask(t, a, qa.Question{Text: text}).Explain(), "") {
				t.Errorf("%s: %q", text, first)
			}
		}
	}
}

func TestWhatIsTypedInLettersIsCompletedToo(t *testing.T) {
	for _, typed := range []string{"高龄津贴", "gaoling", "gljt"} {
		questions := clerk(t).Suggest(typed, 3)
		if len(questions) == 0 || !strings.Contains(questions[0], "高龄津贴") {
			t.Errorf("%s: %q", typed, questions)
		}
	}
}
