package qa

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/zwgk/zwgk/disclosure"
)

// maxRecordQuote bounds the line or sentence that is quoted for a record, in bytes.
const maxRecordQuote = 480

// citeRecord cites a record, and the sentence or row of the text that says the same; the beginning of the text where none
// does. A document without text is cited by its record alone.
func citeRecord(s recordSource) Citation {
	d, start, end := s.document, 0, 0
	for _, needle := range s.needles {
		if at := figureIn(d.Text, needle); at >= 0 {
			start, end = sentenceAround(d.Text, at, at+len(needle))
			break
		}
	}
	if end == 0 && strings.TrimSpace(d.Text) != "" {
		at := len(d.Text) - len(strings.TrimLeft(d.Text, blank))
		_, size := utf8.DecodeRuneInString(d.Text[at:])
		start, end = sentenceAround(d.Text, at, at+size)
	}
	c := cite(d, start, end)
	c.Record, c.RecordHash = s.record, recordHash(d, s.record)
	return c
}

// figureIn finds a figure or phrase in a text: 4.2 does not stand in 14.25. It returns -1 where it does not stand.
func figureIn(text, needle string) int {
	if needle == "" {
		return -1
	}
	for from := 0; ; {
		at := strings.Index(text[from:], needle)
		if at < 0 {
			return -1
		}
		at += from
		if !numberGoesOn(text[:at], needle[0], true) && !numberGoesOn(text[at+len(needle):], needle[len(needle)-1], false) {
			return at
		}
		from = at + len(needle)
	}
}

// numberGoesOn says whether a number whose outermost byte is edge goes on in what stands beside it.
func numberGoesOn(beside string, edge byte, before bool) bool {
	if edge < '0' || edge > '9' || beside == "" {
		return false
	}
	if before {
		last := beside[len(beside)-1]
		return last >= '0' && last <= '9' || last == '.'
	}
	if beside[0] == '.' {
		rest := strings.TrimLeft(beside[1:], "0")
		return rest == "" || rest[0] >= '1' && rest[0] <= '9'
	}
	return beside[0] >= '0' && beside[0] <= '9'
}

// sentenceAround widens a range to the sentence or line that holds it.
func sentenceAround(text string, start, end int) (int, int) {
	const marks = "。；\n"
	from := strings.LastIndexAny(text[:start], marks)
	if from >= 0 {
		_, size := utf8.DecodeRuneInString(text[from:])
		from += size
	} else {
		from = 0
	}
	to := len(text)
	if at := strings.IndexAny(text[end:], marks); at >= 0 {
		r, size := utf8.DecodeRuneInString(text[end+at:])
		to = end + at
		if r != '\n' {
			to += size
		}
	}
	if to-from > maxRecordQuote {
		return start, end
	}
	part := text[from:to]
	from += len(part) - len(strings.TrimLeft(part, blank))
	return from, from + len(strings.Trim(part, blank))
}

// recordHash returns the hash of a document's record as JSON, "" where it has none of that name.
func recordHash(d *disclosure.Document, record string) string {
	kind, number, ok := strings.Cut(record, "/")
	at, err := strconv.Atoi(number)
	if d.Records == nil || !ok || err != nil || at < 0 {
		return ""
	}
	v := reflect.ValueOf(d.Records).Elem()
	for i := range v.NumField() {
		name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		if name != kind || v.Field(i).Kind() != reflect.Slice || at >= v.Field(i).Len() {
			continue
		}
		data, err := json.Marshal(v.Field(i).Index(at).Interface())
		if err != nil {
			return ""
		}
		sum := sha256.Sum256(data)
		return hex.EncodeToString(sum[:])
	}
	return ""
}

// figures returns how a text may write an amount: with its unit, then the bare number of a table's cell; in either with
// the two decimals that many tables are set in.
func figures(amount disclosure.Fen, unit string) []string {
	var with, bare []string
	for _, u := range []string{unit, "万元", "亿元", "元"} {
		if u == "" {
			continue
		}
		number := amount.In(u)
		padded := twoDecimals(number)
		with = append(with, number+u, padded+u)
		if len(number) > 2 {
			bare = append(bare, number, padded)
		}
	}
	return append(with, bare...)
}

// twoDecimals pads a decimal number to at least two decimals.
func twoDecimals(number string) string {
	whole, fraction, _ := strings.Cut(number, ".")
	return whole + "." + fraction + strings.Repeat("0", max(0, 2-len(fraction)))
}
