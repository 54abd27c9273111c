package chat

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// connection is one websocket. Its reader goroutine reads, answers and queues; its writer goroutine writes, pings
// and says farewell. A message is handled before the next is read, so a client that sends faster than it is
// answered is held back by TCP, and one that does not read what it asked for is dropped when its queue is full.
type connection struct {
	server  *Server
	ws      *websocket.Conn
	address *addressEntry
	wake    chan struct{} // one place: something below has changed for the writer
	heard   atomic.Int64  // Unix nanoseconds of the visitor's last message
	opened  time.Time

	// The reader's own.
	extended     time.Time // when the read deadline was set last
	conversation string
	joined       bool // the conversation counts us
	greeted      bool // a hello of the client was answered, or it has asked
	pace         pace
	violations   int
	answered     map[string]bool // ids of asks answered on this connection

	mu       sync.Mutex
	queue    [][]byte // for the writer, the next at sent
	sent     int
	waiting  int  // bytes in queue
	due      bool // a ping is
	busy     bool // the reader is handling a message
	draining bool
	ended    bool
	left     bool // the reader has ended
	drop     bool // what is queued is not worth sending
	code     int
	reason   string
}

func newConnection(s *Server, ws *websocket.Conn, address *addressEntry) *connection {
	c := &connection{server: s, ws: ws, address: address, wake: make(chan struct{}, 1), opened: time.Now(), conversation: newID()}
	c.heard.Store(c.opened.UnixNano())
	return c
}

// frames are the buffers that messages are read into. An idle connection holds none.
var frames = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// read is the reader goroutine.
func (c *connection) read() {
	defer c.server.running.Done()
	defer c.leave()
	c.ws.SetReadLimit(maxFrame)
	c.extend(time.Now())
	c.ws.SetPongHandler(func(string) error { c.extend(time.Now()); return nil })
	c.ws.SetPingHandler(c.pong)
	c.send(c.hello(false, 0))
	for {
		kind, frame, err := c.ws.NextReader()
		if err == nil {
			err = c.readFrame(kind, frame)
		}
		if err != nil {
			c.readFailed(err)
			return
		}
	}
}

// readFrame reads one message and handles it.
func (c *connection) readFrame(kind int, frame io.Reader) error {
	buffer := frames.Get().(*bytes.Buffer)
	defer frames.Put(buffer)
	buffer.Reset()
	if _, err := buffer.ReadFrom(frame); err != nil {
		return err
	}
	if !c.begin() {
		return nil // saying farewell: what still arrives is not handled
	}
	now := time.Now()
	c.extend(now)
	c.heard.Store(now.UnixNano())
	switch {
	case kind != websocket.TextMessage:
		c.end(websocket.CloseUnsupportedData, "text frames only", false)
	default:
		c.handle(buffer.Bytes(), now)
	}
	c.finish()
	return nil
}

// extend gives the peer another pong wait, unless we are saying farewell. The deadline is moved by a sixtieth of it at
// least: moving it costs more than reading a message.
func (c *connection) extend(now time.Time) {
	wait := c.server.timing.pong
	if now.Sub(c.extended) < wait/60 {
		return
	}
	c.extended = now
	c.ws.SetReadDeadline(now.Add(wait))
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ended { // the writer may have set its shorter one just before
		c.ws.SetReadDeadline(now.Add(c.server.timing.farewell))
	}
}

func (c *connection) pong(data string) error {
	now := time.Now()
	if !c.pace.takeControl() {
		c.end(websocket.ClosePolicyViolation, "too many pings", true)
		return nil
	}
	c.extend(now)
	err := c.ws.WriteControl(websocket.PongMessage, []byte(data), now.Add(c.server.timing.write))
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
	c.ws.Close()
	if c.joined {
		c.server.conversations.leave(c.conversation)
	}
	c.mu.Lock()
	code, reason := c.code, c.reason
	c.ended, c.left = true, true
	c.mu.Unlock()
	c.nudge()
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
	c.nudge()
}

// refuse closes a connection that never had its goroutines.
func (c *connection) refuse(code int, reason string) {
	c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, reason),
		time.Now().Add(c.server.timing.farewell))
	c.ws.Close()
}

// send queues a message. A client that lets its queue fill up is closed with 1013.
func (c *connection) send(message any) {
	if !c.enqueue(encode(message)) {
		c.server.opts.Metrics.Refused("slow_client")
		c.end(websocket.CloseTryAgainLater, "client reads too slowly", true)
	}
}

// askContext bounds one answer. It ends with the server, not with the connection: a visitor who reconnects finds
// the answer.
func (c *connection) askContext() (context.Context, context.CancelFunc) {
	return context.WithTimeout(c.server.base, c.server.opts.Limits.Timeout)
}
