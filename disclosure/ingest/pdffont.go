package ingest

import (
	"encoding/binary"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/ledongthuc/pdf"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// glyph is one code of a string: what it means and how wide it is, in thousandths of the size.
type glyph struct {
	text  string
	width float64
	space bool // the code 32 of one byte, to which word spacing applies
}

// pdfFont decodes the strings shown in a font.
type pdfFont struct {
	composite bool // Type0: codes of several bytes (ISO 32000-1, 9.7)
	wide      bool // codes are UTF-16BE
	charset   encoding.Encoding
	toUnicode *cmap
	simple    pdf.TextEncoding // of fonts with one byte for each code
	widths    map[int]float64
	normal    float64 // the width of what widths does not have
}

// charsets are the predefined character maps of Chinese fonts by the beginning of their names (ISO 32000-1, table 118).
// Files made by office systems name them and carry no map to Unicode.
var charsets = []struct {
	prefix  string
	charset encoding.Encoding
}{
	{"GBK", simplifiedchinese.GB18030}, {"GB-", simplifiedchinese.GB18030}, {"GBpc", simplifiedchinese.GB18030},
	{"B5pc", traditionalchinese.Big5}, {"ETen", traditionalchinese.Big5}, {"HKscs", traditionalchinese.Big5},
}

// font reads a font once.
func (d *pdfFile) font(v pdf.Value) *pdfFont {
	if v.Kind() != pdf.Dict {
		return nil
	}
	key := v.String()
	if f, ok := d.fonts[key]; ok {
		return f
	}
	if len(d.fonts) > 2000 {
		return nil
	}
	f := newFont(v)
	d.fonts[key] = f
	return f
}

func newFont(v pdf.Value) *pdfFont {
	f := &pdfFont{composite: v.Key("Subtype").Name() == "Type0", widths: map[int]float64{}, normal: 500}
	if stream := v.Key("ToUnicode"); stream.Kind() == pdf.Stream {
		_ = guarded(func() error { // without it the encoding has to do
			data, err := io.ReadAll(io.LimitReader(stream.Reader(), 8<<20))
			f.toUnicode = parseCMap(data)
			return err
		})
	}
	if !f.composite {
		f.simple = (&pdf.Font{V: v}).Encoder()
		first := int(v.Key("FirstChar").Int64())
		for i := range min(v.Key("Widths").Len(), 256) {
			f.widths[first+i] = v.Key("Widths").Index(i).Float64()
		}
		return f
	}
	f.normal = 1000
	name := v.Key("Encoding").Name()
	f.wide = strings.HasPrefix(name, "Uni") && (strings.Contains(name, "UCS2") || strings.Contains(name, "UTF16"))
	for _, known := range charsets {
		if strings.HasPrefix(name, known.prefix) {
			f.charset = known.charset
		}
	}
	if !f.wide && f.charset == nil {
		f.readWidths(v.Key("DescendantFonts").Index(0))
	}
	return f
}

// readWidths reads the widths by code, which for these fonts is the number of the character (ISO 32000-1, 9.7.4.3):
// "first [w w w]" or "first last w".
func (f *pdfFont) readWidths(descendant pdf.Value) {
	if v := descendant.Key("DW"); !v.IsNull() {
		f.normal = v.Float64()
	}
	list := descendant.Key("W")
	for i := 0; i+1 < list.Len() && len(f.widths) < 1<<16; {
		first := int(list.Index(i).Int64())
		if each := list.Index(i + 1); each.Kind() == pdf.Array {
			for j := range min(each.Len(), 1<<16) {
				f.widths[first+j] = each.Index(j).Float64()
			}
			i += 2
			continue
		}
		for code := first; code <= min(int(list.Index(i+1).Int64()), first+1<<16); code++ {
			f.widths[code] = list.Index(i + 2).Float64()
		}
		i += 3
	}
}

// glyphs takes a string apart.
func (f *pdfFont) glyphs(raw string) []glyph {
	switch {
	case f.charset != nil:
		return measured(decodeWith(f.charset, []byte(raw)))
	case f.wide:
		return measured(decodeUTF16BE(raw))
	case f.composite:
		return f.byCode(raw, 2)
	}
	return f.byCode(raw, 1)
}

// measured gives characters the widths they have in Chinese type: a full one, or half for Latin.
func measured(text string) []glyph {
	list := make([]glyph, 0, len(text)/2)
	for _, r := range text {
		width := 1000.0
		if r < 0x2e80 {
			width = 500
		}
		list = append(list, glyph{string(r), width, r == ' '})
	}
	return list
}

// byCode looks codes up in the map to Unicode, else in the encoding. A code of several bytes without a map means
// nothing outside of its font.
func (f *pdfFont) byCode(raw string, size int) []glyph {
	if f.toUnicode != nil && f.composite {
		size = f.toUnicode.size
	}
	list := make([]glyph, 0, len(raw)/size)
	for len(raw) > 0 {
		code := raw[:min(size, len(raw))]
		raw = raw[len(code):]
		number := 0
		for _, b := range []byte(code) {
			number = number<<8 | int(b)
		}
		g := glyph{text: "\uFFFD", width: f.normal, space: code == " "}
		if width, ok := f.widths[number]; ok {
			g.width = width
		}
		if text, ok := f.toUnicode.lookUp(code); ok {
			g.text = text
		} else if f.simple != nil {
			g.text = strings.ToValidUTF8(f.simple.Decode(code), "\uFFFD")
		}
		list = append(list, g)
	}
	return list
}

// decodeUTF16BE reads UTF-16 with surrogate pairs; an odd byte at the end is left out.
func decodeUTF16BE(raw string) string {
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = binary.BigEndian.Uint16([]byte(raw[2*i : 2*i+2]))
	}
	text := string(utf16.Decode(units))
	if !utf8.ValidString(text) {
		return strings.ToValidUTF8(text, "\uFFFD")
	}
	return text
}
