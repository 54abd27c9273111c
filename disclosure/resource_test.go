package disclosure_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/zwgk/zwgk/disclosure"
)

func TestTradeGaps(t *testing.T) {
	trades := func(kind disclosure.TradeKind, stages ...disclosure.TradeStage) (list []disclosure.Trade) {
		for _, stage := range stages {
			list = append(list, disclosure.Trade{Kind: kind, Stage: stage})
		}
		return list
	}
	for _, test := range []struct {
		name   string
		trades []disclosure.Trade
		want   []disclosure.TradeStage
	}{
		{"a tender in full", trades(disclosure.ConstructionTender, disclosure.TradeStages()...), nil},
		{"a tender without candidates", trades(disclosure.ConstructionTender, "公告", "结果公示"), []disclosure.TradeStage{"候选人公示"}},
		{"procurement needs no candidates", trades(disclosure.PublicProcurement, "公告", "结果公示"), nil},
		{"contract first", trades(disclosure.PublicProcurement, "合同"), []disclosure.TradeStage{"公告", "结果公示"}},
		{"failed", trades(disclosure.PublicProcurement, "公告", disclosure.TradeFailed), nil},
		{"nothing", nil, nil},
	} {
		if diff := cmp.Diff(test.want, disclosure.TradeGaps(test.trades)); diff != "" {
			t.Errorf("%s: -want +got:\n%s", test.name, diff)
		}
	}
	if !disclosure.TradeFailed.Concluded() || disclosure.TradeResult.Concluded() || disclosure.TradeStage("?").Order() != 0 {
		t.Error("ends of a trade")
	}
	trade := disclosure.Trade{Ceiling: 10, Deal: 11}
	if !trade.AboveCeiling() || (&disclosure.Trade{Deal: 11}).AboveCeiling() {
		t.Error("ceiling")
	}
}

func TestOpenParcels(t *testing.T) {
	got := disclosure.OpenParcels([]disclosure.LandDeal{{Parcel: "甲", Stage: "出让公告"}, {Parcel: "乙", Stage: "出让公告"}, {Parcel: "甲", Stage: "流拍"}, {Parcel: "乙", Stage: "出让公告"}})
	if diff := cmp.Diff([]string{"乙"}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestHousing(t *testing.T) {
	records := []disclosure.Housing{{Stage: "计划"}, {Stage: "房源", Units: []disclosure.HousingUnit{{Count: 20}, {Count: 30}}}}
	if diff := cmp.Diff([]disclosure.HousingStage{"政策", "对象", "结果"}, disclosure.HousingGaps(records)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if got := records[1].UnitCount(); got != 50 {
		t.Errorf("%d dwellings", got)
	}
	for allocation, want := range map[disclosure.Allocation]bool{{Name: "张*"}: true, {Name: "张某", ID: "99*************12X"}: true, {Name: "张三"}: false, {Name: "张*", ID: "990101199001011234"}: false} {
		if got := allocation.Masked(); got != want {
			t.Errorf("%v masked: %v", allocation, got)
		}
	}
}

func TestCreditRecordsCountUntilTheirEnd(t *testing.T) {
	record := disclosure.CreditRecord{Until: day(2024, 12, 31)}
	if !record.Counts(day(2024, 12, 31)) || record.Counts(day(2025, 1, 1)) || !(disclosure.CreditRecord{}).Counts(day(2025, 1, 1)) {
		t.Error("the end of a record")
	}
}

func TestAProjectsTimelineShowsItsGaps(t *testing.T) {
	project := disclosure.Project{Code: "2024-990100-48-01-000123", Name: "澄湖大桥", Route: disclosure.RouteFiling, Stages: []disclosure.ProjectStage{
		{Stage: disclosure.ProjectFiled, On: day(2024, 3, 1)},
		{Stage: disclosure.ProjectRequisition, NotApplicable: "利用既有用地，不涉及征收"},
		{Stage: disclosure.ProjectTender, On: day(2024, 6, 1)}, {Stage: disclosure.ProjectTender, On: day(2024, 5, 1)},
		{Stage: disclosure.ProjectChange, On: day(2024, 9, 1)},
	}}
	want := []disclosure.ProjectStageKind{disclosure.ProjectLandUse, disclosure.ProjectEnvironment}
	if diff := cmp.Diff(want, project.Gaps()); diff != "" {
		t.Errorf("gaps -want +got:\n%s", diff)
	}
	states := map[disclosure.ProjectStageKind]disclosure.TimelineState{}
	for _, entry := range project.Timeline() {
		states[entry.Stage] = entry.State
		if entry.Stage == disclosure.ProjectTender && !entry.Records[0].On.Before(entry.Records[1].On) {
			t.Error("the records of a stage are not in order of their days")
		}
	}
	for stage, want := range map[disclosure.ProjectStageKind]disclosure.TimelineState{disclosure.ProjectRequisition: "不适用", disclosure.ProjectPermit: "未到", disclosure.ProjectChange: "已公开"} {
		if states[stage] != want {
			t.Errorf("%s is %s, want %s", stage, states[stage], want)
		}
	}
	if diff := cmp.Diff([]string{"审批结果", "批复文号", "批复单位"}, project.MissingElements(project.Stages[0])); diff != "" {
		t.Errorf("missing -want +got:\n%s", diff)
	}
}

func TestCheckProjectCode(t *testing.T) {
	for _, good := range []string{"2024-990100-48-01-000123", "2201-990100-04-01-000123", "2512-990100-04-01-000123"} {
		if err := disclosure.CheckProjectCode(good); err != nil {
			t.Error(err)
		}
	}
	for _, bad := range []string{"", "2024990100480100123", "1024-990100-48-01-000123", "2024-990100-48-01-00012a",
		"2213-990100-04-01-000123", "2200-990100-04-01-000123"} {
		if disclosure.CheckProjectCode(bad) == nil {
			t.Errorf("%q passes", bad)
		}
	}
}

func TestProjectsOfSeveralDocumentsAreOne(t *testing.T) {
	merged := disclosure.MergeProjects([]disclosure.Project{
		{Code: "c", Name: "大桥", Stages: []disclosure.ProjectStage{{Stage: disclosure.ProjectProposal}}},
		{Name: "公园"},
		{Code: "c", Owner: "城投公司", Stages: []disclosure.ProjectStage{{Stage: disclosure.ProjectFeasibility}}},
	})
	want := []disclosure.Project{
		{Code: "c", Name: "大桥", Owner: "城投公司", Stages: []disclosure.ProjectStage{{Stage: disclosure.ProjectProposal}, {Stage: disclosure.ProjectFeasibility}}},
		{Name: "公园"},
	}
	if diff := cmp.Diff(want, merged); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
