package disclosure

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Form tells the shapes of document number apart.
type Form string

const (
	BracketForm Form = "bracket" // 国办发〔2024〕5号 (GB/T 9704-2012 §7.2.5)
	OrderForm   Form = "order"   // 国令第711号, 第711号令
	NoticeForm  Form = "notice"  // 2021年第5号公告
)

// Number is a document's issue number (发文字号, 文号), as printed and taken apart. Raw is never altered; where it
// could not be read Form is empty. The zero value means "not stated". In JSON it is the printed string.
type Number struct {
	Raw    string // as the host printed it
	Form   Form
	Agency string // 机关代字, e.g. 国办发
	Year   int    // 0 where the form has none
	Serial int    // 顺序号
}

var (
	bracketNumber = regexp.MustCompile(`^(.{1,30}?)[〔﹝【\[(（〈［]\s*(\d{4})\s*年?[〕﹞】\])）〉］]\s*(?:第)?\s*0*(\d{1,6})\s*号?$`)
	orderNumber   = regexp.MustCompile(`^(.{0,30}?)令?\s*(?:[〔(（\[](\d{4})[〕)）\]])?第?\s*0*(\d{1,6})\s*号(令)?$`)
	noticeNumber  = regexp.MustCompile(`^(.{0,30}?)(\d{4})年\s*第?\s*0*(\d{1,6})\s*号\s*(.{0,10})$`)
)

// ParseNumber takes a 文号 apart. It never fails: a text it cannot read comes back with Raw alone.
func ParseNumber(s string) Number {
	n := Number{Raw: s}
	t := strings.Join(strings.Fields(arabicDate(strings.TrimSpace(s))), "")
	if m := bracketNumber.FindStringSubmatch(t); m != nil {
		n.Form, n.Agency = BracketForm, m[1]
		n.Year, _ = strconv.Atoi(m[2])
		n.Serial, _ = strconv.Atoi(m[3])
	} else if m := noticeNumber.FindStringSubmatch(t); m != nil {
		n.Form, n.Agency = NoticeForm, m[1]
		n.Year, _ = strconv.Atoi(m[2])
		n.Serial, _ = strconv.Atoi(m[3])
	} else if m := orderNumber.FindStringSubmatch(t); m != nil && strings.Contains(t, "令") {
		n.Form, n.Agency = OrderForm, m[1]
		n.Year, _ = strconv.Atoi(m[2])
		n.Serial, _ = strconv.Atoi(m[3])
	}
	return n
}

// IsZero says whether no number is stated.
func (n Number) IsZero() bool { return n.Raw == "" }

// String returns the normalised form, 国办发〔2024〕5号 or 国令第711号, or Raw where it could not be read.
func (n Number) String() string {
	switch n.Form {
	case BracketForm:
		return fmt.Sprintf("%s〔%d〕%d号", n.Agency, n.Year, n.Serial)
	case OrderForm:
		return fmt.Sprintf("%s令第%d号", n.Agency, n.Serial)
	case NoticeForm:
		return fmt.Sprintf("%s%d年第%d号", n.Agency, n.Year, n.Serial)
	}
	return n.Raw
}

// Equal says whether two numbers name the same document, however they are printed.
func (n Number) Equal(other Number) bool { return n.String() == other.String() }

// Compare orders numbers by agency code, year and serial.
func (n Number) Compare(other Number) int {
	return cmp.Or(cmp.Compare(n.Agency, other.Agency), cmp.Compare(n.Year, other.Year),
		cmp.Compare(n.Serial, other.Serial), cmp.Compare(n.Raw, other.Raw))
}

// MarshalText writes Raw: what an agency printed is kept.
func (n Number) MarshalText() ([]byte, error) { return []byte(n.Raw), nil }

// UnmarshalText reads any text; see ParseNumber.
func (n *Number) UnmarshalText(text []byte) error {
	*n = ParseNumber(string(text))
	return nil
}
