package search_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
)

func TestDocumentsComeBackAsTheyWereImported(t *testing.T) {
	town := disclosure.Agency{Name: "河口市人民政府"}
	documents := []disclosure.Document{
		{ID: "plain", Title: "通知", Text: "正文。"},
		{ID: "untitled", Text: "没有标题的一段话。第二句。"},
		{ID: "empty", Title: "只有标题"},
		{ID: "columns", Title: "办法", Text: "第一条", Site: "甲", Kind: "办法", Category: "政策/规范性文件", Validity: disclosure.InForce,
			Issuers: []disclosure.Agency{town}, Subjects: []string{"财政"}, Published: date("2023-02-28"), Audiences: []string{"企业"}},
		{ID: "dates", Title: "日期", Published: date("2023-02-28"), Formed: date("2023-02-01"), Effective: date("2023-03-01")},
		{ID: "formed", Title: "只有成文日期", Formed: date("2023-02-01")},
		{ID: "month", Title: "只知道年", Published: disclosure.Date{Year: 2023}},
		{ID: "issuers", Title: "联合", Issuers: []disclosure.Agency{{Name: "乙局"}, {Name: "甲局"}}, Subjects: []string{"乙", "甲", "乙"}},
		{ID: "agency", Title: "机构", Issuers: []disclosure.Agency{{Name: "甲局", Phone: "0000-12345678"}}},
		{ID: "nameless", Title: "无名", Issuers: []disclosure.Agency{{ID: "a1"}}, Subjects: []string{""}},
		{ID: "attributes", Title: "其他", URL: "https://example.org/1", Number: disclosure.ParseNumber("河政发〔2023〕1号"),
			Keywords: []string{"词"}, Attributes: disclosure.Attributes{"自编": json.RawMessage(`"值"`)}},
		{ID: "signs", Title: "①“引号”—Ａｂｃ é ñ", Text: "𠮷野家 😀 한국어 ﷺ кириллица \t \u0001" + strings.Repeat("长文，有很多字。", 200)},
	}
	index := open(t, nil, documents...)
	for _, want := range documents {
		got, ok, err := index.Get(context.Background(), want.ID)
		if err != nil || !ok {
			t.Fatalf("%s: %v, %v", want.ID, ok, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", want.ID, diff)
		}
	}
}

func FuzzStoredTextComesBack(f *testing.F) {
	for _, text := range []string{"", "公积金", "ａｂｃ，。“—”é𠮷\xff\xc3", "\x80", "\ufeff\ufffd"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		packed := search.Pack(text)
		if got, err := search.Unpack(packed); err != nil || got != text {
			t.Fatalf("%q came back as %q, %v", text, got, err)
		}
		if _, err := search.Unpack([]byte(text)); err != nil && !errors.Is(err, search.ErrDamaged) {
			t.Fatal(err)
		}
	})
}
