package main

import (
	"net/url"
	"slices"
	"strings"

	"github.com/zwgk/zwgk/search"
)

// didYouMean (您是不是要找) offers the query with one word put right, by the keywords of the documents that hold parts
// of it: 高零津贴 → 高龄津贴. A word is put right when one character differs, is missing or too much.
func didYouMean(r request, near []search.Hit) []link {
	var offered []link
	words := strings.Fields(r.text)
	for i, word := range words {
		for _, hit := range near {
			for _, term := range slices.Concat(hit.Document.Keywords, hit.Document.Subjects) {
				if len(offered) >= 3 || !oneEdit([]rune(word), []rune(term)) {
					continue
				}
				right := slices.Clone(words)
				right[i] = term
				text := strings.Join(right, " ")
				if !slices.ContainsFunc(offered, func(l link) bool { return l.Text == text }) {
					offered = append(offered, link{Text: text, URL: "/?" + url.Values{"q": {text}}.Encode()})
				}
			}
		}
	}
	return offered
}

// oneEdit says whether a and b, of at least three characters, differ in exactly one.
func oneEdit(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < 3 && len(b) < 4 || len(b)-len(a) > 1 {
		return false
	}
	head := 0
	for head < len(a) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	return len(b)-head-tail == 1
}
