package disclosure

import "strings"

// Openness says how a document may be had (公开属性; 政府信息公开条例 Art. 13–16). The zero value means "not stated".
type Openness string

// The three values of 公开属性.
const (
	Proactive   Openness = "主动公开"
	OnRequest   Openness = "依申请公开"
	Undisclosed Openness = "不予公开"
)

// opennessWords lists, for each value, other words that agencies use for it.
var opennessWords = []struct {
	value Openness
	words []string
}{
	{Proactive, []string{"主动", "公开", "主动公开类"}},
	{OnRequest, []string{"依申请", "依申请公开类"}},
	{Undisclosed, []string{"不公开", "不予", "免予公开", "不予公开类"}},
}

// ParseOpenness reads a value or a word used for it; ok is false for anything else, and for the empty string.
func ParseOpenness(s string) (o Openness, ok bool) {
	s = strings.TrimSpace(s)
	for _, entry := range opennessWords {
		if s == string(entry.value) {
			return entry.value, true
		}
		for _, word := range entry.words {
			if s == word {
				return entry.value, true
			}
		}
	}
	return "", false
}
