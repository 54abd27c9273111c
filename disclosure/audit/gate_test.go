package audit_test

import (
	"strings"
	"testing"
	"time"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/disclosure/audit"
)

var today = day("2025-10-15")

func day(s string) disclosure.Date {
	d, err := disclosure.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func newAuditor(t testing.TB, profile *audit.Profile) *audit.Auditor {
	t.Helper()
	auditor, err := audit.New(profile, &audit.Options{Today: func() disclosure.Date { return today }})
	if err != nil {
		t.Fatal(err)
	}
	return auditor
}

// sound is a document that every rule lets pass, but for what a case changes. Everything in it is made up.
func sound() disclosure.Document {
	return disclosure.Document{
		ID: "d1", Title: "澜川市人民政府办公室关于印发《澜川市高龄津贴办法》的通知",
		Text:    "现将《澜川市高龄津贴办法》印发给你们，请认真执行。\n第一条 年满八十周岁的老年人每人每月发放100元。\n第二条 本办法自2025年10月1日起施行，有效期五年。\n咨询电话：0199-65551008",
		Summary: "建立高龄津贴制度，明确对象、标准和办理流程。", URL: "https://www.lanchuan.example/d1.html",
		Issuers: []disclosure.Agency{{Name: "澜川市人民政府办公室"}}, Number: disclosure.ParseNumber("澜政办发〔2025〕12号"),
		IndexNumber: disclosure.ParseIndexNumber("014225537/2025-00012"), Kind: disclosure.KindNotice, Category: "政策文件/规范性文件",
		Subjects: []string{"民政"}, Keywords: []string{"高龄津贴"}, Formed: day("2025-09-10"), Published: day("2025-09-12"),
		Effective: day("2025-10-01"), Expires: day("2030-09-30"), Openness: disclosure.Proactive, Validity: disclosure.InForce,
	}
}

// reviewed gives a document the trail of a sound review.
func reviewed(d disclosure.Document) disclosure.Document {
	var trail disclosure.ReviewTrail
	for i, step := range []string{disclosure.FirstReview, disclosure.SecondReview, disclosure.ThirdReview, disclosure.SecrecyReview} {
		trail = trail.Append(disclosure.ReviewStep{Step: step, By: string(rune('甲' + i)), Verdict: disclosure.Passed, At: time.Date(2025, 9, 11, 9+i, 0, 0, 0, time.UTC)}, &d)
	}
	records := disclosure.Records{}
	if d.Records != nil {
		records = *d.Records
	}
	records.Review = trail
	d.Records = &records
	return d
}

func with(change func(*disclosure.Document)) disclosure.Document {
	d := sound()
	change(&d)
	return d
}

func withRecords(records disclosure.Records) disclosure.Document {
	return with(func(d *disclosure.Document) { d.Records = &records })
}

func saying(text string) disclosure.Document {
	return with(func(d *disclosure.Document) { d.Text += "\n" + text })
}

func found(findings []disclosure.Finding, rule string) *disclosure.Finding {
	for i := range findings {
		if findings[i].Rule == rule {
			return &findings[i]
		}
	}
	return nil
}

func TestASoundDocumentPasses(t *testing.T) {
	d := reviewed(sound())
	if findings := newAuditor(t, nil).Gate(&d); len(findings) > 0 {
		t.Errorf("%+v", findings)
	}
}

func TestGateRules(t *testing.T) {
	auditor := newAuditor(t, nil)
	tested := map[string]bool{}
	for _, c := range gateCases() {
		tested[c.rule] = true
		bad := c.bad
		if f := found(auditor.Gate(&bad), c.rule); f == nil {
			t.Errorf("%s does not find what is wrong", c.rule)
		} else {
			complete(t, f)
		}
		good := reviewed(sound())
		if c.good.ID != "" {
			good = c.good
		}
		if f := found(auditor.Gate(&good), c.rule); f != nil {
			t.Errorf("%s: false alarm: %+v", c.rule, f)
		}
	}
	for _, rule := range auditor.Rules() {
		if !rule.Site && !tested[rule.ID] && rule.ID != "META-005" { // before publication there is no date; tested with Site
			t.Errorf("%s has no case", rule.ID)
		}
	}
}

func complete(t *testing.T, f *disclosure.Finding) {
	t.Helper()
	if f.Severity.Rank() > disclosure.Info.Rank() || f.Subject == "" || f.Message == "" || f.Basis == "" {
		t.Errorf("incomplete finding: %+v", f)
	}
}

// Personal data must not leave the document by way of a finding.
func TestFindingsQuotePersonalDataMasked(t *testing.T) {
	const secret = "990102199003071233"
	d := saying("申请人张三丰，身份证号" + secret + "，手机13812345678")
	for _, f := range newAuditor(t, nil).Gate(&d) {
		all := f.Message + f.Evidence + f.Suggestion
		if strings.Contains(all, secret) || strings.Contains(all, "13812345678") || strings.Contains(all, "三丰") {
			t.Errorf("%+v", f)
		}
		if f.Rule == "PII-001" && d.Text[f.Start:f.End] != secret {
			t.Errorf("the range of %+v is %q", f, d.Text[f.Start:f.End])
		}
	}
}

func TestBlocks(t *testing.T) {
	for severity, want := range map[disclosure.Severity]bool{disclosure.Veto: true, disclosure.Error: true, disclosure.Warning: false, disclosure.Info: false} {
		if got := audit.Blocks([]disclosure.Finding{{Severity: severity}}); got != want {
			t.Errorf("%s blocks: %v", severity, got)
		}
	}
}
