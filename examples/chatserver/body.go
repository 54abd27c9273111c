package main

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// block is a piece of a document's text as a page shows it: a heading, a paragraph or a table.
type block struct {
	Heading    int    // level 1 to 3, 0 for none
	Anchor     string // of a heading
	Text       string // of a table: its caption, the line above
	Rows       [][]string
	Start, End int  // byte range in the text
	Signature  bool // who and when, at the end; stands to the right
}

// headings are the numbering of official documents (GB/T 9704-2012 §7.3.3: 一、 （一） 1. ) and of statutes.
var headings = []*regexp.Regexp{
	regexp.MustCompile(`^(?:第[一二三四五六七八九十百零〇]+[章编]|[一二三四五六七八九十]{1,3}、)`),
	regexp.MustCompile(`^(?:第[一二三四五六七八九十百零〇]+节|[（(][一二三四五六七八九十]{1,3}[）)])`),
}

var signature = regexp.MustCompile(`^(?:\d{4}|[〇○一二三四五六七八九零]{4})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日$`)

const headingRunes = 30 // a longer line with a number is a paragraph

// parseBody takes a document's text apart, line by line. Nothing is left out.
func parseBody(text string) []block {
	var blocks []block
	for start := 0; start < len(text); {
		line, _, _ := strings.Cut(text[start:], "\n")
		end := start + len(line)
		if trimmed := strings.TrimSpace(line); trimmed != "" {
			blocks = appendLine(blocks, trimmed, start, end)
		}
		start = end + 1
	}
	markSignature(blocks)
	return blocks
}

func appendLine(blocks []block, line string, start, end int) []block {
	if cells := tableCells(line); cells != nil {
		if n := len(blocks); n > 0 && len(blocks[n-1].Rows) > 0 && len(blocks[n-1].Rows[0]) == len(cells) {
			blocks[n-1].Rows, blocks[n-1].End = append(blocks[n-1].Rows, cells), end
			return blocks
		}
		return append(blocks, block{Rows: [][]string{cells}, Start: start, End: end})
	}
	b := block{Text: line, Start: start, End: end}
	for level, pattern := range headings {
		if pattern.MatchString(line) && utf8.RuneCountInString(line) <= headingRunes && !strings.ContainsAny(line, "。；;") {
			b.Heading = level + 1
			b.Anchor = "s" + decimal(start)
			break
		}
	}
	return append(blocks, b)
}

// tableCells returns the cells of a line written as a row: parted by | or tab, two at least.
func tableCells(line string) []string {
	for _, separator := range []string{"|", "\t"} {
		if cells := strings.Split(strings.Trim(line, "|"), separator); len(cells) > 1 {
			for i := range cells {
				cells[i] = strings.TrimSpace(cells[i])
			}
			return cells
		}
	}
	return nil
}

// markSignature finds the date at the end and the short lines of those who sign above it.
func markSignature(blocks []block) {
	for i := len(blocks) - 1; i >= 0 && i >= len(blocks)-3; i-- {
		if len(blocks[i].Rows) > 0 || !signature.MatchString(blocks[i].Text) {
			continue
		}
		blocks[i].Signature = true
		for j := i - 1; j >= 0 && j >= i-4; j-- {
			text := blocks[j].Text
			if blocks[j].Heading > 0 || len(blocks[j].Rows) > 0 || utf8.RuneCountInString(text) > headingRunes || strings.ContainsAny(text, "。：:；，") {
				break
			}
			blocks[j].Signature = true
		}
		return
	}
}
