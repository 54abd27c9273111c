package chinese

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// measures are units that make a number a token of its own, and the form they
// are kept in, longest first where one begins with another: 八十周岁, 80周岁 and
// 80岁 are one. Terms, ages and sizes are what rules and questions name.
var measures = []struct{ unit, form string }{
	{"周岁", "岁"}, {"岁", "岁"},
	{"个工作日", "个工作日"}, {"工作日", "个工作日"}, {"个月", "个月"}, {"日", "日"}, {"天", "日"},
	{"年", "年"}, {"小时", "小时"}, {"个小时", "小时"}, {"分钟", "分钟"},
	{"人", "人"}, {"名", "名"}, {"户", "户"}, {"次", "次"}, {"倍", "倍"},
	{"平方米", "平方米"}, {"公里", "公里"}, {"千米", "公里"}, {"亩", "亩"}, {"公顷", "公顷"}, {"吨", "吨"},
}

// measure is the unit that stands at at: its form and the offset after it, at
// if there is none.
func (w *wholes) measure(at int) (form string, end int) {
	for _, m := range measures {
		if w.has(at, m.unit) {
			return m.form, at + len(m.unit)
		}
	}
	return "", at
}

// counted enters a Chinese numeral with its unit in digits: 八十周岁 as 80岁,
// 三万元 as 3万元. It returns the offset after it, at if there is none.
func (w *wholes) counted(at int) int {
	if prev, _ := utf8.DecodeLastRuneInString(w.text[:at]); prev == '第' || prev == '之' {
		return at
	}
	value, n := parseNumeral(w.text[at:])
	if n == 0 || value == 0 {
		return at
	}
	stop := at + n
	if form, end := w.measure(stop); end > stop {
		w.addForm(at, end, strconv.Itoa(value), form)
		return end
	}
	for _, money := range currencies {
		if !w.has(stop, money) {
			continue
		}
		end, digits := stop+len(money), w.text[at:stop]
		scale := ""
		for _, s := range []string{"万", "亿"} {
			if rest, ok := strings.CutSuffix(digits, s); ok && rest != "" {
				digits, scale = rest, s
			}
		}
		if value, n = parseNumeral(digits); n == len(digits) && value > 0 {
			w.addForm(at, end, strconv.Itoa(value), scale, money)
			return end
		}
	}
	return at
}
