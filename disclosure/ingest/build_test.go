package ingest_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"github.com/zwgk/zwgk/disclosure/ingest"
)

// TestMain lets the test's own executable be the child that reads a file, and fails when a test leaves a goroutine behind.
func TestMain(m *testing.M) {
	ingest.RunChild()
	goleak.VerifyTestMain(m)
}

// read reads bytes as a file.
func read(t testing.TB, name string, data []byte) ingest.Content {
	t.Helper()
	content, err := readErr(name, data, nil)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func readErr(name string, data []byte, opts *ingest.Options) (ingest.Content, error) {
	return ingest.File(context.Background(), name, bytes.NewReader(data), int64(len(data)), opts)
}

// codes are the codes of warnings.
func codes(warnings []ingest.Warning) (list []ingest.WarningCode) {
	for _, w := range warnings {
		list = append(list, w.Code)
	}
	return list
}

// archived packs files, given as name, text, name, text …
func archived(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		part, err := w.Create(parts[i])
		if err == nil {
			_, err = part.Write([]byte(parts[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const wordNames = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" ` +
	`xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"`

// wordFile is a .docx with a body, and further parts given as name, text …
func wordFile(t testing.TB, body string, parts ...string) []byte {
	t.Helper()
	return archived(t, append([]string{"[Content_Types].xml", "<Types/>", "word/document.xml",
		`<?xml version="1.0" encoding="UTF-8"?><w:document ` + wordNames + `><w:body>` + body + `<w:sectPr/></w:body></w:document>`}, parts...)...)
}

// par is a paragraph of one run.
func par(text string) string { return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>" }

// ofdFile is an .ofd of pages, each the objects of a layer, and further parts that replace or follow.
func ofdFile(t testing.TB, pages []string, parts ...string) []byte {
	t.Helper()
	files := map[string]string{}
	var order []string
	add := func(name, text string) {
		if _, ok := files[name]; !ok {
			order = append(order, name)
		}
		files[name] = text
	}
	add("OFD.xml", `<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"><ofd:DocBody><ofd:DocInfo><ofd:Title>测试</ofd:Title><ofd:Author>市政府办</ofd:Author>`+
		`<ofd:CustomDatas><ofd:CustomData Name="索引号">A-1</ofd:CustomData></ofd:CustomDatas></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`)
	var list strings.Builder
	for i, page := range pages {
		name := fmt.Sprintf("Pages/Page_%d/Content.xml", i)
		fmt.Fprintf(&list, `<ofd:Page ID="%d" BaseLoc="%s"/>`, i+100, name)
		add("Doc_0/"+name, `<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Content><ofd:Layer>`+page+`</ofd:Layer></ofd:Content></ofd:Page>`)
	}
	add("Doc_0/Document.xml", `<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Pages>`+list.String()+`</ofd:Pages></ofd:Document>`)
	for i := 0; i < len(parts); i += 2 {
		add(parts[i], parts[i+1])
	}
	var flat []string
	for _, name := range order {
		flat = append(flat, name, files[name])
	}
	return archived(t, flat...)
}

// ofdText is a text object at a place in millimetres.
func ofdText(x, y, size float64, text string) string {
	return fmt.Sprintf(`<ofd:TextObject ID="%.0f%.0f" Boundary="%g %g 150 10" Font="1" Size="%g"><ofd:TextCode X="0" Y="%g">%s</ofd:TextCode></ofd:TextObject>`,
		x, y, x, y, size, size, text)
}

// pdfFile is a PDF of numbered objects, the first of which is the catalogue.
func pdfFile(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var offsets []int
	for i, object := range objects {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, offset := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R /Info 2 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.Bytes()
}

// pdfPage is a PDF of one page with a font F1 and what is drawn, and further objects from number 7 on.
func pdfPage(font, drawn string, more ...string) []byte {
	return pdfFile(append([]string{
		"<< /Type /Catalog /Pages 3 0 R >>",
		"<< /Title (\xfe\xff\x6d\x4b\x8b\xd5) /Author (Office) >>",
		"<< /Type /Pages /Kids [4 0 R] /Count 1 /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> >>",
		"<< /Type /Page /Parent 3 0 R /Contents 6 0 R >>",
		font,
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(drawn), drawn),
	}, more...)...)
}
