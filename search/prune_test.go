package search_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
)

// randomWord draws a pair of characters, of which the first ones are much more common.
func randomWord(random *rand.Rand) string {
	const characters = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒"
	runes := []rune(characters)
	pick := func() rune { return runes[int(math.Pow(random.Float64(), 3)*float64(len(runes)))] }
	return string([]rune{pick(), pick()})
}

// randomDocument has some sentences of random words, so that some have one passage and some have many.
func randomDocument(random *rand.Rand, id int) disclosure.Document {
	var text strings.Builder
	for range 1 + int(math.Pow(random.Float64(), 4)*60) {
		for range 4 + random.IntN(12) {
			text.WriteString(randomWord(random))
		}
		text.WriteString("。")
	}
	d := page(fmt.Sprintf("d%04d", id), "", text.String())
	if random.IntN(2) == 0 {
		d.Title = randomWord(random) + randomWord(random)
	}
	d.Published = date("2020-01-01").AddDays(random.IntN(5))
	d.Site = []string{"一", "二", "三"}[random.IntN(3)]
	d.Number = disclosure.ParseNumber(fmt.Sprintf("河政发〔2020〕%d号", id))
	return d
}

func TestSkippingPostingsChangesNoOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	index, err := search.Open("", &search.Options{BatchSize: 700})
	if err != nil {
		t.Fatal(err)
	}
	defer index.Close()
	var gone []string
	_, err = index.Import(context.Background(), func(yield func(disclosure.Document, error) bool) {
		for i := range 3000 {
			d := randomDocument(random, i)
			if random.IntN(10) == 0 {
				gone = append(gone, d.ID)
			}
			if !yield(d, nil) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := index.Delete(context.Background(), gone...); err != nil {
		t.Fatal(err)
	}
	spared := 0
	for i := range 400 {
		query := search.Query{}
		for range 1 + random.IntN(7) {
			query.Text += randomWord(random) + []string{"", " "}[random.IntN(2)]
		}
		switch random.IntN(8) {
		case 0:
			query.Filter.Sites = []string{"一"}
		case 1:
			query.Filter.From, query.Filter.To = date("2020-01-02"), date("2020-01-03")
		case 2:
			query.Text += " 河政发〔2020〕" + fmt.Sprint(random.IntN(3000)) + "号"
		}
		pruned, exhaustive, looked, all, err := index.BestOf(query, 1+random.IntN(30))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(exhaustive, pruned); diff != "" {
			t.Fatalf("%d %+v (-exhaustive +pruned):\n%s", i, query, diff)
		}
		if slices.ContainsFunc(pruned, func(s search.Scored) bool { return slices.Contains(gone, s.ID) }) {
			t.Fatalf("%+v finds what was deleted", query)
		}
		if looked < all {
			spared++
		}
	}
	if spared < 40 {
		t.Errorf("only %d of 400 queries skipped documents", spared)
	}
}
