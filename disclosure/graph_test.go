package disclosure_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/zwgk/zwgk/disclosure"
)

func graphOf(documents ...disclosure.Document) *disclosure.ValidityGraph {
	graph := disclosure.NewValidityGraph()
	for i := range documents {
		graph.Add(&documents[i])
	}
	return graph
}

func relation(kind disclosure.RelationType, target string) []disclosure.Relation {
	return []disclosure.Relation{{Type: kind, Target: target}}
}

func TestValidAtGivesTheReasonAndTheSuccessor(t *testing.T) {
	graph := graphOf(
		disclosure.Document{ID: "v1", Title: "停车办法", Number: disclosure.ParseNumber("澄政发〔2010〕1号"), Effective: day(2010, 1, 1), Validity: disclosure.InForce},
		disclosure.Document{ID: "v2", Title: "停车办法（新）", Number: disclosure.ParseNumber("澄政发〔2018〕1号"), Effective: day(2018, 1, 1), Relations: relation(disclosure.Replaces, "澄政发[2010]1号")},
		disclosure.Document{ID: "v3", Title: "停车条例", Effective: day(2024, 5, 1), Relations: relation(disclosure.Repeals, "《停车办法（新）》")},
		disclosure.Document{ID: "old", Title: "门票规定"},
		disclosure.Document{ID: "end", Title: "关于废止部分文件的决定", Published: day(2020, 1, 1), Relations: relation(disclosure.Repeals, "old")},
		disclosure.Document{ID: "term", Title: "补贴办法", Text: "本办法自2020年1月1日起施行，有效期两年。"},
		disclosure.Document{ID: "next", Title: "补贴办法（2022）", Effective: day(2022, 1, 1), Validity: disclosure.InForce, Relations: relation(disclosure.Replaces, "term")},
		disclosure.Document{ID: "part", Title: "收费规定", Validity: disclosure.InForce},
		disclosure.Document{ID: "cut", Title: "收费通知", Effective: day(2023, 1, 1), Relations: []disclosure.Relation{{Type: disclosure.PartlyRepeals, Target: "part", Scope: "第三条"}}},
		disclosure.Document{ID: "said", Validity: disclosure.Repealed},
		disclosure.Document{ID: "silent"},
	)
	for _, test := range []struct {
		id   string
		on   disclosure.Date
		want disclosure.ValidityState
	}{
		{"v1", day(2009, 1, 1), disclosure.ValidityState{Status: disclosure.NotYetInForce, Since: day(2010, 1, 1), Reason: "自2010年1月1日起施行"}},
		{"v1", day(2017, 12, 31), disclosure.ValidityState{Status: disclosure.InForce, Since: day(2010, 1, 1), Reason: "文件标注为有效"}},
		{"v1", day(2018, 1, 1), disclosure.ValidityState{Status: disclosure.Repealed, Since: day(2018, 1, 1), By: "v2", Successor: "v2", Reason: "被《停车办法（新）》（澄政发〔2018〕1号）代替，自2018年1月1日起"}},
		{"v1", day(2024, 6, 1), disclosure.ValidityState{Status: disclosure.Repealed, Since: day(2018, 1, 1), By: "v2", Successor: "v3", Reason: "被《停车办法（新）》（澄政发〔2018〕1号）代替，自2018年1月1日起"}},
		{"v2", day(2024, 6, 1), disclosure.ValidityState{Status: disclosure.Repealed, Since: day(2024, 5, 1), By: "v3", Successor: "v3", Reason: "被《停车条例》废止，自2024年5月1日起"}},
		{"old", day(2020, 1, 1), disclosure.ValidityState{Status: disclosure.Repealed, Since: day(2020, 1, 1), By: "end", Reason: "被《关于废止部分文件的决定》废止，自2020年1月1日起"}},
		{"term", day(2021, 12, 31), disclosure.ValidityState{Since: day(2020, 1, 1), Reason: "文件未标注有效性，所收文件中未见废止或修改"}},
		{"term", day(2022, 1, 1), disclosure.ValidityState{Status: disclosure.Repealed, Since: day(2022, 1, 1), By: "next", Successor: "next", Reason: "被《补贴办法（2022）》代替，自2022年1月1日起"}},
		{"part", day(2023, 1, 1), disclosure.ValidityState{Status: disclosure.PartlyInForce, Since: day(2023, 1, 1), By: "cut", Clause: "第三条", Reason: "被《收费通知》部分废止，自2023年1月1日起"}},
		{"said", day(2023, 1, 1), disclosure.ValidityState{Status: disclosure.Repealed, Reason: "文件标注为废止"}},
		{"silent", day(2023, 1, 1), disclosure.ValidityState{Reason: "文件未标注有效性，所收文件中未见废止或修改"}},
		{"none", day(2023, 1, 1), disclosure.ValidityState{Reason: "未收录该文件"}},
	} {
		if diff := cmp.Diff(test.want, graph.ValidAt(test.id, test.on)); diff != "" {
			t.Errorf("%s on %s, -want +got:\n%s", test.id, test.on, diff)
		}
	}
}

func TestExpiryByTermQuotesItsClause(t *testing.T) {
	graph := graphOf(disclosure.Document{ID: "term", Text: "本办法自2020年1月1日起施行，有效期两年。"})
	want := disclosure.ValidityState{Status: disclosure.Expired, Since: day(2022, 1, 1), Reason: "有效期至2021年12月31日", Clause: "本办法自2020年1月1日起施行，有效期两年"}
	if diff := cmp.Diff(want, graph.ValidAt("term", day(2022, 1, 1))); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestFaultsOfTheGraph(t *testing.T) {
	graph := graphOf(
		disclosure.Document{ID: "a", Title: "甲", Relations: relation(disclosure.Repeals, "b"), Effective: day(2020, 1, 1)},
		disclosure.Document{ID: "b", Title: "乙", Relations: relation(disclosure.Replaces, "c"), Effective: day(2020, 1, 1)},
		disclosure.Document{ID: "c", Title: "丙", Relations: relation(disclosure.Repeals, "a"), Effective: day(2020, 1, 1)},
		disclosure.Document{ID: "self", Title: "丁", Relations: relation(disclosure.Repeals, "self")},
		disclosure.Document{ID: "lost", Title: "戊", Relations: relation(disclosure.Implements, "澄政发〔1999〕9号")},
		disclosure.Document{ID: "kept", Title: "己", Validity: disclosure.InForce},
		disclosure.Document{ID: "ender", Title: "庚", Relations: relation(disclosure.Repeals, "kept"), Effective: day(2020, 1, 1)},
	)
	var got []string
	for _, fault := range graph.Faults(day(2024, 1, 1)) {
		got = append(got, fmt.Sprint(fault.Kind, fault.IDs))
	}
	want := []string{"dangling[lost]", "cycle[a b c]", "cycle[self]", "conflict[ender kept]"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if state := graph.ValidAt("a", day(2024, 1, 1)); state.Status != disclosure.Repealed {
		t.Errorf("in a circle: %+v", state)
	}
}

func TestAChainAsLongAsAnArchive(t *testing.T) {
	graph := disclosure.NewValidityGraph()
	const length = 20000
	for i := range length {
		graph.Add(&disclosure.Document{ID: fmt.Sprint(i), Effective: day(2000, 1, 1), Relations: relation(disclosure.Replaces, fmt.Sprint(i-1))})
	}
	if state := graph.ValidAt("0", day(2024, 1, 1)); state.Successor != fmt.Sprint(length-1) {
		t.Errorf("the last of the chain is %s", state.Successor)
	}
	if faults := graph.Faults(day(2024, 1, 1)); len(faults) != 1 || faults[0].Kind != disclosure.DanglingFault {
		t.Errorf("faults %v", faults)
	}
}

func ExampleValidityGraph() {
	graph := disclosure.NewValidityGraph()
	graph.Add(&disclosure.Document{ID: "old", Title: "澄湖市停车管理办法"})
	graph.Add(&disclosure.Document{ID: "new", Title: "澄湖市停车条例", Effective: disclosure.Date{Year: 2024, Month: 5, Day: 1},
		Relations: []disclosure.Relation{{Type: disclosure.Repeals, Target: "澄湖市停车管理办法"}}})
	state := graph.ValidAt("old", disclosure.Date{Year: 2024, Month: 6, Day: 1})
	fmt.Println(state.Status.Chinese(), state.Successor, state.Reason)
	// Output: 废止 new 被《澄湖市停车条例》废止，自2024年5月1日起
}
