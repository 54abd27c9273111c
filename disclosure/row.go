package disclosure

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// row is one line of an import while it is read: its fields under the host's names, and what was wrong with them.
// A field that no reader takes, or that could not be understood, ends in Attributes.
type row struct {
	line    int
	id      string
	mapping Mapping
	fields  []rowField
	index   map[string]int // place in fields by name
	faults  []error
}

type rowField struct {
	name  string
	raw   []byte
	taken bool
}

// readRow takes a line apart. A nil row comes with the reason why the line is rejected.
func readRow(line []byte, number int, mapping Mapping) (*row, *RowError) {
	line = escapeNUL(line)
	if !json.Valid(line) || bytes.TrimSpace(line)[0] != '{' {
		return nil, &RowError{Line: number, Reason: syntaxReason(line)}
	}
	list := members(line)
	r := &row{line: number, mapping: mapping, index: make(map[string]int, len(list))}
	for _, m := range list {
		name, nameFaults := clean(m.name)
		raw, faults := clean(m.raw)
		field := rowField{name: unquote(name), raw: raw}
		for _, reason := range append(nameFaults, faults...) {
			r.fault(field.name, reason)
		}
		r.add(field)
	}
	return r, nil
}

// add appends a field. A name that stands twice with another value is kept under a name of its own: which of the
// two the host means cannot be known.
func (r *row) add(field rowField) {
	name := field.name
	for n := 2; ; n++ {
		earlier := r.find(field.name)
		if earlier == nil {
			break
		}
		if bytes.Equal(earlier.raw, field.raw) {
			return
		}
		field.name = fmt.Sprintf("%s#%d", name, n)
	}
	if field.name != name {
		r.fault(name, "stands more than once; the first value is used, the others are attributes")
	}
	r.index[field.name] = len(r.fields)
	r.fields = append(r.fields, field)
}

func (r *row) find(name string) *rowField {
	i, ok := r.index[name]
	if !ok {
		return nil
	}
	return &r.fields[i]
}

func (r *row) fault(field, reason string) {
	r.faults = append(r.faults, &RowError{Line: r.line, ID: r.id, Field: field, Reason: reason, Kept: true})
}

// err joins the faults, now that the row's ID is known to all of them.
func (r *row) err() error {
	for _, fault := range r.faults {
		fault.(*RowError).ID = r.id
	}
	return errors.Join(r.faults...)
}

// reject returns the error of a row that cannot be used.
func (r *row) reject(ours, reason string) *RowError {
	return &RowError{Line: r.line, ID: r.id, Field: r.mapping.theirs(ours), Reason: reason}
}

// take returns the host's field for one of ours and marks it taken; nil where it is absent: not there, null, or an
// empty string.
func (r *row) take(ours string) *rowField {
	name, ok := r.mapping.source(ours)
	if !ok {
		return nil
	}
	field := r.find(name)
	if field == nil {
		return nil
	}
	field.taken = true
	if isBlank(field.raw) {
		return nil
	}
	return field
}

func isBlank(raw []byte) bool {
	return string(raw) == "null" || len(raw) >= 2 && raw[0] == '"' && len(bytes.TrimSpace(raw[1:len(raw)-1])) == 0
}

// refuse leaves a field to Attributes and says why.
func (r *row) refuse(field *rowField, reason string) {
	field.taken = false
	r.fault(field.name, reason)
}

// text reads a string, or a number as it is written.
func (r *row) text(ours string) string {
	field := r.take(ours)
	if field == nil {
		return ""
	}
	s, ok := scalar(field.raw)
	if !ok {
		r.refuse(field, "is "+typeOf(field.raw)+", not text")
	}
	return s
}

// texts reads a list of texts; a single one stands for a list of one, and empty ones are left out.
func (r *row) texts(ours string) []string {
	field := r.take(ours)
	if field == nil {
		return nil
	}
	var list []string
	for _, raw := range oneOrMany(field.raw) {
		if isBlank(raw) {
			continue
		}
		s, ok := scalar(raw)
		if !ok {
			r.refuse(field, "holds "+typeOf(raw)+" where text is due")
			return nil
		}
		list = append(list, s)
	}
	return list
}

// parsed reads a text and hands it to parse.
func parsed[T any](r *row, ours string, parse func(string) (T, error)) (value T) {
	field := r.take(ours)
	if field == nil {
		return value
	}
	s, ok := scalar(field.raw)
	if !ok {
		r.refuse(field, "is "+typeOf(field.raw)+", not text")
		return value
	}
	v, err := parse(s)
	if err != nil {
		r.refuse(field, strings.TrimPrefix(err.Error(), "disclosure: "))
		return value
	}
	return v
}

// objects reads a list of objects; P is the type's form without methods, in which unknown names are found. A field
// with names that T does not have is read and stays in Attributes as well, so that they are not lost.
func objects[T comparable, P any](r *row, ours string, convert func(P) T) []T {
	field := r.take(ours)
	if field == nil {
		return nil
	}
	var list []T
	var unknown bool
	for _, raw := range oneOrMany(field.raw) {
		if isBlank(raw) {
			continue
		}
		value, more, err := object(raw, convert)
		if err != nil {
			r.refuse(field, "cannot be read: "+err.Error())
			return nil
		}
		if unknown = unknown || more; value != *new(T) {
			list = append(list, value)
		}
	}
	field.taken = !unknown
	return list
}

func object[T, P any](raw []byte, convert func(P) T) (value T, unknown bool, err error) {
	if raw[0] != '{' {
		if s, ok := scalar(raw); ok {
			raw, _ = json.Marshal(s)
		}
		err = json.Unmarshal(raw, &value)
		return value, false, err
	}
	var plain P
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if decoder.Decode(&plain) == nil {
		return convert(plain), false, nil
	}
	plain = *new(P)
	err = json.Unmarshal(raw, &plain)
	return convert(plain), err == nil, err
}

// attributes gathers every field that was not taken, and the host's own attributes object.
func (r *row) attributes() Attributes {
	own := r.take("attributes")
	if own != nil && own.raw[0] != '{' {
		r.refuse(own, "is "+typeOf(own.raw)+", not an object")
		own = nil
	}
	all := Attributes{}
	for _, field := range r.fields {
		if !field.taken {
			all[field.name] = compact(field.raw)
		}
	}
	if own != nil {
		for _, m := range members(own.raw) {
			name := unquote(m.name)
			for all[name] != nil {
				name = own.name + "." + name
			}
			all[name] = compact(m.raw)
		}
	}
	if len(all) == 0 {
		return nil
	}
	return all
}

// oneOrMany returns the elements of an array, or the value itself.
func oneOrMany(raw []byte) [][]byte {
	if raw[0] == '[' {
		return elements(raw)
	}
	return [][]byte{raw}
}

// scalar returns the text of a JSON string or number.
func scalar(raw []byte) (string, bool) {
	switch c := raw[0]; {
	case c == '"':
		return unquote(raw), true
	case c == '-' || c >= '0' && c <= '9':
		return string(raw), true
	}
	return "", false
}

func typeOf(raw []byte) string {
	switch raw[0] {
	case '{':
		return "an object"
	case '[':
		return "a list"
	case 't', 'f':
		return "true or false"
	case 'n':
		return "null"
	case '"':
		return "text"
	}
	return "a number"
}
