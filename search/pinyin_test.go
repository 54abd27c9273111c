package search

import (
	"strings"
	"testing"
)

// These tests stand inside the package: what they hold has no door of its own.

func TestReadingsFollowTheWord(t *testing.T) {
	for text, spoken := range map[string]string{
		"重庆": "chong qing", "重点": "zhong dian", "银行行长": "yin hang hang zhang", "朝阳": "chao yang", "长沙": "chang sha", "市长": "shi zhang",
		"绿色": "lv se", "5g": "5 g", "调整": "tiao zheng", "调查": "diao cha", "返还": "fan huan", "会计": "kuai ji",
	} {
		if got := strings.TrimSpace(soundOf(text, strings.Clone)); got != spoken {
			t.Errorf("%s is read %s, want %s", text, got, spoken)
		}
	}
}

func TestNearSoundsAreEqualAndOthersAreNot(t *testing.T) {
	for _, pair := range [][2]string{{"zheng", "zen"}, {"ling", "lin"}, {"nan", "lang"}, {"fu", "hu"}, {"shi", "si"}} {
		if near(pair[0]) != near(pair[1]) {
			t.Errorf("%s and %s differ", pair[0], pair[1])
		}
	}
	for _, pair := range [][2]string{{"long", "lon"}, {"ji", "qi"}, {"e", "en"}, {"zu", "zhou"}} {
		if near(pair[0]) == near(pair[1]) {
			t.Errorf("%s and %s are equal", pair[0], pair[1])
		}
	}
}

func TestSyllablesFitASoundKey(t *testing.T) {
	if n := len(pronunciation().syllables); n >= 1<<10 {
		t.Errorf("%d syllables do not fit ten bits", n)
	}
	if code := letterCode('z'); code >= 1<<6 {
		t.Errorf("%d does not fit six bits", code)
	}
}

func TestAFaultyPolyphoneTableIsRefused(t *testing.T) {
	for _, table := range []string{"重庆 chong", "重庆 chong qq", "重庆"} {
		if _, err := newReadings(table); err == nil {
			t.Errorf("%q is taken", table)
		}
	}
}

func TestPostingsAreJoinedByTheGreaterCount(t *testing.T) {
	list := []posting{{1, 1}, {3, 5}, {9, 1}}
	more := []posting{{0, 2}, {3, 2}, {9, 4}, {12, 1}}
	got := union(list, more, 0.5)
	want := []posting{{0, 1}, {1, 1}, {3, 5}, {9, 2}, {12, 0.5}}
	if len(got) != len(want) {
		t.Fatalf("%v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%v, want %v", got[i], want[i])
		}
	}
}

func FuzzIntersectionIsThatOfSets(f *testing.F) {
	f.Add([]byte{1, 5, 9}, []byte{5, 9, 200})
	f.Fuzz(func(t *testing.T, a, b []byte) {
		short, long, in := setOf(a), setOf(b), map[uint32]bool{}
		for _, p := range long {
			in[p.passage] = true
		}
		var want []uint32
		for _, p := range short {
			if in[p.passage] {
				want = append(want, p.passage)
			}
		}
		got := intersection(short, long)
		if len(got) != len(want) {
			t.Fatalf("%v in %v: %v, want %v", short, long, got, want)
		}
		for i := range want {
			if got[i].passage != want[i] {
				t.Fatalf("%v in %v: %v, want %v", short, long, got, want)
			}
		}
	})
}

// setOf makes postings of steps between passages.
func setOf(steps []byte) (list []posting) {
	at := uint32(0)
	for _, step := range steps {
		at += uint32(step) + 1
		list = append(list, posting{at, 1})
	}
	return list
}
