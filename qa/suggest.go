package qa

import (
	"strings"

	"github.com/zwgk/zwgk/search/chinese"
)

// Suggest returns up to limit known questions for what is being typed: those that begin with it first, then those that
// hold it.
func (a *Assistant) Suggest(typed string, limit int) []string {
	typed = strings.TrimSpace(chinese.Fold(typed))
	if typed == "" || limit <= 0 {
		return nil
	}
	var begin, hold []string
	for _, question := range a.questions {
		switch folded := chinese.Fold(question); {
		case strings.HasPrefix(folded, typed):
			begin = append(begin, question)
		case strings.Contains(folded, typed):
			hold = append(hold, question)
		}
	}
	all := append(begin, hold...)
	return all[:min(len(all), limit)]
}
