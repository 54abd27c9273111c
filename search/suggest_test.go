package search_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/zwgk/zwgk/search"
)

// known are strings that the tests below complete to, the weightiest last.
var known = []string{
	"住房公积金提取需要什么材料？",
	"住房公积金贷款额度是多少？",
	"如何办理居住证？",
	"关于印发《重庆路停车管理办法》的通知",
	"银行行长任前公示",
	"朝阳区教育局2024年部门预算",
	"长沙街道便民服务中心",
	"5G基站建设补贴",
	"e河口App使用指南",
	"关于调整高龄津贴标准的通知",
}

func completer() *search.Completer {
	weights := make([]float64, len(known))
	for i := range weights {
		weights[i] = float64(i)
	}
	return search.NewCompleter(known, weights)
}

func TestWhatIsTypedIsCompleted(t *testing.T) {
	c := completer()
	for typed, wanted := range map[string]string{
		"住房公积金提":        "住房公积金提取需要什么材料？",
		"提取":            "住房公积金提取需要什么材料？", // a word inside
		"zfgjjt":        "住房公积金提取需要什么材料？", // initials
		"zhufanggongji": "住房公积金贷款额度是多少？",  // full pinyin, the weightier one
		"zhufgjjdaik":   "住房公积金贷款额度是多少？",  // both
		"公积jin":         "住房公积金贷款额度是多少？",  // characters, then letters
		"gjj提取":         "住房公积金提取需要什么材料？", // letters, then characters
		"juzhuz":        "如何办理居住证？",
		"印发重庆路":         "关于印发《重庆路停车管理办法》的通知", // marks do not matter
		"chongqing":     "关于印发《重庆路停车管理办法》的通知",
		"c庆":            "关于印发《重庆路停车管理办法》的通知", // the character's reading there
		"cql":           "关于印发《重庆路停车管理办法》的通知",
		"yinhanghang":   "银行行长任前公示",
		"hangzhang":     "银行行长任前公示",
		"chaoyangqu":    "朝阳区教育局2024年部门预算",
		"changsha":      "长沙街道便民服务中心",
		"5gjz":          "5G基站建设补贴",
		"５Ｇ":            "5G基站建设补贴",
		"app":           "e河口App使用指南",
		"高齡":            "关于调整高龄津贴标准的通知", // traditional
		"tiaozheng":     "关于调整高龄津贴标准的通知",
		"guanyu":        "关于调整高龄津贴标准的通知",
		"2024年":         "朝阳区教育局2024年部门预算",
	} {
		got := c.Complete(typed, 10)
		if len(got) == 0 || got[0].Text != wanted {
			t.Errorf("%s: %v, want %s", typed, got, wanted)
		}
	}
	for _, typed := range []string{"", " ", "？", "zhongqing", "航天", "xyzq", "住房公积金提取需要什么材料呢", strings.Repeat("住", 1000), strings.Repeat("a", 60)} {
		if got := c.Complete(typed, 10); len(got) != 0 {
			t.Errorf("%.20s: %v", typed, got)
		}
	}
}

func TestCompletionsComeByPlaceThenWeight(t *testing.T) {
	var got []string
	for _, c := range completer().Complete("gj", 10) {
		got = append(got, c.Text)
	}
	if diff := cmp.Diff([]string{known[1], known[0]}, got); diff != "" {
		t.Error(diff)
	}
	c := search.NewCompleter([]string{"部门预算公开", "预算公开", "预算", "预算", ""}, nil)
	got = nil
	for _, completion := range c.Complete("预算", 10) {
		got = append(got, completion.Text)
	}
	if diff := cmp.Diff([]string{"预算", "预算公开", "部门预算公开"}, got); diff != "" {
		t.Error(diff)
	}
	if got := c.Complete("预算", 2); len(got) != 2 {
		t.Errorf("%d completions, want 2", len(got))
	}
}

func TestACompletionMarksWhatWasTyped(t *testing.T) {
	for typed, wanted := range map[string]string{"印发重庆路": "印发《重庆路", "gjjtq": "公积金提取", "5gj": "5G基", "公积j": "公积金"} {
		got := completer().Complete(typed, 1)
		if len(got) != 1 || len(got[0].Spans) != 1 {
			t.Errorf("%s: %v", typed, got)
			continue
		}
		if marked := got[0].Text[got[0].Spans[0].Start:got[0].Spans[0].End]; marked != wanted {
			t.Errorf("%s marks %q, want %q", typed, marked, wanted)
		}
	}
}

func FuzzCompleteMarksWithinTheText(f *testing.F) {
	f.Add("关于印发《重庆路》的通知", "yinfa")
	f.Add("ＡＢＣ\xff二〇二四年", "abc2")
	f.Fuzz(func(t *testing.T, text, typed string) {
		for _, c := range search.NewCompleter([]string{text}, nil).Complete(typed, 3) {
			for _, s := range c.Spans {
				if s.Start < 0 || s.Start > s.End || s.End > len(c.Text) || !utf8.RuneStart((c.Text + "。")[s.Start]) {
					t.Fatalf("%q completes to %q with %v", typed, c.Text, s)
				}
			}
		}
	})
}

func TestTitlesAreSuggestedWithWhatIsNewAndWithoutWhatIsGone(t *testing.T) {
	index := open(t, nil, budgets()...)
	ctx := context.Background()
	suggest := func(typed string) (texts []string) {
		completions, err := index.Suggest(ctx, typed, 10)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range completions {
			texts = append(texts, c.Text)
		}
		return texts
	}
	if diff := cmp.Diff([]string{"河口市财政局2024年部门预算", "河口市财政局2023年部门预算", "河口市财政局2022年部门预算"}, suggest("hksczj")); diff != "" {
		t.Error(diff)
	}
	put(t, index, page("new", "财政局岗位练兵", ""), page("f2023", "河口市财政局2023年部门决算", ""))
	if _, err := index.Delete(ctx, "f2022"); err != nil {
		t.Fatal(err)
	}
	got := suggest("财政局")
	slices.Sort(got)
	if diff := cmp.Diff([]string{"河口市财政局2023年部门决算", "河口市财政局2024年部门预算", "财政局岗位练兵"}, got); diff != "" {
		t.Error(diff)
	}
}

// titles makes n strings as titles and questions are, of words and numbers by chance.
func titles(n int) []string {
	random := rand.New(rand.NewPCG(1, 2))
	pick := func(words ...string) string { return words[random.IntN(len(words))] }
	list := make([]string, n)
	for i := range list {
		place := pick("河口", "长宁", "安平", "永和", "新集", "临江", "南屏", "重华") + pick("市", "县", "区") + pick("", "城关镇", "东山街道", "西河乡", "高新区")
		office := pick("人民政府", "财政局", "教育局", "住房和城乡建设局", "人力资源和社会保障局", "医疗保障局", "自然资源和规划局", "市场监督管理局")
		matter := pick("住房公积金", "高龄津贴", "义务教育招生", "国有建设用地使用权出让", "部门预算", "城乡居民医疗保险", "老旧小区改造", "企业开办", "食品安全抽检", "政府信息公开") +
			pick("管理", "补助", "审批", "资金", "服务", "标准", "工作", "专项整治") + pick("", "（试行）", "（第二批）")
		switch random.IntN(4) {
		case 0:
			list[i] = fmt.Sprintf("%s%s怎么办理？需要第%d号表吗", place, matter, random.IntN(n))
		case 1:
			list[i] = fmt.Sprintf("%s%s%d年%s情况公示第%d号", place, office, 2000+random.IntN(25), matter, random.IntN(n))
		default:
			list[i] = fmt.Sprintf("%s%s关于印发《%s%s办法》的通知（%d）", place, office, place, matter, random.IntN(n))
		}
	}
	return list
}

func BenchmarkNewCompleter(b *testing.B) {
	list := titles(100_000)
	for b.Loop() {
		search.NewCompleter(list, nil)
	}
}

func BenchmarkComplete(b *testing.B) {
	c := search.NewCompleter(titles(300_000), nil)
	for _, typed := range []string{"g", "关", "关于印发", "zf", "zfgjj", "zhufang", "guanyuyin", "guanyuyinfa", "zhufanggongjijin", "住房gjj", "gy印发", "szjgyyf", "zzzzzz", "2024年"} {
		b.Run(typed, func(b *testing.B) {
			for b.Loop() {
				c.Complete(typed, 10)
			}
		})
	}
}
