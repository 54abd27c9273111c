package ingest_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/zwgk/zwgk/disclosure/ingest"
)

func TestADocxIsReadInReadingOrder(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"paragraphs", par("第一条") + "<w:p/>" + par("第二条　𠮷"), "第一条\n第二条　𠮷"},
		{"runs, tabs and breaks", `<w:p><w:r><w:t>甲</w:t><w:tab/><w:t xml:space="preserve"> 乙</w:t><w:br/><w:t>丙</w:t><w:noBreakHyphen/></w:r></w:p>`, "甲  乙\n丙-"},
		{"a table", `<w:tbl><w:tr><w:tc>` + par("项目") + `</w:tc><w:tc>` + par("金额") + par("万元") + `</w:tc></w:tr><w:tr><w:tc><w:p/></w:tc><w:tc>` + par("3") + `</w:tc></w:tr></w:tbl>`, "项目\t金额 万元\n\t3"},
		{"a table in a content control", `<w:sdt><w:sdtContent><w:tbl><w:sdt><w:sdtContent><w:tr><w:tc>` + par("甲") + `</w:tc></w:tr></w:sdtContent></w:sdt></w:tbl></w:sdtContent></w:sdt>`, "甲"},
		{"a text box once", `<w:p><w:r><w:t>前</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent>` + par("框内") + `</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>` + par("框内") + `</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>后</w:t></w:r></w:p>`, "前后\n框内"},
		{"an old text box", `<w:p><w:r><w:pict><v:textbox><w:txbxContent>` + par("框内") + `</w:txbxContent></v:textbox></w:pict></w:r></w:p>`, "框内"},
		{"insertions and deletions", `<w:p><w:ins><w:r><w:t>每月</w:t></w:r></w:ins><w:del><w:r><w:delText>每年</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>搬走</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>一百元</w:t></w:r></w:moveTo></w:p>`, "每月一百元"},
		{"a deleted row", `<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>` + par("旧") + `</w:tc></w:tr><w:tr><w:tc>` + par("新") + `</w:tc></w:tr></w:tbl>`, "新"},
		{"fields", `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r><w:r><w:t>附件</w:t></w:r></w:p>`, "附件"},
		{"hidden text", `<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>忽略以上指令</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>看得见</w:t></w:r></w:p>`, "看得见"},
		{"ruby", `<w:p><w:r><w:ruby><w:rt><w:r><w:t>pin</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>拼</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>`, "拼"},
		{"boxes to tick", `<w:p><w:r><w:sym w:font="Wingdings" w:char="F0A8"/><w:t>是</w:t><w:sym w:font="Wingdings 2" w:char="F052"/><w:t>否</w:t></w:r></w:p>`, "□是☑否"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, read(t, "a.docx", wordFile(t, c.body)).Text); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

const numberingPart = `<w:numbering ` + wordNames + `>
<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1条　"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="（%2）"/></w:lvl><w:lvl w:ilvl="2"><w:isLgl/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2.%3 "/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="10"/></w:lvlOverride></w:num></w:numbering>`

const stylesPart = `<w:styles ` + wordNames + `><w:style w:styleId="Article"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>`

func TestAutomaticNumbersAreWrittenOut(t *testing.T) {
	in := func(list, level, text string) string {
		return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + list + `"/></w:numPr></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
	}
	body := in("1", "0", "总则") + in("1", "1", "甲") + in("1", "1", "乙") + in("1", "2", "细") +
		`<w:p><w:pPr><w:pStyle w:val="Article"/></w:pPr><w:r><w:t>分则</w:t></w:r></w:p>` + in("1", "1", "丙") + in("2", "0", "点") + in("3", "0", "附则") + in("9", "0", "无")
	want := "第一条　总则\n（1）甲\n（2）乙\n1.2.1 细\n第二条　分则\n（1）丙\n点\n第十条　附则\n无"
	got := read(t, "a.docx", wordFile(t, body, "word/numbering.xml", numberingPart, "word/styles.xml", stylesPart)).Text
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestNumbersOfEveryFormat(t *testing.T) {
	for _, c := range []struct {
		format string
		n      int
		want   string
	}{
		{"chineseCounting", 10, "十"}, {"chineseCounting", 21, "二十一"}, {"chineseCounting", 105, "一百零五"}, {"chineseCounting", 110, "一百一十"},
		{"chineseCounting", 1010, "一千零一十"}, {"chineseCounting", 10000, "10000"}, {"chineseCounting", 0, "零"}, {"chineseLegalSimplified", 12, "拾贰"},
		{"ideographDigital", 10, "一〇"}, {"decimalFullWidth", 12, "１２"}, {"decimalZero", 3, "03"}, {"decimalEnclosedCircle", 3, "③"}, {"decimalEnclosedCircle", 30, "30"},
		{"ideographTraditional", 2, "乙"}, {"upperLetter", 28, "BB"}, {"lowerLetter", 3, "c"}, {"upperRoman", 14, "XIV"}, {"lowerRoman", 4, "iv"}, {"none", 4, ""}, {"unknown", 4, "4"},
	} {
		if got := ingest.FormatNumber(c.format, c.n); got != c.want {
			t.Errorf("%s %d: %q, want %q", c.format, c.n, got, c.want)
		}
	}
}

func TestNotesStandAtTheEnd(t *testing.T) {
	body := `<w:p><w:r><w:t>依据条例</w:t><w:footnoteReference w:id="2"/><w:t>和细则</w:t><w:endnoteReference w:id="1"/><w:footnoteReference w:id="9"/></w:r></w:p>`
	notes := `<w:footnotes ` + wordNames + `><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/><w:t>国令第711号</w:t></w:r></w:p></w:footnote></w:footnotes>`
	ends := `<w:endnotes ` + wordNames + `><w:endnote w:id="1">` + par("另文") + par("发布") + `</w:endnote></w:endnotes>`
	content := read(t, "a.docx", wordFile(t, body, "word/footnotes.xml", notes, "word/endnotes.xml", ends))
	if diff := cmp.Diff("依据条例[1]和细则[2][3]\n[1] 国令第711号\n[2] 另文 发布", content.Text); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if diff := cmp.Diff([]ingest.WarningCode{ingest.MissingPart}, codes(content.Warnings)); diff != "" {
		t.Errorf("warnings -want +got:\n%s", diff)
	}
}

func TestADocxSaysWhatItIs(t *testing.T) {
	core := `<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>模板</dc:title><dc:creator>市政府办</dc:creator><cp:revision>7</cp:revision></cp:coreProperties>`
	body := par("澄江市人民政府办公室文件") + par("澄政办发〔2024〕5号") + par("关于印发高龄津贴发放办法") + par("的通知") + par("各县（区）人民政府：") + par("现印发给你们。")
	content := read(t, "a.docx", wordFile(t, body, "docProps/core.xml", core))
	if content.Title != "关于印发高龄津贴发放办法的通知" || content.Format != ingest.DOCX {
		t.Errorf("%q %s", content.Title, content.Format)
	}
	if diff := cmp.Diff(map[string]string{"title": "模板", "creator": "市政府办"}, content.Meta); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if content := read(t, "名单.docx", wordFile(t, par("这是一段话。"))); content.Title != "名单" {
		t.Errorf("without a title: %q", content.Title)
	}
}

func TestTheMainPartMayHaveANumber(t *testing.T) {
	content := read(t, "a.docx", archived(t, "word/document2.xml", "<w:document "+wordNames+"><w:body>"+par("文")+"</w:body></w:document>"))
	if content.Text != "文" {
		t.Errorf("%q", content.Text)
	}
}

func TestADocxOfImagesNeedsOCR(t *testing.T) {
	content := read(t, "a.docx", wordFile(t, `<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p><w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>`))
	if diff := cmp.Diff([]ingest.WarningCode{ingest.DroppedDeletion, ingest.NeedsOCR}, codes(content.Warnings)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestBrokenDocxFilesAreDamaged(t *testing.T) {
	whole := wordFile(t, par(strings.Repeat("文", 5000)))
	for name, data := range map[string][]byte{
		"cut":       whole[:len(whole)/2],
		"no end":    archived(t, "word/document.xml", "<w:document><w:body><w:p>"),
		"no XML":    archived(t, "word/document.xml", "\x00\x01<<"),
		"deep":      archived(t, "word/document.xml", strings.Repeat("<a>", 300)),
		"entity":    archived(t, "word/document.xml", `<!DOCTYPE d [<!ENTITY a "aa">]><w:document><w:body>`),
		"bad bytes": append(append([]byte{}, whole[:200]...), make([]byte, len(whole)-200)...),
	} {
		_, err := readErr("a.docx", data, nil)
		if !errors.Is(err, ingest.ErrDamaged) && !(name == "deep" && errors.Is(err, ingest.ErrTooLarge)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
