package disclosure

import (
	"errors"
	"fmt"
	"unicode/utf8"
)

// FieldError says that a field of a Document has a value it cannot have.
type FieldError struct {
	Field  string // our JSON name, e.g. "published" or "relations[2].type"
	Reason string
}

// Error names field and reason.
func (e *FieldError) Error() string {
	return fmt.Sprintf("disclosure: field %s: %s", e.Field, e.Reason)
}

// Validate reports the structural faults of a document, joined *FieldErrors, or nil: what no stage can work with or
// what does not survive encoding. Whether it is complete, timely and coherent is for package audit to say.
func (d *Document) Validate() error {
	var faults []error
	fault := func(field, format string, args ...any) {
		faults = append(faults, &FieldError{field, fmt.Sprintf(format, args...)})
	}
	if d.ID == "" {
		fault("id", "is missing")
	}
	for _, text := range []struct{ field, value string }{
		{"id", d.ID}, {"title", d.Title}, {"text", d.Text}, {"summary", d.Summary}, {"url", d.URL}, {"category", d.Category},
	} {
		if !utf8.ValidString(text.value) {
			fault(text.field, "is not valid UTF-8")
		}
	}
	for _, date := range []struct {
		field string
		value Date
	}{{"formed", d.Formed}, {"published", d.Published}, {"effective", d.Effective}, {"expires", d.Expires}} {
		if !date.value.IsZero() && !date.value.Valid() {
			fault(date.field, "%s is no day of the calendar", date.value)
		}
	}
	if _, ok := ParseValidity(string(d.Validity)); d.Validity != "" && !ok {
		fault("validity", "%q is no known state", d.Validity)
	}
	if _, ok := ParseOpenness(string(d.Openness)); d.Openness != "" && !ok {
		fault("openness", "%q is no known value", d.Openness)
	}
	for i, relation := range d.Relations {
		if relation.Type == "" {
			fault(fmt.Sprintf("relations[%d].type", i), "is missing")
		}
		if relation.Target == "" {
			fault(fmt.Sprintf("relations[%d].target", i), "is missing")
		}
	}
	return errors.Join(faults...)
}
