package qa_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/qa"
)

// toldByRecords are questions put to the sample city's typed records, and what the answer says and cites.
var toldByRecords = []struct{ question, text, document, quote string }{
	{"2024年一般公共预算收入多少", "2024年市本级一般公共预算收入为49.179亿元（决算数）。", "final-2024-general", "491790万元"},
	{"二〇二四年一般公共预算收入是多少？", "2024年市本级一般公共预算收入为49.179亿元（决算数）。", "final-2024-general", "491790万元"},
	{"今年一般公共预算收入多少", "2025年市本级一般公共预算收入为50.7亿元（预算数）。", "budget-2025-general", "507000"},
	{"2024年一般公共预算支出比上年增长多少", "2024年市本级一般公共预算支出为46.573亿元（决算数），2023年为44.3009亿元（决算数），2024年比2023年增加2.2721亿元，增长5.1%。", "final-2023-general", "443009"},
	{"2024年和2023年教育支出差多少", "2024年比2023年增加8132万元，增长8.2%。", "final-2024-general", "106710"},
	{"地方债务余额有没有超过限额", "2024年末政府债务余额为281.3亿元（一般债务101.5亿元、专项债务179.8亿元），限额为296亿元（一般债务108亿元、专项债务188亿元），余额没有超过限额。", "debt-2024", "281.30亿元"},
	{"2024年债务余额比2023年增长多少", "2023年末余额为245亿元，2024年末比2023年末增加36.3亿元，增长14.8%。", "debt-2024", ""},
	{"今年三公经费多少", "2025年“三公”经费预算为2925万元", "sangong-2025", "2925万元"},
	{"2024年公务接待费多少", "2024年公务接待费决算为351万元。", "sangong-2025", "351"},
	{"市民政局三公经费多少", "2025年澜川市民政局“三公”经费预算为24万元", "department-budget-2025-civil", "24万元"},
	{"环湖快速路到哪一步了", "最近公开的阶段为竣工验收（2025年9月19日", "road-completion", "澜住建竣备〔2025〕44号"},
	{"环湖快速路施工谁中标", "由澜川江岭路桥建设集团有限公司以6.87356亿元成交", "road-award", "68735.60万元"},
	{"LC2025-07地块到哪一步了", "由澜川云栖置业有限公司以3.42亿元成交（2025年5月12日成交）", "land-deal", "34200"},
	{"市一中今年收费标准", "澜川市第一中学2025年收费标准：高中学费每生每学期850元", "edu-fees-2025", "850元"},
	{"第一人民医院床位费多少钱", "普通床位费（三人间）每日45元", "hospital-fees-2025", "床位费"},
	{"公租房分配结果公示到什么时候", "公示期为2025年8月29日至2025年9月7日，现已结束。", "housing-result-2025", "9月7日"},
	{"91岁高龄津贴多少", "91岁适用的高龄津贴标准：90周岁至99周岁300元（澜政办发〔2024〕12号）。", "elder-allowance-2024", ""},
	{"高龄津贴七十八岁能领多少", "78岁尚未达到高龄津贴最低的80岁。", "elder-allowance-2024", ""},
	{"澜城区分到多少养老服务体系建设补助资金", "（澜城区）分配1000万元，截至2024年12月25日已拨付992万元。", "fund-elder-2024-payment", "1000"},
	{"棠溪县转移支付多少", "2025年对棠溪县转移支付预算为", "transfer-2025", ""},
	{"民政局2025年支出预算多少", "2025年澜川市民政局一般公共预算支出为1.819亿元（预算数）。", "department-budget-2025-civil", "18190"},
	{"2024年养老服务体系建设补助资金绩效评价得分多少", "重点绩效评价得分93.4分（澜川市财政局），绩效自评得分95分。", "fund-elder-2024-effect", "93.4分"},
}

func TestRecordsAnswerInFixedSentencesAndAreCited(t *testing.T) {
	made := openCity(t)
	for _, want := range toldByRecords {
		answer := ask(t, made.Assistant, qa.Question{Text: want.question})
		if answer.Outcome != qa.Answered || !strings.Contains(answer.Text, want.text) {
			t.Errorf("%s: want %q, got %s", want.question, want.text, told(answer))
			continue
		}
		at := slices.IndexFunc(answer.Citations, func(c qa.Citation) bool { return c.Document == want.document })
		if at < 0 || answer.Citations[at].Record == "" || !strings.Contains(answer.Citations[at].Quote, want.quote) {
			t.Errorf("%s: want %q of a record of %s cited, got %+v", want.question, want.quote, want.document, answer.Citations)
		}
		if err := qa.Verify(answer, made.get); err != nil {
			t.Errorf("%s: %v", want.question, err)
		}
		if reasons := answer.Explain(); len(reasons) == 0 || !strings.Contains(reasons[0], "结构化数据") {
			t.Errorf("%s: explained as %q", want.question, reasons)
		}
	}
}

func TestAStandardDoesNotSayHowManyHaveIt(t *testing.T) {
	made := openCity(t)
	for _, question := range []string{"去年高龄津贴发了多少人", "高龄津贴一共发了多少钱"} {
		if answer := ask(t, made.Assistant, qa.Question{Text: question}); strings.Contains(answer.Text, "高龄津贴标准：") {
			t.Errorf("%s: answered with the standard: %s", question, told(answer))
		}
	}
}

func TestTablesAndTimelinesComeBesideTheText(t *testing.T) {
	made := openCity(t)
	budget := ask(t, made.Assistant, qa.Question{Text: "2024年和2023年一般公共预算收入各是多少"})
	if len(budget.Tables) != 1 || len(budget.Tables[0].Rows) != 2 {
		t.Fatalf("tables %+v of %s", budget.Tables, told(budget))
	}
	for _, row := range budget.Tables[0].Rows {
		if len(row) != len(budget.Tables[0].Columns) {
			t.Errorf("row %q under columns %q", row, budget.Tables[0].Columns)
		}
	}
	road := ask(t, made.Assistant, qa.Question{Text: "环湖快速路到哪一步了"})
	if len(road.Timelines) != 1 || len(road.Timelines[0].Steps) < 11 {
		t.Fatalf("timelines %+v", road.Timelines)
	}
	if last := road.Timelines[0].Steps[len(road.Timelines[0].Steps)-1]; last.Title != "竣工验收" || !last.Done || last.Date != "2025-09-19" {
		t.Errorf("the last step is %+v", last)
	}
}

func TestAYearWithoutARecordIsSaidToBeMissing(t *testing.T) {
	made := openCity(t)
	for question, want := range map[string]string{
		"2022年一般公共预算收入多少": "没有找到2022年一般公共预算收入的公开数据。已公开的有2025年（预算数）、2024年（决算数）、2023年（决算数）。",
		"2020年三公经费多少":     "没有找到2020年“三公”经费的公开数据。已公开的有2025年（预算）、2024年（决算）。",
		"市一中2023年收费标准":    "没有找到2023年澜川市第一中学收费的公开数据。已公开的有2025年。",
	} {
		answer := ask(t, made.Assistant, qa.Question{Text: question})
		if answer.Outcome != qa.Clarify || answer.Text != want || len(answer.Suggestions) == 0 || !strings.Contains(answer.Suggestions[0], "2025年") {
			t.Errorf("%s: %s, suggestions %q", question, told(answer), answer.Suggestions)
		}
	}
}

func TestWhatOnlyLooksLikeAMatterOfRecordsIsLeftToTheRest(t *testing.T) {
	made := openCity(t)
	for _, question := range []string{"个人所得税怎么交，多少起征", "2025年个人所得税起征点是多少", "政府采购多少钱以上要公开招标", "停车收费标准", "环湖快速路什么时候通车"} {
		if answer := ask(t, made.Assistant, qa.Question{Text: question}); explains(answer, "结构化数据") {
			t.Errorf("%s: %s", question, told(answer))
		}
	}
	answer := ask(t, made.Assistant, qa.Question{Text: "2025年第二批公租房结果公示到几号"})
	if answer.Outcome == qa.Answered || !strings.Contains(answer.Text, "没有找到2025年第二批") || !strings.Contains(answer.Text, "2025年第一批公租房") {
		t.Errorf("%s", told(answer))
	}
}

func TestTheMoneyOfAnotherPlaceIsNotAnswered(t *testing.T) {
	made := openCity(t)
	for _, question := range []string{"棠溪县2024年一般公共预算收入多少", "重庆市2024年一般公共预算收入多少", "重庆的养老金今年涨了几个点"} {
		if answer := ask(t, made.Assistant, qa.Question{Text: question}); answer.Outcome == qa.Answered || len(answer.Citations) > 0 {
			t.Errorf("%s: %s", question, told(answer))
		}
	}
}

func TestARecordThatChangedIsNoLongerTheOneCited(t *testing.T) {
	made := openCity(t)
	answer := ask(t, made.Assistant, qa.Question{Text: "2024年一般公共预算收入多少"})
	err := qa.Verify(answer, func(id string) (disclosure.Document, bool) {
		d, ok := made.get(id)
		lines := d.Records.Budgets[0].Lines
		lines[len(lines)-1].Final++
		return d, ok
	})
	if err == nil || !strings.Contains(err.Error(), "budgets/0") {
		t.Errorf("verified with %v", err)
	}
}

func TestOfTwoVersionsOfASubsidyTheNewestInForceAnswers(t *testing.T) {
	documents := []disclosure.Document{
		{ID: "old", Title: "云溪市护理补贴办法", Text: "护理补贴每人每月80元。", Published: day(2021, 1, 5), Records: subsidy("每人每月80元", day(2021, 2, 1))},
		{ID: "new", Title: "云溪市护理补贴办法（修订）", Text: "护理补贴每人每月100元。", Published: day(2024, 1, 5), Records: subsidy("每人每月100元", day(2024, 2, 1))},
		{ID: "next", Title: "云溪市护理补贴提标通知", Text: "护理补贴每人每月120元。", Published: day(2025, 6, 1), Effective: day(2026, 1, 1), Records: subsidy("每人每月120元", day(2026, 1, 1))},
	}
	a, get := assistantOver(t, documents)
	answer := ask(t, a, qa.Question{Text: "护理补贴标准是多少"})
	if answer.Text != "护理补贴标准：每人每月100元。" || !strings.Contains(answer.Notice, "《云溪市护理补贴办法》") || !strings.Contains(answer.Notice, "2026年1月1日起施行") {
		t.Errorf("%s", told(answer))
	}
	if err := qa.Verify(answer, get); err != nil {
		t.Error(err)
	}
}

func TestADocumentOfRecordsAloneIsCitedByItsRecord(t *testing.T) {
	a, get := assistantOver(t, []disclosure.Document{{ID: "bare", Title: "云溪市2024年护理补贴标准表", Records: subsidy("每人每月100元", disclosure.Date{})}})
	answer := ask(t, a, qa.Question{Text: "护理补贴标准是多少"})
	if answer.Outcome != qa.Answered || len(answer.Citations) != 1 || answer.Citations[0].Record != "subsidies/0" {
		t.Fatalf("%s", told(answer))
	}
	if err := qa.Verify(answer, get); err != nil {
		t.Error(err)
	}
	answer.Citations[0].RecordHash = ""
	if qa.Verify(answer, get) == nil {
		t.Error("verified without the record's hash")
	}
}

func subsidy(standard string, from disclosure.Date) *disclosure.Records {
	return &disclosure.Records{Subsidies: []disclosure.Subsidy{{Name: "护理补贴", Standard: standard, From: from}}}
}
