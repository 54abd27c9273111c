package main

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
)

// link is something to follow on a page.
type link struct {
	Text, URL string
	Count     int
	On        bool
}

// facetView is one group of filters.
type facetView struct {
	Label string
	Links []link
	More  []link // behind a fold
	Open  bool
}

// resultsView is the page of hits.
type resultsView struct {
	Request    request
	Shortened  bool
	Result     search.Result
	Hits       []hitView
	Chips      []link // filters that are on; following one takes it away
	Clear      string
	Facets     []facetView
	Sorts      []link
	Pages      []link
	Previous   string
	Next       string
	From, To   int
	DidYouMean []link
	Hidden     []hiddenField // keeps the filters when another word is searched
	Hot        []string
}

type hiddenField struct{ Name, Value string }

// hitView is a hit with what the page says of it.
type hitView struct {
	search.Hit
	URL      string
	Validity disclosure.Validity
	Lapsed   bool
}

// homeView is the page before anything is searched.
type homeView struct {
	Categories []link
	Newest     []hitView
	Hot        []string
}

// find is the home page, and the page of hits once something is searched.
func (p *portal) find(w http.ResponseWriter, r *http.Request) {
	request := parseRequest(r.URL.Query())
	ctx, cancel := budget(r)
	defer cancel()
	result, err := p.index.Search(ctx, request.query())
	if err != nil {
		p.failed(w, r, err)
		return
	}
	if request.empty() {
		view := homeView{Newest: p.hits(result.Hits), Hot: p.hot}
		for _, count := range result.Facets[search.ByCategory] {
			view.Categories = append(view.Categories, link{Text: count.Value, Count: count.Count, URL: request.with("category", count.Value)})
		}
		p.render(w, http.StatusOK, "home", page{Title: p.name, About: p.name + "：政府信息公开检索与智能问答", Data: view})
		return
	}
	view := resultsView{Request: request, Shortened: request.shortened, Result: result, Hits: p.hits(result.Hits), Hot: p.hot, Clear: request.address(func(v url.Values) {
		for _, f := range fields {
			v.Del(f.name)
		}
	})}
	view.fill()
	if request.text != "" && (result.Total == 0 || result.Relaxed) {
		view.DidYouMean = didYouMean(request, result.Hits)
	}
	title := "信息检索"
	if request.text != "" {
		title = request.text + " - 信息检索"
	}
	p.render(w, http.StatusOK, "results", page{Title: title, Query: request.text, About: "政府信息公开检索结果", Data: view})
}

func (p *portal) hits(found []search.Hit) []hitView {
	views := make([]hitView, 0, len(found))
	for _, hit := range found {
		validity := hit.Document.ValidityOn(p.today())
		views = append(views, hitView{hit, documentURL(hit.ID), validity, validity.Lapsed()})
	}
	return views
}

// fill derives chips, facets, sorts and pages from request and result.
func (v *resultsView) fill() {
	r := v.Request
	for _, f := range fields {
		for _, value := range r.values[f.name] {
			v.Chips = append(v.Chips, link{Text: f.label + "：" + f.read(value), URL: r.without(f.name, value)})
			v.Hidden = append(v.Hidden, hiddenField{f.name, value})
		}
		if f.facet != "" {
			v.addFacet(f)
		}
	}
	for _, s := range []struct {
		sort search.Sort
		text string
	}{{"", "相关度"}, {search.ByNewest, "最新"}, {search.ByOldest, "最早"}} {
		v.Sorts = append(v.Sorts, link{Text: s.text, URL: r.sortedBy(s.sort), On: r.sort == s.sort})
	}
	v.From, v.To = (r.page-1)*pageSize+1, (r.page-1)*pageSize+len(v.Hits)
	v.addPages()
}

const facetsShown = 6

func (v *resultsView) addFacet(f field) {
	view := facetView{Label: f.label}
	for _, count := range v.Result.Facets[f.facet] {
		if count.Value == "" {
			continue
		}
		on := slices.Contains(v.Request.values[f.name], count.Value)
		l := link{Text: f.read(count.Value), Count: count.Count, On: on, URL: v.Request.with(f.name, count.Value)}
		if on {
			l.URL = v.Request.without(f.name, count.Value)
		}
		if len(view.Links) < facetsShown {
			view.Links = append(view.Links, l)
		} else {
			view.More = append(view.More, l)
		}
	}
	// One value that every hit has narrows nothing.
	if len(view.Links) > 1 || len(view.Links) == 1 && (view.Links[0].On || view.Links[0].Count < v.Result.Total) {
		v.Facets = append(v.Facets, view)
	}
}

func (v *resultsView) addPages() {
	last := min((v.Result.Total+pageSize-1)/pageSize, search.MaxWindow/pageSize)
	if last < 2 {
		return
	}
	now := v.Request.page
	for n := max(1, now-2); n <= min(last, now+2); n++ {
		v.Pages = append(v.Pages, link{Text: strconv.Itoa(n), URL: v.Request.toPage(n), On: n == now})
	}
	if now > 1 {
		v.Previous = v.Request.toPage(now - 1)
	}
	if now < last {
		v.Next = v.Request.toPage(now + 1)
	}
}
