package chinese

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// units of money that make a number an amount, longest first where one begins
// with another.
var currencies = []string{"元", "美元", "欧元", "港元", "日元", "英镑", "人民币"}

// maxGroups bounds the thousands groups of a number.
const maxGroups = 8

// number enters the number at at, with thousands separators and decimals taken
// in, and what its unit makes of it. It returns the offset after it, at if
// there is more to it than a number.
func (w *wholes) number(at int) int {
	end := w.digits(at)
	grouped := false
	for range maxGroups {
		if !w.has(end, ",") || w.digits(end+1) != end+4 || !grouped && end-at > 3 {
			break
		}
		end, grouped = end+4, true
	}
	if w.has(end, ".") && w.digits(end+1) > end+1 {
		end = w.digits(end + 1)
	}
	if w.composite(end) > end || !grouped && w.composite(at) > end {
		return at
	}
	if end < len(w.text) && strings.IndexByte(joiners, w.text[end]) >= 0 && !w.boundary(end+1) {
		return at
	}
	text := w.text[at:end]
	if grouped {
		text = strings.ReplaceAll(text, ",", "")
	}
	return w.quantity(at, end, text)
}

// quantity enters a number, text in canonical form, and with its unit the
// percentage or amount. It returns the offset after it.
func (w *wholes) quantity(at, end int, text string) int {
	if stop := w.monthDay(at, end); stop > end {
		return stop
	}
	if end-at <= maxWhole {
		w.found = append(w.found, whole{start: at, end: end, text: text})
	}
	for _, sign := range []string{"%", "‰"} {
		if w.has(end, sign) {
			w.addForm(at, end+len(sign), text, sign)
			return end + len(sign)
		}
	}
	from := end
	if w.has(from, " ") {
		from++
	}
	unit := from
	for unit < len(w.text) {
		r, size := utf8.DecodeRuneInString(w.text[unit:])
		if scale(r) == 0 {
			break
		}
		unit += size
	}
	for _, money := range currencies {
		if w.has(unit, money) {
			stop := unit + len(money)
			w.addForm(at, stop, text, w.text[from:stop])
			return stop
		}
	}
	if form, stop := w.measure(from); stop > from {
		w.addForm(at, stop, text, form)
		return stop
	}
	return end
}

// percentInWords enters 百分之十二点五 as 12.5%.
func (w *wholes) percentInWords(at int) {
	from := at + len("百分之")
	value, n := parseNumeral(w.text[from:])
	if n == 0 {
		return
	}
	end, decimals := from+n, ""
	if w.has(end, "点") {
		point := end + len("点")
		for point < len(w.text) {
			r, size := utf8.DecodeRuneInString(w.text[point:])
			d := digit(r)
			if d < 0 {
				break
			}
			if decimals == "" {
				decimals = "."
			}
			decimals += string(rune('0' + d))
			point += size
			end = point
		}
	}
	w.addForm(at, end, strconv.Itoa(value), decimals, "%")
}
