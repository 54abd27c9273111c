package chinese

import (
	"sync"
	"unicode/utf8"
)

// Normalized is a text in the form in which it is indexed and searched.
type Normalized struct {
	// Text is the normalised text.
	Text  string
	marks []mark
}

// Normalize folds full width to half width, upper to lower case and
// traditional to simplified characters; unifies the brackets of document
// numbers (文号) to 〔〕; writes Chinese numerals of years (二〇二四年), months and
// days (三月五日) and of 第…号 with digits; turns special spaces into plain ones;
// drops control and zero-width characters; and replaces invalid UTF-8 by
// U+FFFD.
func Normalize(text string) Normalized {
	var f folder
	f.run(text)
	return Normalized{Text: f.text, marks: f.marks}
}

// folders are kept for Fold.
var folders = sync.Pool{New: func() any { return new(folder) }}

// Fold is Normalize where only the text is wanted.
func Fold(text string) string {
	f := folders.Get().(*folder)
	f.run(text)
	folded := f.text
	if f.text = ""; cap(f.buf) <= maxKept {
		folders.Put(f)
	}
	return folded
}

// Original maps a byte span of Text to the span of the original text that it
// came from. What became one piece (二〇二四 for 2024) is taken whole. The
// offsets must lie on rune boundaries within Text; others are clamped.
func (n Normalized) Original(start, end int) (int, int) {
	start = min(max(start, 0), len(n.Text))
	end = min(max(end, start), len(n.Text))
	from := originalStart(n.marks, after(n.marks, start), start)
	if start == end {
		return from, from
	}
	return from, originalEnd(n.marks, after(n.marks, end-1), end)
}

// mark says that from offset norm of the normalised text on the original
// offset is orig plus what norm advances; with solid set, that the piece up to
// the next mark stands for the original piece as a whole.
type mark struct {
	norm, orig int
	solid      bool
}

// after is the number of marks at or before a normalised offset.
func after(marks []mark, at int) int {
	lo, hi := 0, len(marks)
	for lo < hi {
		if mid := (lo + hi) / 2; marks[mid].norm <= at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// originalStart maps a start; n is after(marks, at).
func originalStart(marks []mark, n, at int) int {
	if n == 0 {
		return at
	}
	m := marks[n-1]
	if m.solid {
		return m.orig
	}
	return m.orig + at - m.norm
}

// originalEnd maps an end; n is after(marks, at-1).
func originalEnd(marks []mark, n, at int) int {
	if n == 0 {
		return at
	}
	m := marks[n-1]
	if m.solid {
		return marks[n].orig // every solid piece is closed by a mark
	}
	return m.orig + at - m.norm
}

// folder normalises one text. Its memory is kept for the next.
type folder struct {
	table *foldTable
	text  string // the result
	buf   []byte
	marks []mark
	done  int // original offset up to which buf holds the text
}

// run normalises text into f.text, which is text itself if nothing changes.
func (f *folder) run(text string) {
	f.table = loadFold()
	f.buf, f.marks, f.done = f.buf[:0], f.marks[:0], 0
	changed := false
	for at := 0; at < len(text); {
		if c := text[at]; c < utf8.RuneSelf && !f.table.special.has(rune(c)) {
			at++
			continue
		}
		r, size := decode(text, at)
		if r < 0x10000 && r != utf8.RuneError && !f.table.special.has(r) {
			at += size
			continue
		}
		if next := f.special(text, at, r, size); next > at {
			at, changed = next, true
		} else {
			at += size
		}
	}
	if !changed {
		f.text = text
		return
	}
	f.copy(text, len(text))
	f.text = string(f.buf)
}

// copy takes the original text up to offset at over as it is.
func (f *folder) copy(text string, at int) {
	f.buf = append(f.buf, text[f.done:at]...)
	f.done = at
}

// special handles a rune that may change and returns the offset after what it
// replaced, or at itself if everything stays.
func (f *folder) special(text string, at int, r rune, size int) int {
	if r < 0x10000 && f.table.context.has(r) {
		if next := f.number(text, at, r, size); next > at {
			return next
		}
	}
	to := f.table.rune(r)
	if f.table.phrases[r] != nil {
		f.copy(text, at)
		to = f.table.inContext(r, f.buf, text[at+size:])
	}
	if to == r && (r != utf8.RuneError || size == 3) {
		return at
	}
	f.copy(text, at)
	if to == drop {
		f.replace(at+size, "")
	} else if utf8.RuneLen(to) == size {
		f.buf = utf8.AppendRune(f.buf, to)
		f.done = at + size
	} else {
		f.open()
		f.buf = utf8.AppendRune(f.buf, to)
		f.close(at + size)
	}
	return at + size
}

// replace puts to in the place of the original text up to offset end, as one
// piece.
func (f *folder) replace(end int, to string) {
	if end == f.done && to == "" {
		return
	}
	f.open()
	f.buf = append(f.buf, to...)
	f.close(end)
}

// open begins a solid piece at the end of buf.
func (f *folder) open() {
	m := mark{norm: len(f.buf), orig: f.done, solid: true}
	if last := len(f.marks) - 1; last >= 0 && f.marks[last] == (mark{norm: m.norm, orig: m.orig}) {
		f.marks[last] = m
		return
	}
	f.marks = append(f.marks, m)
}

// close ends the solid piece: it stands for the original text up to end.
func (f *folder) close(end int) {
	f.done = end
	f.marks = append(f.marks, mark{norm: len(f.buf), orig: end})
}
