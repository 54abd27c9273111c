package qa

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed changewords.txt
var changeWordsFile string

// changeWords are words by which a question takes a change, a ban, a duty or a gift for given, changewords.txt.
var changeWords = sync.OnceValue(func() map[string]bool {
	words := map[string]bool{}
	for line := range strings.Lines(changeWordsFile) {
		line, _, _ = strings.Cut(line, "#")
		for word := range strings.FieldsSeq(line) {
			words[word] = true
		}
	}
	return words
})
