package disclosure

import (
	"bytes"
	"encoding/json"
	"strings"
)

// Records are the typed records that a document publishes beside its text: budget tables, trades, project stages.
// In JSON each kind is a list under its own name; a single object stands for a list of one.
type Records struct {
}

// readRecords reads the records field. A kind that is unknown or cannot be read stays in Attributes under
// "records", the others are taken.
func readRecords(r *row) *Records {
	field := r.take("records")
	if field == nil {
		return nil
	}
	if field.raw[0] != '{' {
		r.refuse(field, "is "+typeOf(field.raw)+", not an object of records by kind")
		return nil
	}
	records, found := &Records{}, false
	var left [][]byte
	for _, m := range members(field.raw) {
		if isBlank(m.raw) {
			continue
		}
		if err := records.add(m); err != nil {
			name := unquote(m.name)
			left = append(left, append(append(bytes.Clone(m.name), ':'), m.raw...))
			r.fault(field.name+"."+name, "cannot be read: "+strings.TrimPrefix(err.Error(), "json: "))
			continue
		}
		found = true
	}
	if len(left) > 0 {
		field.taken = false
		field.raw = append(append([]byte{'{'}, bytes.Join(left, []byte{','})...), '}')
	}
	if !found {
		return nil
	}
	return records
}

// add decodes the list of one kind, whole or not at all.
func (rs *Records) add(m member) error {
	raw := m.raw
	if raw[0] != '[' {
		raw = append(append([]byte{'['}, raw...), ']')
	}
	object := append(append(append(append([]byte{'{'}, m.name...), ':'), raw...), '}')
	var trial Records
	for _, target := range []*Records{&trial, rs} {
		decoder := json.NewDecoder(bytes.NewReader(object))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(target); err != nil {
			return err
		}
	}
	return nil
}
