package qa

import (
	"container/list"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
)

// Bounds of what is remembered. A conversation takes under 2 KiB: one question, its topic, five ids and a counter.
const (
	maxConversations = 10_000
	maxTopicRunes    = 80
	maxIDBytes       = 128
	focusDocuments   = 3
)

// conversations remembers what each conversation is about, so that 「那需要什么材料」 is read as a question about it. It
// is bounded and forgets what was not used longest.
type conversations struct {
	mu     sync.Mutex
	byID   map[string]*list.Element
	recent *list.List // of *conversation, newest first
}

// conversation is one visitor's state.
type conversation struct {
	id       string
	topic    string                 // what carries content of the last question that stood by itself, or of what took its place; masked
	asked    string                 // that question, masked
	misses   int                    // unanswered questions in a row
	focus    [focusDocuments]string // ids of the documents that the topic led to, best first
	document string                 // id of the document that was answered from last, "" for none
	faq      string                 // id of the FAQ that was answered with last, "" for none
}

func newConversations() *conversations {
	return &conversations{byID: map[string]*list.Element{}, recent: list.New()}
}

// get returns a copy of a conversation's state.
func (c *conversations) get(id string) conversation {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.byID[id]; ok {
		c.recent.MoveToFront(e)
		return *e.Value.(*conversation)
	}
	return conversation{id: id}
}

// put keeps a conversation's state. Without an id nothing is kept.
func (c *conversations) put(state conversation) {
	if state.id == "" || len(state.id) > maxIDBytes {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.byID[state.id]; ok {
		*e.Value.(*conversation) = state
		c.recent.MoveToFront(e)
		return
	}
	c.byID[state.id] = c.recent.PushFront(&state)
	if c.recent.Len() > maxConversations {
		oldest := c.recent.Remove(c.recent.Back()).(*conversation)
		delete(c.byID, oldest.id)
	}
}

// followUps are how a question leans on the one before it.
var followUps = struct{ begin, end, hold []string }{
	begin: []string{"那", "还", "又", "再", "它", "这", "该", "如果", "要是", "具体", "然后", "哪", "去哪", "找哪", "找谁", "要带", "带什么", "需要", "要准备", "多久", "多少", "几", "什么时候", "怎么", "咋", "谁", "最"},
	end:   []string{"呢", "呢?", "呢？", "行吗", "可以吗", "也行吗"},
	hold:  []string{"上面", "刚才", "前面说的", "这个", "那个", "该政策", "这项", "此项"},
}

// shortFollowUp is how long, in characters that carry content, a question is at most that leans on another by its
// beginning or end.
const shortFollowUp = 8

// leans says whether a question is to be read together with the one before it.
func leans(text string) bool {
	for _, word := range followUps.hold {
		if strings.Contains(text, word) {
			return true
		}
	}
	if utf8.RuneCountInString(strings.ReplaceAll(search.Content(text), " ", "")) > shortFollowUp {
		return false
	}
	for _, word := range followUps.begin {
		if strings.HasPrefix(text, word) {
			return true
		}
	}
	for _, word := range followUps.end {
		if strings.HasSuffix(text, word) {
			return true
		}
	}
	return utf8.RuneCountInString(search.Content(text)) <= 3
}

// keep remembers a question that stands by itself. Personal information in it is masked before.
func (c *conversation) keep(text string) {
	masked := disclosure.Mask(text)
	c.topic, c.asked = topicOf(masked), firstRunes(masked, maxTopicRunes)
}

// focusOn remembers the documents that an answer rests on, or else was nearest to.
func (c *conversation) focusOn(answer Answer) {
	var ids []string
	for _, cited := range answer.Citations {
		ids = append(ids, cited.Document)
	}
	n := 0
	for _, id := range append(ids, answer.Candidates.Documents[:min(focusDocuments, len(answer.Candidates.Documents))]...) {
		if n < focusDocuments && len(id) <= maxIDBytes && !slices.Contains(c.focus[:n], id) {
			c.focus[n] = strings.Clone(id)
			n++
		}
	}
	clear(c.focus[n:])
}

// restOn remembers what was answered with last.
func (c *conversation) restOn(document, faq string) {
	if len(faq) > maxIDBytes {
		faq = ""
	}
	c.document, c.faq = strings.Clone(document), strings.Clone(faq)
}

// topicOf returns what later questions may lean on.
func topicOf(text string) string {
	return firstRunes(strings.Join(strings.Fields(search.Content(text)), " "), maxTopicRunes)
}

// firstRunes returns a copy of at most n characters of a text.
func firstRunes(text string, n int) string {
	if runes := []rune(text); len(runes) > n {
		return string(runes[:n])
	}
	return strings.Clone(text)
}
