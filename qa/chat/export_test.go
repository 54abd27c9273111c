package chat

import (
	"net/netip"
	"time"
)

// Clocks shortens the clocks of a server for a test; zero values stay.
type Clocks struct{ Write, Ping, Pong, Idle, Age, Admission time.Duration }

// SetClocks must be called before the server is used.
func (s *Server) SetClocks(c Clocks) {
	set := func(target *time.Duration, value time.Duration) {
		if value > 0 {
			*target = value
		}
	}
	set(&s.timing.write, c.Write)
	set(&s.timing.ping, c.Ping)
	set(&s.timing.pong, c.Pong)
	set(&s.timing.idle, c.Idle)
	set(&s.timing.age, c.Age)
	set(&s.timing.admission, c.Admission)
}

// SetNow moves the clock of the remembered conversations.
func (s *Server) SetNow(now func() time.Time) { s.conversations.now = now }

// Remembered returns how many conversations are kept.
func (s *Server) Remembered() int {
	s.conversations.mu.Lock()
	defer s.conversations.mu.Unlock()
	return len(s.conversations.byID)
}

// Pseudonyms returns what one server calls an address on two days.
func Pseudonyms(address netip.Addr, days ...time.Time) (names []string) {
	var p pseudonyms
	for _, day := range days {
		names = append(names, p.of(address, day))
	}
	return names
}

// For tests of what has no door of its own.
var (
	Decode     = func(data []byte) error { _, err := decode(data); return err }
	DecodeBody = decodeBody
	SafeURL    = safeURL
	Clean      = clean
	Urgent     = urgent
)

// Design returns the numbers that the design names, as the package has them.
func Design() map[string]any {
	l, c := Limits{}.withDefaults(), normalTiming
	return map[string]any{"frame": maxFrame, "queue": queueMessages, "queue bytes": queueBytes, "violations": maxViolations, "id": maxID, "depth": maxDepth,
		"connections": l.Connections, "per address": l.PerAddress, "per conversation": l.PerConversation, "rate": l.Rate, "per minute": l.PerMinute,
		"handshake": c.handshake, "write": c.write, "ping": c.ping, "pong": c.pong, "idle": c.idle, "age": c.age, "duplicates": time.Duration(duplicateWindow)}
}
