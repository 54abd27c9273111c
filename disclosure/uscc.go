package disclosure

import (
	"fmt"
	"strings"
)

// usccAlphabet holds the 31 characters of a 统一社会信用代码 in the order of their values; I, O, S, V and Z are left
// out because they look like digits (GB 32100-2015, table of code characters).
const usccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// orgAlphabet holds the characters of the organisation code (GB 11714-1997) in the order of their values.
const orgAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// CheckUSCC verifies a 统一社会信用代码 (GB 32100-2015): eighteen characters, the ninth to seventeenth an organisation
// code with a check character of its own (GB 11714, weights 3 7 9 10 5 8 4 2, modulo 11), the last the check
// character of the whole (weights 3^i mod 31, modulo 31). The error says what is wrong.
func CheckUSCC(code string) error {
	if len(code) != 18 {
		return fmt.Errorf("disclosure: %q has not the eighteen characters of a 统一社会信用代码", shorten(code))
	}
	for i := range 18 {
		if strings.IndexByte(usccAlphabet, code[i]) < 0 {
			return fmt.Errorf("disclosure: 统一社会信用代码 %q: %q is not one of its characters", code, code[i])
		}
	}
	if want := usccCheck(code); code[17] != want {
		return fmt.Errorf("disclosure: 统一社会信用代码 %q: the check character should be %c", code, want)
	}
	if strings.HasPrefix(code, "92") {
		// 个体工商户 are numbered by the registry without an organisation code.
		return nil
	}
	return checkOrganisation(code[8:17])
}

// usccCheck computes the check character that belongs to the first seventeen.
func usccCheck(code string) byte {
	sum, weight := 0, 1
	for i := range 17 {
		sum += strings.IndexByte(usccAlphabet, code[i]) * weight
		weight = weight * 3 % 31
	}
	return usccAlphabet[(31-sum%31)%31]
}

func checkOrganisation(code string) error {
	weights := [8]int{3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, weight := range weights {
		sum += strings.IndexByte(orgAlphabet, code[i]) * weight
	}
	want := "0123456789X0"[11-sum%11]
	if code[8] != want {
		return fmt.Errorf("disclosure: organisation code %q in a 统一社会信用代码: the check character should be %c", code, want)
	}
	return nil
}
