package qa

import "math"

// sign is a place in a unit that answers of the kind asked for hold: a date, amount or number, or one of the kind's words.
type sign struct {
	start, end int     // byte offsets in the unit
	focus      float64 // share of what stands near the word that asks that stands near it
}

const (
	signReach = 12 // characters on either side of a sign within which what is asked stands near it
	earlySign = 16 // characters from its beginning within which a stretch begins with a sign
)

// signs finds the signs of a unit, once.
func (r *reading) signs(u *unit) []sign {
	if u.signed {
		return u.signs
	}
	u.signed = true
	text := r.text[u.start:u.end]
	found := r.phrases(u)
	if kinds[r.kind].phrase == nil {
		found = kinds[r.kind].signs.find(text)
	}
	seen := newGramSet(len(r.weights))
	for _, m := range found {
		seen.clear()
		before, after := charsBefore(text, m[0], signReach), charsAfter(text, m[1], signReach)
		focus := r.mass(seen, u.start+m[0]-len(before), u.start+m[1]+len(after), r.focus)
		u.signs = append(u.signs, sign{m[0], m[1], focus})
	}
	return u.signs
}

// measureSigns fills the features of whether a stretch is of the kind that is asked for: 谁 wants an office, 能不能 wants
// 可以 or 不得, 怎么罚 wants 罚款, and near what is asked.
func (r *reading) measureSigns(c candidate, v *spanFeatures) {
	v[items] = math.Log1p(float64(r.listed[r.places[c.end]] - r.listed[r.places[c.start]]))
	if r.kind == listKind {
		v[itemsAsked] = v[items]
	}
	for i := c.first; i <= c.last; i++ {
		u := &r.units[i]
		for _, s := range r.signs(u) {
			if u.start+s.start < c.start || u.start+s.end > c.end {
				continue
			}
			v[fits], v[fitsNear] = 1, max(v[fitsNear], s.focus)
			if i == c.first && r.places[u.start+s.start]-r.places[c.start] < earlySign {
				v[fitsEarly] = 1
			}
		}
	}
}
