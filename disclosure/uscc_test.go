package disclosure_test

import (
	"strings"
	"testing"

	"github.com/zwgk/zwgk/disclosure"
)

// The codes are computed by hand from the weights of GB 32100 and GB 11714 for organisations that do not exist.
func TestCheckUSCC(t *testing.T) {
	good := withChecks("11990100", "00000012")
	if err := disclosure.CheckUSCC(good); err != nil {
		t.Errorf("CheckUSCC(%s): %v", good, err)
	}
	for at := range good { // any one wrong digit is found
		other := byte('0')
		if good[at] == '0' {
			other = '1'
		}
		bad := good[:at] + string(other) + good[at+1:]
		if err := disclosure.CheckUSCC(bad); err == nil {
			t.Errorf("%s with position %d altered to %c passes", good, at, other)
		}
	}
	for _, bad := range []string{"", good[:17], good + "0", strings.ToLower(good[:17]) + "i", "统一社会信用"} {
		if disclosure.CheckUSCC(bad) == nil {
			t.Errorf("%q passes", bad)
		}
	}
}

func TestCheckUSCCOnAWorkedExample(t *testing.T) {
	// 00000012: 1·4 + 2·2 = 8, 11 − 8 = 3. 11990100 000000123: the products with 1 3 9 27 19 26 16 17 20 29 25 13 8 24
	// 10 30 28 are 1+3+81+243+0+26+0+0+0+0+0+0+0+0+10+60+84 = 508, 508 mod 31 = 12, 31 − 12 = 19, the character K.
	if err := disclosure.CheckUSCC("11990100000000123K"); err != nil {
		t.Error(err)
	}
}

// withChecks completes a code of eight and eight characters.
func withChecks(head, organisation string) string {
	sum := 0
	for i, weight := range []int{3, 7, 9, 10, 5, 8, 4, 2} {
		sum += int(organisation[i]-'0') * weight
	}
	code := head + organisation + string("0123456789X0"[11-sum%11])
	sum = 0
	for i, weight := range []int{1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28} {
		sum += int(code[i]-'0') * weight
	}
	return code + string("0123456789ABCDEFGHJKLMNPQRTUWXY"[(31-sum%31)%31])
}

func FuzzCheckUSCC(f *testing.F) {
	f.Add("11990100000000123K")
	f.Fuzz(func(t *testing.T, s string) {
		if disclosure.CheckUSCC(s) == nil && len(s) != 18 {
			t.Errorf("%q passes", s)
		}
	})
}
