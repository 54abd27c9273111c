package audit_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/disclosure/audit"
)

func ExampleAuditor_Gate() {
	auditor, err := audit.New(nil, nil) // the built-in profile
	if err != nil {
		panic(err)
	}
	document := disclosure.Document{ID: "a", Title: "关于发放高龄津贴的通知", Number: disclosure.ParseNumber("澜政办发[2025]012号"),
		Text: "截止目前已发放。申请人电话13812345678。"}
	for _, finding := range auditor.Gate(&document) {
		if strings.HasPrefix(finding.Rule, "META") || strings.HasPrefix(finding.Rule, "REV") || finding.Rule == "SEC-002" {
			continue // much is missing in this one
		}
		fmt.Println(finding.Rule, finding.Severity.Chinese(), finding.Message, finding.Suggestion)
	}
	// Output:
	// PII-002 错误 含手机号 138****5678
	// NUM-001 警告 年份没有用六角括号〔〕括起 澜政办发〔2025〕12号
	// NUM-003 警告 顺序号不编虚位，1不编为001 澜政办发〔2025〕12号
	// TXT-001 警告 “截止目前”（错别字） 截至目前
}

func ExampleAuditor_Site() {
	auditor, err := audit.New(nil, nil)
	if err != nil {
		panic(err)
	}
	export := `{"id":"a","title":"通知","published":"2025-09-01","category":"要闻"}`
	catalog := &disclosure.Catalog{Columns: []disclosure.Column{{ID: "news", Name: "要闻", Class: "动态要闻", Must: true}}}
	report, err := auditor.Site(context.Background(), disclosure.DecodeDocuments(strings.NewReader(export)), catalog, disclosure.Date{Year: 2025, Month: 10, Day: 15}, nil)
	if err != nil {
		panic(err)
	}
	fmt.Println(report.Documents, report.Columns[0].Status, report.Columns[0].DaysLeft)
	fmt.Println(report.Rule("COL-002").Findings[0].Message)
	// Output:
	// 1 超期 -30
	// 栏目“要闻”已44日没有更新，超期30日
}

func ExampleReadProfile() {
	profile, err := audit.ReadProfile(strings.NewReader(`{"name":"某省","version":"2025.1",
		"rules":{"COL-002":{"numbers":{"days":{"value":7,"basis":"某政办函〔2025〕1号"}}}}}`))
	if err != nil {
		panic(err)
	}
	fmt.Println(profile.Name, profile.Rules["COL-002"].Numbers["days"].Value, profile.Rules["COL-003"].Numbers["days"].Value)
	// Output: 某省 7 182
}
