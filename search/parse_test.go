package search_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/zwgk/zwgk/search"
)

func TestQueryTextsAreTakenApart(t *testing.T) {
	for text, want := range map[string]search.Parsed{
		"公积金  提取":                  {Words: []string{"公积金", "提取"}},
		`“住房公积金” 提取 -贷款`:           {Words: []string{"提取"}, Phrases: []string{"住房公积金"}, Excluded: []string{"贷款"}},
		`-"异地 贷款" 公积金`:             {Words: []string{"公积金"}, Excluded: []string{"异地 贷款"}},
		"标题:预算 正文：三公经费":            {Titles: []string{"预算"}, Bodies: []string{"三公经费"}},
		`题名:"部门 预算"`:               {Titles: []string{"部门 预算"}},
		"文号:国办发〔2024〕5号 公开":        {Words: []string{"公开"}, Numbers: []string{"国办发〔2024〕5号"}},
		"时间:2023年上半年 决算":           {Words: []string{"决算"}, Dates: []string{"2023年上半年"}},
		"时间:下午":                    {Words: []string{"时间:下午"}},
		"标题: 预算":                   {Words: []string{"标题:", "预算"}},
		`办"事`:                      {Words: []string{"办", "事"}},
		`"没有关上`:                    {Words: []string{"没有关上"}},
		"- 独立的横线 甲-乙":              {Words: []string{"-", "独立的横线", "甲-乙"}},
		`""" ”“`:                   {},
		"\u3000全角空格\u3000分开\u00a0": {Words: []string{"全角空格", "分开"}},
	} {
		if diff := cmp.Diff(want, search.Parse(text)); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
}

func FuzzAQueryPrintsItselfSoThatItReadsTheSame(f *testing.F) {
	for _, s := range []string{`公积金 "提取 条件" -贷款`, `标题:"甲 乙" 正文：丙`, `“a"b” 「c”d」`, `-"x`, `"-x`, `标"题:x`, `时间:2023 文号:"`, "- -- ---a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		parsed := search.Parse(text)
		if diff := cmp.Diff(parsed, search.Parse(parsed.String())); diff != "" {
			t.Errorf("%q printed as %q: %s", text, parsed.String(), diff)
		}
	})
}
