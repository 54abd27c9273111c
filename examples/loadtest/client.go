package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// The buffers of dialer are small: the clients' memory should not crowd out the server's.
var dialer = websocket.Dialer{HandshakeTimeout: 20 * time.Second, ReadBufferSize: 1 << 10, WriteBufferSize: 1 << 10, WriteBufferPool: &sync.Pool{}}

// connect opens one connection and takes the chat's greeting.
func connect(s *server) (*websocket.Conn, error) {
	ws, _, err := dialer.Dial(s.address, http.Header{"Origin": {s.origin}})
	if err != nil {
		return nil, err
	}
	if s.kind == "chat" {
		if _, _, err := ws.ReadMessage(); err != nil {
			ws.Close()
			return nil, err
		}
	}
	return ws, nil
}

// connectAll opens n connections, some at once, and leaves a reader on each that answers pings.
func connectAll(s *server, n int) ([]*websocket.Conn, error) {
	var mu sync.Mutex
	var all []*websocket.Conn
	var failed error
	var left atomic.Int64
	left.Store(int64(n))
	var dialing sync.WaitGroup
	for range 32 {
		dialing.Go(func() {
			for left.Add(-1) >= 0 {
				ws, err := connect(s)
				mu.Lock()
				if err != nil {
					failed = err
					left.Store(0)
				} else {
					all = append(all, ws)
					go ws.NextReader() // returns when the connection closes
				}
				mu.Unlock()
			}
		})
	}
	dialing.Wait()
	return all, failed
}

func closeAll(connections []*websocket.Conn) {
	for _, ws := range connections {
		ws.Close()
	}
}

// timings are how long messages took.
type timings struct {
	took      []time.Duration
	failed    int
	different int // questions asked, each counted once
}

func (t *timings) add(other *timings) {
	t.took, t.failed = append(t.took, other.took...), t.failed+other.failed
}

func (t *timings) line(over time.Duration) string {
	if len(t.took) == 0 {
		return "none came back"
	}
	slices.Sort(t.took)
	at := func(q float64) float64 { return float64(t.took[int(q*float64(len(t.took)-1))].Microseconds()) / 1000 }
	return fmt.Sprintf("%d (%.0f/s), p50 %.2f ms, p99 %.2f ms, slowest %.2f ms", len(t.took), float64(len(t.took))/over.Seconds(), at(.5), at(.99), at(1))
}

// varied says how many of the questions differ.
func (t *timings) varied() string {
	if t.different == len(t.took) {
		return "all different"
	}
	return fmt.Sprintf("%d different ones", t.different)
}

// pingPong sends a small message on each of n connections as soon as the one before is answered.
func pingPong(s *server, n int, duration time.Duration) (*timings, error) {
	connections, err := askers(s, n)
	if err != nil {
		return nil, err
	}
	defer closeAll(connections)
	all := &timings{}
	var mu sync.Mutex
	var running sync.WaitGroup
	end := time.Now().Add(duration)
	for _, ws := range connections {
		running.Go(func() {
			var own []time.Duration
			failed := 0
			for time.Now().Before(end) {
				began := time.Now()
				if ws.WriteMessage(websocket.TextMessage, []byte(`{"type":"suggest","id":"1","text":""}`)) != nil {
					failed++
					break
				}
				if _, _, err := ws.ReadMessage(); err != nil {
					failed++
					break
				}
				own = append(own, time.Since(began))
			}
			mu.Lock()
			all.took, all.failed = append(all.took, own...), all.failed+failed
			mu.Unlock()
		})
	}
	running.Wait()
	if all.failed > 0 {
		return nil, fmt.Errorf("%d connections broke", all.failed)
	}
	return all, nil
}

func askers(s *server, n int) ([]*websocket.Conn, error) {
	var connections []*websocket.Conn
	for range n {
		ws, err := connect(s)
		if err != nil {
			closeAll(connections)
			return nil, err
		}
		connections = append(connections, ws)
	}
	return connections, nil
}

// warmup is how many questions are asked before those that count: the first ones after a start read what is read once.
const warmup = 500

// askAtRate asks at the rate, each connection in its turn. A question's time counts from when it was due, not from
// when it could be sent: a server that stalls does not look better for it.
func askAtRate(s *server, p plan) (*timings, error) {
	questions, err := newQuestions(p.questions, warmup+int(float64(p.rate)*p.duration.Seconds())+p.askers)
	if err != nil {
		return nil, err
	}
	connections, err := askers(s, p.askers)
	if err != nil {
		return nil, err
	}
	defer closeAll(connections)
	for n := range warmup {
		if !askOne(connections[n%len(connections)], "w"+strconv.Itoa(n), questions.at(n)) {
			return nil, fmt.Errorf("question %q was not answered", questions.at(n))
		}
	}
	all := &timings{}
	var mu sync.Mutex
	var running sync.WaitGroup
	interval := time.Duration(float64(time.Second) * float64(p.askers) / float64(p.rate))
	began := time.Now()
	for i, ws := range connections {
		running.Go(func() {
			own := &timings{}
			due := began.Add(interval * time.Duration(i) / time.Duration(p.askers))
			for n := 0; due.Before(began.Add(p.duration)); n, due = n+1, due.Add(interval) {
				time.Sleep(time.Until(due))
				if !askOne(ws, strconv.Itoa(n), questions.at(warmup+n*p.askers+i)) {
					own.failed++
				}
				own.took = append(own.took, time.Since(due))
				if n%turns == turns-1 && !forget(ws) {
					own.failed++
				}
			}
			mu.Lock()
			all.add(own)
			mu.Unlock()
		})
	}
	running.Wait()
	all.different = questions.different(warmup, len(all.took))
	return all, nil
}

// turns is how many questions a visitor asks in one conversation; then another visitor comes.
const turns = 3

// forget begins another conversation and says whether the server did.
func forget(ws *websocket.Conn) bool {
	if ws.WriteMessage(websocket.TextMessage, []byte(`{"type":"forget","id":"f"}`)) != nil {
		return false
	}
	_, answer, err := ws.ReadMessage()
	return err == nil && bytes.HasPrefix(answer, []byte(`{"type":"forgotten"`))
}

// askOne says whether the question was answered. It looks at the beginning of the answer only: reading all of it would
// cost the client, which shares the processors, a good part of what answering costs the server.
func askOne(ws *websocket.Conn, id, question string) bool {
	message, err := json.Marshal(map[string]string{"type": "ask", "id": id, "text": question})
	if err != nil || ws.WriteMessage(websocket.TextMessage, message) != nil {
		return false
	}
	_, answer, err := ws.ReadMessage()
	return err == nil && bytes.HasPrefix(answer, []byte(`{"type":"answer","id":"`+id+`",`))
}
