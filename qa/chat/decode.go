package chat

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// incoming is any message of a client.
type incoming struct {
	Type         string
	Version      int
	ID           string
	Text         string
	Conversation string
	Last         int
	MessageID    string
	Helpful      bool
	Reason       string
}

// allowed lists, for each type a client may send, its fields beside type and v. Names are compared exactly:
// encoding/json alone would take TYPE for type.
var allowed = map[string][]string{
	"hello":    {"conversation", "last"},
	"ask":      {"id", "text"},
	"suggest":  {"id", "text"},
	"feedback": {"id", "message_id", "helpful", "reason"},
	"history":  {"id"},
	"forget":   {"id"},
}

// required lists the fields that must be there.
var required = map[string][]string{
	"ask":      {"text"},
	"suggest":  {"text"},
	"feedback": {"message_id", "helpful"},
}

var errVersion = errors.New("version")

// decode reads one message strictly. The incoming it returns beside an error holds what could be read before it.
func decode(data []byte) (incoming, error) {
	var peek struct {
		Type string `json:"type"`
	}
	_ = json.Unmarshal(data, &peek) // what it is not is found below
	fields, known := allowed[peek.Type]
	if !known {
		fields = []string{"id"}
	}
	message, err := decodeFields(data, append([]string{"type", "v"}, fields...), append([]string{"type"}, required[peek.Type]...))
	switch {
	case err == nil && !known:
		err = errors.New("unknown type")
	case err == nil:
		err = message.bounds()
	}
	return message, err
}

// decodeFields reads a JSON object that may hold the fields allowed and must hold those required.
func decodeFields(data []byte, allowed, required []string) (incoming, error) {
	var message incoming
	if !utf8.Valid(data) || depth(data) > maxDepth {
		return message, errors.New("no JSON object")
	}
	fields, err := object(data)
	if err != nil {
		return message, err
	}
	for name, target := range message.targets() {
		if raw, ok := fields[name]; ok && (string(raw) == "null" || json.Unmarshal(raw, target) != nil) {
			return message, errors.New("field " + name + " has another type")
		}
	}
	if _, stated := fields["v"]; stated && message.Version != Version {
		return message, errVersion
	}
	for name := range fields {
		if !slices.Contains(allowed, name) {
			return message, errors.New("unknown field")
		}
	}
	for _, name := range required {
		if _, ok := fields[name]; !ok {
			return message, errors.New("field " + name + " is missing")
		}
	}
	return message, nil
}

func (m *incoming) targets() map[string]any {
	return map[string]any{
		"type": &m.Type, "v": &m.Version, "id": &m.ID, "text": &m.Text, "conversation": &m.Conversation,
		"last": &m.Last, "message_id": &m.MessageID, "helpful": &m.Helpful, "reason": &m.Reason,
	}
}

func object(data []byte) (map[string]json.RawMessage, error) {
	decoder := json.NewDecoder(bytes.NewReader(data))
	var fields map[string]json.RawMessage
	if err := decoder.Decode(&fields); err != nil || fields == nil {
		return nil, errors.New("no JSON object")
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, errors.New("more than one JSON value")
	}
	return fields, nil
}

// bounds checks values.
func (m incoming) bounds() error {
	switch {
	case utf8.RuneCountInString(m.ID) > maxID || strings.ContainsFunc(m.ID, unicode.IsControl):
		return errors.New("id is over 64 characters or has control characters")
	case m.Type == "ask" && m.ID == "":
		return errors.New("id is empty")
	case utf8.RuneCountInString(m.Reason) > maxReason:
		return errors.New("reason is over 200 characters")
	case len(m.Conversation) > maxID || len(m.MessageID) > maxID || m.Last < 0:
		return errors.New("value out of range")
	}
	return nil
}

// depth returns how deep brackets nest outside of strings.
func depth(data []byte) int {
	deepest, now, quoted := 0, 0, false
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			now++
			deepest = max(deepest, now)
		case c == '}' || c == ']':
			now--
		}
	}
	return deepest
}

// clean removes what a question cannot mean and a log or page should not carry: control, zero-width and
// bidirectional characters (category Cf). Line breaks become spaces.
func clean(text string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t' || r == '\u2028' || r == '\u2029' || r == '\u0085':
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == utf8.RuneError:
			return -1
		}
		return r
	}, text))
}
