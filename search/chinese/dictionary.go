package chinese

import (
	_ "embed"
	"sync"

	"github.com/zwgk/zwgk/search/chinese/internal/automaton"
)

// dictionaryBytes is gse's dictionary zh_s as an automaton: 352,279 words. As
// bytes of the program file it is paged in where it is touched and takes no
// heap.
//
//go:embed dictionary.bin
var dictionaryBytes []byte

// dictionary is the base that all analyzers share.
type dictionary struct {
	words *automaton.Automaton
	runes [0x10000]runeInfo // of the basic plane
	far   map[rune]uint16   // codes of the other runes
}

// runeInfo is the code of a rune, 0 if it is in no word, and its kind in the
// two low bits: one small table that stays in the cache. The kinds up to
// kindStop fit; letters of other scripts count as kindOther here.
type runeInfo uint16

const (
	kindBits = 2
	kindMask = 1<<kindBits - 1
)

// loadDictionary opens the embedded dictionary once.
var loadDictionary = sync.OnceValue(openDictionary)

func openDictionary() *dictionary {
	words, err := automaton.Open(dictionaryBytes, false)
	if err != nil {
		panic("chinese: the embedded dictionary.bin is damaged; run go generate: " + err.Error())
	}
	d := &dictionary{words: words, far: map[rune]uint16{}}
	for r, kind := range kinds() {
		if kind <= kindStop {
			d.runes[r] = runeInfo(kind)
		}
	}
	for i, r := range words.Runes() {
		if r < 0x10000 {
			d.runes[r] |= runeInfo(i+1) << kindBits // 10,894 runes; a test holds them below 1<<14
		} else {
			d.far[r] = uint16(i + 1)
		}
	}
	for r := 'A'; r <= 'Z'; r++ { // Cut takes text that is not normalised
		d.runes[r] = d.runes[r+'a'-'A']
	}
	return d
}

// rune is the code and the kind of a rune. Runes that only host words hold
// have their code in the overlay.
func (d *dictionary) rune(r rune, over *overlay) (code uint16, kind uint8) {
	if r < 0x10000 {
		info := d.runes[r]
		code, kind = uint16(info>>kindBits), uint8(info&kindMask)
	} else {
		code, kind = d.far[r], kindOf(kinds(), r)
	}
	if code == automaton.NoCode && over != nil && over.extra != nil {
		code = over.extra[r]
	}
	return code, kind
}
