package qa_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/qa"
	"github.com/zwgk/zwgk/search"
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
		{name: "before it was repealed", question: "百岁老人长寿金每人每年多少元？", document: "elder-2018", on: day(2020, 1, 1)},
		{name: "on the day of its repeal", question: "百岁老人长寿金每人每年多少元？", document: "elder-2018", on: day(2024, 4, 1), notice: []string{"废止"}},
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
	t.Cleanup(func() { a.Close() })
	answer := ask(t, a, qa.Question{Text: "冬季取暖补助每户每个采暖季多少元？"})
	if !strings.Contains(answer.Notice, "失效") { // it expired in 2024, before any clock that runs this test
		t.Errorf("want a notice, got %s", told(answer))
	}
}

// TestADocumentIsJudgedByWhatOthersSayOfItToo: a document that states nothing of its own validity, under documents
// that end or change it.
func TestADocumentIsJudgedByWhatOthersSayOfItToo(t *testing.T) {
	const question = "暂住证工本费每证多少元？"
	old := disclosure.Document{ID: "old", Title: "云溪市暂住证管理办法", Number: disclosure.ParseNumber("云政发〔2009〕3号"), Text: "暂住证工本费每证20元。"}
	next := disclosure.Document{ID: "next", Title: "云溪市流动人口登记办法", Text: "来本市居住的应当登记。", Effective: day(2016, 1, 1)}
	last := disclosure.Document{ID: "last", Title: "云溪市居住登记条例", Text: "居住登记免费。", Effective: day(2020, 1, 1),
		Relations: []disclosure.Relation{{Type: disclosure.Replaces, Target: "next"}}}
	bears := func(relation disclosure.RelationType, target string) disclosure.Document {
		d := next
		d.Relations = []disclosure.Relation{{Type: relation, Target: target}}
		return d
	}
	for name, want := range map[string]struct {
		documents []disclosure.Document
		on        disclosure.Date
		notice    []string
	}{
		"nothing bears on it":       {[]disclosure.Document{old}, today, nil},
		"repealed":                  {[]disclosure.Document{old, bears(disclosure.Repeals, "old")}, today, []string{"暂住证管理办法", "废止", "流动人口登记办法"}},
		"repealed by its number":    {[]disclosure.Document{old, bears(disclosure.Repeals, "云政发〔2009〕3号")}, today, []string{"废止"}},
		"repealed by its title":     {[]disclosure.Document{old, bears(disclosure.Repeals, "云溪市暂住证管理办法")}, today, []string{"废止"}},
		"not yet repealed":          {[]disclosure.Document{old, bears(disclosure.Repeals, "old")}, day(2015, 12, 31), nil},
		"replaced twice over":       {[]disclosure.Document{old, bears(disclosure.Replaces, "old"), last}, today, []string{"废止", "现行文件为《云溪市居住登记条例》"}},
		"replaced once by that day": {[]disclosure.Document{old, bears(disclosure.Replaces, "old"), last}, day(2017, 1, 1), []string{"废止", "现行文件为《云溪市流动人口登记办法》"}},
		"repealed in part":          {[]disclosure.Document{old, bears(disclosure.PartlyRepeals, "old")}, today, []string{"部分"}},
		"amended":                   {[]disclosure.Document{old, bears(disclosure.Amends, "old")}, today, []string{"修改", "流动人口登记办法"}},
		"interpreted":               {[]disclosure.Document{old, bears(disclosure.Interprets, "old")}, today, nil},
	} {
		index, err := search.Open("", nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := index.Import(t.Context(), func(yield func(disclosure.Document, error) bool) {
			for _, d := range want.documents {
				if !yield(d, nil) {
					return
				}
			}
		}); err != nil {
			t.Fatal(err)
		}
		a, err := qa.New(index, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { a.Close() })
		answer := ask(t, a, qa.Question{Text: question, On: want.on})
		if !slices.Contains(cited(answer), "old") || (answer.Notice != "") != (len(want.notice) > 0) {
			t.Errorf("%s: want a notice of %q, got %s", name, want.notice, told(answer))
		}
		for _, part := range want.notice {
			if !strings.Contains(answer.Notice, part) {
				t.Errorf("%s: notice %q does not hold %q", name, answer.Notice, part)
			}
		}
		if err := index.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestATermInTheTextEndsADocumentToo(t *testing.T) {
	index, err := search.Open("", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer index.Close()
	d := disclosure.Document{ID: "term", Title: "云溪市民宿奖励办法", Published: day(2019, 3, 20), Effective: day(2019, 4, 1),
		Text: "新开办民宿每家奖励5000元。\n本办法自2019年4月1日起施行，有效期三年。"}
	if _, err := index.Import(t.Context(), func(yield func(disclosure.Document, error) bool) { yield(d, nil) }); err != nil {
		t.Fatal(err)
	}
	a, err := qa.New(index, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	for on, notice := range map[disclosure.Date]bool{day(2022, 3, 31): false, day(2022, 4, 1): true} {
		answer := ask(t, a, qa.Question{Text: "新开办民宿每家奖励多少元？", On: on})
		if strings.Contains(answer.Notice, "失效") != notice {
			t.Errorf("on %s: %s", on, told(answer))
		}
	}
}
