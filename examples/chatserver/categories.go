package main

import (
	"context"
	"encoding/xml"
	"net/http"
	"net/url"

	"github.com/zwgk/zwgk/search"
)

// categoryView is a category with what stands under it.
type categoryView struct {
	link
	Under []link
}

// categories is the catalogue of what is disclosed (政府信息公开目录).
func (p *portal) categories(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := budget(r)
	defer cancel()
	top, err := p.under(ctx, "")
	if err != nil {
		p.failed(w, r, err)
		return
	}
	var views []categoryView
	for _, category := range top {
		under, err := p.under(ctx, category.Text)
		if err != nil {
			p.failed(w, r, err)
			return
		}
		views = append(views, categoryView{category, under})
	}
	agencies, err := p.index.Search(ctx, search.Query{Facets: []search.Facet{search.ByAgency}, Limit: 1})
	if err != nil {
		p.failed(w, r, err)
		return
	}
	var issuers []link
	for _, count := range agencies.Facets[search.ByAgency] {
		issuers = append(issuers, link{Text: count.Value, Count: count.Count, URL: "/?" + url.Values{"agency": {count.Value}}.Encode()})
	}
	p.render(w, http.StatusOK, "categories", page{Title: "信息公开目录", About: "按信息分类和发布机构浏览公开信息",
		Data: map[string]any{"Categories": views, "Agencies": issuers}})
}

// under counts the categories of the level below path.
func (p *portal) under(ctx context.Context, path string) ([]link, error) {
	found, err := p.index.Search(ctx, search.Query{Filter: search.Filter{Category: path}, Facets: []search.Facet{search.ByCategory}, Limit: 1})
	if err != nil {
		return nil, err
	}
	var links []link
	for _, count := range found.Facets[search.ByCategory] {
		if count.Value == path || count.Value == "" {
			continue
		}
		l := link{Text: count.Value, Count: count.Count, URL: "/?" + url.Values{"category": {count.Value}}.Encode()}
		if path != "" && len(l.Text) > len(path)+1 && l.Text[:len(path)+1] == path+"/" {
			l.Text = l.Text[len(path)+1:]
		}
		links = append(links, l)
	}
	return links, nil
}

// sitemapLimit is the most addresses that one sitemap may list (sitemaps.org allows 50,000; newest first).
const sitemapLimit = 1000

type sitemapURL struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod,omitempty"`
}

func (p *portal) sitemap(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := budget(r)
	defer cancel()
	origin := origin(r)
	urls := []sitemapURL{{Loc: origin + "/"}, {Loc: origin + "/categories"}}
	for len(urls) < sitemapLimit {
		found, err := p.index.Search(ctx, search.Query{Sort: search.ByNewest, Offset: len(urls) - 2, Limit: search.MaxLimit})
		if err != nil {
			p.failed(w, r, err)
			return
		}
		for _, hit := range found.Hits {
			urls = append(urls, sitemapURL{origin + documentURL(hit.ID), hit.Document.Date().String()})
		}
		if len(found.Hits) < search.MaxLimit {
			break
		}
	}
	w.Header().Set("Content-Type", "application/xml; charset=utf-8")
	w.Write([]byte(xml.Header))
	err := xml.NewEncoder(w).Encode(struct {
		XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		URLs    []sitemapURL `xml:"url"`
	}{URLs: urls})
	if err != nil {
		p.log.Debug("sitemap not written", "error", err)
	}
}

func (p *portal) robots(w http.ResponseWriter, r *http.Request) {
	w.Write([]byte("User-agent: *\nDisallow: /answer\nDisallow: /ask\nDisallow: /search\nDisallow: /suggest\nSitemap: " + origin(r) + "/sitemap.xml\n"))
}

// origin is how the visitor addresses the portal.
func origin(r *http.Request) string {
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	return (&url.URL{Scheme: scheme, Host: r.Host}).String()
}
