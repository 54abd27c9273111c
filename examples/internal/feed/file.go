package feed

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"sync/atomic"
)

// File is a file being read, unpacked where it is packed with gzip, whatever its name says.
type File struct {
	io.Reader
	file  *os.File
	size  int64
	read  atomic.Int64
	lines *lineByLine
}

// Open opens a file for reading.
func Open(name string) (*File, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err == nil && info.IsDir() {
		err = fmt.Errorf("%s is a folder; name the files in it", name)
	}
	if err != nil {
		file.Close()
		return nil, err
	}
	f := &File{file: file, size: info.Size()}
	plain := bufio.NewReaderSize(counter{file, &f.read}, 64<<10)
	f.lines = &lineByLine{source: plain}
	if magic, _ := plain.Peek(2); len(magic) == 2 && magic[0] == 0x1f && magic[1] == 0x8b {
		unpacked, err := gzip.NewReader(plain)
		if err != nil {
			file.Close()
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		f.lines.source = bufio.NewReaderSize(unpacked, 64<<10)
	}
	f.Reader = f.lines
	return f, nil
}

// Percent returns how much of the file has been read, 0 to 100.
func (f *File) Percent() int {
	if f.size == 0 {
		return 100
	}
	return int(min(100*f.read.Load()/f.size, 100))
}

// Line returns the number of the line that was read last, from 1. A File hands out one line at most for each Read, so
// that this is the line of the row that a decoder without read-ahead has just yielded.
func (f *File) Line() int { return f.lines.number() }

// Close closes the file.
func (f *File) Close() error { return f.file.Close() }

// counter counts what is read through it.
type counter struct {
	io.Reader
	n *atomic.Int64
}

func (c counter) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n.Add(int64(n))
	return n, err
}

// lineByLine never returns more than one line from a Read.
type lineByLine struct {
	source  *bufio.Reader
	pending []byte
	ended   int  // lines read to their end
	within  bool // the last byte read did not end a line
}

func (l *lineByLine) Read(p []byte) (int, error) {
	if len(l.pending) == 0 {
		var err error
		l.pending, err = l.source.ReadSlice('\n')
		if len(l.pending) == 0 {
			return 0, err // any other error comes again at the next Read
		}
	}
	n := copy(p, l.pending)
	l.pending = l.pending[n:]
	if n > 0 {
		l.within = p[n-1] != '\n'
	}
	if n > 0 && !l.within {
		l.ended++
	}
	return n, nil
}

func (l *lineByLine) number() int {
	if l.within {
		return l.ended + 1
	}
	return l.ended
}
