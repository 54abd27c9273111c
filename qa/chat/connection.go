package chat

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"github.com/gorilla/websocket"
)

// connection is one websocket. Its reader goroutine reads, answers and queues; its writer goroutine writes, pings
// and says farewell. A message is handled before the next is read, so a client that sends faster than it is
// answered is held back by TCP, and one that does not read what it asked for is dropped when its queue is full.
type connection struct {
	server  *Server
	ws      *websocket.Conn
	address netip.Addr
	queue   chan []byte
	waiting atomic.Int64  // bytes in queue
	closing chan struct{} // closed by end
	done    chan struct{} // closed when the reader has ended
	heard   atomic.Int64  // Unix nanoseconds of the visitor's last message
	opened  time.Time

	// The reader's own.
	conversation string
	joined       bool // the conversation counts us
	greeted      bool // a hello of the client was answered, or it has asked
	pace         pace
	violations   int
	answered     map[string]bool // ids of asks answered on this connection

	mu       sync.Mutex
	busy     bool // the reader is handling a message
	draining bool
	ended    bool
	drop     bool // what is queued is not worth sending
	code     int
	reason   string
}

func newConnection(s *Server, ws *websocket.Conn, address netip.Addr) *connection {
	c := &connection{server: s, ws: ws, address: address, queue: make(chan []byte, queueMessages),
		closing: make(chan struct{}), done: make(chan struct{}), opened: time.Now(), conversation: newID()}
	c.heard.Store(c.opened.UnixNano())
	return c
}

// read is the reader goroutine.
func (c *connection) read() {
	defer c.server.running.Done()
	defer c.leave()
	c.ws.SetReadLimit(maxFrame)
	c.extend()
	c.ws.SetPongHandler(func(string) error { c.extend(); return nil })
	c.ws.SetPingHandler(c.pong)
	c.send(c.hello(false, 0))
	for {
		kind, data, err := c.ws.ReadMessage()
		if err != nil {
			c.readFailed(err)
			return
		}
		if !c.begin() {
			continue // saying farewell: what still arrives is not handled
		}
		c.extend()
		c.heard.Store(time.Now().UnixNano())
		switch {
		case kind != websocket.TextMessage:
			c.end(websocket.CloseUnsupportedData, "text frames only", false)
		case !utf8.Valid(data):
			c.end(websocket.CloseInvalidFramePayloadData, "invalid UTF-8", false)
		default:
			c.handle(data)
		}
		c.finish()
	}
}

// extend gives the peer another pong wait, unless we are saying farewell.
func (c *connection) extend() {
	c.ws.SetReadDeadline(time.Now().Add(c.server.timing.pong))
	select {
	case <-c.closing: // the writer may have set its shorter one just before
		c.ws.SetReadDeadline(time.Now().Add(c.server.timing.farewell))
	default:
	}
}

func (c *connection) pong(data string) error {
	if !c.pace.takeControl() {
		c.end(websocket.ClosePolicyViolation, "too many pings", true)
		return nil
	}
	c.extend()
	err := c.ws.WriteControl(websocket.PongMessage, []byte(data), time.Now().Add(c.server.timing.write))
	if errors.Is(err, websocket.ErrCloseSent) {
		return nil
	}
	return err
}

// readFailed notes why reading ended. gorilla has answered a broken frame (1002) and a long one (1009) itself.
func (c *connection) readFailed(err error) {
	code, reason := websocket.CloseAbnormalClosure, "lost"
	var closed *websocket.CloseError
	var slow net.Error
	switch {
	case errors.As(err, &closed):
		code, reason = closed.Code, "closed by client"
	case errors.Is(err, websocket.ErrReadLimit):
		code, reason = websocket.CloseMessageTooBig, "message too big"
	case errors.As(err, &slow) && slow.Timeout():
		reason = "no sign of life"
	}
	c.mu.Lock()
	if c.code == 0 {
		c.code, c.reason = code, reason
	}
	c.mu.Unlock()
	if code == websocket.CloseMessageTooBig {
		c.violate("too_big")
	}
}

// leave runs when the reader has ended, and takes the writer with it.
func (c *connection) leave() {
	close(c.done)
	c.ws.Close()
	if c.joined {
		c.server.conversations.leave(c.conversation)
	}
	c.mu.Lock()
	code, reason := c.code, c.reason
	c.ended = true
	c.mu.Unlock()
	c.server.unregister(c, code)
	c.server.opts.Log.Debug("chat: connection closed", "code", code, "reason", reason,
		"seconds", int(time.Since(c.opened).Seconds()))
}

// begin says whether a message may be handled, and finish that it was.
func (c *connection) begin() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.busy = !c.ended && !c.draining
	return c.busy
}

func (c *connection) finish() {
	c.mu.Lock()
	c.busy = false
	draining := c.draining
	c.mu.Unlock()
	if draining {
		c.end(websocket.CloseGoingAway, "server is going down", false)
	}
}

// drain ends the connection with 1001, after the answer that is being computed.
func (c *connection) drain() {
	c.mu.Lock()
	c.draining = true
	busy := c.busy
	c.mu.Unlock()
	if !busy {
		c.end(websocket.CloseGoingAway, "server is going down", false)
	}
}

// end closes the connection with a code, after what is queued unless drop is set. Only the first end counts.
func (c *connection) end(code int, reason string, drop bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ended {
		return
	}
	c.ended, c.drop, c.code, c.reason = true, drop, code, reason
	close(c.closing)
}

// refuse closes a connection that never had its goroutines.
func (c *connection) refuse(code int, reason string) {
	c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, reason),
		time.Now().Add(c.server.timing.farewell))
	c.ws.Close()
}

// send queues a message. A client that lets its queue fill up is closed with 1013.
func (c *connection) send(message any) {
	data := encode(message)
	if waiting := c.waiting.Add(int64(len(data))); waiting > queueBytes && waiting != int64(len(data)) {
		c.overflow()
		return
	}
	select {
	case c.queue <- data:
	default:
		c.overflow()
	}
}

func (c *connection) overflow() {
	c.server.opts.Metrics.Refused("slow_client")
	c.end(websocket.CloseTryAgainLater, "client reads too slowly", true)
}

// askContext bounds one answer. It ends with the server, not with the connection: a visitor who reconnects finds
// the answer.
func (c *connection) askContext() (context.Context, context.CancelFunc) {
	return context.WithTimeout(c.server.base, c.server.opts.Limits.Timeout)
}
