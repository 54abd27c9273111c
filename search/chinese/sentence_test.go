package chinese_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/zwgk/zwgk/search/chinese"
)

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"第一句。第二句！", []string{"第一句。", "第二句！"}},
		{"他说：“可以办。”然后走了。", []string{"他说：“可以办。”", "然后走了。"}},
		{"真的吗？！是的。", []string{"真的吗？！", "是的。"}},
		{"增长12.5%，见国办发〔2024〕3号。1. 申请；2. 受理", []string{"增长12.5%，见国办发〔2024〕3号。", "1. 申请；", "2. 受理"}},
		{"标题\n\n  正文", []string{"标题\n\n  ", "正文"}},
		{"见http://a.gov.cn/x?id=1;b=2 即可。", []string{"见http://a.gov.cn/x?id=1;b=2 即可。"}},
		{"Is it? Yes! A Co. Ltd. firm", []string{"Is it? ", "Yes! ", "A Co. Ltd. firm"}},
		{`说"好。"又说"不。"`, []string{`说"好。"`, `又说"不。"`}},
		{"没有句号", []string{"没有句号"}},
		{"", nil},
	} {
		if diff := cmp.Diff(c.want, cut(c.text, chinese.Sentences(c.text))); diff != "" {
			t.Errorf("sentences of %q (-want +got):\n%s", c.text, diff)
		}
	}
}

func TestClauses(t *testing.T) {
	const text = "申请人：本人，共1,234元，8:30办理、领取。"
	want := []string{"申请人：", "本人，", "共1,234元，", "8:30办理、", "领取。"}
	if diff := cmp.Diff(want, cut(text, chinese.Clauses(text))); diff != "" {
		t.Errorf("clauses (-want +got):\n%s", diff)
	}
}

func cut(text string, at []chinese.Span) (parts []string) {
	for _, s := range at {
		parts = append(parts, text[s.Start:s.End])
	}
	return parts
}

func FuzzSentences(f *testing.F) {
	for _, s := range sentences {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, split := range []func(string) []chinese.Span{chinese.Sentences, chinese.Clauses} {
			at := 0
			for _, s := range split(text) {
				if s.Start != at || s.End <= s.Start {
					t.Fatalf("%v follows %d in %q", s, at, text)
				}
				onBoundary(t, text, s.End)
				at = s.End
			}
			if at != len(text) {
				t.Fatalf("the parts of %q end at %d", text, at)
			}
		}
	})
}
