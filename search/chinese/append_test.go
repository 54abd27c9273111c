package chinese_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/zwgk/zwgk/search/chinese"
)

// texts are the texts of the terms of a class.
func texts(text string, class chinese.Class) []string {
	var found []string
	for _, term := range chinese.Default().Append(nil, text, class) {
		found = append(found, term.Text)
	}
	return found
}

func TestClassesOfTerms(t *testing.T) {
	const text = "住房公積金，怎么提取"
	for _, c := range []struct {
		class chinese.Class
		want  []string
	}{
		{chinese.Word, []string{"住房公积金", "怎么", "提取"}},
		{chinese.Subword, []string{"住房", "公积金", "公积", "积金"}},
		{chinese.Bigram, []string{"住房", "房公", "公积", "积金", "怎么", "么提", "提取"}},
		{chinese.Character, []string{"住", "房", "公", "积", "金", "怎", "么", "提", "取"}},
		{chinese.Whole, nil},
	} {
		if diff := cmp.Diff(c.want, texts(text, c.class)); diff != "" {
			t.Errorf("class %d of %s (-want +got):\n%s", c.class, text, diff)
		}
	}
}

func TestWholeTokens(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"2024年3月5日", []string{"2024-03-05", "2024-03", "2024年", "2024", "3月5日", "3月"}},
		{"2024 年 3 月 5 日", []string{"2024-03-05", "2024-03", "2024年", "2024", "3月5日", "3月"}},
		{"2024-03-05", []string{"2024-03-05", "2024-03", "2024", "2024年", "3月5日", "3月"}},
		{"2024/3/5", []string{"2024-03-05", "2024-03", "2024", "2024年", "3月5日", "3月"}},
		{"2024年", []string{"2024年", "2024"}},
		{"3月5日", []string{"3月5日", "3月"}},
		{"1,234.5万元", []string{"1234.5万元", "1234.5"}},
		{"12.5％", []string{"12.5%", "12.5"}},
		{"百分之十二点五", []string{"12.5%"}},
		{"八十周岁以上", []string{"80岁"}},
		{"80岁", []string{"80岁", "80"}},
		{"自收到之日起十五个工作日内", []string{"15个工作日"}},
		{"罚款三千元以上三万元以下", []string{"3000元", "3万元"}},
		{"一百二十亿元", []string{"120亿元"}},
		{"第三年之后两年", []string{"2年"}},
		{"国办发 〔2024〕 3 号", []string{"国办发〔2024〕3号", "国办发", "〔2024〕3号", "2024", "3"}},
		{"第七百一十一号令", []string{"第711号令", "第711号", "711"}},
		{"第二十三条", []string{"第23条"}},
		{"根据国办发[2024]３号", []string{"国办发〔2024〕3号", "国办发", "〔2024〕3号", "2024", "3"}},
		{"〔2024〕第03号", []string{"〔2024〕3号", "2024", "第3号", "03"}},
		{"GB/T 9704-2012", []string{"gb/t9704-2012", "gb", "9704", "2012"}},
		{"v1.2.3", []string{"v1.2.3", "v1"}},
		{"2307-130102-89-01-123456", []string{"2307-130102-89-01-123456", "2307", "130102", "89", "01", "123456"}},
		{"Zhang@example.gov.cn", []string{"zhang@example.gov.cn", "zhang", "example.gov.cn", "example", "gov", "cn"}},
		{"见https://www.example.gov.cn/a?id=7。", []string{"https://www.example.gov.cn/a?id=7", "www.example.gov.cn", "www", "example", "gov", "cn", "id"}},
		{"拨打12345热线", []string{"12345"}},
		{"PM2.5和5G", []string{"pm2.5", "pm2", "5g"}},
		{"增长10-20%", []string{"10-20", "10", "20%", "20"}},
		{"2023-2024年", []string{"2023-2024", "2023", "2024年", "2024"}},
		{"hello", []string{"hello"}},
		{"税", nil},
	} {
		if diff := cmp.Diff(c.want, texts(c.text, chinese.Whole)); diff != "" {
			t.Errorf("whole tokens of %s (-want +got):\n%s", c.text, diff)
		}
	}
}

func TestEncodedDataIsNoTerm(t *testing.T) {
	for _, data := range []string{"QUJD", "1-", "9", "Ａ"} {
		if found := texts(strings.Repeat(data, 1000), chinese.Whole); len(found) > 0 && len(found[0]) > 300 {
			t.Errorf("%s… gives a term of %d bytes", data, len(found[0]))
		}
	}
}

func TestADocumentNumberIsFoundByItsParts(t *testing.T) {
	const text = "现转发国办发〔2024〕3号文件"
	for _, part := range []string{"国办", "国办发"} {
		if found := texts(text, chinese.Word|chinese.Subword|chinese.Bigram); !slices.Contains(found, part) {
			t.Errorf("%s is not among the terms %v", part, found)
		}
	}
}

func TestQueriesMeetDocumentsHoweverTheyAreWritten(t *testing.T) {
	for _, c := range []struct{ query, document string }{
		{"国办发[2024]3号", "依据《国办发〔2024〕3号》执行"},
		{"2024年", "自2024-03-05起施行"},
		{"2024年3月", "二〇二四年三月五日"},
		{"3月5日", "2024/3/5"},
		{"第711号令", "国务院令第七百一十一号令"},
		{"工程", "在建工程"},
		{"税收", "税收优惠政策"},
		{"税", "税收"},
		{"张益唐", "作者张益唐教授"},
		{"5000万", "总投资5000万元"},
	} {
		in := chinese.Default().Append(nil, c.document, chinese.AllClasses)
		for _, q := range chinese.Default().Append(nil, c.query, chinese.Word|chinese.Whole|chinese.Bigram) {
			if q.Text == "年" || q.Text == "第" || q.Text == "月" || q.Text == "日" {
				continue
			}
			found := slices.ContainsFunc(in, func(d chinese.Term) bool { return d.Text == q.Text })
			if !found && q.Class != chinese.Word {
				t.Errorf("%s of the query %s is not among the terms of %s", q.Text, c.query, c.document)
			}
		}
	}
}

func TestHostWordsStayWhole(t *testing.T) {
	const text = "青云里社区张家湾便民驿站开放了"
	a, err := chinese.New(&chinese.Options{Words: []string{"青雲里社區"}})
	if err != nil {
		t.Fatal(err)
	}
	before := a.Append(nil, text, chinese.Word)
	a.AddWords("张家湾便民驿站", "", "字", strings.Repeat("长", 40), "坏\xff")
	var words []string
	for _, term := range a.Append(nil, text, chinese.Word) {
		words = append(words, term.Text)
	}
	if before[0].Text != "青云里社区" {
		t.Errorf("the first word is %s before AddWords, want 青云里社区", before[0].Text)
	}
	if diff := cmp.Diff([]string{"青云里社区", "张家湾便民驿站", "开放", "了"}, words); diff != "" {
		t.Errorf("words (-want +got):\n%s", diff)
	}
	for word, want := range map[string]bool{"张家湾便民驿站": true, "青云里社区": true, "公积金": true, "张家湾便民": false, "": false} {
		if a.IsWord(word) != want {
			t.Errorf("IsWord(%q) is %v", word, !want)
		}
	}
	if chinese.Default().IsWord("张家湾便民驿站") {
		t.Error("words of one analyzer are in another")
	}
}

func TestHostWordsMayHoldRunesThatNoDictionaryKnows(t *testing.T) {
	a, err := chinese.New(&chinese.Options{Words: []string{"𪚥𪚥镇", "ⓐⓑ计划", "x9工程"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"𪚥𪚥镇", "ⓐⓑ计划", "x9工程"} {
		terms := a.Append(nil, "在"+word+"里", chinese.Word)
		if len(terms) != 3 || terms[1].Text != word {
			t.Errorf("%s is cut into %v", word, terms)
		}
	}
}

func TestWordsMustBeText(t *testing.T) {
	if _, err := chinese.New(&chinese.Options{Words: []string{"好", "坏\xff"}}); err == nil || !strings.Contains(err.Error(), "word 2") {
		t.Errorf("error %v, want one that names word 2", err)
	}
}

func TestAppendAndAddWordsAtOnce(t *testing.T) {
	a, err := chinese.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for g := range 4 {
		group.Go(func() {
			for i := range 20 {
				if g == 0 {
					a.AddWords(fmt.Sprintf("新区第%c街道", '甲'+rune(i)))
				}
				for _, s := range sentences {
					a.Append(nil, s, chinese.AllClasses)
					a.IsWord("街道")
				}
			}
		})
	}
	group.Wait()
}

func TestTermsAllocateNothing(t *testing.T) {
	if raced {
		t.Skip("the race detector allocates")
	}
	const text = "市人民政府办公室关于印发高龄津贴发放办法的通知、各区县人民政府"
	a := chinese.Default()
	terms := a.Append(nil, text, chinese.AllClasses)
	allocs := testing.AllocsPerRun(50, func() { terms = a.Append(terms[:0], text, chinese.AllClasses) })
	if allocs >= 1 {
		t.Errorf("%v allocations for a text that is normal already", allocs)
	}
}

func FuzzAppend(f *testing.F) {
	for _, s := range sentences {
		f.Add(s, uint8(chinese.AllClasses))
	}
	f.Add("国办发【 二〇二四 】 第３號\u200b http://a.b/？ x@y.z 1,234.5万元 第〇条", uint8(chinese.AllClasses))
	f.Fuzz(func(t *testing.T, text string, set uint8) {
		classes := chinese.Class(set) & chinese.AllClasses
		var last chinese.Term
		seen := map[chinese.Term]bool{}
		for i, term := range chinese.Default().Append(nil, text, classes) {
			onBoundary(t, text, term.Start)
			onBoundary(t, text, term.End)
			switch {
			case term.Start >= term.End || term.Text == "":
				t.Fatalf("%+v is empty", term)
			case term.Class&classes == 0 || term.Class&(term.Class-1) != 0:
				t.Fatalf("%+v was not asked for", term)
			case seen[term]:
				t.Fatalf("%+v comes twice", term)
			case i > 0 && (term.Start < last.Start || term.Start == last.Start && term.End > last.End):
				t.Fatalf("%+v comes after %+v", term, last)
			}
			seen[term], last = true, term
		}
	})
}

func FuzzCut(f *testing.F) {
	for _, s := range sentences {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		for _, s := range chinese.Default().Cut(nil, text) {
			if s.Start != at || s.End <= s.Start {
				t.Fatalf("%v follows %d in %q", s, at, text)
			}
			onBoundary(t, text, s.End)
			at = s.End
		}
		if at != len(text) {
			t.Fatalf("the cut of %q ends at %d", text, at)
		}
	})
}
