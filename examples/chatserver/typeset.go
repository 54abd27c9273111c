package main

import (
	"html/template"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/zwgk/zwgk/search"
	"github.com/zwgk/zwgk/search/chinese"
)

// phrases renders a title so that it breaks between words only: a title goes over several lines whole in meaning (词意完整,
// GB/T 9704-2012 §7.3.1).
func phrases(title string) template.HTML {
	var b strings.Builder
	at := 0
	for _, word := range chinese.Default().Append(nil, title, chinese.Word) {
		if word.Start <= at || strings.HasPrefix(word.Text, "的") {
			continue
		}
		b.WriteString(template.HTMLEscapeString(title[at:word.Start]))
		if before, _ := utf8.DecodeLastRuneInString(title[:word.Start]); !strings.ContainsRune("《〈（(“‘〔[—-/", before) {
			b.WriteString("<wbr>")
		}
		at = word.Start
	}
	b.WriteString(template.HTMLEscapeString(title[at:]))
	return template.HTML(b.String()) // every piece is escaped above
}

// mark renders a snippet: escaped, with what matched in <mark>, without the bars of table rows, and with dots where it is
// cut off.
func mark(s search.Snippet) template.HTML {
	var b strings.Builder
	write := func(text string) {
		b.WriteString(template.HTMLEscapeString(strings.ReplaceAll(text, "|", " ")))
	}
	at := 0
	for _, span := range s.Spans {
		if span.Start < at || span.End > len(s.Text) || span.Start >= span.End {
			continue
		}
		write(s.Text[at:span.Start])
		b.WriteString("<mark>")
		write(s.Text[span.Start:span.End])
		b.WriteString("</mark>")
		at = span.End
	}
	write(s.Text[at:])
	return template.HTML(b.String()) // every piece is escaped above
}

// cutOff says whether a snippet stops within a sentence.
func cutOff(s search.Snippet) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimSpace(s.Text))
	return s.Text != "" && !strings.ContainsRune("。！？；.!?;", last)
}

// amount is a cell that is a number and stands to the right, so that its places line up.
var amount = regexp.MustCompile(`^[-−+±]?\d[\d,， ]*(?:\.\d+)?(?:[万亿]?元|[%％])?$`)

// amounts says which columns of a table hold numbers: all that is in them but dashes and blanks, with a head or without.
func amounts(rows [][]string) []bool {
	var right []bool
	for j := 0; ; j++ {
		there, numbers, others := false, 0, 0
		for i, row := range rows {
			if j >= len(row) {
				continue
			}
			there = true
			switch {
			case amount.MatchString(row[j]):
				numbers++
			case i > 0 && strings.Trim(row[j], "-—–/ ") != "":
				others++
			}
		}
		if !there {
			return right
		}
		right = append(right, numbers > 0 && others == 0)
	}
}

// at returns the j-th flag.
func at(flags []bool, j int) bool { return j < len(flags) && flags[j] }
