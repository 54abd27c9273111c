package ingest

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// readLabels reads catalogue fields: a short element that is a label, and the value in the element after it or in the
// rest of its own text (索引号：A-1). A value is short; what is longer is running text.
func (p *page) readLabels(n *html.Node, depth int) {
	if depth > maxDepth {
		return
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		switch {
		case child.Type == html.ElementNode && unseen[child.DataAtom]:
		case child.Type == html.TextNode || child.Type == html.ElementNode:
			if child.Type == html.ElementNode && hasElement(child) {
				p.readLabels(child, depth+1)
				// <li><b>索引号：</b>A-1</li> is read above; <td><b>索引号</b></td><td>A-1</td> is a label as a whole.
			}
			p.readLabel(child)
		}
	}
}

func hasElement(n *html.Node) bool {
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		if child.Type == html.ElementNode {
			return true
		}
	}
	return false
}

const (
	maxLabel = 60  // bytes in which a label stands, spaces between its characters counted
	maxValue = 600 // bytes of a value
)

func (p *page) readLabel(n *html.Node) {
	text := boundedText(n, maxLabel+maxValue)
	if text == "" {
		return
	}
	if len(text) <= maxLabel {
		if label := p.portal.label(text); label != "" {
			if value := valueAfter(n); value != "" && p.portal.label(value) == "" {
				p.field(n, label, value)
			}
			return
		}
	}
	at := strings.IndexAny(text, "：:")
	if at < 0 || at > maxLabel || len(text) > maxLabel+maxValue {
		return
	}
	_, width := utf8.DecodeRuneInString(text[at:])
	if label := p.portal.label(text[:at]); label != "" {
		// Several fields on one line: the value ends where the next label begins.
		value := text[at+width:]
		if !strings.ContainsAny(value, "：") {
			p.field(n, label, value)
		}
	}
}

// field keeps a field and notes in which table or list it stands.
func (p *page) field(n *html.Node, label, value string) {
	p.content.set(label, value)
	for range 8 {
		if n = n.Parent; n == nil {
			return
		}
		if n.DataAtom == atom.Table || n.DataAtom == atom.Ul || n.DataAtom == atom.Dl {
			p.fields[n]++
			return
		}
	}
}

// boundedText is a node's text on one line, "" where it is longer than so many bytes.
func boundedText(n *html.Node, most int) string {
	if n.Type == html.TextNode {
		if len(n.Data) > 4*most {
			return ""
		}
		return oneLine(n.Data)
	}
	var b strings.Builder
	nodes := 0
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
		if nodes++; nodes > 64 || b.Len() > 4*most {
			return "" // whatever it is, it is no field
		}
	}
	if text := oneLine(b.String()); len(text) <= most {
		return text
	}
	return ""
}

// valueAfter is the text after a label: of the next sibling, or of the sibling of an element that holds nothing else.
func valueAfter(n *html.Node) string {
	for range 3 {
		for next := n.NextSibling; next != nil; next = next.NextSibling {
			if text := boundedText(next, maxValue); text != "" && next.DataAtom != atom.Script {
				return strings.TrimSpace(strings.TrimLeft(text, "：: "))
			}
		}
		parent := n.Parent
		if parent == nil || parent.Type != html.ElementNode || parent.DataAtom == atom.Tr || parent.DataAtom == atom.Ul {
			return ""
		}
		n = parent
	}
	return ""
}

// enoughText is how many characters a known container must hold to be taken for the main text.
const enoughText = 20

// mainNode returns the element with the main text: a container that portals are known to use, else the smallest
// element that holds four fifths of what reads like running text.
func (p *page) mainNode() *html.Node {
	body := p.root
	var known *html.Node
	best := 0
	for n := range p.root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if n.DataAtom == atom.Body {
			body = n
		}
		if n.DataAtom != atom.Body && p.matches(n, p.portal.main) && !p.within(n, known) {
			if size := utf8.RuneCountInString(oneLine(innerText(n))); size > best {
				known, best = n, size
			}
		}
	}
	if best >= enoughText {
		return known
	}
	p.strip(body)
	weights := map[*html.Node]int{}
	if weigh(body, weights, 0) == 0 {
		return body
	}
	return densest(body, weights)
}

// within says whether n lies in outer, which then has more of the page's text and not less.
func (p *page) within(n, outer *html.Node) bool {
	for ; n != nil && outer != nil; n = n.Parent {
		if n == outer {
			return true
		}
	}
	return false
}

// matches says whether an id or class of a node is in a set.
func (p *page) matches(n *html.Node, set map[string]bool) bool {
	for _, name := range append(strings.Fields(htmlAttr(n, "class")), htmlAttr(n, "id")) {
		if set[strings.ToLower(name)] {
			return true
		}
	}
	return false
}

// isAside says whether a node or one above it is no part of the main text.
func (p *page) isAside(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n.Type == html.ElementNode && (asides[n.DataAtom] || p.matches(n, p.portal.aside)) {
			return true
		}
	}
	return false
}

var asides = map[atom.Atom]bool{atom.Nav: true, atom.Header: true, atom.Footer: true, atom.Aside: true, atom.Form: true, atom.Dialog: true}

// maxFields is how long, in characters, a table or list of fields is for each of them.
const maxFields = 80

// strip removes what stands around the main text, and what is nothing but fields. A form is kept: some systems wrap
// the whole page in one.
func (p *page) strip(body *html.Node) {
	var list []*html.Node
	for n := range body.Descendants() {
		if n.Type == html.ElementNode && n.DataAtom != atom.Form && (asides[n.DataAtom] || p.matches(n, p.portal.aside)) {
			list = append(list, n)
		}
	}
	for n, count := range p.fields {
		if utf8.RuneCountInString(oneLine(innerText(n))) <= maxFields*count {
			list = append(list, n)
		}
	}
	for _, n := range list {
		if n.Parent != nil {
			n.Parent.RemoveChild(n)
		}
	}
}

// weigh counts the characters that read like running text in each element: links count against it, and full stops
// and commas for it.
func weigh(n *html.Node, weights map[*html.Node]int, depth int) int {
	if depth > 2*maxDepth || n.Type == html.ElementNode && (unseen[n.DataAtom] || hidden(n)) {
		return 0
	}
	if n.Type == html.TextNode {
		text := strings.TrimSpace(n.Data)
		return utf8.RuneCountInString(text) + 10*(strings.Count(text, "，")+strings.Count(text, "。")+strings.Count(text, "；"))
	}
	total := 0
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		total += weigh(child, weights, depth+1)
	}
	if n.DataAtom == atom.A {
		total = 0
	}
	weights[n] = total
	return total
}

// densest goes down from n while one child holds nearly all of it.
func densest(n *html.Node, weights map[*html.Node]int) *html.Node {
	for total := weights[n]; ; {
		var next *html.Node
		for child := n.FirstChild; child != nil; child = child.NextSibling {
			if child.Type == html.ElementNode && 5*weights[child] >= 4*total && containers[child.DataAtom] {
				next = child
			}
		}
		if next == nil {
			return n
		}
		n = next
	}
}

var containers = map[atom.Atom]bool{atom.Div: true, atom.Main: true, atom.Article: true, atom.Section: true, atom.Form: true, atom.Table: true,
	atom.Tbody: true, atom.Tr: true, atom.Td: true, atom.Center: true, atom.Body: true}
