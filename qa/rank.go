package qa

import (
	"math"
	"slices"
)

// rank finds how much of the question each unit holds, and how likely an answer begins there: by itself, its heading
// and its neighbours.
func (r *reading) rank() {
	r.seen = newGramSet(len(r.weights))
	for i := range r.units {
		r.cover(i, r.seen)
	}
	order := make([]int, len(r.units))
	for i := range r.units {
		u := &r.units[i]
		order[i] = i
		u.promise = u.cover + 0.6*u.focus + 0.5*u.untitled
		if u.head >= 0 {
			u.promise += 0.6 * r.units[u.head].cover / (1 + 0.15*float64(i-u.head-1))
		}
		if i > 0 {
			u.promise += 0.2 * r.units[i-1].cover
		}
		if i+1 < len(r.units) {
			u.promise += 0.1 * r.units[i+1].cover
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		if d := r.units[b].promise - r.units[a].promise; math.Abs(d) > 1e-9 {
			return int(math.Copysign(1, d))
		}
		return a - b
	})
	for rank, i := range order {
		r.units[i].rank = rank
	}
	for i := range r.units {
		r.units[i].read = r.units[i].rank < readUnits || i > 0 && r.units[i-1].rank < 4
	}
	r.reach(order)
	for i := range r.units {
		if u := &r.units[i]; u.read {
			u.signature, u.sequence = signs(r.text[u.start:u.end]), r.inSequence(u)
			r.bestSequence = max(r.bestSequence, u.sequence)
		}
	}
}

// inSequence returns the length of the longest common subsequence of the question's content and a unit, against the
// content's length.
func (r *reading) inSequence(u *unit) float64 {
	if len(r.content) == 0 {
		return 0
	}
	var held []int16 // characters of the question
	for k := r.places[u.start]; k < r.places[u.end]; k++ {
		if single := r.ids[k].single; single >= 0 {
			held = append(held, single)
		}
	}
	return float64(commonLength(held, r.content, make([]int32, len(r.content)+1))) / float64(len(r.content))
}

// reach looks for dates, amounts and numbers asked for further down where none of the best units holds one.
func (r *reading) reach(order []int) {
	if kinds[r.kind].phrase == nil {
		return
	}
	for i := range r.units {
		if r.units[i].read && len(r.phrases(&r.units[i])) > 0 {
			r.needs = true
			return
		}
	}
	found := 0
	for _, i := range order[min(readUnits, len(order)):min(reachUnits, len(order))] {
		if u := &r.units[i]; found < 3 && u.cover > 0 && len(r.phrases(u)) > 0 {
			u.read, r.needs = true, true
			found++
		}
	}
}

// reachUnits is how many units are looked through for what the best ones do not hold.
const reachUnits = 60

// cover fills what share of the question a unit holds, in each of the ways it is weighed.
func (r *reading) cover(i int, seen gramSet) {
	u := &r.units[i]
	seen.clear()
	r.each(u.start, u.end, func(gram int16) {
		if seen.add(gram) {
			u.cover += r.weights[gram]
			u.global += r.global[gram]
			u.untitled += r.untitled[gram]
			u.focus += r.focus[gram]
		}
	})
	u.context = u.cover
	if i > 0 {
		u.context += r.mass(seen, r.units[i-1].start, r.units[i-1].end, r.weights)
	}
	if u.head >= 0 {
		u.context += r.mass(seen, r.units[u.head].start, r.units[u.head].end, r.weights)
	}
	run, longest := 0, 0
	for k := r.places[u.start]; k < r.places[u.end]; k++ {
		if run++; r.ids[k].pair < 0 {
			run = 0
		}
		longest = max(longest, run)
	}
	if longest > 0 {
		u.run = min(1, float64(longest+1)/float64(r.length))
	}
	r.bestCover, r.bestUntitled, r.bestFocus = max(r.bestCover, u.cover), max(r.bestUntitled, u.untitled), max(r.bestFocus, u.focus)
}
