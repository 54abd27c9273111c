package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/examples/sample"
	"github.com/zwgk/zwgk/qa"
	"github.com/zwgk/zwgk/qa/chat"
	"github.com/zwgk/zwgk/search"
)

// state is what a server's process says of itself.
type state struct {
	Resident   int64 // bytes
	Goroutines int
	Processor  time.Duration // used since the start, before the memory was tidied for this
}

// server is a server in a process of its own. Each line sent to it is answered with its state.
type server struct {
	kind    string
	address string // ws://127.0.0.1:…/chat
	origin  string
	command *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader

	base state             // before the idle connections
	idle []*websocket.Conn // open
}

// startServer starts this program again as a server.
func startServer(kind string, p plan) (*server, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	command := exec.Command(self, "-serve", kind, "-profile", p.profile, "-remember", strconv.Itoa(p.remember))
	command.Env = append(os.Environ(), "ZWGK_LOADTEST_SERVE="+kind) // for the test, whose executable has other flags
	command.Stderr = os.Stderr
	in, err := command.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := command.Start(); err != nil {
		return nil, err
	}
	s := &server{kind: kind, command: command, in: in, out: bufio.NewReader(out)}
	line, err := s.out.ReadString('\n')
	if err != nil {
		return nil, errors.Join(fmt.Errorf("server %s did not start: %w", kind, err), s.stop())
	}
	host := strings.TrimSpace(line)
	s.address, s.origin = "ws://"+host+"/chat", "http://"+host
	return s, nil
}

func (s *server) state() (state, error) {
	var now state
	if _, err := io.WriteString(s.in, "\n"); err != nil {
		return now, err
	}
	line, err := s.out.ReadBytes('\n')
	if err != nil {
		return now, err
	}
	return now, json.Unmarshal(line, &now)
}

// stop ends the process, which ends itself once its input is closed.
func (s *server) stop() error {
	s.in.Close()
	timer := time.AfterFunc(20*time.Second, func() { s.command.Process.Kill() })
	defer timer.Stop()
	return s.command.Wait()
}

// serve is the server's side.
func serve(p plan, stdin io.Reader, stdout io.Writer) error {
	handler, closeHandler, err := newHandler(p)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.Handle("/chat", handler)
	web := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	go web.Serve(listener)
	if p.profile != "" && p.serve == "chat" {
		file, err := os.Create(p.profile)
		if err != nil {
			return err
		}
		defer file.Close()
		if err := pprof.StartCPUProfile(file); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	fmt.Fprintln(stdout, listener.Addr())
	for lines := bufio.NewScanner(stdin); lines.Scan(); {
		used := processor()
		runtime.GC()
		debug.FreeOSMemory() // so that what is garbage is not counted
		line, err := json.Marshal(state{resident(), runtime.NumGoroutine(), used})
		if err != nil {
			return err
		}
		fmt.Fprintf(stdout, "%s\n", line)
	}
	return errors.Join(closeHandler(), web.Close())
}

func newHandler(p plan) (http.Handler, func() error, error) {
	if p.serve == "echo" {
		return echo(), func() error { return nil }, nil
	}
	assistant, index, err := newAssistant(p)
	if err != nil {
		return nil, nil, err
	}
	server := chat.NewServer(assistant, &chat.Options{
		Access: chat.Access{Programs: true},
		Limits: chat.Limits{Connections: 100_000, PerAddress: -1, Rate: -1, PerMinute: -1},
	})
	return server, func() error {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		return errors.Join(server.Close(ctx), assistant.Close(), index.Close())
	}, nil
}

// echo is gorilla as its own documentation shows it: one goroutine a connection that writes back what it reads.
func echo() http.Handler {
	upgrader := websocket.Upgrader{ReadBufferSize: 1 << 10, WriteBufferSize: 4 << 10, WriteBufferPool: &sync.Pool{}}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ws, err := upgrader.Upgrade(w, r, nil)
		if err != nil {
			return // Upgrade has replied
		}
		defer ws.Close()
		for {
			kind, data, err := ws.ReadMessage()
			if err != nil || ws.WriteMessage(kind, data) != nil {
				return
			}
		}
	})
}

// newAssistant answers over the sample city.
func newAssistant(p plan) (*qa.Assistant, *search.Index, error) {
	index, err := search.Open("", nil)
	if err != nil {
		return nil, nil, err
	}
	if _, err := index.Import(context.Background(), disclosure.DecodeDocuments(sample.Documents())); err != nil {
		return nil, nil, err
	}
	faqs, err := sampleFAQs()
	if err != nil {
		return nil, nil, err
	}
	assistant, err := qa.New(index, faqs, &qa.Options{Remember: p.remember})
	return assistant, index, err
}

func sampleFAQs() ([]disclosure.FAQ, error) {
	var faqs []disclosure.FAQ
	for faq, err := range disclosure.DecodeFAQs(sample.FAQs()) {
		if err != nil {
			return nil, err
		}
		faqs = append(faqs, faq)
	}
	return faqs, nil
}

// resident returns the resident memory of this process, or what the runtime holds where the system does not tell.
func resident() int64 {
	if data, err := os.ReadFile("/proc/self/statm"); err == nil {
		var size, pages int64
		if _, err := fmt.Sscan(string(data), &size, &pages); err == nil {
			return pages * int64(os.Getpagesize())
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.Sys - m.HeapReleased)
}

// processor returns the processor time that this process has used, 0 where the system does not tell.
func processor() time.Duration {
	data, err := os.ReadFile("/proc/self/stat")
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(data[bytes.LastIndexByte(data, ')')+1:])) // from the third on
	if len(fields) < 13 {
		return 0
	}
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * (time.Second / 100)
}
