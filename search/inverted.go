package search

import (
	"slices"
	"strings"

	engine "github.com/blevesearch/bleve_index_api"

	"github.com/zwgk/zwgk/search/chinese"
)

// segmentField is a field as every segment has it.
type segmentField struct {
	name    string
	options engine.FieldIndexingOptions
}

// keyField is the engine's own: the passages' keys. It comes first in a segment, and the others follow by name.
const keyField = "_id"

// segmentFields are the same in all segments, whether a batch fills them or not: segments of equal fields are merged by
// copying. fieldNumbers are their places.
var segmentFields, fieldNumbers = newSegmentFields()

func newSegmentFields() (fields []segmentField, numbers map[string]int) {
	const value = engine.IndexField | engine.SkipFreqNorm
	fields = []segmentField{
		{bodyField, engine.IndexField}, {titleField, engine.IndexField | engine.StoreField},
		{textField, engine.StoreField}, {urlField, engine.StoreField}, {metaField, engine.StoreField},
		{aboutField, engine.StoreField}, {topicField, engine.StoreField},
		{dateField, value}, {numberKey, value}, {linkField, value},
	}
	for facet := range facetColumns {
		fields = append(fields, segmentField{facetField + string(facet), value})
	}
	slices.SortFunc(fields, func(a, b segmentField) int { return strings.Compare(a.name, b.name) })
	fields = slices.Insert(fields, 0, segmentField{keyField, engine.IndexField | engine.StoreField})
	numbers = make(map[string]int, len(fields))
	for i, f := range fields {
		numbers[f.name] = i
	}
	return fields, numbers
}

// inverted is a batch turned round, as a segment holds it: of each field its terms, of each term the passages that hold it.
// Documents are entered one behind the other; it is written once, by segmentWriter, and used again.
type inverted struct {
	passages []entered
	values   []storedValue // of all passages, one behind the other, in order of their fields
	stored   []byte        // what they hold
	fields   []termTable   // by number of the field; that of the keys stays empty
	dropped  int           // passages
	terms    []chinese.Term
	words    []string // of titles and passages, one behind the other; see fillMeanings
}

// entered is a passage of a batch.
type entered struct {
	key     string
	values  int // where its stored values begin
	words   int // where its words begin; first those of the title, up to body
	body    int
	dropped bool // a later row took its document's place
}

// storedValue is a stored field of a passage.
type storedValue struct{ field, start, end int }

// termTable holds the terms of one field.
type termTable struct {
	numbers     map[string]uint32
	terms       []heldTerm // by number
	occurrences []occurring
}

// heldTerm is a term, how many passages hold it, and the last of its occurrences.
type heldTerm struct {
	text string
	held uint32
	last uint32
}

// occurring is a term in a passage, and how often.
type occurring struct{ term, passage, count uint32 }

func newInverted() *inverted {
	b := &inverted{fields: make([]termTable, len(segmentFields))}
	for i := range b.fields {
		b.fields[i].numbers = map[string]uint32{}
	}
	return b
}

// reset empties a batch and keeps its memory.
func (b *inverted) reset() {
	clear(b.passages)
	clear(b.words)
	b.passages, b.values, b.stored, b.words, b.dropped = b.passages[:0], b.values[:0], b.stored[:0], b.words[:0], 0
	for i := range b.fields {
		t := &b.fields[i]
		clear(t.numbers)
		clear(t.terms)
		t.terms, t.occurrences = t.terms[:0], t.occurrences[:0]
	}
}

// live returns how many passages the batch adds.
func (b *inverted) live() int { return len(b.passages) - b.dropped }

// open begins a passage.
func (b *inverted) open(key string) {
	b.passages = append(b.passages, entered{key: key, values: len(b.values), words: len(b.words), body: len(b.words)})
}

// store keeps a value with the passage, made by appending; fields come in order of their names.
func (b *inverted) store(field string, appendTo func([]byte) []byte) {
	start := len(b.stored)
	b.stored = appendTo(b.stored)
	b.values = append(b.values, storedValue{fieldNumbers[field], start, len(b.stored)})
}

// index enters values of the passage as they are, unanalysed.
func (b *inverted) index(field string, values ...string) {
	t := &b.fields[fieldNumbers[field]]
	for i, value := range values {
		if value != "" && !slices.Contains(values[:i], value) {
			t.add(b.last(), value)
		}
	}
}

// count enters the terms of a text of the passage. Equal terms of one place count once: a two-character word is its bigram.
func (b *inverted) count(field string, analyzer *chinese.Analyzer, text string, classes chinese.Class) {
	t := &b.fields[fieldNumbers[field]]
	b.terms = analyzer.Append(b.terms[:0], text, classes)
	for i, term := range b.terms {
		if indexed(term) && !repeats(b.terms[:i], term) {
			t.add(b.last(), term.Text)
		}
		if meant(term) {
			b.words = append(b.words, term.Text)
		}
	}
}

// last is the passage that is being entered.
func (b *inverted) last() uint32 { return uint32(len(b.passages) - 1) }

// add enters a term of a passage that is not before the last one.
func (t *termTable) add(passage uint32, text string) {
	number, known := t.numbers[text]
	if !known {
		number = uint32(len(t.terms))
		t.numbers[text] = number
		t.terms = append(t.terms, heldTerm{text: text})
	}
	term := &t.terms[number]
	if term.held > 0 {
		if last := &t.occurrences[term.last]; last.passage == passage {
			last.count++
			return
		}
	}
	term.held++
	term.last = uint32(len(t.occurrences))
	t.occurrences = append(t.occurrences, occurring{number, passage, 1})
}

// passageRange is a document's passages in a batch.
type passageRange struct{ first, end int }

// drop takes a document's passages back.
func (b *inverted) drop(r passageRange) {
	for i := r.first; i < r.end; i++ {
		b.passages[i].dropped = true
	}
	b.dropped += r.end - r.first
}

// numbering returns the passages' numbers in a segment that leaves out what was dropped, and leaves the terms of these out.
func (b *inverted) numbering() []uint32 {
	numbers, next := make([]uint32, len(b.passages)), uint32(0)
	for i, p := range b.passages {
		numbers[i] = next
		if !p.dropped {
			next++
		}
	}
	if b.dropped == 0 {
		return numbers
	}
	for i := range b.fields {
		t := &b.fields[i]
		t.occurrences = slices.DeleteFunc(t.occurrences, func(o occurring) bool {
			gone := b.passages[o.passage].dropped
			if gone {
				t.terms[o.term].held--
			}
			return gone
		})
	}
	return numbers
}
