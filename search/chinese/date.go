package chinese

import "strings"

// calendar holds the offsets of a date: each part's digits and the end of its
// mark, 年 月 日 or the separator; 0 where a part is missing.
type calendar struct {
	year, month, day          int // start of the digits
	yearEnd, monthEnd, dayEnd int // end of the digits
	yearStop, monthStop, stop int // end with the mark
}

// date enters the date that begins with the year at at, in its ISO 8601 form
// (GB/T 7408.1), and the parts people search for: year, month, month of the
// year, day of the year. It returns the offset after it, at if there is none.
func (w *wholes) date(at int) int {
	c := calendar{year: at, yearEnd: w.digits(at)}
	if c.yearEnd != at+4 || !plausible(w.text[at:c.yearEnd], 1800, 2199) {
		return at
	}
	if !w.marked(&c) && !w.separated(&c) {
		return at
	}
	year := w.text[c.year:c.yearEnd]
	w.addForm(c.year, c.yearStop, year, "年")
	w.add(c.year, c.yearEnd)
	if c.monthStop == 0 {
		return c.yearStop
	}
	month := strings.TrimPrefix(w.text[c.month:c.monthEnd], "0")
	w.addForm(c.year, c.monthStop, year, "-", two(month), month)
	w.addForm(c.month, c.monthStop, month, "月")
	if c.stop == 0 {
		return c.monthStop
	}
	day := strings.TrimPrefix(w.text[c.day:c.dayEnd], "0")
	w.addForm(c.year, c.stop, year, "-", two(month), month, "-", two(day), day)
	w.addForm(c.month, c.stop, month, "月", day, "日")
	return c.stop
}

// two is what a number of one or two digits needs in front to have two.
func two(digits string) string {
	if len(digits) == 1 {
		return "0"
	}
	return ""
}

// marked reads 2024年, 2024年3月 and 2024年3月5日, also with a space around
// each number as in text from PDF files.
func (w *wholes) marked(c *calendar) bool {
	if c.yearStop = w.mark(c.yearEnd, "年"); c.yearStop == 0 {
		return false
	}
	at := w.space(c.yearStop)
	end := w.digits(at)
	stop := w.mark(end, "月")
	if stop == 0 || !w.inRange(at, end, 12) {
		return true
	}
	c.month, c.monthEnd, c.monthStop = at, end, stop
	c.day, c.dayEnd, c.stop = w.dayOf(stop)
	return true
}

// dayOf reads 5日 or 5号 at at: the digits and the end, 0 if there is none.
func (w *wholes) dayOf(at int) (start, end, stop int) {
	start = w.space(at)
	end = w.digits(start)
	if !w.inRange(start, end, 31) {
		return start, end, 0
	}
	return start, end, max(w.mark(end, "日"), w.mark(end, "号"))
}

// mark is the end of a mark at at, after a space at most; 0 if there is none.
func (w *wholes) mark(at int, mark string) int {
	if at = w.space(at); w.has(at, mark) {
		return at + len(mark)
	}
	return 0
}

// inRange says whether one or two digits from at to end are 1 to high.
func (w *wholes) inRange(at, end, high int) bool {
	return end > at && end <= at+2 && plausible(w.text[at:end], 1, high)
}

// separated reads 2024-03-05, 2024/3/5, 2024.3.5 and 2024-03.
func (w *wholes) separated(c *calendar) bool {
	if c.yearEnd >= len(w.text) || strings.IndexByte("-/.", w.text[c.yearEnd]) < 0 {
		return false
	}
	separator := w.text[c.yearEnd : c.yearEnd+1]
	c.month = c.yearEnd + 1
	c.monthEnd = w.digits(c.month)
	if !w.inRange(c.month, c.monthEnd, 12) {
		return false
	}
	c.yearStop, c.monthStop = c.yearEnd, c.monthEnd
	if !w.has(c.monthEnd, separator) {
		return separator == "-" && c.monthEnd == c.month+2 && w.composite(c.monthEnd) == c.monthEnd &&
			!w.joined(c.monthEnd)
	}
	c.day = c.monthEnd + 1
	c.dayEnd = w.digits(c.day)
	if !w.inRange(c.day, c.dayEnd, 31) {
		return false
	}
	c.stop = c.dayEnd
	return w.boundary(c.dayEnd) && !w.joined(c.dayEnd)
}

// joined says whether a joiner and a letter or digit follow, so that what
// stands before is a part of an identifier. A time of day after a date is not.
func (w *wholes) joined(at int) bool {
	return at < len(w.text) && strings.IndexByte(joiners, w.text[at]) >= 0 && !w.boundary(at+1)
}

// monthDay enters 3月5日 and 3月, whose digits stand from at to end, and returns
// the offset after it, end if it is no month.
func (w *wholes) monthDay(at, end int) int {
	stop := w.mark(end, "月")
	if stop == 0 || !w.inRange(at, end, 12) {
		return end
	}
	month := strings.TrimPrefix(w.text[at:end], "0")
	w.addForm(at, stop, month, "月")
	if day, dayEnd, last := w.dayOf(stop); last > 0 {
		w.addForm(at, last, month, "月", strings.TrimPrefix(w.text[day:dayEnd], "0"), "日")
		return last
	}
	return stop
}

// space is the offset after one space, if there is one at at.
func (w *wholes) space(at int) int {
	if w.has(at, " ") {
		return at + 1
	}
	return at
}

// plausible says whether at most four digits are a number from low to high.
func plausible(digits string, low, high int) bool {
	value := 0
	for _, c := range []byte(digits) {
		value = value*10 + int(c-'0')
	}
	return value >= low && value <= high
}
