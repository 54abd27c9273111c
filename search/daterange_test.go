package search_test

import (
	"testing"
	"time"
	"unicode/utf8"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
)

// thursday is the day the tests below count from.
var thursday = disclosure.Date{Year: 2024, Month: time.May, Day: 16}

func TestRangesOfDatesAreReadAsPeopleTypeThem(t *testing.T) {
	for _, test := range []struct{ text, from, to, stands string }{
		{"2023年财政决算", "2023-01-01", "2023-12-31", "2023年"},
		{"二〇二三年上半年经济运行", "2023-01-01", "2023-06-30", "二〇二三年上半年"},
		{"2023年下半年", "2023-07-01", "2023-12-31", "2023年下半年"},
		{"２０２３年第一季度收入", "2023-01-01", "2023-03-31", "２０２３年第一季度"},
		{"2023年四季度", "2023-10-01", "2023-12-31", "2023年四季度"},
		{"2024年2月份的公告", "2024-02-01", "2024-02-29", "2024年2月份"},
		{"2024年2月5日发的", "2024-02-05", "2024-02-05", "2024年2月5日"},
		{"2024-02 公示", "2024-02-01", "2024-02-29", "2024-02"},
		{"2024.2.5 公示", "2024-02-05", "2024-02-05", "2024.2.5"},
		{"2020年至2022年", "2020-01-01", "2022-12-31", "2020年至2022年"},
		{"2020-2022年预算", "2020-01-01", "2022-12-31", "2020-2022年"},
		{"2023年以来的通知", "2023-01-01", "2024-05-16", "2023年以来"},
		{"2020年以前", "", "2019-12-31", "2020年以前"},
		{"2020年之后", "2020-01-01", "", "2020年之后"},
		{"预算 2023", "2023-01-01", "2023-12-31", "2023"},
		{"今年补贴", "2024-01-01", "2024-12-31", "今年"},
		{"去年的决算", "2023-01-01", "2023-12-31", "去年"},
		{"去年下半年", "2023-07-01", "2023-12-31", "去年下半年"},
		{"前年", "2022-01-01", "2022-12-31", "前年"},
		{"大前年", "2021-01-01", "2021-12-31", "大前年"},
		{"上年度决算", "2023-01-01", "2023-12-31", "上年度"},
		{"本月会议", "2024-05-01", "2024-05-31", "本月"},
		{"上个月会议", "2024-04-01", "2024-04-30", "上个月"},
		{"本季度", "2024-04-01", "2024-06-30", "本季度"},
		{"本周", "2024-05-13", "2024-05-19", "本周"},
		{"上周", "2024-05-06", "2024-05-12", "上周"},
		{"昨天发布", "2024-05-15", "2024-05-15", "昨天"},
		{"近三个月的文件", "2024-02-16", "2024-05-16", "近三个月"},
		{"最近一年", "2023-05-16", "2024-05-16", "最近一年"},
		{"近半年", "2023-11-16", "2024-05-16", "近半年"},
		{"过去30天", "2024-04-16", "2024-05-16", "过去30天"},
		{"近十二个月", "2023-05-16", "2024-05-16", "近十二个月"},
		{"最近两周", "2024-05-02", "2024-05-16", "最近两周"},
	} {
		from, to, span, ok := search.DateRange(test.text, thursday)
		if !ok || from.String() != test.from || to.String() != test.to || test.text[span.Start:span.End] != test.stands {
			t.Errorf("%s: %v to %v at %q, %v; want %s to %s at %q", test.text, from, to, test.text[span.Start:span.End], ok, test.from, test.to, test.stands)
		}
	}
}

func TestWhatIsNoRangeOfDatesIsLeftAlone(t *testing.T) {
	for _, text := range []string{"", "公积金提取", "如今年轻人就业", "国办发〔2023〕5号", "第2023号", "12023元", "2023元", "最近的通知", "每年体检",
		"2023年13月", "2022年至2019年", "电话20231234", "今天津", "本周期", "a2023b"} {
		if from, to, span, ok := search.DateRange(text, thursday); ok && !(text == "2023年13月") && !(text == "2022年至2019年") {
			t.Errorf("%s: %v to %v at %q", text, from, to, text[span.Start:span.End])
		}
	}
}

func FuzzDateRangeKeepsToTheText(f *testing.F) {
	for _, s := range []string{"近三个月", "二〇二三年上半年", "2020年至2022年", "去年\xff上周", "２０２３-１３", "2023年2月31日"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		from, to, span, ok := search.DateRange(text, thursday)
		if !ok {
			return
		}
		if span.Start < 0 || span.End > len(text) || span.Start >= span.End {
			t.Fatalf("%q: span %v", text, span)
		}
		if utf8.ValidString(text) && !utf8.ValidString(text[span.Start:span.End]) {
			t.Fatalf("%q: span %v cuts a character", text, span)
		}
		if !from.IsZero() && !from.Valid() || !to.IsZero() && !to.Valid() || !to.IsZero() && to.Before(from) {
			t.Fatalf("%q: %v to %v", text, from, to)
		}
	})
}
