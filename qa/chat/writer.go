package chat

import (
	"time"

	"github.com/gorilla/websocket"
)

// write is the writer goroutine: the only one that writes messages.
func (c *connection) write() {
	defer c.server.running.Done()
	pings := time.AfterFunc(c.server.timing.ping, c.pingDue)
	defer pings.Stop()
	for {
		data, due, ended, left := c.next()
		switch {
		case left:
			return
		case data != nil:
			if !c.writeMessage(data) {
				return
			}
		case ended:
			c.farewell()
			return
		case due:
			if !c.tick() {
				return
			}
			pings.Reset(c.server.timing.ping)
		default:
			<-c.wake
		}
	}
}

// enqueue adds a message for the writer, if there is room.
func (c *connection) enqueue(data []byte) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	waiting := len(c.queue) - c.sent
	if waiting >= queueMessages || waiting > 0 && c.waiting+len(data) > queueBytes {
		return false
	}
	if c.sent >= queueMessages { // never empty so long: use the place again
		c.queue, c.sent = append(c.queue[:0], c.queue[c.sent:]...), 0
	}
	c.queue, c.waiting = append(c.queue, data), c.waiting+len(data)
	c.nudge()
	return true
}

// next takes what the writer has to do next: write a message, say farewell, ping, go, or wait.
func (c *connection) next() (data []byte, due, ended, left bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.sent < len(c.queue) && !c.drop {
		data = c.queue[c.sent]
		c.queue[c.sent] = nil
		c.sent, c.waiting = c.sent+1, c.waiting-len(data)
		if c.sent == len(c.queue) {
			c.queue, c.sent = c.queue[:0], 0
		}
	}
	due = c.due && data == nil
	c.due = c.due && data != nil
	return data, due, c.ended, c.left
}

// nudge wakes the writer.
func (c *connection) nudge() {
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

func (c *connection) pingDue() {
	c.mu.Lock()
	c.due = true
	c.mu.Unlock()
	c.nudge()
}

// writeMessage writes one message within its deadline; a client that does not take it is cut off.
func (c *connection) writeMessage(data []byte) bool {
	c.ws.SetWriteDeadline(time.Now().Add(c.server.timing.write))
	if err := c.ws.WriteMessage(websocket.TextMessage, data); err != nil {
		c.ws.Close() // ends the reader
		return false
	}
	return true
}

// tick pings, and ends connections that are idle or old. 1000 tells the widget not to come back by itself.
func (c *connection) tick() bool {
	now := time.Now()
	switch t := c.server.timing; {
	case now.Sub(c.opened) > t.age:
		c.end(websocket.CloseNormalClosure, "age", false)
	case now.Sub(time.Unix(0, c.heard.Load())) > t.idle:
		c.end(websocket.CloseNormalClosure, "idle", false)
	default:
		if err := c.ws.WriteControl(websocket.PingMessage, nil, now.Add(t.write)); err != nil {
			c.ws.Close()
			return false
		}
	}
	return true
}

// farewell writes the close frame and gives the peer a moment to answer it.
func (c *connection) farewell() {
	c.mu.Lock()
	code, reason := c.code, c.reason
	c.mu.Unlock()
	deadline := time.Now().Add(c.server.timing.farewell)
	err := c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, reason), deadline)
	if err != nil {
		c.ws.Close()
		return
	}
	c.ws.NetConn().SetReadDeadline(deadline) // the reader ends with the peer's close, or now
}
