package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// tidy makes plain text of what readers gathered: lines end with \n and not with space, there is at most one empty
// line in a row, and no control or invisible filling characters. Words are not touched.
func tidy(text string) string {
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "\uFFFD")
	}
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\u0085", "\n", "\f", "\n", "\v", "\n").Replace(text)
	var b strings.Builder
	b.Grow(len(text))
	empty := 2 // no empty lines at the beginning
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimRightFunc(strings.Map(visible, line), unicode.IsSpace)
		if line == "" {
			empty++
			continue
		}
		if b.Len() > 0 {
			b.WriteString(strings.Repeat("\n", min(empty, 1)+1))
		}
		b.WriteString(line)
		empty = 0
	}
	return b.String()
}

// visible drops control characters, and marks that only a file's beginning or a line break opportunity needs.
func visible(r rune) rune {
	switch {
	case r == '\t':
		return r
	case r == '\u00a0':
		return ' '
	case unicode.IsControl(r), r == '\ufeff', r == '\u00ad', r == '\u200b':
		return -1
	}
	return r
}

// oneLine makes one line of a text, white space single.
func oneLine(text string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r == '\r' {
			return ' '
		}
		return visible(r)
	}, strings.ToValidUTF8(text, "\uFFFD"))), " ")
}

// writer gathers blocks and lines. White space inside a line is the caller's to make single.
type writer struct {
	b     strings.Builder
	limit int64 // in bytes
	full  bool  // the limit was met
	open  bool  // the last page's last paragraph may go on
}

func (w *writer) text(s string) {
	if int64(w.b.Len()+len(s)) > w.limit {
		w.full = true
		return
	}
	w.b.WriteString(s)
}

// line ends the line that is open.
func (w *writer) line() {
	if s := w.b.String(); s != "" && s[len(s)-1] != '\n' {
		w.text("\n")
	}
}

// block ends a paragraph: an empty line follows.
func (w *writer) block() {
	if s := w.b.String(); s != "" && !strings.HasSuffix(s, "\n\n") {
		w.line()
		w.text("\n")
	}
}
