package search

import (
	"regexp"
	"slices"
	"strings"
)

// authorityLevel is how far a document's rule reaches, from 0 to 1, as its title tells.
//
// Basis: 立法法 (2023), articles 98 to 102: the constitution, then statutes, then the State Council's regulations, then
// what departments and regions make. Interpretations of courts explain statutes and stand below them for somebody who asks
// what holds. Within this order the figures were chosen on lay people's questions over statutes.
type authorityLevel struct {
	level float32
	ends  []string // the title ends with one of them
	holds []string // or holds one of them
	but   []string // and ends with none of these
}

var authorityLevels = []authorityLevel{
	{level: 0, ends: []string{"案", "判决书", "裁定书", "攻略"}, but: []string{"方案", "预案", "修正案", "草案", "议案", "提案", "答案", "备案", "档案"}},
	{level: interpretedLevel, ends: []string{"解读", "问答", "图解", "解读材料"}},
	{level: 0.2, holds: []string{"最高人民法院", "最高人民检察院"}},
	{level: 1, ends: []string{"法", "法典", "宪法", "总则", "分则"}, but: []string{"办法", "做法", "方法"}},
	{level: 0.75, ends: []string{"条例", "编"}}, // a book by itself repeats its code, which is what people cite
	{level: 0.6, ends: []string{"规定", "办法", "细则", "规则"}},
}

const (
	interpretedLevel = 0.1 // of what explains a rule and is none
	localLevel       = 0.3 // of a title that names a region, where the question names none
	localAsked       = 0.8 // where the question names one
	commonLevel      = 0.3 // of all others: notices, plans, news
	untitledLevel    = 0.3
)

// articleTail matches where a title goes on to name an article of the document: 劳动法第三十六条.
var articleTail = regexp.MustCompile(`第[一二三四五六七八九十百千零〇]+条.*$`)

// isSentence says whether what stands in for a title, where a text has none, is the beginning of a sentence:
// 依户籍法第48条规定.
func isSentence(title string) bool {
	for _, start := range []string{"依", "按", "自", "根据", "一、", "(一)", "1."} {
		if strings.HasPrefix(title, start) {
			return true
		}
	}
	for _, end := range []string{"条规定", "款规定", "项规定", "点规定", "之规定", "列规定"} {
		if strings.HasSuffix(title, end) {
			return true
		}
	}
	return strings.Contains(title, ",") // as folded
}

// authorityOf returns the level of a folded title; local says that the title names a region, regional that the question
// does.
func authorityOf(title string, local, regional bool) float32 {
	if title == "" || isSentence(title) {
		return untitledLevel
	}
	if strings.HasSuffix(title, "条") {
		title = articleTail.ReplaceAllString(title, "")
	}
	for i, level := range authorityLevels {
		if local && i >= 3 {
			break
		}
		if level.matches(title) {
			return level.level
		}
	}
	switch {
	case local && regional:
		return localAsked
	case local:
		return localLevel
	}
	return commonLevel
}

func (l authorityLevel) matches(title string) bool {
	ends := func(end string) bool { return strings.HasSuffix(title, end) }
	if slices.ContainsFunc(l.but, ends) {
		return false
	}
	return slices.ContainsFunc(l.ends, ends) || slices.ContainsFunc(l.holds, func(word string) bool { return strings.Contains(title, word) })
}
