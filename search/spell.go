package search

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/zwgk/zwgk/search/chinese"
)

// Spelling offers another query where a word of the query hardly stands in the index, and a word that sounds alike or
// differs by one character does: 高零津贴 for 高龄津贴, 公基金 for 公积金. It is offered, never put in place of what was typed.

// How a word that was meant may differ from what was typed, and what that is worth.
const (
	sameSound = 3.0 // 高零 for 高龄
	nearSound = 2.0 // 拿证 for 拉证: n/l, zh/z, in/ing …
	oneSlip   = 1.5 // one character wrong, missing or too many, or two that changed places
)

// A window of what was typed is rare when it stands in no document, or a meant word is this many times as frequent.
const rareRatio = 30

// minSlipRunes is the shortest word that a near sound or a slip is looked for in: of two characters either could be meant.
const minSlipRunes = 3

// maxKeyword is the longest word in characters that is taken for a keyword. In whole questions a name or a turn of
// speech that the index does not know is likelier than a slip, so only words of one sound are offered there. Measured on
// questions of three portals: slips offered within questions were wrong in all but a few.
const maxKeyword = 8

// glue are characters that join words; none is a slip for a part of one.
const glue = "的了在是有和与及或对为等要把被将不也可会能于以并其所到从由向给让如若欲就都还又再很更最这那哪之者则且"

// spelling corrects one query.
type spelling struct {
	*searching
	vocabularies []*vocabulary
}

// correction is a stretch of a word and what was probably meant.
type correction struct {
	span  Span
	meant string
	worth float64
}

// DidYouMean returns a query text with likely slips of spelling put right (高零津贴 → 高龄津贴), "" where there are none: what
// Result.DidYouMean says, for callers that want no hits. It fails as Search does.
func (x *Index) DidYouMean(ctx context.Context, text string) (string, error) {
	query := Query{Text: text}
	if err := query.Validate(); err != nil {
		return "", err
	}
	done, err := x.turn(ctx)
	if err != nil {
		return "", err
	}
	defer done()
	v, err := x.acquire()
	if err != nil {
		return "", err
	}
	defer v.release()
	s := &searching{x: x, ctx: ctx, v: v, query: query, plan: x.newPlan(query), board: &scoreboard{}}
	if s.board.named, err = x.named(v, text); err != nil {
		return "", err
	}
	return s.didYouMean()
}

// didYouMean returns the query text put right, or "".
func (s *searching) didYouMean() (string, error) {
	if s.query.Offset > 0 || len(s.plan.words) == 0 || len(s.board.named) > 0 {
		return "", nil
	}
	parsed := Parse(s.query.Text)
	sp := spelling{searching: s}
	changed := false
	for i, word := range parsed.Words {
		folded := chinese.Fold(word)
		suspect, err := s.hasRarePair(folded)
		if err != nil {
			return "", err
		}
		if !suspect {
			continue
		}
		if sp.vocabularies == nil {
			parts, err := s.x.titles.of(s.ctx, s.x, s.v)
			if err != nil {
				return "", err
			}
			for _, part := range parts {
				sp.vocabularies = append(sp.vocabularies, part.vocabulary)
			}
		}
		better, err := sp.correct(word)
		if err != nil {
			return "", err
		}
		if better != word {
			parsed.Words[i], changed = better, true
		}
	}
	if !changed {
		return "", nil
	}
	return parsed.String(), nil
}

// hasRarePair says whether any pair of characters of a word stands in fewer than three documents' worth of passages.
func (s *searching) hasRarePair(folded string) (bool, error) {
	for _, term := range s.x.opts.Analyzer.Append(nil, folded, chinese.Bigram) {
		n, err := s.frequency(term.Text)
		if n < 3 || err != nil {
			return true, err
		}
	}
	return false, nil
}

// frequency counts the passages and titles that hold a phrase.
func (s *searching) frequency(phrase string) (n int, err error) {
	terms := phraseTerms(s.x.opts.Analyzer, phrase)
	if len(terms) == 0 {
		return 0, nil
	}
	if list, ok := s.v.lists.get(terms[0]); ok && len(terms) == 1 { // as of most pairs of a query
		for _, part := range list.parts {
			n += len(part.body) + len(part.title)
		}
		return n, nil
	}
	if n, ok := s.v.frequencies.get(phrase); ok {
		return n, nil
	}
	for _, segment := range s.v.segments {
		for _, field := range []string{bodyField, titleField} {
			list, err := s.x.postings.phrase(segment, field, terms)
			if err != nil {
				return 0, err
			}
			n += len(list)
		}
	}
	s.v.frequencies.keep(strings.Clone(phrase), n, len(phrase))
	return n, nil
}

// maxSpelledRunes bounds how much of a word spelling looks at.
const maxSpelledRunes = 40

// correct puts the most promising stretch of a word right, at most twice.
func (sp *spelling) correct(word string) (string, error) {
	for range 2 {
		n, best := chinese.Normalize(word), correction{}
		keyword := utf8.RuneCountInString(n.Text) <= maxKeyword
		for _, w := range sp.windows(n.Text) {
			c, err := sp.meant(n.Text, w, keyword)
			if err != nil {
				return word, err
			}
			if c.worth > best.worth {
				best = c
			}
		}
		if best.worth == 0 {
			break
		}
		start, end := n.Original(best.span.Start, best.span.End)
		word = word[:start] + best.meant + word[end:]
	}
	return word, nil
}

// windows returns the stretches of a word that begin and end where words of its cut do, and are no word themselves.
func (sp *spelling) windows(word string) (windows []Span) {
	cut := sp.x.opts.Analyzer.Cut(nil, word)
	for i := range cut {
		if utf8.RuneCountInString(word[:cut[i].Start]) > maxSpelledRunes {
			break
		}
		for j := i + 1; j < len(cut); j++ {
			piece := word[cut[i].Start:cut[j].End]
			if utf8.RuneCountInString(piece) > maxSpelled+1 {
				break
			}
			if Content(piece) != piece {
				break // 什么, 怎么: no slip
			}
			if !sp.x.opts.Analyzer.IsWord(piece) && (spelled(piece) || utf8.RuneCountInString(piece) == maxSpelled+1) {
				windows = append(windows, Span{cut[i].Start, cut[j].End})
			}
		}
	}
	return windows
}

// typedWord is a stretch of a word with what it is compared by.
type typedWord struct {
	text         string
	sound, plain string
	runes        int
	frequency    int  // or unknown
	keyword      bool // it stands in a word short enough for slips
}

const unknown = -1

// candidates returns the words of a vocabulary that may have been meant: of its sound, and for a keyword those that begin
// or end as it does.
func (t *typedWord) candidates(v *vocabulary) []uint32 {
	if !t.keyword {
		return v.bySound[t.sound]
	}
	first, _ := utf8.DecodeRuneInString(t.text)
	last, _ := utf8.DecodeLastRuneInString(t.text)
	return slices.Concat(v.bySound[t.sound], v.byEnds[first], v.byEnds[last])
}

// worth says how likely another word was meant, by form alone; 0 is not.
func (t *typedWord) worth(meant string) float64 {
	first, _ := utf8.DecodeRuneInString(t.text)
	last, _ := utf8.DecodeLastRuneInString(t.text)
	if strings.ContainsRune(glue, first) && !strings.ContainsRune(meant, first) || strings.ContainsRune(glue, last) && !strings.ContainsRune(meant, last) {
		return 0
	}
	long := t.runes >= minSlipRunes && utf8.RuneCountInString(meant) >= minSlipRunes
	switch {
	case soundOf(meant, strings.Clone) == t.plain && (t.keyword || long):
		return sameSound
	case !t.keyword || !long || strings.Contains(t.text, meant): // the last: a word typed right, and a character beside it
		return 0
	case soundOf(meant, near) == t.sound:
		return nearSound
	case oneEdit([]rune(t.text), []rune(meant)) && !strings.ContainsFunc(t.text, func(r rune) bool {
		return strings.ContainsRune(glue, r) && !strings.ContainsRune(meant, r)
	}):
		return oneSlip
	}
	return 0
}

// stands says whether a word stands in the index so much more often than what was typed that it can be offered.
func (t *typedWord) stands(frequency int, worth float64) bool {
	if t.frequency > 0 {
		return frequency >= rareRatio*t.frequency
	}
	return frequency >= 2 || frequency == 1 && worth >= nearSound
}

// meant finds the word that was most likely meant by a stretch of a word; its worth is 0 where none was.
func (sp *spelling) meant(word string, window Span, keyword bool) (best correction, err error) {
	t := typedWord{text: word[window.Start:window.End], keyword: keyword, frequency: unknown}
	if t.runes = utf8.RuneCountInString(t.text); !keyword && t.runes < minSlipRunes {
		return best, nil
	}
	t.sound, t.plain = soundOf(t.text, near), soundOf(t.text, strings.Clone)
	seen := map[string]bool{t.text: true}
	for _, v := range sp.vocabularies {
		for _, id := range t.candidates(v) {
			meant := v.words[id]
			if seen[meant] {
				continue
			}
			seen[meant] = true
			worth := t.worth(meant)
			if worth == 0 {
				continue
			}
			if t.frequency == unknown { // reading it costs more than all of the above
				if t.frequency, err = sp.frequency(t.text); err != nil {
					return best, err
				}
			}
			n, err := sp.frequency(meant)
			if err != nil {
				return best, err
			}
			if !t.stands(n, worth) {
				continue
			}
			worth += float64(t.runes) + 1 - 1/float64(n+1)
			if worth > best.worth || worth == best.worth && meant < best.meant {
				best = correction{window, meant, worth}
			}
		}
	}
	return best, nil
}

// oneEdit says whether two words differ by one character wrong, missing or too many, or by two neighbours that changed
// places.
func oneEdit(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch {
	case len(b)-len(a) > 1:
		return false
	case len(b) > len(a):
		return string(a[i:]) == string(b[i+1:])
	case i == len(a):
		return false
	}
	if string(a[i+1:]) == string(b[i+1:]) {
		return true
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && string(a[i+2:]) == string(b[i+2:])
}
