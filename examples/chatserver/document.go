package main

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/qa/chat"
	"github.com/zwgk/zwgk/search"
)

// documentView is the page of one document.
type documentView struct {
	Document    *disclosure.Document
	Facts       []fact
	Validity    string // the state today, "" where it is in force or unknown
	Banner      string // what a reader must know first
	Lapsed      bool
	Successors  []link
	Body        []block
	Outline     []block
	Relations   []relationView
	Attachments []link
	Stages      []stage
	Tables      []chat.Table // typed records, where the text has no table
	Source      string       // the original page
	Attributes  []fact
	More        []hitView // the same category
	Crumbs      []link
}

// fact is one row of the metadata table.
type fact struct {
	Name, Value string
	Links       []link
	Minor       bool // folded on a phone
}

// relationView is the links of one kind.
type relationView struct {
	Label string
	Links []link
}

// relationWords says how a relation reads from the document that holds it, and from its target.
var relationWords = []struct {
	kind         disclosure.RelationType
	holds, bears string
}{
	{disclosure.Interprets, "解读的政策", "政策解读"},
	{disclosure.Replaces, "代替的文件", "已由以下文件代替"},
	{disclosure.Repeals, "废止的文件", "废止本文件的文件"},
	{disclosure.PartlyRepeals, "部分废止的文件", "部分废止本文件的文件"},
	{disclosure.Amends, "修改的文件", "修改本文件的文件"},
	{disclosure.Corrects, "更正的文件", "更正本文件的文件"},
	{disclosure.Answers, "回应的事项", "有关回应"},
	{disclosure.Implements, "贯彻的文件", "配套落实文件"},
	{disclosure.Basis, "依据", "以本文件为依据的文件"},
}

func (p *portal) document(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := budget(r)
	defer cancel()
	d, ok, err := p.index.Get(ctx, r.PathValue("id"))
	if err != nil {
		p.failed(w, r, err)
		return
	}
	if !ok {
		p.fail(w, r, http.StatusNotFound, "没有找到这份文件")
		return
	}
	view := documentView{Document: &d, Body: parseBody(d.Text), Facts: facts(&d), Source: webAddress(d.URL), Crumbs: crumbs(d.Category)}
	for _, b := range view.Body {
		if b.Heading == 1 {
			view.Outline = append(view.Outline, b)
		}
	}
	for _, a := range d.Attachments {
		view.Attachments = append(view.Attachments, link{Text: a.Name, URL: webAddress(a.URL)})
	}
	view.Attributes = attributes(&d)
	p.relate(ctx, &view)
	p.banner(&view)
	view.Stages = projectStages(ctx, p.index, &d)
	if !hasTable(view.Body) {
		view.Tables = budgetTables(&d)
	}
	view.More = p.sameCategory(ctx, &d)
	about := d.Summary
	if about == "" {
		about = firstRunes(d.Text, 100)
	}
	p.render(w, http.StatusOK, "document", page{Title: d.Title, About: about, Data: view})
}

// banner says what a reader must know of the document's validity before its text.
func (p *portal) banner(v *documentView) {
	d := v.Document
	state := d.ValidityOn(p.today())
	v.Validity, v.Lapsed = state.Chinese(), state.Lapsed()
	switch state {
	case disclosure.Repealed:
		v.Banner = "本文件已经废止，仅供查阅。"
	case disclosure.Expired:
		v.Banner = "本文件已经失效，仅供查阅。"
	case disclosure.PartlyInForce:
		v.Banner = "本文件部分内容已经失效，请结合有关文件阅读。"
	case disclosure.Amended:
		v.Banner = "本文件已作修改，请以修改后的内容为准。"
	case disclosure.NotYetInForce:
		v.Banner = "本文件尚未施行。"
		if !d.Effective.IsZero() {
			v.Banner = "本文件自" + d.Effective.Chinese() + "起施行，目前尚未施行。"
		}
	}
}

// relate collects the links in both directions.
func (p *portal) relate(ctx context.Context, v *documentView) {
	for _, words := range relationWords {
		holds, bears := relationView{Label: words.holds}, relationView{Label: words.bears}
		for _, relation := range v.Document.Relations {
			if relation.Type == words.kind {
				holds.Links = append(holds.Links, p.linkTo(ctx, relation.Target, relation.Scope))
			}
		}
		links, err := p.index.LinksTo(ctx, v.Document.ID, words.kind)
		if err != nil {
			p.log.Warn("relations not read", "error", err)
		}
		for _, l := range links {
			bears.Links = append(bears.Links, link{Text: l.Title, URL: documentURL(l.From)})
		}
		if words.kind == disclosure.Replaces || words.kind == disclosure.Repeals {
			v.Successors = append(v.Successors, bears.Links...)
		}
		for _, view := range []relationView{bears, holds} {
			if len(view.Links) > 0 {
				v.Relations = append(v.Relations, view)
			}
		}
	}
}

// linkTo names a document by its title where it is here, by its id where it is not.
func (p *portal) linkTo(ctx context.Context, id, scope string) link {
	l := link{Text: id}
	if d, ok, err := p.index.Get(ctx, id); err == nil && ok {
		l = link{Text: d.Title, URL: documentURL(id)}
	}
	if scope != "" {
		l.Text += "（" + scope + "）"
	}
	return l
}

func (p *portal) sameCategory(ctx context.Context, d *disclosure.Document) []hitView {
	if d.Category == "" {
		return nil
	}
	found, err := p.index.Search(ctx, search.Query{Filter: search.Filter{Category: d.Category}, Sort: search.ByNewest, Limit: 6})
	if err != nil {
		return nil
	}
	others := slices.DeleteFunc(found.Hits, func(h search.Hit) bool { return h.ID == d.ID })
	return p.hits(others[:min(len(others), 5)])
}

// minorFacts are what few look for on a phone, where the table would stand before the text at length.
var minorFacts = []string{"索引号", "体裁", "信息分类", "主题", "公开方式", "服务对象", "关键词", "来源"}

// facts is the metadata table, in the order of the disclosure catalogues (政府信息公开目录).
func facts(d *disclosure.Document) []fact {
	var list []fact
	add := func(name, value string, links ...link) {
		if value != "" || len(links) > 0 {
			list = append(list, fact{name, value, links, slices.Contains(minorFacts, name)})
		}
	}
	filters := func(field string, values []string) []link {
		var links []link
		for _, value := range values {
			links = append(links, link{Text: value, URL: "/?" + url.Values{field: {value}}.Encode()})
		}
		return links
	}
	var issuers []string
	for _, a := range d.Issuers {
		issuers = append(issuers, a.Name)
	}
	add("索引号", d.IndexNumber.String())
	add("发布机构", "", filters("agency", issuers)...)
	add("文号", d.Number.Raw)
	add("体裁", string(d.Kind))
	add("信息分类", "", crumbs(d.Category)...)
	add("主题", "", filters("subject", d.Subjects)...)
	add("成文日期", d.Formed.String())
	add("发布日期", d.Published.String())
	add("施行日期", d.Effective.String())
	add("失效日期", d.Expires.String())
	add("有效性", d.Validity.Chinese())
	add("公开方式", string(d.Openness))
	add("服务对象", strings.Join(d.Audiences, "、"))
	add("关键词", strings.Join(d.Keywords, "、"))
	add("来源", d.Site)
	return list
}

// attributes lists what the host holds beyond the named fields, as plain text.
func attributes(d *disclosure.Document) []fact {
	var list []fact
	for name := range d.Attributes {
		if value := d.Attributes.Text(name); value != "" && !strings.HasPrefix(value, "{") && !strings.HasPrefix(value, "[") && len(value) < 600 {
			list = append(list, fact{Name: name, Value: value})
		}
	}
	slices.SortFunc(list, func(a, b fact) int { return strings.Compare(a.Name, b.Name) })
	return list
}

// crumbs links each level of a category path.
func crumbs(path string) []link {
	var links []link
	for i, level := range strings.Split(path, "/") {
		if level == "" {
			continue
		}
		upTo := strings.Join(strings.Split(path, "/")[:i+1], "/")
		links = append(links, link{Text: level, URL: "/?" + url.Values{"category": {upTo}}.Encode()})
	}
	return links
}

// webAddress returns an address of the web that a page may link to, or "".
func webAddress(address string) string {
	if u, err := url.Parse(address); err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil {
		return u.String()
	}
	return ""
}

// href is webAddress for pages that may also link within the portal.
func href(address string) string {
	if strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "//") && !strings.Contains(address, `\`) {
		return address
	}
	return webAddress(address)
}

func firstRunes(text string, n int) string {
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) <= n {
		return string(runes)
	}
	return string(runes[:n]) + "…"
}
