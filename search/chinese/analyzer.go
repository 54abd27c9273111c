package chinese

import (
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/registry"
)

// AnalyzerName is the name of the analyzer in bleve's registry. A host that
// uses bleve directly imports this package and names it in its mapping:
//
//	field := bleve.NewTextFieldMapping()
//	field.Analyzer = chinese.AnalyzerName
//
// It emits words, subwords, pairs of characters and whole tokens, each text
// once per span. A position is the number of the character in the text, so
// that phrase queries match across different cuts; offsets refer to the
// original text, so that highlighting marks what was found.
const AnalyzerName = "zwgk"

// init makes the one registration: bleve finds analyzers by name only.
func init() {
	err := registry.RegisterAnalyzer(AnalyzerName, func(map[string]any, *registry.Cache) (analysis.Analyzer, error) {
		return bleveAnalyzer{}, nil
	})
	if err != nil {
		panic("chinese: another package registered the bleve analyzer " + AnalyzerName + ": " + err.Error())
	}
}

// bleveAnalyzer is the Default analyzer in bleve's shape.
type bleveAnalyzer struct{}

// Analyze implements bleve's analysis.Analyzer.
func (bleveAnalyzer) Analyze(input []byte) analysis.TokenStream {
	text := string(input)
	terms := Default().Append(nil, text, Word|Subword|Bigram|Whole)
	tokens := make([]analysis.Token, 0, len(terms))
	stream := make(analysis.TokenStream, 0, len(terms))
	position, counted := 1, 0
	for i, t := range terms {
		if repeats(terms[:i], t) {
			continue
		}
		position += utf8.RuneCountInString(text[counted:t.Start])
		counted = t.Start
		tokens = append(tokens, analysis.Token{
			Term: []byte(t.Text), Start: t.Start, End: t.End, Position: position, Type: tokenType(t.Class),
		})
		stream = append(stream, &tokens[len(tokens)-1])
	}
	return stream
}

// repeats says whether a term with the same span and text is among the last of
// those before it.
func repeats(before []Term, t Term) bool {
	for i := len(before) - 1; i >= 0 && before[i].Start == t.Start; i-- {
		if before[i].End == t.End && before[i].Text == t.Text {
			return true
		}
	}
	return false
}

func tokenType(class Class) analysis.TokenType {
	switch class {
	case Bigram:
		return analysis.Double
	case Whole:
		return analysis.AlphaNumeric
	}
	return analysis.Ideographic
}
