package ingest

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"github.com/ledongthuc/pdf"
)

const (
	maxPages     = 20_000
	maxPageNodes = 4 * maxPages
)

// extractPDF reads a PDF in this process, which is a child: what it reads can make it take any memory and time.
func extractPDF(data []byte, maxText int64) (content Content, err error) {
	data = mendPDF(data)
	var r *pdf.Reader
	if err := guarded(func() error { r, err = pdf.NewReader(bytes.NewReader(data), int64(len(data))); return err }); err != nil {
		if strings.Contains(err.Error(), "encrypt") || strings.Contains(err.Error(), "Encrypt") {
			return Content{}, ErrEncrypted
		}
		return Content{}, err
	}
	d := pdfFile{fonts: map[string]*pdfFont{}, out: writer{limit: maxText}}
	if err := guarded(func() error { return d.pages(r.Trailer().Key("Root").Key("Pages"), pageState{}, 0) }); err != nil {
		return Content{}, err
	}
	_ = guarded(func() error { d.info(r.Trailer().Key("Info")); return nil }) // its absence costs no text
	if d.number == 0 {
		return Content{}, fmt.Errorf("%w: it has no pages", ErrDamaged)
	}
	d.content.Text = d.out.b.String()
	d.content.count(d.content.Text)
	if len(d.bare) > 0 {
		d.content.warn(NeedsOCR, len(d.bare), "第"+strings.Trim(strings.Join(strings.Fields(fmt.Sprint(d.bare)), "、"), "[]")+"页")
	}
	if d.out.full {
		d.content.warn(CutShort, 0, "")
	}
	return d.content, nil
}

var pdfHeader = regexp.MustCompile(`%PDF-\d\.\d`)

// mendPDF mends what programs for reading let pass and the parser does not: bytes before the header, versions it does
// not know, and bytes after the end.
func mendPDF(data []byte) []byte {
	if at := pdfHeader.FindIndex(data[:min(len(data), 1024)]); at != nil {
		data = append(append([]byte("%PDF-1.7"), '\n'), data[min(at[0]+9, len(data)):]...)
	}
	if end := bytes.LastIndex(data, []byte("%%EOF")); end >= 0 {
		data = data[:end+5]
	} else {
		data = append(bytes.TrimRight(data, "\x00\r\n\t "), "\n%%EOF"...)
	}
	return data
}

// pdfFile is a file while it is read.
type pdfFile struct {
	content Content
	out     writer
	fonts   map[string]*pdfFont // by where they are defined
	number  int                 // of the newest page
	bare    []int               // pages without text
	nodes   int
	margins margins
}

// pageState is what pages inherit from the nodes above them.
type pageState struct {
	resources, mediaBox pdf.Value
	rotate              int64
}

func (d *pdfFile) pages(node pdf.Value, above pageState, depth int) error {
	if d.nodes++; d.nodes > maxPageNodes || depth > 64 || d.number >= maxPages {
		return fmt.Errorf("%w: over %d pages", ErrTooLarge, maxPages)
	}
	if v := node.Key("Resources"); !v.IsNull() {
		above.resources = v
	}
	if v := node.Key("MediaBox"); v.Len() == 4 {
		above.mediaBox = v
	}
	if v := node.Key("Rotate"); !v.IsNull() {
		above.rotate = v.Int64()
	}
	if kids := node.Key("Kids"); kids.Kind() == pdf.Array && node.Key("Type").Name() != "Page" {
		for i := range kids.Len() {
			if err := d.pages(kids.Index(i), above, depth+1); err != nil {
				return err
			}
		}
		return nil
	}
	if node.Kind() == pdf.Dict {
		d.page(node, above)
	}
	return nil
}

// page writes the text of one page. What the parser stumbles over ends that page and no other.
func (d *pdfFile) page(node pdf.Value, state pageState) {
	d.number++
	p := &pdfPage{file: d, resources: state.resources, fonts: map[string]*pdfFont{}, state: graphics{place: pageMatrix(state), text: textState{stretch: 1}}}
	if err := guarded(func() error { pdf.Interpret(node.Key("Contents"), p.do); return nil }); err != nil && node.Key("Contents").Kind() != pdf.Null {
		d.content.warn(MissingPart, 0, fmt.Sprintf("第%d页", d.number))
	}
	laid := d.margins.layPage(p.runs)
	if drawn := len([]rune(laid.text)); drawn == 0 && p.pictures > 0 || drawn > 0 && strings.Count(laid.text, "\uFFFD") > drawn/2 {
		d.bare = append(d.bare, d.number)
	}
	d.out.page(laid)
}

// pageMatrix turns the page's space, whose y grows upward, into ours.
func pageMatrix(state pageState) matrix {
	x0, y0, x1, y1 := 0.0, 0.0, 595.0, 842.0
	if state.mediaBox.Len() == 4 {
		x0, y0 = state.mediaBox.Index(0).Float64(), state.mediaBox.Index(1).Float64()
		x1, y1 = state.mediaBox.Index(2).Float64(), state.mediaBox.Index(3).Float64()
	}
	switch ((state.rotate % 360) + 360) % 360 {
	case 90:
		return matrix{0, 1, 1, 0, -y0, -x0}
	case 180:
		return matrix{-1, 0, 0, 1, x1, -y0}
	case 270:
		return matrix{0, -1, -1, 0, y1, x1}
	}
	return matrix{1, 0, 0, -1, -x0, y1}
}

// infoKeys are the entries of the information dictionary that are kept (ISO 32000-1, 14.3.3).
var infoKeys = []string{"Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate"}

func (d *pdfFile) info(info pdf.Value) {
	for _, key := range infoKeys {
		raw := info.Key(key).RawString()
		var quiet Content // how it is encoded is of no interest
		d.content.set(key, quiet.decode([]byte(raw), ""))
	}
}
