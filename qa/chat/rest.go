package chat

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
)

// Routes registers everything a portal needs for the chat:
//
//	/chat                       the websocket; a browser that follows it as a link gets the chat as a page
//	/chat/embed                 the chat as a page for an iframe
//	/chat/zwgk-chat.<hash>.js   the widget, never changing; see Widget
//	POST /ask, GET /suggest, POST /feedback   the same questions where websockets do not pass
//	/healthz, /readyz           for a load balancer
func (s *Server) Routes(mux *http.ServeMux) {
	mux.Handle("GET /chat", s)
	mux.HandleFunc("GET /chat/embed", s.serveEmbed)
	mux.HandleFunc("GET /chat/page.css", servePageStyle)
	mux.HandleFunc("GET /chat/{file}", serveWidget)
	for path, serve := range map[string]http.HandlerFunc{"POST /ask": s.serveAsk, "GET /suggest": s.serveSuggest, "POST /feedback": s.serveFeedback} {
		method, path, _ := strings.Cut(path, " ")
		mux.HandleFunc(method+" "+path, serve)
		mux.HandleFunc("OPTIONS "+path, preflight(s, method))
	}
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "ok\n") })
	mux.HandleFunc("GET /readyz", s.serveReady)
}

// AskRequest is the body of POST /ask. Conversation goes on with one that an earlier reply named.
type AskRequest struct {
	ID           string `json:"id"`
	Text         string `json:"text"`
	Conversation string `json:"conversation"`
}

// AskReply is an AnswerMessage and the conversation it belongs to.
type AskReply struct {
	AnswerMessage
	Conversation string `json:"conversation"`
}

// FeedbackRequest is the body of POST /feedback.
type FeedbackRequest struct {
	ID           string `json:"id"`
	Conversation string `json:"conversation"`
	MessageID    string `json:"message_id"`
	Helpful      bool   `json:"helpful"`
	Reason       string `json:"reason"`
}

func (s *Server) serveAsk(w http.ResponseWriter, r *http.Request) {
	var body AskRequest
	if !s.enter(w, r, "ask") || !s.body(w, r, "ask", &body) {
		return
	}
	conversation := body.Conversation
	if _, _, known, _ := s.conversations.resume(conversation, 0, unlimited); known {
		defer s.conversations.leave(conversation)
	} else {
		conversation = newID()
	}
	ctx, cancel := context.WithTimeout(r.Context(), s.opts.Limits.Timeout)
	defer cancel()
	reply, created := s.ask(ctx, conversation, body.ID, body.Text)
	if created {
		defer s.conversations.leave(conversation)
	}
	switch reply := reply.(type) {
	case AnswerMessage:
		writeJSON(w, http.StatusOK, AskReply{reply, conversation})
	case ErrorMessage:
		writeError(w, reply)
	default:
		writeError(w, ErrorMessage{Type: "error", ID: body.ID, Code: Busy, RetryMS: 1000, Message: "这条提问正在答复，请稍候。"})
	}
}

func (s *Server) serveSuggest(w http.ResponseWriter, r *http.Request) {
	if s.enter(w, r, "suggest") {
		writeJSON(w, http.StatusOK, s.suggest("", r.URL.Query().Get("text")))
	}
}

func (s *Server) serveFeedback(w http.ResponseWriter, r *http.Request) {
	var body FeedbackRequest
	if !s.enter(w, r, "feedback") || !s.body(w, r, "feedback", &body) {
		return
	}
	reply := s.feedback(body.Conversation, incoming{ID: body.ID, MessageID: body.MessageID, Helpful: body.Helpful, Reason: body.Reason})
	if failed, ok := reply.(ErrorMessage); ok {
		writeError(w, failed)
		return
	}
	writeJSON(w, http.StatusOK, reply)
}

func (s *Server) serveReady(w http.ResponseWriter, _ *http.Request) {
	s.mu.Lock()
	draining, full := s.draining, len(s.open) >= s.opts.Limits.Connections
	s.mu.Unlock()
	if draining || full {
		http.Error(w, "not ready", http.StatusServiceUnavailable)
		return
	}
	io.WriteString(w, "ready\n")
}

// preflight answers a browser that asks whether a page of another origin may send its request.
func preflight(s *Server, method string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if s.permit(w, r) {
			w.Header().Set("Access-Control-Allow-Methods", method)
			w.Header().Set("Access-Control-Allow-Headers", "Content-Type")
			w.Header().Set("Access-Control-Max-Age", "600")
			w.WriteHeader(http.StatusNoContent)
		}
	}
}

// enter checks origin and rate of a request and replies itself where one fails.
func (s *Server) enter(w http.ResponseWriter, r *http.Request, kind string) bool {
	if !s.permit(w, r) {
		return false
	}
	if wait := s.addresses.take(s.opts.Access.visitor(r), kind); wait > 0 {
		s.refuse(r, "rate")
		writeError(w, rateLimited("", wait))
		return false
	}
	s.opts.Metrics.Received(kind)
	return true
}

// permit checks where a request comes from. One without an Origin is taken: there are no cookies, so a foreign page
// gains nothing by it.
func (s *Server) permit(w http.ResponseWriter, r *http.Request) bool {
	access := s.opts.Access
	secure := access.secure(r)
	w.Header().Set("Vary", "Origin")
	switch {
	case access.Secure && !secure:
		s.refuse(r, "insecure")
		writeError(w, ErrorMessage{Type: "error", Code: Forbidden, Message: "请通过 HTTPS 访问。"})
		return false
	case len(r.Header.Values("Origin")) == 0:
	case !access.originAllowed(r, secure):
		s.refuse(r, "origin")
		writeError(w, ErrorMessage{Type: "error", Code: Forbidden, Message: "此网站未获准使用本服务。"})
		return false
	default:
		w.Header().Set("Access-Control-Allow-Origin", r.Header.Get("Origin"))
	}
	return true
}

// body reads a request body as strictly as a frame.
func (s *Server) body(w http.ResponseWriter, r *http.Request, kind string, into any) bool {
	bad := func(status int, text string) bool {
		s.opts.Metrics.Refused("bad_message")
		writeStatus(w, status, ErrorMessage{Type: "error", Code: BadMessage, Message: "请求格式不正确：" + text})
		return false
	}
	if media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || media != "application/json" {
		return bad(http.StatusUnsupportedMediaType, "Content-Type must be application/json")
	}
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	var long *http.MaxBytesError
	if errors.As(err, &long) {
		return bad(http.StatusRequestEntityTooLarge, "over 8 KiB")
	}
	if err != nil {
		return bad(http.StatusBadRequest, "body not read")
	}
	if err := decodeBody(data, kind, into); err != nil {
		return bad(http.StatusBadRequest, err.Error())
	}
	return true
}

var statuses = map[Code]int{
	BadMessage: http.StatusBadRequest, BadVersion: http.StatusBadRequest, Duplicate: http.StatusConflict,
	RateLimited: http.StatusTooManyRequests, Busy: http.StatusServiceUnavailable, Timeout: http.StatusGatewayTimeout,
	Internal: http.StatusInternalServerError, NotFound: http.StatusNotFound, Closing: http.StatusServiceUnavailable,
	Forbidden: http.StatusForbidden,
}

func writeError(w http.ResponseWriter, m ErrorMessage) { writeStatus(w, statuses[m.Code], m) }

func writeStatus(w http.ResponseWriter, status int, m ErrorMessage) {
	if m.RetryMS > 0 {
		w.Header().Set("Retry-After", strconv.Itoa((m.RetryMS+999)/1000))
	}
	writeJSON(w, status, m)
}

func writeJSON(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(value); err != nil {
		return // the visitor has gone
	}
}
