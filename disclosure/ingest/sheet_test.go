package ingest_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/disclosure/ingest"
)

func sheets(t testing.TB, name string, data []byte) []ingest.Sheet {
	t.Helper()
	list, err := ingest.Sheets(context.Background(), name, bytes.NewReader(data), int64(len(data)), nil)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// workbook has a catalogue with merged cells, a date and an amount, and a hidden sheet.
func workbook(t testing.TB) []byte {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	check := func(errs ...error) {
		t.Helper()
		if err := errors.Join(errs...); err != nil {
			t.Fatal(err)
		}
	}
	day, err := book.NewStyle(&excelize.Style{NumFmt: 14})
	check(err)
	amount := "#,##0.00"
	money, err := book.NewStyle(&excelize.Style{CustomNumFmt: &amount})
	check(err)
	check(book.SetSheetName("Sheet1", "目录"),
		book.SetSheetRow("目录", "A1", &[]any{"公开事项目录"}), book.MergeCell("目录", "A1", "C1"),
		book.SetSheetRow("目录", "A3", &[]any{"一级事项", "二级事项", "日期", "金额"}),
		book.SetSheetRow("目录", "A4", &[]any{"社会救助", "高龄津贴", time.Date(2024, 3, 5, 0, 0, 0, 0, time.UTC), 1234.5}),
		book.SetSheetRow("目录", "A5", &[]any{nil, "临时\n救助"}), book.MergeCell("目录", "A4", "A5"),
		book.SetCellStyle("目录", "C4", "C4", day), book.SetCellStyle("目录", "D4", "D4", money))
	_, err1 := book.NewSheet("说明")
	_, err2 := book.NewSheet("底稿")
	check(err1, err2, book.SetCellStr("说明", "B2", "每年更新"), book.SetCellStr("底稿", "A1", "内部"), book.SetSheetVisible("底稿", false),
		book.SetDocProps(&excelize.DocProperties{Title: "目录表", Creator: "市政府办"}))
	var b bytes.Buffer
	check(book.Write(&b))
	return b.Bytes()
}

func TestAWorkbookIsReadAsText(t *testing.T) {
	content := read(t, "公开目录.xlsx", workbook(t))
	want := "【目录】\n公开事项目录\n一级事项\t二级事项\t日期\t金额\n社会救助\t高龄津贴\t03-05-24\t1,234.50\n\t临时 救助\n\n【说明】\n\t每年更新"
	if diff := cmp.Diff(want, content.Text); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if content.Title != "公开事项目录" || content.Meta["creator"] != "市政府办" {
		t.Errorf("%q %v", content.Title, content.Meta)
	}
}

func TestAWorkbookIsReadAsRows(t *testing.T) {
	want := []ingest.Sheet{{Name: "目录", Rows: []ingest.Row{
		{Line: 1, Cells: []string{"公开事项目录", "公开事项目录", "公开事项目录"}},
		{Line: 3, Cells: []string{"一级事项", "二级事项", "日期", "金额"}},
		{Line: 4, Cells: []string{"社会救助", "高龄津贴", "03-05-24", "1,234.50"}},
		{Line: 5, Cells: []string{"社会救助", "临时\n救助"}},
	}}, {Name: "说明", Rows: []ingest.Row{{Line: 2, Cells: []string{"", "每年更新"}}}}}
	if diff := cmp.Diff(want, sheets(t, "a.xlsx", workbook(t))); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestRowsBecomeDocuments(t *testing.T) {
	table := "编号,信息名称,发文字号,公开日期,,备注\r\n1,\"津贴\n办法\",澄民〔2024〕5号,2024-03-05,多出,\r\n\r\n2,救助办法,,三月,,\"说\"\"明\"\"\"\r\n,无编号,,,,\r\n"
	mapping := disclosure.Mapping{"id": "编号", "title": "信息名称", "number": "发文字号", "published": "公开日期"}
	for _, data := range [][]byte{[]byte(table), encode(t, simplifiedchinese.GBK, table), []byte("\ufeff" + strings.ReplaceAll(table, ",", ";"))} {
		list := sheets(t, "a.csv", data)
		var titles, lines []string
		for d, err := range list[0].Documents(mapping) {
			for _, fault := range disclosure.RowErrors(err) {
				lines = append(lines, fault.Error())
			}
			titles = append(titles, d.Title+"|"+d.Number.Raw+"|"+d.Attributes.Text("列5")+"|"+d.Attributes.Text("备注"))
		}
		if diff := cmp.Diff([]string{"津贴\n办法|澄民〔2024〕5号|多出|", "救助办法|||说\"明\"", "|||"}, titles); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		if len(lines) != 2 || !strings.Contains(lines[0], "line 5") || !strings.Contains(lines[0], "公开日期") || !strings.Contains(lines[1], "line 6") {
			t.Errorf("%q", lines)
		}
		for range list[0].Documents(mapping) {
			break // and nobody is left waiting
		}
	}
}

func TestRowsBecomeFAQs(t *testing.T) {
	list := sheets(t, "a.csv", []byte("id\tquestion\tanswer\nf1\t怎么领？\t到社区。\n"))
	for faq, err := range list[0].FAQs(nil) {
		if diff := cmp.Diff(disclosure.FAQ{ID: "f1", Question: "怎么领？", Answer: "到社区。"}, faq); diff != "" || err != nil {
			t.Errorf("%v -want +got:\n%s", err, diff)
		}
	}
}

func TestOnlyTablesAreTables(t *testing.T) {
	data := []byte("<html>")
	if _, err := ingest.Sheets(context.Background(), "a.html", bytes.NewReader(data), 6, nil); !errors.Is(err, ingest.ErrUnsupported) {
		t.Errorf("%v", err)
	}
	if content := read(t, "表.csv", []byte("甲|乙\n1|2")); content.Text != "甲\t乙\n1\t2" || content.Title != "表" {
		t.Errorf("%q %q", content.Title, content.Text)
	}
	if _, err := readErr("a.xlsx", archived(t, "xl/workbook.xml", "<workbook"), nil); !errors.Is(err, ingest.ErrDamaged) {
		t.Errorf("%v", err)
	}
}
