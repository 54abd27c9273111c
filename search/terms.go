package search

import (
	_ "embed"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/zwgk/zwgk/search/chinese"
)

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

// idf is the inverse document frequency of BM25 (Robertson and Spärck Jones, with 1 added so that it stays positive),
// for a term in n of total.
func idf(n, total int) float32 {
	return float32(math.Log(1 + (float64(total)-float64(n)+0.5)/(float64(n)+0.5)))
}
