package ingest

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// run is a piece of text at a place of a page with a fixed layout (OFD, PDF). Units are the page's, y grows downward.
type run struct {
	x, y   float64 // left end of the base line
	width  float64
	size   float64 // of the type
	text   string
	serial int // order in the file
}

// pageLine is a line of a page: runs on one base line.
type pageLine struct {
	left, right, y, size float64
	text                 string
}

// maxRuns bounds what is laid out of one page.
const maxRuns = 200_000

// margins are how far text reaches on the pages of a document.
type margins struct{ left, right float64 }

// see returns the margins for a page. One that is much narrower or wider than those before, as when the paper is
// turned, has its own.
func (m *margins) see(lines []pageLine) (left, right float64) {
	left, right = math.Inf(1), math.Inf(-1)
	for _, line := range lines {
		left, right = min(left, line.left), max(right, line.right)
	}
	known := m.right - m.left
	switch width := right - left; {
	case known <= 0 || width > 1.3*known:
		*m = margins{left, right}
	case width > 0.7*known:
		m.left, m.right = min(m.left, left), max(m.right, right)
	}
	return min(left, m.left), m.right
}

// pageNumber is a line with the number of a page and nothing else (GB/T 9704-2012, 7.5: between two dashes).
var pageNumber = regexp.MustCompile(`^[-—–－\s]*(第\s*)?[0-9０-９]{1,4}(\s*页)?([/／]\s*(共\s*)?[0-9]{1,4}(\s*页)?)?[-—–－\s]*$`)

// laidPage is the text of a page with a fixed layout.
type laidPage struct {
	text             string
	opens, continues bool // its last paragraph is open at the end; its first line may go on with one that was
}

// layPage puts the runs of a page into reading order and joins lines to paragraphs: where a file says only what stands
// where, a line that ends at the right margin goes on with one that begins at the left. The number of the page is
// left out.
//
// Margins are known by the lines that reach them, on this page and those before: a page of short lines has none of its
// own.
func (m *margins) layPage(runs []run) laidPage {
	lines := lineUp(dropDoubles(runs))
	if n := len(lines); n > 1 && pageNumber.MatchString(lines[n-1].text) {
		lines = lines[:n-1]
	} else if n > 1 && pageNumber.MatchString(lines[0].text) {
		lines = lines[1:]
	}
	if len(lines) == 0 {
		return laidPage{}
	}
	left, right := m.see(lines)
	tight := tightest(lines)
	var b strings.Builder
	for i, line := range lines {
		if i > 0 {
			if distance := (line.y - lines[i-1].y) / max(line.size, 0.01); distance < 1.2*tight && goesOn(lines[i-1], line, left, right) {
				b.WriteString(joint(lines[i-1].text, line.text))
			} else {
				b.WriteByte('\n')
			}
		}
		b.WriteString(line.text)
	}
	first, last := lines[0], lines[len(lines)-1]
	return laidPage{b.String(), isFull(last, left, right) && !strings.HasSuffix(last.text, "。"), startsAt(first, left, right)}
}

// page writes the text of a page; a paragraph may go on from the page before.
func (w *writer) page(p laidPage) {
	if w.open && p.continues {
		w.text(joint(w.b.String(), p.text))
	} else {
		w.block()
	}
	w.text(p.text)
	w.open = p.opens
}

// isFull says whether a line ends at the right margin of a page that is wide enough for it to mean something.
func isFull(line pageLine, left, right float64) bool {
	return line.right > right-2.5*line.size && right-left > 15*line.size && !strings.Contains(line.text, "\t")
}

// startsAt says whether a line begins at the left margin and not, like a paragraph, two characters in.
func startsAt(line pageLine, left, right float64) bool {
	return line.left < left+line.size && right-left > 15*line.size && !strings.Contains(line.text, "\t")
}

// tightest is the least distance between lines of a page, in sizes of the type: lines that stand further apart are
// not of one paragraph.
func tightest(lines []pageLine) float64 {
	least := 2.6 // more than any spacing of lines in official documents
	for i := range lines[:len(lines)-1] {
		distance := (lines[i+1].y - lines[i].y) / max(lines[i+1].size, 0.01)
		if distance > 0.9 && sameSize(lines[i], lines[i+1]) {
			least = min(least, distance)
		}
	}
	return least
}

func sameSize(a, b pageLine) bool { return math.Abs(a.size-b.size) < 0.15*max(a.size, b.size) }

// beginning is how an article or item begins, which ends the sentence before for good.
var beginning = regexp.MustCompile(`^(第[一二三四五六七八九十百零〇0-9]{1,6}[条章节编]|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|附件|[0-9]{1,2}[.．、])`)

// goesOn says whether a paragraph goes on in the line after: the line is full, the next one is not indented, and of the
// same size. Table rows, which hold tabs, stand alone.
func goesOn(line, next pageLine, left, right float64) bool {
	if strings.HasSuffix(line.text, "。") && beginning.MatchString(next.text) {
		return false
	}
	return isFull(line, left, right) && startsAt(next, left, right) && sameSize(line, next) && next.y > line.y
}

// joint is what stands between two lines of a paragraph: nothing between Chinese characters, a space between words.
func joint(before, after string) string {
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(after)
	if narrow(last) && narrow(first) && !strings.HasSuffix(before, "-") {
		return " "
	}
	return ""
}

func narrow(r rune) bool { return r < 0x2e80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// dropDoubles leaves out what is drawn twice at one place to look bold or shaded.
func dropDoubles(runs []run) []run {
	type place struct {
		text string
		x, y int
	}
	seen := map[place]bool{}
	var kept []run
	for _, r := range runs[:min(len(runs), maxRuns)] {
		if r.size <= 0 || strings.TrimSpace(r.text) == "" || !finite(r.x) || !finite(r.y) || !finite(r.width) || !finite(r.size) {
			continue
		}
		cell := max(r.size*0.3, 0.01)
		x, y := int(clamp(r.x/cell)), int(clamp(r.y/cell))
		double := false
		for _, d := range [][2]int{{0, 0}, {1, 0}, {-1, 0}, {0, 1}, {0, -1}} {
			double = double || seen[place{r.text, x + d[0], y + d[1]}]
		}
		if !double {
			seen[place{r.text, x, y}] = true
			kept = append(kept, r)
		}
	}
	return kept
}

func finite(v float64) bool      { return !math.IsNaN(v) && !math.IsInf(v, 0) }
func clamp(v float64) float64    { return max(-1e9, min(1e9, v)) }
func (r run) end() float64       { return r.x + r.width }
func sameLine(line, r run) bool  { return math.Abs(line.y-r.y) < 0.4*max(min(line.size, r.size), 0.01) }
func byBaseLine(a, b run) int    { return cmp.Or(cmp.Compare(a.y, b.y), cmp.Compare(a.serial, b.serial)) }
func fromTheLeft(a, b run) int   { return cmp.Or(cmp.Compare(a.x, b.x), cmp.Compare(a.serial, b.serial)) }
func lastWide(text string) bool  { r, _ := utf8.DecodeLastRuneInString(text); return r >= 0x2e80 }
func firstWide(text string) bool { r, _ := utf8.DecodeRuneInString(text); return r >= 0x2e80 }

// lineUp gathers runs of one base line, from the top.
func lineUp(runs []run) []pageLine {
	slices.SortStableFunc(runs, byBaseLine)
	var groups [][]run
	for start := 0; start < len(runs); {
		end := start + 1
		for end < len(runs) && sameLine(runs[end-1], runs[end]) && sameLine(runs[start], runs[end]) {
			end++
		}
		groups = append(groups, runs[start:end])
		slices.SortStableFunc(runs[start:end], fromTheLeft)
		start = end
	}
	starts := make([][]float64, len(groups)+2) // of the lines, with none above the first and below the last
	for i, group := range groups {
		starts[i+1] = columnStarts(group)
	}
	lines := make([]pageLine, len(groups))
	for i, group := range groups {
		lines[i] = composeLine(group, starts[i], starts[i+2])
	}
	return lines
}

// cellGap is the least gap between cells, in sizes of the type: programs set figures 0.2 to 0.25 apart from the
// characters around them.
const cellGap = 0.26

// listMark is a number that stands apart from the item it begins.
var listMark = regexp.MustCompile(`^[（(]?[0-9a-zA-Z]{1,3}[)）.．、]$`)

// columnStarts are the places in a line where something begins after a gap.
func columnStarts(runs []run) (starts []float64) {
	right := runs[0].end()
	for _, r := range runs[1:] {
		if r.x-right > cellGap*r.size {
			starts = append(starts, r.x)
		}
		right = max(right, r.end())
	}
	return starts
}

// aligned says whether a run begins where something begins in the line above or below: a column of a table, even where
// its cells nearly touch.
func aligned(r run, above, below []float64) bool {
	for _, starts := range [][]float64{above, below} {
		i, found := slices.BinarySearch(starts, r.x-0.05*r.size)
		if found || i < len(starts) && starts[i] <= r.x+0.05*r.size {
			return true
		}
	}
	return false
}

// composeLine joins runs that are in order from the left.
func composeLine(runs []run, above, below []float64) pageLine {
	line := pageLine{left: runs[0].x, right: runs[0].end(), y: runs[0].y}
	var b strings.Builder
	close := 0 // characters that stand close together at the end
	for i, r := range runs {
		if gap := r.x - line.right; i > 0 {
			mark := between(b.String(), r, gap, close)
			if gap > cellGap*r.size && close > 1 && aligned(r, above, below) && !listMark.MatchString(b.String()) {
				mark = "\t"
			}
			b.WriteString(mark)
			if mark != "" || gap > 0.3*r.size {
				close = 0
			}
		}
		b.WriteString(r.text)
		close += utf8.RuneCountInString(r.text)
		line.right, line.size = max(line.right, r.end()), max(line.size, r.size)
	}
	line.text = strings.TrimSpace(b.String())
	return line
}

// between is what stands in a gap before a run: a tab between columns, a space between words. Chinese characters that
// are spread for looks (通　知) stay together, and so do figures and the characters around them, which programs set a
// little apart.
func between(before string, r run, gap float64, close int) string {
	if before == "" || strings.HasSuffix(before, " ") || strings.HasPrefix(r.text, " ") {
		return ""
	}
	wide := 0
	if lastWide(before) {
		wide++
	}
	if firstWide(r.text) {
		wide++
	}
	column := 2.2 * r.size
	if wide == 2 && (close > 1 || utf8.RuneCountInString(r.text) > 1) {
		column = 0.5 * r.size
	}
	word := []float64{0.18, 0.35, 0.9}[wide] * r.size
	switch {
	case gap > column:
		return "\t"
	case gap > word && wide < 2:
		return " "
	}
	return ""
}

// textWidth estimates how wide a text is set: a Chinese character takes its size, a Latin one half of it.
func textWidth(text string, size float64) float64 {
	width := 0.0
	for _, r := range text {
		if r >= 0x2e80 {
			width += size
		} else {
			width += size / 2
		}
	}
	return width
}

// matrix is [a b c d e f] of a transformation: x' = ax + cy + e, y' = bx + dy + f.
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// times applies m first and then n.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

func (m matrix) apply(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

// slanted says whether text under m runs neither along nor across the page, as watermarks do.
func (m matrix) slanted() bool {
	a, b := math.Abs(m[0]), math.Abs(m[1])
	return min(a, b) > 0.05*max(a, b)
}

// scale is by how much m enlarges type.
func (m matrix) scale() float64 { return math.Hypot(m[2], m[3]) }

// stretch is by how much m enlarges widths.
func (m matrix) stretch() float64 { return math.Hypot(m[0], m[1]) }
