package chat

import (
	"strings"
	"sync/atomic"
	"unicode"
)

// WordList is a list of expressions that a host does not want taken or shown. Its Refuses is an Options.Refuse. The
// list can be replaced while it is in use.
type WordList struct {
	fold func(string) string
	root atomic.Pointer[wordNode]
}

type wordNode struct {
	next map[rune]*wordNode
	end  bool
}

// NewWordList returns a list of words. fold, if not nil, is applied to words and texts alike, for what this package
// does not know: traditional characters, homophones.
func NewWordList(words []string, fold func(string) string) *WordList {
	l := &WordList{fold: fold}
	l.Replace(words)
	return l
}

// Replace puts another list in place of the old one.
func (l *WordList) Replace(words []string) {
	root := &wordNode{}
	for _, word := range words {
		node := root
		for _, r := range l.plain(word) {
			if node.next == nil {
				node.next = make(map[rune]*wordNode)
			}
			if node.next[r] == nil {
				node.next[r] = &wordNode{}
			}
			node = node.next[r]
		}
		node.end = node != root
	}
	l.root.Store(root)
}

// Refuses says whether a word of the list stands in the text, in half or full width, in upper or lower case, with
// spaces, punctuation or invisible characters between its letters.
func (l *WordList) Refuses(text string) bool {
	root, runes := l.root.Load(), l.plain(text)
	for start := range runes {
		node := root
		for _, r := range runes[start:] {
			if node = node.next[r]; node == nil {
				break
			}
			if node.end {
				return true
			}
		}
	}
	return false
}

func (l *WordList) plain(text string) []rune {
	if l.fold != nil {
		text = l.fold(text)
	}
	var runes []rune
	for _, r := range strings.ToLower(narrow(text)) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			runes = append(runes, r)
		}
	}
	return runes
}

// narrow turns full-width ASCII (U+FF01–U+FF5E) and the ideographic space into ASCII, rune by rune.
func narrow(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '\u3000':
			return ' '
		}
		return r
	}, text)
}
