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
	return (*overlay)(nil).with(base, lexiconWords(), lexiconWeight)
}

// lexiconWords are the words of lexicon.txt with their braces expanded.
func lexiconWords() (words []string) {
	for line := range strings.SplitSeq(lexiconText, "\n") {
		line, _, _ = strings.Cut(line, "#")
		for _, pattern := range strings.Fields(line) {
			words = expand(words, "", pattern)
		}
	}
	return words
}

// expand appends what a pattern stands for behind a prefix: {a,b}c is ac bc.
func expand(words []string, prefix, pattern string) []string {
	open := strings.IndexByte(pattern, '{')
	if open < 0 {
		return append(words, Fold(prefix+pattern))
	}
	inner, rest, _ := strings.Cut(pattern[open+1:], "}")
	for choice := range strings.SplitSeq(inner, ",") {
		words = expand(words, prefix+pattern[:open]+choice, rest)
	}
	return words
}
