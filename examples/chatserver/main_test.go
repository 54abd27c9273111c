package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"github.com/zwgk/zwgk/qa/chat"
)

// output collects what a running server prints.
type output struct {
	mu    sync.Mutex
	bytes bytes.Buffer
	first chan string
	once  sync.Once
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	n, err := o.bytes.Write(p)
	if line, _, whole := strings.Cut(o.bytes.String(), "\n"); whole {
		o.once.Do(func() { o.first <- line })
	}
	return n, err
}

// launch runs the command until the test ends and returns the address it printed.
func launch(t testing.TB, args ...string) (address string, stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	out := &output{first: make(chan string, 1)}
	var errs bytes.Buffer
	done := make(chan error, 1)
	go func() { done <- run(ctx, append([]string{"-addr", "127.0.0.1:0"}, args...), out, &errs) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("run: %v", err)
		}
	})
	select {
	case address = <-out.first:
	case err := <-done:
		t.Fatalf("run: %v\n%s", err, errs.String())
	case <-time.After(60 * time.Second):
		t.Fatal("the server never printed its address")
	}
	t.Cleanup(stop)
	return strings.TrimSuffix(address, "/"), stop
}

// site is the sample portal, shared by the tests that only read it.
var site = sync.OnceValues(func() (*httptest.Server, error) {
	c, err := open(context.Background(), config{}, slogDiscard())
	if err != nil {
		return nil, err
	}
	server, conversations := mount(c, nil, nil)
	stopSite = func() { stopContent(server, conversations, c) }
	return server, nil
})

// stopSite ends the shared portal, where it was started.
var stopSite = func() {}

func stopContent(server *httptest.Server, conversations *chat.Server, c *content) error {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	err := errors.Join(conversations.Close(ctx), c.Close())
	server.CloseClientConnections()
	server.Close()
	return err
}

// mount serves a content without rate limits.
func mount(c *content, wrap func(http.Handler) http.Handler, change func(*chat.Options)) (*httptest.Server, *chat.Server) {
	mux := http.NewServeMux()
	var handler http.Handler = mux
	if wrap != nil {
		handler = wrap(mux)
	}
	server := httptest.NewServer(handler)
	opts := c.chatOptions(config{}, server.Listener.Addr(), slogDiscard(), &chat.Counters{}, nil)
	if change != nil {
		change(opts)
	}
	conversations := chat.NewServer(c.assistant, opts)
	conversations.Routes(mux)
	newPortal(c, slogDiscard()).routes(mux)
	return server, conversations
}

// serveContent is mount for one test.
func serveContent(t testing.TB, c *content, wrap func(http.Handler) http.Handler, change func(*chat.Options)) (address string) {
	t.Helper()
	server, conversations := mount(c, wrap, change)
	t.Cleanup(func() {
		if err := stopContent(server, conversations, c); err != nil {
			t.Error(err)
		}
	})
	return server.URL
}

func portalURL(t testing.TB) string {
	t.Helper()
	server, err := site()
	if err != nil {
		t.Fatal(err)
	}
	return server.URL
}

// get fetches a page as a browser does.
func get(t testing.TB, address string) (status int, body string) {
	t.Helper()
	request, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Accept", "text/html,application/xhtml+xml")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	data, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(data)
}

func TestTheServerAnswersOverItsSampleAndGoesDownGracefully(t *testing.T) {
	address, stop := launch(t)
	ws, _, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(address, "http")+"/chat", http.Header{"Origin": {address}})
	if err != nil {
		t.Fatal(err)
	}
	defer ws.Close()
	var hello, answer struct {
		Type      string
		Outcome   string
		Questions []string
		Citations []struct{ Number, Title, Quote, URL string }
		Urgent    []chat.Hotline
	}
	if err := ws.ReadJSON(&hello); err != nil || hello.Type != "hello" || len(hello.Questions) == 0 {
		t.Fatalf("hello = %+v, %v", hello, err)
	}
	if err := ws.WriteMessage(websocket.TextMessage, []byte(`{"type":"ask","id":"1","text":"高龄津贴怎么申请？"}`)); err != nil {
		t.Fatal(err)
	}
	if err := ws.ReadJSON(&answer); err != nil || answer.Outcome != "answered" || len(answer.Citations) == 0 {
		t.Fatalf("answer = %+v, %v", answer, err)
	}
	if c := answer.Citations[0]; c.Number == "" || c.Quote == "" || !strings.HasPrefix(c.URL, "/doc/") {
		t.Errorf("citation = %+v", c)
	}
	stop()
	_, _, err = ws.ReadMessage()
	if closed, ok := err.(*websocket.CloseError); !ok || closed.Code != websocket.CloseGoingAway {
		t.Errorf("after the end: %v", err)
	}
}

func TestPagesWorkWithoutScript(t *testing.T) {
	base := portalURL(t)
	for path, want := range map[string]string{
		"/":                         "政府信息公开检索",
		"/?q=高龄津贴":                  "<mark>高龄津贴</mark>",
		"/?q=zzzqqqxxx":             "没有找到相关信息",
		"/categories":               "信息公开目录",
		"/doc/elder-allowance-2019": "本文件已经",
		"/answer?q=高龄津贴怎么申请？":       "依据",
		"/answer?q=":                "智能问答",
	} {
		u, query, _ := strings.Cut(path, "?")
		values, _ := url.ParseQuery(query)
		status, body := get(t, base+u+"?"+values.Encode())
		if status != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("%s: %d, without %q", path, status, want)
		}
		if !strings.Contains(body, "<zwgk-chat>") || !strings.Contains(body, "integrity=\"sha384-") {
			t.Errorf("%s lacks the widget", path)
		}
	}
}

func TestAPageThatDoesNotExistSaysWhereToGoOn(t *testing.T) {
	for _, path := range []string{"/nope", "/doc/nope"} {
		if status, body := get(t, portalURL(t)+path); status != http.StatusNotFound || !strings.Contains(body, "12345") {
			t.Errorf("%s: %d", path, status)
		}
	}
}

func TestBadQueriesGetAPageNotAnError(t *testing.T) {
	for _, q := range []string{"", strings.Repeat("问", 5000), strings.Repeat("a b ", 300), "<script>alert(1)</script>", "😀", "*", "~2 ^1e9 /.*/", "\"", "\xff\xfe", "' OR 1=1"} {
		for _, path := range []string{"/?q=", "/answer?q="} {
			if status, body := get(t, portalURL(t)+path+url.QueryEscape(q)); status != http.StatusOK || strings.Contains(body, "<script>alert") {
				t.Errorf("%s%.20q: %d", path, q, status)
			}
		}
	}
	if status, _ := get(t, portalURL(t)+"/?page=999999999&year=x&from=x&validity=nope&sort=up"); status != http.StatusOK {
		t.Errorf("nonsense filters: %d", status)
	}
}
