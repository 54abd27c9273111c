package search_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/zwgk/zwgk/search"
)

// sighted looks for each thing by itself.
func sighted(query string, terms []string, text string) search.Sighting {
	s := search.Sighting{Counts: map[string]int{}, Held: make([]int, len(terms))}
	for _, c := range query {
		if c != ' ' && strings.ContainsRune(text, c) {
			s.Counts[string(c)] = strings.Count(text, string(c))
		}
	}
	runes := []rune(query)
	for start := range runes {
		for end := start + 1; end <= len(runes) && runes[end-1] != ' ' && strings.Contains(text, string(runes[start:end])); end++ {
			s.Longest = max(s.Longest, end-start)
		}
	}
	last := rune(0)
	for _, c := range text {
		if c >= 0x3400 && last >= 0x3400 {
			s.Pairs++
			if strings.Contains(query, string([]rune{last, c})) {
				s.Asked++
			}
		}
		last = c
	}
	for i, term := range terms {
		s.Held[i] = min(strings.Count(text, term), 6)
		for from, n := 0, 0; n < s.Held[i]; n++ {
			from += strings.Index(text[from:], term)
			s.Spots = append(s.Spots, [2]int{from, i})
			from += len(term)
		}
	}
	s.Sort()
	return s
}

func TestOneLookFindsWhatManyFind(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	draw := func(letters string, n int) string {
		runes := []rune(letters)
		var b strings.Builder
		for range n {
			b.WriteRune(runes[random.IntN(len(runes))])
		}
		return b.String()
	}
	for i := range 1000 {
		query := strings.TrimSpace(draw("甲乙丙丁a1 ", 1+random.IntN(12)))
		if i%10 == 0 { // more characters than slots tell apart
			var b strings.Builder
			for range 150 {
				b.WriteRune(rune(0x4E00 + 64*random.IntN(300)))
			}
			query += b.String()
		}
		runes := []rune(query)
		terms := []string{draw("甲乙丙戊", 2)}
		for range 4 {
			if start := random.IntN(len(runes) + 1); start < len(runes) {
				term := string(runes[start : start+1+random.IntN(len(runes)-start)])
				if !strings.Contains(term, " ") && !strings.Contains(strings.Join(terms, " "), term) {
					terms = append(terms, term)
				}
			}
		}
		text := draw("甲乙丙丁戊a1 。", random.IntN(60)) + query + draw(query+"。", random.IntN(20))
		got := search.Sight(query, terms, text)
		if diff := cmp.Diff(sighted(query, terms, text), got); diff != "" || !utf8.ValidString(text) {
			t.Fatalf("%q %q in %q (-one by one +at one go):\n%s", query, terms, text, diff)
		}
	}
}
