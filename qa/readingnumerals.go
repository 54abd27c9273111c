package qa

import (
	"strings"
	"unicode/utf8"
)

// What a number in words is followed by where it counts something: how the measure words of the phrases of kinds begin.
const countable = "万亿多余.个年月日天小分周学工美元平公人次名倍吨只套件户张辆台批笔条份例所支级折成册岁度米克升立亩盒袋瓶片桌床座栋层班节课门字类种方项家%％"

// tailOfNumber is how many characters of a phrase may stand behind its last number: 3日（周五上午）之前.
const tailOfNumber = 16

// numbersIn returns the byte range of a text in which phrases with numbers stand, so that none is sought in the rest: from the
// clause of the first number on to that of the last. It is empty for a text without any.
func numbersIn(text string) (from, to int) {
	first, last := -1, 0
	for i, c := range text {
		if isNumeral(c) && (c <= '9' || counts(text[i+utf8.RuneLen(c):])) {
			if last = i; first < 0 {
				first = i
			}
		}
	}
	if first < 0 {
		return 0, 0
	}
	from = strings.LastIndexAny(text[:first], "，。；：") + 1
	if from > 0 {
		from += len("，") - 1
	}
	to = last + len(charsAfter(text, last, tailOfNumber))
	if end := strings.IndexAny(text[to:], "，。；"); end >= 0 {
		return from, to + end
	}
	return from, len(text)
}

// counts says whether what follows a numeral in words may be counted by it.
func counts(rest string) bool {
	c, _ := utf8.DecodeRuneInString(rest)
	return isNumeral(c) || strings.ContainsRune(countable, c) || strings.HasPrefix(rest, "季度") || strings.HasPrefix(rest, "千克")
}
