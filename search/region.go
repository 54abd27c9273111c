package search

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed regions.txt
var regionsFile string

// regionNames are the short names of provinces and prefecture-level cities by their first two characters, of which
// every name has at least as many.
var regionNames = sync.OnceValue(func() map[string][]string {
	names := map[string][]string{}
	for line := range strings.Lines(regionsFile) {
		line, _, _ = strings.Cut(line, "#")
		for _, name := range strings.Fields(line) {
			names[firstTwo(name)] = append(names[firstTwo(name)], name)
		}
	}
	return names
})

func firstTwo(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	_, m := utf8.DecodeRuneInString(s[n:])
	return s[:n+m]
}

// regionsIn returns the regions that a folded text names, in order.
func regionsIn(text string) []string {
	names := regionNames()
	var found []string
	for i, c := range text {
		if c < 0x4e00 {
			continue
		}
		for _, name := range names[firstTwo(text[i:])] {
			if strings.HasPrefix(text[i:], name) {
				found = append(found, name)
			}
		}
	}
	return found
}
