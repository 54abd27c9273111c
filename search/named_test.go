package search_test

import (
	"testing"

	"github.com/zwgk/zwgk/disclosure"
)

func TestANumberIsFoundHoweverItIsTyped(t *testing.T) {
	index := open(t, nil,
		disclosure.Document{ID: "cites", Title: "《科技型企业认定办法》解读", Text: "云科企〔2013〕13号文件发布以来，云科企〔2013〕13号的认定工作顺利。根据云科企〔2013〕13号，作如下解读。"},
		disclosure.Document{ID: "stated", Title: "科技型企业认定办法", Number: disclosure.ParseNumber("云科企〔2013〕13号"), Text: "各市科技局：现印发给你们。"},
		disclosure.Document{ID: "other", Title: "科技型企业认定办法的补充", Number: disclosure.ParseNumber("云科企〔2013〕131号"), Text: "各市科技局：现印发给你们。"})
	for _, typed := range []string{"云科企〔2013〕13号", "云科企2013 13号", "云科企 2013年第13号", "云科企201313号", "云科企［2013］13号 在哪看", "云科企(2013)013号"} {
		if got := firstFor(t, index, typed); got != "stated" {
			t.Errorf("%s: first is %q, want the document of that number", typed, got)
		}
	}
}

func TestANumberAtTheHeadOfTheTextIsTheDocuments(t *testing.T) {
	index := open(t, nil,
		disclosure.Document{ID: "cites", Title: "关于贯彻的意见", Text: "根据云教财〔2018〕21号和云教财〔2018〕21号的补充，云教财〔2018〕21号所定各项办理。"},
		disclosure.Document{ID: "head", Title: "关于营养改善计划的通知", Text: "关于营养改善计划的通知\n云教财〔2018〕21号\n各市教育局：现将计划印发给你们。"})
	if got := firstFor(t, index, "云教财201821号"); got != "head" {
		t.Errorf("first is %q, want the document whose text begins with the number", got)
	}
}
