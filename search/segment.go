package search

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"math"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	engine "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	"github.com/blevesearch/vellum"
	zap "github.com/blevesearch/zapx/v17"
	"github.com/golang/snappy"
)

// The engine turns a batch into a segment by way of maps of terms, one for each passage, and of a bitmap for each term:
// that was over half of an import. Here the same bytes are written from a batch that was turned round while it was
// entered. Reading and merging stay the engine's. The format is described with the engine (zapx, zap.md); a property
// test holds what is written here against the engine's own writer.

// segmentType is the name under which the engine finds our writer again when it opens an index.
const segmentType = "zwgk"

func init() { scorch.RegisterSegmentPlugin(&segmentPlugin{}, false) }

// segmentPlugin is the engine's own format with another writer.
type segmentPlugin struct{ zap.ZapPlugin }

// Type names the format to the engine.
func (*segmentPlugin) Type() string { return segmentType }

// New is NewUsing without a configuration.
func (p *segmentPlugin) New(documents []engine.Document) (segment.Segment, uint64, error) {
	return p.NewUsing(documents, nil)
}

// NewUsing writes the segment of a batch, which the engine knows as one document.
func (*segmentPlugin) NewUsing(documents []engine.Document, config map[string]any) (segment.Segment, uint64, error) {
	if len(documents) == 1 {
		if b, ok := documents[0].(batchDocument); ok {
			return b.segment(config)
		}
	}
	return nil, 0, fmt.Errorf("search: write segment: not a batch of this package")
}

// batchDocument stands for a whole batch towards the engine: one document, so that it makes nothing of the passages.
type batchDocument struct{ *inverted }

// batchKey is no passage's key: a document's id is not empty.
const batchKey = "\x00"

func (batchDocument) ID() string                                  { return batchKey }
func (batchDocument) Size() int                                   { return 0 }
func (batchDocument) VisitFields(engine.FieldVisitor)             {}
func (batchDocument) VisitComposite(engine.CompositeFieldVisitor) {}
func (batchDocument) HasComposite() bool                          { return false }
func (batchDocument) NumPlainTextBytes() uint64                   { return 0 }
func (batchDocument) StoredFieldsBytes() uint64                   { return 0 }
func (batchDocument) Indexed() bool                               { return true }
func (batchDocument) AddIDField()                                 {}

// segment writes the batch.
func (b *inverted) segment(config map[string]any) (segment.Segment, uint64, error) {
	w := &segmentWriter{batch: b, numbers: b.numbering(), documents: uint64(b.live())}
	b.fillMeanings()
	storedIndex := w.stored()
	addresses, err := w.dictionaries()
	if err != nil {
		return nil, 0, fmt.Errorf("search: write segment: %w", err)
	}
	sections := w.sections(addresses)
	stats, _ := config[segment.StatsKey].(*segment.Stats)
	if stats == nil {
		stats = new(segment.Stats)
	}
	s, err := zap.InitSegmentBase(w.out, crc32.ChecksumIEEE(w.out), zap.DefaultChunkMode, w.documents, storedIndex, sections, config, stats)
	if err != nil {
		return nil, 0, fmt.Errorf("search: write segment: %w", err)
	}
	return s, uint64(len(w.out)), nil
}

// segmentWriter writes one segment. Numbers are variable-length (uvarint) but where fixed says otherwise.
type segmentWriter struct {
	batch     *inverted
	numbers   []uint32 // passage of the batch → number in the segment
	documents uint64   // as the engine calls passages
	out       []byte

	counts []byte // of the term that is being written
	ends   []int  // of its chunks in counts
	bitmap roaring.Bitmap
}

func (w *segmentWriter) at() uint64 { return uint64(len(w.out)) }

func (w *segmentWriter) number(values ...uint64) {
	for _, value := range values {
		w.out = binary.AppendUvarint(w.out, value)
	}
}

func (w *segmentWriter) fixed(value uint64) { w.out = binary.BigEndian.AppendUint64(w.out, value) }

// stored writes the stored values of each passage and, behind them, where each begins.
func (w *segmentWriter) stored() (index uint64) {
	b := w.batch
	starts := make([]uint64, 0, w.documents)
	var heads, packed []byte
	for i, p := range b.passages {
		if p.dropped {
			continue
		}
		values := b.values[p.values:]
		if i+1 < len(b.passages) {
			values = b.values[p.values:b.passages[i+1].values]
		}
		heads = binary.AppendUvarint(heads[:0], uint64(len(p.key)))
		var data []byte
		if len(values) > 0 {
			first := values[0].start
			for _, v := range values {
				for _, n := range [...]int{v.field, 't', v.start - first, v.end - v.start, 0} {
					heads = binary.AppendUvarint(heads, uint64(n))
				}
			}
			data = b.stored[first:values[len(values)-1].end]
		}
		packed = snappy.Encode(packed[:cap(packed)], data)
		starts = append(starts, w.at())
		w.number(uint64(len(heads)), uint64(len(p.key)+len(packed)))
		w.out = append(append(append(w.out, heads...), p.key...), packed...)
	}
	index = w.at()
	for _, start := range starts {
		w.fixed(start)
	}
	w.number(0) // documents inside others
	return index
}

// dictionaries writes the terms of each field with their postings, and returns where each field begins.
func (w *segmentWriter) dictionaries() (addresses []uint64, err error) {
	var data bytes.Buffer
	builder, err := vellum.New(&data, &vellum.BuilderOpts{Encoder: 1, RegistryMRUSize: 1})
	if err != nil {
		return nil, err
	}
	for field := range segmentFields {
		if field == 0 {
			err = w.keys(builder)
		} else {
			err = w.terms(builder, &w.batch.fields[field])
		}
		if err = cmp.Or(err, builder.Close()); err != nil {
			return nil, err
		}
		dictionary := w.at()
		w.number(uint64(data.Len()))
		w.out = append(w.out, data.Bytes()...)
		addresses = append(addresses, w.at())
		w.number(math.MaxUint64, math.MaxUint64, dictionary) // no values by document
		data.Reset()
		if err := builder.Reset(&data); err != nil {
			return nil, err
		}
	}
	return addresses, nil
}

// keys writes the passages' keys, each of one passage.
func (w *segmentWriter) keys(builder *vellum.Builder) error {
	order := make([]sortedText, 0, w.documents)
	for i, p := range w.batch.passages {
		if !p.dropped {
			order = append(order, newSortedText(p.key, uint32(i)))
		}
	}
	passages := w.batch.passages
	sortTexts(order, func(i uint32) string { return passages[i].key })
	for _, t := range order {
		if err := builder.Insert([]byte(passages[t.number].key), single(w.numbers[t.number])); err != nil {
			return err
		}
	}
	return nil
}

// terms writes the terms of a field.
func (w *segmentWriter) terms(builder *vellum.Builder, t *termTable) error {
	order := make([]sortedText, 0, len(t.terms))
	for i := range t.terms {
		if t.terms[i].held > 0 {
			order = append(order, newSortedText(t.terms[i].text, uint32(i)))
		}
	}
	sortTexts(order, func(i uint32) string { return t.terms[i].text })
	starts, next := make([]uint32, len(t.terms)), uint32(0)
	for _, s := range order {
		starts[s.number] = next
		next += t.terms[s.number].held
	}
	placed := make([]occurring, next) // by term, then by passage
	for _, o := range t.occurrences {
		placed[starts[o.term]] = occurring{o.term, w.numbers[o.passage], o.count}
		starts[o.term]++
	}
	var text []byte
	for _, s := range order {
		term := &t.terms[s.number]
		text = append(text[:0], term.text...)
		if err := builder.Insert(text, w.postings(placed[:term.held])); err != nil {
			return err
		}
		placed = placed[term.held:]
	}
	return nil
}

// single is what stands for the postings of a term in one passage only, once.
func single(passage uint32) uint64 { return zap.FSTValEncode1Hit(uint64(passage), shortLength) }

// shortLength is the length the engine is told of every field. It writes it beside each count, and we never read it:
// lengths stand in the passages' keys.
const shortLength = 1

// postings writes a term's postings and returns what the dictionary says of them.
func (w *segmentWriter) postings(list []occurring) uint64 {
	if len(list) == 1 && list[0].count == 1 {
		return single(list[0].passage)
	}
	counts := w.at()
	w.writeCounts(list)
	start := w.at()
	w.number(counts, 0) // no positions
	w.writeBitmap(list)
	return start
}

// writeCounts writes how often a term stands in its passages, in chunks of passages that hold about 1,024 of its own. A
// count of one is written as none, which takes one byte instead of two; see decodePostings.
func (w *segmentWriter) writeCounts(list []occurring) {
	const chunk = 1024
	size := w.documents / (uint64(len(list))/chunk + 1)
	chunks := int((w.documents-1)/size + 1)
	w.counts, w.ends = w.counts[:0], w.ends[:0]
	for _, o := range list {
		for len(w.ends) < int(uint64(o.passage)/size) {
			w.ends = append(w.ends, len(w.counts))
		}
		if o.count == 1 && len(list) > 1 {
			w.counts = append(w.counts, 0)
			continue
		}
		w.counts = binary.AppendUvarint(w.counts, uint64(o.count)<<1) // the last bit: has positions
		w.counts = append(w.counts, shortLength)
	}
	for len(w.ends) < chunks {
		w.ends = append(w.ends, len(w.counts))
	}
	w.number(uint64(chunks))
	for _, end := range w.ends {
		w.number(uint64(end))
	}
	w.out = append(w.out, w.counts...)
}

// Bounds of an array in a roaring bitmap; see its format specification.
const (
	roaringArray     = 4096
	roaringContainer = 1 << 16
	roaringCookie    = 12346 // no container of runs
)

// writeBitmap writes which passages hold a term, as a roaring bitmap. Short ones are written here, others by its library.
func (w *segmentWriter) writeBitmap(list []occurring) {
	if len(list) <= roaringArray && w.documents <= roaringContainer {
		w.number(uint64(16 + 2*len(list)))
		for _, n := range [...]uint32{roaringCookie, 1, uint32(len(list)-1) << 16, 16} {
			w.out = binary.LittleEndian.AppendUint32(w.out, n)
		}
		for _, o := range list {
			w.out = binary.LittleEndian.AppendUint16(w.out, uint16(o.passage))
		}
		return
	}
	w.bitmap.Clear()
	for _, o := range list {
		w.bitmap.Add(o.passage)
	}
	w.number(w.bitmap.GetSerializedSizeInBytes())
	data, _ := w.bitmap.ToBytes()
	w.out = append(w.out, data...)
}

// sections writes where the fields are, and returns where that is written.
func (w *segmentWriter) sections(addresses []uint64) uint64 {
	starts := make([]uint64, len(segmentFields))
	for i, f := range segmentFields {
		starts[i] = w.at()
		w.number(uint64(len(f.name)))
		w.out = append(w.out, f.name...)
		w.number(uint64(f.options), 1)
		w.out = binary.BigEndian.AppendUint16(w.out, zap.SectionInvertedTextIndex)
		w.fixed(addresses[i])
	}
	at := w.at()
	w.number(uint64(len(segmentFields)))
	for _, start := range starts {
		w.fixed(start)
	}
	return at
}

// sortedText is a text on its way into the dictionary's order; its first bytes decide nearly always.
type sortedText struct {
	first  uint64
	number uint32
}

func newSortedText(text string, number uint32) sortedText {
	var first [8]byte
	copy(first[:], text)
	return sortedText{binary.BigEndian.Uint64(first[:]), number}
}

func sortTexts(list []sortedText, text func(number uint32) string) {
	slices.SortFunc(list, func(a, b sortedText) int {
		if a.first != b.first {
			return cmp.Compare(a.first, b.first)
		}
		return strings.Compare(text(a.number), text(b.number))
	})
}
