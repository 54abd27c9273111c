package chinese

import (
	"strings"
)

// joiners hold the parts of an identifier together: 1.2.3, gb/t, 13-0001_2.
const joiners = "-_./:+&#'"

// composite is the end of letters and digits from at on, single joiners
// between them included.
func (w *wholes) composite(at int) int {
	end := w.run(at)
	for end+1 < len(w.text) && strings.IndexByte(joiners, w.text[end]) >= 0 {
		next := w.run(end + 1)
		if next == end+1 {
			break
		}
		end = next
	}
	return end
}

// identifier enters a Latin word, or an identifier and its parts, and returns
// the offset after it.
func (w *wholes) identifier(at int) int {
	end := w.composite(at)
	if standard := w.standard(at, end); standard > end {
		w.addForm(at, standard, w.text[at:end], w.text[end+1:standard])
		end = standard
	} else if end > w.run(at) {
		w.add(at, end)
	}
	w.parts(at, end)
	return end
}

// standard is the end of the number of a standard, where its letters, a space
// and digits with a year follow each other: gb/t 9704-2012 (GB/T 20001.10).
// It is at or before end if there is none.
func (w *wholes) standard(at, end int) int {
	if end-at > 8 || !w.has(end, " ") || !isLetter(w.text[at]) || end+1 >= len(w.text) || !isDigit(w.text[end+1]) {
		return 0
	}
	for _, c := range []byte(w.text[at:end]) {
		if !isLetter(c) && c != '/' && !isDigit(c) {
			return 0
		}
	}
	last := w.composite(end + 1)
	number := w.text[end+1 : last]
	dash := strings.LastIndexByte(number, '-')
	if dash < 0 {
		return 0
	}
	if year := number[dash+1:]; len(year) != 4 && len(year) != 2 {
		return 0
	}
	for _, c := range []byte(number) {
		if !isDigit(c) && c != '.' && c != '-' {
			return 0
		}
	}
	return last
}

// parts enters each run of letters and digits from begin to end, single ones
// only if there is no other: the 1, 2 and 3 of 1.2.3 would find everything. A
// number at the very end keeps its unit: 10-20%.
func (w *wholes) parts(begin, end int) {
	for at := begin; at < end; {
		stop := min(w.run(at), end)
		if stop == at {
			at++
			continue
		}
		if isDigit(w.text[at]) && stop == end && w.digits(at) == end {
			if before := len(w.found); w.date(at) == at {
				w.quantity(at, end, w.text[at:end])
				if at > begin && end-at == 1 && len(w.found) == before+1 {
					w.found = w.found[:before]
				}
			}
		} else if stop-at > 1 || stop == end && at == begin {
			w.add(at, stop)
		}
		at = stop
	}
}

// maxLocal and maxDomain bound the parts of an e-mail address (RFC 5321 §4.5.3.1).
const (
	maxLocal  = 64
	maxDomain = 255
)

// address enters a URL or an e-mail address and returns the offset after it,
// at if there is none.
func (w *wholes) address(at int) int {
	run := w.run(at)
	head := w.text[at:run]
	switch {
	case (head == "http" || head == "https" || head == "ftp") && w.has(run, "://"):
		host := run + 3
		return w.url(at, host)
	case head == "www" && w.has(run, "."):
		return w.url(at, at)
	}
	local := run
	for local < len(w.text) && local-at <= maxLocal && strings.IndexByte("._%+-", w.text[local]) >= 0 && w.run(local+1) > local+1 {
		local = w.run(local + 1)
	}
	if !w.has(local, "@") {
		return at
	}
	end := local + 1
	for end < len(w.text) && end-local <= maxDomain && (isLetter(w.text[end]) || isDigit(w.text[end]) || w.text[end] == '-' || w.text[end] == '.') {
		end++
	}
	end = local + 1 + len(strings.TrimRight(w.text[local+1:end], ".-"))
	if !strings.Contains(w.text[local+1:end], ".") {
		return at
	}
	w.add(at, end)
	w.add(local+1, end)
	w.parts(at, end)
	return end
}

// url enters the address from at on, whose host begins at host, the host and
// the parts.
func (w *wholes) url(at, host int) int {
	end := host
	for end < len(w.text) && w.text[end] > ' ' && w.text[end] < 0x7F && strings.IndexByte("\"'<>()[]{}|\\^`", w.text[end]) < 0 {
		end++
	}
	end = host + len(strings.TrimRight(w.text[host:end], ".,;:!?"))
	if end == host {
		return at
	}
	w.add(at, end)
	stop := end
	if slash := strings.IndexAny(w.text[host:end], "/?#:"); slash >= 0 {
		stop = host + slash
	}
	w.add(host, stop)
	w.parts(host, end)
	return end
}
