package disclosure

import (
	"strings"
	"unicode/utf8"
)

// letters finds what begins with or holds a letter: mailboxes, plates, passports.
func (f *personalFinder) letters() {
	for i := 0; i < len(f.text); i++ {
		c := f.text[i]
		switch {
		case c == '@':
			f.email(i)
		case (c >= 'A' && c <= 'Z') && (i == 0 || !isASCIILetter(f.text[i-1]) && !isDigit(f.text[i-1])):
			if !f.plate(i) {
				f.passport(i)
			}
		}
	}
}

func isMailByte(c byte) bool {
	return isASCIILetter(c) || isDigit(c) || c == '.' || c == '_' || c == '-' || c == '+' || c == '%'
}

// email takes the mailbox around an @.
func (f *personalFinder) email(at int) {
	start, end := at, at+1
	for start > 0 && isMailByte(f.text[start-1]) {
		start--
	}
	for end < len(f.text) && (isMailByte(f.text[end])) && f.text[end] != '_' && f.text[end] != '%' {
		end++
	}
	for start < at && (f.text[start] == '.' || f.text[start] == '-') {
		start++
	}
	domain := strings.TrimRight(f.text[at+1:end], ".-")
	end = at + 1 + len(domain)
	top := domain[strings.LastIndexByte(domain, '.')+1:]
	if start == at || top == domain || len(top) < 2 || strings.HasPrefix(domain, ".") || strings.ContainsAny(top, "0123456789") {
		return
	}
	f.add(PersonalEmail, start, end, blot(f.text[start:at], 1, 0)+f.text[at:end])
}

const plateProvinces = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"

// plate takes a vehicle's plate whose letter of place stands at i: 冀A12345, 冀A·D12345 (GA 36-2018).
func (f *personalFinder) plate(i int) bool {
	province, size := utf8.DecodeLastRuneInString(f.text[:i])
	if size != 3 || !strings.ContainsRune(plateProvinces, province) || f.text[i] == 'I' {
		return false
	}
	at := i + 1
	for _, dot := range []string{"·", "•", "."} {
		if rest, ok := strings.CutPrefix(f.text[at:], dot); ok {
			at = len(f.text) - len(rest)
			break
		}
	}
	n := 0
	for at+n < len(f.text) && (isDigit(f.text[at+n]) || f.text[at+n] >= 'A' && f.text[at+n] <= 'Z') {
		n++
	}
	serial, end := f.text[at:at+n], at+n
	letters := n - strings.Count(strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return '#'
		}
		return r
	}, serial), "#")
	switch {
	case strings.ContainsAny(serial, "IO"):
		return false
	case n == 4:
		last, lastSize := decodeRune(f.text[end:])
		if !strings.ContainsRune("挂学警港澳试超", last) {
			return false
		}
		end += lastSize
	case n == 5 && letters <= 3:
	case n == 6 && f.storing:
	case n == 6 && (isASCIILetter(serial[0]) && letters <= 2 || isASCIILetter(serial[5]) && letters == 1): // 新能源
	default:
		return false
	}
	f.add(PersonalPlate, i-3, end, string(province)+f.text[i:i+1]+strings.Repeat("*", max(0, n-2))+f.text[end-2:end])
	return true
}

// passport takes a passport number at i: E and eight characters, or G, D, S, P and eight digits. A number behind 编号,
// 合同 and the like is another.
func (f *personalFinder) passport(i int) {
	end := i + 1
	for end < len(f.text) && (isDigit(f.text[end]) || f.text[end] >= 'A' && f.text[end] <= 'Z') {
		end++
	}
	code := f.text[i:end]
	if len(code) != 9 || !strings.ContainsRune("EGDSP", rune(code[0])) || strings.Trim(code[2:], "0123456789") != "" ||
		!isDigit(code[1]) && code[0] != 'E' || !f.standsAlone(i, end) {
		return
	}
	context := f.before(i, 40)
	labelled := strings.Contains(context, "护照") || strings.Contains(context, "通行证")
	if !labelled && (code[0] != 'E' && code[0] != 'G' || !f.storing && personalLists().Code.last(context) >= 0) {
		return
	}
	f.add(PersonalPassport, i, end, blot(code, 1, 2))
}
