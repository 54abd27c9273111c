package ingest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"github.com/ledongthuc/pdf"
)

// serveChild is the whole life of a child. It returns the exit code.
func serveChild(in io.Reader, out io.Writer, limits string) int {
	var l childLimits
	if json.Unmarshal([]byte(limits), &l) != nil {
		return 3
	}
	if err := limitProcess(l.Memory, l.Seconds); err != nil {
		return 4
	}
	debug.SetMemoryLimit(l.Memory * 3 / 4)
	var reply childReply
	data, err := io.ReadAll(io.LimitReader(in, l.MaxBytes+1))
	switch {
	case err != nil:
		return 5
	case int64(len(data)) > l.MaxBytes:
		reply.Fault, reply.Reason = "too large", "the file is longer than it said"
	default:
		reply.Content, err = extractPDF(data, l.MaxText)
		reply.Fault, reply.Reason = faultOf(err)
	}
	if json.NewEncoder(out).Encode(reply) != nil {
		return 6
	}
	return 0
}

func faultOf(err error) (fault, reason string) {
	switch {
	case err == nil:
		return "", ""
	case errors.Is(err, ErrEncrypted), errors.Is(err, pdf.ErrInvalidPassword):
		return "encrypted", ""
	case errors.Is(err, ErrTooLarge):
		return "too large", strings.TrimPrefix(err.Error(), ErrTooLarge.Error()+": ")
	}
	return "damaged", strings.TrimPrefix(err.Error(), ErrDamaged.Error()+": ")
}

// guarded runs fn and makes an error of a panic: the parser below panics on what it does not like.
func guarded(fn func() error) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("%v", fault)
		}
	}()
	return fn()
}
