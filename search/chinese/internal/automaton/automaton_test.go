package automaton_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/zwgk/zwgk/search/chinese/internal/automaton"
)

// find looks a word up as a walk does.
func find(a *automaton.Automaton, word string) (float32, bool) {
	codes := map[rune]uint16{}
	for i, r := range a.Runes() {
		codes[r] = uint16(i + 1)
	}
	base, index := a.Root(), uint32(0)
	for _, r := range word {
		slot, ok := a.Slots().Step(base, codes[r])
		if !ok {
			return 0, false
		}
		base, index = slot.Base(), slot.CostIndex()
	}
	return a.Costs()[index], index != 0
}

func TestAnAutomatonHoldsItsWordsAndNoOthers(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	want := map[string]float32{}
	var words []automaton.Word
	for range 3000 {
		var text []rune
		for range 1 + random.IntN(5) {
			text = append(text, '一'+rune(random.IntN(60)))
		}
		w := automaton.Word{Text: string(text), Cost: float32(random.IntN(50))}
		if _, ok := want[w.Text]; !ok {
			want[w.Text] = w.Cost
		}
		words = append(words, w)
	}
	a := automaton.Build(append(words, automaton.Word{}), nil)
	reopened, err := automaton.Open(a.Bytes(), true)
	if err != nil {
		t.Fatal(err)
	}
	if reopened.Words() != len(want) {
		t.Errorf("%d words, want %d", reopened.Words(), len(want))
	}
	for text, cost := range want {
		if got, ok := find(reopened, text); !ok || got != cost {
			t.Fatalf("%s costs %v (found: %v), want %v", text, got, ok, cost)
		}
		for _, other := range []string{text + "一", text + "龘", text[3:]} {
			if _, ok := want[other]; ok {
				continue
			}
			if _, ok := find(reopened, other); ok {
				t.Fatalf("%s is found", other)
			}
		}
	}
}

func TestTheSameWordsGiveTheSameBytes(t *testing.T) {
	words := []automaton.Word{{Text: "公积金", Cost: 3}, {Text: "公积", Cost: 2}, {Text: "房", Cost: 1}}
	x, y := automaton.Build(words, []rune("金积")), automaton.Build(words, []rune("金积"))
	if string(x.Bytes()) != string(y.Bytes()) {
		t.Error("two builds differ")
	}
	if got := string(x.Runes()); got != "金积公房" {
		t.Errorf("runes %s, want the known ones first", got)
	}
}

func TestAnEmptyAutomatonFindsNothing(t *testing.T) {
	if _, ok := find(automaton.Build(nil, nil), "字"); ok {
		t.Error("字 is found")
	}
}

func TestDamagedBytesAreRefused(t *testing.T) {
	good := automaton.Build([]automaton.Word{{Text: "公积金", Cost: 3}}, nil).Bytes()
	for name, damage := range map[string]func([]byte) []byte{
		"empty":         func([]byte) []byte { return nil },
		"cut off":       func(b []byte) []byte { return b[:len(b)-1] },
		"other magic":   func(b []byte) []byte { b[0]++; return b },
		"other version": func(b []byte) []byte { b[8]++; return b },
		"other size":    func(b []byte) []byte { b[24] = 0xFF; return b },
		"flipped bit":   func(b []byte) []byte { b[len(b)-1] ^= 1; return b },
	} {
		if _, err := automaton.Open(damage(append([]byte(nil), good...)), true); !errors.Is(err, automaton.ErrFormat) {
			t.Errorf("%s: error %v, want ErrFormat", name, err)
		}
	}
}

func ExampleBuild() {
	a := automaton.Build([]automaton.Word{{Text: "公积", Cost: 2}, {Text: "公积金", Cost: 3}}, nil)
	codes := map[rune]uint16{}
	for i, r := range a.Runes() {
		codes[r] = uint16(i + 1)
	}
	base := a.Root()
	for _, r := range "公积金" {
		slot, _ := a.Slots().Step(base, codes[r])
		fmt.Println(string(r), a.Costs()[slot.CostIndex()])
		base = slot.Base()
	}
	// Output:
	// 公 0
	// 积 2
	// 金 3
}
