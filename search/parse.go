package search

import (
	"strings"

	"github.com/zwgk/zwgk/disclosure"
)

// Parsed is a query text taken apart.
type Parsed struct {
	Words    []string // plain text, parted by white space
	Phrases  []string // each must stand in the document word for word
	Excluded []string // none may stand in the document
	Titles   []string // 标题: each must stand in the title
	Bodies   []string // 正文: each must stand in the text
	Numbers  []string // 文号: or 索引号: the document's begins with each
	Dates    []string // 时间: the document's date lies in each; DateRange reads them
}

// Parse takes a query text apart. The grammar is small:
//
//	公积金 提取          words
//	"公积金提取"         a phrase; “” and 「」 do as well
//	-贷款  -"异地贷款"   excluded
//	标题:预算            in the title; also 题名:
//	正文:预算            in the text; also 内容:
//	文号:国办发〔2024〕  the 文号 or 索引号, whole or its beginning; also 发文字号: and 索引号:
//	时间:2023年上半年    dated then, whatever DateRange reads; also 日期:
//
// A colon may be of full width, and what follows it may be a phrase. Everything else is plain text. Parse never
// fails: a quotation mark without its partner parts words, a lone dash, a scope without a value and a 时间: that is no
// range are plain text.
func Parse(text string) Parsed {
	var p Parsed
	rest := skip(text)
	for ; rest != ""; rest = skip(rest) {
		if body, ok := strings.CutPrefix(rest, "-"); ok && body != "" && !startsWithSpace(body) {
			var part string
			if part, _, rest = nextPart(skipQuotes(body)); part != "" {
				p.Excluded = append(p.Excluded, part)
			}
			continue
		}
		if list, value, tail := p.scope(rest); list != nil {
			*list, rest = append(*list, value), tail
			continue
		}
		part, phrase, tail := nextPart(rest)
		rest = tail
		switch {
		case part == "":
		case phrase:
			p.Phrases = append(p.Phrases, part)
		default:
			p.Words = append(p.Words, part)
		}
	}
	return p
}

// scopes are the names before a colon that narrow to a part of the document.
var scopes = []struct {
	name string
	list func(p *Parsed) *[]string
}{
	{"标题", func(p *Parsed) *[]string { return &p.Titles }},
	{"题名", func(p *Parsed) *[]string { return &p.Titles }},
	{"正文", func(p *Parsed) *[]string { return &p.Bodies }},
	{"内容", func(p *Parsed) *[]string { return &p.Bodies }},
	{"文号", func(p *Parsed) *[]string { return &p.Numbers }},
	{"发文字号", func(p *Parsed) *[]string { return &p.Numbers }},
	{"索引号", func(p *Parsed) *[]string { return &p.Numbers }},
	{"时间", func(p *Parsed) *[]string { return &p.Dates }},
	{"日期", func(p *Parsed) *[]string { return &p.Dates }},
}

// scope reads a scope and its value at the beginning of text; list is nil where there is none.
func (p *Parsed) scope(text string) (list *[]string, value, rest string) {
	for _, scope := range scopes {
		body, ok := strings.CutPrefix(text, scope.name)
		if !ok {
			continue
		}
		colon := ":"
		if !strings.HasPrefix(body, colon) {
			colon = "："
		}
		if body, ok = strings.CutPrefix(body, colon); !ok {
			continue
		}
		value, _, rest = nextPart(skipQuotes(body))
		list = scope.list(p)
		if value == "" || list == &p.Dates && !isDateRange(value) {
			return nil, "", ""
		}
		return list, value, rest
	}
	return nil, "", ""
}

// anyDay stands for today where only the form of a range matters.
var anyDay = disclosure.Date{Year: 2024, Month: 1, Day: 1}

func isDateRange(value string) bool {
	_, _, _, ok := DateRange(value, anyDay)
	return ok
}

// quotes lists the opening marks of a phrase with their closing ones.
var quotes = []struct{ open, closing string }{{`"`, `"`}, {"“", "”"}, {"「", "」"}, {"＂", "＂"}}

// quoteMarks are all of them; outside a phrase they part words.
const quoteMarks = `"“”「」＂`

// nextPart cuts the first phrase or word off text, which does not begin with a mark that has no partner.
func nextPart(text string) (part string, phrase bool, rest string) {
	for _, q := range quotes {
		if body, ok := strings.CutPrefix(text, q.open); ok {
			if end := strings.Index(body, q.closing); end >= 0 {
				return strings.TrimFunc(body[:end], isSpace), true, body[end+len(q.closing):]
			}
		}
	}
	end := strings.IndexFunc(text, func(r rune) bool { return isSpace(r) || strings.ContainsRune(quoteMarks, r) })
	if end < 0 {
		end = len(text)
	}
	return text[:end], false, text[end:]
}

// skip drops white space and quotation marks without partner from the beginning of text.
func skip(text string) string {
	for {
		shorter := skipQuotes(strings.TrimLeftFunc(text, isSpace))
		if len(shorter) == len(text) {
			return text
		}
		text = shorter
	}
}

// skipQuotes drops quotation marks without partner from the beginning of text.
func skipQuotes(text string) string {
	for {
		i := strings.IndexFunc(text, func(r rune) bool { return !strings.ContainsRune(quoteMarks, r) })
		if i == 0 {
			return text
		}
		if _, phrase, _ := nextPart(text); phrase || text == "" {
			return text
		}
		_, text = cutRune(text)
	}
}

func cutRune(text string) (first, rest string) {
	for i := range text {
		if i > 0 {
			return text[:i], text[i:]
		}
	}
	return text, ""
}

func startsWithSpace(s string) bool { return strings.IndexFunc(s, isSpace) == 0 }

func isSpace(r rune) bool {
	return r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\v' || r == '\f' || r == '\u3000' || r == '\u00a0'
}

// parts counts what a query text was taken apart into.
func (p Parsed) parts() int {
	return len(p.Words) + len(p.Phrases) + len(p.Excluded) + len(p.Titles) + len(p.Bodies) + len(p.Numbers) + len(p.Dates)
}

// String writes the query in a canonical form that Parse reads the same.
func (p Parsed) String() string {
	parts := append([]string(nil), p.Words...)
	for _, phrase := range p.Phrases {
		parts = append(parts, quoted(phrase))
	}
	for _, scope := range []struct {
		name   string
		values []string
	}{{"标题:", p.Titles}, {"正文:", p.Bodies}, {"文号:", p.Numbers}, {"时间:", p.Dates}} {
		for _, value := range scope.values {
			parts = append(parts, scope.name+quotedWhereNeeded(value))
		}
	}
	for _, word := range p.Excluded {
		parts = append(parts, "-"+quotedWhereNeeded(word))
	}
	return strings.Join(parts, " ")
}

// quoted puts the first marks around a phrase whose closing one does not stand in it.
func quoted(phrase string) string {
	for _, q := range quotes {
		if !strings.Contains(phrase, q.closing) {
			return q.open + phrase + q.closing
		}
	}
	return phrase
}

func quotedWhereNeeded(s string) string {
	if strings.ContainsFunc(s, func(r rune) bool { return isSpace(r) || strings.ContainsRune(quoteMarks, r) }) {
		return quoted(s)
	}
	return s
}
