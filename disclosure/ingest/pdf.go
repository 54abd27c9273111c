package ingest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"time"
)

// childMark in the environment makes a program that calls RunChild a child: its value is the limits.
const childMark = "ZWGK_INGEST_CHILD"

// hasRunChild says that this program, started again, would be a child and not the whole host once more.
var hasRunChild atomic.Bool

// RunChild makes a program able to read PDF. Call it first in main, before flags are read or anything is opened: in
// the host itself it returns at once; in a child that File has started from the same program it reads one file from
// standard input, writes what it says to standard output, and exits.
//
// PDF is read in a child because its structure lets a few hundred bytes ask for any amount of memory or time, which a
// process can only be kept from by limits on the whole of it: memory on Linux and macOS, time everywhere. The child
// gets an empty environment.
func RunChild() {
	limits, child := os.LookupEnv(childMark)
	if !child {
		hasRunChild.Store(true)
		return
	}
	os.Exit(serveChild(os.Stdin, os.Stdout, limits))
}

// childLimits are handed to the child in its environment.
type childLimits struct {
	Seconds  int64
	Memory   int64
	MaxBytes int64
	MaxText  int64
}

// childReply is what a child says.
type childReply struct {
	Content Content
	Fault   string // "", "encrypted", "damaged" or "too large"
	Reason  string
}

// readPDF has a child read the file (ISO 32000-1).
func (f *file) readPDF(ctx context.Context) (Content, error) {
	command := f.opts.Child
	if len(command) == 0 {
		if !hasRunChild.Load() {
			return Content{}, fmt.Errorf("%w: PDF is read by a child process; call ingest.RunChild first in main, or name "+
				"a program that does in Options.Child", ErrUnsupported)
		}
		self, err := os.Executable()
		if err != nil {
			return Content{}, fmt.Errorf("finding this program for a child: %w", err)
		}
		command = []string{self}
	}
	output, err := f.runChild(ctx, command)
	if err != nil {
		return Content{}, err
	}
	var reply childReply
	if err := json.Unmarshal(output, &reply); err != nil {
		return Content{}, fmt.Errorf("the child %s does not answer as one: %w; does it call ingest.RunChild?", command[0], err)
	}
	switch reply.Fault {
	case "":
		return reply.Content, nil
	case "encrypted":
		return Content{}, ErrEncrypted
	case "too large":
		return Content{}, fmt.Errorf("%w: %s", ErrTooLarge, reply.Reason)
	}
	return Content{}, fmt.Errorf("%w: %s", ErrDamaged, reply.Reason)
}

func (f *file) runChild(ctx context.Context, command []string) ([]byte, error) {
	limits, err := json.Marshal(childLimits{int64((f.opts.Timeout + time.Second - 1) / time.Second), f.opts.ChildMemory, f.opts.MaxBytes, f.opts.MaxUnpacked})
	if err != nil {
		return nil, err
	}
	timed, cancel := context.WithTimeout(ctx, f.opts.Timeout)
	defer cancel()
	child := exec.CommandContext(timed, command[0], command[1:]...)
	child.Env = []string{childMark + "=" + string(limits)}
	if root := os.Getenv("SystemRoot"); root != "" { // without it no program starts on Windows
		child.Env = append(child.Env, "SystemRoot="+root)
	}
	child.Stdin = io.NewSectionReader(f.reader, 0, f.size)
	output, complaint := &cappedBuffer{most: 2*f.opts.MaxUnpacked + 1<<20}, &cappedBuffer{most: 8 << 10}
	child.Stdout, child.Stderr = output, complaint
	child.WaitDelay = 2 * time.Second
	err = child.Run()
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case timed.Err() != nil || errors.As(err, &exit) && strings.Contains(exit.String(), "CPU time"):
		return nil, fmt.Errorf("%w: reading it took over %v; it may be damaged", ErrTooLarge, f.opts.Timeout)
	case output.over:
		return nil, fmt.Errorf("%w: over %d bytes of text", ErrTooLarge, f.opts.MaxUnpacked)
	case err != nil && strings.Contains(complaint.String(), "out of memory"), err != nil && strings.Contains(complaint.String(), "cannot allocate memory"):
		return nil, fmt.Errorf("%w: reading it takes over %d bytes of memory; it may be damaged", ErrTooLarge, f.opts.ChildMemory)
	case errors.As(err, &exit):
		first, _, _ := strings.Cut(complaint.String(), "\n")
		return nil, fmt.Errorf("%w: the reader gave up: %s (%v)", ErrDamaged, first, exit)
	case err != nil && !errors.Is(err, exec.ErrWaitDelay):
		return nil, fmt.Errorf("starting the child that reads PDF: %w", err)
	}
	return output.Bytes(), nil
}

// cappedBuffer keeps the first bytes and notes that there were more.
type cappedBuffer struct {
	bytes.Buffer
	most int64
	over bool
}

// Write never fails: a child must not stop for being read no further.
func (b *cappedBuffer) Write(p []byte) (int, error) {
	if room := b.most - int64(b.Len()); int64(len(p)) > room {
		b.over = true
		b.Buffer.Write(p[:max(room, 0)])
		return len(p), nil
	}
	return b.Buffer.Write(p)
}
