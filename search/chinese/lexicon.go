package chinese

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed lexicon.txt
var lexiconText string

// lexicon is the overlay of lexicon.txt, compiled once.
var lexicon = sync.OnceValue(func() *overlay { return buildLexicon(loadDictionary()) })

func buildLexicon(base *dictionary) *overlay {
	var words []string
	for line := range strings.SplitSeq(lexiconText, "\n") {
		line, _, _ = strings.Cut(line, "#")
		words = append(words, strings.Fields(line)...)
	}
	return (*overlay)(nil).with(base, words, lexiconAdvantage)
}
