package evaluate_test

import (
	"strings"
	"testing"

	"github.com/zwgk/zwgk/qa/evaluate"
)

func TestExactMatchLooksAtLettersAndDigitsOnly(t *testing.T) {
	tests := []struct {
		name, answer string
		references   []string
		want         float64
	}{
		{"same", "80周岁", []string{"80周岁"}, 1},
		{"punctuation, width, case and space", "Ａ类：８０ 周岁。", []string{"a类80周岁"}, 1},
		{"any reference", "每月100元", []string{"100元", "每月100元"}, 1},
		{"more than asked", "年满80周岁", []string{"80周岁"}, 0},
		{"nothing said", "。", []string{"", "。"}, 0},
		{"no reference", "80周岁", nil, 0},
	}
	for _, test := range tests {
		near(t, test.name, evaluate.ExactMatch(test.answer, test.references), test.want)
	}
}

func TestCharacterF1CountsSharedCharacters(t *testing.T) {
	tests := []struct {
		name, answer string
		references   []string
		want         float64
	}{
		{"part of the reference", "50万元", []string{"不超过50万元"}, 0.7273}, // 2·4/(4+7)
		{"order does not count", "元万05", []string{"不超过50万元"}, 0.7273},
		{"repetition counts once each", "元元元元", []string{"50万元"}, 0.25}, // 2·1/(4+4)
		{"best of references", "50万元", []string{"无", "50万元"}, 1},
		{"nothing shared", "甲", []string{"乙"}, 0},
		{"both empty", "", []string{""}, 0},
	}
	for _, test := range tests {
		near(t, test.name, evaluate.CharacterF1(test.answer, test.references), test.want)
	}
}

func TestRougeLFollowsTheOrder(t *testing.T) {
	tests := []struct {
		name, answer string
		references   []string
		want         float64
	}{
		{"part of the reference", "50万元", []string{"不超过50万元"}, 0.7273},
		{"order counts", "元万50", []string{"不超过50万元"}, 0.3636},      // longest common subsequence 50: 2·2/(4+7)
		{"gaps are bridged", "申领津贴", []string{"申请领取高龄津贴"}, 0.6667}, // 2·4/(4+8)
		{"white space is not read", "申 领\n津　贴", []string{"申领津贴"}, 1},
		{"nothing said", "", []string{"申领津贴"}, 0},
	}
	for _, test := range tests {
		near(t, test.name, evaluate.RougeL(test.answer, test.references), test.want)
	}
}

// FuzzWording holds all three measures between 0 and 1, and ROUGE-L at or below the F1 of characters.
func FuzzWording(f *testing.F) {
	f.Add("不超过50万元", "50万元")
	f.Add("\xff\x00", "")
	f.Fuzz(func(t *testing.T, answer, reference string) {
		if len(answer)*len(reference) > 1<<20 {
			t.Skip("only the size would be tested")
		}
		references := []string{reference}
		exact, f1, rouge := evaluate.ExactMatch(answer, references), evaluate.CharacterF1(answer, references), evaluate.RougeL(answer, references)
		if exact != 0 && exact != 1 || f1 < 0 || f1 > 1 || rouge < 0 || rouge > f1 {
			t.Fatalf("exact %v, F1 %v, ROUGE-L %v", exact, f1, rouge)
		}
		if strings.TrimSpace(answer) == answer && answer == reference && f1 == 0 && answer != "" {
			t.Fatalf("%q is not like itself", answer)
		}
	})
}
