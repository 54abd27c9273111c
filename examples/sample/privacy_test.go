package sample_test

import (
	"bufio"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/zwgk/zwgk/examples/sample"
)

var (
	creditCode = regexp.MustCompile(`\b91[0-9A-Z]{16}\b`)
	identity   = regexp.MustCompile(`(?:^|\D)\d{17}[\dXx](?:\D|$)`)
	mobile     = regexp.MustCompile(`(?:^|\D)1[3-9]\d{9}(?:\D|$)`)
	landline   = regexp.MustCompile(`\b0\d{2,3}-\d{7,8}\b`)
	surnamed   = regexp.MustCompile(`(?:负责人|法定代表人|主任|联系人|申请人)[：:]?([赵钱孙李周吴郑王冯陈张刘马何]\p{Han}{1,2})`)
)

func everything(t *testing.T, check func(line string)) {
	t.Helper()
	for _, r := range []io.Reader{sample.Documents(), sample.FAQs()} {
		scanner := bufio.NewScanner(r)
		scanner.Buffer(nil, 1<<20)
		for scanner.Scan() {
			check(scanner.Text())
		}
	}
}

func TestNoPersonCanBeFound(t *testing.T) {
	everything(t, func(line string) {
		for name, pattern := range map[string]*regexp.Regexp{"identity number": identity, "mobile number": mobile, "person": surnamed} {
			if m := pattern.FindString(line); m != "" {
				t.Errorf("%s %q in %.60s", name, m, line)
			}
		}
		for _, number := range landline.FindAllString(line, -1) {
			if !strings.HasPrefix(number, "0199-") {
				t.Errorf("telephone number %s could be somebody's", number)
			}
		}
		if strings.Contains(line, "@") {
			t.Errorf("an e-mail address in %.60s", line)
		}
	})
}

func TestCreditCodesHaveTheRightCheckCharacters(t *testing.T) {
	seen := map[string]bool{}
	everything(t, func(line string) {
		for _, code := range creditCode.FindAllString(line, -1) {
			seen[code] = true
			if !validOrganisation(code[8:17]) || !validCredit(code) {
				t.Errorf("%s: wrong check character", code)
			}
		}
	})
	if len(seen) < 9 {
		t.Errorf("%d companies with a credit code, want at least 9", len(seen))
	}
}

func TestIndexNumbersAreOfTheNationalForm(t *testing.T) {
	form := regexp.MustCompile(`^[0-9A-Z]{9}/\d{4}-\d{5}$`) // 政府信息公开目录系统实施指引: 前段码/后段码
	for _, d := range documents(t) {
		if !form.MatchString(d.IndexNumber) || !validOrganisation(d.IndexNumber[:9]) {
			t.Errorf("%s: index number %s", d.ID, d.IndexNumber)
		}
		if d.IndexNumber[10:14] != d.Formed[:4] {
			t.Errorf("%s: index number %s is not of the year of %s", d.ID, d.IndexNumber, d.Formed)
		}
	}
}

// validCredit checks a unified social credit code (统一社会信用代码) by GB 32100-2015.
func validCredit(code string) bool {
	const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
	weight, sum := 1, 0
	for i := range 17 {
		value := strings.IndexByte(alphabet, code[i])
		if value < 0 {
			return false
		}
		sum += value * weight
		weight = weight * 3 % 31
	}
	return alphabet[(31-sum%31)%31] == code[17]
}

// validOrganisation checks an organisation code (组织机构代码) by GB 11714-1997.
func validOrganisation(code string) bool {
	weights := [8]int{3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, weight := range weights {
		value := int(code[i] - '0')
		if code[i] >= 'A' {
			value = int(code[i]-'A') + 10
		}
		sum += value * weight
	}
	return "0X987654321"[sum%11] == code[8]
}
