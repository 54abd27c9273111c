package search_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
)

// filler are documents that share their form with those looked for.
var filler = []disclosure.Document{
	{ID: "water", Title: "城市供水用水办法", Text: "供水企业应当保证水压和水质，用水单位和个人应当按时缴纳水费。"},
	{ID: "tree", Title: "古树名木保护办法", Text: "对古树名木按照树龄实行分级保护，任何单位和个人不得砍伐。"},
	{ID: "school", Title: "义务教育阶段学生学籍管理办法", Text: "学生转学应当由监护人提出申请，转入学校核办学籍。"},
	{ID: "street", Title: "户外招牌设置管理办法", Text: "设置户外招牌应当符合规划，不得遮挡路口信号灯。"},
}

func TestAQuestionInEverydayWordsFindsTheDocumentThatSaysItInOthers(t *testing.T) {
	documents := append(slices.Clone(filler),
		disclosure.Document{ID: "right", Title: "病残儿童收养登记办法", Text: "收养人应当向县级民政部门提出申请，并提交收养登记申请书。"},
		disclosure.Document{ID: "wrong", Title: "孩子们的文化节目安排", Text: "各单位要安排好孩子们的节目，领导要到场。"})
	if id := firstFor(t, open(t, nil, documents...), "想抱养个孩子"); id != "right" {
		t.Errorf("first is %q", id)
	}
}

func TestMeaningCountsLessTheMoreAQuestionIsWrittenOut(t *testing.T) {
	if got := search.EverydayShare("娃上学咋弄"); got != 1 {
		t.Errorf("a short question: %v", got)
	}
	if short, marked := search.EverydayShare("娃上学怎么办"), search.EverydayShare("娃上学怎么办？"); marked >= short {
		t.Errorf("with a question mark %v, without %v", marked, short)
	}
	if got := search.EverydayShare(strings.Repeat("符合条件的企业如何申请补助", 3)); got != 0 {
		t.Errorf("a long question: %v", got)
	}
	if got := search.EverydayShare("？？？"); got < 0 || got > 1 {
		t.Errorf("no words: %v", got)
	}
}

func TestADirectionComesBackNearlyAsItWasPacked(t *testing.T) {
	for _, word := range []string{"公积金", "驾驶证", "高龄津贴"} {
		if cosine := search.PackedCosine(word); cosine < 0.98 {
			t.Errorf("%s comes back with a cosine of %.3f", word, cosine)
		}
	}
	if cosine := search.PackedCosine("☃"); cosine != 0 {
		t.Errorf("what has no direction comes back with %.3f", cosine)
	}
}
