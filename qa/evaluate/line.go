package evaluate

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"unicode/utf8"

	"github.com/zwgk/zwgk/disclosure"
)

// maxLine bounds one line in bytes. A longer one is passed over without being held in memory.
const maxLine = 16 << 20

var byteOrderMark = []byte("\ufeff")

// decode reads a file line by line and yields what parse makes of each, or a *disclosure.RowError that carries the
// line. Blank lines are passed over. A failure to read on is yielded last, and is no *disclosure.RowError.
func decode[T any](r io.Reader, parse func(number int, line []byte) (T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var zero T
		reader := bufio.NewReaderSize(r, 64<<10)
		for number := 1; ; number++ {
			line, size, err := readLine(reader)
			if number == 1 {
				line = bytes.TrimPrefix(line, byteOrderMark)
			}
			line = bytes.TrimSpace(line)
			if size > 0 && len(line) > 0 {
				value, fault := parseLine(number, size, line, parse)
				if !yield(value, fault) {
					return
				}
			}
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(zero, fmt.Errorf("evaluate: line %d: cannot read on: %w", number, err))
				return
			}
		}
	}
}

func parseLine[T any](number, size int, line []byte, parse func(int, []byte) (T, error)) (value T, err error) {
	var fault *disclosure.RowError
	switch {
	case size > maxLine:
		fault = &disclosure.RowError{Reason: fmt.Sprintf("longer than %d MiB", maxLine>>20)}
	case !utf8.Valid(line):
		fault = &disclosure.RowError{Reason: "not UTF-8"}
	default:
		if value, err = parse(number, line); err == nil {
			return value, nil
		}
		if !errors.As(err, &fault) {
			fault = &disclosure.RowError{Reason: err.Error()}
		}
	}
	fault.Line = number
	var zero T
	return zero, fault
}

// readLine returns the next line, at most maxLine bytes of it, and how long it is.
func readLine(reader *bufio.Reader) (line []byte, size int, err error) {
	for {
		part, err := reader.ReadSlice('\n')
		size += len(part)
		if size <= maxLine {
			line = append(line, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, size, err
		}
	}
}
