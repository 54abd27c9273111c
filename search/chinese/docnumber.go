package chinese

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxAgency is the longest agency code of a document number in runes:
// 中华人民共和国国家发展和改革委员会令 is 18.
const maxAgency = 20

// leads are words that stand in front of a document number in running text and
// are no part of its agency code.
var leads = []string{
	"根据", "按照", "依据", "依照", "遵照", "对照", "参照", "以及", "关于", "印发", "转发的", "下发", "发布", "制定",
	"通知", "意见", "办法", "规定", "决定", "方案", "文件", "文号", "详见", "参见", "执行", "废止", "落实", "贯彻",
	"我市", "我省", "我县", "我区", "和", "及", "与", "或", "的", "见", "以", "由", "对", "将", "按", "即", "为",
}

// documentNumber enters the document number (文号, GB/T 9704-2012 §7.2.5) whose
// year begins after the bracket at open: with its agency code, 国办发〔2024〕3号,
// and without, 〔2024〕3号, because where the code begins is a guess.
func (w *wholes) documentNumber(open, inner int) {
	year := w.digits(inner)
	if year != inner+4 || !w.has(year, "〕") {
		return
	}
	at := w.space(year + len("〕"))
	at = w.space(at + len(prefixOf(w.text[at:], "第")))
	end := w.digits(at)
	stop := w.space(end)
	if end == at || end-at > 8 || !w.has(stop, "号") {
		return
	}
	stop += len("号")
	serial := serialOf(w.text[at:end])
	tail := []string{"〔", w.text[inner:year], "〕", serial, "号"}
	w.addForm(open, stop, tail...)
	last := len(strings.TrimRight(w.text[:open], " "))
	if start := w.agency(last); start < last {
		w.addForm(start, stop, append([]string{w.text[start:last]}, tail...)...)
		w.add(start, last)
	}
}

// agency is where the agency code that ends at end begins: after the last
// punctuation or lead, at most maxAgency runes before.
func (w *wholes) agency(end int) int {
	start := end
	for range maxAgency {
		r, size := utf8.DecodeLastRuneInString(w.text[:start])
		if kindOf(w.kinds, r) != kindHan {
			break
		}
		start -= size
	}
	code := w.text[start:end]
	for _, lead := range leads {
		if i := strings.LastIndex(code, lead); i >= 0 && i+len(lead) < len(code) {
			code = code[i+len(lead):]
		}
	}
	return end - len(code)
}

// serialOf is a running number without leading zeros.
func serialOf(digits string) string {
	if stripped := strings.TrimLeft(digits, "0"); stripped != "" {
		return stripped
	}
	return "0"
}

// prefixOf is prefix if text begins with it, otherwise empty.
func prefixOf(text, prefix string) string {
	if strings.HasPrefix(text, prefix) {
		return prefix
	}
	return ""
}

// ordinal enters 第711号 and 第711号令, and articles of law, 第二十三条 as 第23条.
func (w *wholes) ordinal(start, at int) {
	at = w.space(at)
	end := w.digits(at)
	if end > at {
		text := serialOf(w.text[at:end])
		stop := w.space(end)
		switch {
		case w.has(stop, "号"):
			stop += len("号")
			w.addForm(start, stop, "第", text, "号")
			if w.has(stop, "令") {
				w.addForm(start, stop+len("令"), "第", text, "号令")
			}
		case w.has(stop, "条"):
			w.addForm(start, stop+len("条"), "第", text, "条")
		}
		return
	}
	if value, n := parseNumeral(w.text[at:]); n > 0 && w.has(at+n, "条") {
		w.addForm(start, at+n+len("条"), "第", strconv.Itoa(value), "条")
	}
}
