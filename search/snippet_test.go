package search_test

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/zwgk/zwgk/search"
)

func TestMarksAreThoseOfTheWords(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	letters := []rune("公积金提取住房人人工作日年月２０二〇ＡaB，。 \n條條件件\U00020BB7")
	text := func(runes int) string {
		list := make([]rune, runes)
		for i := range list {
			list[i] = letters[random.IntN(len(letters))]
		}
		return string(list)
	}
	plain := 0
	for range 3000 {
		query, text := text(1+random.IntN(6)), text(random.IntN(60))
		looked, cut, ok := search.MarkBothWays(query, text)
		if ok {
			plain++
		}
		if diff := cmp.Diff(cut, looked); diff != "" {
			t.Fatalf("%q in %q (-cut +looked):\n%s", query, text, diff)
		}
	}
	if plain < 300 {
		t.Errorf("only %d of 3,000 queries need no words", plain)
	}
}

func TestWordsOfAQueryAreMarkedWithoutCutting(t *testing.T) {
	for query, want := range map[string][]search.Span{
		"公积金":  {{0, 9}, {24, 33}},
		"提取":   {{33, 39}},
		"住房公积": {{0, 6}, {18, 30}},
	} {
		looked, _, ok := search.MarkBothWays(query, "公积金管理，住房公积金提取")
		if diff := cmp.Diff(want, looked); diff != "" || !ok {
			t.Errorf("%s, %v (-want +got):\n%s", query, ok, diff)
		}
	}
}
