package disclosure_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/zwgk/zwgk/disclosure"
)

func TestClausesOnValidityAreFound(t *testing.T) {
	type clause = disclosure.ValidityClause
	for _, test := range []struct {
		text string
		want []clause
	}{
		{"第二十条 本办法自2024年5月1日起施行。", []clause{{Kind: disclosure.EffectiveClause, Date: day(2024, 5, 1)}}},
		{"本细则自二〇二四年五月一日起正式实施", []clause{{Kind: disclosure.EffectiveClause, Date: day(2024, 5, 1)}}},
		{"本条例自公布之日起施行。", []clause{{Kind: disclosure.EffectiveClause, Event: "公布"}}},
		{"本规定自发布之日起30日后施行。", []clause{{Kind: disclosure.EffectiveClause, Event: "发布", N: 30, Unit: disclosure.Days}}},
		{"本办法由市财政局负责解释，自印发之日起施行，有效期五年。", []clause{
			{Kind: disclosure.EffectiveClause, Event: "印发"}, {Kind: disclosure.TermClause, N: 5, Unit: disclosure.Years}}},
		{"本通知有效期至2029年4月30日。", []clause{{Kind: disclosure.ExpiryClause, Date: day(2029, 4, 30)}}},
		{"本办法试行两年。", []clause{{Kind: disclosure.TrialClause, N: 2, Unit: disclosure.Years}}},
		{"本办法自2024年5月1日起试行，试行期18个月", []clause{{Kind: disclosure.EffectiveClause, Date: day(2024, 5, 1)}, {Kind: disclosure.TrialClause, N: 18, Unit: disclosure.Months}}},
		{"《澄湖市停车管理办法》（澄政发〔2018〕3号）同时废止。", []clause{{Kind: disclosure.RepealClause, Targets: []string{"澄湖市停车管理办法"}}}},
		{"澄财〔2018〕3号、澄财〔2019〕4号自2024年5月1日起停止执行。", []clause{{Kind: disclosure.RepealClause, Date: day(2024, 5, 1), Targets: []string{"澄财〔2018〕3号", "澄财〔2019〕4号"}}}},
		{"根据《甲规定》，《乙〈条例〉办法》和《丙办法》予以废止", []clause{{Kind: disclosure.RepealClause, Targets: []string{"乙〈条例〉办法", "丙办法"}}}},
		{"许可证有效期为五年。本条例规定的许可证有效期为五年。", nil},
		{"《旧办法》已于2004年5月1日废止。", nil},
		{"被废止的《旧办法》第三条同时废止。", nil},
		{"制定、修改和废止的规范性文件应当备案。", nil},
		{"本办法自2024年2月30日起施行。", nil},
		{"自知道之日起六十日内提出。", nil},
	} {
		got := disclosure.FindValidityClauses(test.text)
		if diff := cmp.Diff(test.want, got, cmpopts.IgnoreFields(clause{}, "Start", "End")); diff != "" {
			t.Errorf("%s\n-want +got:\n%s", test.text, diff)
		}
	}
}

func TestClausesStandWhereTheySay(t *testing.T) {
	text := strings.Repeat("填充。", 200) + "本办法自2024年5月1日起施行。1999年市政府发布的《旧办法》同时废止。" + strings.Repeat("尾", 50)
	var got []string
	for _, clause := range disclosure.FindValidityClauses(text) {
		got = append(got, text[clause.Start:clause.End])
	}
	if diff := cmp.Diff([]string{"本办法自2024年5月1日起施行", "《旧办法》同时废止"}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestTheSpanOfADocument(t *testing.T) {
	for _, test := range []struct {
		name     string
		d        disclosure.Document
		from, to disclosure.Date
		clause   string
	}{
		{"fields go first", disclosure.Document{Effective: day(2024, 1, 1), Expires: day(2024, 12, 31), Text: "本办法自2025年1月1日起施行。"}, day(2024, 1, 1), day(2024, 12, 31), ""},
		{"a term from a dated clause", disclosure.Document{Text: "本办法自2024年5月1日起施行，有效期五年。"}, day(2024, 5, 1), day(2029, 4, 30), "本办法自2024年5月1日起施行，有效期五年"},
		{"from the day it was formed", disclosure.Document{Formed: day(2024, 3, 1), Published: day(2024, 3, 8), Text: "本办法自印发之日起施行。"}, day(2024, 3, 1), disclosure.Date{}, "本办法自印发之日起施行"},
		{"thirty days after", disclosure.Document{Published: day(2024, 3, 1), Text: "本办法自公布之日起30日后施行。"}, day(2024, 3, 31), disclosure.Date{}, "本办法自公布之日起30日后施行"},
		{"a term without a beginning settles nothing", disclosure.Document{Text: "本办法有效期五年。"}, disclosure.Date{}, disclosure.Date{}, ""},
		{"a trial of two years", disclosure.Document{Effective: day(2024, 5, 1), Text: "本办法试行两年。"}, day(2024, 5, 1), day(2026, 4, 30), "本办法试行两年"},
	} {
		if got := test.d.Span(); got != (disclosure.ValiditySpan{From: test.from, To: test.to, Clause: test.clause}) {
			t.Errorf("%s: %+v", test.name, got)
		}
	}
}

func FuzzFindValidityClauses(f *testing.F) {
	f.Add("本办法自2024年5月1日起施行，有效期五年。《旧办法》（澄政发〔2018〕3号）同时废止。")
	f.Add("本通知有效期至2029年4月30日。本办法试行两年")
	f.Fuzz(func(t *testing.T, text string) {
		d := disclosure.Document{Text: text, Formed: day(2024, 1, 1)}
		_ = d.Span()
		for _, clause := range disclosure.FindValidityClauses(text) {
			if clause.Start < 0 || clause.End > len(text) || clause.Start >= clause.End {
				t.Fatalf("%q: range %d–%d", text, clause.Start, clause.End)
			}
			if utf8.ValidString(text) && !utf8.ValidString(text[clause.Start:clause.End]) {
				t.Fatalf("%q: range %d–%d cuts a character", text, clause.Start, clause.End)
			}
		}
	})
}

func BenchmarkFindValidityClauses(b *testing.B) {
	text := strings.Repeat("第三条 市民政局应当自受理之日起二十个工作日内作出决定，并按照规定执行。", 600) + "本办法自2024年5月1日起施行，有效期五年。《旧办法》同时废止。"
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		disclosure.FindValidityClauses(text)
	}
}

func ExampleFindValidityClauses() {
	text := "本办法自2024年5月1日起施行，有效期五年。《澄湖市旧办法》同时废止。"
	for _, clause := range disclosure.FindValidityClauses(text) {
		fmt.Println(clause.Kind, text[clause.Start:clause.End])
	}
	// Output:
	// effective 本办法自2024年5月1日起施行
	// term 本办法自2024年5月1日起施行，有效期五年
	// repeal 《澄湖市旧办法》同时废止
}
