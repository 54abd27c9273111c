package disclosure

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// The functions here walk JSON text that json.Valid has accepted, without copying it: a row may hold 60 MB of text.

// member is one name and value of a JSON object, as written.
type member struct {
	name []byte // a JSON string with its quotes
	raw  []byte
}

func skipSpace(b []byte, i int) int {
	for i < len(b) && (b[i] == ' ' || b[i] == '\t' || b[i] == '\r' || b[i] == '\n') {
		i++
	}
	return i
}

// skipString returns the index after the string that opens at i.
func skipString(b []byte, i int) int {
	for i++; i < len(b); i++ {
		switch b[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(b)
}

// skipValue returns the index after the value that begins at i.
func skipValue(b []byte, i int) int {
	depth := 0
	for i < len(b) {
		switch b[i] {
		case '"':
			i = skipString(b, i)
			if depth == 0 {
				return i
			}
			continue
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1
			}
			if depth < 0 {
				return i
			}
		case ',', ' ', '\t', '\r', '\n':
			if depth == 0 {
				return i
			}
		}
		i++
	}
	return i
}

// members returns the members of a JSON object in order; nil for any other value.
func members(b []byte) []member {
	i := skipSpace(b, 0)
	if i >= len(b) || b[i] != '{' {
		return nil
	}
	var list []member
	for i = skipSpace(b, i+1); i < len(b) && b[i] == '"'; {
		nameEnd := skipString(b, i)
		start := skipSpace(b, skipSpace(b, nameEnd)+1) // the +1 is the colon
		end := skipValue(b, start)
		list = append(list, member{b[i:nameEnd], b[start:end]})
		if i = skipSpace(b, end); i < len(b) && b[i] == ',' {
			i = skipSpace(b, i+1)
		}
	}
	return list
}

// elements returns the values of a JSON array; nil for any other value.
func elements(b []byte) [][]byte {
	i := skipSpace(b, 0)
	if i >= len(b) || b[i] != '[' {
		return nil
	}
	var list [][]byte
	for i = skipSpace(b, i+1); i < len(b) && b[i] != ']'; {
		end := skipValue(b, i)
		list = append(list, b[i:end])
		if i = skipSpace(b, end); i < len(b) && b[i] == ',' {
			i = skipSpace(b, i+1)
		}
	}
	return list
}

// escapeNUL writes raw NUL bytes inside strings as the escape JSON knows, so that the row can be read and the field
// named; outside strings it drops them.
func escapeNUL(line []byte) []byte {
	if bytes.IndexByte(line, 0) < 0 {
		return line
	}
	var b bytes.Buffer
	inside, escaped := false, false
	for _, c := range line {
		switch {
		case c == 0 && inside && !escaped:
			b.WriteString(`\u0000`)
		case c == 0 && !inside:
		default:
			b.WriteByte(c)
			if c == '"' && !escaped {
				inside = !inside
			}
		}
		escaped = inside && c == '\\' && !escaped
	}
	return b.Bytes()
}

// The faults of a value that clean repairs.
const (
	faultUTF8      = "invalid UTF-8 was replaced by U+FFFD"
	faultNUL       = "NUL characters were removed"
	faultSurrogate = "half a surrogate pair was replaced by U+FFFD"
)

// clean returns JSON text with invalid UTF-8 and lone surrogates replaced by U+FFFD and NUL removed, and says which
// of these it did. Text without such faults comes back as it is.
func clean(raw []byte) (out []byte, faults []string) {
	if !utf8.Valid(raw) {
		raw, faults = bytes.ToValidUTF8(raw, []byte("\uFFFD")), append(faults, faultUTF8)
	}
	if !bytes.Contains(raw, []byte(`\u0000`)) && !bytes.Contains(raw, []byte(`\ud`)) && !bytes.Contains(raw, []byte(`\uD`)) {
		return raw, faults
	}
	var b bytes.Buffer
	nul, lone := false, false
	for i := 0; i < len(raw); {
		next, text := escapeAt(raw, i)
		switch {
		case text == "" && next > i+1:
			nul = true
		case text == "\uFFFD":
			lone = true
			b.WriteString(text)
		default:
			b.Write(raw[i:next])
		}
		i = next
	}
	if nul {
		faults = append(faults, faultNUL)
	}
	if lone {
		faults = append(faults, faultSurrogate)
	}
	return b.Bytes(), faults
}

// escapeAt looks at the byte or escape at i and returns where it ends, and a replacement: "" over several bytes
// for NUL, U+FFFD for a lone surrogate, "keep" for anything else.
func escapeAt(raw []byte, i int) (end int, replacement string) {
	if raw[i] != '\\' {
		return i + 1, "keep"
	}
	if i+1 >= len(raw) || raw[i+1] != 'u' {
		return min(i+2, len(raw)), "keep"
	}
	unit, ok := hexUnit(raw, i)
	switch {
	case !ok:
		return i + 2, "keep"
	case unit == 0:
		return i + 6, ""
	case !utf16.IsSurrogate(unit):
		return i + 6, "keep"
	}
	if second, ok := hexUnit(raw, i+6); ok && utf16.DecodeRune(unit, second) != utf8.RuneError {
		return i + 12, "keep"
	}
	return i + 6, "\uFFFD"
}

// hexUnit reads the escape \uXXXX at i.
func hexUnit(raw []byte, i int) (rune, bool) {
	if i+6 > len(raw) || raw[i] != '\\' || raw[i+1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(string(raw[i+2:i+6]), 16, 16)
	return rune(n), err == nil
}

// unquote returns the content of a JSON string.
func unquote(raw []byte) string {
	if inner := raw[1 : len(raw)-1]; bytes.IndexByte(inner, '\\') < 0 && utf8.Valid(inner) {
		return string(inner)
	}
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return ""
	}
	return s
}

// compact returns a copy of JSON text without space between its tokens.
func compact(raw []byte) json.RawMessage {
	var b bytes.Buffer
	b.Grow(len(raw))
	if json.Compact(&b, raw) != nil {
		return bytes.Clone(raw)
	}
	return b.Bytes()
}

// syntaxReason says in words why a line is not one JSON object.
func syntaxReason(line []byte) string {
	var raw json.RawMessage
	err := json.Unmarshal(line, &raw)
	if syntax, ok := err.(*json.SyntaxError); ok {
		return fmt.Sprintf("malformed JSON at byte %d: %s", syntax.Offset, syntax)
	}
	if err != nil {
		return "malformed JSON: " + err.Error()
	}
	return "a row must be one JSON object"
}
