package ingest

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// pageText writes the text of a page as it is seen: one line for each block, one for each table row.
type pageText struct {
	writer
	images int
	space  bool // white space waits for the next word
	cell   bool // inside a table cell, which is one line
}

// unseen are elements whose text a reader does not see.
var unseen = map[atom.Atom]bool{atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Head: true, atom.Title: true,
	atom.Select: true, atom.Button: true, atom.Textarea: true, atom.Svg: true, atom.Iframe: true, atom.Object: true, atom.Datalist: true,
	atom.Rp: true, atom.Rt: true, atom.Audio: true, atom.Video: true, atom.Canvas: true, atom.Noframes: true}

// blocks are elements that begin and end a line.
var blocks = map[atom.Atom]bool{atom.P: true, atom.Div: true, atom.Li: true, atom.Ul: true, atom.Ol: true, atom.Dl: true, atom.Dt: true, atom.Dd: true,
	atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Table: true, atom.Tr: true, atom.Section: true,
	atom.Article: true, atom.Header: true, atom.Footer: true, atom.Main: true, atom.Blockquote: true, atom.Pre: true, atom.Hr: true, atom.Form: true,
	atom.Fieldset: true, atom.Figure: true, atom.Figcaption: true, atom.Address: true, atom.Center: true, atom.Caption: true, atom.Details: true,
	atom.Summary: true, atom.Tbody: true, atom.Thead: true, atom.Tfoot: true, atom.Aside: true, atom.Nav: true}

// hidden says whether an element is hidden by its own marking: text for machines only has no place among what is
// published.
func hidden(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "style":
			style := strings.ToLower(strings.ReplaceAll(a.Val, " ", ""))
			if strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") {
				return true
			}
		}
	}
	return false
}

func (w *pageText) node(n *html.Node, depth int) {
	if depth > 2*maxDepth || w.full {
		w.full = true
		return
	}
	switch n.Type {
	case html.TextNode:
		w.words(n.Data)
		return
	case html.ElementNode:
		if unseen[n.DataAtom] || hidden(n) {
			return
		}
	case html.CommentNode, html.DoctypeNode:
		return
	}
	switch {
	case n.DataAtom == atom.Br:
		w.end()
	case n.DataAtom == atom.Img:
		w.images++
	case n.DataAtom == atom.Td || n.DataAtom == atom.Th:
		w.tableCell(n, depth)
		return
	case blocks[n.DataAtom]:
		w.end()
		defer w.end()
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		w.node(child, depth+1)
	}
}

// longCell is from how many bytes on a cell with paragraphs holds running text.
const longCell = 600

// isLayout says whether a cell serves the page's layout and not a table: it holds a table of its own, or paragraphs of
// running text, as on pages that are one table.
func isLayout(cell *html.Node) bool {
	paragraphs, size := 0, 0
	for d := range cell.Descendants() {
		switch {
		case d.DataAtom == atom.Table:
			return true
		case d.DataAtom == atom.P || d.DataAtom == atom.Div || d.DataAtom == atom.Br:
			paragraphs++
		case d.Type == html.TextNode:
			size += len(strings.TrimSpace(d.Data))
		}
	}
	return paragraphs > 1 && size > longCell
}

// tableCell parts cells by tabs.
func (w *pageText) tableCell(n *html.Node, depth int) {
	if isLayout(n) {
		w.end()
		for child := n.FirstChild; child != nil; child = child.NextSibling {
			w.node(child, depth+1)
		}
		w.end()
		return
	}
	for before := n.PrevSibling; before != nil; before = before.PrevSibling {
		if before.DataAtom == atom.Td || before.DataAtom == atom.Th {
			w.text("\t")
			break
		}
	}
	outer := w.cell
	w.cell, w.space = true, false
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		w.node(child, depth+1)
	}
	w.cell, w.space = outer, false
}

// end ends a line; inside a cell it parts words.
func (w *pageText) end() {
	if w.cell {
		w.space = true
		return
	}
	w.space = false
	w.line()
}

// words writes text with its white space single.
func (w *pageText) words(text string) {
	for i, word := range strings.FieldsFunc(text, isHTMLSpace) {
		if i > 0 || startsWithSpace(text) {
			w.space = true
		}
		s := w.b.String()
		if w.space && s != "" && !strings.HasSuffix(s, "\n") && !strings.HasSuffix(s, "\t") {
			w.text(" ")
		}
		w.space = false
		w.text(word)
	}
	if text != "" && isHTMLSpace(rune(text[len(text)-1])) {
		w.space = true
	}
}

func startsWithSpace(text string) bool {
	return text != "" && isHTMLSpace([]rune(text[:min(len(text), 4)])[0])
}

// isHTMLSpace takes the ideographic and the no-break space with what HTML collapses: pages indent with them.
func isHTMLSpace(r rune) bool {
	return r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\f' || r == '\u00a0' || r == '\u3000' || r == '\ufeff' || r == '\u200b'
}

// flatText is the text of a page without regard to how its elements stand in one another.
func flatText(page string) string {
	var b strings.Builder
	tokens := html.NewTokenizer(strings.NewReader(page))
	skipped := atom.Atom(0)
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			if skipped == 0 {
				b.WriteString(strings.Join(strings.FieldsFunc(string(tokens.Text()), isHTMLSpace), " "))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := tokens.TagName()
			tag := atom.Lookup(name)
			if tag == atom.Script || tag == atom.Style || tag == atom.Noscript {
				skipped = tag
			}
			if blocks[tag] || tag == atom.Br {
				b.WriteByte('\n')
			}
		case html.EndTagToken:
			name, _ := tokens.TagName()
			if tag := atom.Lookup(name); tag == skipped {
				skipped = 0
			} else if blocks[tag] {
				b.WriteByte('\n')
			}
		}
	}
}
