package automaton

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
)

const (
	magic   = "zwgk.da\n"
	version = 1
	// header: magic, version, root base, number of codes, costs and slots,
	// checksum of everything after the header; uint32 each, little endian.
	headerSize = len(magic) + 6*4

	// NoCode is the code of runes that stand in no word.
	NoCode = 0
	// emptySlot is the code field of a slot that no node uses. It differs
	// from every code of a rune, NoCode included, so that a step needs no
	// test of its own for it.
	emptySlot = 0xFFFF
	// MaxCode is the greatest code a rune can have.
	MaxCode = 0xFFF0
)

// ErrFormat says that bytes are not a compiled automaton of this version, or
// damaged.
var ErrFormat = errors.New("automaton: not a compiled dictionary of this version; build it again")

// Automaton is a compiled word list. It is immutable and safe for concurrent
// use.
type Automaton struct {
	bytes []byte
	slots Slots
	root  uint32
	costs []float32 // by cost index; 0 is unused
	runes []rune    // by code - 1
}

// Slot is the state after a step: a node of the trie.
//
// Bits 0–15 hold the code that leads here, 16–39 the base of the children
// (0: none), 40–63 the index of the word's cost (0: no word ends here).
type Slot uint64

// Base is where the children of the node are, 0 if it has none.
func (s Slot) Base() uint32 { return uint32(s>>16) & 0xFFFFFF }

// CostIndex is the index into Costs, 0 if no word ends here.
func (s Slot) CostIndex() uint32 { return uint32(s >> 40) }

// Root is the base from which a walk starts.
func (a *Automaton) Root() uint32 { return a.root }

// Slots is the array itself, 8 bytes a slot. A walk that takes it and Costs
// into variables first is faster than one through Automaton.
type Slots []byte

// Slots is the array, for Step.
func (a *Automaton) Slots() Slots { return a.slots }

// Step goes from the node with this base along one rune code. It reports
// false where no word continues. A walk is
//
//	slots, costs, base := a.Slots(), a.Costs(), a.Root()
//	for _, code := range codes {
//		slot, ok := slots.Step(base, code)
//		if !ok { break }
//		if i := slot.CostIndex(); i != 0 { … a word ends here, it costs costs[i] }
//		if base = slot.Base(); base == 0 { break }
//	}
func (s Slots) Step(base uint32, code uint16) (Slot, bool) {
	at := (uint(base) + uint(code)) * 8
	if at+8 > uint(len(s)) {
		return 0, false
	}
	slot := Slot(binary.LittleEndian.Uint64(s[at:]))
	return slot, uint16(slot) == code
}

// Costs are the costs of words by index, in bits. The caller must not change
// the slice.
func (a *Automaton) Costs() []float32 { return a.costs }

// Words is the number of words.
func (a *Automaton) Words() int {
	n := 0
	for at := 0; at < len(a.slots); at += 8 {
		slot := Slot(binary.LittleEndian.Uint64(a.slots[at:]))
		if uint16(slot) != emptySlot && slot.CostIndex() != 0 {
			n++
		}
	}
	return n
}

// Runes are the runes that occur in words; the code of runes[i] is i+1. The
// caller must not change the slice.
func (a *Automaton) Runes() []rune { return a.runes }

// Bytes is the compiled form, for Open. The caller must not change it.
func (a *Automaton) Bytes() []byte { return a.bytes }

// Open reads a compiled form without copying its slots: data must not change
// afterwards. With verify the checksum is tested as well. The error is
// ErrFormat.
func Open(data []byte, verify bool) (*Automaton, error) {
	if len(data) < headerSize || string(data[:len(magic)]) != magic {
		return nil, ErrFormat
	}
	var head [6]uint32
	for i := range head {
		head[i] = binary.LittleEndian.Uint32(data[len(magic)+4*i:])
	}
	codes, costs, slots := uint64(head[2]), uint64(head[3]), uint64(head[4])
	if head[0] != version || uint64(len(data)-headerSize) != 4*codes+4*costs+8*slots {
		return nil, ErrFormat
	}
	body := data[headerSize:]
	if verify && crc32.ChecksumIEEE(body) != head[5] {
		return nil, fmt.Errorf("%w (checksum)", ErrFormat)
	}
	a := &Automaton{
		bytes: data,
		root:  head[1],
		slots: body[4*codes+4*costs:],
		costs: make([]float32, costs),
		runes: make([]rune, codes),
	}
	for i := range a.runes {
		a.runes[i] = rune(binary.LittleEndian.Uint32(body[4*i:]))
	}
	for i := range a.costs {
		a.costs[i] = math.Float32frombits(binary.LittleEndian.Uint32(body[4*codes+4*uint64(i):]))
	}
	return a, nil
}
