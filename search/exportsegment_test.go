package search

import (
	engine "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search/chinese"
)

// SegmentsOf makes two segments of documents, the last of each id: one by our writer, one by the engine's own.
func SegmentsOf(documents []disclosure.Document) (own, engines segment.Segment, err error) {
	b, places := newInverted(), map[string]passageRange{}
	for i := range documents {
		passages, err := b.enter(chinese.Default(), &documents[i])
		if err != nil {
			return nil, nil, err
		}
		if earlier, ok := places[documents[i].ID]; ok {
			b.drop(earlier)
		}
		places[documents[i].ID] = passages
	}
	b.fillMeanings()
	if engines, _, err = (&zap.ZapPlugin{}).New(b.engineDocuments()); err != nil {
		return nil, nil, err
	}
	own, _, err = b.segment(nil)
	return own, engines, err
}

// engineDocuments gives the passages of a batch as the engine's own writer takes them.
func (b *inverted) engineDocuments() (documents []engine.Document) {
	entries := make([]*engineEntry, len(b.passages))
	for i, p := range b.passages {
		key := &engineField{name: keyField, value: []byte(p.key), options: segmentFields[0].options, terms: engine.TokenFrequencies{}}
		key.hold(p.key, 1)
		entries[i] = &engineEntry{id: p.key, fields: []*engineField{key}, byName: map[string]*engineField{keyField: key}}
		end := len(b.values)
		if i+1 < len(b.passages) {
			end = b.passages[i+1].values
		}
		for _, v := range b.values[p.values:end] {
			entries[i].field(v.field).value = b.stored[v.start:v.end]
		}
	}
	for number := range b.fields {
		for _, o := range b.fields[number].occurrences {
			entries[o.passage].field(number).hold(b.fields[number].terms[o.term].text, int(o.count))
		}
	}
	for i, p := range b.passages {
		if !p.dropped {
			documents = append(documents, entries[i])
		}
	}
	return documents
}

// engineEntry is a passage as the engine's own writer takes it, analysed.
type engineEntry struct {
	id     string
	fields []*engineField
	byName map[string]*engineField
}

func (e *engineEntry) field(number int) *engineField {
	name := segmentFields[number].name
	if f, ok := e.byName[name]; ok {
		return f
	}
	f := &engineField{name: name, options: segmentFields[number].options &^ engine.StoreField, terms: engine.TokenFrequencies{}}
	e.fields, e.byName[name] = append(e.fields, f), f
	return f
}

func (e *engineEntry) ID() string { return e.id }
func (e *engineEntry) Size() int  { return 0 }
func (e *engineEntry) VisitFields(visit engine.FieldVisitor) {
	for _, f := range e.fields {
		visit(f)
	}
}
func (e *engineEntry) VisitComposite(engine.CompositeFieldVisitor) {}
func (e *engineEntry) HasComposite() bool                          { return false }
func (e *engineEntry) NumPlainTextBytes() uint64                   { return 0 }
func (e *engineEntry) StoredFieldsBytes() uint64                   { return 0 }
func (e *engineEntry) Indexed() bool                               { return true }
func (e *engineEntry) AddIDField()                                 {}

type engineField struct {
	name    string
	value   []byte
	options engine.FieldIndexingOptions
	terms   engine.TokenFrequencies
}

func (f *engineField) hold(term string, count int) {
	f.terms[term] = &engine.TokenFreq{Term: []byte(term)}
	f.terms[term].SetFrequency(count)
}

func (f *engineField) Name() string             { return f.name }
func (f *engineField) Value() []byte            { return f.value }
func (f *engineField) ArrayPositions() []uint64 { return nil }
func (f *engineField) EncodedFieldType() byte   { return 't' }
func (f *engineField) Analyze()                 {}
func (f *engineField) Options() engine.FieldIndexingOptions {
	if f.value != nil {
		return f.options | engine.StoreField
	}
	return f.options
}
func (f *engineField) AnalyzedLength() int                               { return shortLength }
func (f *engineField) AnalyzedTokenFrequencies() engine.TokenFrequencies { return f.terms }
func (f *engineField) NumPlainTextBytes() uint64                         { return 0 }
