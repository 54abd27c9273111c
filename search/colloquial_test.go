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
	} {
		if !slices.Contains(words.Of(said), written) {
			t.Errorf("%s finds %v, not %s", said, words.Of(said), written)
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
	if entries < 4000 {
		t.Errorf("%d entries", entries)
	}
}
