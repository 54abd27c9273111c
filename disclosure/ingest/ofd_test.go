package ingest_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/zwgk/zwgk/disclosure/ingest"
)

// ofdLines are lines of a page from the top, each at its place.
func ofdLines(lines ...string) string {
	var b strings.Builder
	for i, line := range lines {
		b.WriteString(ofdText(25, 30+float64(i)*10, 5, line))
	}
	return b.String()
}

func TestAnOFDIsReadFromTheTop(t *testing.T) {
	page := ofdText(25, 60, 5, "第二行") + ofdText(25, 40, 5, "第一行") + ofdText(80, 60, 5, "右栏") + ofdText(25, 40, 5, "第一行")
	content := read(t, "a.ofd", ofdFile(t, []string{page, ofdText(20, 20, 4, "第二页𠮷&amp;")}))
	if diff := cmp.Diff("第一行\n第二行\t右栏\n\n第二页𠮷&", content.Text); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if content.Title != "测试" || content.Format != ingest.OFD {
		t.Errorf("%q %s", content.Title, content.Format)
	}
	if diff := cmp.Diff(map[string]string{"Title": "测试", "Author": "市政府办", "索引号": "A-1"}, content.Meta); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestLinesOfAParagraphAreJoined(t *testing.T) {
	full := strings.Repeat("字", 27)
	page := ofdText(35, 30, 5, strings.Repeat("首", 25)) + ofdText(25, 40, 5, full) + ofdText(25, 50, 5, "末行。") + ofdText(35, 60, 5, "另起一段。")
	want := strings.Repeat("首", 25) + full + "末行。\n另起一段。"
	if diff := cmp.Diff(want, read(t, "a.ofd", ofdFile(t, []string{page})).Text); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestAParagraphGoesOnOnTheNextPage(t *testing.T) {
	full := strings.Repeat("字", 28)
	first := ofdText(35, 30, 5, strings.Repeat("首", 26)) + ofdText(25, 40, 5, full) + ofdText(90, 280, 5, "— 1 —")
	second := ofdText(25, 30, 5, "末行。") + ofdText(35, 40, 5, strings.Repeat("二", 26)) + ofdText(25, 280, 5, "－ 2 －")
	third := ofdText(35, 30, 5, "另起一段。") + ofdText(25, 40, 5, full)
	want := strings.Repeat("首", 26) + full + "末行。\n" + strings.Repeat("二", 26) + "\n\n另起一段。\n" + full
	if diff := cmp.Diff(want, read(t, "a.ofd", ofdFile(t, []string{first, second, third})).Text); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestTemplatesAndCompositeObjectsAreFollowed(t *testing.T) {
	const names = ` xmlns:ofd="http://www.ofdspec.org/2016"`
	document := `<ofd:Document` + names + `><ofd:CommonData><ofd:DocumentRes>\Doc_0\DocumentRes.xml</ofd:DocumentRes><ofd:TemplatePage ID="9" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData>` +
		`<ofd:Pages><ofd:Page ID="1" BaseLoc="/Doc_0/Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>`
	page := `<ofd:CompositeObject ID="5" Boundary="20 40 100 100" CTM="2 0 0 2 0 0" ResourceID="71"/><ofd:PageBlock>` + ofdText(20, 90, 5, "块内") + `</ofd:PageBlock></ofd:Layer></ofd:Content><ofd:Template TemplateID="9"/><ofd:Content><ofd:Layer>`
	resource := `<ofd:Res` + names + `><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="71" Width="9" Height="9"><ofd:Content>` + ofdText(0, 10, 3, "组合") +
		`<ofd:CompositeObject Boundary="0 5 9 9" ResourceID="72"/></ofd:Content></ofd:CompositeGraphicUnit><ofd:CompositeGraphicUnit ID="72"><ofd:Content>` + ofdText(0, 10, 3, "内层") +
		`<ofd:CompositeObject Boundary="0 0 1 1" ResourceID="72"/></ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>`
	template := `<ofd:Page` + names + `><ofd:Content><ofd:Layer>` + ofdText(20, 10, 5, "澄江市人民政府文件") + `</ofd:Layer></ofd:Content></ofd:Page>`
	content := read(t, "a.ofd", ofdFile(t, []string{page}, "Doc_0/Document.xml", document, "Doc_0/DocumentRes.xml", resource, "Doc_0/Tpls/Tpl_0/Content.xml", template))
	if diff := cmp.Diff("澄江市人民政府文件\n组合\n内层\n块内", content.Text); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestTagsNameThePartsOfAnOfficialDocument(t *testing.T) {
	const names = ` xmlns:ofd="http://www.ofdspec.org/2016"`
	page := `<ofd:TextObject ID="11" Boundary="20 20 100 10" Size="5"><ofd:TextCode X="0" Y="5">关于发放</ofd:TextCode></ofd:TextObject>` +
		`<ofd:TextObject ID="12" Boundary="20 30 100 10" Size="5"><ofd:TextCode X="0" Y="5">高龄津贴的通知</ofd:TextCode></ofd:TextObject>` +
		`<ofd:TextObject ID="13" Boundary="20 50 100 10" Size="5"><ofd:TextCode X="0" Y="5">澄民〔2024〕5号</ofd:TextCode></ofd:TextObject>`
	document := `<ofd:Document` + names + `><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages><ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags></ofd:Document>`
	list := `<ofd:CustomTags` + names + `><ofd:CustomTag NameSpace="x"><ofd:FileLoc>Tag_1.xml</ofd:FileLoc></ofd:CustomTag></ofd:CustomTags>`
	tags := `<公文 xmlns="x"><标题><ObjectRef PageRef="1">11</ObjectRef><ObjectRef PageRef="1">12</ObjectRef></标题><版头><发文字号><ObjectRef>13</ObjectRef></发文字号></版头></公文>`
	content := read(t, "a.ofd", ofdFile(t, []string{page}, "Doc_0/Document.xml", document, "Doc_0/Tags/CustomTags.xml", list, "Doc_0/Tags/Tag_1.xml", tags))
	if content.Title != "关于发放高龄津贴的通知" || content.Meta["发文字号"] != "澄民〔2024〕5号" {
		t.Errorf("%q %v %v", content.Title, content.Meta, content.Warnings)
	}
	if d, err := content.Document("a"); err != nil || d.Number.Raw != "澄民〔2024〕5号" || d.IndexNumber.Raw != "A-1" {
		t.Errorf("%+v %v", d, err)
	}
}

func TestPiecesOfALineAreSpacedByTheirPlaces(t *testing.T) {
	object := func(code string) string {
		return `<ofd:TextObject Boundary="20 20 150 10" Size="4" CTM="1 0 0 1 0 0">` + code + `</ofd:TextObject>`
	}
	for _, c := range []struct{ page, want string }{
		{object(`<ofd:TextCode X="0" Y="4" DeltaX="g 3 4">公开事项</ofd:TextCode><ofd:TextCode X="16">目录</ofd:TextCode>`), "公开事项目录"},
		{object(`<ofd:TextCode X="0" Y="4">open</ofd:TextCode><ofd:TextCode X="12">data</ofd:TextCode>`), "open data"},
		{object(`<ofd:TextCode X="0" Y="4" DeltaX="8">通知</ofd:TextCode>`), "通知"},
		{`<ofd:TextObject Boundary="20 20 150 10" Size="4" CTM="0.7 0.7 -0.7 0.7 0 0"><ofd:TextCode X="0" Y="4">水印</ofd:TextCode></ofd:TextObject>` + ofdText(20, 50, 4, "正文"), "正文"},
		{`<ofd:TextObject Visible="false" Boundary="20 20 150 10" Size="4"><ofd:TextCode X="0" Y="4">看不见</ofd:TextCode></ofd:TextObject>` + ofdText(20, 50, 4, "正文"), "正文"},
	} {
		if got := read(t, "a.ofd", ofdFile(t, []string{c.page})).Text; got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func TestAnOFDOfImagesNeedsOCR(t *testing.T) {
	content := read(t, "扫描件.ofd", ofdFile(t, []string{`<ofd:ImageObject ID="1"/>`, `<ofd:PathObject ID="2"/>`, ofdLines("文")}))
	if diff := cmp.Diff([]ingest.Warning{{Code: ingest.NeedsOCR, Count: 2}}, content.Warnings); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestAnOFDWithMissingPartsIsReadWithoutThem(t *testing.T) {
	document := `<Document><CommonData><PublicRes>gone.xml</PublicRes></CommonData><Pages><Page BaseLoc="Pages/Page_0/Content.xml"/><Page BaseLoc="gone.xml"/></Pages></Document>`
	content := read(t, "a.ofd", ofdFile(t, []string{ofdLines("文")}, "Doc_0/Document.xml", document))
	if diff := cmp.Diff([]ingest.WarningCode{ingest.MissingPart, ingest.MissingPart}, codes(content.Warnings)); diff != "" || content.Text != "文" {
		t.Errorf("%q -want +got:\n%s", content.Text, diff)
	}
	if _, err := readErr("a.ofd", archived(t, "OFD.xml", "<OFD/>"), nil); !errors.Is(err, ingest.ErrDamaged) {
		t.Errorf("%v", err)
	}
}

func TestUnitsThatMultiplyAreBounded(t *testing.T) {
	var res strings.Builder
	for i := range 8 {
		fmt.Fprintf(&res, `<CompositeGraphicUnit ID="%d">%s</CompositeGraphicUnit>`, i, strings.Repeat(fmt.Sprintf(`<CompositeObject ResourceID="%d"/>`, i+1), 100))
	}
	document := `<Document><CommonData><DocumentRes>Res.xml</DocumentRes></CommonData><Pages><Page BaseLoc="Pages/Page_0/Content.xml"/></Pages></Document>`
	read(t, "a.ofd", ofdFile(t, []string{`<CompositeObject ResourceID="0"/>` + ofdLines("文")}, "Doc_0/Document.xml", document, "Doc_0/Res.xml", "<Res>"+res.String()+"</Res>"))
}
