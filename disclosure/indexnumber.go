package disclosure

import (
	"regexp"
	"strconv"
	"strings"
)

// The shapes a 索引号 is recognised as.
const (
	ProfileGB2009 = "gb2009" // 123456789/2024-00012: nine characters of organisation code, year, five digits; 20 in all
	ProfileUSCC   = "uscc"   // eighteen characters of 统一社会信用代码, year, five digits
	ProfileMonth  = "yyyymm" // either code, then year and month
	ProfileLocal  = "local"  // any other organisation code with year and serial
)

// IndexNumber is a document's catalogue number (索引号), unchanging for its life. Raw is as printed; Profile names the
// shape it was recognised as, "" where none. The zero value means "not stated". In JSON it is the printed string.
//
// The strict shape is ProfileGB2009 (政府信息公开目录系统实施指引(试行): 前段码/后段码); the others are what sites
// print today.
type IndexNumber struct {
	Raw     string
	Profile string // gb2009, uscc, yyyymm, local
	Org     string // organisation code before the slash
	Period  string // yyyy or yyyymm
	Serial  int
}

var (
	indexNumber      = regexp.MustCompile(`^([0-9A-Z]{9}|[0-9A-Z]{18})/((?:19|20)\d{2})(0[1-9]|1[0-2])?-(\d{5})$`)
	localIndexNumber = regexp.MustCompile(`^([0-9A-Z][0-9A-Z_.\-]{0,40}?)[/_\-]((?:19|20)\d{2}(?:0[1-9]|1[0-2])?)[/_\-](\d{1,9})$`)
)

// ParseIndexNumber takes a 索引号 apart, full width read as half width. It never fails: a text it cannot read comes
// back with Raw alone.
func ParseIndexNumber(s string) IndexNumber {
	n := IndexNumber{Raw: s}
	folded := n.folded()
	if m := indexNumber.FindStringSubmatch(folded); m != nil {
		n.Org, n.Period = m[1], m[2]+m[3]
		n.Serial, _ = strconv.Atoi(m[4])
		switch {
		case m[3] != "":
			n.Profile = ProfileMonth
		case len(n.Org) == 9:
			n.Profile = ProfileGB2009
		default:
			n.Profile = ProfileUSCC
		}
	} else if m := localIndexNumber.FindStringSubmatch(folded); m != nil {
		n.Profile, n.Period = ProfileLocal, m[2]
		n.Org = strings.Join(strings.Fields(foldWidth(s)), "")[:len(m[1])] // letters as printed
		n.Serial, _ = strconv.Atoi(m[3])
	}
	return n
}

// folded is the number as it is compared: half width, no space, capital letters.
func (n IndexNumber) folded() string {
	return upperASCII(strings.Join(strings.Fields(foldWidth(n.Raw)), ""))
}

// upperASCII leaves every byte in its place, which strings.ToUpper does not for all letters.
func upperASCII(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r - 'a' + 'A'
		}
		return r
	}, s)
}

// Equal says whether two numbers are the same but for width, case and space.
func (n IndexNumber) Equal(other IndexNumber) bool { return n.folded() == other.folded() }

// IsZero says whether no number is stated.
func (n IndexNumber) IsZero() bool { return n.Raw == "" }

// String returns Raw.
func (n IndexNumber) String() string { return n.Raw }

// MarshalText writes Raw.
func (n IndexNumber) MarshalText() ([]byte, error) { return []byte(n.Raw), nil }

// UnmarshalText reads any text; see ParseIndexNumber.
func (n *IndexNumber) UnmarshalText(text []byte) error {
	*n = ParseIndexNumber(string(text))
	return nil
}
