package disclosure_test

import (
	"slices"
	"testing"
	"unicode/utf8"

	"github.com/zwgk/zwgk/disclosure"
)

func TestParseNumberReadsWhatSitesPrint(t *testing.T) {
	for _, test := range []struct{ printed, normal string }{
		{"国办发〔2024〕5号", "国办发〔2024〕5号"},
		{"国办发[2024]5号", "国办发〔2024〕5号"},
		{"国办发﹝2024﹞5号", "国办发〔2024〕5号"},
		{"国办发【2024】5号", "国办发〔2024〕5号"},
		{"国办发(2024)5号", "国办发〔2024〕5号"},
		{"国办发（２０２４）５号", "国办发〔2024〕5号"},
		{"国办发［2024］第005号", "国办发〔2024〕5号"},
		{"国发[2005]3 号", "国发〔2005〕3号"},
		{" 国发〔2005年〕3 ", "国发〔2005〕3号"},
		{"文号：国发〔2005〕3号", "国发〔2005〕3号"},
		{"（国发〔2005〕3号）", "国发〔2005〕3号"},
		{"〔1987〕财预字第12号", "财预字〔1987〕12号"},
		{"三府办规〔2021〕3号", "三府办规〔2021〕3号"},
		{"国令第711号", "国令第711号"},
		{"国务院令第711号", "国令第711号"},
		{"中华人民共和国国务院令第711号", "国令第711号"},
		{"中华人民共和国国务院令 第七百一十一号", "国令第711号"},
		{"主席令第41号", "主席令第41号"},
		{"中华人民共和国主席令第四十一号", "主席令第41号"},
		{"中华人民共和国财政部令第87号", "财政部令第87号"},
		{"第711号令", "令第711号"},
		{"澄湖省人民政府第15号令", "澄湖省人民政府令第15号"},
		{"河北省人民政府令〔2001〕第15号", "河北省人民政府令〔2001〕第15号"},
		{"河北省人民政府令2001年第15号", "河北省人民政府令〔2001〕第15号"},
		{"2021年第5号公告", "公告2021年第5号"},
		{"二〇二一年第五号公告", "公告2021年第5号"},
		{"国家税务总局公告2021年第5号", "国家税务总局公告2021年第5号"},
		{"财政部 税务总局公告2021年第05号", "财政部税务总局公告2021年第5号"},
		{"发改价格〔2024〕5号、财综〔2024〕16号", "发改价格〔2024〕5号"},
		{"国发〔2005〕3号 （已失效）", "国发〔2005〕3号"},
	} {
		n := disclosure.ParseNumber(test.printed)
		if got := n.String(); got != test.normal {
			t.Errorf("ParseNumber(%q) reads as %q, want %q", test.printed, got, test.normal)
		}
		if n.Raw != test.printed {
			t.Errorf("ParseNumber(%q) altered Raw to %q", test.printed, n.Raw)
		}
		if n.Form == "" {
			t.Errorf("ParseNumber(%q) has no form", test.printed)
		}
	}
}

func TestParseNumberLeavesAloneWhatIsNone(t *testing.T) {
	for _, text := range []string{"", "无", "关于印发管理办法的通知", "〔2024〕5号", "国发〔24〕5号", "国发〔2005〕3-1号", "国发〔2005〕0号", "国发〔3005〕3号"} {
		if n := disclosure.ParseNumber(text); n.Form != "" || n.String() != text {
			t.Errorf("ParseNumber(%q) = %+v, want Raw alone", text, n)
		}
	}
}

func TestNumbersAreEqualHoweverPrinted(t *testing.T) {
	parse := disclosure.ParseNumber
	if !parse("国务院令第711号").Equal(parse("国令第711号")) {
		t.Error("国务院令 and 国令 differ")
	}
	if parse("国发〔2005〕3号").Equal(parse("国发〔2005〕4号")) || parse("公告2021年第5号").Equal(parse("2021年第5号通告")) {
		t.Error("different numbers are equal")
	}
	numbers := []disclosure.Number{parse("国发〔2005〕12号"), parse("国发〔2005〕3号"), parse("国发〔2004〕40号"), parse("国办发〔2006〕1号")}
	slices.SortFunc(numbers, disclosure.Number.Compare)
	var order []string
	for _, n := range numbers {
		order = append(order, n.String())
	}
	if want := []string{"国办发〔2006〕1号", "国发〔2004〕40号", "国发〔2005〕3号", "国发〔2005〕12号"}; !slices.Equal(order, want) {
		t.Errorf("sorted %v, want %v", order, want)
	}
}

func TestFindNumbersInASentence(t *testing.T) {
	for _, test := range []struct {
		text string
		want []string
	}{
		{"根据《澄湖市城市更新办法》（澄政发〔2021〕12号）和澄政办发〔2022〕3号，制定本办法。", []string{"澄政发〔2021〕12号", "澄政办发〔2022〕3号"}},
		{"按照国办发〔2019〕54号文件要求", []string{"国办发〔2019〕54号"}},
		{"依照中华人民共和国国务院令第711号公布的条例", []string{"国令第711号"}},
		{"以第711号令公布", []string{"令第711号"}},
		{"详见澄湖市财政局公告2023年第7号。", []string{"澄湖市财政局公告2023年第7号"}},
		{"见2021年第5号公告", []string{"公告2021年第5号"}},
		{"澄财〔2020〕 １１ 号、澄财〔2020〕12号与澄财〔2020〕13号同时废止", []string{"澄财〔2020〕11号", "澄财〔2020〕12号", "澄财〔2020〕13号"}},
		{"2003年4月4日澄科发〔2003〕94号，国务院办公厅国办发〔2003〕70号", []string{"澄科发〔2003〕94号", "国办发〔2003〕70号"}},
		{"会议通过，以澄湖省人民政府令第4号公布", []string{"澄湖省人民政府令第4号"}},
		{"住址：人民路12号，电话号码若干，第3号楼", nil},
	} {
		var got []string
		for _, found := range disclosure.FindNumbers(test.text) {
			got = append(got, found.Number.String())
			if test.text[found.Start:found.End] != found.Number.Raw {
				t.Errorf("%q: offsets %d–%d do not hold %q", test.text, found.Start, found.End, found.Number.Raw)
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("FindNumbers(%q) = %v, want %v", test.text, got, test.want)
		}
	}
}

func FuzzParseNumber(f *testing.F) {
	for _, seed := range []string{"国办发〔2024〕5号", "国令第711号", "2021年第5号公告", "省政府令〔2001〕第15号", "第七百一十一号令", "〔1987〕财预字第12号"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n := disclosure.ParseNumber(s)
		if again := disclosure.ParseNumber(n.String()); !again.Equal(n) {
			t.Errorf("%q reads as %q, which reads as %q", s, n, again)
		}
	})
}

func FuzzFindNumbers(f *testing.F) {
	f.Add("根据国办发〔2024〕5号和第711号令、2021年第5号公告")
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for _, found := range disclosure.FindNumbers(s) {
			if found.Start < last || found.End <= found.Start || found.End > len(s) {
				t.Fatalf("%q: range %d–%d after %d", s, found.Start, found.End, last)
			}
			if !utf8.RuneStart(s[found.Start]) || found.End < len(s) && utf8.ValidString(s) && !utf8.RuneStart(s[found.End]) {
				t.Fatalf("%q: range %d–%d cuts a character", s, found.Start, found.End)
			}
			last = found.End
		}
	})
}
