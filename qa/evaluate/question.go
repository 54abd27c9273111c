package evaluate

import (
	"encoding/json"
	"fmt"
	"io"
	"iter"

	"github.com/zwgk/zwgk/disclosure"
)

// Question is one row of a question list: either a single question, or a dialogue whose turns are asked one after
// the other in one conversation.
type Question struct {
	ID           string
	Text         string   // of a single question; may be empty, which is a question too
	Turns        []string // of a dialogue, else nil
	Unanswerable bool     // the row says "answerable": false: nothing in the corpus answers it
}

// DecodeQuestions reads JSON Lines {"id","text"} or {"id","turns":[…]}, either with "answerable". Fields beyond these
// are passed over. Ids may be numbers; a turn may be a string or {"text":…}. A row without id, without text and
// turns, or with an id that stood before yields a *disclosure.RowError, and reading goes on.
func DecodeQuestions(r io.Reader) iter.Seq2[Question, error] {
	return func(yield func(Question, error) bool) {
		seen := make(map[string]int)
		decode(r, func(number int, line []byte) (Question, error) {
			question, err := parseQuestion(line)
			if err != nil {
				return Question{}, err
			}
			if before, ok := seen[question.ID]; ok {
				return Question{}, &disclosure.RowError{ID: question.ID, Field: "id",
					Reason: fmt.Sprintf("%q stands on line %d too", question.ID, before)}
			}
			seen[question.ID] = number
			return question, nil
		})(yield)
	}
}

func parseQuestion(line []byte) (Question, error) {
	var row struct {
		ID         scalar  `json:"id"`
		Text       *string `json:"text"`
		Turns      []turn  `json:"turns"`
		Answerable *bool   `json:"answerable"`
	}
	if err := unmarshal(line, &row); err != nil {
		return Question{}, err
	}
	question := Question{ID: string(row.ID), Unanswerable: row.Answerable != nil && !*row.Answerable}
	switch {
	case row.ID == "":
		return Question{}, &disclosure.RowError{Field: "id", Reason: "missing"}
	case row.Text != nil && row.Turns != nil:
		return Question{}, &disclosure.RowError{ID: question.ID, Field: "turns", Reason: "stands beside text; give one of them"}
	case row.Text != nil:
		question.Text = *row.Text
	case len(row.Turns) > 0:
		for _, t := range row.Turns {
			question.Turns = append(question.Turns, string(t))
		}
	default:
		return Question{}, &disclosure.RowError{ID: question.ID, Field: "text", Reason: "missing, and no turns either"}
	}
	return question, nil
}

// turn is one question of a dialogue, "…" or {"text":"…"}.
type turn string

func (t *turn) UnmarshalJSON(data []byte) error {
	var row struct {
		Text *string `json:"text"`
	}
	var text string
	if json.Unmarshal(data, &text) == nil {
		*t = turn(text)
		return nil
	}
	if err := json.Unmarshal(data, &row); err != nil || row.Text == nil {
		return fmt.Errorf("a turn is a string or {\"text\": …}")
	}
	*t = turn(*row.Text)
	return nil
}
