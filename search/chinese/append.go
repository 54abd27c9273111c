package chinese

// Append appends the terms of text that belong to classes, in order of Start,
// then longer first, then class. Within a class no term occurs twice with the
// same span and text. Texts of terms share memory with text or with its
// normalised form, so that a term allocates nothing by itself.
func (a *Analyzer) Append(dst []Term, text string, classes Class) []Term {
	s := a.scratch()
	defer a.release(s)
	s.fold.run(text)
	e := emitter{text: s.fold.text, dst: dst, classes: classes, path: &s.path}
	if classes&Whole != 0 {
		e.wholes = s.wholes.scan(e.text)
	}
	first := len(dst)
	if classes&^Whole != 0 {
		s.path.over = a.over.Load()
		for from := 0; from < len(e.text); {
			size := s.path.split(e.text[from:])
			s.path.best()
			e.chunk(from)
			from += size
		}
	}
	e.flush(len(e.text) + 1)
	s.fold.restore(e.dst[first:])
	return e.dst
}

// emitter writes the terms of a text, with offsets into the normalised text.
type emitter struct {
	text    string
	dst     []Term
	classes Class
	path    *path
	wholes  []whole // those not yet written
}

// flush writes the whole tokens that start before an offset.
func (e *emitter) flush(before int) {
	for len(e.wholes) > 0 && e.wholes[0].start < before {
		w := e.wholes[0]
		e.dst = append(e.dst, Term{Text: w.text, Start: w.start, End: w.end, Class: Whole})
		e.wholes = e.wholes[1:]
	}
}

// chunk writes the terms of the chunk on the path, which starts at from.
func (e *emitter) chunk(from int) {
	for i := 0; i < len(e.path.units); {
		length := int(e.path.units[i].back)
		for k := i; k < i+length; k++ {
			start := from + e.path.begin(k)
			e.flush(start)
			group := len(e.dst)
			e.flush(start + 1)
			if k == i && e.classes&Word != 0 && e.path.hasHan(i, length) {
				e.put(Word, from, k, length)
			}
			if e.classes&Subword != 0 && length > 2 {
				for lengths := e.path.inner(i, length, k); lengths != 0; {
					var n int
					n, lengths = longest(lengths)
					e.put(Subword, from, k, n)
				}
			}
			if e.path.units[k].kind == kindHan {
				e.characters(from, k)
			}
			e.order(group)
		}
		i += length
	}
}

// characters writes the pair and the character at unit k.
func (e *emitter) characters(from, k int) {
	if units := e.path.units; e.classes&Bigram != 0 && k+1 < len(units) && units[k+1].kind == kindHan {
		e.put(Bigram, from, k, 2)
	}
	if e.classes&Character != 0 {
		e.put(Character, from, k, 1)
	}
}

// put writes the term of n units from unit k on.
func (e *emitter) put(class Class, from, k, n int) {
	start, end := from+e.path.begin(k), from+int(e.path.units[k+n-1].end)
	e.dst = append(e.dst, Term{Text: e.text[start:end], Start: start, End: end, Class: class})
}

// order sorts the few terms from group on, which start together, by insertion.
func (e *emitter) order(group int) {
	for i := group + 1; i < len(e.dst); i++ {
		for j := i; j > group; j-- {
			x, y := &e.dst[j-1], &e.dst[j]
			if x.End > y.End || x.End == y.End && x.Class <= y.Class {
				break
			}
			*x, *y = *y, *x
		}
	}
}

// restore turns offsets into the normalised text, in order of Start, into
// offsets into the original.
func (f *folder) restore(terms []Term) {
	if len(f.marks) == 0 {
		return
	}
	n := 0 // marks at or before the start
	for i := range terms {
		t := &terms[i]
		for n < len(f.marks) && f.marks[n].norm <= t.Start {
			n++
		}
		last := n
		for last < len(f.marks) && f.marks[last].norm < t.End {
			last++
		}
		t.Start, t.End = originalStart(f.marks, n, t.Start), originalEnd(f.marks, last, t.End)
	}
}
