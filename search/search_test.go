package search_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
)

// open makes an index in memory that holds documents and is closed when the test ends.
func open(t testing.TB, opts *search.Options, documents ...disclosure.Document) *search.Index {
	t.Helper()
	index, err := search.Open("", opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := index.Close(); err != nil {
			t.Error(err)
		}
	})
	put(t, index, documents...)
	return index
}

func put(t testing.TB, index *search.Index, documents ...disclosure.Document) search.Report {
	t.Helper()
	report, err := index.Import(context.Background(), rows(documents...))
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func rows(documents ...disclosure.Document) func(yield func(disclosure.Document, error) bool) {
	return func(yield func(disclosure.Document, error) bool) {
		for _, d := range documents {
			if !yield(d, nil) {
				return
			}
		}
	}
}

// page is a document with id, title and text.
func page(id, title, text string) disclosure.Document {
	return disclosure.Document{ID: id, Title: title, Text: text}
}

func date(s string) disclosure.Date {
	d, err := disclosure.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func find(t testing.TB, index *search.Index, query search.Query) search.Result {
	t.Helper()
	if query.Today.IsZero() {
		query.Today = thursday
	}
	result, err := index.Search(context.Background(), query)
	if err != nil {
		t.Fatalf("%s: %v", query.Text, err)
	}
	return result
}

func ids(result search.Result) []string {
	list := []string{}
	for _, hit := range result.Hits {
		list = append(list, hit.ID)
	}
	return list
}

func want(t testing.TB, result search.Result, wanted ...string) {
	t.Helper()
	if diff := cmp.Diff(append([]string{}, wanted...), ids(result)); diff != "" {
		t.Error(diff)
	}
}

func TestAQueryFindsWhatHoldsItsWords(t *testing.T) {
	index := open(t, nil,
		page("fund", "住房公积金提取管理办法", "职工购买自住住房的，可以提取住房公积金账户内的存储余额。"),
		page("loan", "住房公积金贷款管理办法", "职工购买自住住房的，可以申请住房公积金贷款。"),
		page("grain", "粮食储备管理办法", "储备粮的收购、轮换和动用，适用本办法。"))
	want(t, find(t, index, search.Query{Text: "公积金 提取"}), "fund")
	want(t, find(t, index, search.Query{Text: "储备粮"}), "grain")
	want(t, find(t, index, search.Query{Text: "航天发射"}))
	if r := find(t, index, search.Query{Text: "公积金 轮换"}); !r.Relaxed || r.Total != 3 {
		t.Errorf("no document holds both words: relaxed %v, %d found", r.Relaxed, r.Total)
	}
	if r := find(t, index, search.Query{}); r.Total != 3 {
		t.Errorf("the empty query finds %d of 3", r.Total)
	}
}

func TestVariantsOfWidthScriptAndNumeralsFindTheSame(t *testing.T) {
	index := open(t, nil, page("a", "关于2024年ＰＭ2.5治理的通知", "二〇二四年在建工程扬尘治理。"), page("b", "别的通知", "没有关系。"))
	for _, text := range []string{"PM2.5", "ｐｍ２．５", "二〇二四年", "2024年", "在建工程", "工程", "在建工程揚塵"} {
		if got := ids(find(t, index, search.Query{Text: text})); !slices.Equal(got, []string{"a"}) {
			t.Errorf("%s finds %v", text, got)
		}
	}
}

func TestPhrasesHoldWordForWordAndExclusionsShutOut(t *testing.T) {
	index := open(t, nil,
		page("apart", "提取办法", "公积金的提取另行规定，异地除外。"),
		page("close", "提取办法", "公积金提取实行承诺制。"),
		page("title", "公积金提取指南", "见附件。"),
		page("across", "说明", "先说公积金。提取后再说。"))
	want(t, find(t, index, search.Query{Text: `"公积金提取"`}), "close", "title")
	want(t, find(t, index, search.Query{Text: `公积金 -异地 -指南 -再说`}), "close")
	want(t, find(t, index, search.Query{Text: `"公积金。提取"`}), "across")
	want(t, find(t, index, search.Query{Text: `-公积金 提取`}))
	if r := find(t, index, search.Query{Text: `-异地`}); r.Total != 3 {
		t.Errorf("an exclusion alone leaves %d of 3", r.Total)
	}
}

func TestScopesNarrowToAPartOfTheDocument(t *testing.T) {
	notice := page("notice", "关于做好预算公开的通知", "三公经费另表公开。")
	notice.Number = disclosure.ParseNumber("某财预〔2024〕12号")
	report := page("report", "工作报告", "预算公开情况良好。")
	report.Number = disclosure.ParseNumber("某财预〔2023〕12号")
	notice.Published, report.Published = date("2024-03-01"), date("2023-03-01")
	index := open(t, nil, notice, report)
	for text, wanted := range map[string][]string{
		"标题:预算公开":         {"notice"},
		"标题：报告 预算公开":      {"report"},
		"正文:预算公开":         {"report"},
		"正文:三公经费 标题:通知":   {"notice"},
		"文号:某财预〔2024〕12号": {"notice"},
		"文号:某财预[2023]":    {"report"},
		"文号:某财预 预算":       {"notice", "report"},
		"文号:财预":           {},
		"时间:2023年 预算公开":   {"report"},
		"时间:今年 预算公开":      {"notice"},
		"时间:前年 预算公开":      {},
	} {
		got := ids(find(t, index, search.Query{Text: text}))
		slices.Sort(got)
		if diff := cmp.Diff(wanted, got); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
}

func TestANumberInTheTextFindsItsDocumentFirst(t *testing.T) {
	d := page("decree", "政府信息公开条例", "公开为常态。")
	d.Number = disclosure.ParseNumber("国令第711号")
	d.IndexNumber = disclosure.ParseIndexNumber("000014349/2019-00033")
	index := open(t, nil, d, page("cites", "落实国令第711号的通知", "落实国务院令第711号，国令第711号第五条。"))
	for _, text := range []string{"国令第711号", "国令第 ７１１ 号", "000014349/2019-00033"} {
		r := find(t, index, search.Query{Text: text})
		if len(r.Hits) == 0 || r.Hits[0].ID != "decree" {
			t.Errorf("%s finds %v", text, ids(r))
			continue
		}
		if !slices.Contains(r.Hits[0].Explain(), "文号或索引号与所查一致") {
			t.Errorf("%s: %v", text, r.Hits[0].Explain())
		}
	}
}

func TestFiltersAndSorts(t *testing.T) {
	index := open(t, nil, budgets()...)
	for name, test := range map[string]struct {
		query  search.Query
		wanted []string
	}{
		"agency":        {search.Query{Filter: search.Filter{Agency: "河口市财政局"}, Sort: search.ByOldest}, []string{"f2022", "f2023", "f2024"}},
		"agencies":      {search.Query{Filter: search.Filter{Agencies: []string{"河口市教育局", "河口市民政局"}}}, []string{"e2024", "m2024", "e2023"}},
		"years":         {search.Query{Text: "预算", Filter: search.Filter{Years: []int{2022, 2023}}, Sort: search.ByNewest}, []string{"f2023", "e2023", "f2022"}},
		"dates":         {search.Query{Filter: search.Filter{From: date("2023-01-01"), To: date("2023-12-31")}}, []string{"f2023", "e2023"}},
		"category":      {search.Query{Filter: search.Filter{Category: "财政信息"}}, []string{"f2024", "f2023", "f2022"}},
		"whole levels":  {search.Query{Filter: search.Filter{Category: "财政"}}, nil},
		"validity":      {search.Query{Filter: search.Filter{Validity: disclosure.Repealed}}, []string{"f2022"}},
		"kind and site": {search.Query{Filter: search.Filter{Kinds: []disclosure.Kind{disclosure.KindNotice}, Sites: []string{"市教育局"}}}, []string{"e2024", "e2023"}},
	} {
		got := ids(find(t, index, test.query))
		if diff := cmp.Diff(append([]string{}, test.wanted...), got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// budgets are six documents of a made-up city.
func budgets() []disclosure.Document {
	var list []disclosure.Document
	for _, b := range []struct{ id, agency, category, site, published string }{
		{"f2024", "河口市财政局", "财政信息/预决算", "市财政局", "2024-02-10"},
		{"f2023", "河口市财政局", "财政信息/预决算", "市财政局", "2023-02-11"},
		{"f2022", "河口市财政局", "财政信息", "市财政局", "2022-02-12"},
		{"e2024", "河口市教育局", "部门信息", "市教育局", "2024-02-09"},
		{"e2023", "河口市教育局", "部门信息", "市教育局", "2023-02-01"},
		{"m2024", "河口市民政局", "部门信息", "市民政局", "2024-01-30"},
	} {
		d := page(b.id, b.agency+b.published[:4]+"年部门预算", "收支总表，另附"+b.id+"。")
		d.Issuers = []disclosure.Agency{{Name: b.agency}}
		d.Category, d.Site, d.Published, d.Kind = b.category, b.site, date(b.published), disclosure.KindNotice
		if b.id == "f2022" {
			d.Validity = disclosure.Repealed
		}
		list = append(list, d)
	}
	return list
}

func TestFacetsCountAllMatches(t *testing.T) {
	index := open(t, nil, budgets()...)
	r := find(t, index, search.Query{Text: "预算", Limit: 1, Facets: []search.Facet{search.ByAgency, search.ByYear, search.ByCategory}})
	if diff := cmp.Diff(map[search.Facet][]search.FacetCount{
		search.ByAgency:   {{Value: "河口市财政局", Count: 3}, {Value: "河口市教育局", Count: 2}, {Value: "河口市民政局", Count: 1}},
		search.ByYear:     {{Value: "2024", Count: 3}, {Value: "2023", Count: 2}, {Value: "2022", Count: 1}},
		search.ByCategory: {{Value: "财政信息", Count: 3}, {Value: "部门信息", Count: 3}},
	}, r.Facets); diff != "" {
		t.Error(diff)
	}
}

func TestAFacetKeepsItsOtherValuesWhenSomeAreChosen(t *testing.T) {
	index := open(t, nil, budgets()...)
	r := find(t, index, search.Query{Text: "预算", Facets: []search.Facet{search.ByAgency, search.ByYear},
		Filter: search.Filter{Agencies: []string{"河口市教育局", "河口市民政局"}, Years: []int{2024}}})
	if r.Total != 2 {
		t.Errorf("%d found, want those of two agencies in 2024", r.Total)
	}
	if diff := cmp.Diff(map[search.Facet][]search.FacetCount{
		search.ByAgency: {{Value: "河口市教育局", Count: 1}, {Value: "河口市民政局", Count: 1}, {Value: "河口市财政局", Count: 1}}, // of 2024
		search.ByYear:   {{Value: "2024", Count: 2}, {Value: "2023", Count: 1}},                                  // of both agencies
	}, r.Facets); diff != "" {
		t.Error(diff)
	}
}

func TestWhatAgreesWithADateInTheTextComesFirst(t *testing.T) {
	index := open(t, nil, budgets()...)
	for text, first := range map[string][]string{
		"去年 财政局 预算":    {"f2023"},
		"财政局前年预算":      {"f2022"},
		"2022年 财政局 预算": {"f2022"},
		"今年财政局预算":      {"f2024"},
	} {
		r := find(t, index, search.Query{Text: text})
		if len(r.Hits) == 0 || r.Hits[0].ID != first[0] {
			t.Errorf("%s finds %v", text, ids(r))
			continue
		}
		if r.From.IsZero() || !strings.Contains(strings.Join(r.Hits[0].Explain(), "；"), "日期或标题与所查时间相符") {
			t.Errorf("%s: from %v, %v", text, r.From, r.Hits[0].Explain())
		}
	}
	late := page("late", "河口市财政局2022年部门决算", "决算在次年公开。")
	late.Published = date("2023-09-01")
	put(t, index, late)
	if r := find(t, index, search.Query{Text: "去年 财政局 2022年部门决算"}); len(r.Hits) == 0 || r.Hits[0].ID != "late" {
		t.Errorf("two years are asked for: %v", ids(r))
	}
	if r := find(t, index, search.Query{Text: "前年财政局部门决算"}); len(r.Hits) == 0 || r.Hits[0].ID != "late" {
		t.Errorf("the title's year is not the date's: %v", ids(r))
	}
	if r := find(t, index, search.Query{Text: "2022年 财政局 预算"}); r.Total != 3 {
		t.Errorf("a date in the text shuts documents out: %d of 3", r.Total)
	}
}

func TestSnippetsAndSpansLieOnRuneBoundaries(t *testing.T) {
	text := strings.Repeat("前言若干，无关紧要。", 30) + "职工可以提取住房公积金，具体见下。" + strings.Repeat("后记若干，也无关系。", 30)
	index := open(t, nil, page("a", "《住房公积金》提取\xff办法", text))
	hit := find(t, index, search.Query{Text: "公积金提取"}).Hits[0]
	for _, snippet := range []search.Snippet{hit.Title, hit.Snippet} {
		marked := ""
		for _, span := range snippet.Spans {
			marked += snippet.Text[span.Start:span.End]
		}
		if !strings.Contains(marked, "公积金") || strings.ContainsRune(marked, '\uFFFD') {
			t.Errorf("%q marks %q", snippet.Text, marked)
		}
	}
	if n := len([]rune(hit.Snippet.Text)); n > 150 || !strings.Contains(hit.Snippet.Text, "提取住房公积金") {
		t.Errorf("snippet of %d characters: %s", n, hit.Snippet.Text)
	}
	if got := text[hit.Passage.Start:hit.Passage.End]; got != hit.Passage.Text {
		t.Errorf("passage says %q where the text has %q", hit.Passage.Text, got)
	}
}

func TestEqualQueriesGiveEqualOrders(t *testing.T) {
	index := open(t, nil, budgets()...)
	first := ids(find(t, index, search.Query{Text: "部门预算"}))
	for range 20 {
		if diff := cmp.Diff(first, ids(find(t, index, search.Query{Text: "部门预算"}))); diff != "" {
			t.Fatal(diff)
		}
	}
}

func TestTheQueryLogHoldsWhatWasAskedAndWhatCame(t *testing.T) {
	var events []search.QueryEvent
	index := open(t, &search.Options{OnQuery: func(e search.QueryEvent) { events = append(events, e) }}, budgets()...)
	find(t, index, search.Query{Text: "部門預算"})
	find(t, index, search.Query{Text: "航天"})
	if len(events) != 2 || events[0].Text != "部门预算" || events[0].Total != 6 || events[1].Total != 0 || events[0].Took <= 0 || events[0].Took > time.Minute {
		t.Errorf("%+v", events)
	}
}

func TestTypedRecordsAreAFacetAndAFilter(t *testing.T) {
	x, err := search.Open("", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	rows := `{"id":"a","title":"收费公示","text":"学费标准","records":{"fees":[{"item":"学费","standard":"800元"}]}}
{"id":"b","title":"收费通知","text":"学费说明"}`
	if _, err := x.Import(t.Context(), disclosure.DecodeDocuments(strings.NewReader(rows))); err != nil {
		t.Fatal(err)
	}
	all, err := x.Search(t.Context(), search.Query{Text: "学费", Facets: []search.Facet{search.ByRecord}})
	if err != nil || all.Total != 2 || len(all.Facets[search.ByRecord]) != 1 || all.Facets[search.ByRecord][0] != (search.FacetCount{Value: "fees", Count: 1}) {
		t.Fatalf("total %d, facets %v, error %v", all.Total, all.Facets, err)
	}
	one, err := x.Search(t.Context(), search.Query{Text: "学费", Filter: search.Filter{Records: []string{"fees"}}})
	if err != nil || one.Total != 1 || one.Hits[0].ID != "a" {
		t.Fatalf("with fees: %d, error %v", one.Total, err)
	}
}
