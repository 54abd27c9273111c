package ingest

import (
	"bytes"
	"encoding/hex"
	"strings"
)

// cmap maps codes of a font to Unicode (ISO 32000-1, 9.10.3; Adobe Technical Note 5411).
type cmap struct {
	size   int // bytes of a code
	single map[string]string
	ranges []cmapRange
}

// cmapRange maps low to high, in order, to texts that begin with first.
type cmapRange struct{ low, high, first string }

// lookUp returns the text of a code; a nil map has none.
func (m *cmap) lookUp(code string) (string, bool) {
	if m == nil {
		return "", false
	}
	if text, ok := m.single[code]; ok {
		return decodeUTF16BE(text), true
	}
	for _, r := range m.ranges {
		if len(r.low) == len(code) && r.low <= code && code <= r.high {
			return decodeUTF16BE(plus(r.first, distance(r.low, code))), true
		}
	}
	return "", false
}

func distance(low, code string) (n int) {
	for i := range len(code) {
		n = n<<8 + int(code[i]) - int(low[i])
	}
	return n
}

// plus adds n to a big-endian number.
func plus(text string, n int) string {
	sum := []byte(text)
	for i := len(sum) - 1; i >= 0 && n > 0; i-- {
		n += int(sum[i])
		sum[i] = byte(n)
		n >>= 8
	}
	return string(sum)
}

const (
	maxSingles = 1 << 17
	maxRanges  = 1 << 12 // they are looked through one by one
)

// parseCMap reads what matters of a map: the length of codes and the lists of characters and ranges. It takes any
// bytes.
func parseCMap(data []byte) *cmap {
	m := &cmap{size: 2, single: map[string]string{}}
	var tokens []string // of the list that is open
	list := ""
	for token, rest := cmapToken(data); token != ""; token, rest = cmapToken(rest) {
		switch {
		case strings.HasPrefix(token, "begin"):
			list, tokens = token[len("begin"):], tokens[:0]
		case strings.HasPrefix(token, "end"):
			m.take(list, tokens)
			list, tokens = "", tokens[:0]
		case list != "" && len(tokens) < 4*maxSingles:
			tokens = append(tokens, token)
		}
	}
	return m
}

// take reads one list. Tokens are "<" with the bytes for strings, and brackets.
func (m *cmap) take(list string, tokens []string) {
	text := func(i int) (string, bool) {
		if i >= len(tokens) || tokens[i][0] != '<' {
			return "", false
		}
		return tokens[i][1:], true
	}
	switch list {
	case "codespacerange":
		if low, ok := text(0); ok && len(low) >= 1 && len(low) <= 4 {
			m.size = len(low)
		}
	case "bfchar":
		for i := 0; i+1 < len(tokens) && len(m.single) < maxSingles; i += 2 {
			code, ok1 := text(i)
			value, ok2 := text(i + 1)
			if ok1 && ok2 {
				m.single[code] = value
			}
		}
	case "bfrange":
		for i := 0; i+2 < len(tokens); {
			low, ok1 := text(i)
			high, ok2 := text(i + 1)
			first, ok3 := text(i + 2)
			if ok1 && ok2 && ok3 && len(low) == len(high) {
				m.addRange(low, high, first)
			}
			if i += 3; ok3 {
				continue
			}
			for n := 0; i < len(tokens) && tokens[i] != "]"; i, n = i+1, n+1 {
				if value, ok := text(i); ok && ok1 && len(m.single) < maxSingles {
					m.single[plus(low, n)] = value
				}
			}
			i++
		}
	}
}

func (m *cmap) addRange(low, high, first string) {
	if low == high {
		m.single[low] = first
	} else if len(m.ranges) < maxRanges {
		m.ranges = append(m.ranges, cmapRange{low, high, first})
	}
}

// cmapToken returns the next token and what is after it; "" at the end. A string is "<" and its bytes.
func cmapToken(data []byte) (string, []byte) {
	for {
		data = bytes.TrimLeft(data, " \t\r\n\f\x00>")
		if len(data) == 0 || data[0] != '%' {
			break
		}
		end := bytes.IndexAny(data, "\r\n")
		if end < 0 {
			return "", nil
		}
		data = data[end:]
	}
	switch {
	case len(data) == 0:
		return "", nil
	case data[0] == '[' || data[0] == ']':
		return string(data[:1]), data[1:]
	case data[0] == '<' && len(data) > 1 && data[1] != '<':
		end := bytes.IndexByte(data, '>')
		if end < 0 {
			return "", nil
		}
		digits := bytes.Join(bytes.Fields(data[1:end]), nil)
		if len(digits)%2 == 1 {
			digits = append(digits, '0')
		}
		text := make([]byte, len(digits)/2)
		if _, err := hex.Decode(text, digits); err != nil {
			text = nil
		}
		return "<" + string(text), data[end+1:]
	}
	end := bytes.IndexAny(data[1:], " \t\r\n\f[]<>/(")
	if end < 0 {
		return string(data), nil
	}
	return string(data[:end+1]), data[end+1:]
}
