package disclosure

import (
	"fmt"
	"io"
	"iter"
)

// Mapping tells how a host's field names read in ours: {"issuers":"department","published":"date"}. A field of
// ours that is not mapped is read under its own name.
type Mapping map[string]string

// RowError says what is wrong with one row of an import. Kept tells whether the row was taken all the same: then
// the field could not be understood, stays empty, and its value stands in Attributes under the host's name.
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

// DecodeDocuments reads JSON Lines, one Document a line. Each row yields a pair: the document and nil; a document
// and an error that joins *RowErrors with Kept set, for fields that could not be understood; or the zero Document
// and a *RowError for a row that is rejected. Reading goes on after each. Empty lines are skipped.
func DecodeDocuments(r io.Reader) iter.Seq2[Document, error] { return Mapping(nil).Documents(r) }

// DecodeFAQs reads JSON Lines, one FAQ a line, as DecodeDocuments does.
func DecodeFAQs(r io.Reader) iter.Seq2[FAQ, error] { return Mapping(nil).FAQs(r) }

// Documents is DecodeDocuments under the mapping.
func (m Mapping) Documents(r io.Reader) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {}
}

// FAQs is DecodeFAQs under the mapping.
func (m Mapping) FAQs(r io.Reader) iter.Seq2[FAQ, error] {
	return func(yield func(FAQ, error) bool) {}
}
