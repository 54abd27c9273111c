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
	codes [0x10000]uint16 // code of a rune of the basic plane, 0 if it is in no word
	far   map[rune]uint16 // codes of the other runes
}

// loadDictionary opens the embedded dictionary once.
var loadDictionary = sync.OnceValue(openDictionary)

func openDictionary() *dictionary {
	words, err := automaton.Open(dictionaryBytes, false)
	if err != nil {
		panic("chinese: the embedded dictionary.bin is damaged; run go generate: " + err.Error())
	}
	d := &dictionary{words: words, far: map[rune]uint16{}}
	for i, r := range words.Runes() {
		if r < 0x10000 {
			d.codes[r] = uint16(i + 1)
		} else {
			d.far[r] = uint16(i + 1)
		}
	}
	for r := 'A'; r <= 'Z'; r++ { // Cut takes text that is not normalised
		d.codes[r] = d.codes[r+'a'-'A']
	}
	return d
}

// code is the code of a rune in the base or, for runes that only host words
// hold, in the overlay.
func (d *dictionary) code(r rune, over *overlay) uint16 {
	var code uint16
	if r < 0x10000 {
		code = d.codes[r]
	} else {
		code = d.far[r]
	}
	if code == automaton.NoCode && over != nil && over.extra != nil {
		code = over.extra[r]
	}
	return code
}
