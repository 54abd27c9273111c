package chat

import (
	"time"

	"github.com/gorilla/websocket"
)

// write is the writer goroutine: the only one that writes messages.
func (c *connection) write() {
	defer c.server.running.Done()
	ticker := time.NewTicker(c.server.timing.ping)
	defer ticker.Stop()
	for {
		select {
		case data := <-c.queue:
			if !c.writeMessage(data) {
				return
			}
		case <-ticker.C:
			if !c.tick() {
				return
			}
		case <-c.closing:
			c.farewell()
			return
		case <-c.done:
			return
		}
	}
}

// writeMessage writes one message within its deadline; a client that does not take it is cut off.
func (c *connection) writeMessage(data []byte) bool {
	c.waiting.Add(-int64(len(data)))
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

// farewell writes what is queued, then the close frame, and gives the peer a moment to answer it.
func (c *connection) farewell() {
	c.mu.Lock()
	drop, code, reason := c.drop, c.code, c.reason
	c.mu.Unlock()
	for !drop && len(c.queue) > 0 {
		if !c.writeMessage(<-c.queue) {
			return
		}
	}
	deadline := time.Now().Add(c.server.timing.farewell)
	err := c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, reason), deadline)
	if err != nil {
		c.ws.Close()
		return
	}
	c.ws.NetConn().SetReadDeadline(deadline) // the reader ends with the peer's close, or now
}
