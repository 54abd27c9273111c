package chat

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// A sensitive is a shape of personal data. proven, where it is not nil, checks the digits: what fails its checksum
// is no number of that kind and stays.
type sensitive struct {
	shape      *regexp.Regexp
	proven     func(compact string) bool
	head, tail int // characters left readable
}

// sensitives are tried in order; a number that one has taken is not looked at by the next. Digits may be parted by
// single spaces or hyphens, as people write them. Names and addresses are not recognised.
var sensitives = []sensitive{
	{regexp.MustCompile(`[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}`), nil, 1, 0},
	{regexp.MustCompile(`[0-9ANY][0-9](?:[ -]?[0-9A-HJ-NPQRTUWXY]){16}`), validUSCC, 2, 2},
	{regexp.MustCompile(`[1-9](?:[ -]?\d){16}[ -]?[\dXx]`), validIdentity, 2, 3},
	{regexp.MustCompile(`[3-6](?:[ -]?\d){14,18}`), validLuhn, 4, 4},
	{regexp.MustCompile(`1[3-9]\d(?:[ -]?\d{4}){2}|1[3-9](?:[ -]?\d){9}`), validMobile, 3, 4},
	{regexp.MustCompile(`[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-Z][·• ]?[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳]`), nil, 2, 1},
}

// Mask hides personal data in a text: identity card numbers (GB 11643, by checksum), unified credit codes (GB
// 32100), bank cards (Luhn), mobile numbers, e-mail addresses and car plates, in half or full width. It leaves
// what helps to tell two apart, as agencies publish it: 138****1234, 35*************123.
func Mask(text string) string {
	if !strings.ContainsAny(text, "0123456789０１２３４５６７８９@＠") {
		return text
	}
	original := []rune(text)
	plain := narrow(text) // as many runes as text
	hide := make([]bool, len(original))
	taken := make([]bool, len(original))
	for _, kind := range sensitives {
		for _, at := range kind.shape.FindAllStringIndex(plain, -1) {
			start := utf8.RuneCountInString(plain[:at[0]])
			end := start + utf8.RuneCountInString(plain[at[0]:at[1]])
			if !kind.matches(plain, at[0], at[1]) || anyOf(taken[start:end]) {
				continue
			}
			for i := start; i < end; i++ {
				taken[i] = true
				hide[i] = i >= start+kind.head && i < end-kind.tail
			}
		}
	}
	for i, hidden := range hide {
		if hidden {
			original[i] = '*'
		}
	}
	return string(original)
}

// matches says whether text[start:end] stands alone, not inside a longer number or word, and passes the check.
func (s sensitive) matches(text string, start, end int) bool {
	if s.proven != nil {
		before, _ := utf8.DecodeLastRuneInString(text[:start])
		after, _ := utf8.DecodeRuneInString(text[end:])
		if isAlphanumeric(before) || isAlphanumeric(after) {
			return false
		}
		return s.proven(strings.NewReplacer(" ", "", "-", "").Replace(text[start:end]))
	}
	return true
}

func isAlphanumeric(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

func anyOf(flags []bool) bool {
	for _, flag := range flags {
		if flag {
			return true
		}
	}
	return false
}

// validIdentity checks the ISO 7064 MOD 11-2 check character of an 18-character identity number (GB 11643-1999).
func validIdentity(s string) bool {
	if len(s) != 18 {
		return false
	}
	sum, weight := 0, 1
	for i := 17; i >= 0; i-- {
		digit := int(s[i] - '0')
		if i == 17 && (s[i] == 'X' || s[i] == 'x') {
			digit = 10
		}
		sum += digit * weight
		weight = weight * 2 % 11
	}
	return sum%11 == 1
}

// validUSCC checks the MOD 31 check character of a unified social credit code (GB 32100-2015).
func validUSCC(s string) bool {
	const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
	sum, weight := 0, 1
	for i := range 17 {
		sum += strings.IndexByte(alphabet, s[i]) * weight
		weight = weight * 3 % 31
	}
	return strings.IndexByte(alphabet, s[17]) == (31-sum%31)%31 && strings.Trim(s, "0") != ""
}

// validLuhn checks a bank card number (ISO/IEC 7812-1) of 15 to 19 digits.
func validLuhn(s string) bool {
	sum := 0
	for i := range len(s) {
		digit := int(s[len(s)-1-i] - '0')
		if i%2 == 1 {
			if digit *= 2; digit > 9 {
				digit -= 9
			}
		}
		sum += digit
	}
	return sum%10 == 0
}

func validMobile(s string) bool { return len(s) == 11 }
