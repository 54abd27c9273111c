package search_test

import (
	"context"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
)

// services are documents of a made-up city, each several times so that their words are no rarities.
func services() []disclosure.Document {
	var list []disclosure.Document
	for i := range 4 {
		year := string(rune('1' + i))
		for id, d := range map[string][2]string{
			"elder":  {"高龄津贴申请办法", "年满八十周岁的老年人可以申请高龄津贴，由民政部门按月发放。"},
			"fund":   {"住房公积金提取指南", "职工购房可以提取住房公积金，公积金中心当日办结。"},
			"permit": {"居住证办理须知", "办理居住证须提交居住证明，公安机关核发居住证。"},
			"jobs":   {"失业保险金领取条件", "失业人员按月领取失业保险金。"},
			"health": {"医疗保险报销比例", "参保人员医疗费用由医疗保险基金按比例报销。"},
		} {
			list = append(list, page(id+year, "第"+year+"批"+d[0], d[1]+"第"+year+"批。"))
		}
	}
	return list
}

func TestALikelySlipIsPutRightAsAnOffer(t *testing.T) {
	index := open(t, nil, services()...)
	for text, wanted := range map[string]string{
		"高零津贴":         "高龄津贴",   // sounds the same
		"公基金":          "公积金",    // though 基金 is a word
		"公基金提取":        "公积金提取",  // inside a longer word
		"居住正":          "居住证",    // …
		"居主证 办理":       "居住证 办理", // only the word that is wrong
		"高林津贴申请":       "高龄津贴申请", // in for ing
		"失业保现金":        "失业保险金",  // one sound, and characters in between
		"医疗保显报销":       "医疗保险报销", // …
		"医保疗险":         "医疗保险",   // neighbours that changed places
		"高龄津津贴":        "高龄津贴",   // one too many
		"“购房” 公基金 -贷款": "公积金 \"购房\" -贷款",
	} {
		r := find(t, index, search.Query{Text: text})
		if r.DidYouMean != wanted {
			t.Errorf("%s: offers %q, want %q", text, r.DidYouMean, wanted)
		}
	}
}

func TestNothingIsOfferedForWhatIsSpeltRight(t *testing.T) {
	index := open(t, nil, services()...)
	for _, text := range []string{"高龄津贴", "公积金提取", "居住证怎么办理", "医疗保险 报销", "失业 领取 条件", "航天发射", "“公基金”", "标题:公基金", "PM2.5", "", "2022年公积金提取", "申请高龄津贴要带什么", "带居住证去哪"} {
		if r := find(t, index, search.Query{Text: text}); r.DidYouMean != "" {
			t.Errorf("%s: offers %q", text, r.DidYouMean)
		}
	}
}

func TestAnOfferIsNotFollowedUnasked(t *testing.T) {
	index := open(t, nil, append(services(), page("odd", "公基金会章程", "本公基金会由市民发起。"))...)
	r := find(t, index, search.Query{Text: "公基金"})
	if len(r.Hits) != 1 || r.Hits[0].ID != "odd" || r.DidYouMean != "" && r.DidYouMean != "公积金" {
		t.Errorf("finds %v, offers %q", ids(r), r.DidYouMean)
	}
}

func TestASearchWithoutHitsLeadsOn(t *testing.T) {
	documents := services()
	for i := range documents {
		documents[i].Subjects = []string{"民生保障"}
	}
	index := open(t, nil, documents...)
	r := find(t, index, search.Query{Text: "高龄津贴 航天"})
	if r.Help == nil || !r.Relaxed || !slices.Equal(r.Help.Dropped, []string{"航天"}) || !slices.Equal(r.Help.Subjects, []string{"民生保障"}) {
		t.Fatalf("relaxed %v, help %+v", r.Relaxed, r.Help)
	}
	r = find(t, index, search.Query{Text: "航天 -高龄 -公积金"})
	if r.Total != 0 || r.Help == nil || !slices.Equal(r.Help.Dropped, []string{"航天"}) {
		t.Fatalf("%d found, help %+v", r.Total, r.Help)
	}
	r = find(t, index, search.Query{Text: "公积金", Filter: search.Filter{Agency: "无此机构"}})
	if r.Help == nil || len(r.Help.Related) == 0 || len(r.Help.Dropped) != 0 {
		t.Errorf("a filter that leaves nothing: help %+v", r.Help)
	}
	if r = find(t, index, search.Query{Text: "公积金"}); r.Help != nil {
		t.Errorf("help where hits are: %+v", r.Help)
	}
}

func TestEditorsPinAndHide(t *testing.T) {
	index := open(t, nil, services()...)
	err := index.Curate([]search.Curation{
		{Query: "居住证", Pin: []string{"jobs2", "gone", "permit3"}, Hide: []string{"permit1"}},
		{Query: "居住证", Pin: []string{"fund1"}, From: date("2024-06-01"), To: date("2024-06-30")},
	})
	if err != nil {
		t.Fatal(err)
	}
	r := find(t, index, search.Query{Text: " 居 住证。"})
	if got := ids(r); !slices.Equal(got[:2], []string{"jobs2", "permit3"}) || slices.Contains(got, "permit1") || slices.Contains(got, "fund1") || r.Total != len(got) {
		t.Errorf("finds %v of %d", got, r.Total)
	}
	if !r.Hits[0].Pinned || r.Hits[0].Explain()[0] != "编辑为此查询置顶" || r.Hits[2].Pinned {
		t.Errorf("%v", r.Hits[0].Explain())
	}
	in := search.Query{Text: "居住证", Today: date("2024-06-30")}
	if got := ids(find(t, index, in)); got[2] != "fund1" {
		t.Errorf("on a day of the second curation: %v", got)
	}
	in.Today = date("2024-07-01")
	if got := ids(find(t, index, in)); slices.Contains(got, "fund1") {
		t.Errorf("a day later: %v", got)
	}
	in.Offset, in.Limit = 1, 1
	if got := ids(find(t, index, in)); !slices.Equal(got, []string{"permit3"}) {
		t.Errorf("second page of one: %v", got)
	}
	if got := ids(find(t, index, search.Query{Text: "居住证", Filter: search.Filter{Agency: "无此机构"}})); len(got) != 0 {
		t.Errorf("a pin passes a filter: %v", got)
	}
	for _, faulty := range []search.Curation{{Query: "。"}, {Query: "甲", From: date("2024-02-01"), To: date("2024-01-01")}} {
		if err := index.Curate([]search.Curation{faulty}); err == nil {
			t.Errorf("%+v is taken", faulty)
		}
	}
	if diff := cmp.Diff([]string{"jobs2"}, ids(find(t, index, search.Query{Text: "居住证", Limit: 1}))); diff != "" {
		t.Errorf("a refused list changes the one before: %s", diff)
	}
}

func TestRelatedDocumentsAreThoseLinkedThenThoseAlike(t *testing.T) {
	old := page("old", "高龄津贴暂行办法", "旧办法。")
	policy := page("policy", "河口市高龄津贴发放办法", "年满八十周岁的，发放高龄津贴。")
	policy.Relations = []disclosure.Relation{{Type: disclosure.Replaces, Target: "old"}}
	policy.Subjects = []string{"养老"}
	reading := page("reading", "一图读懂养老新政", "对照表。")
	reading.Relations = []disclosure.Relation{{Type: disclosure.Interprets, Target: "policy"}}
	alike := page("alike", "关于提高高龄津贴标准的通知", "高龄津贴标准提高。")
	far := page("far", "粮食收购通知", "收购夏粮。")
	index := open(t, nil, old, policy, reading, alike, far)
	hits, err := index.Related(t.Context(), "policy", 10)
	if err != nil {
		t.Fatal(err)
	}
	want(t, search.Result{Hits: hits}, "old", "reading", "alike")
	if hits[0].Explain()[0] != "所看文件代替此件" || hits[1].Explain()[0] != "此件解读所看文件" {
		t.Errorf("%v; %v", hits[0].Explain(), hits[1].Explain())
	}
	if hits, err := index.Related(t.Context(), "unknown", 3); len(hits) != 0 || err != nil {
		t.Errorf("an unknown id: %v, %v", hits, err)
	}
}

func TestASlipIsPutRightWithoutASearch(t *testing.T) {
	index := open(t, nil, disclosure.Document{ID: "1", Title: "高龄津贴发放办法", Text: "高龄津贴按月发放。高龄津贴由民政部门发放。高龄津贴每年核对。"})
	for typed, want := range map[string]string{"高零津贴": "高龄津贴", "高龄津贴": "", "": ""} {
		got, err := index.DidYouMean(context.Background(), typed)
		if err != nil || got != want {
			t.Errorf("%q: meant %q, %v; want %q", typed, got, err, want)
		}
	}
}
