package ingest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

func (f *file) readText(context.Context) (Content, error) {
	data, err := f.bytes()
	if err != nil {
		return Content{}, err
	}
	var content Content
	content.Text = content.decode(data, "")
	return content, nil
}

// decode turns bytes into UTF-8. A mark at the beginning decides, then being UTF-8, then what is declared, then the
// bytes themselves. What is no UTF-8 and declares nothing is GB18030 (GB 18030-2022, the national standard, of which
// GBK and GB 2312 are parts) or, where it is wrong as that and right as Big5, Big5.
func (c *Content) decode(data []byte, declared string) string {
	if text, ok := decodeMarked(data); ok {
		return c.count(text)
	}
	if utf8.Valid(data) {
		return string(data)
	}
	if wide := wideOrder(data); wide != nil {
		c.warn(GuessedCharset, 0, "UTF-16")
		return c.count(decodeWith(wide, data))
	}
	if mostlyUTF8(data) {
		return c.count(string(bytes.ToValidUTF8(data, []byte("\uFFFD"))))
	}
	if charset := named(declared); charset != nil {
		return c.count(decodeWith(charset, data))
	}
	text, name := decodeWith(simplifiedchinese.GB18030, data), "GB18030"
	if bad := strings.Count(text, "\uFFFD"); bad > 0 {
		if other := decodeWith(traditionalchinese.Big5, data); strings.Count(other, "\uFFFD") == 0 {
			text, name = other, "Big5"
		}
	}
	c.warn(GuessedCharset, 0, name)
	return c.count(text)
}

// count warns of characters that could not be decoded.
func (c *Content) count(text string) string {
	if bad := strings.Count(text, "\uFFFD"); bad > 0 {
		c.warn(BadCharacters, bad, "")
	}
	return text
}

func decodeMarked(data []byte) (string, bool) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return string(bytes.ToValidUTF8(data[3:], []byte("\uFFFD"))), true
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return decodeWith(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), data[2:]), true
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return decodeWith(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), data[2:]), true
	case bytes.HasPrefix(data, []byte("\x84\x31\x95\x33")):
		return decodeWith(simplifiedchinese.GB18030, data[4:]), true
	}
	return "", false
}

// decodeWith never fails: these decoders write U+FFFD for what they cannot read.
func decodeWith(charset encoding.Encoding, data []byte) string {
	text, err := charset.NewDecoder().Bytes(data)
	if err != nil {
		return string(bytes.ToValidUTF8(data, []byte("\uFFFD")))
	}
	return string(text)
}

// named returns a declared encoding; GB 2312 and GBK are read as what contains them. UTF-8 is nil: the bytes are not.
func named(name string) encoding.Encoding {
	charset, err := htmlindex.Get(strings.TrimSpace(name))
	if err != nil || charset == unicode.UTF8 {
		return nil
	}
	if charset == simplifiedchinese.GBK || charset == simplifiedchinese.HZGB2312 {
		return simplifiedchinese.GB18030
	}
	return charset
}

// wideOrder tells UTF-16 without a mark by the zeros that line ends, digits and spaces leave at every other byte.
func wideOrder(data []byte) encoding.Encoding {
	sample := data[:min(len(data), 4096)]
	var zeros [2]int
	for i, b := range sample {
		if b == 0 {
			zeros[i%2]++
		}
	}
	few := 3 + len(sample)/100
	switch {
	case zeros[1] > few && zeros[0]*10 < zeros[1]:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case zeros[0] > few && zeros[1]*10 < zeros[0]:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	}
	return nil
}

// mostlyUTF8 says whether text is UTF-8 with a few broken bytes, as when it was cut or joined: in GB18030 sequences
// that are UTF-8 by chance are rare.
func mostlyUTF8(data []byte) bool {
	wide, bad := 0, 0
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		switch {
		case r == utf8.RuneError && n <= 1:
			bad++
		case n >= 3:
			wide++
		}
		i += max(n, 1)
	}
	return wide > 20*bad
}

// looksLikeText says whether bytes may be text in any of these encodings.
func looksLikeText(head []byte) bool {
	if _, marked := decodeMarked(head); marked || wideOrder(head) != nil {
		return true
	}
	odd := 0
	for _, b := range head {
		if b == 0 {
			return false
		}
		if b < ' ' && !strings.ContainsRune("\t\n\r\f\v\x1a\x1b", rune(b)) {
			odd++
		}
	}
	return odd <= 2+len(head)/100
}

// charsetReader is for XML that declares another encoding than UTF-8.
func charsetReader(label string, r io.Reader) (io.Reader, error) {
	charset, err := htmlindex.Get(label)
	if err != nil {
		return nil, fmt.Errorf("encoding %q is not known", label)
	}
	return charset.NewDecoder().Reader(r), nil
}
