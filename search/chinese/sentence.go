package chinese

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	sentenceEnds = "。！？；!?;\n\u2028\u2029"
	clauseEnds   = sentenceEnds + "，、：,:"
	// closers that stay with the sentence or clause they end
	closing = "”’」』）)】〕》〉］]｝}"
)

// Sentences splits text after 。！？； and their half-width forms and after
// line breaks. Closing quotes and brackets and white space stay with the
// sentence before them. The spans follow each other without gaps and cover all
// of the text. A full stop (.) never splits, so decimals, list numbers and
// abbreviations stay whole; nor do marks inside Latin text, as in a URL.
func Sentences(text string) []Span { return splitAfter(text, sentenceEnds) }

// Clauses splits like Sentences and also after ，、： and their half-width
// forms, but not inside 1,234 or 8:30.
func Clauses(text string) []Span { return splitAfter(text, clauseEnds) }

// splitAfter splits text after any of the ends.
func splitAfter(text, ends string) []Span {
	var spans []Span
	start := 0
	for at := 0; at < len(text); {
		r, size := decode(text, at)
		end := at + size
		if !strings.ContainsRune(ends, r) || r < utf8.RuneSelf && within(text, at, end) {
			at = end
			continue
		}
		end = tail(text, start, end, ends)
		spans = append(spans, Span{start, end})
		start, at = end, end
	}
	if start < len(text) {
		spans = append(spans, Span{start, len(text)})
	}
	return spans
}

// within says whether an ASCII mark from at to end stands inside Latin text or
// a number: between letters and digits, or as in http://.
func within(text string, at, end int) bool {
	if at == 0 || end == len(text) || !wordByte(text[at-1]) {
		return false
	}
	return wordByte(text[end]) || text[at] == ':' && text[end] == '/'
}

func wordByte(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// tail is the end of what belongs to the sentence from start after its first
// mark: more marks, closing quotes and brackets, white space.
func tail(text string, start, end int, ends string) int {
	for end < len(text) {
		r, size := decode(text, end)
		switch {
		case unicode.IsSpace(r), strings.ContainsRune(ends, r), strings.ContainsRune(closing, r):
		case r == '"' && strings.Count(text[start:end], `"`)%2 == 1:
		default:
			return end
		}
		end += size
	}
	return end
}
