package chat

import (
	"errors"
	"strconv"
	"time"

	"github.com/gorilla/websocket"
)

// handle answers one message.
func (c *connection) handle(data []byte, now time.Time) {
	message, err := decode(data)
	if err != nil {
		if errors.Is(err, errUTF8) {
			c.end(websocket.CloseInvalidFramePayloadData, "invalid UTF-8", false)
			return
		}
		code, text := BadMessage, "消息格式不正确："+err.Error()
		if errors.Is(err, errVersion) {
			code, text = BadVersion, "页面版本已更新，请刷新页面。"
		}
		c.send(ErrorMessage{Type: "error", ID: printableID(message.ID), Code: code, Message: text})
		c.violate(string(code))
		return
	}
	if wait := c.wait(message.Type, now); wait > 0 {
		c.send(rateLimited(message.ID, wait))
		c.violate("rate")
		return
	}
	c.server.opts.Metrics.Received(message.Type)
	switch message.Type {
	case "hello":
		c.resume(message)
	case "ask":
		c.ask(message)
	case "suggest":
		c.send(c.server.suggest(message.ID, message.Text))
	case "feedback":
		c.send(c.server.feedback(c.conversation, message))
	case "history":
		c.send(HistoryMessage{Type: "history", ID: message.ID, Turns: c.server.conversations.history(c.conversation)})
	case "forget":
		c.forget(message.ID)
	}
}

// printableID returns an id that may be echoed, or "".
func printableID(id string) string {
	if len(id) > 4*maxID {
		return ""
	}
	return clean(id)
}

// wait takes the message's turn in both measures.
func (c *connection) wait(kind string, now time.Time) time.Duration {
	if wait := c.pace.take(kind, c.server.opts.Limits.Rate, now); wait > 0 {
		return wait
	}
	return c.address.take(kind, now)
}

func rateLimited(id string, wait time.Duration) ErrorMessage {
	seconds := int(wait.Seconds()) + 1
	return ErrorMessage{Type: "error", ID: id, Code: RateLimited, RetryMS: int(wait.Milliseconds()) + 1,
		Message: "提问太快了，请在" + strconv.Itoa(seconds) + "秒后再试。"}
}

// violate counts an exceeded limit; after ten the connection is closed.
func (c *connection) violate(outcome string) {
	c.server.opts.Metrics.Refused(outcome)
	c.violations++
	if c.violations > 1 && c.violations < maxViolations {
		return // the first and the last are recorded
	}
	c.server.record(c.server.pseudonyms.of(c.address.address, time.Now()), "violation", outcome)
	if c.violations >= maxViolations {
		c.end(websocket.ClosePolicyViolation, "too many violations", false)
	}
}

// hello renders the greeting.
func (c *connection) hello(resumed bool, last int) HelloMessage {
	g := c.server.opts.Greeting
	questions := append([]string{}, g.Questions[:min(len(g.Questions), maxSuggest)]...)
	return HelloMessage{Type: "hello", Version: Version, Conversation: c.conversation, Resumed: resumed, Last: last,
		Title: g.Title, Welcome: g.Text, Questions: questions, Contact: g.Contact, MaxText: maxText}
}

// resume joins the conversation that the client names, if it is known. An unknown one is not an error: it may have
// been forgotten; the client goes on in a new one. A connection that has asked or resumed keeps its conversation.
func (c *connection) resume(message incoming) {
	if c.greeted || message.Conversation == "" {
		c.send(c.hello(c.greeted && message.Conversation == c.conversation, 0))
		return
	}
	c.greeted = true
	store := c.server.conversations
	missed, last, known, room := store.resume(message.Conversation, message.Last, c.server.opts.Limits.PerConversation)
	switch {
	case !room:
		c.server.opts.Metrics.Refused("conversation_connections")
		c.send(ErrorMessage{Type: "error", Code: Busy, Message: "同一会话打开的页面过多，请关闭其他页面后再试。"})
		c.end(websocket.CloseTryAgainLater, "conversation open too often", false)
		return
	case !known:
		c.send(c.hello(false, 0))
		return
	}
	c.conversation, c.joined = message.Conversation, true
	c.send(c.hello(true, last))
	for _, turn := range missed {
		c.send(turn.Answer)
	}
}

// forget drops the conversation and starts another.
func (c *connection) forget(id string) {
	c.server.conversations.forget(c.conversation)
	c.conversation, c.joined, c.answered = newID(), false, nil
	c.send(AckMessage{Type: "forgotten", ID: id, Conversation: c.conversation})
}

// ask answers a question once, however often it arrives.
func (c *connection) ask(message incoming) {
	c.greeted = true
	if c.answered[message.ID] {
		c.send(ErrorMessage{Type: "error", ID: message.ID, Code: Duplicate, Message: "这条提问已经答复。"})
		return
	}
	ctx, cancel := c.askContext()
	defer cancel()
	reply, created := c.server.ask(ctx, c.conversation, message.ID, message.Text)
	c.joined = c.joined || created
	if reply == nil { // being answered on another connection of the conversation
		c.send(ErrorMessage{Type: "error", ID: message.ID, Code: Busy, RetryMS: 1000, Message: "这条提问正在答复，请稍候。"})
		return
	}
	if _, failed := reply.(ErrorMessage); !failed {
		c.remember(message.ID)
	}
	c.send(reply)
}

// remember bounds what one connection keeps of its own ids.
func (c *connection) remember(id string) {
	if len(c.answered) >= 256 || c.answered == nil {
		c.answered = make(map[string]bool)
	}
	c.answered[id] = true
}
