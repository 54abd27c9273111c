package chat

import (
	"errors"
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

	stated fields // which of them were there
}

// fields is a set of the fields that messages have.
type fields uint16

const (
	fieldType fields = 1 << iota
	fieldVersion
	fieldID
	fieldText
	fieldConversation
	fieldLast
	fieldMessageID
	fieldHelpful
	fieldReason
)

// form is what a type of message may and must hold beside type and v. Names are compared exactly: encoding/json would take
// TYPE for type.
type form struct {
	name              string
	allowed, required fields
}

var forms = map[string]form{
	"hello":    {"hello", fieldConversation | fieldLast, 0},
	"ask":      {"ask", fieldID | fieldText, fieldText},
	"suggest":  {"suggest", fieldID | fieldText, fieldText},
	"feedback": {"feedback", fieldID | fieldMessageID | fieldHelpful | fieldReason, fieldMessageID | fieldHelpful},
	"history":  {"history", fieldID, 0},
	"forget":   {"forget", fieldID, 0},
}

// bodies are the forms of request bodies, which state neither type nor version.
var bodies = map[string]form{
	"ask":      {"ask", fieldID | fieldText | fieldConversation, fieldText},
	"feedback": {"feedback", fieldID | fieldConversation | fieldMessageID | fieldHelpful | fieldReason, fieldMessageID | fieldHelpful},
}

var errVersion = errors.New("version")

// decode reads one message strictly. The incoming it returns beside an error holds what could be read.
func decode(data []byte) (incoming, error) {
	message, err := readObject(data)
	if err != nil {
		return message, err
	}
	f, known := forms[message.Type]
	if !known {
		f.allowed = fieldID
	}
	f.allowed, f.required = f.allowed|fieldType|fieldVersion, f.required|fieldType
	switch err := message.follow(f); {
	case err != nil:
		return message, err
	case !known:
		return message, errors.New("unknown type")
	}
	return message, message.bounds()
}

// decodeBody reads a request body as strictly as a message.
func decodeBody(data []byte, kind string, into any) error {
	message, err := readObject(data)
	if err == nil {
		err = message.follow(bodies[kind])
	}
	if err != nil {
		return err
	}
	message.Type = kind
	if kind == "ask" && message.ID == "" {
		message.ID = newID()
	}
	if err := message.bounds(); err != nil {
		return err
	}
	switch into := into.(type) {
	case *AskRequest:
		*into = AskRequest{message.ID, message.Text, message.Conversation}
	case *FeedbackRequest:
		*into = FeedbackRequest{message.ID, message.Conversation, message.MessageID, message.Helpful, message.Reason}
	}
	return nil
}

// follow says what a form does not allow or misses.
func (m *incoming) follow(f form) error {
	switch {
	case m.stated&^f.allowed != 0:
		return errors.New("field of another type of message")
	case f.required&^m.stated != 0:
		return errors.New("a field is missing")
	}
	return nil
}

// bounds checks values.
func (m *incoming) bounds() error {
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
