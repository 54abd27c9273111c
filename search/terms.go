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

// questionWords are what only carries the question (请问, 怎么, 哪些…), by their first character. Official text hardly
// holds them, so each would weigh as a rare word and lead astray. Words that hold one and carry content (申请) are kept.
var questionWords = readQuestionWords(questionWordsFile)

type questionWord struct {
	text string
	kept bool
}

func readQuestionWords(file string) map[rune][]questionWord {
	words := map[rune][]questionWord{}
	for line := range strings.Lines(file) {
		line, _, _ = strings.Cut(line, "#")
		for _, word := range strings.Fields(line) {
			text, kept := strings.CutPrefix(word, "!")
			first, _ := utf8.DecodeRuneInString(text)
			words[first] = append(words[first], questionWord{text, kept})
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
		if word := longestQuestionWord(r, folded[i:]); word.kept {
			size = len(word.text)
		} else if word.text != "" {
			b.WriteByte(' ')
			i += len(word.text)
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

func longestQuestionWord(first rune, text string) (longest questionWord) {
	for _, word := range questionWords[first] {
		if len(word.text) > len(longest.text) && strings.HasPrefix(text, word.text) {
			longest = word
		}
	}
	return longest
}

// idf is the inverse document frequency of BM25 (Robertson and Spärck Jones, with 1 added so that it stays positive),
// for a term in n of total.
func idf(n, total int) float32 {
	return float32(math.Log(1 + (float64(total)-float64(n)+0.5)/(float64(n)+0.5)))
}
