package audit

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/zwgk/zwgk/disclosure"
)

func times(n int) string { return fmt.Sprintf("（共%d处）", n) }

// textOf returns the text of a field that texts lists.
func (c *inspection) textOf(field string) string {
	for _, text := range c.texts() {
		if text.field == field {
			return text.value
		}
	}
	return ""
}

// around quotes a place with a few characters on both sides.
func around(text string, start, end int) string {
	before, after := []rune(text[max(0, start-40):start]), []rune(text[end:min(len(text), end+40)])
	quote := string(before[max(0, len(before)-8):]) + text[start:end] + string(after[:min(8, len(after))])
	return strings.Map(func(r rune) rune {
		if r == '\uFFFD' || unicode.IsControl(r) {
			return ' '
		}
		return r
	}, quote)
}

func checkTerms(c *inspection) {
	c.report(termWord, func(hit wordHit) (disclosure.Finding, bool) {
		term := c.profile.Terms[hit.term]
		text := c.textOf(hit.field)
		for _, except := range term.Except {
			at := strings.Index(except, term.Wrong)
			if at >= 0 && hit.start >= at && strings.HasPrefix(text[hit.start-at:], except) {
				return disclosure.Finding{}, false
			}
		}
		return disclosure.Finding{Severity: term.Level, Message: fmt.Sprintf("“%s”（%s）", term.Wrong, term.Reason),
			Evidence: around(text, hit.start, hit.start+len(hit.word)), Suggestion: term.Right}, true
	})
}

func checkPlaceholders(c *inspection) {
	c.report(placeholderWord, func(hit wordHit) (disclosure.Finding, bool) {
		return disclosure.Finding{Message: "占位文字没有替换：" + hit.word, Evidence: around(c.textOf(hit.field), hit.start, hit.start+len(hit.word))}, true
	})
	if slices.Contains(c.profile.Lists["placeholder_title"], strings.TrimSpace(c.d.Title)) {
		c.find(disclosure.Finding{Field: "title", Message: "名称是占位文字", Evidence: c.d.Title})
	}
}

// checkEncoding looks for what remains of a wrong conversion: replacement characters, control characters, words of
// mojibake and of markup. Private-use characters are warned of: another font shows them as boxes.
func checkEncoding(c *inspection) {
	c.report(mojibakeWord, func(hit wordHit) (disclosure.Finding, bool) {
		return disclosure.Finding{Message: "乱码或残留标记：" + hit.word, Evidence: around(c.textOf(hit.field), hit.start, hit.start+len(hit.word))}, true
	})
	for _, text := range c.texts() {
		broken, private := -1, -1
		brokenCount, privateCount := 0, 0
		for i, r := range text.value {
			switch {
			case r == utf8.RuneError || r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\f' && r != '\v':
				if brokenCount++; broken < 0 {
					broken = i
				}
			case r >= 0xE000 && unicode.Is(unicode.Co, r):
				if privateCount++; private < 0 {
					private = i
				}
			}
		}
		if broken >= 0 {
			c.find(disclosure.Finding{Field: text.field, Message: "有无法显示的字符" + times(brokenCount), Evidence: around(text.value, broken, broken), Start: broken, End: broken + 1})
		}
		if private >= 0 {
			c.find(disclosure.Finding{Field: text.field, Severity: disclosure.Warning, Message: "有私用区字符，其他字体显示为方框" + times(privateCount), Evidence: around(text.value, private, private), Start: private, End: private + 3})
		}
	}
}

// headLines is how many lines at the top of a text may be a mark of classification that stands alone.
const headLines = 12

func checkSecretWords(c *inspection) {
	say := func(hit wordHit) (disclosure.Finding, bool) {
		return disclosure.Finding{Message: "出现“" + hit.word + "”", Evidence: around(c.textOf(hit.field), hit.start, hit.start+len(hit.word))}, true
	}
	c.report(secretWord, say)
	c.report(secretHintWord, func(hit wordHit) (disclosure.Finding, bool) {
		f, _ := say(hit)
		f.Severity = disclosure.Warning
		return f, true
	})
	at := 0
	for n := 0; n < headLines && at < len(c.d.Text); n++ {
		line, _, _ := strings.Cut(c.d.Text[at:], "\n")
		if word := strings.Join(strings.Fields(line), ""); slices.Contains(c.profile.Lists["secret_line"], word) {
			c.find(disclosure.Finding{Field: "text", Message: "文首标有“" + word + "”", Evidence: word, Start: at, End: at + len(line)})
		}
		at += len(line) + 1
	}
}
