package disclosure

import "strings"

// Validity is the legal state of a document (有效性). Stored as a stable code; read from the code or from the
// Chinese words that agencies use. The zero value means "not stated".
type Validity string

// The states of validity.
const (
	InForce       Validity = "in-force"         // 有效
	Repealed      Validity = "repealed"         // 废止
	Expired       Validity = "expired"          // 失效
	Amended       Validity = "amended"          // 已修改, in force as amended
	PartlyInForce Validity = "partly-in-force"  // 部分失效
	NotYetInForce Validity = "not-yet-in-force" // 尚未生效
)

// validityWords lists, for each state, the word shown to people first and then other words read as the same.
var validityWords = []struct {
	state Validity
	words []string
}{
	{InForce, []string{"有效", "现行有效", "现行", "生效", "继续有效"}},
	{Repealed, []string{"废止", "已废止", "宣布废止"}},
	{Expired, []string{"失效", "已失效", "宣布失效", "过期", "无效"}},
	{Amended, []string{"已修改", "修改", "已修订", "修订"}},
	{PartlyInForce, []string{"部分失效", "部分有效", "部分废止"}},
	{NotYetInForce, []string{"尚未生效", "未生效", "尚未施行"}},
}

// ParseValidity reads a code or a Chinese word; ok is false for anything else, and for the empty string.
func ParseValidity(s string) (v Validity, ok bool) {
	s = strings.TrimSpace(s)
	for _, entry := range validityWords {
		if s == string(entry.state) {
			return entry.state, true
		}
		for _, word := range entry.words {
			if s == word {
				return entry.state, true
			}
		}
	}
	return "", false
}

// Chinese returns the word shown to people: 有效, 废止 …; "" for the zero value.
func (v Validity) Chinese() string {
	for _, entry := range validityWords {
		if v == entry.state {
			return entry.words[0]
		}
	}
	return string(v)
}

// Lapsed says whether a document in this state must not be answered from without a notice.
func (v Validity) Lapsed() bool { return v == Repealed || v == Expired }

// ValidityOn returns the state of the document on a day, from what it states of itself: its own Validity, and
// its Effective and Expires dates, which overrule a statement that a later date has made stale. Relations with
// other documents are not looked at. A zero day returns the stated Validity.
func (d *Document) ValidityOn(day Date) Validity {
	switch {
	case day.IsZero() || d.Validity.Lapsed():
		return d.Validity
	case !d.Expires.IsZero() && d.Expires.Before(day):
		return Expired
	case !d.Effective.IsZero() && day.Before(d.Effective):
		return NotYetInForce
	case d.Validity == NotYetInForce && !d.Effective.IsZero():
		return InForce
	}
	return d.Validity
}
