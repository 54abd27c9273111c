package disclosure

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
)

// RowError says what is wrong with one row of an import. Kept tells whether the row was taken all the same: then
// either the field could not be understood, stays empty, and its value stands in Attributes under the host's name;
// or the field was repaired as Reason says (invalid UTF-8 replaced, NUL removed).
type RowError struct {
	Line   int    // counted from 1
	ID     string // where it could be read
	Field  string // the host's name of the field; "" for the whole row
	Reason string
	Kept   bool
}

// Error names line, field and reason.
func (e *RowError) Error() string {
	if e.Field == "" {
		return fmt.Sprintf("disclosure: line %d: %s", e.Line, e.Reason)
	}
	return fmt.Sprintf("disclosure: line %d: field %s: %s", e.Line, e.Field, e.Reason)
}

// RowErrors returns every *RowError in err, in order, through all wrapping and joining.
func RowErrors(err error) []*RowError {
	switch e := err.(type) {
	case nil:
		return nil
	case *RowError:
		return []*RowError{e}
	case interface{ Unwrap() []error }:
		var all []*RowError
		for _, part := range e.Unwrap() {
			all = append(all, RowErrors(part)...)
		}
		return all
	}
	return RowErrors(errors.Unwrap(err))
}

// DecodeDocuments reads JSON Lines, one Document a line. Each row yields a pair: the document and nil; a document
// and an error that joins *RowErrors with Kept set, for fields that could not be understood; or the zero Document
// and a *RowError for a row that is rejected: malformed JSON, no ID, longer than MaxLine. Reading goes on after
// each. Empty lines, a byte order mark and CRLF are no faults.
//
// An error of the reader itself is yielded last, is no *RowError, and ends the sequence.
//
// A string or number stands for a list of one, a number for text as it is written, and null, an empty or a blank
// string for absent. Every field that is not taken goes to Attributes as it was written, without the space between
// tokens; names unknown inside issuers, relations and attachments keep the whole field there. The same ID on two
// lines is not looked for here: what that means is the importer's to say.
func DecodeDocuments(r io.Reader) iter.Seq2[Document, error] { return Mapping(nil).Documents(r) }

// DecodeFAQs reads JSON Lines, one FAQ a line, as DecodeDocuments does. A row without question and answer is
// rejected; one that lacks one of the two is kept with a warning.
func DecodeFAQs(r io.Reader) iter.Seq2[FAQ, error] { return Mapping(nil).FAQs(r) }

// Documents is DecodeDocuments under the mapping. A mapping that Validate refuses yields that error and no row.
func (m Mapping) Documents(r io.Reader) iter.Seq2[Document, error] { return decode(m, r, readDocument) }

// FAQs is DecodeFAQs under the mapping.
func (m Mapping) FAQs(r io.Reader) iter.Seq2[FAQ, error] { return decode(m, r, readFAQ) }

// EncodeDocument writes one JSON line that DecodeDocuments reads back to the same document. Unlike json.Marshal it
// leaves <, > and & in Attributes as they are.
func EncodeDocument(w io.Writer, d Document) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(d); err != nil {
		return fmt.Errorf("disclosure: writing document %q: %w", d.ID, err)
	}
	return nil
}

// decode drives the reading of rows, one in memory at a time.
func decode[T any](m Mapping, r io.Reader, read func(*row) (T, *RowError)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		if err := m.Validate(); err != nil {
			yield(none, err)
			return
		}
		lines := newLineReader(r)
		for {
			line, err := lines.next()
			switch {
			case err == io.EOF:
				return
			case err == errLineTooLong:
				if !yield(none, &RowError{Line: lines.number, Reason: err.Error()}) {
					return
				}
				continue
			case err != nil:
				yield(none, fmt.Errorf("disclosure: line %d: reading: %w", lines.number, err))
				return
			case len(bytes.TrimSpace(line)) == 0:
				continue
			}
			value, err := decodeRow(line, lines.number, m, read)
			if !yield(value, err) {
				return
			}
		}
	}
}

func decodeRow[T any](line []byte, number int, m Mapping, read func(*row) (T, *RowError)) (value T, err error) {
	r, rejected := readRow(line, number, m)
	if rejected != nil {
		return value, rejected
	}
	if r.id = r.text("id"); r.id == "" {
		return value, r.reject("id", "the row has no ID; every row needs one that stays the same")
	}
	v, rejected := read(r)
	if rejected != nil {
		return value, rejected
	}
	return v, r.err()
}

func readDocument(r *row) (Document, *RowError) {
	d := Document{
		ID: r.id, Title: r.text("title"), Text: r.text("text"), Summary: r.text("summary"),
		URL: r.text("url"), Site: r.text("site"),
		Issuers:     objects(r, "issuers", func(p plainAgency) Agency { return Agency(p) }),
		Number:      parsed(r, "number", total(ParseNumber)),
		IndexNumber: parsed(r, "index_number", total(ParseIndexNumber)),
		Kind:        Kind(r.text("kind")), Category: r.text("category"),
		Subjects: r.texts("subjects"), Keywords: r.texts("keywords"), Audiences: r.texts("audiences"),
		Formed: parsed(r, "formed", ParseDate), Published: parsed(r, "published", ParseDate),
		Effective: parsed(r, "effective", ParseDate), Expires: parsed(r, "expires", ParseDate),
		Openness:    parsed(r, "openness", known(ParseOpenness, "is no 公开属性 (主动公开, 依申请公开, 不予公开)")),
		Validity:    parsed(r, "validity", known(ParseValidity, "is no known state of validity (有效, 废止, 失效 …)")),
		Relations:   objects(r, "relations", func(p Relation) Relation { return p }),
		Attachments: objects(r, "attachments", func(p plainAttachment) Attachment { return Attachment(p) }),
		Records:     readRecords(r),
	}
	r.checkTitle(d)
	d.Attributes = r.attributes()
	return d, nil
}

// checkTitle warns of a title that is there and empty. A corpus whose rows have no such field at all is not
// warned of: many have none. No title is ever made up from the text.
func (r *row) checkTitle(d Document) {
	if d.Title != "" {
		return
	}
	name, ok := r.mapping.source("title")
	if field := r.find(name); ok && field != nil && field.taken {
		r.fault(name, "the title is empty")
	} else if d.Text == "" {
		r.fault(r.mapping.theirs("text"), "the row has neither title nor text")
	}
}

func readFAQ(r *row) (FAQ, *RowError) {
	f := FAQ{
		ID: r.id, Question: r.text("question"), Variants: r.texts("variants"), Answer: r.text("answer"),
		Documents: r.texts("documents"), Department: r.text("department"), URL: r.text("url"),
		Reviewed: parsed(r, "reviewed", ParseDate), ReviewBy: parsed(r, "review_by", ParseDate),
	}
	switch {
	case f.Question == "" && f.Answer == "":
		return f, r.reject("question", "the row has neither question nor answer")
	case f.Question == "":
		r.fault(r.mapping.theirs("question"), "the question is missing")
	case f.Answer == "":
		r.fault(r.mapping.theirs("answer"), "the answer is missing")
	}
	f.Attributes = r.attributes()
	return f, nil
}

// total makes a parser that cannot fail fit parsed.
func total[T any](parse func(string) T) func(string) (T, error) {
	return func(s string) (T, error) { return parse(s), nil }
}

// known makes a parser that answers "not known" fit parsed.
func known[T any](parse func(string) (T, bool), reason string) func(string) (T, error) {
	return func(s string) (T, error) {
		v, ok := parse(s)
		if !ok {
			return v, fmt.Errorf("%q %s", shorten(s), reason)
		}
		return v, nil
	}
}

// shorten cuts a value to what a message can bear.
func shorten(s string) string {
	const most = 40
	if runes := []rune(s[:min(len(s), 4*most+4)]); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return s
}
