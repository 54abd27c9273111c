package chinese_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/zwgk/zwgk/search/chinese"
)

func TestFoldBringsVariantsTogether(t *testing.T) {
	for _, c := range []struct{ from, want string }{
		{"ＡＢＣ１２３，％", "abc123,%"},
		{"GB/T", "gb/t"},
		{"住房公積金提取辦法", "住房公积金提取办法"},
		{"臺北市戶籍登記、內政", "台北市户籍登记、内政"},
		{"都市計畫與圖畫", "都市计划与图画"},
		{"乾隆年間的乾燥食品", "乾隆年间的干燥食品"},
		{"隨著顯著的變化", "随着显著的变化"},
		{"享有著作权，对著名商标", "享有著作权,对著名商标"},
		{"批覆與覆蓋", "批复与覆盖"},
		{"沈阳的沈积", "沈阳的沉积"},
		{"二〇二四年", "2024年"},
		{"二○二四年三月五日", "2024年3月5日"},
		{"二零二五年十二月三十一日", "2025年12月31日"},
		{"2024年十月", "2024年10月"},
		{"三月五日前", "3月5日前"},
		{"有三月有余，十二月", "有三月有余,十二月"},
		{"三年内一次性", "三年内一次性"},
		{"第七百一十一号令", "第711号令"},
		{"第二十三条第三款", "第二十三条第三款"},
		{"国办发[2024]３号", "国办发〔2024〕3号"},
		{"国办发（二〇二四）３号", "国办发〔2024〕3号"},
		{"国办发【 2024 】 第3號", "国办发〔2024〕 第3号"},
		{"（2024）年度报告", "(2024)年度报告"},
		{"政\u200b务\ufeff公\u202e开\x00", "政务公开"},
		{"a\u3000b\u00a0c\td\n", "a b c\td\n"},
		{"坏\xff字", "坏\uFFFD字"},
		{"⼀⽅⽔⼟", "一方水土"},
		{"İÉΣ", "iéσ"},
		{"", ""},
	} {
		if got := chinese.Fold(c.from); got != c.want {
			t.Errorf("Fold(%q) = %q, want %q", c.from, got, c.want)
		}
	}
}

func TestFoldLeavesNormalTextAlone(t *testing.T) {
	if raced {
		t.Skip("the race detector allocates")
	}
	const text = "高龄津贴怎么申请、在哪里办"
	if allocs := testing.AllocsPerRun(20, func() { chinese.Fold(text) }); allocs > 0 {
		t.Errorf("Fold allocates %v times for a text that does not change", allocs)
	}
}

func TestOriginalLeadsBackToTheText(t *testing.T) {
	for _, c := range []struct{ text, find, want string }{
		{"自二〇二四年起", "2024", "二〇二四"},
		{"自二〇二四年起", "年起", "年起"},
		{"增長１２．５％了", "12.5%", "１２．５％"},
		{"增長１２．５％了", "2", "２"},
		{"政\u200b务公开", "政务", "政\u200b务"},
		{"政\u200b务公开", "政", "政"},
		{"政\u200b务公开", "务", "务"},
		{"\xff国办发[2024]3号", "〔2024〕3号", "[2024]3号"},
	} {
		n := chinese.Normalize(c.text)
		at := strings.Index(n.Text, c.find)
		if at < 0 {
			t.Fatalf("%q is not in %q", c.find, n.Text)
		}
		start, end := n.Original(at, at+len(c.find))
		if got := c.text[start:end]; got != c.want {
			t.Errorf("in %q, %q came from %q, want %q", c.text, c.find, got, c.want)
		}
	}
}

func FuzzNormalize(f *testing.F) {
	for _, s := range sentences {
		f.Add(s)
	}
	f.Add("国办发【 二〇二四 】 第３號\u200b\xff")
	f.Fuzz(func(t *testing.T, text string) {
		n := chinese.Normalize(text)
		if n.Text != chinese.Fold(text) {
			t.Fatalf("Fold gives %q, Normalize %q", chinese.Fold(text), n.Text)
		}
		if !utf8.ValidString(n.Text) {
			t.Fatalf("%q is not valid UTF-8", n.Text)
		}
		lastStart, lastEnd := 0, 0
		for i, r := range n.Text {
			start, end := n.Original(i, i+utf8.RuneLen(r))
			if start < lastStart || end < lastEnd || start > end || end > len(text) {
				t.Fatalf("rune %d of %q comes from %d:%d after %d:%d", i, n.Text, start, end, lastStart, lastEnd)
			}
			onBoundary(t, text, start)
			onBoundary(t, text, end)
			lastStart, lastEnd = start, end
		}
		if start, end := n.Original(0, len(n.Text)); start > end || end > len(text) {
			t.Fatalf("the whole of %q comes from %d:%d", n.Text, start, end)
		}
	})
}

// onBoundary fails unless a rune of text, or an invalid byte, starts at at.
func onBoundary(t *testing.T, text string, at int) {
	t.Helper()
	if at < 0 || at > len(text) {
		t.Fatalf("offset %d is outside of %q", at, text)
	}
	if at == len(text) || utf8.RuneStart(text[at]) {
		return
	}
	for i := range text { // a stray continuation byte is a rune of its own
		if i == at {
			return
		}
	}
	t.Fatalf("offset %d is inside a rune of %q", at, text)
}
