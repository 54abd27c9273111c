package search_test

import (
	"context"
	"testing"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
)

// The same sentence in four documents, which differ in nothing but whose rule it is.
var sameRule = []disclosure.Document{
	{ID: "local", Title: "云川省女职工产假规定", Text: "女职工生育享受产假九十八天。"},
	{ID: "notice", Title: "关于女职工产假的通知", Text: "女职工生育享受产假九十八天。由用人单位安排。"},
	{ID: "court", Title: "最高人民法院关于女职工产假的解释", Text: "女职工生育享受产假九十八天。人民法院予以支持。"},
	{ID: "law", Title: "女职工产假法", Text: "女职工生育享受产假九十八天。本法自公布之日起施行。"},
}

func TestOfEqualDocumentsTheStatuteComesFirst(t *testing.T) {
	index := open(t, nil, sameRule...)
	if got := firstFor(t, index, "产假多少天"); got != "law" {
		t.Errorf("first is %q, want the statute", got)
	}
}

func TestAMeasureIsNoStatuteAndAPlanIsNoCase(t *testing.T) {
	for _, pair := range [][2]string{
		{"产假管理条例", "产假管理办法"}, // 办法 ends like a statute (法)
		{"产假管理办法", "最高人民法院关于审理产假纠纷案件的解释"},
		{"产假保障实施方案", "张某诉某公司产假纠纷案"}, // 方案 ends like a case (案)
	} {
		index := open(t, nil,
			disclosure.Document{ID: "below", Title: pair[1], Text: "产假九十八天。"},
			disclosure.Document{ID: "above", Title: pair[0], Text: "产假九十八天。"})
		if got := firstFor(t, index, "九十八天"); got != "above" {
			t.Errorf("%q comes before %q", pair[1], pair[0])
		}
	}
}

func TestATitleOfAnotherYearStandsBehind(t *testing.T) {
	index := open(t, nil,
		disclosure.Document{ID: "2023", Title: "关于2023年调整退休人员基本养老金的通知", Text: "在2022年调整基本养老金的基础上，从2023年1月起调整退休人员基本养老金。"},
		disclosure.Document{ID: "2022", Title: "关于2022年调整退休人员基本养老金的通知", Text: "从1月起调整退休人员基本养老金。"})
	if got := firstFor(t, index, "2022年调整退休人员基本养老金"); got != "2022" {
		t.Errorf("first is %q, want the notice of the year asked for", got)
	}
}

func firstFor(t *testing.T, index *search.Index, text string) string {
	t.Helper()
	found, err := index.Retrieve(context.Background(), search.Query{Text: text, Limit: 10}, 0)
	if err != nil {
		t.Fatal(err)
	}
	if len(found.Documents) == 0 {
		return ""
	}
	return found.Documents[0].ID
}
