package embedding

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"math"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed vectors.bin
var vectorsFile string

// Table holds the vectors of words and characters. They never change, and it is safe for concurrent use.
type Table struct {
	names  string   // of all rows, sorted, each ended by a line feed; characters as parts of words carry characterMark
	ends   []uint32 // row → where its name ends
	scales string   // row → what one step of its components is worth, float32
	steps  string   // row → its components in steps, int8
	file   string   // whole

	remembered remembered
}

// characterMark begins the name of a character as part of words, which is not the word of that one character.
const characterMark = "#"

// characterShare is what each character of a word counts against the word itself.
const characterShare = 0.5

// Default returns the table that comes with this package. It is neither copied nor unpacked when it is opened, so that
// the first call takes well under a millisecond.
var Default = sync.OnceValue(func() *Table {
	t, err := read(vectorsFile)
	if err != nil {
		panic(err) // the file is ours, and tested
	}
	return t
})

// format begins a file of vectors. What follows, all numbers little-endian: the number of rows and the length of the
// names in bytes, uint32 each; the names; a float32 for each row; an int8 for each component.
const format = "zwgk vectors 128\n"

var errFormat = errors.New("embedding: not a file of vectors of this version; make it anew with go test -tags fit")

func read(file string) (*Table, error) {
	const head = len(format) + 8
	if len(file) < head || file[:len(format)] != format {
		return nil, errFormat
	}
	rows, size := uint64(number(file[len(format):])), uint64(number(file[len(format)+4:]))
	if uint64(len(file)-head) != size+rows*(4+Dimensions) {
		return nil, errFormat
	}
	t := &Table{file: file, names: file[head : head+int(size)]}
	t.scales = file[head+int(size):][:4*rows]
	t.steps = file[head+int(size)+4*int(rows):]
	for at := 0; at < len(t.names); at++ {
		if t.names[at] == '\n' {
			t.ends = append(t.ends, uint32(at))
		}
	}
	if uint64(len(t.ends)) != rows || size > 0 && t.names[size-1] != '\n' {
		return nil, errFormat
	}
	return t, nil
}

// Checksum tells tables apart (CRC-32 of the file): what was made with one is not compared with what was made with another.
func (t *Table) Checksum() uint32 { return crc32.ChecksumIEEE([]byte(t.file)) }

func number(s string) uint32 { return binary.LittleEndian.Uint32([]byte(s[:4])) }

// Of returns the vector of a word, normalised as by chinese.Fold; the zero Vector where neither the word nor any of its
// characters is known.
func (t *Table) Of(word string) (v Vector) {
	share := float32(1)
	if t.add(&v, 1, "", word) {
		share = characterShare
	}
	for rest := word; rest != ""; {
		_, size := utf8.DecodeRuneInString(rest)
		t.add(&v, share, characterMark, rest[:size])
		rest = rest[size:]
	}
	return v
}

// add adds the row of a name, mark and word together, and reports whether there is one.
func (t *Table) add(v *Vector, share float32, mark, word string) bool {
	row := t.find(mark, word)
	if row < 0 {
		return false
	}
	step := share * math.Float32frombits(number(t.scales[4*row:]))
	steps := t.steps[row*Dimensions:][:Dimensions]
	for i := range v {
		v[i] += step * float32(int8(steps[i]))
	}
	return true
}

// find returns the row of a name, -1 where there is none.
func (t *Table) find(mark, word string) int {
	low, high := 0, len(t.ends)
	for low < high {
		middle := int(uint(low+high) >> 1)
		switch order := compare(t.name(middle), mark, word); {
		case order == 0:
			return middle
		case order < 0:
			low = middle + 1
		default:
			high = middle
		}
	}
	return -1
}

func (t *Table) name(row int) string {
	start := uint32(0)
	if row > 0 {
		start = t.ends[row-1] + 1
	}
	return t.names[start:t.ends[row]]
}

// compare compares a name with mark and word put together, without doing so.
func compare(name, mark, word string) int {
	if k := min(len(name), len(mark)); name[:k] != mark[:k] || k < len(mark) {
		return strings.Compare(name, mark)
	}
	return strings.Compare(name[len(mark):], word)
}
