package disclosure

import "strings"

// digitValues holds the digits of Chinese numerals; 〇 is written in several ways, and 两 is 2 before a measure word.
var digitValues = map[rune]int{
	'〇': 0, '零': 0, '○': 0, 'Ｏ': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9,
	'0': 0, '1': 1, '2': 2, '3': 3, '4': 4, '5': 5, '6': 6, '7': 7, '8': 8, '9': 9,
}

var unitValues = map[rune]int{'十': 10, '百': 100, '千': 1000}

// numeral is the class of characters that parseNumeral reads, for use in patterns.
const numeral = `[0-9〇零○一二两三四五六七八九十百千]`

// parseNumeral reads an integer below ten million in Arabic digits (41), Chinese digits (四一, 二〇二四) or Chinese
// with units (四十一, 一百二十).
func parseNumeral(s string) (int, bool) {
	runes := []rune(s)
	if len(runes) == 0 || len(runes) > 8 {
		return 0, false
	}
	if !strings.ContainsAny(s, "十百千") {
		return positional(runes)
	}
	total, digit, last := 0, -1, 10000
	for i, r := range runes {
		if unit, ok := unitValues[r]; ok {
			switch {
			case unit >= last:
				return 0, false
			case digit < 0 && (unit != 10 || i > 0 && total == 0):
				return 0, false
			case digit < 0:
				digit = 1 // 十二, 一百十二
			}
			total, digit, last = total+digit*unit, -1, unit
			continue
		}
		value, ok := digitValues[r]
		if !ok || r <= '9' || digit > 0 {
			return 0, false
		}
		digit = value
		if value == 0 {
			digit = -1
		}
	}
	if digit > 0 {
		total += digit
	}
	return total, true
}

func positional(runes []rune) (int, bool) {
	if len(runes) > 7 {
		return 0, false
	}
	n := 0
	for _, r := range runes {
		value, ok := digitValues[r]
		if !ok {
			return 0, false
		}
		n = n*10 + value
	}
	return n, true
}

// foldWidth writes full-width ASCII (U+FF01–U+FF5E) and the ideographic space as their half-width equals.
func foldWidth(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '\u3000' || r == '\u00A0':
			return ' '
		}
		return r
	}, s)
}
