package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"log"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/disclosure/store"
)

func ExampleOpen() {
	ctx := context.Background()
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	s, err := store.Open(ctx, db, store.SQLite, nil)
	if err != nil {
		log.Fatal(err)
	}
	export := strings.NewReader(`{"id":"a","title":"高龄津贴发放办法","text":"每月一百元。"}`)
	report, err := s.Documents.Import(ctx, "每日导入", disclosure.DecodeDocuments(export))
	if err != nil {
		log.Fatal(err)
	}
	document, found, err := s.Documents.Get(ctx, "a")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(report.Imported, found, document.Title)
	// Output: 1 true 高龄津贴发放办法
}

func ExampleCollection_History() {
	ctx := context.Background()
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	s, err := store.Open(ctx, db, store.SQLite, nil)
	if err != nil {
		log.Fatal(err)
	}
	for _, text := range []string{"每月一百元。", "每月一百二十元。"} {
		if _, err := s.Documents.Put(ctx, "编辑甲", disclosure.Document{ID: "a", Title: "高龄津贴", Text: text}); err != nil {
			log.Fatal(err)
		}
	}
	for change, err := range s.Documents.History(ctx, "a") {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(change.Version, change.By, change.Value.Text)
	}
	// Output:
	// 1 编辑甲 每月一百元。
	// 2 编辑甲 每月一百二十元。
}
