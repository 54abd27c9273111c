package qa

import (
	"github.com/zwgk/zwgk/search"
)

// newQuestionCompleter completes questions; of several that fit, the one given first comes first.
func newQuestionCompleter(questions []string) *search.Completer {
	weights := make([]float64, len(questions))
	for i := range weights {
		weights[i] = float64(len(weights) - i)
	}
	return search.NewCompleter(questions, weights)
}

// Suggest returns up to limit known questions for what is being typed, in characters, pinyin or initials (gljt): those
// that begin with it first, then those in which a word begins with it.
func (a *Assistant) Suggest(typed string, limit int) (questions []string) {
	for _, c := range a.completer.Complete(typed, limit) {
		questions = append(questions, c.Text)
	}
	return questions
}
