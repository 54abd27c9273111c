package search

import (
	"fmt"
	"strings"
)

// termList is what a term of a query adds to the score of each document of a view that holds it. Words are asked for
// again and again, and a query that finds its lists made has only to add them up.
type termList struct {
	documents []uint32 // numbers in the view, ascending
	starts    []uint32 // where in their segment's part of the body they begin
	gains     []uint16 // at most, for a weight of 1, in steps: in a document of several passages others may be best for the query
	step      float32

	documentIDF, passageIDF float32
	parts                   []heldBy // by segment: what the gains were made of
}

// heldBy are a term's postings in a segment, or in a document.
type heldBy struct{ body, title []posting }

// before cuts off what stands in later passages.
func (h heldBy) before(end uint32) heldBy {
	i, j := 0, 0
	for i < len(h.body) && h.body[i].passage < end {
		i++
	}
	for j < len(h.title) && h.title[j].passage < end {
		j++
	}
	return heldBy{h.body[:i], h.title[:j]}
}

// each visits the live documents that hold the term, in order, with where in the body they start.
func (h heldBy) each(s *segmentView, visit func(document, start uint32, held heldBy)) {
	body, title := h.body, h.title
	for i, j := 0, 0; i < len(body) || j < len(title); {
		var passage uint32
		if j == len(title) || i < len(body) && body[i].passage < title[j].passage {
			passage = body[i].passage
		} else {
			passage = title[j].passage
		}
		document := s.documentOf[passage]
		firstBody, firstTitle, end := i, j, s.passageAt[document+1]
		for i < len(body) && body[i].passage < end {
			i++
		}
		for j < len(title) && title[j].passage < end {
			j++
		}
		if s.live(document) {
			visit(document, uint32(firstBody), heldBy{body[firstBody:i], title[firstTitle:j]})
		}
	}
}

// termList returns a term's list, made when it is first asked for.
func (x *Index) termList(v *view, term planTerm) (*termList, error) {
	key := term.text
	if len(term.alternatives) > 0 {
		var b strings.Builder
		b.WriteString(key)
		for _, a := range term.alternatives {
			fmt.Fprintf(&b, "\x00%s\x00%g", a.word, a.weight)
		}
		key = b.String()
	}
	if list, ok := v.lists.get(key); ok {
		return list, nil
	}
	list := &termList{parts: make([]heldBy, len(v.segments))}
	size := 0
	for i, s := range v.segments {
		var err error
		if list.parts[i].body, err = x.postingsOf(s, bodyField, term); err != nil {
			return nil, err
		}
		if list.parts[i].title, err = x.postingsOf(s, titleField, term); err != nil {
			return nil, err
		}
		size += (len(list.parts[i].body) + len(list.parts[i].title)) * postingBytes
	}
	list.fill(v)
	v.lists.keep(key, list, size+len(list.documents)*10)
	return list, nil
}

// fill makes documents and gains out of the parts.
func (l *termList) fill(v *view) {
	w, a := &stageOne, v.averages()
	room := 0
	for _, part := range l.parts {
		room += len(part.body) + len(part.title)
	}
	room = min(room, v.allDocuments)
	l.documents, l.starts = make([]uint32, 0, room), make([]uint32, 0, room)
	gains, shares := make([]float32, 0, room), make([]float32, 0, room) // of documents, and of the passages beside
	passages := 0
	for i, s := range v.segments {
		first := uint32(v.firstDocument[i])
		l.parts[i].each(s, func(document, start uint32, held heldBy) {
			tf, title := w.documentTF(a, s, document, held)
			titleShare, best := float32(0), float32(0)
			if title > 0 {
				title *= w.passageTitle
				titleShare = w.saturate(title)
			}
			for _, p := range held.body {
				best = max(best, w.passageGain(a, s, p, title, titleShare))
			}
			passages += len(held.body)
			l.documents, l.starts = append(l.documents, first+document), append(l.starts, start)
			gains = append(gains, w.saturate(tf))
			shares = append(shares, w.passage*(titleShare+best))
		})
	}
	l.documents, l.starts = exactly(l.documents), exactly(l.starts)
	l.documentIDF, l.passageIDF = idf(len(l.documents), v.documents), idf(passages, v.passages)
	most := float32(0)
	for i, share := range shares {
		gains[i] = l.documentIDF*gains[i] + l.passageIDF*share
		most = max(most, gains[i])
	}
	l.gains, l.step = make([]uint16, len(gains)), most/gainSteps
	for i, gain := range gains {
		l.gains[i] = uint16(gain/l.step) + 1
	}
}

// exactly returns a list without room behind it, since it is kept: a document has several passages that hold a term.
func exactly(list []uint32) []uint32 {
	if cap(list) == len(list) {
		return list
	}
	return append(make([]uint32, 0, len(list)), list...)
}

// gainSteps is into how many steps the greatest gain of a list is parted. Gains are rounded up, by a step at most, which
// takes less memory and costs a look at a document more now and then.
const gainSteps = 1<<16 - 2
