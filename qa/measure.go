package qa

import (
	"math"
	"regexp"
	"strings"
	"unicode/utf8"
)

// signature matches the line in which a document is signed.
var signature = regexp.MustCompile(`^[^，。；：]{0,40}\d{4}年\d{1,2}月\d{1,2}日$`)

// signs says whether a unit is that line.
func signs(unit string) bool { return strings.HasSuffix(unit, "日") && signature.MatchString(unit) }

// boilerplate are words of speeches, reports and preambles, told apart from answers by comparing what people marked.
var boilerplate = newWordFinder(`记者 打赢 阻击战 我们 介绍 当前 目前 关于 通知 公告 印发 坚决 结合 贯彻 出台 书记 重要指示 决策部署 精神 为深入 为切实
	为进一步 为全力 为有效`)

// wordFinder finds words in a text by their first character.
type wordFinder map[rune][]string

func newWordFinder(words string) wordFinder {
	f := wordFinder{}
	for _, word := range strings.Fields(words) {
		first, _ := utf8.DecodeRuneInString(word)
		f[first] = append(f[first], word)
	}
	return f
}

// find returns where the words stand, as byte ranges.
func (f wordFinder) find(text string) (found [][]int) {
	for i, c := range text {
		if c < 0x80 {
			continue
		}
		for _, word := range f[c] {
			if strings.HasPrefix(text[i:], word) {
				found = append(found, []int{i, i + len(word)})
				break
			}
		}
	}
	return found
}

// What the last words of a stretch may tell of it.
var (
	announcements = []string{"：", ":", "如下", "以下"}
	amountEnds    = []string{"元", "%", "％", "补助", "补贴", "月", "平台", "费", "倍", "天", "日", "年", "》"}
)

func hasAnySuffix(text string, suffixes []string) bool {
	for _, suffix := range suffixes {
		if strings.HasSuffix(text, suffix) {
			return true
		}
	}
	return false
}

// within counts the finds of a kind in a candidate, up to most.
func (r *reading) within(c candidate, most int, finds func(*unit) [][]int) float64 {
	n := 0
	for i := c.first; i <= c.last && n < most; i++ {
		u := &r.units[i]
		for _, m := range finds(u) {
			if n < most && u.start+m[0] >= c.start && u.start+m[1] <= c.end {
				n++
			}
		}
	}
	return float64(n)
}

// boilerplate finds the words of speeches and reports in a unit, once.
func (r *reading) boilerplate(u *unit) [][]int {
	if !u.scanned {
		u.scanned, u.boilerplate = true, boilerplate.find(r.text[u.start:u.end])
	}
	return u.boilerplate
}

// measure fills the features of a candidate.
func (r *reading) measure(c candidate, v *spanFeatures) {
	*v = spanFeatures{}
	r.seen.clear()
	from, to := r.clauseAt(c)
	r.measureCover(c, from, to, r.seen, v)
	r.measureFocus(c, v)
	r.measureLength(c, v)
	r.measurePlace(c, v)
	r.measureSigns(c, v)
	r.measureNear(c, from, to, v)
	v[usual] = 1
	v[holdsBoilerplate] = r.within(c, 3, r.boilerplate) / 3
	v[density] = v[insideCover] / math.Log(float64(r.places[c.end]-r.places[c.start])+6)
}

// measureCover fills the features of how much of the question stands in and around a stretch, whose clause is given.
func (r *reading) measureCover(c candidate, from, to int, seen gramSet, v *spanFeatures) {
	u := &r.units[c.first]
	r.each(c.start, c.end, func(gram int16) {
		if seen.add(gram) {
			v[insideCover] += r.weights[gram]
			v[focusInside] += r.focus[gram]
		}
	})
	r.each(u.start, c.start, func(gram int16) {
		if seen.add(gram) {
			v[beforeCover] += r.weights[gram]
			v[focusBefore] += r.focus[gram]
		}
	})
	if c.end < u.end {
		v[afterCover] = r.mass(seen, c.end, u.end, r.weights)
	}
	seen.clear()
	v[clauseCover] = r.mass(seen, from, to, r.weights)
	v[clauseLead] = v[clauseCover] / (u.cover + 0.05)
	v[unitCover], v[unitLead] = u.cover, u.cover/(r.bestCover+1e-9)
	v[globalCover], v[contextCover], v[longestRun] = u.global, u.context, u.run
	v[sequence], v[sequenceLead] = u.sequence, u.sequence/(r.bestSequence+1e-9)
	v[untitledCover], v[untitledLead] = u.untitled, u.untitled/(r.bestUntitled+1e-9)
	first, last := r.places[c.start], r.places[c.end]
	echo := r.echoes[last] - r.echoes[first]
	v[echoedShare] = float64(echo) / float64(last-first)
	v[addedLength] = math.Log(float64(last-first-echo) + 1)
	first, last = r.places[u.start], r.places[u.end]
	v[unitEchoed] = float64(r.echoes[last]-r.echoes[first]) / float64(last-first)
}

// clauseAt returns the clause of a unit that holds a candidate's beginning, up to the candidate's end where that is further.
func (r *reading) clauseAt(c candidate) (from, to int) {
	u := &r.units[c.first]
	from, to = u.start, u.end
	if i := strings.LastIndexAny(r.text[u.start:c.start], clauseEnds); i >= 0 {
		_, size := utf8.DecodeRuneInString(r.text[u.start+i:])
		from = u.start + i + size
	}
	end := min(c.end, u.end)
	if i := strings.IndexAny(r.text[end:u.end], clauseEnds); i >= 0 {
		to = end + i
	}
	return from, to
}

// How far around a stretch its hinges are looked for, and in how many characters nearness falls to 1/e.
const (
	leftHinge, rightHinge           = 14, 8
	leftHingeReach, rightHingeReach = 5, 4
)

// measureFocus fills the features of how near a stretch stands to what is asked.
func (r *reading) measureFocus(c candidate, v *spanFeatures) {
	u := &r.units[c.first]
	v[focusLead] = u.focus / (r.bestFocus + 1e-9)
	if c.first > 0 {
		v[focusPrevious] = r.units[c.first-1].focus
	}
	if u.head >= 0 {
		v[focusHeading] = r.units[u.head].focus
	}
	first, last := r.places[c.start], r.places[c.end]
	for i := max(0, first-leftHinge); i+1 < first; i++ {
		if pair := r.ids[i].pair; pair >= 0 {
			v[hingeLeft] = max(v[hingeLeft], r.left[pair]*math.Exp(-float64(first-i-2)/leftHingeReach))
		}
	}
	for i := last; i+1 < int32(len(r.ids)) && i < last+rightHinge; i++ {
		if pair := r.ids[i].pair; pair >= 0 {
			v[hingeRight] = max(v[hingeRight], r.right[pair]*math.Exp(-float64(i-last)/rightHingeReach))
		}
	}
	v[hingeBoth] = min(v[hingeLeft], v[hingeRight])
}

// measureLength fills the features of how long a stretch is and where it begins and ends.
func (r *reading) measureLength(c candidate, v *spanFeatures) {
	u, text := &r.units[c.first], r.text[c.start:c.end]
	length := float64(r.places[c.end] - r.places[c.start])
	v[logLength] = math.Log(length + 1)
	v[under8], v[under16] = truth(length < 8), truth(length < 16)
	v[over60], v[over120], v[over240] = truth(length > 60), truth(length > 120), truth(length > 240)
	v[startsUnit+int(c.kind)] = 1
	v[endsUnit] = truth(c.end == u.end)
	v[endsAtComma] = truth(c.end < u.end && strings.HasPrefix(r.text[c.end:], "，"))
	trimmed := strings.TrimRight(text, "。；，、 ")
	v[endsEtc] = truth(strings.HasSuffix(trimmed, "等"))
	v[announces] = truth(hasAnySuffix(trimmed, announcements))
	v[endsAmount] = truth(hasAnySuffix(trimmed, amountEnds))
}

// measurePlace fills the features of where a stretch stands in the text.
func (r *reading) measurePlace(c candidate, v *spanFeatures) {
	u := &r.units[c.first]
	n := float64(len(r.units))
	v[runsOn], v[unitsMore] = truth(c.last > c.first), float64(min(c.last-c.first, 5))
	v[position], v[firstUnit], v[nearEnd] = float64(c.first)/n, truth(c.first == 0), truth(float64(c.first) > n-4)
	v[isHeading], v[startsHeading] = truth(u.heading && c.first == c.last), truth(u.heading && c.first < c.last)
	v[isSignature] = truth(c.first == c.last && u.signature)
	for i := c.first; i <= c.last; i++ {
		v[crossesHeading] += truth(i > c.first && r.units[i].heading)
	}
	v[crossesHeading] = min(v[crossesHeading], 3)
	if c.first > 0 {
		previous := r.text[r.units[c.first-1].start:r.units[c.first-1].end]
		v[previousColon] = truth(strings.HasSuffix(previous, "：") || strings.HasSuffix(previous, ":"))
		v[previousAsks] = truth(asks(previous))
	}
	if c.last+1 < len(r.units) {
		next := &r.units[c.last+1]
		v[endsSection] = truth(c.end == r.units[c.last].end && next.heading)
		v[numberedWhole] = truth(u.numbered > 0 && next.numbered == 0)
	}
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
