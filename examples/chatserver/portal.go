package main

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/zwgk/zwgk/qa"
	"github.com/zwgk/zwgk/qa/chat"
	"github.com/zwgk/zwgk/search"
)

//go:embed templates static openapi.yaml
var files embed.FS

// portal serves the pages. All of them work without script.
type portal struct {
	*content
	log   *slog.Logger
	pages map[string]*template.Template
}

// policy is the Content-Security-Policy of every page: nothing inline, nothing foreign, no script that turns text
// into markup.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self' wss:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; " +
	"require-trusted-types-for 'script'; trusted-types 'none'"

func newPortal(c *content, log *slog.Logger) *portal {
	p := &portal{content: c, log: log, pages: make(map[string]*template.Template)}
	functions := template.FuncMap{"mark": mark, "cutOff": cutOff, "phrases": phrases, "amounts": amounts, "at": at, "docURL": documentURL, "href": href, "date": bareDate, "join": strings.Join}
	for _, name := range []string{"home", "results", "document", "categories", "answer", "error"} {
		p.pages[name] = template.Must(template.New(name).Funcs(functions).
			ParseFS(files, "templates/layout.html", "templates/parts.html", "templates/"+name+".html"))
	}
	return p
}

func (p *portal) routes(mux *http.ServeMux) {
	static, err := fs.Sub(files, "static")
	if err != nil {
		panic(err) // embedded
	}
	mux.HandleFunc("GET /{$}", p.find)
	mux.HandleFunc("GET /doc/{id}", p.document)
	mux.HandleFunc("GET /categories", p.categories)
	mux.HandleFunc("GET /answer", p.answer)
	mux.HandleFunc("GET /search", p.searchJSON)
	mux.HandleFunc("GET /document/{id}", p.documentJSON)
	mux.HandleFunc("GET /sitemap.xml", p.sitemap)
	mux.HandleFunc("GET /robots.txt", p.robots)
	mux.Handle("GET /static/", http.StripPrefix("/static/", guarded(http.FileServerFS(static))))
	mux.HandleFunc("GET /favicon.ico", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/static/favicon.svg", http.StatusFound)
	})
	mux.HandleFunc("GET /openapi.yaml", func(w http.ResponseWriter, r *http.Request) { http.ServeFileFS(w, r, files, "openapi.yaml") })
	mux.HandleFunc("GET /", func(w http.ResponseWriter, r *http.Request) {
		p.fail(w, r, http.StatusNotFound, "没有找到这个页面")
	})
}

func guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Cache-Control", "public, max-age=3600")
		next.ServeHTTP(w, r)
	})
}

// page is what every template gets beside its own data.
type page struct {
	Name      string // of the template
	Site      string
	Title     string
	About     string // description of the page, for search engines
	Query     string
	Fictional bool
	Today     string
	Widget    chat.Asset
	Contact   *qa.Contact
	Data      any
}

// render writes a page whole or not at all.
func (p *portal) render(w http.ResponseWriter, status int, name string, view page) {
	view.Name = name
	view.Site, view.Fictional, view.Widget, view.Today, view.Contact = p.name, p.fictional, chat.Widget(), p.today().Chinese(), p.contact
	var b bytes.Buffer
	if err := p.pages[name].ExecuteTemplate(&b, "layout", view); err != nil {
		p.log.Error("page not rendered", "page", name, "error", err)
		http.Error(w, "页面暂时无法显示，请稍后再试。", http.StatusInternalServerError)
		return
	}
	header := w.Header()
	header.Set("Content-Type", "text/html; charset=utf-8")
	header.Set("Content-Security-Policy", policy)
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "same-origin")
	header.Set("Cache-Control", "no-cache")
	w.WriteHeader(status)
	w.Write(b.Bytes())
}

// fail shows a page that says what went wrong and where to go on.
func (p *portal) fail(w http.ResponseWriter, r *http.Request, status int, what string) {
	p.render(w, status, "error", page{Title: what, Data: map[string]any{"What": what, "Contact": p.contact, "Path": r.URL.Path}})
}

// failed shows the page for an error of the index.
func (p *portal) failed(w http.ResponseWriter, r *http.Request, err error) {
	switch {
	case errors.Is(err, search.ErrBusy), errors.Is(err, context.DeadlineExceeded):
		w.Header().Set("Retry-After", "5")
		p.fail(w, r, http.StatusServiceUnavailable, "现在访问的人较多，请稍后再试")
	case errors.Is(err, search.ErrQuery):
		p.fail(w, r, http.StatusBadRequest, "检索条件不正确")
	case r.Context().Err() != nil:
		return // the visitor has gone
	default:
		p.log.Error("page failed", "path", r.URL.Path, "error", err)
		p.fail(w, r, http.StatusInternalServerError, "服务暂时不可用，请稍后再试")
	}
}

// budget bounds what one page may take.
func budget(r *http.Request) (context.Context, context.CancelFunc) {
	return context.WithTimeout(r.Context(), 5*time.Second)
}
