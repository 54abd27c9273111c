package disclosure_test

import (
	"testing"

	"github.com/zwgk/zwgk/disclosure"
)

func TestParseIndexNumberKnowsTheProfiles(t *testing.T) {
	for _, test := range []disclosure.IndexNumber{
		{Raw: "000014349/2022-00172", Profile: "gb2009", Org: "000014349", Period: "2022", Serial: 172},
		{Raw: "01404053X/2021-00490", Profile: "gb2009", Org: "01404053X", Period: "2021", Serial: 490},
		{Raw: "01404053x／2021－00490", Profile: "gb2009", Org: "01404053X", Period: "2021", Serial: 490},
		{Raw: "11441700007280420Y/2021-00050", Profile: "uscc", Org: "11441700007280420Y", Period: "2021", Serial: 50},
		{Raw: "11341702486344515H/202110-00013", Profile: "yyyymm", Org: "11341702486344515H", Period: "202110", Serial: 13},
		{Raw: "0142768-8/2022-00185", Profile: "local", Org: "0142768-8", Period: "2022", Serial: 185},
		{Raw: "xhqrmzf-2024-00382", Profile: "local", Org: "xhqrmzf", Period: "2024", Serial: 382},
		{Raw: "000014349/2022-172", Profile: "local", Org: "000014349", Period: "2022", Serial: 172},
		{Raw: "A-1"}, {Raw: "没有"}, {},
	} {
		if got := disclosure.ParseIndexNumber(test.Raw); got != test {
			t.Errorf("ParseIndexNumber(%q) = %+v, want %+v", test.Raw, got, test)
		}
	}
}

func TestIndexNumbersAreEqualButForWidthAndCase(t *testing.T) {
	a, b := disclosure.ParseIndexNumber("01404053X/2021-00490"), disclosure.ParseIndexNumber("０１４０４０５３x/2021 - 00490")
	if !a.Equal(b) || a.Equal(disclosure.ParseIndexNumber("01404053X/2021-00491")) {
		t.Error("Equal does not see through printing")
	}
}

func FuzzParseIndexNumber(f *testing.F) {
	f.Add("000014349/2022-00172")
	f.Add("xhqrmzf-2024-00382")
	f.Fuzz(func(t *testing.T, s string) {
		if n := disclosure.ParseIndexNumber(s); n.String() != s {
			t.Errorf("%q became %q", s, n)
		}
	})
}
