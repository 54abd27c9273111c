package search

import (
	_ "embed"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/zwgk/zwgk/search/chinese"
)

// plan is a query text ready for scoring.
type plan struct {
	words    []planWord
	phrases  []string // folded; each must stand in the document
	excluded []string // folded; none may
}

// planWord is one word of the query, or one question: what people write between two spaces.
type planWord struct {
	terms []planTerm
	runes int // length of what carries content
}

// planTerm is one index term and how much it counts. A character pair that is a dictionary word counts as word and
// as pair.
type planTerm struct {
	text   string
	weight float32
}

//go:embed questionwords.txt
var questionWordsFile string

// questionWords are what only carries the question (请问, 怎么, 哪些…). Official text hardly holds them, so each would
// weigh as a rare word and lead astray. Longest first at each place.
var questionWords = readQuestionWords(questionWordsFile)

func readQuestionWords(file string) map[rune][]string {
	words := map[rune][]string{}
	for line := range strings.Lines(file) {
		line, _, _ = strings.Cut(line, "#")
		for _, word := range strings.Fields(line) {
			first, _ := utf8.DecodeRuneInString(word)
			words[first] = append(words[first], word)
		}
	}
	return words
}

// Content returns text folded and with blanks in place of what only carries a question: 高龄津贴怎么申请？ becomes
// 高龄津贴 and 申请. Where nothing else is left the folded text comes back whole.
func Content(text string) string {
	folded := chinese.Fold(text)
	var b strings.Builder
	kept := false
	for i := 0; i < len(folded); {
		r, size := utf8.DecodeRuneInString(folded[i:])
		if n := longestQuestionWord(r, folded[i:]); n > 0 {
			b.WriteByte(' ')
			i += n
			continue
		}
		kept = kept || !isSpace(r) && !strings.ContainsRune("?？!！。.，,、", r)
		b.WriteString(folded[i : i+size])
		i += size
	}
	if !kept {
		return folded
	}
	return strings.TrimSpace(b.String())
}

func longestQuestionWord(first rune, text string) int {
	longest := 0
	for _, word := range questionWords[first] {
		if len(word) > longest && strings.HasPrefix(text, word) {
			longest = len(word)
		}
	}
	return longest
}

// newPlan analyses a query text.
func newPlan(analyzer *chinese.Analyzer, text string) plan {
	parsed := Parse(text)
	var p plan
	for _, word := range parsed.Words {
		if w := newPlanWord(analyzer, Content(word)); len(w.terms) > 0 {
			p.words = append(p.words, w)
		}
	}
	for _, phrase := range parsed.Phrases {
		if w := newPlanWord(analyzer, phrase); len(w.terms) > 0 {
			p.words = append(p.words, w)
		}
		p.phrases = append(p.phrases, chinese.Fold(phrase))
	}
	for _, word := range parsed.Excluded {
		p.excluded = append(p.excluded, chinese.Fold(word))
	}
	return p
}

func newPlanWord(analyzer *chinese.Analyzer, text string) planWord {
	var w planWord
	at := map[string]int{}
	single := utf8.RuneCountInString(text) == 1
	classes := termClasses
	if single {
		classes = titleClasses
	}
	for _, term := range analyzer.Append(nil, text, classes) {
		if !indexed(term) && !single {
			continue
		}
		weight := float32(1)
		i, seen := at[term.Text]
		switch {
		case !seen:
			at[term.Text] = len(w.terms)
			w.terms = append(w.terms, planTerm{term.Text, weight})
		case w.terms[i].weight < 2:
			w.terms[i].weight++
		}
	}
	w.runes = utf8.RuneCountInString(strings.ReplaceAll(text, " ", ""))
	return w
}

// idf is the inverse document frequency of BM25 (Robertson and Spärck Jones, with 1 added so that it stays positive),
// for a term in n of total.
func idf(n, total int) float32 {
	return float32(math.Log(1 + (float64(total)-float64(n)+0.5)/(float64(n)+0.5)))
}
