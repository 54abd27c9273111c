package audit_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strings"
	"testing"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/disclosure/audit"
)

func all(documents ...disclosure.Document) iter.Seq2[disclosure.Document, error] {
	return func(yield func(disclosure.Document, error) bool) {
		for _, d := range documents {
			if !yield(d, nil) {
				return
			}
		}
	}
}

func site(t testing.TB, catalog *disclosure.Catalog, options *audit.SiteOptions, documents ...disclosure.Document) *audit.Report {
	t.Helper()
	report, err := newAuditor(t, nil).Site(context.Background(), all(documents...), catalog, today, options)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func TestSiteRules(t *testing.T) {
	tested := map[string]bool{}
	for i, c := range siteCases() {
		tested[c.rule] = true
		name := fmt.Sprintf("%s, case %d", c.rule, i)
		report := site(t, c.bad.catalog, c.bad.options, c.bad.documents...)
		if rule := report.Rule(c.rule); rule == nil {
			t.Errorf("%s: does not find what is wrong", name)
		} else {
			complete(t, &rule.Findings[0])
		}
		report = site(t, c.good.catalog, c.good.options, c.good.documents...)
		if rule := report.Rule(c.rule); rule != nil {
			t.Errorf("%s: false alarm: %+v", name, rule.Findings)
		}
	}
	for _, rule := range newAuditor(t, nil).Rules() {
		if rule.Site && !tested[rule.ID] {
			t.Errorf("%s has no case", rule.ID)
		}
	}
}

func TestSiteJudgesDocumentsAsGateDoes(t *testing.T) {
	d := sound()
	d.Published = disclosure.Date{}
	if site(t, nil, nil, d).Rule("META-005") == nil {
		t.Error("a published document without a date passes")
	}
	report := site(t, nil, nil, sound())
	if len(report.Rules) > 0 || report.Documents != 1 || report.Unreviewed != 1 {
		t.Errorf("%+v", report)
	}
}

func TestFaultsOfTheInputAreTold(t *testing.T) {
	documents := disclosure.DecodeDocuments(strings.NewReader("{\"id\":\"a\",\"title\":\"甲\",\"text\":\"乙\",\"published\":\"昨天\"}\nnonsense\n{\"id\":\"a\",\"title\":\"甲\"}\n"))
	report, err := newAuditor(t, nil).Site(context.Background(), documents, nil, today, nil)
	if err != nil {
		t.Fatal(err)
	}
	if report.Documents != 1 || report.Rejected != 2 || report.FaultCount != 3 || len(report.Faults) != 3 {
		t.Errorf("%d documents, %d rejected, %q", report.Documents, report.Rejected, report.Faults)
	}
}

func TestSiteEndsWithTheReaderOrTheContext(t *testing.T) {
	auditor := newAuditor(t, nil)
	broken := errors.New("the disk is gone")
	_, err := auditor.Site(context.Background(), func(yield func(disclosure.Document, error) bool) { yield(disclosure.Document{}, broken) }, nil, today, nil)
	if !errors.Is(err, broken) {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := auditor.Site(ctx, all(sound()), nil, today, nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if _, err := auditor.Site(context.Background(), all(), nil, disclosure.Date{}, nil); err == nil {
		t.Error("a report as of no day")
	}
}

func TestEachReceivesWhatTheReportDoesNotList(t *testing.T) {
	var documents []disclosure.Document
	for i := range 30 {
		d := sound()
		d.ID, d.Title = fmt.Sprint(i), ""
		documents = append(documents, d)
	}
	received := 0
	report := site(t, nil, &audit.SiteOptions{Keep: 5, Each: func(f disclosure.Finding) {
		if f.Rule == "META-001" {
			received++
		}
	}}, documents...)
	if rule := report.Rule("META-001"); rule.Count != 30 || len(rule.Findings) != 5 || received != 30 {
		t.Errorf("%d counted, %d listed, %d received", rule.Count, len(rule.Findings), received)
	}
}

func TestColumnsWarnBeforeTheVeto(t *testing.T) {
	catalog := &disclosure.Catalog{Columns: []disclosure.Column{{ID: "news", Name: "要闻", Class: "动态要闻", Must: true}, {ID: "own", Name: "专栏", StaleAfter: 10}}}
	d := sound()
	d.Category, d.Published, d.Formed = "要闻/本市", day("2025-10-03"), day("2025-10-03")
	report := site(t, catalog, nil, d)
	rule := report.Rule("COL-002")
	if rule == nil || rule.Findings[0].Severity != disclosure.Warning || !strings.Contains(rule.Findings[0].Message, "还有2日") {
		t.Errorf("%+v", rule)
	}
	if column := report.Columns[1]; column.Status != audit.ColumnNear || column.DaysLeft != 2 || column.Due != day("2025-10-17") || column.Limit != 14 {
		t.Errorf("%+v", column)
	}
}

func TestScoreListsItsDeductions(t *testing.T) {
	catalog := &disclosure.Catalog{}
	for i := range 6 {
		catalog.Columns = append(catalog.Columns, disclosure.Column{ID: fmt.Sprint(i), Name: fmt.Sprint("栏目", i), Class: "政策文件", Must: true})
	}
	report := site(t, catalog, nil, sound())
	score := report.Score
	if len(score.Deductions) != 1 || score.Deductions[0].Rule != "COL-005" || score.Deductions[0].Points != 20 || score.Deductions[0].Count != 6 || len(score.Deductions[0].Evidence) != 6 {
		t.Errorf("%+v", score.Deductions)
	}
	if score.Total != 80 || !score.Vetoed || score.Passed || len(report.Vetoes) != 1 {
		t.Errorf("%+v, vetoes %+v", score, report.Vetoes)
	}
}

func TestAnUnverifiedNumberIsMarked(t *testing.T) {
	catalog := &disclosure.Catalog{Columns: []disclosure.Column{{ID: "a", Name: "人事", Class: "人事规划"}, {ID: "b", Name: "政策", Class: "政策文件"}}}
	personnel, policy := sound(), sound()
	personnel.ID, personnel.Category, personnel.Published, personnel.Formed = "a", "人事", day("2023-01-05"), day("2023-01-05")
	policy.ID, policy.Category, policy.Published, policy.Formed = "b", "政策", day("2023-01-05"), day("2023-01-05")
	report := site(t, catalog, nil, personnel, policy)
	if f := report.Rule("COL-004").Findings[0]; !f.Unverified {
		t.Errorf("%+v is not marked", f)
	}
	if f := report.Rule("COL-003").Findings[0]; f.Unverified {
		t.Errorf("%+v is marked", f)
	}
}

func TestReportsInThreeForms(t *testing.T) {
	d := sound()
	d.ID, d.Title = "<script>alert(1)</script>|x", "`a`|<b>"
	d.Subjects = nil
	report := site(t, disclosure.BuiltinCatalog(), nil, d, sound())
	var page, text, data bytes.Buffer
	for _, err := range []error{report.WriteHTML(&page), report.WriteMarkdown(&text), report.WriteJSON(&data)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, never := range []string{"<script", "http://", "https://", "<link", "<img", "@import", "url("} {
		if html := strings.ReplaceAll(page.String(), `xmlns="http://www.w3.org/2000/svg"`, ""); strings.Contains(html, never) {
			t.Errorf("the page has %s", never)
		}
	}
	if strings.Count(page.String(), "<svg") != 3 || !strings.Contains(page.String(), "name=\"viewport\"") || !strings.Contains(page.String(), "@media print") {
		t.Error("the page lacks a chart, or is not made for phones and paper")
	}
	if strings.Contains(text.String(), "<script") || !strings.Contains(text.String(), `\|x`) {
		t.Error("Markdown is not escaped")
	}
	var back audit.Report
	if err := json.Unmarshal(data.Bytes(), &back); err != nil || back.Documents != 2 || len(back.Rules) != len(report.Rules) {
		t.Errorf("JSON reads back as %+v, %v", back, err)
	}
}

func TestReportsAreTheSameEachTime(t *testing.T) {
	write := func() string {
		var data bytes.Buffer
		if err := site(t, disclosure.BuiltinCatalog(), nil, sound(), saying("机密★10年，锟斤拷，截止目前")).WriteJSON(&data); err != nil {
			t.Fatal(err)
		}
		return data.String()
	}
	first := write()
	for range 5 {
		if write() != first {
			t.Fatal("two runs differ")
		}
	}
}
