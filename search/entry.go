package search

import (
	"cmp"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search/chinese"
)

// Fields of the engine's documents, each of which is one passage; the first passage of a document also carries what
// belongs to the document as a whole.
const (
	bodyField  = "b" // terms of the passage
	titleField = "t" // terms of the document's title, stored too; first passage only
	textField  = "x" // stored: the passage's text
	urlField   = "u" // stored: the document's address; first passage only
	aboutField = "v" // stored: the direction of the passage; see meaning.go
	topicField = "w" // stored: the direction of the document's title; first passage only
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

// enter turns a document into passages of a batch.
func (b *inverted) enter(analyzer *chinese.Analyzer, d *disclosure.Document) (r passageRange, err error) {
	passages := splitPassages(d.Text)
	if len(passages) > maxPassages {
		return r, fmt.Errorf("text of over %d passages; split the document", maxPassages)
	}
	meta, err := encodeMeta(d)
	if err != nil {
		return r, err
	}
	heading := headingOf(d)
	r.first = len(b.passages)
	for i, span := range passages {
		text := d.Text[span.Start:span.End]
		id := passageID{document: d.ID, ordinal: uint32(i), start: uint32(span.Start), end: uint32(span.End), runes: runeCount16(text)}
		if i == 0 {
			id.titleRunes = runeCount16(heading)
		}
		b.open(id.key())
		if i == 0 {
			b.enterWhole(analyzer, d, heading, meta)
		}
		b.passages[b.last()].body = len(b.words)
		b.count(bodyField, analyzer, text, termClasses)
		b.store(aboutField, roomForMeaning)
		if i == 0 {
			b.store(topicField, roomForMeaning)
		}
		b.store(textField, func(dst []byte) []byte { return pack(dst, text) })
	}
	r.end = len(b.passages)
	return r, nil
}

// enterWhole enters what belongs to a document as a whole with its first passage.
func (b *inverted) enterWhole(analyzer *chinese.Analyzer, d *disclosure.Document, heading string, meta []byte) {
	b.store(metaField, func(dst []byte) []byte { return append(dst, meta...) })
	if heading != "" {
		classes := titleClasses
		if d.Title == "" {
			classes = termClasses // a single character is found in titles only
		}
		b.count(titleField, analyzer, heading, classes)
		b.store(titleField, func(dst []byte) []byte { return pack(dst, heading) })
	}
	if d.URL != "" {
		b.store(urlField, func(dst []byte) []byte { return append(dst, d.URL...) })
	}
	if date := d.Date(); !date.IsZero() {
		b.index(dateField, date.String())
	}
	b.index(numberKey, numberKeys(d)...)
	b.index(linkField, linkKeys(d)...)
	for facet := range facetColumns {
		b.index(facetField+string(facet), facetValues(d, facet)...)
	}
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
