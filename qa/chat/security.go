package chat

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"sync"
	"time"
)

// Event is one line of a security log: who, when, what and how it ended. It holds no message and no address, only a
// keyed hash that changes every day. 网络安全法 第二十一条 asks to keep such logs for six months at least.
type Event struct {
	Time    time.Time `json:"time"`
	Address string    `json:"address"` // keyed hash
	Event   string    `json:"event"`   // refused, violation
	Outcome string    `json:"outcome"` // origin, rate, connections …
	Chain   string    `json:"chain"`   // SHA-256 over the previous line's chain and this line without it
}

// SecurityLog writes events as JSON Lines, each chained to the one before, so that a line that is changed or taken
// out later shows. It is safe for concurrent use.
type SecurityLog struct {
	mu    sync.Mutex
	w     io.Writer
	chain string
}

// Rotator is a writer that goes on in another file when one is full. A SecurityLog asks it before each line.
type Rotator interface {
	io.Writer

	// Room makes room for n bytes. begun says that they come first in a file of their own; the chain then begins anew, so
	// that each file can be verified by itself.
	Room(n int) (begun bool, err error)
}

// NewSecurityLog writes to w, which may be a Rotator. chain is the chain of the last line of the file that w goes on with,
// "" for a new one; see VerifySecurityLog.
func NewSecurityLog(w io.Writer, chain string) *SecurityLog { return &SecurityLog{w: w, chain: chain} }

// Record writes one event; its Chain is set here.
func (l *SecurityLog) Record(event Event) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	event.Time = event.Time.UTC().Round(0)
	line, err := json.Marshal(event.after(l.chain))
	if err != nil {
		return fmt.Errorf("chat: security event: %w", err)
	}
	if r, ok := l.w.(Rotator); ok {
		begun, err := r.Room(len(line) + 1)
		if err != nil {
			return fmt.Errorf("chat: security log: %w", err)
		}
		if begun {
			l.chain = ""
			line, _ = json.Marshal(event.after("")) // as before
		}
	}
	if _, err := l.w.Write(append(line, '\n')); err != nil {
		return fmt.Errorf("chat: security log: %w", err)
	}
	l.chain = link(l.chain, event)
	return nil
}

// after returns the event as the line behind the one with a chain.
func (e Event) after(chain string) Event {
	e.Chain = link(chain, e)
	return e
}

func link(previous string, event Event) string {
	event.Chain = ""
	data, err := json.Marshal(event)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(append([]byte(previous), data...))
	return hex.EncodeToString(sum[:])
}

// VerifySecurityLog reads a log that begins after chain ("" for the first file) and returns the chain of its last
// line. It fails at the first line that does not follow from the one before.
func VerifySecurityLog(r io.Reader, chain string) (last string, err error) {
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		var event Event
		if err := json.Unmarshal(bytes.TrimSpace(lines.Bytes()), &event); err != nil {
			return chain, fmt.Errorf("chat: security log line %d: not readable: %w", n, err)
		}
		if event.Chain != link(chain, event) {
			return chain, fmt.Errorf("chat: security log line %d: does not follow from the line before; it was altered", n)
		}
		chain = event.Chain
	}
	return chain, lines.Err()
}
