package qa

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// unit is a sentence or a heading of a text under reading: byte offsets, without white space at its ends.
type unit struct {
	start, end int
	heading    bool
	numbered   int // bytes of 一、 （一） 1. … at its beginning
	head       int // the heading it stands under, an index into the units; -1 where none is near

	cover    float64 // share of the question's mass that it holds
	global   float64 // the same by the collection's weights alone
	untitled float64 // the same of what the text does not begin with
	focus    float64 // the same of what stands near the word that asks
	context  float64 // the same with its heading and the unit before
	run      float64 // the longest run of the question's characters, against the question's length

	near        float64  // share of the question's words that it holds the like of
	nearAround  float64  // the same with its heading and the unit before
	nearFocus   float64  // the same of what stands near the word that asks
	nearMissing float64  // the same by other words only
	alike       float64  // cosine with the question as a whole
	clauses     []clause // with how near each is to the question
	likes       []like   // its words that are near one of the question's, where it is read

	promise     float64 // how likely the answer begins here
	rank        int     // by promise, 0 is best
	read        bool    // answers are looked for from here on
	phrases     [][]int // the bare dates, amounts or numbers asked for that it holds, once searched
	searched    bool
	boilerplate [][]int // words of speeches and reports, once scanned
	scanned     bool
	sequence    float64 // the longest common subsequence with the question, against the question's length
	signs       []sign  // what answers of the kind asked for hold, once looked for
	signed      bool
	signature   bool // it is the line in which the document is signed
}

// numbering matches how headings and list items of official documents begin (GB/T 9704-2012 §7.3.3).
var numbering = regexp.MustCompile(`^(?:第[一二三四五六七八九十百零]{1,6}[章节条]|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]|(\d{1,2}[、.．])(?:\D|$)|[（(]\d{1,2}[）)]|[①-⑳])`)

// numberedBy returns how many bytes of a text are the number of a heading or list item that it begins with.
func numberedBy(text string) int {
	switch r, _ := utf8.DecodeRuneInString(text); {
	case r >= '0' && r <= '9', r >= '①' && r <= '⑳', strings.ContainsRune("第一二三四五六七八九十（(", r):
		switch m := numbering.FindStringSubmatchIndex(text); {
		case m == nil:
		case m[3] > 0:
			return m[3] // 1.中小微企业 → 1.
		default:
			return m[1]
		}
	}
	return 0
}

const (
	blank           = " \u3000\t\r\n\u00a0"
	maxHeadingRunes = 36
	headingReach    = 12 // units that a heading stands over
)

// splitUnits cuts a text into units. Pages whose line breaks were lost mark paragraphs and headings by blanks; those
// are taken as breaks too.
func splitUnits(text string) []unit {
	var units []unit
	start := 0
	push := func(end int) {
		part := text[start:end]
		from := start + len(part) - len(strings.TrimLeft(part, blank))
		to := start + len(strings.TrimRight(part, blank))
		if from < to {
			units = append(units, unit{start: from, end: to, head: -1})
		}
		start = end
	}
	for i := 0; i < len(text); {
		if c := text[i]; c >= utf8.RuneSelf && c != "。"[0] && c != "；"[0] {
			i++ // no byte of what ends a unit
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		next := i + size
		switch {
		case r == '。' || r == '；' || r == '！' || r == '？' || r == '!' || r == '?' || r == ';':
			for next < len(text) {
				c, n := utf8.DecodeRuneInString(text[next:])
				if !strings.ContainsRune("”’」』）)》\"", c) {
					break
				}
				next += n
			}
			push(next)
		case r == '\n' || r == '\u3000' || r == ' ' && breaksAt(text, start, i):
			push(i)
		}
		i = next
	}
	push(len(text))
	markHeadings(text, units)
	return units
}

// breaksAt says whether the single blank at i ends a paragraph or heading: another blank or a number follows, or what
// stands before is short, without punctuation, and between ideographs.
func breaksAt(text string, start, i int) bool {
	rest := text[i+1:]
	if rest == "" || strings.ContainsAny(rest[:1], " \t") || numberedBy(rest[:min(len(rest), 24)]) > 0 {
		return true
	}
	before := text[start:i]
	return before != "" && len(before) <= 3*30 && !strings.ContainsAny(before, "，。；") && endsHan(before) && beginsHan(rest)
}

func endsHan(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r >= 0x4e00 && r <= 0x9fff
}

func beginsHan(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r >= 0x4e00 && r <= 0x9fff
}

func markHeadings(text string, units []unit) {
	current := -1
	for i := range units {
		u := &units[i]
		u.head, u.numbered = current, numberedBy(text[u.start:u.end])
		last, _ := utf8.DecodeLastRuneInString(text[u.start:u.end])
		if utf8.RuneCountInString(text[u.start:u.end]) <= maxHeadingRunes && !strings.ContainsRune("。；，", last) {
			u.heading, current = true, i
		} else if current >= 0 && i-current > headingReach {
			current = -1
		}
	}
}
