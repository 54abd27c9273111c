package audit_test

import (
	"strings"
	"testing"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/disclosure/audit"
)

func TestTheBuiltinProfileIsWhole(t *testing.T) {
	profile := audit.BuiltinProfile()
	if err := profile.Validate(); err != nil {
		t.Fatal(err)
	}
	for id, setting := range profile.Rules {
		if setting.Title == "" || setting.Basis == "" {
			t.Errorf("%s has no title or basis", id)
		}
		for name, number := range setting.Numbers {
			if number.Unit == "" || number.Basis == "" {
				t.Errorf("%s: number %s has no unit or basis", id, name)
			}
		}
	}
	profile.Rules["META-001"] = audit.Setting{}
	if audit.BuiltinProfile().Rules["META-001"].Title == "" {
		t.Error("a host can alter the built-in profile")
	}
}

func TestAProvinceOverridesInPart(t *testing.T) {
	profile, err := audit.ReadProfile(strings.NewReader(`{"name":"某省","version":"2025.2","rules":{
		"TIME-001":{"level":"warning","numbers":{"days":{"value":3,"basis":"某政办函〔2025〕1号"}}},
		"META-007":{"off":true}},
		"codes":{"澜川市人民政府办公室":["澜政办函"]},
		"terms":[{"wrong":"高龄津帖","right":"高龄津贴"}],"drop_terms":["截止目前"],
		"allow":[{"value":"13812345678","reason":"公布的值班手机"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	d := saying("截止目前高龄津帖已发放，值班13812345678")
	d.Formed, d.Subjects = day("2025-09-01"), nil
	findings := newAuditor(t, profile).Gate(&d)
	if f := found(findings, "TIME-001"); f == nil || f.Severity != disclosure.Warning {
		t.Errorf("TIME-001: %+v", f)
	}
	for rule, want := range map[string]bool{"META-007": false, "NUM-005": true, "TXT-001": true, "PII-002": false} {
		if got := found(findings, rule) != nil; got != want {
			t.Errorf("%s found: %v", rule, got)
		}
	}
	if f := found(findings, "TXT-001"); f == nil || !strings.Contains(f.Message, "津帖") || f.Suggestion != "高龄津贴" {
		t.Errorf("%+v", f)
	}
	days := profile.Rules["TIME-001"].Numbers["days"]
	if days.Value != 3 || days.Unit != "工作日" || days.Basis != "某政办函〔2025〕1号" || profile.Rules["TIME-001"].Title != "主动公开超过时限" {
		t.Errorf("%+v", days)
	}
}

func TestAnOverriddenNumberIsNoLongerUnverified(t *testing.T) {
	profile, err := audit.ReadProfile(strings.NewReader(`{"rules":{"COL-004":{"numbers":{"days":{"value":180,"basis":"某省办法"}}}}}`))
	if err != nil {
		t.Fatal(err)
	}
	if n := profile.Rules["COL-004"].Numbers["days"]; n.Unverified || n.Value != 180 {
		t.Errorf("%+v", n)
	}
}

func TestBadProfilesAreRefusedWithTheReason(t *testing.T) {
	for text, want := range map[string]string{
		`{"rules":{"META-999":{"off":true}}}`:                                                               "META-999",
		`{"rules":{"META-001":{"level":"fatal"}}}`:                                                          "fatal",
		`{"rules":{"TIME-001":{"numbers":{"days":{"value":3}}}}}`:                                           "basis",
		`{"rules":{"TIME-001":{"numbers":{"hours":{"value":3,"basis":"x"}}}}}`:                              "hours",
		`{"rules":{"TIME-001":{"numbers":{"days":{"value":-1,"basis":"x"}}}}}`:                              "-1",
		`{"lists":{"nonsense":[]}}`:                                                                         "nonsense",
		`{"allow":[{"value":"1"}]}`:                                                                         "reason",
		`{"allow":[{"reason":"1"}]}`:                                                                        "must fit",
		`{"terms":[{"right":"1"}]}`:                                                                         "wording",
		`{"score":{"name":"x","start":100,"pass":60,"deductions":[{"rule":"X-1","points":1,"max":1}]}}`:     "X-1",
		`{"score":{"name":"x","start":100,"pass":60,"deductions":[{"rule":"COL-001","points":5,"max":1}]}}`: "max",
		`{"unknown":1}`: "unknown", `{} {}`: "follows", `[`: "reading",
	} {
		if _, err := audit.ReadProfile(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q in it", text, err, want)
		}
	}
	if _, err := audit.New(&audit.Profile{}, nil); err == nil {
		t.Error("an empty profile is accepted")
	}
}

func FuzzReadProfile(f *testing.F) {
	for _, seed := range []string{`{}`, `{"rules":{"META-001":{"off":true,"numbers":{}}}}`, `{"score":{}}`, `{"allow":[{"near":"电","reason":"x"}],"terms":[{"wrong":"一"}]}`, "\uFEFF{}"} {
		f.Add(seed)
	}
	d := saying("一二三，电话13812345678")
	f.Fuzz(func(t *testing.T, text string) {
		profile, err := audit.ReadProfile(strings.NewReader(text))
		if err != nil {
			return
		}
		auditor, err := audit.New(profile, nil)
		if err != nil {
			t.Fatalf("%q validates and is refused: %v", text, err)
		}
		auditor.Gate(&d)
	})
}

func FuzzGate(f *testing.F) {
	f.Add("标题", "本办法自2025年5月1日起施行，《旧办法》同时废止。", "澜政发〔2025〕第01号", "000014349/2025-00012")
	f.Add("\xff", "机密★\uFFFD锟斤拷&nbsp;", "〔98〕", "/")
	auditor := newAuditor(f, nil)
	f.Fuzz(func(t *testing.T, title, text, number, index string) {
		d := disclosure.Document{ID: "x", Title: title, Text: text, Number: disclosure.ParseNumber(number), IndexNumber: disclosure.ParseIndexNumber(index)}
		for _, finding := range auditor.Gate(&d) {
			if field := map[string]string{"title": title, "text": text}[finding.Field]; finding.End > 0 && (finding.Start < 0 || finding.End > len(field)) {
				t.Fatalf("%+v does not lie in its field", finding)
			}
		}
	})
}
