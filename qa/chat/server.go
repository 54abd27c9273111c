package chat

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// Server answers questions over websockets and plain HTTP. As an http.Handler it is the websocket endpoint; Routes
// adds the rest. It is safe for concurrent use. Close it when the portal goes down: http.Server.Shutdown does not
// know of websockets.
type Server struct {
	assistant     Assistant
	opts          Options
	timing        timing
	upgrader      websocket.Upgrader
	addresses     *addresses
	conversations *conversations
	pseudonyms    pseudonyms
	slots         chan struct{} // a place for each answer that may be computed at once
	base          context.Context
	cancel        context.CancelFunc

	mu       sync.Mutex
	open     map[*connection]struct{}
	draining bool
	empty    chan struct{} // closed when draining and the last connection ended
	running  sync.WaitGroup
}

// NewServer prepares a server for an assistant; nil options are the defaults.
func NewServer(assistant Assistant, opts *Options) *Server {
	s := &Server{assistant: assistant, timing: normalTiming, conversations: newConversations(),
		open: make(map[*connection]struct{}), empty: make(chan struct{})}
	if opts != nil {
		s.opts = *opts
	}
	s.opts.Limits = s.opts.Limits.withDefaults()
	if s.opts.Metrics == nil {
		s.opts.Metrics = noMetrics{}
	}
	if s.opts.Log == nil {
		s.opts.Log = slog.New(slog.DiscardHandler)
	}
	s.opts.Log = slog.New(MaskHandler(s.opts.Log.Handler()))
	s.addresses = newAddresses(s.opts.Limits)
	s.slots = make(chan struct{}, min(s.opts.Limits.Asks, 1<<16))
	s.base, s.cancel = context.WithCancel(context.Background())
	s.upgrader = websocket.Upgrader{
		HandshakeTimeout: s.timing.handshake, ReadBufferSize: readBuffer, WriteBufferSize: writeBuffer,
		WriteBufferPool: &sync.Pool{}, Subprotocols: []string{Protocol}, EnableCompression: false,
		// Checked before, in admit: a refusal must come before anything is taken for the connection.
		CheckOrigin: func(*http.Request) bool { return true },
	}
	return s
}

// ServeHTTP opens a websocket. A browser that comes without one, by a plain link, gets the chat as a page.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !websocket.IsWebSocketUpgrade(r) {
		s.servePage(w, r)
		return
	}
	address := s.opts.Access.visitor(r)
	if status, reason := s.admit(r); status != 0 {
		s.refuse(r, reason)
		if status != http.StatusForbidden {
			w.Header().Set("Retry-After", "30")
		}
		http.Error(w, http.StatusText(status), status)
		return
	}
	entry := s.addresses.connect(address)
	if entry == nil {
		s.refuse(r, "address_connections")
		w.Header().Set("Retry-After", "30")
		http.Error(w, http.StatusText(http.StatusTooManyRequests), http.StatusTooManyRequests)
		return
	}
	ws, err := s.upgrader.Upgrade(w, r, nil)
	if err != nil { // Upgrade has replied
		s.addresses.disconnect(entry)
		s.refuse(r, "handshake")
		return
	}
	c := newConnection(s, ws, entry)
	if !s.register(c) {
		s.addresses.disconnect(entry)
		c.refuse(websocket.CloseGoingAway, "server is going down")
		return
	}
	// The connection's goroutines are its own: this one returns, and net/http gives back what it holds for a request.
	go c.write()
	go c.read()
}

// admit returns a status other than 0 for a websocket that must not open.
func (s *Server) admit(r *http.Request) (status int, reason string) {
	access := s.opts.Access
	secure := access.secure(r)
	switch {
	case access.Secure && !secure:
		return http.StatusForbidden, "insecure"
	case len(r.Header.Values("Origin")) == 0 && access.Programs:
	case !access.originAllowed(r, secure):
		return http.StatusForbidden, "origin"
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.draining {
		return http.StatusServiceUnavailable, "closing"
	}
	if len(s.open) >= s.opts.Limits.Connections {
		return http.StatusServiceUnavailable, "connections"
	}
	return 0, ""
}

func (s *Server) register(c *connection) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.draining || len(s.open) >= s.opts.Limits.Connections {
		return false
	}
	s.open[c] = struct{}{}
	s.running.Add(2)
	s.opts.Metrics.Connected(1)
	return true
}

func (s *Server) unregister(c *connection, code int) {
	s.addresses.disconnect(c.address)
	s.mu.Lock()
	delete(s.open, c)
	s.opts.Metrics.Connected(-1)
	s.opts.Metrics.Closed(code)
	if s.draining && len(s.open) == 0 {
		closeOnce(s.empty)
	}
	s.mu.Unlock()
}

// closeOnce is called with mu held.
func closeOnce(c chan struct{}) {
	select {
	case <-c:
	default:
		close(c)
	}
}

// Connections returns how many websockets are open.
func (s *Server) Connections() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.open)
}

// Close lets no one in any more, lets answers that are being computed finish, tells every client that the server is
// going away (1001) and waits until all have gone. When ctx ends first, the rest is cut off and its error returned.
// A second Close waits like the first.
func (s *Server) Close(ctx context.Context) error {
	s.mu.Lock()
	s.draining = true
	if len(s.open) == 0 {
		closeOnce(s.empty)
	}
	var open []*connection
	for c := range s.open {
		open = append(open, c)
	}
	s.mu.Unlock()
	for _, c := range open {
		c.drain()
	}
	var err error
	select {
	case <-s.empty:
	case <-ctx.Done():
		err = ctx.Err()
		for _, c := range open {
			c.ws.Close()
		}
	}
	s.cancel()
	s.running.Wait()
	return err
}

// refuse counts and records a connection or request that is not taken.
func (s *Server) refuse(r *http.Request, reason string) {
	s.opts.Metrics.Refused(reason)
	s.record(s.pseudonyms.of(s.opts.Access.visitor(r), time.Now()), "refused", reason)
}

func (s *Server) record(who, event, outcome string) {
	if s.opts.Security == nil {
		return
	}
	if err := s.opts.Security.Record(Event{Time: time.Now(), Address: who, Event: event, Outcome: outcome}); err != nil {
		s.opts.Log.Error("chat: security log not written", "error", err)
	}
}
