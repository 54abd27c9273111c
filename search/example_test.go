package search_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
)

// Documents come in as JSON Lines, or from any iterator; what comes out is marked, counted and explained.
func Example() {
	index, err := search.Open("", nil) // in memory; name a folder to keep it
	if err != nil {
		panic(err)
	}
	defer index.Close()
	export := `{"id":"1","title":"住房公积金提取管理办法","text":"职工购买自住住房，可以提取住房公积金。","issuers":["河口市住房公积金管理中心"],"published":"2023-05-10"}
{"id":"2","title":"机动车驾驶证申领指南","text":"初次申领须通过考试。","issuers":["河口市公安局"],"published":"2023-09-09"}`
	report, err := index.Import(context.Background(), disclosure.DecodeDocuments(strings.NewReader(export)))
	if err != nil {
		panic(err)
	}
	fmt.Println("imported", report.Imported)
	result, err := index.Search(context.Background(), search.Query{Text: "公积金 提取", Facets: []search.Facet{search.ByAgency}})
	if err != nil {
		panic(err)
	}
	for _, hit := range result.Hits {
		fmt.Println(hit.ID, mark(hit.Title), hit.Explain()[0])
	}
	for _, value := range result.Facets[search.ByAgency] {
		fmt.Println(value.Value, value.Count)
	}
	// Output:
	// imported 2
	// 1 【住房公积金提取】管理办法 标题含“住房公积金提取”
	// 河口市住房公积金管理中心 1
}

// mark sets what matched in brackets; a web page escapes the text and uses <mark>.
func mark(s search.Snippet) string {
	var b strings.Builder
	at := 0
	for _, span := range s.Spans {
		b.WriteString(s.Text[at:span.Start] + "【" + s.Text[span.Start:span.End] + "】")
		at = span.End
	}
	return b.String() + s.Text[at:]
}

func ExampleCompleter() {
	c := search.NewCompleter([]string{"住房公积金怎么提取？", "居住证怎么办理？", "重庆路停车收费标准"}, nil)
	for _, typed := range []string{"公积", "gjj", "chongqing", "juzhu"} {
		fmt.Println(typed, c.Complete(typed, 10)[0].Text)
	}
	// Output:
	// 公积 住房公积金怎么提取？
	// gjj 住房公积金怎么提取？
	// chongqing 重庆路停车收费标准
	// juzhu 居住证怎么办理？
}

func ExampleDateRange() {
	today, _ := disclosure.ParseDate("2024-05-16")
	for _, text := range []string{"去年的财政决算", "二〇二三年上半年经济运行", "近三个月"} {
		from, to, span, _ := search.DateRange(text, today)
		fmt.Println(text[span.Start:span.End], from, to)
	}
	// Output:
	// 去年 2023-01-01 2023-12-31
	// 二〇二三年上半年 2023-01-01 2023-06-30
	// 近三个月 2024-02-16 2024-05-16
}

func ExampleParse() {
	p := search.Parse(`公积金 "异地贷款" -提取 标题:办法`)
	fmt.Println(p.Words, p.Phrases, p.Excluded, p.Titles)
	fmt.Println(p)
	// Output:
	// [公积金] [异地贷款] [提取] [办法]
	// 公积金 "异地贷款" 标题:办法 -提取
}
