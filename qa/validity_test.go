package qa_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/qa"
)

func day(year int, month time.Month, day int) disclosure.Date {
	return disclosure.Date{Year: year, Month: month, Day: day}
}

// TestWhatIsNotInForceIsNeverAnsweredFromWithoutANotice holds the contract "validity first" on documents that answer a
// question well, before and after the days on which their state changes.
func TestWhatIsNotInForceIsNeverAnsweredFromWithoutANotice(t *testing.T) {
	for _, want := range []struct {
		name, question, document string
		on                       disclosure.Date // zero: the assistant's own day
		notice                   []string        // what the notice must hold; none: there must be no notice
	}{
		{name: "repealed", question: "百岁老人长寿金每人每年多少元？", document: "elder-2018", notice: []string{"百岁老人长寿金暂行办法", "废止", "高龄津贴发放办法"}},
		{name: "expired by its date", question: "冬季取暖补助每户每个采暖季多少元？", document: "heating-2023", notice: []string{"取暖补助", "失效"}},
		{name: "on its last day", question: "冬季取暖补助每户每个采暖季多少元？", document: "heating-2023", on: day(2024, 3, 31)},
		{name: "the day after", question: "冬季取暖补助每户每个采暖季多少元？", document: "heating-2023", on: day(2024, 4, 1), notice: []string{"失效"}},
		{name: "the day before its first", question: "冬季取暖补助每户每个采暖季多少元？", document: "heating-2023", on: day(2023, 10, 31), notice: []string{"尚未生效", "2023年11月1日"}},
		{name: "on its first day", question: "冬季取暖补助每户每个采暖季多少元？", document: "heating-2023", on: day(2023, 11, 1)},
		{name: "not yet in force", question: "全日制在校学生凭学生卡乘坐公交车享受几折优惠？", document: "bus-2026", notice: []string{"尚未生效", "2026年1月1日"}},
		{name: "in force by then", question: "全日制在校学生凭学生卡乘坐公交车享受几折优惠？", document: "bus-2026", on: day(2026, 1, 1)},
		{name: "in force in part", question: "夜间集市摊位押金每个摊位多少元？", document: "market-2022", notice: []string{"夜间集市管理规定", "部分"}},
		{name: "in force", question: "租住商品住房每年可以提取多少住房公积金？", document: "fund-2023"},
		{name: "nothing stated", question: "图书馆借书证可借图书多少册？", document: "library-2024"},
	} {
		t.Run(want.name, func(t *testing.T) {
			answer := ask(t, reader(t), qa.Question{Text: want.question, On: want.on})
			if answer.Outcome != qa.Answered || !slices.Contains(cited(answer), want.document) {
				t.Fatalf("want an answer from %s, got %s", want.document, told(answer))
			}
			if (answer.Notice != "") != (len(want.notice) > 0) {
				t.Fatalf("notice %q, want one that holds %q", answer.Notice, want.notice)
			}
			for _, part := range want.notice {
				if !strings.Contains(answer.Notice, part) {
					t.Errorf("notice %q does not hold %q", answer.Notice, part)
				}
			}
			if err := qa.Verify(answer, openTown(t).get); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestTheSuccessorOfARepealedDocumentIsALinkToo(t *testing.T) {
	answer := ask(t, reader(t), qa.Question{Text: "百岁老人长寿金每人每年多少元？"})
	found := slices.ContainsFunc(answer.Related, func(r qa.Related) bool {
		return r.Document == "elder-2024" && r.Title == "云溪市高龄津贴发放办法" && r.URL == "https://www.yunxi.example/elder-2024"
	})
	if !found {
		t.Errorf("elder-2024 does not stand among the related documents %+v", answer.Related)
	}
}

func TestAnFAQThatRestsOnARepealedDocumentCarriesTheNoticeToo(t *testing.T) {
	answer := ask(t, clerk(t), qa.Question{Text: "百岁老人长寿金怎么领？"})
	if answer.FAQ != "faq-longevity" || !strings.Contains(answer.Notice, "废止") || !strings.Contains(answer.Notice, "高龄津贴发放办法") {
		t.Errorf("want the FAQ with a notice that names the successor, got %s", told(answer))
	}
}

// TestNoQuestionGetsAroundTheNotice asks in many wordings: whichever document an answer cites, its state is told.
func TestNoQuestionGetsAroundTheNotice(t *testing.T) {
	questions := []string{"长寿金", "百岁老人长寿金", "长寿金由谁领取要寿星证吗", "寿星证登记", "取暖补助", "低保家庭采暖季补助多少", "公交免费残疾人",
		"夜间集市几点到几点", "摊位押金", "云民发〔2018〕12号", "云民发〔2023〕31号规定了什么", "重阳节前发放什么"}
	for _, a := range []*qa.Assistant{reader(t), clerk(t)} {
		for _, text := range questions {
			answer := ask(t, a, qa.Question{Text: text})
			for _, id := range cited(answer) {
				d, _ := openTown(t).get(id)
				switch state := d.ValidityOn(today); {
				case state.Lapsed(), state == disclosure.NotYetInForce, state == disclosure.PartlyInForce:
					if !strings.Contains(answer.Notice, strings.Trim(d.Title, "《》")) {
						t.Errorf("%s: %s is %s, which the notice does not tell: %s", text, id, state, told(answer))
					}
				}
			}
		}
	}
}

func TestTodayIsTheLocalDateUnlessTheHostSaysOtherwise(t *testing.T) {
	a, err := qa.New(openTown(t).index, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer := ask(t, a, qa.Question{Text: "冬季取暖补助每户每个采暖季多少元？"})
	if !strings.Contains(answer.Notice, "失效") { // it expired in 2024, before any clock that runs this test
		t.Errorf("want a notice, got %s", told(answer))
	}
}
