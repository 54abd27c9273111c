package search_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
)

func TestCopiesOfADocumentCollapseUnderOneHit(t *testing.T) {
	long := strings.Repeat("企业开办实行一窗通办，材料齐全的当场办结。", 8)
	reprint := page("reprint", "河口市人民政府办公室关于优化企业开办服务的通知", "转载如下："+long)
	original := page("original", "关于优化企业开办服务的通知", long)
	reprint.Number = disclosure.ParseNumber("河政办发〔2024〕3号")
	original.Number = reprint.Number
	index := open(t, nil, original, reprint,
		page("copy", "优化企业开办（专栏）", long),
		page("stub1", "企业开办指南之一", "详见附件。"), page("stub2", "企业开办指南之二", "详见附件。"),
		page("next", "关于优化企业开办服务的通知", "另一年的通知，企业开办，没有文号。"))
	r := find(t, index, search.Query{Text: "企业开办"})
	var all [][]string
	for _, hit := range r.Hits {
		slices.Sort(hit.Duplicates)
		all = append(all, append([]string{hit.ID}, hit.Duplicates...))
	}
	if r.Total != 6 || len(r.Hits) != 4 {
		t.Fatalf("%d documents in %v; want 6 in 4 hits", r.Total, all)
	}
	for _, group := range all {
		slices.Sort(group)
	}
	if !slices.ContainsFunc(all, func(group []string) bool { return cmp.Equal(group, []string{"copy", "original", "reprint"}) }) {
		t.Errorf("hits %v", all)
	}
	for _, hit := range r.Hits {
		if said := strings.Contains(strings.Join(hit.Explain(), " "), "另有2处发布同一文件"); said != (len(hit.Duplicates) == 2) {
			t.Errorf("%s: %v", hit.ID, hit.Explain())
		}
	}
}

func TestPagesGoOnWhereTheLastEndedThoughCopiesCollapse(t *testing.T) {
	long := strings.Repeat("收费项目和收费标准在收费场所公示，不得在标准外收费。", 6)
	var documents []disclosure.Document
	for i := range 60 {
		text := long
		if i%3 == 0 {
			text += strings.Repeat("另附说明。", i+1)
		}
		documents = append(documents, page(string(rune('A'+i/26))+string(rune('a'+i%26)), "收费公示", text))
	}
	index := open(t, nil, documents...)
	seen := map[string]bool{}
	hits := 0
	for offset := 0; ; offset += 7 {
		r := find(t, index, search.Query{Text: "收费标准", Offset: offset, Limit: 7})
		for _, hit := range r.Hits {
			hits++
			for _, id := range append(hit.Duplicates, hit.ID) {
				if seen[id] {
					t.Fatalf("%s comes twice, at offset %d", id, offset)
				}
				seen[id] = true
			}
		}
		if len(r.Hits) < 7 {
			break
		}
	}
	if hits != 21 || len(seen) != 60 {
		t.Errorf("%d hits stand for %d documents, want 21 for 60", hits, len(seen))
	}
}
