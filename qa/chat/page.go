package chat

import (
	"embed"
	"html/template"
	"net/http"
	"strings"
)

//go:embed page.html page.css
var pageFiles embed.FS

var pageTemplate = template.Must(template.ParseFS(pageFiles, "page.html"))

// pagePolicy is the Content-Security-Policy of the chat's own pages: no inline script or style, nothing foreign, and
// no script may turn text into markup (Trusted Types).
const pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
	"connect-src 'self' wss:; form-action 'self'; base-uri 'none'; " +
	"require-trusted-types-for 'script'; trusted-types 'none'; frame-ancestors "

// servePage shows the chat as a page of its own: where the plain link inside <zwgk-chat> leads.
func (s *Server) servePage(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
		return
	}
	s.renderPage(w, "'none'")
}

// serveEmbed shows the same page to be framed by Access.Frames.
func (s *Server) serveEmbed(w http.ResponseWriter, _ *http.Request) {
	ancestors := "'self'"
	if frames := s.opts.Access.Frames; len(frames) > 0 {
		ancestors = strings.Join(frames, " ")
	}
	s.renderPage(w, ancestors)
}

func (s *Server) renderPage(w http.ResponseWriter, ancestors string) {
	header := w.Header()
	header.Set("Content-Type", "text/html; charset=utf-8")
	header.Set("Content-Security-Policy", pagePolicy+ancestors)
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "same-origin")
	header.Set("Cache-Control", "no-cache")
	title := s.opts.Greeting.Title
	if title == "" {
		title = "政务公开智能问答"
	}
	err := pageTemplate.Execute(w, map[string]any{"Title": title, "Contact": s.opts.Greeting.Contact, "Widget": Widget()})
	if err != nil {
		s.opts.Log.Debug("chat: page not written", "error", err)
	}
}

func servePageStyle(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cache-Control", "no-cache")
	http.ServeFileFS(w, r, pageFiles, "page.css")
}
