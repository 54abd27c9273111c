package chat_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"go.uber.org/goleak"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/qa"
	"github.com/zwgk/zwgk/qa/chat"
)

// TestMain fails the package when a goroutine outlives its server. The search engine below qa starts a fixed set of
// workers when the program starts; they are not ours to end.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.IgnoreTopFunction("github.com/blevesearch/bleve_index_api.AnalysisWorker"))
}

// fake is an assistant that knows one thing. block, where set, holds each answer until it is closed.
type fake struct {
	mu    sync.Mutex
	asked []qa.Question
	block chan struct{}
	reply func(qa.Question) (qa.Answer, error)
}

func (f *fake) Ask(ctx context.Context, q qa.Question) (qa.Answer, error) {
	f.mu.Lock()
	f.asked = append(f.asked, q)
	block, reply := f.block, f.reply
	f.mu.Unlock()
	if block != nil {
		select {
		case <-block:
		case <-ctx.Done():
			return qa.Answer{}, ctx.Err()
		}
	}
	if reply != nil {
		return reply(q)
	}
	if !strings.Contains(q.Text, "高龄津贴") {
		return qa.Answer{Outcome: qa.Unanswered, Text: "没有找到相关信息。", Contact: &qa.Contact{Department: "云溪市民政局", Phone: "0000-12345"}}, nil
	}
	return qa.Answer{Outcome: qa.Answered, Text: "向户籍所在地村（社区）提出申请。", Confidence: 0.9, Citations: []qa.Citation{{
		Document: "d1", Number: "云民发〔2024〕3号", Title: "高龄津贴发放办法", URL: "/doc/d1", Issuer: "云溪市民政局",
		Published: "2024-03-05", Validity: disclosure.InForce, Start: 0, End: 9, Quote: "提出申请"}}}, nil
}

func (f *fake) Suggest(typed string, limit int) []string { return []string{typed + "怎么申请？"} }

func (f *fake) questions() []qa.Question {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]qa.Question(nil), f.asked...)
}

// start serves an assistant until the test ends.
func start(t testing.TB, assistant chat.Assistant, opts *chat.Options, clocks chat.Clocks) (*chat.Server, *httptest.Server) {
	t.Helper()
	server := chat.NewServer(assistant, opts)
	server.SetClocks(clocks)
	mux := http.NewServeMux()
	server.Routes(mux)
	web := httptest.NewServer(mux)
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		if err := server.Close(ctx); err != nil {
			t.Errorf("Close: %v", err)
		}
		web.Close()
	})
	return server, web
}

// generous lifts the limits that a test is not about.
func generous() *chat.Options {
	return &chat.Options{Limits: chat.Limits{Rate: -1, PerMinute: -1, PerAddress: -1}}
}

// client is a visitor on a websocket.
type client struct {
	t    testing.TB
	ws   *websocket.Conn
	conv string // from the greeting
}

// try connects as a page of the same origin would, headers permitting otherwise.
func try(web *httptest.Server, header http.Header) (*websocket.Conn, *http.Response, error) {
	if header == nil {
		header = http.Header{"Origin": {web.URL}}
	}
	dialer := websocket.Dialer{HandshakeTimeout: 5 * time.Second}
	return dialer.Dial("ws"+strings.TrimPrefix(web.URL, "http")+"/chat", header)
}

// connect connects and takes the greeting.
func connect(t testing.TB, web *httptest.Server) *client {
	t.Helper()
	ws, _, err := try(web, nil)
	if err != nil {
		t.Fatalf("connect: %v", err)
	}
	t.Cleanup(func() { ws.Close() })
	c := &client{t: t, ws: ws}
	hello := c.read()
	if hello["type"] != "hello" {
		t.Fatalf("first message is %v, not the greeting", hello)
	}
	c.conv, _ = hello["conversation"].(string)
	return c
}

func (c *client) send(message string) {
	c.t.Helper()
	if err := c.ws.WriteMessage(websocket.TextMessage, []byte(message)); err != nil {
		c.t.Fatalf("send: %v", err)
	}
}

// next reads a message or the error that ends the connection.
func (c *client) next() (map[string]any, error) {
	c.ws.SetReadDeadline(time.Now().Add(10 * time.Second))
	_, data, err := c.ws.ReadMessage()
	if err != nil {
		return nil, err
	}
	var message map[string]any
	return message, json.Unmarshal(data, &message)
}

func (c *client) read() map[string]any {
	c.t.Helper()
	message, err := c.next()
	if err != nil {
		c.t.Fatalf("read: %v", err)
	}
	return message
}

func (c *client) exchange(message string) map[string]any {
	c.t.Helper()
	c.send(message)
	return c.read()
}

// closeCode reads until the connection closes and returns its code, -1 for one cut off.
func (c *client) closeCode() int {
	for {
		if _, err := c.next(); err != nil {
			if closed, ok := err.(*websocket.CloseError); ok {
				return closed.Code
			}
			return -1
		}
	}
}

// journal collects what a server writes while it runs.
type journal struct {
	mu    sync.Mutex
	lines strings.Builder
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.lines.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.lines.String()
}
