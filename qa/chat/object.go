package chat

import (
	"bytes"
	"encoding/json"
	"errors"
	"unicode/utf8"
)

// What is not one JSON object, and what is not even text.
var (
	errNoObject = errors.New("no JSON object")
	errUTF8     = errors.New("invalid UTF-8")
)

// readObject reads the one flat JSON object that a message is. It takes no more than encoding/json does and less: a name
// in no other case, none twice, no null. The incoming beside an error holds what could be read. It is written by hand
// because it is most of what a small message costs.
func readObject(data []byte) (incoming, error) {
	var m incoming
	s := scanner{data: data}
	if !utf8.Valid(data) {
		return m, errUTF8
	}
	if s.next() != '{' {
		return m, errNoObject
	}
	var fault error
	if s.next() != '}' {
		s.at--
		for separator := byte(','); separator != '}'; separator = s.next() {
			if separator != ',' {
				return m, errNoObject
			}
			name := s.value()
			if s.next() != ':' {
				return m, errNoObject
			}
			if err := m.set(name, s.value()); fault == nil {
				fault = err
			}
		}
	}
	switch {
	case s.next() != 0 || s.broken:
		return m, errNoObject
	case m.stated&fieldVersion != 0 && m.Version != Version: // whatever else it is
		return m, errVersion
	}
	return m, fault
}

// set takes one field.
func (m *incoming) set(name, value []byte) error {
	var field fields
	ok := false
	switch string(name) {
	case `"type"`:
		field, ok = fieldType, takeString(value, &m.Type)
	case `"v"`:
		field, ok = fieldVersion, takeInt(value, &m.Version)
	case `"id"`:
		field, ok = fieldID, takeString(value, &m.ID)
	case `"text"`:
		field, ok = fieldText, takeString(value, &m.Text)
	case `"conversation"`:
		field, ok = fieldConversation, takeString(value, &m.Conversation)
	case `"last"`:
		field, ok = fieldLast, takeInt(value, &m.Last)
	case `"message_id"`:
		field, ok = fieldMessageID, takeString(value, &m.MessageID)
	case `"helpful"`:
		field, ok = fieldHelpful, takeBool(value, &m.Helpful)
	case `"reason"`:
		field, ok = fieldReason, takeString(value, &m.Reason)
	default:
		return errors.New("unknown field")
	}
	switch {
	case !ok:
		return errors.New("field " + string(name) + " has another type")
	case m.stated&field != 0:
		return errors.New("field " + string(name) + " stands twice")
	}
	m.stated |= field
	return nil
}

func takeString(value []byte, target *string) bool {
	if len(value) < 2 || value[0] != '"' {
		return false
	}
	if bytes.IndexByte(value, '\\') >= 0 {
		return json.Unmarshal(value, target) == nil
	}
	if f, known := forms[string(value[1:len(value)-1])]; known {
		*target = f.name // the types are most of what is sent
		return true
	}
	*target = string(value[1 : len(value)-1])
	return true
}

func takeInt(value []byte, target *int) bool {
	return json.Unmarshal(value, target) == nil && value[0] != 'n'
}

func takeBool(value []byte, target *bool) bool {
	*target = string(value) == "true"
	return *target || string(value) == "false"
}

// scanner goes through JSON. It finds where values end; whether a number or an escape is right is for who takes it.
type scanner struct {
	data   []byte
	at     int
	broken bool // no JSON, or cut off
}

// next returns the byte after white space and steps behind it; 0 at the end.
func (s *scanner) next() byte {
	for s.at < len(s.data) {
		c := s.data[s.at]
		s.at++
		if c != ' ' && c != '\t' && c != '\n' && c != '\r' {
			s.broken = s.broken || c < ' '
			return c
		}
	}
	return 0
}

// value returns the value that comes next, as it stands, and steps behind it.
func (s *scanner) value() []byte {
	first := s.next()
	start := max(s.at-1, 0)
	switch first {
	case '"':
		s.skipString()
	case '{', '[':
		s.skipNested()
	default: // a number, true, false or null
		for s.at < len(s.data) && s.data[s.at] > ' ' && bytes.IndexByte([]byte(",:}]"), s.data[s.at]) < 0 {
			s.at++
		}
	}
	return s.data[start:s.at]
}

// skipString steps behind the string whose first quote is behind.
func (s *scanner) skipString() {
	for ; s.at < len(s.data); s.at++ {
		switch c := s.data[s.at]; {
		case c == '"':
			s.at++
			return
		case c == '\\':
			s.at++
		case c < ' ':
			s.broken = true
		}
	}
	s.at, s.broken = len(s.data), true
}

// skipNested steps behind the object or list whose first bracket is behind. No message has one: it is left out unread.
func (s *scanner) skipNested() {
	for open := 1; open > 0; {
		switch s.next() {
		case '"':
			s.skipString()
		case '{', '[':
			open++
			s.broken = s.broken || open >= maxDepth // and one for the message itself
		case '}', ']':
			open--
		case 0:
			s.broken = true
			return
		}
	}
}
