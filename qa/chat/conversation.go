package chat

import (
	"container/list"
	"crypto/rand"
	"encoding/base64"
	"sync"
	"time"
)

// Bounds of what is remembered of conversations, in memory only.
const (
	conversationAge   = 2 * time.Hour
	conversationTurns = 20       // newest turns of one conversation
	conversationBytes = 64 << 20 // of all conversations, roughly
	duplicateWindow   = 10 * time.Minute
)

// newID returns an unguessable value of 128 bits, 22 characters.
func newID() string {
	var b [16]byte
	rand.Read(b[:]) // never fails since Go 1.24
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// conversations remembers what was said, so that a visitor can reconnect. A conversation is kept from its first
// question on; one that was only greeted costs nothing.
type conversations struct {
	mu    sync.Mutex
	byID  map[string]*list.Element
	order *list.List // *conversation, most recently used first
	bytes int
	now   func() time.Time
}

type conversation struct {
	id      string
	used    time.Time
	open    int // connections
	seq     int
	bytes   int
	turns   []storedTurn
	pending map[string]bool // ids of asks being answered
}

type storedTurn struct {
	Turn
	at    time.Time
	bytes int
	faq   string
}

func newConversations() *conversations {
	return &conversations{byID: make(map[string]*list.Element), order: list.New(), now: time.Now}
}

// find is called with mu held. It returns nil for an unknown or expired conversation.
func (c *conversations) find(id string) *conversation {
	element, ok := c.byID[id]
	if !ok {
		return nil
	}
	found := element.Value.(*conversation)
	if c.now().Sub(found.used) > conversationAge && found.open == 0 {
		c.remove(element)
		return nil
	}
	found.used = c.now()
	c.order.MoveToFront(element)
	return found
}

func (c *conversations) remove(element *list.Element) {
	gone := element.Value.(*conversation)
	c.order.Remove(element)
	delete(c.byID, gone.id)
	c.bytes -= gone.bytes
}

// resume joins a connection to a conversation and returns the turns after last. It fails for a conversation that
// is not known, and for one that has max connections.
func (c *conversations) resume(id string, last, max int) (missed []Turn, seq int, known, room bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	found := c.find(id)
	if found == nil {
		return nil, 0, false, true
	}
	if found.open >= max {
		return nil, 0, true, false
	}
	found.open++
	for _, turn := range found.turns {
		if turn.Answer.Seq > last {
			missed = append(missed, turn.Turn)
		}
	}
	return missed, found.seq, true, true
}

// leave is told when a connection that asked in or resumed a conversation ends.
func (c *conversations) leave(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if element, ok := c.byID[id]; ok {
		left := element.Value.(*conversation)
		left.open = max(0, left.open-1)
	}
}

// start notes that a question is being answered, creating the conversation where it is new. created tells so; stored
// is the answer that the same id got within the last ten minutes; pending says that it is still being answered.
func (c *conversations) start(id, ask string) (stored *Turn, pending, created bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	found := c.find(id)
	if found == nil {
		found = &conversation{id: id, used: c.now(), open: 1, pending: make(map[string]bool)}
		c.byID[id] = c.order.PushFront(found)
		created = true
	}
	for i := len(found.turns) - 1; i >= 0; i-- {
		if turn := found.turns[i]; turn.Answer.ID == ask && c.now().Sub(turn.at) < duplicateWindow {
			return &turn.Turn, false, created
		}
	}
	if found.pending[ask] {
		return nil, true, created
	}
	found.pending[ask] = true
	return nil, false, created
}

// finish keeps an answer and gives it its place in the conversation. An answer of nil only ends the asking.
func (c *conversations) finish(id, question, faq string, ask string, answer *AnswerMessage) {
	c.mu.Lock()
	defer c.mu.Unlock()
	found := c.find(id)
	if found == nil { // forgotten meanwhile
		if answer != nil {
			answer.Seq, answer.MessageID = 1, newID()
		}
		return
	}
	delete(found.pending, ask)
	if answer == nil {
		return
	}
	found.seq++
	answer.Seq, answer.MessageID = found.seq, newID()
	turn := storedTurn{Turn{question, *answer}, c.now(), len(question) + weight(answer), faq}
	found.turns = append(found.turns, turn)
	found.bytes += turn.bytes
	c.bytes += turn.bytes
	if len(found.turns) > conversationTurns {
		found.bytes -= found.turns[0].bytes
		c.bytes -= found.turns[0].bytes
		found.turns = append([]storedTurn(nil), found.turns[1:]...)
	}
	c.evict()
}

// evict forgets the conversations used longest ago, those past their age and those beyond the bound of memory.
func (c *conversations) evict() {
	for element := c.order.Back(); element != nil && element != c.order.Front(); element = c.order.Back() {
		oldest := element.Value.(*conversation)
		if c.bytes <= conversationBytes && (oldest.open > 0 || c.now().Sub(oldest.used) <= conversationAge) {
			return
		}
		c.remove(element)
	}
}

// weight estimates the bytes that a stored answer holds.
func weight(a *AnswerMessage) int {
	n := 512 + len(a.Text) + len(a.Notice)
	for _, citation := range a.Citations {
		n += 256 + len(citation.Quote) + len(citation.Title)
	}
	for _, table := range a.Tables {
		for _, row := range table.Rows {
			n += 32 * len(row)
		}
	}
	return n + 64*len(a.Suggestions) + 128*len(a.Related)
}

// history returns the turns that are remembered, oldest first.
func (c *conversations) history(id string) []Turn {
	c.mu.Lock()
	defer c.mu.Unlock()
	turns := []Turn{}
	if found := c.find(id); found != nil {
		for _, turn := range found.turns {
			turns = append(turns, turn.Turn)
		}
	}
	return turns
}

// answer finds a turn of the conversation by the id that the server gave it.
func (c *conversations) answer(id, message string) (turn storedTurn, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if found := c.find(id); found != nil {
		for _, turn := range found.turns {
			if turn.Answer.MessageID == message {
				return turn, true
			}
		}
	}
	return storedTurn{}, false
}

// forget drops a conversation at the visitor's wish (个人信息保护法 第四十七条).
func (c *conversations) forget(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if element, ok := c.byID[id]; ok {
		c.remove(element)
	}
}
