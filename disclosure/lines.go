package disclosure

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// MaxLine is the longest line, in bytes, that the JSON Lines decoders take: 64 MiB. A longer one is rejected and
// skipped without being held in memory.
const MaxLine = 64 << 20

// keptBuffer is the largest line buffer carried from row to row: one huge row must not hold its memory for the
// rest of an import.
const keptBuffer = 1 << 20

var (
	errLineTooLong = fmt.Errorf("line is longer than %d MiB", MaxLine>>20)
	errUTF16       = errors.New("file is UTF-16, not UTF-8; save it as UTF-8")
)

// lineReader hands out lines without their ending (LF or CRLF) and without a byte order mark. U+2028 does not end
// a line.
type lineReader struct {
	source *bufio.Reader
	number int // of the line last handed out, from 1
	buffer []byte
}

func newLineReader(r io.Reader) *lineReader {
	return &lineReader{source: bufio.NewReaderSize(r, 64<<10)}
}

// next returns the next line, which is valid until the call after. errLineTooLong concerns that line only; every
// other error, io.EOF among them, is the end.
func (l *lineReader) next() ([]byte, error) {
	if cap(l.buffer) > keptBuffer {
		l.buffer = nil
	}
	l.buffer = l.buffer[:0]
	tooLong := false
	l.number++
	for {
		part, err := l.source.ReadSlice('\n')
		if len(l.buffer)+len(part) > MaxLine+len("\r\n") {
			tooLong, l.buffer = true, l.buffer[:0]
		}
		if !tooLong {
			l.buffer = append(l.buffer, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case tooLong && (err == nil || err == io.EOF):
			return nil, errLineTooLong
		case err == io.EOF && len(l.buffer) > 0:
			err = nil
		}
		if err != nil {
			return nil, err
		}
		return l.trim()
	}
}

func (l *lineReader) trim() ([]byte, error) {
	line := bytes.TrimSuffix(bytes.TrimSuffix(l.buffer, []byte("\n")), []byte("\r"))
	if l.number == 1 && (bytes.HasPrefix(line, []byte{0xFF, 0xFE}) || bytes.HasPrefix(line, []byte{0xFE, 0xFF})) {
		return nil, errUTF16
	}
	if len(line) > MaxLine {
		return nil, errLineTooLong
	}
	// Concatenated exports carry a mark in the middle of the file as well.
	return bytes.TrimPrefix(line, []byte("\uFEFF")), nil
}
