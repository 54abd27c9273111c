package ingest_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/disclosure/ingest"
)

// small are limits under which no file takes long.
var small = &ingest.Options{MaxBytes: 1 << 20, MaxUnpacked: 4 << 20, MaxEntries: 200}

// checkContent reads bytes under a name and looks at what holds for every file.
func checkContent(t *testing.T, name string, data []byte) {
	content, err := ingest.File(context.Background(), name, bytes.NewReader(data), int64(len(data)), small)
	if err != nil {
		return
	}
	if !utf8.ValidString(content.Text) || strings.ContainsAny(content.Text, "\x00\r") || strings.Contains(content.Text, "\n\n\n") {
		t.Errorf("untidy: %q", content.Text)
	}
	if _, err := content.Document("id"); err != nil && disclosure.RowErrors(err) == nil {
		t.Errorf("no document: %v", err)
	}
}

func FuzzText(f *testing.F) {
	f.Add([]byte("关于\r\n通知\x00\xff\xfe"))
	f.Add(wide(binary.LittleEndian, "每月100元\n"))
	f.Fuzz(func(t *testing.T, data []byte) { checkContent(t, "a.txt", data) })
}

func FuzzHTML(f *testing.F) {
	f.Add([]byte(page))
	f.Add([]byte(`<base href="http://[::1"><a href="%zz.pdf">x</a><table><td>索引号：<td>`))
	f.Fuzz(func(t *testing.T, data []byte) { checkContent(t, "a.html", data) })
}

func FuzzMarkdown(f *testing.F) {
	f.Add([]byte("---\na: b\n---\n# 题\n1. 甲\n> - | a |\n|---|\n<p>x"))
	f.Fuzz(func(t *testing.T, data []byte) { checkContent(t, "a.md", data) })
}

func FuzzCSV(f *testing.F) {
	f.Add([]byte("id,title\n1,\"甲\n乙\"\n,,\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		checkContent(t, "a.csv", data)
		list, err := ingest.Sheets(context.Background(), "a.csv", bytes.NewReader(data), int64(len(data)), small)
		if err != nil {
			return
		}
		rows := 0
		for range list[0].Documents(nil) {
			rows++
		}
		if want := max(0, len(list[0].Rows)-1); rows != want {
			t.Errorf("%d rows of %d", rows, want)
		}
	})
}

// FuzzDOCX varies the parts: bytes of an archive that vary fail at its checksums.
func FuzzDOCX(f *testing.F) {
	f.Add(`<w:document `+wordNames+`><w:body>`+par("文")+`<w:tbl><w:tr><w:tc/></w:tr></w:tbl></w:body></w:document>`, numberingPart, stylesPart)
	f.Fuzz(func(t *testing.T, document, numbering, notes string) {
		checkContent(t, "a.docx", archived(t, "word/document.xml", document, "word/numbering.xml", numbering, "word/footnotes.xml", notes, "word/styles.xml", notes))
	})
}

func FuzzOFD(f *testing.F) {
	f.Add(`<Document><CommonData><DocumentRes>r.xml</DocumentRes><TemplatePage ID="1" BaseLoc="p.xml"/></CommonData><Pages><Page BaseLoc="p.xml"/></Pages><CustomTags>t.xml</CustomTags></Document>`,
		`<Page><Template TemplateID="1"/><TextObject ID="1" CTM="1 0 0 1 0 0" Boundary="1 2 3 4" Size="5"><TextCode X="1" DeltaX="g 2 3">文</TextCode></TextObject></Page>`,
		`<Res><CompositeGraphicUnit ID="1"><CompositeObject ResourceID="1"/></CompositeGraphicUnit><FileLoc>t.xml</FileLoc><标题><ObjectRef>1</ObjectRef></标题></Res>`)
	f.Fuzz(func(t *testing.T, document, page, resource string) {
		checkContent(t, "a.ofd", archived(t, "OFD.xml", "<OFD><DocRoot>d/d.xml</DocRoot></OFD>", "d/d.xml", document, "d/p.xml", page, "d/r.xml", resource, "d/t.xml", resource))
	})
}

func FuzzXLSX(f *testing.F) {
	const types = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`
	const book = `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`
	const links = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`
	f.Add(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>`)
	f.Fuzz(func(t *testing.T, sheet string) {
		data := archived(t, "[Content_Types].xml", types, "xl/workbook.xml", book, "xl/_rels/workbook.xml.rels", links, "xl/worksheets/sheet1.xml", sheet)
		checkContent(t, "a.xlsx", data)
		_, _ = ingest.Sheets(context.Background(), "a.xlsx", bytes.NewReader(data), int64(len(data)), small)
	})
}

// FuzzArchive varies the archive itself.
func FuzzArchive(f *testing.F) {
	f.Add(archived(f, "OFD.xml", "<OFD/>", "word/document.xml", "<a/>"))
	f.Add([]byte("%PDF-"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if !bytes.Contains(data, []byte("%PDF-")) { // read in a child, which has limits of its own
			checkContent(t, "a", data)
		}
		_ = ingest.MendPDF(data)
	})
}

func FuzzCMap(f *testing.F) {
	f.Add([]byte(toUnicode), "\x00\x31")
	f.Add([]byte("1 beginbfrange <00> <ff> [ <00"), "\x05")
	f.Fuzz(func(t *testing.T, data []byte, code string) {
		if text, _ := ingest.CMapText(data, code); !utf8.ValidString(text) {
			t.Errorf("%q", text)
		}
	})
}
