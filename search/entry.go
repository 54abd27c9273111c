package search

import (
	"cmp"
	"fmt"
	"strings"
	"unicode/utf8"

	engine "github.com/blevesearch/bleve_index_api"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search/chinese"
)

// Fields of the engine's entries. An entry is one passage; the first passage of a document also carries what
// belongs to the document as a whole.
const (
	bodyField  = "b" // terms of the passage
	titleField = "t" // terms of the document's title, stored too; first passage only
	textField  = "x" // stored: the passage's text
	urlField   = "u" // stored: the document's address; first passage only
	metaField  = "m" // stored: what else there is of the document, as JSON; first passage only
	dateField  = "d" // Document.Date as 20060102; first passage only
	numberKey  = "n" // 文号 and 索引号, normalised; first passage only
	linkField  = "r" // relation type, NUL, target's id; first passage only
	facetField = "f" // + name of the facet: its values; first passage only
)

// termClasses are what is indexed of a text. A dictionary word of two characters is its own bigram, so words and
// bigrams share one field and a word costs a posting only from three characters on.
const termClasses = chinese.Word | chinese.Subword | chinese.Bigram | chinese.Whole

// titleClasses adds single characters, which help short texts.
const titleClasses = termClasses | chinese.Character

// entry is a passage on its way into the engine.
type entry struct {
	id     string
	fields []engine.Field
}

// newEntries turns a document into its entries, in order of their passages.
func newEntries(analyzer *chinese.Analyzer, d *disclosure.Document, spared *spared) ([]*entry, error) {
	passages := splitPassages(d.Text)
	if len(passages) > maxPassages {
		return nil, fmt.Errorf("text of over %d passages; split the document", maxPassages)
	}
	entries := make([]*entry, len(passages))
	var terms []chinese.Term
	for i, span := range passages {
		text := d.Text[span.Start:span.End]
		id := passageID{document: d.ID, ordinal: uint32(i), start: uint32(span.Start), end: uint32(span.End), runes: runeCount16(text)}
		if i == 0 {
			id.titleRunes = runeCount16(headingOf(d))
		}
		terms = analyzer.Append(terms[:0], text, termClasses)
		e := &entry{id: id.key()}
		e.fields = append(e.fields, termsField(bodyField, terms, spared), storedField(textField, pack(nil, text)))
		entries[i] = e
	}
	first := entries[0]
	if heading := headingOf(d); heading != "" {
		classes := titleClasses
		if d.Title == "" {
			classes = termClasses // a single character is found in titles only
		}
		terms = analyzer.Append(terms[:0], heading, classes)
		title := termsField(titleField, terms, spared)
		title.value, title.options = pack(nil, heading), title.options|engine.StoreField
		first.fields = append(first.fields, title)
	}
	meta, err := encodeMeta(d)
	if err != nil {
		return nil, err
	}
	first.fields = append(first.fields, storedField(metaField, meta))
	if d.URL != "" {
		first.fields = append(first.fields, storedField(urlField, []byte(d.URL)))
	}
	if date := d.Date(); !date.IsZero() {
		first.fields = append(first.fields, valueField(dateField, date.String()))
	}
	if keys := numberKeys(d); len(keys) > 0 {
		first.fields = append(first.fields, valueField(numberKey, keys...))
	}
	if links := linkKeys(d); len(links) > 0 {
		first.fields = append(first.fields, valueField(linkField, links...))
	}
	for facet := range facetColumns {
		if values := facetValues(d, facet); len(values) > 0 {
			first.fields = append(first.fields, valueField(facetField+string(facet), values...))
		}
	}
	return entries, nil
}

// maxLead is how long a text's first line may be, in characters, to stand in for a title.
const maxLead = 60

// headingOf returns what is ranked as a document's title: its title, or, where it has none, the line or heading that
// its text begins with. What is shown as title is never made up.
func headingOf(d *disclosure.Document) string {
	if d.Title != "" {
		return d.Title
	}
	text := strings.TrimLeftFunc(d.Text, isSpace)
	end := strings.IndexFunc(text, func(r rune) bool { return isSpace(r) || strings.ContainsRune("。！？；：", r) })
	if end <= 0 || utf8.RuneCountInString(text[:end]) > maxLead {
		return ""
	}
	return text[:end]
}

// numberKeys returns what a document may be looked up by besides its id.
func numberKeys(d *disclosure.Document) []string {
	var keys []string
	if number := cmp.Or(d.Number, headNumber(d.Text)); !number.IsZero() {
		keys = append(keys, foldNumber(number.String()))
	}
	if !d.IndexNumber.IsZero() {
		keys = append(keys, foldNumber(d.IndexNumber.String()))
	}
	return keys
}

func foldNumber(s string) string { return strings.Join(strings.Fields(chinese.Fold(s)), "") }

// facetValues returns the values under which a document is counted.
func facetValues(d *disclosure.Document, facet Facet) []string {
	switch facet {
	case ByAgency:
		names := make([]string, len(d.Issuers))
		for i, agency := range d.Issuers {
			names[i] = agency.Name
		}
		return names
	case ByCategory:
		return one(d.Category)
	case BySubject:
		return d.Subjects
	case ByKind:
		return one(string(d.Kind))
	case ByValidity:
		return one(string(d.Validity))
	case ByYear:
		if date := d.Date(); !date.IsZero() {
			return []string{fmt.Sprintf("%04d", date.Year)}
		}
	case BySite:
		return one(d.Site)
	case ByRecord:
		return d.Records.Kinds()
	case ByAudience:
		return d.Audiences
	}
	return nil
}

func one(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// The engine reads an entry through the methods below; its analysis is done already, in newEntries.

func (e *entry) ID() string { return e.id }
func (e *entry) Size() int {
	n := len(e.id)
	for _, f := range e.fields {
		n += int(f.NumPlainTextBytes())
	}
	return n
}
func (e *entry) VisitFields(visit engine.FieldVisitor) {
	for _, f := range e.fields {
		visit(f)
	}
}
func (e *entry) VisitComposite(engine.CompositeFieldVisitor) {}
func (e *entry) HasComposite() bool                          { return false }
func (e *entry) NumPlainTextBytes() uint64                   { return uint64(e.Size()) }
func (e *entry) StoredFieldsBytes() uint64                   { return 0 }
func (e *entry) Indexed() bool                               { return true }
func (e *entry) AddIDField() {
	id := valueField("_id", e.id)
	id.value, id.options = []byte(e.id), engine.IndexField|engine.StoreField
	e.fields = append(e.fields, id)
}

// shortLength is the length the engine is told of every field. It writes it beside each posting, and we never read it:
// lengths stand in the passages' keys. A small one costs a byte where a true one often costs two.
const shortLength = 1

// field is a field with its terms counted.
type field struct {
	name    string
	value   []byte // what is stored
	terms   engine.TokenFrequencies
	options engine.FieldIndexingOptions
}

func storedField(name string, value []byte) *field {
	return &field{name: name, value: value, options: engine.StoreField}
}

// valueField indexes values as they are, unanalysed.
func valueField(name string, values ...string) *field {
	f := &field{name: name, terms: make(engine.TokenFrequencies, len(values)),
		options: engine.IndexField | engine.SkipFreqNorm}
	for _, value := range values {
		if value != "" {
			f.terms[value] = countOf(1)
		}
	}
	return f
}

// termsField counts the terms of a text. Equal terms of one place count once: a two-character word is its bigram.
func termsField(name string, terms []chinese.Term, spared *spared) *field {
	f := &field{name: name, terms: make(engine.TokenFrequencies, len(terms)), options: engine.IndexField}
	for i, term := range terms {
		if !indexed(term) || repeats(terms[:i], term) {
			continue
		}
		if tf, ok := f.terms[term.Text]; ok {
			f.terms[term.Text] = countOf(max(tf.Frequency(), 1) + 1)
			continue
		}
		f.terms[term.Text] = countOf(0)
		spared.see(f, term.Text)
	}
	return f
}

// repeats says whether an equal term starts where this one does, among those before it, which are in order of Start.
func repeats(before []chinese.Term, term chinese.Term) bool {
	for i := len(before) - 1; i >= 0 && before[i].Start == term.Start; i-- {
		if before[i].Text == term.Text && indexed(before[i]) {
			return true
		}
	}
	return false
}

// indexed leaves out words of one Han character: they are the text's glue, and its bigrams hold them.
func indexed(term chinese.Term) bool {
	return term.Class != chinese.Word || len(term.Text) > 3 || term.Text[0] < 0x80
}

func (f *field) Name() string                                      { return f.name }
func (f *field) Value() []byte                                     { return f.value }
func (f *field) ArrayPositions() []uint64                          { return nil }
func (f *field) EncodedFieldType() byte                            { return 't' }
func (f *field) Analyze()                                          {}
func (f *field) Options() engine.FieldIndexingOptions              { return f.options }
func (f *field) AnalyzedLength() int                               { return shortLength }
func (f *field) AnalyzedTokenFrequencies() engine.TokenFrequencies { return f.terms }
func (f *field) NumPlainTextBytes() uint64                         { return uint64(len(f.value)) }
