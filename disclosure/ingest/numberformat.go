package ingest

import (
	"strconv"
	"strings"
)

// formatNumber writes a number as a list does (ISO/IEC 29500-1, 17.18.59). A format that is not known here is written
// in Arabic digits.
func formatNumber(format string, n int) string {
	if n < 0 {
		return strconv.Itoa(n)
	}
	switch format {
	case "none":
		return ""
	case "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand", "koreanCounting":
		return chineseNumber(n, "零一二三四五六七八九", "十百千")
	case "chineseLegalSimplified", "japaneseLegal", "ideographLegalTraditional":
		return chineseNumber(n, "零壹贰叁肆伍陆柒捌玖", "拾佰仟")
	case "ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital":
		return digits(n, []rune("〇一二三四五六七八九"))
	case "decimalFullWidth", "decimalFullWidth2":
		return digits(n, []rune("０１２３４５６７８９"))
	case "decimalZero":
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		return nthRune(n, []rune("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"))
	case "decimalEnclosedParen":
		return nthRune(n, []rune("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"))
	case "decimalEnclosedFullstop":
		return nthRune(n, []rune("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"))
	case "ideographTraditional":
		return nthRune(n, []rune("甲乙丙丁戊己庚辛壬癸"))
	case "ideographZodiac":
		return nthRune(n, []rune("子丑寅卯辰巳午未申酉戌亥"))
	case "upperLetter", "lowerLetter":
		return letters(n, format == "lowerLetter")
	case "upperRoman", "lowerRoman":
		return roman(n, format == "lowerRoman")
	}
	return strconv.Itoa(n)
}

// chineseNumber counts in words up to 9999: 十, 十一, 二十, 一百零五.
func chineseNumber(n int, figures, units string) string {
	figure, unit := []rune(figures), []rune(units)
	switch {
	case n == 0:
		return string(figure[0])
	case n > 9999:
		return strconv.Itoa(n)
	}
	var b strings.Builder
	gap := false
	for place, scale := 3, 1000; place >= 0; place, scale = place-1, scale/10 {
		d := n / scale % 10
		if d == 0 {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteRune(figure[0])
			gap = false
		}
		if d != 1 || place != 1 || b.Len() > 0 {
			b.WriteRune(figure[d])
		}
		if place > 0 {
			b.WriteRune(unit[place-1])
		}
	}
	return b.String()
}

func digits(n int, figures []rune) string {
	var b strings.Builder
	for _, d := range strconv.Itoa(n) {
		b.WriteRune(figures[d-'0'])
	}
	return b.String()
}

func nthRune(n int, figures []rune) string {
	if n < 1 || n > len(figures) {
		return strconv.Itoa(n)
	}
	return string(figures[n-1])
}

// letters counts A to Z, then AA, BB, as word processors do.
func letters(n int, lower bool) string {
	if n < 1 || n > 26*20 {
		return strconv.Itoa(n)
	}
	text := strings.Repeat(string(rune('A'+(n-1)%26)), (n-1)/26+1)
	if lower {
		return strings.ToLower(text)
	}
	return text
}

func roman(n int, lower bool) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, step := range []struct {
		value int
		text  string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for n >= step.value {
			b.WriteString(step.text)
			n -= step.value
		}
	}
	if lower {
		return strings.ToLower(b.String())
	}
	return b.String()
}
