package search_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
)

func TestSynonymsCountAsTheWordTyped(t *testing.T) {
	index := open(t, nil,
		page("licence", "机动车驾驶证申领须知", "申领机动车驾驶证，须经考试。"),
		page("minimum", "最低生活保障审核办法", "申请最低生活保障，由乡镇人民政府受理。"),
		page("office", "国务院办公厅关于公开工作的通知", "各部门抓好落实。"),
		page("pension", "城乡居民养老保险办法", "参加养老保险的，按月领取。"),
		page("classes", "关于减轻义务教育阶段学生作业负担和校外培训负担的意见", "校外培训机构不得占用节假日。"),
		page("other", "全国办公用房清理通知", "清理办公用房。"))
	for text, wanted := range map[string]string{
		"驾照":        "licence",
		"驾照怎么办":     "licence",
		"低保申请":      "minimum",
		"低保 受理":     "minimum",
		"国办 落实":     "office",
		"五险一金":      "pension",
		"双减":        "classes",
		"補習班":       "classes",
		"怎么考驾照须要考试": "licence",
	} {
		r := find(t, index, search.Query{Text: text})
		if r.Relaxed || len(r.Hits) == 0 || r.Hits[0].ID != wanted {
			t.Errorf("%s finds %v, relaxed %v; want %s", text, ids(r), r.Relaxed, wanted)
		}
	}
	if r := find(t, index, search.Query{Text: "全国办公"}); len(r.Hits) != 1 || r.Hits[0].ID != "other" {
		t.Errorf("国办 inside 全国办公 is taken for the abbreviation: %v", ids(r))
	}
	if r := find(t, index, search.Query{Text: `"驾照"`}); r.Total != 0 {
		t.Errorf("a phrase is found by a synonym: %v", ids(r))
	}
	hit := find(t, index, search.Query{Text: "驾照"}).Hits[0]
	if !slices.Contains(hit.Explain(), "“驾照”又称“机动车驾驶证”") {
		t.Errorf("%v", hit.Explain())
	}
	if span := hit.Title.Spans; len(span) != 1 || hit.Title.Text[span[0].Start:span[0].End] != "机动车驾驶证" {
		t.Errorf("marks %v in %s", span, hit.Title.Text)
	}
}

func TestSynonymsKeepEveryWordRequired(t *testing.T) {
	index := open(t, nil,
		page("both", "机动车驾驶证换证指南", "驾驶证期满换证。"),
		page("one", "机动车驾驶证考试指南", "考试分科目进行。"),
		page("typed", "驾照换证", "驾照换证在窗口办理。"))
	r := find(t, index, search.Query{Text: "驾照 换证"})
	got := ids(r)
	if r.Relaxed || !slices.Contains(got, "both") || slices.Contains(got, "one") || got[0] != "typed" {
		t.Errorf("驾照 换证 finds %v", got)
	}
}

func TestAHostAddsItsOwnSynonyms(t *testing.T) {
	own, err := search.ReadSynonyms(strings.NewReader("河政通 = 河口政务通 # the city's app\n一卡通行 > 公交 图书馆\n"))
	if err != nil {
		t.Fatal(err)
	}
	index := open(t, &search.Options{Synonyms: search.DefaultSynonyms().With(own)},
		page("app", "河口政务通使用指南", "下载河口政务通。"), page("licence", "机动车驾驶证", "申领。"))
	want(t, find(t, index, search.Query{Text: "河政通"}), "app")
	want(t, find(t, index, search.Query{Text: "驾照"}), "licence")
	if diff := cmp.Diff([]string{"公交", "图书馆"}, own.Of("一卡通行")); diff != "" {
		t.Error(diff)
	}
	if len(own.Of("公交")) != 0 {
		t.Error("a one-way group works both ways")
	}
}

func TestAFaultySynonymTableNamesItsLine(t *testing.T) {
	for table, line := range map[string]string{
		"甲 = 乙\n丙":        "line 2",
		"甲 = 乙 > 丙":       "line 1",
		"\n\n> 乙":         "line 3",
		"甲 = 乙\n# 丙\n甲 =": "line 3",
		"甲>" + strings.Join(strings.Split("一二三四五六七八九十百千万", ""), " "): "line 1",
	} {
		if _, err := search.ReadSynonyms(strings.NewReader(table)); err == nil || !strings.Contains(err.Error(), line) {
			t.Errorf("%q: %v, want %s", table, err, line)
		}
	}
}

func FuzzReadSynonyms(f *testing.F) {
	f.Add("甲 = 乙\n丙 > 丁 戊")
	f.Fuzz(func(t *testing.T, table string) {
		s, err := search.ReadSynonyms(strings.NewReader(table))
		if err != nil {
			return
		}
		for _, other := range search.DefaultSynonyms().With(s).Of("驾照") {
			if other == "驾照" {
				t.Error("a word is its own synonym")
			}
		}
	})
}

func TestAWordOfOneCharacterIsFoundByWhatIsSaidForIt(t *testing.T) {
	synonyms, err := search.ReadSynonyms(strings.NewReader("领 > 领取 发放"))
	if err != nil {
		t.Fatal(err)
	}
	index := open(t, &search.Options{Synonyms: synonyms},
		disclosure.Document{ID: "lost", Title: "证件遗失须知", Text: "证件遗失的，向领导说明。"},
		disclosure.Document{ID: "made", Title: "证件办理须知", Text: "证件在窗口发放，当日办。"})
	best, _, _, _, err := index.BestOf(search.Query{Text: "证件去哪领"}, 1)
	if err != nil || len(best) == 0 || best[0].ID != "made" {
		t.Errorf("by words alone first is %v (%v), want what says 发放", best, err)
	}
}

func TestAgesAreWrittenAsARange(t *testing.T) {
	table, err := search.ReadSynonyms(strings.NewReader("80-99岁 > 高龄 老年人\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, age := range []string{"80岁", "82岁", "八十二岁", "99岁", "九十岁"} {
		if diff := cmp.Diff([]string{"高龄", "老年人"}, table.Of(age)); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", age, diff)
		}
	}
	for _, age := range []string{"79岁", "100岁", "八岁"} {
		if got := table.Of(age); len(got) > 0 {
			t.Errorf("%s is found by %v", age, got)
		}
	}
}
