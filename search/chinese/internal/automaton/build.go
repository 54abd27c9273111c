package automaton

import (
	"cmp"
	"encoding/binary"
	"hash/crc32"
	"math"
	"slices"
)

// Word is a word and its cost in bits, -log2 of its probability.
type Word struct {
	Text string
	Cost float32
}

// Build compiles words. Of a word that is given twice the first cost counts.
// Empty words are left out. Runes take their codes from known (codes 1 to
// len(known)) where they stand in it and further codes after it, so that a
// small automaton can share the codes of a large one; nil is fine. The result
// is the same for the same arguments.
func Build(words []Word, known []rune) *Automaton {
	b := &builder{}
	b.number(words, known)
	b.encode(words)
	root := b.plan()
	b.place(root)
	return b.finish()
}

// builder holds what Build works on.
type builder struct {
	runes []rune
	code  map[rune]uint16
	costs []float32
	keys  []key
	nodes []node
	slots []Slot
	next  []uint32 // next free slot at or after a slot, by path-halving union-find
	taken []bool   // bases in use, as long as slots
	front uint32   // where the search for a hole starts
	root  uint32
}

// key is a word as codes.
type key struct {
	codes []uint16
	cost  uint32
}

// node is an inner node: its children stand in order of code.
type node struct {
	children []child
	slot     uint32 // its own slot once its parent is placed
	base     uint32
}

type child struct {
	code uint16
	cost uint32
	node int32 // index of the inner node, -1 for a leaf
}

// number gives the more frequent runes the smaller codes: the array packs
// better, and the parts of it that are read often lie together.
func (b *builder) number(words []Word, known []rune) {
	b.runes = slices.Clone(known)
	b.code = make(map[rune]uint16, len(known))
	for i, r := range known {
		b.code[r] = uint16(i + 1)
	}
	count := map[rune]int{}
	for _, w := range words {
		for _, r := range w.Text {
			if b.code[r] == NoCode {
				count[r]++
			}
		}
	}
	fresh := make([]rune, 0, len(count))
	for r := range count {
		fresh = append(fresh, r)
	}
	slices.SortFunc(fresh, func(x, y rune) int {
		return cmp.Or(count[y]-count[x], int(x)-int(y))
	})
	for _, r := range fresh {
		if len(b.runes) == MaxCode {
			break // words with the rarest runes are left out in encode
		}
		b.runes = append(b.runes, r)
		b.code[r] = uint16(len(b.runes))
	}
}

func (b *builder) encode(words []Word) {
	b.costs = []float32{0}
	index := map[float32]uint32{}
	for _, w := range words {
		k := key{}
		for _, r := range w.Text {
			code := b.code[r]
			if code == NoCode {
				k.codes = nil
				break
			}
			k.codes = append(k.codes, code)
		}
		if len(k.codes) == 0 {
			continue
		}
		if k.cost = index[w.Cost]; k.cost == 0 {
			k.cost = uint32(len(b.costs))
			index[w.Cost] = k.cost
			b.costs = append(b.costs, w.Cost)
		}
		b.keys = append(b.keys, k)
	}
	slices.SortStableFunc(b.keys, func(x, y key) int { return slices.Compare(x.codes, y.codes) })
	b.keys = slices.CompactFunc(b.keys, func(x, y key) bool { return slices.Equal(x.codes, y.codes) })
}

// plan turns the sorted keys into inner nodes and returns the root.
func (b *builder) plan() int32 {
	type span struct {
		from, to, depth int
		node            int32
	}
	b.nodes = append(b.nodes, node{})
	queue := []span{{0, len(b.keys), 0, 0}}
	for len(queue) > 0 {
		s := queue[0]
		queue = queue[1:]
		for at := s.from; at < s.to; {
			c := child{code: b.keys[at].codes[s.depth], node: -1}
			end := at + 1
			for end < s.to && b.keys[end].codes[s.depth] == c.code {
				end++
			}
			if len(b.keys[at].codes) == s.depth+1 { // the shorter key sorts first
				c.cost = b.keys[at].cost
				at++
			}
			if at < end {
				c.node = int32(len(b.nodes))
				b.nodes = append(b.nodes, node{})
				queue = append(queue, span{at, end, s.depth + 1, c.node})
			}
			b.nodes[s.node].children = append(b.nodes[s.node].children, c)
			at = end
		}
	}
	return 0
}

// maxTries is how many holes are tried for a node before the search for later
// nodes with as many children starts further on. Nodes with fewer children
// start at the front again and fill what was left; those with one child come
// last and fill any hole.
const maxTries = 64

// place finds a base for every inner node, those with many children first.
func (b *builder) place(root int32) {
	order := make([]int32, len(b.nodes))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortStableFunc(order, func(x, y int32) int {
		return len(b.nodes[y].children) - len(b.nodes[x].children)
	})
	siblings := 0
	for _, i := range order {
		n := &b.nodes[i]
		if len(n.children) == 0 {
			continue
		}
		if len(n.children) != siblings {
			siblings, b.front = len(n.children), 0
		}
		n.base = b.fit(n.children)
		for _, c := range n.children {
			at := n.base + uint32(c.code)
			b.grow(at + 1)
			b.taken[n.base] = true // at is beyond the base, so it is there
			b.slots[at] = Slot(c.code) | Slot(c.cost)<<40
			b.next[at] = at + 1
			if c.node >= 0 {
				b.nodes[c.node].slot = at
			}
		}
	}
	for i := range b.nodes {
		if n := &b.nodes[i]; int32(i) != root {
			b.slots[n.slot] |= Slot(n.base) << 16
		}
	}
	b.root = b.nodes[root].base
}

// fit is the base of the first hole for all children.
func (b *builder) fit(children []child) uint32 {
	first := uint32(children[0].code)
	at := b.free(max(first+1, b.front))
	for try := 0; ; try++ {
		if base := at - first; b.fits(base, children) {
			return base
		}
		if at = b.free(at + 1); try%maxTries == maxTries-1 {
			b.front = at
		}
	}
}

func (b *builder) fits(base uint32, children []child) bool {
	if base == 0 || base < uint32(len(b.taken)) && b.taken[base] {
		return false
	}
	for _, c := range children {
		at := base + uint32(c.code)
		if at < uint32(len(b.slots)) && uint16(b.slots[at]) != emptySlot {
			return false
		}
	}
	return true
}

// free is the first free slot at or after at, perhaps beyond the end.
func (b *builder) free(at uint32) uint32 {
	for at < uint32(len(b.next)) && b.next[at] != at {
		if to := b.next[at]; to < uint32(len(b.next)) {
			b.next[at] = b.next[to]
		}
		at = b.next[at]
	}
	return at
}

func (b *builder) grow(size uint32) {
	for uint32(len(b.slots)) < size {
		b.next = append(b.next, uint32(len(b.slots)))
		b.slots = append(b.slots, emptySlot)
		b.taken = append(b.taken, false)
	}
}

// finish writes the compiled form and opens it.
func (b *builder) finish() *Automaton {
	data := make([]byte, headerSize, headerSize+4*len(b.runes)+4*len(b.costs)+8*len(b.slots))
	for _, r := range b.runes {
		data = binary.LittleEndian.AppendUint32(data, uint32(r))
	}
	for _, c := range b.costs {
		data = binary.LittleEndian.AppendUint32(data, math.Float32bits(c))
	}
	for _, s := range b.slots {
		data = binary.LittleEndian.AppendUint64(data, uint64(s))
	}
	copy(data, magic)
	for i, v := range []uint32{
		version, b.root, uint32(len(b.runes)), uint32(len(b.costs)), uint32(len(b.slots)),
		crc32.ChecksumIEEE(data[headerSize:]),
	} {
		binary.LittleEndian.PutUint32(data[len(magic)+4*i:], v)
	}
	a, err := Open(data, false)
	if err != nil {
		panic(err) // finish and Open disagree about the layout: a bug here
	}
	return a
}
