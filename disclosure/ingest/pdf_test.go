package ingest_test

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/zwgk/zwgk/disclosure/ingest"
)

// cid is a font of Chinese type with a predefined character map and no map to Unicode.
func cid(encoding string) string {
	return "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /" + encoding + " /DescendantFonts [ << /Type /Font /Subtype /CIDFontType0 " +
		"/BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >> ] >>"
}

// shown draws lines of hexadecimal strings from the top.
func shown(lines ...[]byte) string {
	var b strings.Builder
	b.WriteString("BT /F1 16 Tf 1 0 0 1 90 740 Tm 28 TL\n")
	for _, line := range lines {
		fmt.Fprintf(&b, "<%s> Tj T*\n", hex.EncodeToString(line))
	}
	return b.String() + "ET"
}

func TestAPDFWithChineseStandardEncodingsIsRead(t *testing.T) {
	lines := []string{"关于高龄津贴的通知", "每月100元，自2024年3月起", "𠮷县除外"}
	for encoding, encode := range map[string]func(string) []byte{
		"UniGB-UCS2-H":  func(s string) []byte { return wide(binary.BigEndian, s) },
		"UniGB-UTF16-H": func(s string) []byte { return wide(binary.BigEndian, s) },
		"GBK-EUC-H":     func(s string) []byte { return encode(t, simplifiedchinese.GB18030, s) },
		"GBK2K-V":       func(s string) []byte { return encode(t, simplifiedchinese.GB18030, s) },
	} {
		content := read(t, "a.pdf", pdfPage(cid(encoding), shown(encode(lines[0]), encode(lines[1]), encode(lines[2]))))
		if diff := cmp.Diff(strings.Join(lines, "\n"), content.Text); diff != "" {
			t.Errorf("%s: -want +got:\n%s", encoding, diff)
		}
		if content.Format != ingest.PDF || content.Meta["Title"] != "测试" || content.Title != "关于高龄津贴的通知" || content.Warnings != nil {
			t.Errorf("%s: %q %v %v", encoding, content.Title, content.Meta, content.Warnings)
		}
	}
}

const toUnicode = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange\n" +
	"2 beginbfchar <0003> <0020> <0010> <d842dfb7> endbfchar 2 beginbfrange <0020> <0022> <4e00> <0030> <0031> [<516c> <5f00>] endbfrange endcmap end end"

func TestAPDFWithAMapToUnicodeIsRead(t *testing.T) {
	font := "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 7 0 R /DescendantFonts [ << /DW 1000 /W [ 3 [ 250 ] ] >> ] >>"
	drawn := "BT /F1 20 Tf 100 700 Td [ <00300031> -50 <0010> ] TJ 0 -40 TD <00200022> Tj (\\000\\060) ' <0099> Tj ET"
	content := read(t, "a.pdf", pdfPage(font, drawn, fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(toUnicode), toUnicode)))
	if diff := cmp.Diff("公开𠮷\n一丂\n公\uFFFD", content.Text); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if diff := cmp.Diff([]ingest.Warning{{Code: ingest.BadCharacters, Count: 1}}, content.Warnings); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestWordsAndFormsOfAPDF(t *testing.T) {
	latin := "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
	form := "<< /Type /XObject /Subtype /Form /Matrix [1 0 0 1 0 -100] /Length 40 >>\nstream\nBT /F1 12 Tf 100 700 Td (in a form) Tj ET\nendstream"
	image := "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /Length 1 >>\nstream\nx\nendstream"
	drawn := "q 1 0 0 1 0 50 cm BT /F1 12 Tf 100 700 Td [(Open) -300 (data) -4000 (2024)] TJ ET Q /Fm Do BT 0.7 0.7 -0.7 0.7 300 300 Tm (watermark) Tj ET"
	data := pdfPage(latin, drawn, form, image)
	data = []byte(strings.Replace(string(data), "/F1 5 0 R >>", "/F1 5 0 R >>\n/XObject << /Fm 7 0 R /Im 8 0 R >>", 1))
	data = rebuilt(data)
	if diff := cmp.Diff("Open data\t2024\nin a form", read(t, "a.pdf", data).Text); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	data = rebuilt([]byte(strings.Replace(string(data), drawn, "/Im Do"+strings.Repeat(" ", len(drawn)-6), 1)))
	content := read(t, "扫描件.pdf", data)
	if diff := cmp.Diff([]ingest.Warning{{Code: ingest.NeedsOCR, Count: 1, Where: "第1页"}}, content.Warnings); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// rebuilt writes a changed PDF's objects anew, so that its table of places is right.
func rebuilt(data []byte) []byte {
	var objects []string
	for part := range strings.SplitSeq(string(data), " 0 obj\n") {
		if object, _, ok := strings.Cut(part, "\nendobj"); ok {
			objects = append(objects, object)
		}
	}
	return pdfFile(objects...)
}

func TestAPDFIsMendedWherePossible(t *testing.T) {
	whole := string(pdfPage(cid("UniGB-UCS2-H"), shown(wide(binary.BigEndian, "文"))))
	for name, data := range map[string]string{
		"version 2.0": strings.Replace(whole, "%PDF-1.4", "%PDF-2.0", 1),
		"tail":        whole + strings.Repeat("\x00", 300),
		"no end":      strings.Replace(whole, "%%EOF\n", "", 1),
	} {
		if got := read(t, "a.pdf", []byte(data)).Text; got != "文" {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestHostilePDFsEndInAnError(t *testing.T) {
	whole := string(pdfPage(cid("UniGB-UCS2-H"), shown(wide(binary.BigEndian, "文"))))
	xref := strings.Index(whole, "xref\n")
	huge := "%PDF-1.4\n1 0 obj\n<< /Type /XRef /Size 1000000000 /W [1 1 1] /Index [0 1000000000] /Length 3 >>\nstream\nabc\nendstream\nendobj\nstartxref\n9\n%%EOF\n"
	for _, c := range []struct {
		name, data string
		want       error
	}{
		{"a gigantic table", huge, nil},
		{"a string without end", strings.Replace(whole, "/Author (Office)", "/Author <41 zz  ", 1), nil},
		{"an endless string in a page", strings.Replace(whole, "Tj T*\nET", "Tj <41\nET", 1), nil},
		{"no table", whole[:xref] + "startxref\n999999\n%%EOF\n", ingest.ErrDamaged},
		{"encrypted", strings.Replace(whole, "/Root 1 0 R", "/Root 1 0 R /Encrypt << /Filter /Own >>", 1), ingest.ErrEncrypted},
		{"pages in a circle", strings.Replace(whole, "/Kids [4 0 R]", "/Kids [3 0 R]", 1), ingest.ErrTooLarge},
		{"nothing", "%PDF-1.4\n", ingest.ErrDamaged},
	} {
		_, err := readErr("a.pdf", []byte(c.data), &ingest.Options{Timeout: 2 * time.Second, ChildMemory: 512 << 20})
		if c.want != nil && !errors.Is(err, c.want) || err != nil && !errors.Is(err, ingest.ErrDamaged) && !errors.Is(err, ingest.ErrTooLarge) && !errors.Is(err, ingest.ErrEncrypted) {
			t.Errorf("%s: %v", c.name, err)
		}
		t.Logf("%s: %v", c.name, err)
	}
}

func TestTheChildEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancelCause(context.Background())
	why := errors.New("shutting down")
	cancel(why)
	if _, err := ingest.File(ctx, "a.pdf", strings.NewReader("%PDF-1.4"), 8, nil); !errors.Is(err, why) {
		t.Errorf("%v", err)
	}
}

func TestAChildThatIsNoneIsNamed(t *testing.T) {
	_, err := readErr("a.pdf", []byte("%PDF-1.4"), &ingest.Options{Child: []string{"echo", "hello"}})
	if err == nil || !strings.Contains(err.Error(), "RunChild") {
		t.Errorf("%v", err)
	}
	if _, err = readErr("a.pdf", []byte("%PDF-1.4"), &ingest.Options{Child: []string{"/nowhere/reader"}}); err == nil || errors.Is(err, ingest.ErrDamaged) {
		t.Errorf("%v", err)
	}
}
