// Package reference reads the dictionary and the cuts of github.com/go-ego/gse,
// which package chinese follows word for word. Only the generator and the
// tests import it: gse embeds 48 MB of dictionaries, of which the compiled
// automaton that chinese embeds is 4 MB.
package reference

import (
	"fmt"
	"math"

	"github.com/go-ego/gse"

	"github.com/zwgk/zwgk/search/chinese/internal/automaton"
)

// Dictionary is the embedded dictionary of gse that is followed: simplified
// Chinese, because text is folded to simplified characters first.
const Dictionary = "zh_s"

// Load loads gse with the dictionary, without its hidden Markov model.
func Load() (*gse.Segmenter, error) {
	segmenter := &gse.Segmenter{NotLoadHMM: true, SkipLog: true}
	if err := segmenter.LoadDictEmbed(Dictionary); err != nil {
		return nil, fmt.Errorf("reference: load gse's %s: %w", Dictionary, err)
	}
	return segmenter, nil
}

// Words are gse's words with gse's costs, float32 rounding included: the cuts
// depend on it.
func Words(segmenter *gse.Segmenter) []automaton.Word {
	total := float32(math.Log2(segmenter.Dict.TotalFreq()))
	words := make([]automaton.Word, 0, segmenter.Dict.NumTokens())
	for i := range segmenter.Dict.Tokens {
		token := &segmenter.Dict.Tokens[i]
		words = append(words, automaton.Word{
			Text: token.Text(),
			Cost: total - float32(math.Log2(token.Freq())),
		})
	}
	return words
}

// Compile compiles gse's dictionary.
func Compile() (*automaton.Automaton, error) {
	segmenter, err := Load()
	if err != nil {
		return nil, err
	}
	return automaton.Build(Words(segmenter), nil), nil
}
