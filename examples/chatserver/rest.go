package main

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
)

// searchReply is the body of GET /search. Spans are byte offsets into their text.
type searchReply struct {
	Total   int                           `json:"total"`
	Offset  int                           `json:"offset"`
	Limit   int                           `json:"limit"`
	Relaxed bool                          `json:"relaxed"`
	TookMS  float64                       `json:"took_ms"`
	Hits    []hitReply                    `json:"hits"`
	Facets  map[search.Facet][]facetReply `json:"facets"`
}

type hitReply struct {
	ID        string              `json:"id"`
	Title     snippetReply        `json:"title"`
	Snippet   snippetReply        `json:"snippet"`
	URL       string              `json:"url"`
	Number    string              `json:"number,omitempty"`
	Issuer    string              `json:"issuer,omitempty"`
	Published string              `json:"published,omitempty"`
	Validity  disclosure.Validity `json:"validity,omitempty"`
}

type snippetReply struct {
	Text  string   `json:"text"`
	Spans [][2]int `json:"spans"`
}

type facetReply struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

type errorReply struct {
	Type    string `json:"type"` // "error", as in the chat
	ID      string `json:"id"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

// wantsPage says whether a browser asks, for people; programs get JSON under the same address.
func wantsPage(r *http.Request) bool { return strings.Contains(r.Header.Get("Accept"), "text/html") }

func (p *portal) searchJSON(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Vary", "Accept")
	if wantsPage(r) {
		http.Redirect(w, r, "/?"+r.URL.RawQuery, http.StatusSeeOther)
		return
	}
	query := parseRequest(r.URL.Query()).query()
	query.Text = strings.ToValidUTF8(r.URL.Query().Get("q"), "")
	var err error
	if query.Offset, err = number(r, "offset", 0); err == nil {
		query.Limit, err = number(r, "limit", pageSize)
	}
	if err != nil {
		replyError(w, http.StatusBadRequest, "bad_message", "offset 和 limit 须为整数。")
		return
	}
	ctx, cancel := budget(r)
	defer cancel()
	found, err := p.index.Search(ctx, query)
	switch {
	case errors.Is(err, search.ErrQuery):
		replyError(w, http.StatusBadRequest, "bad_message", strings.TrimPrefix(err.Error(), "search: "))
	case errors.Is(err, search.ErrBusy):
		w.Header().Set("Retry-After", "2")
		replyError(w, http.StatusServiceUnavailable, "busy", "现在访问的人较多，请稍后再试。")
	case err != nil:
		p.log.Error("search failed", "error", err)
		replyError(w, http.StatusInternalServerError, "internal", "服务暂时不可用，请稍后再试。")
	default:
		reply(w, http.StatusOK, newSearchReply(query, found))
	}
}

func number(r *http.Request, name string, normal int) (int, error) {
	if text := r.URL.Query().Get(name); text != "" {
		return strconv.Atoi(text)
	}
	return normal, nil
}

func newSearchReply(query search.Query, found search.Result) searchReply {
	out := searchReply{Total: found.Total, Offset: query.Offset, Limit: query.Limit, Relaxed: found.Relaxed,
		TookMS: float64(found.Took.Microseconds()) / 1000, Hits: []hitReply{}, Facets: map[search.Facet][]facetReply{}}
	for _, hit := range found.Hits {
		d := hit.Document
		out.Hits = append(out.Hits, hitReply{hit.ID, newSnippet(hit.Title), newSnippet(hit.Snippet), documentURL(hit.ID),
			d.Number.Raw, d.Issuer(), d.Published.String(), d.Validity})
	}
	for facet, counts := range found.Facets {
		list := make([]facetReply, 0, len(counts))
		for _, count := range counts {
			list = append(list, facetReply(count))
		}
		out.Facets[facet] = list
	}
	return out
}

func newSnippet(s search.Snippet) snippetReply {
	out := snippetReply{Text: s.Text, Spans: [][2]int{}}
	for _, span := range s.Spans {
		out.Spans = append(out.Spans, [2]int{span.Start, span.End})
	}
	return out
}

func (p *portal) documentJSON(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Vary", "Accept")
	id := r.PathValue("id")
	if wantsPage(r) {
		http.Redirect(w, r, documentURL(id), http.StatusSeeOther)
		return
	}
	ctx, cancel := budget(r)
	defer cancel()
	d, ok, err := p.index.Get(ctx, id)
	switch {
	case err != nil:
		p.log.Error("document failed", "error", err)
		replyError(w, http.StatusInternalServerError, "internal", "服务暂时不可用，请稍后再试。")
	case !ok:
		replyError(w, http.StatusNotFound, "not_found", "没有找到这份文件。")
	default:
		reply(w, http.StatusOK, d)
	}
}

func replyError(w http.ResponseWriter, status int, code, message string) {
	reply(w, status, errorReply{"error", "", code, message})
}

func reply(w http.ResponseWriter, status int, value any) {
	data, err := json.Marshal(value)
	if err != nil {
		status, data = http.StatusInternalServerError, []byte(`{"type":"error","id":"","code":"internal","message":"服务暂时不可用，请稍后再试。"}`)
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	w.Write(append(data, '\n'))
}
