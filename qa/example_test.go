package qa_test

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/qa"
	"github.com/zwgk/zwgk/qa/chat"
	"github.com/zwgk/zwgk/search"
)

// From a CMS's export to an answer with its source, and to a chat on a page. The README files show this body.
func Example() {
	ctx := context.Background()
	index, err := search.Open("", nil) // in memory; a folder's path keeps it
	if err != nil {
		log.Fatal(err)
	}
	defer index.Close()
	export := strings.NewReader(`{"id":"17","name":"高龄津贴发放办法","wh":"云民规〔2024〕3号","body":"申请人应当提供居民身份证和户口簿。"}`)
	mapping := disclosure.Mapping{"title": "name", "text": "body", "number": "wh"} // our name: yours
	if _, err := index.Import(ctx, mapping.Documents(export)); err != nil {
		log.Fatal(err)
	}
	assistant, err := qa.New(index, nil, nil) // no FAQs yet, default options
	if err != nil {
		log.Fatal(err)
	}
	defer assistant.Close()
	answer, err := assistant.Ask(ctx, qa.Question{Text: "申请高龄津贴应当提供什么？"})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(answer.Outcome, answer.Text)
	for _, c := range answer.Citations {
		fmt.Println(c.Title, c.Number)
	}
	server := chat.NewServer(assistant, nil) // the widget's script, its websocket and the same over plain HTTP
	defer server.Close(ctx)
	mux := http.NewServeMux() // or the one that serves your pages
	server.Routes(mux)

	// Output:
	// answered 申请人应当提供居民身份证和户口簿。
	// 高龄津贴发放办法 云民规〔2024〕3号
}

// An assistant with reviewed FAQs, offices to send people to, and a day that stands still.
func ExampleNew() {
	index, err := search.Open("", nil)
	if err != nil {
		log.Fatal(err)
	}
	defer index.Close()
	faqs := []disclosure.FAQ{{
		ID: "1", Question: "政务服务中心几点上班？", Variants: []string{"办事大厅什么时候开门"}, Answer: "工作日上午9时至12时，下午13时至17时。",
	}}
	assistant, err := qa.New(index, faqs, &qa.Options{
		Threshold: 0.6,
		Contacts: []qa.Department{
			{Contact: qa.Contact{Department: "政务服务便民热线", Phone: "12345"}},
			{Contact: qa.Contact{Department: "市教育局", Phone: "0199-1110002"}, Topics: []string{"招生", "学校"}},
		},
		Today: func() disclosure.Date { return disclosure.Date{Year: 2025, Month: 6, Day: 15} },
	})
	if err != nil {
		log.Fatal(err)
	}
	defer assistant.Close()
	for _, question := range []string{"办事大厅什么时候开门？", "学校食堂怎么样"} {
		answer, err := assistant.Ask(context.Background(), qa.Question{Text: question})
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(answer.Outcome, answer.Text)
		if answer.Contact != nil {
			fmt.Println(answer.Contact.Department, answer.Contact.Phone)
		}
	}
	// Output:
	// answered 工作日上午9时至12时，下午13时至17时。
	// unanswered 未找到能够回答这个问题的公开信息。您可以换一种说法，查看下面的相关内容，或者向有关部门咨询。
	// 市教育局 0199-1110002
}

// A repealed document answers only behind a notice that names its successor.
func ExampleAssistant_Ask() {
	town, err := makeTown() // ten documents of a fictional town
	if err != nil {
		log.Fatal(err)
	}
	defer town.index.Close()
	assistant, err := qa.New(town.index, nil, nil)
	if err != nil {
		log.Fatal(err)
	}
	defer assistant.Close()
	answer, err := assistant.Ask(context.Background(), qa.Question{Text: "百岁老人长寿金每人每年多少元？"})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(answer.Notice)
	fmt.Println(answer.Citations[0].Number, answer.Citations[0].Validity.Chinese())
	// Output:
	// 请注意：《云溪市百岁老人长寿金暂行办法》已经废止，以下内容仅供参考。现行文件为《云溪市高龄津贴发放办法》。
	// 云民发〔2018〕12号 废止
}

// A citation is checked against the documents as they are now.
func ExampleVerify() {
	town, err := makeTown()
	if err != nil {
		log.Fatal(err)
	}
	defer town.index.Close()
	assistant, err := qa.New(town.index, nil, nil)
	if err != nil {
		log.Fatal(err)
	}
	defer assistant.Close()
	answer, err := assistant.Ask(context.Background(), qa.Question{Text: "图书馆借书证可借图书多少册？"})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(qa.Verify(answer, town.get))
	fmt.Println(qa.Verify(answer, func(id string) (disclosure.Document, bool) {
		d, ok := town.get(id)
		d.Text = strings.ReplaceAll(d.Text, "10册", "5册")
		return d, ok
	}))
	// Output:
	// <nil>
	// qa: citation does not hold: document "library-2024" is no longer the text that was cited
}

func ExampleAssistant_Suggest() {
	index, err := search.Open("", nil)
	if err != nil {
		log.Fatal(err)
	}
	defer index.Close()
	assistant, err := qa.New(index, []disclosure.FAQ{{ID: "1", Question: "高龄津贴怎么申请？", Answer: "到村（居）民委员会申请。"}}, nil)
	if err != nil {
		log.Fatal(err)
	}
	defer assistant.Close()
	fmt.Println(assistant.Suggest("高龄", 3))
	// Output: [高龄津贴怎么申请？]
}
