package disclosure_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/zwgk/zwgk/disclosure"
)

func TestFeesAndSubsidiesNameWhatTheyLack(t *testing.T) {
	if missing := (disclosure.Fee{Item: "住宿费", Amount: 120000, Basis: "澄价〔2024〕3号"}).Missing(); missing != nil {
		t.Errorf("a full fee lacks %v", missing)
	}
	if diff := cmp.Diff([]string{"收费标准", "收费依据"}, (disclosure.Fee{Item: "住宿费"}).Missing()); diff != "" {
		t.Errorf("fee: -want +got:\n%s", diff)
	}
	subsidy := disclosure.Subsidy{Audience: "八十周岁以上户籍老人", Amount: 10000, Materials: "身份证", Procedure: "社区受理", Phone: "12345"}
	if diff := cmp.Diff([]string{"申请条件", "办理时限"}, subsidy.Missing()); diff != "" {
		t.Errorf("subsidy: -want +got:\n%s", diff)
	}
}

func TestInterpretationsLinkBothWays(t *testing.T) {
	documents := []disclosure.Document{
		{ID: "policy", Relations: []disclosure.Relation{{Type: disclosure.InterpretedBy, Target: "chart"}}},
		{ID: "chart", Records: &disclosure.Records{Interpretations: []disclosure.Interpretation{{Policy: "policy"}}}},
		{ID: "text", Relations: []disclosure.Relation{{Type: disclosure.Interprets, Target: "policy"}}},
	}
	want := []disclosure.InterpretationLink{
		{Policy: "policy", Interpretation: "chart", FromPolicy: true, FromInterpretation: true},
		{Policy: "policy", Interpretation: "text", FromInterpretation: true},
	}
	links := disclosure.InterpretationLinks(documents)
	if diff := cmp.Diff(want, links); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if links[0].Broken() || !links[1].Broken() {
		t.Error("which link is broken")
	}
	interpretation := disclosure.Interpretation{Points: map[string]string{disclosure.PointGoals: "目标"}}
	if diff := cmp.Diff([]string{"背景依据", "主要内容", "解决的问题"}, interpretation.MissingPoints()); diff != "" {
		t.Errorf("points -want +got:\n%s", diff)
	}
	if !disclosure.VideoForm.NeedsText() || disclosure.TextForm.NeedsText() {
		t.Error("which form needs a text")
	}
}

func TestExpertsSpeakInTerm(t *testing.T) {
	expert := disclosure.Expert{Fields: []string{"养老"}, From: day(2024, 1, 1), Until: day(2025, 12, 31)}
	if expert.InTerm(day(2023, 12, 31)) || !expert.InTerm(day(2025, 12, 31)) || expert.InTerm(day(2026, 1, 1)) || !expert.Covers("养老") || expert.Covers("教育") {
		t.Error("term or field")
	}
}

func TestHotspotClocks(t *testing.T) {
	found := time.Date(2024, 5, 1, 20, 0, 0, 0, time.FixedZone("", 8*3600))
	grave := disclosure.Hotspot{Level: disclosure.GraveHotspot, Found: found, Informed: found.Add(6 * time.Hour)}
	clocks := grave.Clocks()
	if len(clocks) != 2 || !clocks[0].Late(found) || clocks[1].Late(found.Add(24*time.Hour)) || !clocks[1].Late(found.Add(25*time.Hour)) {
		t.Errorf("grave: %v", clocks)
	}
	common := disclosure.Hotspot{Level: disclosure.CommonHotspot, Found: found, Replied: found.Add(48 * time.Hour)}
	if clocks := common.Clocks(); len(clocks) != 1 || clocks[0].Late(found.Add(1000*time.Hour)) {
		t.Errorf("common: %v", clocks)
	}
}

func TestConsultationsKnowWhatIsOpen(t *testing.T) {
	c := disclosure.Consultation{Opens: day(2024, 3, 1), Closes: day(2024, 3, 30), Opinions: []disclosure.Opinion{
		{ID: "1", Reply: "已采纳", Adoption: disclosure.Adopted}, {ID: "2", Answered: day(2024, 4, 2), Adoption: disclosure.NotAdopted}, {ID: "3"},
	}}
	if c.Days() != 30 || len(c.Unanswered()) != 1 || c.Unanswered()[0].ID != "3" || len(c.Unreasoned()) != 1 || c.Unreasoned()[0].ID != "2" {
		t.Errorf("%d days, %v, %v", c.Days(), c.Unanswered(), c.Unreasoned())
	}
}

func TestRecordsAreDecodedWithTheirDocument(t *testing.T) {
	taken, faults := decode(`{"id":"a","title":"b","records":{"subsidies":{"name":"高龄津贴","amount":"100元"},"budgets":[],"trades":[{"project":"p","kind":"政府采购","stage":"公告","on":"2024-03-05","colour":1}],"projects":[{"code":"c","name":"n","stages":[{"stage":"备案","number":"澄发改〔2024〕8号"}]}]}}`)
	if len(taken) != 1 || len(faults) != 1 || faults[0].Field != "records.trades" || !strings.Contains(faults[0].Reason, "colour") {
		t.Fatalf("took %v, faults %v", taken, faults)
	}
	want := &disclosure.Records{
		Subsidies: []disclosure.Subsidy{{Name: "高龄津贴", Amount: 10000}},
		Projects:  []disclosure.Project{{Code: "c", Name: "n", Stages: []disclosure.ProjectStage{{Stage: "备案", Number: disclosure.ParseNumber("澄发改〔2024〕8号")}}}},
	}
	if diff := cmp.Diff(want, taken[0].Records); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if got := taken[0].Attributes.Text("records"); !strings.HasPrefix(got, `{"trades":[{"project":"p"`) {
		t.Errorf("the unreadable record is kept as %s", got)
	}
	if diff := cmp.Diff([]string{"projects", "subsidies"}, taken[0].Records.Kinds()); diff != "" {
		t.Errorf("kinds -want +got:\n%s", diff)
	}
}
