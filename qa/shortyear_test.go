package qa_test

import (
	"strings"
	"testing"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/qa"
)

var pensions = []disclosure.Document{
	{ID: "2022", Title: "关于2022年调整退休人员基本养老金的通知", Text: "从2022年1月1日起，退休人员每人每月增加50元。"},
	{ID: "2023", Title: "关于2023年调整退休人员基本养老金的通知", Text: "从2023年1月1日起，退休人员每人每月增加40元。"},
	{ID: "seniority", Title: "关于企业职工工龄计算的通知", Text: "缴费满15年的，可以按月领取养老金。15年以上工龄的，每满一年增加1元。"},
}

func TestAYearInTwoDigitsIsReadAsOneOfThisCentury(t *testing.T) {
	a, _ := assistantOver(t, pensions)
	for question, want := range map[string]string{"22年退休金涨多少": "2022", "23年退休金涨多少": "2023", "退休人员22年度每月加几块": "2022"} {
		if answer := ask(t, a, qa.Question{Text: question, On: disclosure.Date{Year: 2024, Month: 3, Day: 1}}); !rests(answer, want) {
			t.Errorf("%s: %s", question, told(answer))
		}
	}
}

func TestADurationIsNoYear(t *testing.T) {
	a, _ := assistantOver(t, pensions)
	for _, question := range []string{"15年以上工龄每年加几块", "交了15年能领养老金吗"} {
		if answer := ask(t, a, qa.Question{Text: question, On: disclosure.Date{Year: 2024, Month: 3, Day: 1}}); answer.Candidates.Documents[0] != "seniority" || strings.Contains(answer.Notice, "您问的是") {
			t.Errorf("%s: %s", question, told(answer))
		}
	}
}
