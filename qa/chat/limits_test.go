package chat_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/gorilla/websocket"

	"github.com/zwgk/zwgk/qa"
	"github.com/zwgk/zwgk/qa/chat"
)

// C3: over 8 KiB the connection closes with 1009, and a frame that announces 16 MiB takes no memory for it.
func TestLongMessagesCloseWith1009(t *testing.T) {
	_, web := start(t, &fake{}, generous(), chat.Clocks{})
	c := connect(t, web)
	if m := c.exchange(fmt.Sprintf(`{"type":"ask","id":"1","text":%q}`, strings.Repeat("a", 8<<10-60))); m["type"] != "answer" {
		t.Errorf("just under 8 KiB: %v", m)
	}
	c.send(fmt.Sprintf(`{"type":"ask","id":"2","text":%q}`, strings.Repeat("a", 8<<10)))
	if code := c.closeCode(); code != websocket.CloseMessageTooBig {
		t.Errorf("over 8 KiB closed with %d", code)
	}
	// In fragments too.
	c = connect(t, web)
	w, err := c.ws.NextWriter(websocket.TextMessage)
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		if _, err := w.Write([]byte(strings.Repeat("a", 1<<10))); err != nil {
			break
		}
	}
	w.Close()
	if code := c.closeCode(); code != websocket.CloseMessageTooBig {
		t.Errorf("in fragments closed with %d", code)
	}
}

func TestAHugeFrameTakesNoMemory(t *testing.T) {
	_, web := start(t, &fake{}, generous(), chat.Clocks{})
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.TotalAlloc
	}
	c := connect(t, web)
	before := heap()
	// A header alone: final text frame, masked, of 16 MiB.
	c.ws.NetConn().Write([]byte{0x81, 0xff, 0, 0, 0, 0, 1, 0, 0, 0, 1, 2, 3, 4})
	if code := c.closeCode(); code != websocket.CloseMessageTooBig {
		t.Errorf("closed with %d", code)
	}
	if grown := heap() - before; grown > 64<<10 {
		t.Errorf("%d bytes were allocated", grown)
	}
}

// C5: sockets that never finish their request do not stop a new visitor.
func TestSlowLorisSocketsDoNotStopANewVisitor(t *testing.T) {
	server := chat.NewServer(&fake{}, generous())
	mux := http.NewServeMux()
	server.Routes(mux)
	web := httptest.NewUnstartedServer(mux)
	web.Config.ReadHeaderTimeout = 5 * time.Second
	web.Config.MaxHeaderBytes = 16 << 10
	web.Start()
	defer web.Close()
	defer server.Close(context.Background())
	var sockets []net.Conn
	defer func() {
		for _, socket := range sockets {
			socket.Close()
		}
	}()
	for range 1000 {
		socket, err := net.Dial("tcp", web.Listener.Addr().String())
		if err != nil {
			t.Skipf("only %d sockets could be opened: %v", len(sockets), err)
		}
		fmt.Fprint(socket, "GET /chat HTTP/1.1\r\nHost: x\r\nX-Slow: ")
		sockets = append(sockets, socket)
	}
	c := connect(t, web)
	defer c.ws.Close()
	if m := c.exchange(`{"type":"ask","id":"1","text":"高龄津贴"}`); m["type"] != "answer" {
		t.Errorf("a new visitor got %v", m)
	}
}

// C6: ping finds the dead, idle and old connections close with 1000.
func TestClientsThatDoNotAnswerPingsAreDropped(t *testing.T) {
	server, web := start(t, &fake{}, generous(), chat.Clocks{Ping: 20 * time.Millisecond, Pong: 100 * time.Millisecond})
	c := connect(t, web)
	c.ws.SetPingHandler(func(string) error { return nil }) // plays dead
	if code := c.closeCode(); code == websocket.CloseNormalClosure {
		t.Errorf("closed with %d", code)
	}
	eventually(t, "the dead connection is gone", func() bool { return server.Connections() == 0 })
}

func TestIdleConnectionsAreClosedThoughTheyAnswerPings(t *testing.T) {
	_, web := start(t, &fake{}, generous(), chat.Clocks{Ping: 20 * time.Millisecond, Idle: 150 * time.Millisecond})
	if code := connect(t, web).closeCode(); code != websocket.CloseNormalClosure {
		t.Errorf("closed with %d", code)
	}
}

func TestOldConnectionsAreClosedThoughTheyAreBusy(t *testing.T) {
	_, web := start(t, &fake{}, generous(), chat.Clocks{Ping: 20 * time.Millisecond, Age: 150 * time.Millisecond})
	c := connect(t, web)
	go func() {
		for i := range 100 {
			if c.ws.WriteMessage(websocket.TextMessage, []byte(fmt.Sprintf(`{"type":"suggest","id":"%d","text":"a"}`, i))) != nil {
				return
			}
			time.Sleep(10 * time.Millisecond)
		}
	}()
	if code := c.closeCode(); code != websocket.CloseNormalClosure {
		t.Errorf("closed with %d", code)
	}
}

// C7: a client that does not read is closed with 1013 once its queue is full, and delays nobody.
func TestASlowClientIsDroppedAndDelaysNobody(t *testing.T) {
	long := &fake{reply: func(q qa.Question) (qa.Answer, error) {
		if q.Text == "long" {
			return qa.Answer{Outcome: qa.Answered, Text: strings.Repeat("长", 60_000)}, nil
		}
		return qa.Answer{Outcome: qa.Answered, Text: "短"}, nil
	}}
	counters := &chat.Counters{}
	opts := generous()
	opts.Metrics = counters
	_, web := start(t, long, opts, chat.Clocks{Write: 300 * time.Millisecond})
	var slow []*client
	for range 20 {
		slow = append(slow, connect(t, web))
	}
	var sending sync.WaitGroup
	for _, c := range slow {
		sending.Go(func() {
			for i := range 200 { // 36 MB are asked for and never read
				c.ws.SetWriteDeadline(time.Now().Add(5 * time.Second))
				if c.ws.WriteMessage(websocket.TextMessage, []byte(fmt.Sprintf(`{"type":"ask","id":"%d","text":"long"}`, i))) != nil {
					return
				}
			}
		})
	}
	quick := connect(t, web)
	worst := time.Duration(0)
	for i := range 50 {
		began := time.Now()
		if m := quick.exchange(fmt.Sprintf(`{"type":"ask","id":"%d","text":"short"}`, i)); m["type"] != "answer" {
			t.Fatalf("the quick client got %v", m)
		}
		worst = max(worst, time.Since(began))
	}
	t.Logf("slowest of 50 answers beside 20 clients that do not read: %v", worst)
	sending.Wait()
	eventually(t, "all slow clients are noticed", func() bool { return counters.Snapshot().Refused["slow_client"] == len(slow) })
	eventually(t, "all slow clients are gone", func() bool { return counters.Snapshot().Connections == 1 })
}

func TestASlowClientThatReadsAgainSees1013(t *testing.T) {
	long := &fake{reply: func(qa.Question) (qa.Answer, error) {
		return qa.Answer{Outcome: qa.Answered, Text: strings.Repeat("长", 60_000)}, nil
	}}
	counters := &chat.Counters{}
	opts := generous()
	opts.Metrics = counters
	_, web := start(t, long, opts, chat.Clocks{})
	c := connect(t, web)
	for i := range 100 {
		c.ws.SetWriteDeadline(time.Now().Add(200 * time.Millisecond))
		if c.ws.WriteMessage(websocket.TextMessage, []byte(fmt.Sprintf(`{"type":"ask","id":"%d","text":"long"}`, i))) != nil {
			break
		}
	}
	eventually(t, "the overflow is noticed", func() bool { return counters.Snapshot().Refused["slow_client"] == 1 })
	if code := c.closeCode(); code != websocket.CloseTryAgainLater {
		t.Errorf("closed with %d", code)
	}
}

// C8: connections of the process, of an address, of a conversation.
func TestConnectionsAreLimited(t *testing.T) {
	server, web := start(t, &fake{}, &chat.Options{Limits: chat.Limits{Connections: 3}}, chat.Clocks{})
	for range 3 {
		connect(t, web)
	}
	if _, response, err := try(web, nil); err == nil || response.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("the fourth of three: %v", response)
	}
	if response := do(t, newRequest(t, http.MethodGet, web.URL+"/readyz", "")); response.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("a full server says it is ready: %d", response.StatusCode)
	}
	if n := server.Connections(); n != 3 {
		t.Errorf("%d connections", n)
	}
}

func TestAnAddressGetsItsPlacesBack(t *testing.T) {
	server, web := start(t, &fake{}, &chat.Options{Limits: chat.Limits{PerAddress: 2}}, chat.Clocks{})
	for range 5 {
		one, two := connect(t, web), connect(t, web)
		if _, response, err := try(web, nil); err == nil || response.StatusCode != http.StatusTooManyRequests {
			t.Fatalf("the third of two: %v", response)
		}
		one.ws.Close()
		two.ws.Close()
		eventually(t, "both are gone", func() bool { return server.Connections() == 0 })
	}
}

func TestAConversationIsOpenThreeTimesAtMost(t *testing.T) {
	_, web := start(t, &fake{}, generous(), chat.Clocks{})
	first := connect(t, web)
	first.exchange(`{"type":"ask","id":"1","text":"高龄津贴"}`)
	resume := fmt.Sprintf(`{"type":"hello","conversation":%q,"last":1}`, first.conv)
	for range 2 {
		if m := connect(t, web).exchange(resume); m["resumed"] != true {
			t.Fatalf("resume: %v", m)
		}
	}
	fourth := connect(t, web)
	if m := fourth.exchange(resume); m["code"] != "busy" {
		t.Errorf("the fourth got %v", m)
	}
	if code := fourth.closeCode(); code != websocket.CloseTryAgainLater {
		t.Errorf("the fourth closed with %d", code)
	}
}

// C9: messages a second, messages a minute of an address, ten violations.
func TestAConnectionThatAsksTooFastIsToldAndThenClosed(t *testing.T) {
	_, web := start(t, &fake{}, nil, chat.Clocks{})
	c := connect(t, web)
	answered, refused := 0, 0
	for i := range 20 {
		c.ws.WriteMessage(websocket.TextMessage, []byte(fmt.Sprintf(`{"type":"ask","id":"%d","text":"高龄津贴"}`, i)))
	}
	for {
		m, err := c.next()
		if err != nil {
			var closed *websocket.CloseError
			if !errors.As(err, &closed) || closed.Code != websocket.ClosePolicyViolation {
				t.Errorf("ended with %v", err)
			}
			break
		}
		switch {
		case m["type"] == "answer":
			answered++
		case m["code"] == "rate_limited" && m["retry_ms"].(float64) > 0:
			refused++
		default:
			t.Errorf("got %v", m)
		}
	}
	if answered != 5 || refused != 10 {
		t.Errorf("%d answered, %d refused", answered, refused)
	}
}

func TestAnAddressHasItsMessagesAMinute(t *testing.T) {
	_, web := start(t, &fake{}, &chat.Options{Limits: chat.Limits{Rate: -1, PerMinute: 6}}, chat.Clocks{})
	answered := 0
	for range 2 { // a second connection does not help
		c := connect(t, web)
		for i := range 5 {
			if c.exchange(fmt.Sprintf(`{"type":"ask","id":"%d","text":"高龄津贴"}`, i))["type"] == "answer" {
				answered++
			}
		}
	}
	if answered != 6 {
		t.Errorf("%d answered", answered)
	}
	response := do(t, newRequest(t, http.MethodPost, web.URL+"/ask", `{"text":"高龄津贴"}`))
	if response.StatusCode != http.StatusTooManyRequests || response.Header.Get("Retry-After") == "" {
		t.Errorf("nor does the REST fallback: %d", response.StatusCode)
	}
}

func TestPingFloodsAreClosed(t *testing.T) {
	_, web := start(t, &fake{}, generous(), chat.Clocks{})
	c := connect(t, web)
	for range 200 {
		if c.ws.WriteControl(websocket.PingMessage, []byte("x"), time.Now().Add(time.Second)) != nil {
			break
		}
	}
	if code := c.closeCode(); code != websocket.ClosePolicyViolation {
		t.Errorf("closed with %d", code)
	}
}

// C13 and C14: answers computed at once, time of one answer. The design names 50 ms in the queue and 1 s for an answer;
// here a visitor waits up to 1 s for a turn, because a busy message makes him ask again and costs more than waiting,
// and 5 s for an answer, because the first question after a start may load a dictionary. Both are bounds, and the
// search below has its own (search.ErrBusy). How much memory one question may take is the search's and the
// assistant's matter too: qa.Question is cut to 200 characters there.
func TestWithoutCapacityAQuestionIsRefusedNotQueued(t *testing.T) {
	assistant := &fake{block: make(chan struct{})}
	opts := generous()
	opts.Limits.Asks = 1
	_, web := start(t, assistant, opts, chat.Clocks{Admission: 20 * time.Millisecond})
	first, second := connect(t, web), connect(t, web)
	first.send(`{"type":"ask","id":"1","text":"高龄津贴"}`)
	eventually(t, "the first is being answered", func() bool { return len(assistant.questions()) == 1 })
	if m := second.exchange(`{"type":"ask","id":"1","text":"高龄津贴"}`); m["code"] != "busy" || m["retry_ms"].(float64) <= 0 {
		t.Errorf("the second got %v", m)
	}
	if response := do(t, newRequest(t, http.MethodPost, web.URL+"/ask", `{"text":"x"}`)); response.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("REST got %d", response.StatusCode)
	}
	close(assistant.block)
	if m := first.read(); m["type"] != "answer" {
		t.Errorf("the first got %v", m)
	}
}

// stubborn does not look at its context.
type stubborn struct {
	fake
	release chan struct{}
}

func (s *stubborn) Ask(context.Context, qa.Question) (qa.Answer, error) {
	<-s.release
	return qa.Answer{}, nil
}

func TestLateAnswersAreLeftBehindAndCounted(t *testing.T) {
	assistant := &stubborn{release: make(chan struct{})}
	counters := &chat.Counters{}
	opts := generous()
	opts.Limits.Timeout, opts.Metrics = 30*time.Millisecond, counters
	_, web := start(t, assistant, opts, chat.Clocks{})
	c := connect(t, web)
	if m := c.exchange(`{"type":"ask","id":"1","text":"x"}`); m["code"] != "timeout" {
		t.Errorf("got %v", m)
	}
	if late := counters.Snapshot().Late; late != 1 {
		t.Errorf("%d late", late)
	}
	close(assistant.release)
	eventually(t, "it comes back", func() bool { return counters.Snapshot().Late == 0 })
}

// TestTheNumbersAreTheDesigns holds the constants to the numbers of the security list (C3, C5 to C10): the tests above
// shorten the clocks.
func TestTheNumbersAreTheDesigns(t *testing.T) {
	want := map[string]any{"frame": 8 << 10, "queue": 32, "queue bytes": 256 << 10, "violations": 10, "id": 64, "depth": 8,
		"connections": 10_000, "per address": 20, "per conversation": 3, "rate": 1.0, "per minute": 60,
		"handshake": 5 * time.Second, "write": 10 * time.Second, "ping": 25 * time.Second, "pong": 60 * time.Second, "idle": 10 * time.Minute, "age": 2 * time.Hour, "duplicates": 10 * time.Minute}
	if diff := cmp.Diff(want, chat.Design()); diff != "" {
		t.Errorf("numbers (-design +package):\n%s", diff)
	}
}

// eventually waits until something that other goroutines do has happened.
func eventually(t testing.TB, what string, holds func() bool) {
	t.Helper()
	for range 1000 {
		if holds() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("never came true: %s", what)
}
