package feed

import (
	"fmt"
	"io"
	"os"
	"time"
)

// Progress writes how far a program is: on a terminal one line that is written over, elsewhere a line now and then.
// It is not safe for concurrent use.
type Progress struct {
	w     io.Writer
	over  bool // write over the line before
	every time.Duration
	last  time.Time
}

// NewProgress writes to w, usually standard error.
func NewProgress(w io.Writer) *Progress {
	p := &Progress{w: w, every: 2 * time.Second, last: time.Now()}
	if file, ok := w.(*os.File); ok {
		if info, err := file.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
			p.over, p.every = true, 200*time.Millisecond
		}
	}
	return p
}

// Step tells where the program is, unless it did so a moment ago.
func (p *Progress) Step(format string, values ...any) {
	if time.Since(p.last) < p.every {
		return
	}
	p.last = time.Now()
	if p.over {
		fmt.Fprintf(p.w, "\r\x1b[K"+format, values...)
	} else {
		fmt.Fprintf(p.w, format+"\n", values...)
	}
}

// Line writes a line that stays.
func (p *Progress) Line(format string, values ...any) {
	if p.over {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
	fmt.Fprintf(p.w, format+"\n", values...)
}
