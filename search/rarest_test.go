package search_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
)

func TestAPastedTextFindsWhereItStands(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 10))
	letters := []rune("城市绿化管理条例规定公积金提取办法住房保障申请材料审核窗口办理时限责任单位监督检查处罚标准资金补助项目验收")
	texts := make([][]rune, 40)
	var pages []disclosure.Document
	for i := range texts {
		for range 800 {
			texts[i] = append(texts[i], letters[random.IntN(len(letters))])
		}
		pages = append(pages, page(fmt.Sprintf("d%02d", i), "河口市通告", string(texts[i])))
	}
	index := open(t, nil, pages...)
	for i, text := range texts {
		query := search.Query{Text: string(text[300:495]), Limit: 3} // some 200 terms, of which half are scored
		result := find(t, index, query)
		retrieval, err := index.Retrieve(context.Background(), query, 1)
		if err != nil {
			t.Fatal(err)
		}
		if len(result.Hits) == 0 || len(retrieval.Documents) == 0 {
			t.Fatalf("document %d: nothing found", i)
		}
		if want := pages[i].ID; result.Hits[0].ID != want || retrieval.Documents[0].ID != want || retrieval.Passages[0].Document != want {
			t.Errorf("found %s, retrieved %s, want %s", result.Hits[0].ID, retrieval.Documents[0].ID, want)
		}
		if len(retrieval.Terms) < 150 {
			t.Errorf("document %d: %d terms with their frequency; those not scored have one too", i, len(retrieval.Terms))
		}
	}
}
