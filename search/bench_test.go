package search_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
)

// benchIndex holds 20,000 made-up documents of about four passages each.
var benchIndex = sync.OnceValue(func() *search.Index {
	index, err := search.Open("", nil)
	if err != nil {
		panic(err)
	}
	list := titles(20_000)
	_, err = index.Import(context.Background(), func(yield func(disclosure.Document, error) bool) {
		for i, title := range list {
			text := strings.Join([]string{list[(i+1)%len(list)], list[(i*7)%len(list)], strings.Repeat("办理时限为二十个工作日。", 8), list[(i*31)%len(list)]}, "。")
			d := page(fmt.Sprintf("d%d", i), title, strings.Repeat(text, 2))
			d.Published = date("2015-01-01").AddDays(i % 3600)
			d.Issuers = []disclosure.Agency{{Name: title[:len("河口市")]}}
			if !yield(d, nil) {
				return
			}
		}
	})
	if err != nil {
		panic(err)
	}
	return index
})

func BenchmarkSearch(b *testing.B) {
	index := benchIndex()
	for _, query := range []search.Query{
		{Text: "高龄津贴"},
		{Text: "河口市 住房公积金 审批"},
		{Text: "请问河口市的老旧小区改造补助标准是怎么规定的？"},
		{Text: "驾照 五险一金"},
		{Text: `"专项整治情况公示"`},
		{Text: "部门预算 -长宁"},
		{Text: "去年 部门预算"},
		{Text: "标题:部门预算"},
		{Text: "部门预算", Facets: []search.Facet{search.ByAgency, search.ByYear}, Filter: search.Filter{Years: []int{2020, 2021}}},
		{Text: "部门预算", Sort: search.ByNewest},
		{Text: "高零津贴"},
		{Text: "部门预算", Offset: 1000},
	} {
		b.Run(query.Text+string(query.Sort), func(b *testing.B) {
			for b.Loop() {
				if _, err := index.Search(context.Background(), query); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkHostile reports the slowest of what people send to break a search.
func BenchmarkHostile(b *testing.B) {
	index := benchIndex()
	texts := []string{"*", "?", "/.*/", "~2", "^1e9", strings.Repeat(`"`, 10_000), strings.Repeat("长", 20_000), strings.Repeat("预算", 100), strings.Repeat("市县区", 66),
		strings.Repeat("的 ", 32), strings.Repeat(`"预算" `, 32), strings.Repeat("-市 ", 32), strings.Repeat("标题:市 ", 32), "文号:", "-的", "-预算 -公示 -办法", strings.Join(titles(6), " ")[:560]}
	for b.Loop() {
		slowest, text := time.Duration(0), ""
		for _, t := range texts {
			start := time.Now()
			_, _ = index.Search(context.Background(), search.Query{Text: t})
			if took := time.Since(start); took > slowest {
				slowest, text = took, t
			}
		}
		b.ReportMetric(float64(slowest.Microseconds())/1000, "ms-slowest")
		b.Logf("slowest %.30q", text)
	}
}
