package ingest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/url"
	"path"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/zwgk/zwgk/disclosure"
)

// maxPage is how long a web page may be: beyond, parsing takes more than it gives.
const maxPage = 32 << 20

// readHTML reads a page's main text, without what stands around it on every page of the site, its title, the meta
// names that government portals carry (ArticleTitle, PubDate, ContentSource, ColumnName, SiteName), the catalogue
// table above the text (索引号, 文号 …), and links to attachments.
func (f *file) readHTML(ctx context.Context) (Content, error) {
	if f.size > maxPage {
		return Content{}, fmt.Errorf("%w: a page of %d bytes, the limit is %d", ErrTooLarge, f.size, maxPage)
	}
	data, err := f.bytes()
	if err != nil {
		return Content{}, err
	}
	var content Content
	text := content.decode(data, declaredCharset(data))
	return content, readPage(ctx, &content, text, &f.opts)
}

// readPage reads a page that is decoded.
func readPage(ctx context.Context, content *Content, text string, opts *Options) error {
	root, err := html.Parse(&contextReader{ctx, strings.NewReader(text)})
	if context.Cause(ctx) != nil {
		return context.Cause(ctx)
	}
	if err != nil { // elements stand too deep in one another for a tree
		content.warn(MissingPart, 0, "网页结构")
		content.Text = flatText(text)
		return nil
	}
	p := page{root: root, portal: knownPortals(), content: content, fields: map[*html.Node]int{}}
	p.readHead()
	p.readLabels(root, 0)
	main := p.mainNode()
	out := pageText{writer: writer{limit: opts.MaxUnpacked}}
	out.node(main, 0)
	content.Text = p.portal.trimTail(out.b.String())
	content.Title = p.title(main)
	p.attachments(main, opts.URL)
	if out.full {
		content.warn(CutShort, 0, "")
	}
	if out.images > 0 && len([]rune(oneLine(content.Text))) < 20 {
		content.warn(NeedsOCR, out.images, "")
	}
	return nil
}

// contextReader ends when its context does.
type contextReader struct {
	ctx context.Context
	r   io.Reader
}

// Read reads on unless the context has ended.
func (r *contextReader) Read(p []byte) (int, error) {
	if err := context.Cause(r.ctx); err != nil {
		return 0, err
	}
	return r.r.Read(p[:min(len(p), 64<<10)])
}

var charsetDeclaration = regexp.MustCompile(`(?i)<meta[^>]{0,200}charset\s*=\s*["']?\s*([a-z0-9_:-]+)|<\?xml[^>]{0,100}encoding\s*=\s*["']([a-z0-9_-]+)`)

// declaredCharset looks for a declaration where browsers look: in the first kilobyte, and a little beyond.
func declaredCharset(data []byte) string {
	match := charsetDeclaration.FindSubmatch(data[:min(len(data), 4096)])
	if match == nil {
		return ""
	}
	return string(bytes.Join(match[1:], nil))
}

// page is a web page while it is read.
type page struct {
	root      *html.Node
	portal    portal
	content   *Content
	pageTitle string // of the <title> element
	ogTitle   string
	fields    map[*html.Node]int // how many fields stand in a table or list
	base      string             // of the <base> element
}

// readHead reads titles and meta names.
func (p *page) readHead() {
	for n := range p.root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.DataAtom {
		case atom.Title:
			if p.pageTitle == "" && n.Namespace == "" {
				p.pageTitle = oneLine(innerText(n))
			}
		case atom.Base:
			p.base = htmlAttr(n, "href")
		case atom.Meta:
			name, value := htmlAttr(n, "name"), htmlAttr(n, "content")
			if htmlAttr(n, "property") == "og:title" {
				p.ogTitle = oneLine(value)
			}
			if name != "" && !renderingHints[strings.ToLower(name)] {
				p.content.set(name, value)
			}
		}
	}
}

// renderingHints are meta names that speak to browsers only.
var renderingHints = map[string]bool{"viewport": true, "renderer": true, "generator": true, "robots": true, "format-detection": true,
	"theme-color": true, "referrer": true, "applicable-device": true, "apple-mobile-web-app-capable": true, "x-ua-compatible": true}

// title returns the title as stated, else the main heading, else the page's own without the site's name.
func (p *page) title(main *html.Node) string {
	if _, title := p.content.stated("ArticleTitle"); title != "" {
		return title
	}
	if p.ogTitle != "" {
		return p.ogTitle
	}
	var first string
	for n := range p.root.Descendants() {
		if n.Type == html.ElementNode && n.DataAtom == atom.H1 && !p.isAside(n) {
			if text := oneLine(innerText(n)); text != "" && (first == "" || strings.Contains(p.pageTitle, text) && !strings.Contains(p.pageTitle, first)) {
				first = text
			}
		}
	}
	if first != "" {
		return first
	}
	return siteSuffix.ReplaceAllString(p.pageTitle, "")
}

// siteSuffix is the site's or column's name after a page's title.
var siteSuffix = regexp.MustCompile(`\s*[_|｜]\s*[^_|｜]{2,30}(\s*[_|｜-]\s*[^_|｜]{2,30})*$|\s+[-—–]+\s+[^-—–]{2,30}$|-{1,2}[^-]{2,20}(网|网站|政府|门户|平台|厅|局|委|部|办)$`)

// attached are the kinds of file that pages link to as 附件.
var attached = map[string]bool{".pdf": true, ".doc": true, ".docx": true, ".xls": true, ".xlsx": true, ".wps": true, ".et": true, ".ofd": true,
	".zip": true, ".rar": true, ".ppt": true, ".pptx": true, ".csv": true, ".txt": true}

func (p *page) attachments(main *html.Node, found string) {
	base, err := url.Parse(found)
	if own, ownErr := url.Parse(p.base); ownErr == nil && err == nil && p.base != "" {
		base = base.ResolveReference(own)
	}
	known := err == nil && base.IsAbs()
	seen := map[string]bool{}
	for n := range main.Descendants() {
		if n.Type != html.ElementNode || n.DataAtom != atom.A {
			continue
		}
		link, linkErr := url.Parse(strings.TrimSpace(htmlAttr(n, "href")))
		if linkErr != nil || !attached[strings.ToLower(path.Ext(link.Path))] {
			continue
		}
		if known {
			link = base.ResolveReference(link)
		}
		if link.Scheme != "" && link.Scheme != "http" && link.Scheme != "https" || seen[link.String()] {
			continue
		}
		seen[link.String()] = true
		name := oneLine(innerText(n))
		if name == "" {
			name = path.Base(link.Path)
		}
		p.content.Attachments = append(p.content.Attachments, disclosure.Attachment{Name: name, URL: link.String()})
	}
}

func htmlAttr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// innerText is the text in a node, markup left out.
func innerText(n *html.Node) string {
	var b strings.Builder
	if n.Type == html.TextNode {
		return n.Data
	}
	for d := range n.Descendants() {
		if d.Type == html.TextNode && (d.Parent == n || !unseen[d.Parent.DataAtom]) {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}
