package search_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
)

func TestANewDocumentMeetsTheSavedQueriesItMatches(t *testing.T) {
	saved, err := search.NewSavedQueries([]search.SavedQuery{
		{ID: "words", Text: "公积金 提取"},
		{ID: "other words", Text: "公积金 贷款"},
		{ID: "synonym", Text: "买房"},
		{ID: "question", Text: "购房的时候怎么提取住房公积金账户余额"},
		{ID: "phrase", Text: `"按月提取"`},
		{ID: "excluded", Text: "公积金 -承诺制"},
		{ID: "title", Text: "标题:提取办法"},
		{ID: "not title", Text: "标题:承诺制"},
		{ID: "number", Text: "文号:河公积金〔2024〕"},
		{ID: "agency", Filter: search.Filter{Agency: "河口市住房公积金管理中心"}},
		{ID: "other agency", Text: "公积金", Filter: search.Filter{Agency: "河口市财政局"}},
		{ID: "year", Text: "公积金 时间:2024年"},
		{ID: "other year", Text: "公积金 时间:2023年"},
		{ID: "recent", Text: "近三个月公积金"},
		{ID: "one character", Text: "房"},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	d := page("new", "住房公積金提取办法", "职工购房的，可以按月提取账户余额，实行承诺制。")
	d.Issuers = []disclosure.Agency{{Name: "河口市住房公积金管理中心"}}
	d.Number, d.Published = disclosure.ParseNumber("河公积金〔2024〕7号"), date("2024-05-01")
	var got []string
	for _, q := range saved.Match(d) {
		got = append(got, q.ID)
	}
	if diff := cmp.Diff([]string{"words", "synonym", "question", "phrase", "title", "number", "agency", "year", "recent", "one character"}, got); diff != "" {
		t.Error(diff)
	}
	if found := saved.Match(disclosure.Document{ID: "empty"}); len(found) != 0 {
		t.Errorf("an empty document meets %v", found)
	}
}

func TestASavedQueryThatCannotBeMatchedIsRefused(t *testing.T) {
	for _, q := range []search.SavedQuery{{ID: "q"}, {ID: "q", Text: "近三个月"}, {ID: "q", Text: strings.Repeat("长", 201)}} {
		if _, err := search.NewSavedQueries([]search.SavedQuery{q}, nil); !errors.Is(err, search.ErrQuery) || !strings.Contains(err.Error(), `"q"`) {
			t.Errorf("%.20s: %v", q.Text, err)
		}
	}
}

func TestAFilterJudgesADocumentAsTheIndexDoes(t *testing.T) {
	documents := budgets()
	documents[0].Number = disclosure.ParseNumber("河财〔2024〕1号")
	documents[1].Subjects, documents[2].Audiences = []string{"财政"}, []string{"企业"}
	documents = append(documents, page("bare", "无日期", ""))
	index := open(t, nil, documents...)
	for _, filter := range []search.Filter{{}, {Agency: "河口市财政局"}, {Agencies: []string{"河口市教育局", "无"}}, {Category: "财政信息"}, {Category: "财政"},
		{Subject: "财政"}, {Audiences: []string{"企业"}}, {Kinds: []disclosure.Kind{disclosure.KindNotice}}, {Validity: disclosure.Repealed},
		{From: date("2023-02-11")}, {To: date("2023-02-11")}, {Years: []int{2022, 2024}}, {Number: "河财[2024]1号"}, {Sites: []string{"市民政局"}}} {
		r := find(t, index, search.Query{Filter: filter, Limit: 50})
		found := map[string]bool{}
		for _, id := range ids(r) {
			found[id] = true
		}
		for _, d := range documents {
			if filter.Passes(&d) != found[d.ID] {
				t.Errorf("%+v: %s passes %v, found %v", filter, d.ID, filter.Passes(&d), found[d.ID])
			}
		}
	}
}

func BenchmarkMatch10000SavedQueries(b *testing.B) {
	var queries []search.SavedQuery
	for i, title := range titles(10_000) {
		runes := []rune(title)
		queries = append(queries, search.SavedQuery{ID: fmt.Sprint(i), Text: string(runes[:2]) + " " + string(runes[len(runes)/2:len(runes)/2+6])})
	}
	saved, err := search.NewSavedQueries(queries, nil)
	if err != nil {
		b.Fatal(err)
	}
	d := page("d", titles(10)[7], strings.Repeat(strings.Join(titles(4), "。"), 15))
	matches := 0
	for b.Loop() {
		matches = len(saved.Match(d))
	}
	b.ReportMetric(float64(matches), "matches")
}

func ExampleSavedQueries() {
	saved, err := search.NewSavedQueries([]search.SavedQuery{{ID: "张先生", Text: "公积金 提取"}, {ID: "李女士", Text: "入学"}}, nil)
	if err != nil {
		panic(err)
	}
	for _, q := range saved.Match(disclosure.Document{Title: "住房公积金提取办法", Text: "购房可以提取。"}) {
		fmt.Println(q.ID)
	}
	// Output: 张先生
}
