package chinese

import (
	"math/bits"
	"unicode/utf8"

	"github.com/zwgk/zwgk/search/chinese/internal/automaton"
)

const (
	// unknownCost is what gse takes for a unit that is no word: 32 bits.
	unknownCost = 32
	// maxWord is the longest word in units; a unit's lengths are bits of a
	// uint32. The longest of gse's zh_s has 16.
	maxWord = 32
	// maxUnits bounds a chunk, and so the memory of a path, where a text has
	// no sentence ends.
	maxUnits = 1 << 16
	// runCode is the code of a unit of several runes; no rune has it.
	runCode = 0xFFFE
)

// unit is what gse calls a text: a rune, or a run of letters and digits of one
// or two bytes.
type unit struct {
	end    uint32  // byte offset of its end from the start of the chunk
	code   uint16  // code of the rune, runCode for a longer run
	kind   uint8   // kind of the rune
	back   uint8   // units in the best word that ends here; after best(): that starts here
	cost   float32 // cost of the best path up to here, 0 if none reached it yet
	starts uint32  // bit n-1: a word of n units starts here
}

// path finds the words of maximal probability, a chunk of text at a time.
type path struct {
	base  *dictionary
	over  *overlay // nil: base only
	text  string   // the chunk
	units []unit
}

// split cuts the next chunk off text into units and returns its length in
// bytes: up to and with the next sentence end.
func (p *path) split(text string) int {
	units, at := p.units[:0], 0
	for at < len(text) && len(units) < maxUnits {
		r, size := decode(text, at)
		code, kind := p.base.rune(r, p.over)
		u := unit{code: code, kind: kind}
		at += size
		if kind == kindLatin {
			if end := p.runEnd(text, at); end > at {
				at, u.code = end, runCode
			}
		}
		u.end = uint32(at)
		units = append(units, u)
		if kind == kindStop {
			break
		}
	}
	p.text, p.units = text[:at], units
	return at
}

// runEnd is the end of the run of Latin letters and digits that goes on at at.
func (p *path) runEnd(text string, at int) int {
	for at < len(text) {
		r, size := utf8.DecodeRuneInString(text[at:])
		if _, kind := p.base.rune(r, nil); kind != kindLatin {
			break
		}
		at += size
	}
	return at
}

// begin is the byte offset of a unit from the start of the chunk.
func (p *path) begin(i int) int {
	if i == 0 {
		return 0
	}
	return int(p.units[i-1].end)
}

// best finds the path of least cost over the units, as gse's Segment does:
// costs add up as float32 from left to right, and of equal paths the one found
// first, with the longer last word, stays.
func (p *path) best() {
	var cost float32
	for i := range p.units {
		p.walk(p.base.words, i, cost)
		if u := &p.units[i]; u.starts&1 == 0 {
			if d := cost + unknownCost; u.cost == 0 || u.cost > d {
				u.cost, u.back = d, 1
			}
		}
		if p.over != nil && i+1 < len(p.units) && p.over.mayStart(p.units[i].code, p.units[i+1].code) {
			p.walk(p.over.words, i, cost)
		}
		cost = p.units[i].cost
	}
	for i := len(p.units) - 1; i >= 0; {
		length := int(p.units[i].back)
		i -= length
		p.units[i+1].back = uint8(length)
	}
}

// walk enters every word of the automaton that starts at unit i.
func (p *path) walk(a *automaton.Automaton, i int, from float32) {
	var starts uint32
	slots, costs, base, units := a.Slots(), a.Costs(), a.Root(), p.units
	for j := i; j < len(units); j++ {
		u := &units[j]
		slot, ok := slots.Step(base, u.code)
		if !ok {
			if u.code != runCode {
				break
			}
			if slot, ok = p.stepRun(a, base, j); !ok {
				break
			}
		}
		if index := slot.CostIndex(); index != 0 {
			if d := from + costs[index]; u.cost == 0 || u.cost > d {
				u.cost, u.back = d, uint8(j-i+1)
			}
			starts |= 1 << (j - i)
		}
		if base = slot.Base(); base == 0 {
			break
		}
	}
	units[i].starts |= starts
}

// stepRun steps along all runes of a run.
func (p *path) stepRun(a *automaton.Automaton, base uint32, i int) (slot automaton.Slot, ok bool) {
	for at, end := p.begin(i), int(p.units[i].end); at < end; {
		r, size := utf8.DecodeRuneInString(p.text[at:])
		code, _ := p.base.rune(r, p.over)
		if slot, ok = a.Slots().Step(base, code); !ok {
			return 0, false
		}
		at += size
		if base = slot.Base(); base == 0 && at < end {
			return 0, false
		}
	}
	return slot, ok
}

// hasHan says whether a Han character is among n units from i.
func (p *path) hasHan(i, n int) bool {
	for _, u := range p.units[i : i+n] {
		if u.kind == kindHan {
			return true
		}
	}
	return false
}

// inner are the lengths of the words that start at unit k inside the word of
// n units at i and are not that word, single units left out: bit n-1 for n.
func (p *path) inner(i, n, k int) uint32 {
	lengths := p.units[k].starts &^ 1
	if k == i {
		return lengths & (1<<(n-1) - 1)
	}
	return lengths & uint32(uint64(1)<<(i+n-k)-1)
}

// longest takes the longest length off a set of lengths.
func longest(lengths uint32) (length int, rest uint32) {
	length = bits.Len32(lengths)
	return length, lengths &^ (1 << (length - 1))
}
