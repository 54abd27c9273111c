package evaluate

import (
	"encoding/json"
	"errors"
	"regexp"

	"github.com/zwgk/zwgk/disclosure"
)

// scalar is an id or a text that data sets write as a string or as a number.
type scalar string

func (s *scalar) UnmarshalJSON(data []byte) error {
	var text string
	if json.Unmarshal(data, &text) == nil {
		*s = scalar(text)
		return nil
	}
	var number json.Number
	if err := json.Unmarshal(data, &number); err != nil {
		return errors.New("neither a string nor a number")
	}
	*s = scalar(number)
	return nil
}

// list is one scalar or a list of them. Empty ones are left out.
type list []string

func (l *list) UnmarshalJSON(data []byte) error {
	var many []scalar
	if err := json.Unmarshal(data, &many); err != nil {
		var one scalar
		if json.Unmarshal(data, &one) != nil {
			return errors.New("neither a string nor a list of strings")
		}
		many = []scalar{one}
	}
	*l = nil
	for _, s := range many {
		if s != "" {
			*l = append(*l, string(s))
		}
	}
	return nil
}

// unmarshal decodes one line and names the field where it does not fit.
func unmarshal(line []byte, row any) error {
	if !json.Valid(line) {
		line = withoutNaN(line)
	}
	err := json.Unmarshal(line, row)
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		return &disclosure.RowError{Field: wrong.Field, Reason: "is a JSON " + wrong.Value}
	}
	if err != nil {
		return &disclosure.RowError{Reason: err.Error()}
	}
	return nil
}

// withoutNaN puts null in place of NaN and Infinity outside of strings. JSON has no such numbers, but the most used
// Python encoder writes them where a table had an empty cell.
func withoutNaN(line []byte) []byte {
	var out []byte
	for inString := false; len(line) > 0; {
		n := 1
		switch {
		case inString && line[0] == '\\' && len(line) > 1:
			n = 2
		case line[0] == '"':
			inString = !inString
		case !inString:
			if word := notANumber.Find(line); word != nil {
				out, line = append(out, "null"...), line[len(word):]
				continue
			}
		}
		out, line = append(out, line[:n]...), line[n:]
	}
	return out
}

var notANumber = regexp.MustCompile(`^(NaN|-?Infinity)`)
