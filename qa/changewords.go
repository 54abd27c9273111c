package qa

import (
	_ "embed"
	"sync"
)

//go:embed changewords.txt
var changeWordsFile string

// changeWords are words by which a question takes a change, a ban, a duty or a gift for given, changewords.txt.
var changeWords = sync.OnceValue(func() map[string]bool { return wordSet(changeWordsFile) })
