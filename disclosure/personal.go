package disclosure

import (
	"cmp"
	"slices"
	"strings"
)

// PersonalKind is a kind of personal information (个人信息) that must not be published as it stands.
type PersonalKind string

// The kinds that FindPersonal finds.
const (
	PersonalIdentity PersonalKind = "身份证号"  // GB 11643, with its check character
	PersonalMobile   PersonalKind = "手机号"   // of the mainland
	PersonalLandline PersonalKind = "固定电话"  // with area code, or behind a label
	PersonalBankCard PersonalKind = "银行卡号"  // with its Luhn digit (ISO/IEC 7812-1)
	PersonalPassport PersonalKind = "护照号"   // of the PRC
	PersonalPlate    PersonalKind = "车牌号"   // GA 36
	PersonalEmail    PersonalKind = "电子邮箱"  //
	PersonalAddress  PersonalKind = "详细地址"  // below township: house, room
	PersonalName     PersonalKind = "姓名加证件" // a name beside an identity or passport number
)

// Personal is one piece of personal information in a text. Start and End are byte offsets of Text. Masked is the form
// it may be published in: 138****1234, 35*************123, an address down to township.
type Personal struct {
	Kind       PersonalKind `json:"kind"`
	Start      int          `json:"start"`
	End        int          `json:"end"`
	Text       string       `json:"text"`
	Masked     string       `json:"masked"`
	Publishing string       `json:"publishing,omitempty"` // why an office seems to publish it on purpose; "" otherwise
}

// FindPersonal finds personal information in a text, in order and without overlap. Telephones, mailboxes and addresses
// that an office seems to publish as its own come too, with the reason in Publishing. A 统一社会信用代码, a service line
// (400, 12345) and what is masked already are not personal.
//
// Names alone are not found: without a person's number beside it a name in a public document is mostly that of an
// official or a place.
func FindPersonal(text string) []Personal {
	f := personalFinder{text: text}
	return f.find()
}

func (f *personalFinder) find() []Personal {
	f.digits()
	f.letters()
	f.addresses()
	if f.storing {
		f.creditCodes()
	}
	slices.SortStableFunc(f.found, func(a, b Personal) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	f.found = withoutOverlap(f.found)
	f.names()
	f.publishing()
	return f.found
}

// personalFinder gathers what is found in one text.
type personalFinder struct {
	text  string
	found []Personal

	// A text that is to be stored: what has the shape and the check character of a person's number is taken for one, also
	// behind 编号 and the like, and so is a 统一社会信用代码, which may be that of one person's business (个体工商户).
	storing bool
}

func (f *personalFinder) add(kind PersonalKind, start, end int, masked string) {
	f.found = append(f.found, Personal{Kind: kind, Start: start, End: end, Text: f.text[start:end], Masked: masked})
}

// withoutOverlap keeps, of what overlaps, that which begins first; of the same beginning the longest.
func withoutOverlap(found []Personal) []Personal {
	kept, last := found[:0], 0
	for _, p := range found {
		if p.Start >= last {
			kept = append(kept, p)
			last = p.End
		}
	}
	return kept
}

// blot writes stars for the letters and digits of s but for the first and last few; marks between them stay.
func blot(s string, first, last int) string {
	total := 0
	for _, r := range s {
		if isCodeRune(r) {
			total++
		}
	}
	n := 0
	return strings.Map(func(r rune) rune {
		if !isCodeRune(r) {
			return r
		}
		n++
		if n > first && n <= total-last {
			return '*'
		}
		return r
	}, s)
}

func isCodeRune(r rune) bool {
	return r != '-' && r != ' ' && r != '(' && r != ')' && r != '+' && r != '·'
}
