package search_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/zwgk/zwgk/search"
	"github.com/zwgk/zwgk/search/chinese"
)

func TestEverydayWordsFindWhatAgenciesWrite(t *testing.T) {
	words := search.DefaultSynonyms()
	for said, written := range map[string]string{
		"扯证":    "结婚登记",
		"大绿本":   "机动车登记证书",
		"工钱":    "劳动报酬",
		"門檻錢":   "起付标准",
		"取公积金":  "提取公积金",
		"户籍誊本":  "户籍证明",
		"拖吊":    "拖移",
		"烧秸秆":   "秸秆露天焚烧",
		"养老钱":   "基础养老金",
		"身分證":   "居民身份证",
		"楼下饭店":  "餐饮油烟",
		"活着证明":  "生存认证",
		"没钱打官司": "法律援助",
		"拖走了":   "领回",
		"弄丢":    "遗失",
		"床垫":    "大型家具",
		"树太高":   "树木修剪",
		"路上有坑":  "坑洞",
		"闹离婚":   "离婚登记",
		"狗上户口":  "宠物登记",
		"忘交税":   "滞纳金",
		"罚多少":   "罚锾",
		"带啥":    "应备文件",
		"揾工":    "求职",
	} {
		if !slices.Contains(words.Of(said), written) {
			t.Errorf("%s finds %v, not %s", said, words.Of(said), written)
		}
	}
}

// One character means something of its own only where the cut leaves it alone.
func TestASingleCharacterIsNotTakenOutOfAWord(t *testing.T) {
	for text, wanted := range map[string]bool{"去窗口领": true, "领导分工": false, "会不会罚": true, "罚款标准": false} {
		rewrites := search.DefaultSynonyms().Rewrites(chinese.Default(), text)
		got := slices.ContainsFunc(rewrites, func(r search.Rewrite) bool {
			return r.Word == "领" || strings.HasSuffix(r.Word, "罚")
		})
		if got != wanted {
			t.Errorf("%s: %v", text, rewrites)
		}
	}
}

// A word that is taken out of a question before synonyms are looked for would stand in the file for nothing.
func TestNoEverydayWordIsTakenForAQuestion(t *testing.T) {
	data, err := os.ReadFile("colloquial.txt")
	if err != nil {
		t.Fatal(err)
	}
	entries := 0
	for line := range strings.Lines(string(data)) {
		line, _, _ = strings.Cut(line, "#")
		if strings.TrimSpace(line) == "" {
			continue
		}
		entries++
		said, _, _ := strings.Cut(line, ">")
		for word := range strings.SplitSeq(said, "=") {
			word = strings.TrimSpace(word)
			// These hold 请 or 吧 within a word.
			rest := strings.NewReplacer("申请", "", "请假", "", "请年假", "", "网吧", "", "酒吧", "").Replace(word)
			if rest != "" && search.Content(rest) != chinese.Fold(rest) {
				t.Errorf("%s asks: %q is left", word, search.Content(word))
			}
		}
	}
	if entries < 9000 {
		t.Errorf("%d entries", entries)
	}
}
