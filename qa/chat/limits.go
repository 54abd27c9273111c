package chat

import (
	"runtime"
	"time"
)

// Bounds of the protocol. A frame holds a question of 200 characters (600 bytes) many times over; everything else is
// sized so that 10,000 visitors fit one small machine and none can take another's turn.
const (
	maxFrame      = 8 << 10   // bytes of a message from a client; beyond it the connection closes with 1009
	maxBody       = 8 << 10   // bytes of a request body
	maxID         = 64        // characters of a client's message id
	maxReason     = 200       // characters of a feedback's reason
	maxDepth      = 8         // nesting of a message
	maxSuggest    = 8         // suggestions at once
	maxViolations = 10        // exceeded limits and malformed messages, then the connection closes with 1008
	queueMessages = 32        // messages waiting for one client
	queueBytes    = 256 << 10 // bytes waiting for one client
	readBuffer    = 1 << 10   // bytes; idle connections are many and small
	writeBuffer   = 4 << 10   // bytes; pooled, held while a message is written only
	maxAddresses  = 65_536    // addresses whose rates are remembered
)

// Limits bound what one visitor may take. Zero fields are the defaults; a negative number lifts the limit.
type Limits struct {
	Connections     int           // open at once in this process; default 10,000
	PerAddress      int           // open at once from one address (IPv6: one /64); default 20
	PerConversation int           // open at once in one conversation, e.g. tabs; default 3
	Rate            float64       // questions and other messages a second of one connection, bursts of 5; default 1
	PerMinute       int           // messages a minute from one address; default 60
	Asks            int           // answers computed at once; default 2 a CPU
	Timeout         time.Duration // budget of one answer; default 5 s
}

func (l Limits) withDefaults() Limits {
	l.Connections = orDefault(l.Connections, 10_000)
	l.PerAddress = orDefault(l.PerAddress, 20)
	l.PerConversation = orDefault(l.PerConversation, 3)
	l.Rate = orDefault(l.Rate, 1)
	l.PerMinute = orDefault(l.PerMinute, 60)
	l.Asks = orDefault(l.Asks, 2*runtime.GOMAXPROCS(0))
	l.Timeout = orDefault(l.Timeout, 5*time.Second)
	return l
}

// unlimited stands for "no limit" once defaults are filled in.
const unlimited = 1 << 30

func orDefault[N int | float64 | time.Duration](n, normal N) N {
	switch {
	case n == 0:
		return normal
	case n < 0:
		return unlimited
	}
	return n
}

// timing holds the clocks of a connection. Tests shorten them.
type timing struct {
	handshake time.Duration // to answer the upgrade
	write     time.Duration // one message may take
	ping      time.Duration // between pings; with pong it finds dead peers behind middleboxes
	pong      time.Duration // without any sign of life
	idle      time.Duration // without a message from the visitor
	age       time.Duration // of a connection
	admission time.Duration // a question waits for its turn
	farewell  time.Duration // the peer has to answer our close
}

var normalTiming = timing{
	handshake: 5 * time.Second,
	write:     10 * time.Second,
	ping:      25 * time.Second,
	pong:      60 * time.Second,
	idle:      10 * time.Minute,
	age:       2 * time.Hour,
	admission: time.Second,
	farewell:  time.Second,
}
