package main

import (
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/examples/internal/feed"
	"github.com/zwgk/zwgk/search/chinese"
)

// passage is one paragraph with what is filtered and counted by.
type passage struct {
	id       string
	text     string
	agency   string
	category string
	date     disclosure.Date
}

func (p passage) year() string { return fmt.Sprintf("%04d", p.date.Year) }

// corpus holds the passages of the data, and makes more of them.
type corpus struct {
	base     []passage // without ids
	analyzer *chinese.Analyzer
}

// shortest is the least length of a passage in characters; shorter paragraphs are headings and signatures.
const shortest = 12

func readCorpus(folder string) (*corpus, error) {
	file, err := feed.Open(filepath.Join(folder, "laws", "docs.jsonl.gz"))
	if err != nil {
		return nil, err
	}
	defer file.Close()
	analyzer, err := chinese.New(&chinese.Options{Plain: true})
	if err != nil {
		return nil, err
	}
	c := &corpus{analyzer: analyzer}
	for decoder := json.NewDecoder(file); ; {
		var law struct{ Title, Category, Date, Text string }
		if err := decoder.Decode(&law); err == io.EOF {
			break
		} else if err != nil {
			return nil, fmt.Errorf("line %d: %w", file.Line(), err)
		}
		levels := strings.Split(law.Category, "/")
		date, _ := disclosure.ParseDate(law.Date) // without one it is not stated
		for paragraph := range strings.Lines(law.Text) {
			if paragraph = strings.TrimSpace(paragraph); utf8.RuneCountInString(paragraph) >= shortest && paragraph[0] != '<' {
				c.base = append(c.base, passage{text: paragraph, date: date, agency: levels[len(levels)-1], category: levels[min(1, len(levels)-1)]})
			}
		}
	}
	if len(c.base) == 0 {
		return nil, fmt.Errorf("%s holds no passage of %d characters", folder, shortest)
	}
	return c, nil
}

// passages yields the first n passages. Those beyond the data are one paragraph's first half and another's second.
func (c *corpus) passages(n int) iter.Seq[passage] {
	return func(yield func(passage) bool) {
		for i := range n {
			p := c.base[i%len(c.base)]
			if round := i / len(c.base); round > 0 {
				other := c.base[(i*7919+round)%len(c.base)]
				p.text = half(p.text, true) + half(other.text, false)
				p.date, p.agency = other.date, other.agency
			}
			p.id = fmt.Sprintf("p%07d", i)
			if !yield(p) {
				return
			}
		}
	}
}

// half returns the first or the second half of a text in characters.
func half(text string, first bool) string {
	runes := []rune(text)
	if first {
		return string(runes[:len(runes)/2])
	}
	return string(runes[len(runes)/2:])
}

// words returns the words of gse's cut, marks left out.
func (c *corpus) words(text string) []string {
	var words []string
	text = chinese.Fold(text)
	for _, span := range c.analyzer.Cut(nil, text) {
		word := text[span.Start:span.End]
		if strings.ContainsFunc(word, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			words = append(words, word)
		}
	}
	return words
}

// question is the words of one query, 2 to 4 of one passage. The first one alone makes the queries of one word.
type question []string

// questions draws n queries; equal data give equal queries.
func (c *corpus) questions(n int) []question {
	random := rand.New(rand.NewPCG(1, 2))
	var list []question
	for tries := 0; len(list) < n && tries < 100*n; tries++ {
		var content []string
		for _, word := range c.words(c.base[random.IntN(len(c.base))].text) {
			if utf8.RuneCountInString(word) == 2 && word[0] >= 0x80 && !slices.Contains(content, word) {
				content = append(content, word)
			}
		}
		if size := 2 + random.IntN(3); len(content) >= size {
			random.Shuffle(len(content), func(i, j int) { content[i], content[j] = content[j], content[i] })
			list = append(list, content[:size])
		}
	}
	return list
}
