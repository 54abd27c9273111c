package chinese

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// zeros are what people type for 〇 in a year.
const zeros = "〇零○◯０0OoＯОо"

// digit is the value of a Chinese or other decimal digit, -1 if it is none.
func digit(r rune) int {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0')
	case r >= '０' && r <= '９':
		return int(r - '０')
	}
	switch r {
	case '〇', '零', '○', '◯':
		return 0
	case '一':
		return 1
	case '二', '两', '兩':
		return 2
	case '三':
		return 3
	case '四':
		return 4
	case '五':
		return 5
	case '六':
		return 6
	case '七':
		return 7
	case '八':
		return 8
	case '九':
		return 9
	}
	return -1
}

// scale is the value of 十, 百, 千, 万, 亿; 0 for other runes.
func scale(r rune) int {
	switch r {
	case '十':
		return 10
	case '百':
		return 100
	case '千':
		return 1000
	case '万', '萬':
		return 10000
	case '亿', '億':
		return 100000000
	}
	return 0
}

// maxNumeral bounds a numeral in runes.
const maxNumeral = 16

// parseNumeral reads a Chinese whole number (七百一十一, 二十, 七一一) at the
// start of text: its value and length in bytes, length 0 if there is none.
func parseNumeral(text string) (value, size int) {
	total, section, pending := 0, 0, -1
	positional, scaled := 0, false
	for n := 0; size < len(text); n++ {
		r, width := utf8.DecodeRuneInString(text[size:])
		d, s := digit(r), scale(r)
		if d < 0 && s == 0 || n == maxNumeral || r < 0x80 {
			break
		}
		if d >= 0 {
			pending = d
			positional = positional*10 + d
		} else {
			scaled = true
			if pending < 0 {
				pending = 0
				if s == 10 {
					pending = 1
				}
			}
			if s >= 10000 {
				total += (section + pending) * s
				section = 0
			} else {
				section += pending * s
			}
			pending = -1
		}
		size += width
	}
	if size == 0 {
		return 0, 0
	}
	if !scaled {
		return positional, size
	}
	return total + section + max(pending, 0), size
}

// parseYear reads four digits of a year from 1800 to 2199, in any form, at the
// start of text: the digits and the length in bytes, 0 if there are none.
func parseYear(text string) (year [4]byte, size int) {
	for i := range year {
		r, width := utf8.DecodeRuneInString(text[size:])
		d := digit(r)
		if d < 0 && i > 0 && strings.ContainsRune(zeros, r) {
			d = 0
		}
		if d < 0 || width == 0 {
			return year, 0
		}
		year[i] = byte('0' + d)
		size += width
	}
	if s := string(year[:2]); s != "18" && s != "19" && s != "20" && s != "21" {
		return year, 0
	}
	return year, size
}

// number rewrites what begins at at with a numeral, 第 or a bracket. It returns
// the offset after it, or at if it stays.
func (f *folder) number(text string, at int, r rune, size int) int {
	rest := text[at:]
	switch {
	case r == '第':
		return f.ordinal(text, at, size)
	case digit(r) < 0 && r != '十':
		return f.bracket(text, at, size)
	}
	if prev, _ := utf8.DecodeLastRuneInString(text[:at]); digit(prev) >= 0 || scale(prev) > 0 {
		return at
	}
	if year, n := parseYear(rest); n > 0 && strings.HasPrefix(rest[n:], "年") {
		f.copy(text, at)
		f.replace(at+n, string(year[:]))
		return at + n
	}
	if value, n := parseNumeral(rest); n > 0 && f.dated(text, at, value, rest[n:]) {
		f.copy(text, at)
		f.replace(at+n, strconv.Itoa(value))
		return at + n
	}
	return at
}

// dated says whether a numeral is a month, after a year or before a day, or a
// day after a month in digits.
func (f *folder) dated(text string, at, value int, rest string) bool {
	f.copy(text, at)
	if after, ok := strings.CutPrefix(rest, "月"); ok && value >= 1 && value <= 12 {
		if endsWithDigit(f.buf, "年") {
			return true
		}
		day, n := parseNumeral(after)
		return day >= 1 && day <= 31 && (strings.HasPrefix(after[n:], "日") || strings.HasPrefix(after[n:], "号"))
	}
	if strings.HasPrefix(rest, "日") || strings.HasPrefix(rest, "号") {
		return value >= 1 && value <= 31 && endsWithDigit(f.buf, "月")
	}
	return false
}

// endsWithDigit says whether text ends with a decimal digit and mark.
func endsWithDigit(text []byte, mark string) bool {
	n := len(text) - len(mark)
	return n > 0 && string(text[n:]) == mark && text[n-1] >= '0' && text[n-1] <= '9'
}

// ordinal rewrites the numeral of 第七百一十一号; 第三条 and others stay.
func (f *folder) ordinal(text string, at, size int) int {
	value, n := parseNumeral(text[at+size:])
	end := at + size + n
	if n == 0 || !strings.HasPrefix(text[end:], "号") && !strings.HasPrefix(text[end:], "號") {
		return at
	}
	f.copy(text, at+size)
	f.replace(end, strconv.Itoa(value))
	return end
}

// closers are the brackets that close the year of a document number.
const closers = "])〕﹞】⟧〗﹚］）〉❳"

// bracket rewrites the year of a document number with its brackets: [2024]3号,
// （二〇二四）第3号. The number itself is left to the other rules.
func (f *folder) bracket(text string, at, size int) int {
	inner := at + size
	from := inner + spaceLen(text[inner:])
	year, n := parseYear(text[from:])
	if n == 0 {
		return at
	}
	to := from + n
	end := to + spaceLen(text[to:])
	r, width := utf8.DecodeRuneInString(text[end:])
	if !strings.ContainsRune(closers, r) || !serial(text[end+width:]) {
		return at
	}
	f.copy(text, at)
	f.replace(inner, "〔")
	f.replace(from, "")
	f.replace(to, string(year[:]))
	f.replace(end, "")
	f.replace(end+width, "〕")
	return end + width
}

// spaceLen is the length of up to two spaces at the start of text.
func spaceLen(text string) (n int) {
	for range 2 {
		r, width := utf8.DecodeRuneInString(text[n:])
		if r != ' ' && !strings.ContainsRune(spaces, r) {
			break
		}
		n += width
	}
	return n
}

// serial says whether text begins with the running number of a document:
// 3号, 第 3 号, ３號.
func serial(text string) bool {
	text = text[spaceLen(text):]
	text = strings.TrimPrefix(text, "第")
	text = text[spaceLen(text):]
	digits := 0
	for {
		r, width := utf8.DecodeRuneInString(text)
		if d := digit(r); d < 0 && scale(r) == 0 {
			break
		}
		text = text[width:]
		if digits++; digits > 8 {
			return false
		}
	}
	text = text[spaceLen(text):]
	return digits > 0 && (strings.HasPrefix(text, "号") || strings.HasPrefix(text, "號"))
}
