package ingest_test

import (
	"context"
	"fmt"
	"log"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/disclosure/ingest"
)

func ExampleFile() {
	page := `<html><head><meta name="ArticleTitle" content="关于发放高龄津贴的通知"><meta name="PubDate" content="2024-03-05"></head>
<body><ul><li>发文字号：澄民〔2024〕5号</li></ul><div id="UCAP-CONTENT"><p>八十周岁以上老人每月一百元，由社区受理。</p></div></body></html>`
	content, err := ingest.File(context.Background(), "t20240305_1.html", strings.NewReader(page), int64(len(page)), nil)
	if err != nil {
		log.Fatal(err)
	}
	document, err := content.Document("mz-5")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(document.Number, document.Published, document.Title)
	fmt.Println(document.Text)
	// Output:
	// 澄民〔2024〕5号 2024-03-05 关于发放高龄津贴的通知
	// 八十周岁以上老人每月一百元，由社区受理。
}

func ExampleSheets() {
	table := "编号,名称,公开日期\n1,高龄津贴发放办法,2024年3月5日\n"
	sheets, err := ingest.Sheets(context.Background(), "目录.csv", strings.NewReader(table), int64(len(table)), nil)
	if err != nil {
		log.Fatal(err)
	}
	mapping := disclosure.Mapping{"id": "编号", "title": "名称", "published": "公开日期"}
	for document, err := range sheets[0].Documents(mapping) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(document.ID, document.Title, document.Published)
	}
	// Output: 1 高龄津贴发放办法 2024-03-05
}
