package disclosure

import (
	"strings"
	"time"
	"unicode/utf8"
)

// digitGroup is a run of digits, half or full width, as it stands and as ASCII.
type digitGroup struct {
	start, end int
	digits     string
}

// decodeRune is utf8.DecodeRuneInString under a shorter name.
func decodeRune(s string) (rune, int) { return utf8.DecodeRuneInString(s) }

// digitGroups finds the runs of digits in a text.
func digitGroups(text string) []digitGroup {
	var groups []digitGroup
	for i := 0; i < len(text); {
		if !digitAt(text, i) {
			i++
			continue
		}
		start, wide := i, false
		for i < len(text) && digitAt(text, i) {
			if isDigit(text[i]) {
				i++
			} else {
				i, wide = i+3, true
			}
		}
		digits := text[start:i]
		if wide {
			digits = foldWidth(digits)
		}
		groups = append(groups, digitGroup{start, i, digits})
	}
	return groups
}

// digitAt says whether a digit begins at i; the full-width ones are U+FF10 to U+FF19.
func digitAt(text string, i int) bool {
	return isDigit(text[i]) || text[i] == 0xEF && i+2 < len(text) && text[i+1] == 0xBC && text[i+2] >= 0x90 && text[i+2] <= 0x99
}

// digits goes by the numbers of a text: identity, bank card, mobile, landline, in this order.
func (f *personalFinder) digits() {
	groups := digitGroups(f.text)
	for k := 0; k < len(groups); {
		used := 0
		for _, try := range []func([]digitGroup) int{f.identity, f.bankCard, f.mobile, f.landline} {
			if used = try(groups[k:]); used > 0 {
				break
			}
		}
		k += max(1, used)
	}
}

// joined returns the digits of the first groups where their lengths and separators fit; ok is false otherwise.
func (f *personalFinder) joined(groups []digitGroup, separators string, lengths ...int) (digits string, end int, ok bool) {
	if len(groups) < len(lengths) {
		return "", 0, false
	}
	for i, length := range lengths {
		if len(groups[i].digits) != length {
			return "", 0, false
		}
		if i > 0 {
			between := f.text[groups[i-1].end:groups[i].start]
			if utf8.RuneCountInString(between) != 1 || !strings.Contains(separators, between) {
				return "", 0, false
			}
		}
		digits += groups[i].digits
	}
	return digits, groups[len(lengths)-1].end, true
}

// standsAlone says whether what lies between start and end is not part of a longer code, a decimal or an address.
func (f *personalFinder) standsAlone(start, end int) bool {
	if !f.startsAlone(start) || !f.endsAlone(end) {
		return false
	}
	if end+1 < len(f.text) && (f.text[end] == '-' || f.text[end] == '.') && isCodeByte(f.text[end+1]) {
		return false
	}
	for _, unit := range []string{"元", "万", "亿", "吨", "公里", "平方", "人次", "％"} {
		if strings.HasPrefix(f.text[end:], unit) {
			return false
		}
	}
	return true
}

// startsAlone says whether no code, decimal or path leads into what begins at start.
func (f *personalFinder) startsAlone(start int) bool {
	if start == 0 {
		return true
	}
	switch c := f.text[start-1]; c {
	case '*', '_', '=':
		return false
	case '/':
		return start > 1 && isDigit(f.text[start-2]) // one telephone after another
	case '-', '.':
		return start < 2 || !isCodeByte(f.text[start-2])
	default:
		return !isCodeByte(c)
	}
}

// endsAlone says whether no letter, digit or star follows; an extension may.
func (f *personalFinder) endsAlone(end int) bool {
	return end >= len(f.text) || !isCodeByte(f.text[end]) && f.text[end] != '*' && f.text[end] != '_' && f.text[end] != '@'
}

func isCodeByte(c byte) bool { return isASCIILetter(c) || isDigit(c) }

func isASCIILetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

const groupMarks = " -－"

func (f *personalFinder) identity(groups []digitGroup) int {
	if n := len(groups[0].digits); n != 6 && n < 15 {
		return 0
	}
	for _, lengths := range [][]int{{18}, {17}, {6, 8, 4}, {6, 8, 3}, {6, 4, 4, 4}, {6, 4, 4, 3}} {
		digits, end, ok := f.joined(groups, groupMarks, lengths...)
		if !ok {
			continue
		}
		if len(digits) == 17 {
			if digits, end, ok = f.withX(digits, end); !ok {
				continue
			}
		}
		start := groups[0].start
		if !f.standsAlone(start, end) || !birthIn(digits[6:14]) {
			continue
		}
		// A wrong check character behind the label is a slip of the pen, not another number.
		if identityCheck(digits) && (f.storing || !f.creditCode(digits, start)) || personalLists().Identity.last(f.before(start, 40)) >= 0 {
			f.add(PersonalIdentity, start, end, blot(f.text[start:end], 2, 3))
			return len(lengths)
		}
	}
	if digits, end, ok := f.joined(groups, groupMarks, 15); ok && birthIn("19"+digits[6:12]) && f.standsAlone(groups[0].start, end) &&
		personalLists().Identity.last(f.before(groups[0].start, 40)) >= 0 {
		f.add(PersonalIdentity, groups[0].start, end, blot(f.text[groups[0].start:end], 2, 3))
		return 1
	}
	return 0
}

// creditCode says whether digits that pass as an identity number are a 统一社会信用代码 after all.
func (f *personalFinder) creditCode(digits string, start int) bool {
	return CheckUSCC(digits) == nil && strings.Contains(f.before(start, 40), "代码")
}

// withX takes the check character X behind seventeen digits.
func (f *personalFinder) withX(digits string, end int) (string, int, bool) {
	for _, x := range []string{"X", "x", "Ｘ", "ｘ"} {
		if strings.HasPrefix(f.text[end:], x) {
			return digits + "X", end + len(x), true
		}
	}
	return "", 0, false
}

// birthIn says whether eight digits are a day on which somebody alive could be born.
func birthIn(digits string) bool {
	year, _ := parseNumeral(digits[:4])
	month, _ := parseNumeral(digits[4:6])
	day, _ := parseNumeral(digits[6:])
	return year >= 1900 && year <= 2099 && Date{year, time.Month(month), day}.Valid()
}

// identityCheck verifies a citizen's identity number (公民身份号码; GB 11643-1999: ISO 7064 MOD 11-2, weights 2^i mod 11).
func identityCheck(id string) bool {
	weights := [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, weight := range weights {
		sum += int(id[i]-'0') * weight
	}
	return id[0] >= '1' && id[0] <= '9' && "10X98765432"[sum%11] == id[17]
}

func (f *personalFinder) bankCard(groups []digitGroup) int {
	if n := len(groups[0].digits); n != 4 && n != 6 && n < 15 {
		return 0
	}
	shapes := [][]int{{4, 4, 4, 4, 3}, {4, 4, 4, 4}, {4, 4, 4, 4, 2}, {4, 4, 4, 4, 1}, {6, 13}, {6, 10}, {16}, {17}, {18}, {19}, {15}}
	for _, lengths := range shapes {
		digits, end, ok := f.joined(groups, groupMarks, lengths...)
		start := groups[0].start
		if !ok || !luhn(digits) || !f.standsAlone(start, end) || CheckUSCC(digits) == nil {
			continue
		}
		context := f.before(start, 60)
		words := personalLists()
		labelled := words.Card.last(context) >= 0 && words.Corporate.last(context) < 0
		if labelled || issuedCard(digits) && (f.storing || words.Code.last(context) < 0) {
			f.add(PersonalBankCard, start, end, blot(f.text[start:end], 4, 4))
			return len(lengths)
		}
	}
	return 0
}

// issuedCard says whether a number begins as the cards of the mainland do (ISO/IEC 7812-1 major industries 4 to 6).
func issuedCard(digits string) bool {
	switch {
	case len(digits) >= 16 && (strings.HasPrefix(digits, "62") || strings.HasPrefix(digits, "60") || strings.HasPrefix(digits, "95")):
		return true
	case len(digits) == 16:
		return digits[0] == '4' || digits[0] == '5' && digits[1] >= '1' && digits[1] <= '5' || strings.HasPrefix(digits, "35")
	}
	return len(digits) == 15 && (strings.HasPrefix(digits, "34") || strings.HasPrefix(digits, "37"))
}

// luhn verifies the check digit of ISO/IEC 7812-1, annex B.
func luhn(digits string) bool {
	sum := 0
	for i := range len(digits) {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0 && strings.Trim(digits, digits[:1]) != ""
}

func (f *personalFinder) mobile(groups []digitGroup) int {
	from, taken := 0, groups
	if groups[0].digits == "86" || groups[0].digits == "0086" { // +86 138…
		taken, from = groups[1:], 1
		if len(taken) == 0 || strings.Trim(f.text[groups[0].end:taken[0].start], " -") != "" {
			return 0
		}
	}
	for _, lengths := range [][]int{{11}, {3, 4, 4}} {
		digits, end, ok := f.joined(taken, groupMarks, lengths...)
		start := groups[0].start
		if !ok || digits[0] != '1' || digits[1] < '3' || !f.standsAlone(start, end) || strings.HasSuffix(f.text[:start], "第") {
			continue
		}
		if !f.storing && personalLists().Code.last(f.before(start, 30)) >= 0 {
			continue
		}
		start = taken[0].start
		f.add(PersonalMobile, start, end, blot(f.text[start:end], 3, 4))
		return from + len(lengths)
	}
	if d := groups[0].digits; len(d) == 13 && strings.HasPrefix(d, "861") && d[3] >= '3' && f.standsAlone(groups[0].start, groups[0].end) &&
		groups[0].start > 0 && f.text[groups[0].start-1] == '+' {
		f.add(PersonalMobile, groups[0].start, groups[0].end, blot(f.text[groups[0].start:groups[0].end], 5, 4))
		return 1
	}
	return 0
}

func (f *personalFinder) landline(groups []digitGroup) int {
	first := groups[0]
	n := len(first.digits)
	if areaCode(first.digits) && len(groups) > 1 {
		between := f.text[first.end:groups[1].start]
		if m := len(groups[1].digits); (m == 7 || m == 8) && len(between) <= 6 && strings.Trim(between, "-－—–()（） ") == "" &&
			f.startsAlone(first.start) && f.endsAlone(groups[1].end) && groups[1].digits[0] > '1' {
			f.add(PersonalLandline, first.start, groups[1].end, blot(f.text[first.start:groups[1].end], n, 4))
			return 2
		}
	}
	whole := n >= 10 && n <= 12 && (areaCode(first.digits[:3]) || areaCode(first.digits[:4]))
	local := (n == 7 || n == 8) && first.digits[0] > '1'
	if (whole || local) && f.standsAlone(first.start, first.end) && personalLists().Phone.last(f.before(first.start, 30)) >= 0 {
		keep := 0
		if whole {
			keep = n - 8
		}
		f.add(PersonalLandline, first.start, first.end, blot(f.text[first.start:first.end], keep, 4))
		return 1
	}
	return 0
}

// areaCode says whether digits are an area code: 010, 02x, and four digits from 0310 on.
func areaCode(digits string) bool {
	switch len(digits) {
	case 3:
		return digits == "010" || strings.HasPrefix(digits, "02")
	case 4:
		return digits[0] == '0' && (digits[1] >= '3' || digits == "0199") // 01 is not assigned; examples use 0199
	}
	return false
}
