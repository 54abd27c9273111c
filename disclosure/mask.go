package disclosure

import (
	"strings"
	"unicode/utf8"
)

// personalCredit is what Mask hides beyond the kinds that FindPersonal finds.
const personalCredit PersonalKind = "统一社会信用代码"

// Mask blots personal information out of a text that is stored or passed on: a log, a question, a visitor's remark. It
// would rather blot too much than too little: beyond what FindPersonal finds it takes a number of the right shape and check
// character for personal whatever stands before it, and blots a 统一社会信用代码. A landline or an address that an office
// publishes stays; a mobile number or a mailbox never does, whoever's it is.
//
// The result has as many characters as the text. What helps to tell two apart stays, as agencies publish it: 138****1234,
// 35*************123, an address down to township.
func Mask(text string) string {
	if strings.IndexFunc(text, mayIdentify) < 0 {
		return text
	}
	runes := []rune(text)
	f := personalFinder{text: foldCodes(string(runes)), storing: true}
	at, last, masked := 0, 0, false // the rune at byte last of the folded text
	for _, p := range f.find() {
		at += utf8.RuneCountInString(f.text[last:p.Start])
		last = p.Start
		if p.Publishing != "" && (p.Kind == PersonalLandline || p.Kind == PersonalAddress) {
			continue
		}
		head, tail := p.kept()
		for i := head; i < utf8.RuneCountInString(p.Text)-tail; i++ {
			runes[at+i], masked = '*', true
		}
	}
	if !masked {
		return text
	}
	return string(runes)
}

// mayIdentify says whether what Mask hides can hold a character that a text must have one of: a digit, an @, or the
// 室号组户 that end an address.
func mayIdentify(r rune) bool {
	return r >= '0' && r <= '9' || r >= '０' && r <= '９' || r == '@' || r == '＠' || strings.ContainsRune("室号组户", r)
}

// foldCodes turns what numbers and mailboxes are written with into half width, rune by rune. Punctuation stays: the words
// around a number are told by it.
func foldCodes(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９', r >= 'Ａ' && r <= 'Ｚ', r >= 'ａ' && r <= 'ｚ', strings.ContainsRune("＠．＿＋％－", r):
			return r - '！' + '!'
		}
		return r
	}, text)
}

// kept returns how many characters stay readable at either end.
func (p *Personal) kept() (head, tail int) {
	switch p.Kind {
	case PersonalEmail:
		return 1, 0 // a domain of one's own names its owner
	case PersonalPlate:
		return 2, 1
	}
	begin, end := p.Masked[:strings.IndexByte(p.Masked, '*')], p.Masked[strings.LastIndexByte(p.Masked, '*')+1:]
	head = utf8.RuneCountInString(strings.TrimRightFunc(begin, func(r rune) bool { return !isCodeRune(r) }))
	tail = utf8.RuneCountInString(strings.TrimLeftFunc(end, func(r rune) bool { return !isCodeRune(r) }))
	return head, tail
}

// creditCodes finds 统一社会信用代码: eighteen characters, a space or a hyphen between any two, the last a check character
// (GB 32100). The organisation code inside is not checked as CheckUSCC does: a slip in it is still somebody's number.
func (f *personalFinder) creditCodes() {
	for start := 0; start < len(f.text); start++ {
		if !isCodeByte(f.text[start]) || start > 0 && isCodeByte(f.text[start-1]) {
			continue
		}
		var code [18]byte
		n, end := 0, start
		for end < len(f.text) && n < len(code) && (strings.IndexByte(usccAlphabet, f.text[end]) >= 0 || n > 0 && separates(f.text[end-1:])) {
			if c := f.text[end]; c != ' ' && c != '-' {
				code[n] = c
				n++
			}
			end++
		}
		if n == len(code) && strings.Trim(string(code[:]), "0") != "" && usccCheck(string(code[:])) == code[17] && f.standsAlone(start, end) {
			f.add(personalCredit, start, end, blot(f.text[start:end], 2, 2))
			start = end
		}
	}
}

// separates says whether s has a single space or hyphen at its second byte, between two characters of a code.
func separates(s string) bool {
	return len(s) > 2 && (s[1] == ' ' || s[1] == '-') && isCodeByte(s[0]) && isCodeByte(s[2])
}
