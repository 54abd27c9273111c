package disclosure_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/zwgk/zwgk/disclosure"
)

const catalogCSV = "\uFEFF澄湖市养老服务公开标准目录,,,,,,,,,,,,\r\n" +
	"序号,公开事项,,公开内容（要素）,公开依据,公开时限,公开主体,公开渠道和载体,公开对象,,公开方式,,公开层级\r\n" +
	",一级事项,二级事项,,,,,,全社会,特定群体,主动,依申请公开,市级\r\n" +
	"1,养老服务业务办理,老年人补贴,\"●补贴对象\n●补贴标准\n○补贴依据\",\"条例；\n办法\",自信息形成或者变更之日起10个工作日内,市民政局,\"■政府网站 □政府公报\n■政务服务中心\",√,,√,,√\r\n" +
	"2,,机构备案,●备案名称,条例,及时,市民政局,■政府网站,,老年人家庭,,√,√\r\n" +
	"\r\n" +
	"3,行业管理信息,评估结果,,条例,,市民政局,政府网站、公示栏,√,,√,,√\r\n"

func TestACatalogIsReadAsAgenciesKeepIt(t *testing.T) {
	catalog, err := disclosure.ReadCatalogCSV(strings.NewReader(catalogCSV), "养老服务")
	want := []disclosure.CatalogItem{
		{ID: "1", L1: "养老服务业务办理", L2: "老年人补贴", Elements: []disclosure.Element{{Name: "补贴对象", Required: true}, {Name: "补贴标准", Required: true}, {Name: "补贴依据"}},
			Basis: []string{"条例", "办法"}, Due: disclosure.Deadline{N: 10, Unit: "工作日", Start: "形成", Text: "自信息形成或者变更之日起10个工作日内"},
			Owners: []string{"市民政局"}, Channels: []string{"政府网站", "政务服务中心"}, Audience: "全社会", Mode: disclosure.Proactive, Levels: []string{"市级"}},
		{ID: "2", L1: "养老服务业务办理", L2: "机构备案", Elements: []disclosure.Element{{Name: "备案名称", Required: true}}, Basis: []string{"条例"},
			Due: disclosure.Deadline{Cycle: "及时", Text: "及时"}, Owners: []string{"市民政局"}, Channels: []string{"政府网站"}, Audience: "老年人家庭", Mode: disclosure.OnRequest, Levels: []string{"市级"}},
		{ID: "3", L1: "行业管理信息", L2: "评估结果", Basis: []string{"条例"}, Owners: []string{"市民政局"}, Channels: []string{"政府网站", "公示栏"},
			Audience: "全社会", Mode: disclosure.Proactive, Levels: []string{"市级"}},
	}
	if diff := cmp.Diff(want, catalog.Items); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	var faults []string
	for _, fault := range disclosure.RowErrors(err) {
		faults = append(faults, fault.ID+fault.Field)
	}
	if diff := cmp.Diff([]string{"3公开内容", "3公开时限"}, faults); diff != "" {
		t.Errorf("faults -want +got:\n%s", diff)
	}
}

func TestATableThatIsNoCatalogIsAnError(t *testing.T) {
	for name, text := range map[string]string{"no head": "a,b\n1,2\n", "another encoding": "公开内容,公开时限\n\xb9\xab,\xbf\xaa\n", "empty": ""} {
		if _, err := disclosure.ReadCatalogCSV(strings.NewReader(text), "x"); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	_, err := disclosure.ReadCatalogCSV(strings.NewReader("一级事项,公开内容,公开时限\n,●甲,及时\n"), "x")
	if faults := disclosure.RowErrors(err); len(faults) != 1 || faults[0].Line != 2 || faults[0].Field != "一级事项" || faults[0].Kept {
		t.Errorf("a row without 事项: %v", err)
	}
	for _, text := range []string{`{"items":[{"id":"1"}]}`, `{"items":[{"id":"1","l1":"a"},{"id":"1","l1":"b"}]}`, `{"things":[]}`, `{"columns":[{"id":"1"}]}`} {
		if _, err := disclosure.ReadCatalog(strings.NewReader(text)); err == nil {
			t.Errorf("%s was taken", text)
		}
	}
}

func TestParseDeadline(t *testing.T) {
	for text, want := range map[string]disclosure.Deadline{
		"自信息形成或者变更之日起20个工作日内": {N: 20, Unit: "工作日", Start: "形成"},
		"自作出决定之日起７个工作日之内公开":   {N: 7, Unit: "工作日", Start: "决定"},
		"经本级人大批准后二十日内":        {N: 20, Unit: "日", Start: "批准"},
		"变更后3个月内":             {N: 3, Unit: "月", Start: "变更"},
		"实时公开":                {Cycle: "实时"}, "及时公开": {Cycle: "及时"}, "每年3月底前": {Cycle: "每年"}, "长期公开": {Cycle: "长期"},
		"3月31日前": {}, "2024年": {}, "": {}, "按规定": {},
	} {
		want.Text = text
		if got := disclosure.ParseDeadline(text); got != want {
			t.Errorf("ParseDeadline(%q) = %+v, want %+v", text, got, want)
		}
	}
}

func TestParseElements(t *testing.T) {
	for cell, want := range map[string][]disclosure.Element{
		"●文件名称 ●文号○正文":         {{Name: "文件名称", Required: true}, {Name: "文号", Required: true}, {Name: "正文"}},
		"1.办理依据\n2.办理条件；（3）流程": {{Name: "办理依据"}, {Name: "办理条件"}, {Name: "流程"}},
		"●;○": nil, "": nil,
	} {
		if diff := cmp.Diff(want, disclosure.ParseElements(cell)); diff != "" {
			t.Errorf("%q -want +got:\n%s", cell, diff)
		}
	}
}

func TestTheBuiltinCatalogCoversTheLawAndTheWorkPlan(t *testing.T) {
	catalog := disclosure.BuiltinCatalog()
	for _, id := range []string{"A20.01", "A20.15", "F1", "F2", "F3", "F4", "F5", "F6", "P1", "P2", "P3", "P4", "M1", "M2", "S1", "S2", "S3", "I1", "I3", "H2", "C1"} {
		item := catalog.Item(id)
		if item == nil || item.Name() == "" || len(item.Elements) == 0 || len(item.Basis) == 0 || item.Due.Text == "" || item.Match.IsZero() {
			t.Errorf("%s: %+v", id, item)
			continue
		}
		if got := disclosure.ParseDeadline(item.Due.Text); got.N != item.Due.N || got.Unit != item.Due.Unit || got.Cycle != item.Due.Cycle {
			t.Errorf("%s: the deadline %q reads as %+v, the catalogue says %+v", id, item.Due.Text, got, item.Due)
		}
	}
	if catalog.Item("A20.16") != nil || len(catalog.Columns) == 0 {
		t.Error("items or columns")
	}
	catalog.Items[0].ID = "spoilt"
	if disclosure.BuiltinCatalog().Item("A20.01") == nil {
		t.Error("two callers share the items")
	}
}

func TestDocumentsFulfilItems(t *testing.T) {
	catalog := disclosure.BuiltinCatalog()
	budget := &disclosure.Document{Title: "2024年政府预算公开", Records: &disclosure.Records{Budgets: []disclosure.BudgetTable{{}}}}
	named := &disclosure.Document{Attributes: disclosure.Attributes{"items": json.RawMessage(`["M1"]`)}}
	for _, test := range []struct {
		id   string
		d    *disclosure.Document
		want bool
	}{{"F1", budget, true}, {"F2", budget, false}, {"M1", named, true}, {"M1", budget, false}, {"A20.01", &disclosure.Document{Kind: disclosure.KindNotice}, true}} {
		if got := catalog.Item(test.id).Fulfils(test.d); got != test.want {
			t.Errorf("%s fulfilled by %q: %v", test.id, test.d.Title, got)
		}
	}
	column := disclosure.Column{Name: "通知公告"}
	if !column.Carries(&disclosure.Document{Category: "通知公告/市财政局"}) || column.Carries(&disclosure.Document{Category: "通知公告栏"}) {
		t.Error("which documents a column carries")
	}
}

func TestElementsAreFoundWhereADocumentHasThem(t *testing.T) {
	d := &disclosure.Document{Title: "高龄津贴", Issuers: []disclosure.Agency{{Name: "市民政局"}}, Effective: day(2024, 5, 1),
		Text:       "申请条件：年满八十周岁\n办理流程\n　社区受理，街道审核。\n咨询电话：",
		Attributes: disclosure.Attributes{"补贴对象": json.RawMessage(`"老年人"`)}}
	for name, want := range map[string]string{"文件名称": "高龄津贴", "发布部门": "市民政局", "实施日期": "2024-05-01", "申请条件": "年满八十周岁", "办理流程": "社区受理，街道审核。", "补贴对象": "老年人", "咨询电话": "", "文号": "", "没有的": ""} {
		if got, ok := d.Element(name); got != want || ok != (want != "") {
			t.Errorf("element %s is %q, %v, want %q", name, got, ok, want)
		}
	}
	item := disclosure.CatalogItem{Elements: []disclosure.Element{{Name: "申请条件", Required: true}, {Name: "咨询电话", Required: true}, {Name: "附件"}}}
	if diff := cmp.Diff([]string{"咨询电话"}, item.MissingElements(d)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func FuzzReadCatalogCSV(f *testing.F) {
	f.Add(catalogCSV)
	f.Add("一级事项,公开内容,公开时限\n甲,●乙,20日内\n")
	f.Fuzz(func(t *testing.T, text string) {
		catalog, err := disclosure.ReadCatalogCSV(strings.NewReader(text), "x")
		if catalog == nil {
			if err == nil {
				t.Fatal("no catalogue and no error")
			}
			return
		}
		if err := catalog.Validate(); err != nil {
			t.Fatalf("the reading made a broken catalogue: %v", err)
		}
	})
}

func FuzzParseDeadline(f *testing.F) {
	f.Add("自信息形成或者变更之日起20个工作日内")
	f.Fuzz(func(t *testing.T, s string) {
		if d := disclosure.ParseDeadline(s); d.N < 0 || d.N > 0 && d.Unit == "" {
			t.Errorf("%q: %+v", s, d)
		}
	})
}

func TestACatalogFromTheRowsOfASheet(t *testing.T) {
	catalog, err := disclosure.CatalogFromRows("表", [][]string{
		{"编码", "领域", "一级事项", "二级事项", "三级事项", "公开内容", "公开时限", "公开方式", "公开层级", "公开对象", "不适用理由"},
		{"YL-1", "养老服务", "补贴", "高龄", "津贴", "●标准", "及时", "主动", "市、县", "老年人", "本区无此事项"},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []disclosure.CatalogItem{{ID: "YL-1", Domain: "养老服务", L1: "补贴", L2: "高龄", L3: "津贴", Elements: []disclosure.Element{{Name: "标准", Required: true}},
		Due: disclosure.Deadline{Cycle: "及时", Text: "及时"}, Mode: disclosure.Proactive, Levels: []string{"市", "县"}, Audience: "老年人", NotApplicable: "本区无此事项"}}
	if diff := cmp.Diff(want, catalog.Items); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func FuzzReadCatalog(f *testing.F) {
	f.Add(`{"name":"x","items":[{"id":"1","l1":"a","due":{"n":20,"unit":"工作日"},"match":{"records":["budgets"]}}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		catalog, err := disclosure.ReadCatalog(strings.NewReader(text))
		if err != nil {
			return
		}
		for i := range catalog.Items {
			catalog.Items[i].Fulfils(&disclosure.Document{Title: "预算"})
		}
	})
}
