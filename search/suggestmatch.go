package search

import (
	"math"
	"sort"
	"strings"
	"unicode/utf8"
)

// finding is a string that fits what was typed.
type finding struct {
	wordStart
	length int // bytes of its letters that fit
}

// better says whether a finding comes before another: at the beginning of its string first, then by rank.
func (f finding) better(other finding) bool { return f.order() < other.order() }

// order is a number by which findings compare.
func (w wordStart) order() uint64 {
	if w.at > 0 {
		return 1<<32 | uint64(w.rank)
	}
	return uint64(w.rank)
}

// best holds the best n findings seen so far, in order.
type best struct {
	n     int
	found []finding
	limit uint64                 // order of the last one; only what is below is wanted
	alive func(rank uint32) bool // nil: all are
}

func newBest(n int, alive func(rank uint32) bool) *best {
	return &best{n: n, limit: math.MaxUint64, alive: alive}
}

func (b *best) offer(f finding) {
	if b.alive != nil && !b.alive(f.rank) {
		return
	}
	for i := range b.found {
		if b.found[i].rank == f.rank {
			if !f.better(b.found[i]) {
				return
			}
			b.found = append(b.found[:i], b.found[i+1:]...)
			break
		}
	}
	at := sort.Search(len(b.found), func(i int) bool { return f.better(b.found[i]) })
	b.found = append(b.found, finding{})
	copy(b.found[at+1:], b.found[at:])
	b.found[at] = f
	if b.found = b.found[:min(len(b.found), b.n)]; len(b.found) == b.n {
		b.limit = b.found[b.n-1].order()
	}
}

// find returns the best n strings that fit what is typed; alive, where given, says which count.
func (c *Completer) find(typed string, n int, alive func(rank uint32) bool) []finding {
	typed = lettersOf(typed)
	n = min(n, MaxCompletions)
	if typed == "" || n <= 0 || utf8.RuneCountInString(typed) > maxTyped {
		return nil
	}
	b := newBest(n, alive)
	c.findLetters(b, typed, len(typed))
	latin := strings.IndexFunc(typed, isLatin)
	switch {
	case latin < 0 || len(b.found) >= n:
	case latin > 0:
		c.findLetters(b, typed, latin)
	default:
		c.findSounds(b, typed)
	}
	return b.found
}

func isLatin(r rune) bool { return r >= 'a' && r <= 'z' }

// findLetters looks among the strings with the first exact bytes of what is typed; the rest is heard.
func (c *Completer) findLetters(b *best, typed string, exact int) {
	prefix, rest := typed[:exact], typed[exact:]
	lo := sort.Search(len(c.words), func(i int) bool { return c.at(c.words[i]) >= prefix })
	hi := lo + sort.Search(len(c.words)-lo, func(i int) bool { return !strings.HasPrefix(c.at(c.words[lo+i]), prefix) })
	for _, w := range c.words[lo:hi] {
		if w.order() >= b.limit {
			continue
		}
		f := finding{w, exact}
		if rest != "" {
			heard := c.hear(w, exact, rest)
			if heard == 0 {
				continue
			}
			f.length += heard
		}
		b.offer(f)
	}
}

func (c *Completer) at(w wordStart) string { return c.letters[w.rank][w.at:] }

// hear says how many bytes of a string, from skip on, sound like rest; 0 where they do not.
func (c *Completer) hear(w wordStart, skip int, rest string) int {
	letters := c.letters[w.rank]
	spoken := pronunciation().read(make([]syllable, 0, 64), letters)
	from := utf8.RuneCountInString(letters[:int(w.at)+skip])
	return matches(letters[int(w.at)+skip:], spoken[from:], rest)
}

// matches compares what is typed with the letters of a string and their syllables: a typed character stands for itself,
// typed letters for the beginning of a syllable. It returns how many bytes of letters were used, 0 where they differ.
func matches(letters string, spoken []syllable, typed string) int {
	if typed == "" || len(spoken) == 0 {
		return 0
	}
	_, size := utf8.DecodeRuneInString(letters)
	tail := func(n int) (used int, ok bool) {
		if n == len(typed) {
			return size, true
		}
		used = matches(letters[size:], spoken[1:], typed[n:])
		return used + size, used > 0
	}
	if strings.HasPrefix(typed, letters[:size]) {
		if used, ok := tail(size); ok {
			return used
		}
	}
	name := pronunciation().syllables[spoken[0]]
	for n := min(len(name), len(typed)); n > 0; n-- {
		if strings.HasPrefix(name, typed[:n]) {
			if used, ok := tail(n); ok {
				return used
			}
		}
	}
	return 0
}

// findSounds looks among the strings whose first two syllables can be what typed begins with.
func (c *Completer) findSounds(b *best, typed string) {
	r := pronunciation()
	for first := 1; first <= min(6, len(typed)); first++ {
		lo, hi := r.beginning(typed[:first])
		if lo == hi {
			break
		}
		rest := typed[first:]
		if rest == "" {
			c.listen(b, uint64(lo)<<54, uint64(hi)<<54, typed)
			continue
		}
		for second := 1; second <= min(6, len(rest)); second++ {
			from, to := r.beginning(rest[:second])
			if from == to {
				break
			}
			if tail := rest[second:]; tail != "" && isLatin(rune(tail[0])) {
				if a, z := r.beginning(tail[:1]); a == z {
					continue // no syllable begins so
				}
			}
			for s := lo; s < hi; s++ {
				c.listen(b, uint64(s)<<54|uint64(from)<<44, uint64(s)<<54|uint64(to)<<44, typed)
			}
			break // longer second syllables lie within
		}
		if character, _ := utf8.DecodeRuneInString(rest); character >= utf8.RuneSelf {
			for _, second := range r.all(character) {
				for s := lo; s < hi; s++ {
					c.listen(b, uint64(s)<<54|uint64(second)<<44, uint64(s)<<54|uint64(second+1)<<44, typed)
				}
			}
		}
	}
}

// listen offers the strings between two sound keys that fit what is typed.
func (c *Completer) listen(b *best, from, to uint64, typed string) {
	i := c.seek(0, from)
	for i < len(c.sounds) && c.sounds[i].key < to {
		s := c.sounds[i]
		if s.order() >= b.limit {
			i++
			continue
		}
		ok, depth := soundsLike(s.key, 0, typed)
		if !ok { // nor does any key with the same syllables up to depth
			shift := keyShift(depth)
			i = c.seek(i, (s.key>>shift+1)<<shift)
			continue
		}
		i++
		if used := c.hear(s.wordStart, 0, typed); used > 0 {
			b.offer(finding{s.wordStart, used})
		}
	}
}

// seek returns the first place from i on whose key is not below key. Steps double, since it is mostly near.
func (c *Completer) seek(i int, key uint64) int {
	step := 1
	for i+step < len(c.sounds) && c.sounds[i+step].key < key {
		i += step
		step *= 2
	}
	end := min(i+step+1, len(c.sounds))
	return i + sort.Search(end-i, func(j int) bool { return c.sounds[i+j].key >= key })
}

// keyShift is how many bits of a key follow a syllable.
func keyShift(number int) int {
	if number < 4 {
		return 24 + 10*(3-number)
	}
	return 6 * (7 - number)
}

// soundsLike says whether a key can belong to a string that fits what is typed, from syllable number on. It looks at
// nothing but the key, so it is cheap, and may say yes where the string itself says no. Where it says no, depth is the
// last syllable that it looked at.
func soundsLike(key uint64, number int, typed string) (ok bool, depth int) {
	if typed == "" || number >= 8 {
		return true, number
	}
	if typed[0] >= utf8.RuneSelf {
		return characterSoundsLike(key, number, typed)
	}
	if number >= 4 {
		return uint8(key>>keyShift(number))&63 == letterCode(typed[0]), number
	}
	name := pronunciation().syllables[key>>keyShift(number)&1023]
	depth = number
	for n := min(len(name), len(typed)); n > 0; n-- {
		if strings.HasPrefix(name, typed[:n]) {
			ok, deeper := soundsLike(key, number+1, typed[n:])
			if ok {
				return true, deeper
			}
			depth = max(depth, deeper)
		}
	}
	return false, depth
}

// characterSoundsLike is soundsLike where a character is typed: any of its readings will do.
func characterSoundsLike(key uint64, number int, typed string) (ok bool, depth int) {
	character, size := utf8.DecodeRuneInString(typed)
	for _, s := range pronunciation().all(character) {
		if number >= 4 {
			if uint8(key>>keyShift(number))&63 == initialCode(s) {
				return true, number
			}
			continue
		}
		if syllable(key>>keyShift(number)&1023) == s {
			return soundsLike(key, number+1, typed[size:])
		}
	}
	return false, number
}
