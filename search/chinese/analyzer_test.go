package chinese_test

import (
	"strings"
	"testing"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/mapping"

	"github.com/zwgk/zwgk/search/chinese"
)

// bleveIndex is an index in memory whose field text uses the analyzer.
func bleveIndex(t *testing.T, documents map[string]string) bleve.Index {
	t.Helper()
	field := bleve.NewTextFieldMapping()
	field.Analyzer = chinese.AnalyzerName
	document := mapping.NewDocumentMapping()
	document.AddFieldMappingsAt("text", field)
	all := bleve.NewIndexMapping()
	all.DefaultMapping = document
	all.DefaultAnalyzer = chinese.AnalyzerName
	index, err := bleve.NewMemOnly(all)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { index.Close() })
	for id, text := range documents {
		if err := index.Index(id, map[string]string{"text": text}); err != nil {
			t.Fatal(err)
		}
	}
	return index
}

func TestBleveHighlightsTheOriginalText(t *testing.T) {
	index := bleveIndex(t, map[string]string{
		"a": "第一段。\n\n關於住房公積金提取的通知（國辦發[2024]３號）",
		"b": "高龄津贴发放办法",
	})
	for query, marked := range map[string]string{
		"公积金提取":       "<mark>公積金提取</mark>",
		"国办发〔2024〕3号": "<mark>國辦發[2024]３號</mark>",
		"高龄津贴":        "<mark>高龄津贴</mark>",
	} {
		match := bleve.NewMatchQuery(query)
		match.SetField("text")
		request := bleve.NewSearchRequest(match)
		request.Highlight = bleve.NewHighlightWithStyle("html")
		result, err := index.Search(request)
		if err != nil {
			t.Fatal(err)
		}
		if len(result.Hits) == 0 {
			t.Errorf("%s finds nothing", query)
			continue
		}
		fragment := strings.ReplaceAll(strings.Join(result.Hits[0].Fragments["text"], ""), "</mark><mark>", "")
		if !strings.Contains(fragment, marked) {
			t.Errorf("%s is marked as %s, want %s in it", query, fragment, marked)
		}
	}
}

func TestBlevePhrasesMatchAcrossCuts(t *testing.T) {
	index := bleveIndex(t, map[string]string{
		"a": "全市在建工程项目清单",
		"b": "工程建设项目审批",
	})
	for query, want := range map[string]string{"在建工程": "a", "工程项目": "a", "建设项目": "b"} {
		phrase := bleve.NewMatchPhraseQuery(query)
		phrase.SetField("text")
		result, err := index.Search(bleve.NewSearchRequest(phrase))
		if err != nil {
			t.Fatal(err)
		}
		if len(result.Hits) != 1 || result.Hits[0].ID != want {
			t.Errorf("the phrase %s finds %v, want only %s", query, result.Hits, want)
		}
	}
}
