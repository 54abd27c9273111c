package ingest_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"strings"
	"testing"
	"testing/iotest"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"github.com/zwgk/zwgk/disclosure/ingest"
)

func encode(t testing.TB, charset encoding.Encoding, text string) []byte {
	t.Helper()
	data, err := charset.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func wide(order binary.AppendByteOrder, text string) (data []byte) {
	for _, unit := range utf16.Encode([]rune(text)) {
		data = order.AppendUint16(data, unit)
	}
	return data
}

func TestTextIsDecodedWhateverItsEncoding(t *testing.T) {
	const text = "关于高龄津贴发放标准的通知\n2024年起每月100元，𠮷县除外。"
	guessed := []ingest.WarningCode{ingest.GuessedCharset}
	for _, c := range []struct {
		name     string
		data     []byte
		warnings []ingest.WarningCode
	}{
		{"UTF-8", []byte(text), nil},
		{"UTF-8 with a mark", []byte("\ufeff" + text), nil},
		{"GB 18030", encode(t, simplifiedchinese.GB18030, text), guessed},
		{"UTF-16 LE with a mark", append([]byte{0xff, 0xfe}, wide(binary.LittleEndian, text)...), nil},
		{"UTF-16 BE with a mark", append([]byte{0xfe, 0xff}, wide(binary.BigEndian, text)...), nil},
		{"UTF-16 LE", wide(binary.LittleEndian, text), guessed},
		{"UTF-16 BE", wide(binary.BigEndian, text), guessed},
	} {
		content := read(t, "a.txt", c.data)
		if diff := cmp.Diff(text, content.Text); diff != "" {
			t.Errorf("%s: -want +got:\n%s", c.name, diff)
		}
		if diff := cmp.Diff(c.warnings, codes(content.Warnings)); diff != "" {
			t.Errorf("%s: warnings -want +got:\n%s", c.name, diff)
		}
	}
	if content := read(t, "a.txt", encode(t, traditionalchinese.Big5, "關於高齡津貼發放標準的通知，每月發給一百元整。")); !strings.HasPrefix(content.Text, "關於高齡津貼") {
		t.Errorf("Big5: %q", content.Text)
	}
	content := read(t, "a.txt", []byte(strings.Repeat("每月一百元。", 20)+"\xe6\x9c"))
	if diff := cmp.Diff([]ingest.WarningCode{ingest.BadCharacters}, codes(content.Warnings)); diff != "" {
		t.Errorf("cut UTF-8: -want +got:\n%s", diff)
	}
}

func TestTextIsTidied(t *testing.T) {
	if diff := cmp.Diff("一\n\n二 三\t四\n五", read(t, "a.txt", []byte("\r\n\n一  \r\n\r\n\r\n\r\n二\u00a0三\t四\u200b\x07\r五\n\n")).Text); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestMarkdownLosesItsMarksOnly(t *testing.T) {
	source := "---\ntitle: \"高龄津贴办法\"\n发文字号: 澄民〔2024〕5号\n---\n# 总则\n\n第一条 **每月**一百元，见[附件](a.pdf)\n和`表`。\n续行 word\nwrap\n\n" +
		"3. 甲\n4. 乙\n   - 丙\n\n| 项目 | 金额 |\n|---|---|\n| 津贴 | 100 |\n\n> 引文\n\n```\ncode  x\n```\n\n<p>网页<script>x</script></p>\n"
	want := "总则\n\n第一条 每月一百元，见附件和表。续行 word wrap\n\n3. 甲\n4. 乙\n丙\n项目\t金额\n津贴\t100\n\n引文\n\ncode  x\n\n网页"
	content := read(t, "a.md", []byte(source))
	if diff := cmp.Diff(want, content.Text); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if content.Title != "高龄津贴办法" || content.Meta["发文字号"] != "澄民〔2024〕5号" {
		t.Errorf("%q %v", content.Title, content.Meta)
	}
	if content := read(t, "a.md", []byte("# 一 级\n文")); content.Title != "一 级" {
		t.Errorf("%q", content.Title)
	}
}

func TestWhatCannotBeReadSaysWhatToDo(t *testing.T) {
	for _, c := range []struct {
		name, data string
		want       error
		reason     string
	}{
		{"a.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600), ingest.ErrUnsupported, "save it as .docx"},
		{"a.docx", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + string(wide(binary.LittleEndian, "EncryptedPackage")), ingest.ErrEncrypted, "remove its password"},
		{"a.jpg", "\xff\xd8\xff\xe0\x00\x10JFIF", ingest.ErrUnsupported, "OCR"},
		{"a.rtf", "{\\rtf1 x}", ingest.ErrUnsupported, "save it as .docx"},
		{"a.bin", "\x00\x01\x02\x03\x00\x00\x00\x01", ingest.ErrUnsupported, "convert it"},
		{"a.zip", string(archived(t, "x.txt", "x")), ingest.ErrUnsupported, "unpack it"},
		{"a.docx", "PK\x03\x04xxxx", ingest.ErrDamaged, "save it again"},
	} {
		_, err := readErr(c.name, []byte(c.data), nil)
		if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.reason) || !strings.Contains(err.Error(), c.name) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestLimitsHold(t *testing.T) {
	var many []string
	for i := range 12 {
		many = append(many, strings.Repeat("x", i+1), "")
	}
	bomb := wordFile(t, par(strings.Repeat("零", 8<<20)))
	for _, c := range []struct {
		name string
		data []byte
		opts ingest.Options
	}{
		{"size", []byte("12345"), ingest.Options{MaxBytes: 4}},
		{"entries", archived(t, append(many, "word/document.xml", "<a/>")...), ingest.Options{MaxEntries: 10}},
		{"ratio", bomb, ingest.Options{}},
		{"unpacked", bomb, ingest.Options{MaxUnpacked: 1 << 20}},
		{"nested Markdown", []byte("# a\n" + strings.Repeat("> ", 1000)), ingest.Options{}},
		{"tangled Markdown", []byte("# a\n" + strings.Repeat("![](", 5000)), ingest.Options{}},
		{"text", []byte(strings.Repeat("x", 2000)), ingest.Options{MaxUnpacked: 1000}},
	} {
		name := "a.txt"
		if strings.HasSuffix(c.name, "Markdown") {
			name = "a.md"
		}
		if _, err := readErr(name, c.data, &c.opts); !errors.Is(err, ingest.ErrTooLarge) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestReadingEndsWithItsContextAndItsReader(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Hour)
	cancel()
	for _, name := range []string{"a.txt", "a.html", "a.docx"} {
		data := []byte("<p>文</p>")
		if _, err := ingest.File(ctx, name, bytes.NewReader(data), int64(len(data)), nil); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
	}
	broken := errors.New("broken disk")
	if _, err := ingest.File(context.Background(), "a.txt", readerAt{iotest.ErrReader(broken)}, 9, nil); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
	if _, err := ingest.File(context.Background(), "a.txt", strings.NewReader("short"), 9, nil); !errors.Is(err, ingest.ErrDamaged) {
		t.Errorf("%v", err)
	}
}

type readerAt struct {
	r interface{ Read([]byte) (int, error) }
}

func (r readerAt) ReadAt(p []byte, _ int64) (int, error) { return r.r.Read(p) }

func TestWarningsSpeakChinese(t *testing.T) {
	if got := (ingest.Warning{Code: ingest.NeedsOCR, Count: 2, Where: "第1、3页"}).String(); got != "有图像而没有文字，需要文字识别（OCR）：第1、3页（2处）" {
		t.Error(got)
	}
}
