package disclosure

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"
)

// Form tells the shapes of document number apart.
type Form string

// The shapes of document number.
const (
	BracketForm Form = "bracket" // 国办发〔2024〕5号 (GB/T 9704-2012 §7.2.5)
	OrderForm   Form = "order"   // 国令第711号, 第711号令, 某省人民政府令〔2001〕第15号
	NoticeForm  Form = "notice"  // 2021年第5号公告, 某局公告2021年第5号
)

// Number is a document's issue number (发文字号, 文号), as printed and taken apart. Raw is never altered; where it
// could not be read Form is empty. The zero value means "not stated". In JSON it is the printed string. Make one
// with ParseNumber: one without Raw counts as not stated.
//
// Of several numbers in one field (联合发文) the first is taken: the lead agency's.
type Number struct {
	Raw    string // as the host printed it
	Form   Form
	Agency string // 机关代字, e.g. 国办发; of an order the organ without 令; of a notice with its word, e.g. 某局公告
	Year   int    // 0 where the form has none
	Serial int    // 顺序号
}

const (
	openBracket  = `[〔﹝【\[(（〈［❲「]`
	closeBracket = `[〕﹞】\])）〉］❳」]`
	numberYear   = `(?:19|20)\d{2}|[一二][0-9〇零○一二三四五六七八九]{3}`
	numberSerial = `0*(` + numeral + `{1,7})`
	numberOrgan  = `[\p{Han}A-Za-z0-9、·]`
)

// The patterns are matched against text in half width without space.
var (
	bracketNumber = regexp.MustCompile(`^(` + numberOrgan + `{0,40}?)` + openBracket + `(` + numberYear + `)年?` + closeBracket +
		`第?` + numberSerial + `号?(令)?$`)
	oldNumber    = regexp.MustCompile(`^` + openBracket + `(` + numberYear + `)年?` + closeBracket + `(` + numberOrgan + `{1,40}?)第?` + numberSerial + `号$`)
	orderNumber  = regexp.MustCompile(`^(` + numberOrgan + `{0,40}?)令(?:(` + numberYear + `)年)?第?` + numberSerial + `号$`)
	orderLast    = regexp.MustCompile(`^(` + numberOrgan + `{0,40}?)第` + numberSerial + `号令$`)
	noticeNumber = regexp.MustCompile(`^(` + numberOrgan + `{0,40}?)(` + numberYear + `)年?第?` + numberSerial + `号(公告|通告)?$`)
	numberLabel  = regexp.MustCompile(`^(?:发文字号|发文号|文件编号|文件号|文号)[:：]`)
)

// orderOrgans lists organs whose orders are printed under two names. Basis: the numbering of the orders themselves
// on the State Council's portal, which prints 国令第…号 for what the order's head calls 中华人民共和国国务院令第…号.
var orderOrgans = map[string]string{"国务院": "国", "国家主席": "主席"}

// ParseNumber takes a 文号 apart. It never fails: a text it cannot read comes back with Raw alone.
func ParseNumber(s string) Number {
	n := Number{Raw: s}
	if len(s) > 1000 {
		return n
	}
	t := numberLabel.ReplaceAllString(strings.Join(strings.Fields(foldWidth(s)), ""), "")
	if whole, ok := readNumber(t); ok {
		whole.Raw = s
		return whole
	}
	if found := FindNumbers(t); len(found) > 0 && found[0].Start == 0 {
		n = found[0].Number
		n.Raw = s
	}
	return n
}

// readNumber reads a text that is one number and nothing else. Raw is left empty.
func readNumber(t string) (Number, bool) {
	t = strings.TrimSuffix(strings.TrimPrefix(t, "("), ")")
	if m := bracketNumber.FindStringSubmatch(t); m != nil {
		if organ, ok := strings.CutSuffix(m[1]+m[4], "令"); ok {
			return numberOf(OrderForm, organ, m[2], m[3])
		}
		return numberOf(BracketForm, m[1], m[2], m[3])
	}
	if m := oldNumber.FindStringSubmatch(t); m != nil {
		return numberOf(BracketForm, m[2], m[1], m[3])
	}
	if m := orderNumber.FindStringSubmatch(t); m != nil {
		return numberOf(OrderForm, m[1], m[2], m[3])
	}
	if m := orderLast.FindStringSubmatch(t); m != nil {
		return numberOf(OrderForm, m[1], "", m[2])
	}
	if m := noticeNumber.FindStringSubmatch(t); m != nil {
		return numberOf(NoticeForm, m[1]+m[4], m[2], m[3])
	}
	return Number{}, false
}

func numberOf(form Form, organ, year, serial string) (Number, bool) {
	n := Number{Form: form, Agency: organ}
	var ok bool
	if n.Serial, ok = parseNumeral(serial); !ok || n.Serial == 0 {
		return Number{}, false
	}
	if year != "" {
		if n.Year, ok = parseNumeral(year); !ok || n.Year < 1900 || n.Year > 2099 {
			return Number{}, false
		}
	}
	switch {
	case form == BracketForm && organ == "":
		return Number{}, false
	case form == OrderForm:
		for rest, ok := n.Agency, true; ok; rest, ok = strings.CutPrefix(rest, "中华人民共和国") {
			n.Agency = rest
		}
		if short, ok := orderOrgans[n.Agency]; ok {
			n.Agency = short
		}
	}
	return n, true
}

// IsZero says whether no number is stated.
func (n Number) IsZero() bool { return n.Raw == "" }

// String returns the normalised form, 国办发〔2024〕5号, 国令第711号, 某省人民政府令〔2001〕第15号 or 某局公告2021年第5号,
// or Raw where it could not be read. It reads back as an equal number.
func (n Number) String() string {
	switch {
	case n.Form == BracketForm:
		return fmt.Sprintf("%s〔%d〕%d号", n.Agency, n.Year, n.Serial)
	case n.Form == OrderForm && n.Year != 0:
		return fmt.Sprintf("%s令〔%d〕第%d号", n.Agency, n.Year, n.Serial)
	case n.Form == OrderForm:
		return fmt.Sprintf("%s令第%d号", n.Agency, n.Serial)
	case n.Form == NoticeForm:
		return fmt.Sprintf("%s%d年第%d号", n.Agency, n.Year, n.Serial)
	}
	return n.Raw
}

// Equal says whether two numbers name the same document, however they are printed.
func (n Number) Equal(other Number) bool { return n.Compare(other) == 0 }

// Compare orders numbers by agency code, year and serial; those that could not be read by their text.
func (n Number) Compare(other Number) int {
	return cmp.Or(cmp.Compare(n.Agency, other.Agency), cmp.Compare(n.Year, other.Year),
		cmp.Compare(n.Serial, other.Serial), cmp.Compare(n.Form, other.Form), cmp.Compare(n.unread(), other.unread()))
}

// unread is the text by which numbers that could not be read are compared.
func (n Number) unread() string {
	if n.Form != "" {
		return ""
	}
	return strings.Join(strings.Fields(foldWidth(n.Raw)), "")
}

// MarshalText writes Raw: what an agency printed is kept.
func (n Number) MarshalText() ([]byte, error) { return []byte(n.Raw), nil }

// UnmarshalText reads any text; see ParseNumber.
func (n *Number) UnmarshalText(text []byte) error {
	*n = ParseNumber(string(text))
	return nil
}
