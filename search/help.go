package search

import (
	"strings"

	"github.com/zwgk/zwgk/search/chinese"
)

// Help is what may lead on from a search that found nothing, or nothing with every word.
type Help struct {
	Dropped    []string // words of the query that the best hit does not hold, or, without hits, that stand nowhere
	DidYouMean string   // as in Result
	Subjects   []string // 主题分类 of what holds some of the words, most frequent first, at most 3
	Related    []string // titles that words of the query lead to, at most 5
}

// Bounds of Help.
const (
	helpSubjects = 3
	helpRelated  = 5
)

// help fills DidYouMean and, where it is wanted, Help.
func (s *searching) help(result *Result, found []match) (err error) {
	if result.DidYouMean, err = s.didYouMean(); err != nil {
		return err
	}
	if result.Total > 0 && !result.Relaxed || s.query.Offset > 0 || strings.TrimSpace(s.query.Text) == "" {
		return nil
	}
	h := &Help{DidYouMean: result.DidYouMean}
	if len(found) > 0 {
		for _, count := range s.v.countFacet(found, BySubject, s.filter) {
			if len(h.Subjects) < helpSubjects {
				h.Subjects = append(h.Subjects, count.Value)
			}
		}
	}
	result.Help = h
	if err := s.dropped(h, result.Hits); err != nil {
		return err
	}
	return s.related(h)
}

// dropped names the words that were given up.
func (s *searching) dropped(h *Help, hits []Hit) error {
	best := ""
	if len(hits) > 0 {
		best = chinese.Fold(hits[0].Document.Title + "\n" + hits[0].Document.Text)
	}
	for _, word := range Parse(s.query.Text).Words {
		content := strings.TrimSpace(Content(word))
		holds := false
		for _, part := range append(s.x.opts.Synonyms.Of(content), strings.Fields(content)...) {
			if best != "" {
				holds = holds || strings.Contains(best, part)
				continue
			}
			n, err := s.frequency(part)
			if err != nil {
				return err
			}
			holds = holds || n > 0
		}
		if !holds && content != "" {
			h.Dropped = append(h.Dropped, word)
		}
	}
	return nil
}

// related completes the words of the query, and the words inside them, to titles.
func (s *searching) related(h *Help) error {
	parts, err := s.x.titles.of(s.ctx, s.x, s.v)
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, word := range Parse(s.query.Text).Words {
		content := Content(word)
		for _, span := range s.x.opts.Analyzer.Cut(nil, content) {
			piece := content[span.Start:span.End]
			if len(h.Related) == helpRelated {
				return nil
			}
			if !spelled(piece) {
				continue
			}
			for _, c := range s.v.suggest(parts, piece, 2) {
				if !seen[c.Text] && len(h.Related) < helpRelated {
					seen[c.Text] = true
					h.Related = append(h.Related, c.Text)
				}
			}
		}
	}
	return nil
}
