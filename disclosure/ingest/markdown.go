package ingest

import (
	"context"
	"fmt"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	table "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// maxMarkdown is how long a Markdown file may be: its parser is slower than linear on text made to be so.
const maxMarkdown = 2 << 20

// readMarkdown reads CommonMark with tables. Marks are left out, numbers of lists kept; a front matter of "name: value"
// lines becomes Meta.
func (f *file) readMarkdown(ctx context.Context) (Content, error) {
	if f.size > maxMarkdown {
		return Content{}, fmt.Errorf("%w: Markdown of %d bytes, the limit is %d", ErrTooLarge, f.size, maxMarkdown)
	}
	data, err := f.bytes()
	if err != nil {
		return Content{}, err
	}
	if isTangled(data) {
		return Content{}, fmt.Errorf("%w: Markdown marks nest or stay open thousands of times; save it as plain text", ErrTooLarge)
	}
	var content Content
	source := content.frontMatter(strings.ReplaceAll(content.decode(data, ""), "\r\n", "\n"))
	w := markdown{source: []byte(source), content: &content, ctx: ctx}
	w.limit = f.opts.MaxUnpacked
	tree, err := parseMarkdown(ctx, w.source)
	if err != nil {
		return Content{}, err
	}
	w.blocks(tree, 0)
	content.Text = w.b.String()
	if title := content.Meta["title"]; title != "" {
		content.Title = title
	}
	return content, nil
}

const (
	maxNesting = 500  // marks of quotes and lists at the beginning of one line
	maxMarks   = 6000 // marks inside one paragraph, table or list without an empty line
)

// isTangled says whether text would keep the parser busy for minutes: its time grows with the square of marks that nest
// at the beginning of a line and of marks in one paragraph that stay open, and it cannot be interrupted.
func isTangled(data []byte) bool {
	nested, marks, inText := 0, 0, false
	for i, b := range data {
		switch {
		case b == '\n':
			if i > 0 && data[i-1] == '\n' {
				marks = 0
			}
			nested, inText = 0, false
		case !inText && b == '>', !inText && strings.IndexByte("-+*.)", b) >= 0 && i+1 < len(data) && data[i+1] == ' ':
			nested++
		case !inText && strings.IndexByte(" \t-+*.)0123456789", b) < 0:
			inText = true
		}
		if strings.IndexByte("*_[]`<!&\\", b) >= 0 {
			marks++
		}
		if nested > maxNesting || marks > maxMarks {
			return true
		}
	}
	return false
}

// parseMarkdown makes the tree, or gives up waiting for it when ctx ends: within the bounds above the parser ends soon
// after.
func parseMarkdown(ctx context.Context, source []byte) (ast.Node, error) {
	done := make(chan ast.Node, 1)
	go func() {
		defer close(done)
		defer func() { _ = recover() }() // a parser's panic is no reason for the host's end: nothing is sent then
		done <- goldmark.New(goldmark.WithExtensions(extension.Table)).Parser().Parse(text.NewReader(source))
	}()
	select {
	case tree, ok := <-done:
		if !ok {
			return nil, fmt.Errorf("%w: its Markdown cannot be parsed; save it as plain text", ErrDamaged)
		}
		return tree, nil
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// frontMatter takes the lines between two "---" at the beginning, where each is a name and a value or goes on with one.
func (c *Content) frontMatter(source string) string {
	rest, found := strings.CutPrefix(source, "---\n")
	if !found {
		return source
	}
	front, body, found := strings.Cut(rest, "\n---\n")
	if !found {
		return source
	}
	for line := range strings.SplitSeq(front, "\n") {
		name, value, ok := strings.Cut(line, ":")
		if ok && !strings.HasPrefix(line, " ") {
			c.set(name, strings.Trim(strings.TrimSpace(value), `"'`))
		}
	}
	return body
}

type markdown struct {
	writer
	ctx     context.Context
	source  []byte
	content *Content
}

// blocks writes the block elements inside n.
func (w *markdown) blocks(n ast.Node, depth int) {
	if depth > maxDepth || w.ctx.Err() != nil {
		return
	}
	number := 0
	if list, ok := n.(*ast.List); ok && list.IsOrdered() {
		number = list.Start
	}
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		switch child := child.(type) {
		case *ast.Heading:
			heading := oneLine(w.inline(child, 0))
			if w.content.Title == "" && child.Level == 1 {
				w.content.Title = heading
			}
			w.block()
			w.text(heading)
			w.block()
		case *ast.CodeBlock, *ast.FencedCodeBlock:
			w.text(strings.TrimRight(string(child.Lines().Value(w.source)), "\n"))
			w.block()
		case *ast.HTMLBlock:
			w.text(w.html(string(child.Lines().Value(w.source))))
			w.block()
		case *ast.ListItem:
			if number > 0 || n.(*ast.List).IsOrdered() {
				w.text(fmt.Sprintf("%d%c ", number, n.(*ast.List).Marker))
				number++
			}
			w.blocks(child, depth+1)
			w.line()
		case *table.Table:
			w.table(child)
			w.block()
		case *ast.TextBlock:
			w.text(w.inline(child, 0))
			w.line()
		case *ast.Paragraph:
			w.text(w.inline(child, 0))
			w.block()
		default:
			w.blocks(child, depth+1)
		}
	}
}

func (w *markdown) table(t *table.Table) {
	for row := t.FirstChild(); row != nil; row = row.NextSibling() {
		var cells []string
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			cells = append(cells, oneLine(w.inline(cell, 0)))
		}
		w.text(strings.Join(cells, "\t"))
		w.line()
	}
}

// inline returns the text inside n without its marks.
func (w *markdown) inline(n ast.Node, depth int) string {
	var b strings.Builder
	if depth > maxDepth {
		return ""
	}
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		switch child := child.(type) {
		case *ast.Text:
			b.Write(child.Value(w.source))
			switch {
			case child.HardLineBreak():
				b.WriteByte('\n')
			case child.SoftLineBreak() && !betweenIdeographs(b.String(), child, w.source):
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(child.Value)
		case *ast.AutoLink:
			b.Write(child.Label(w.source))
		case *ast.RawHTML:
			if raw := string(child.Segments.Value(w.source)); strings.HasPrefix(strings.ToLower(raw), "<br") {
				b.WriteByte('\n')
			}
		case *ast.Image:
		default:
			b.WriteString(w.inline(child, depth+1))
		}
	}
	return b.String()
}

// betweenIdeographs says whether a line was broken between two Chinese characters, where no space belongs.
func betweenIdeographs(before string, n *ast.Text, source []byte) bool {
	next, ok := n.NextSibling().(*ast.Text)
	if !ok {
		return false
	}
	last, first := []rune(before[max(0, len(before)-4):]), []rune(string(next.Value(source)))
	return len(last) > 0 && len(first) > 0 && last[len(last)-1] > 0x2e7f && first[0] > 0x2e7f
}

// html reads raw HTML between the blocks.
func (w *markdown) html(source string) string {
	var inner Content
	if readPage(w.ctx, &inner, source, &Options{MaxUnpacked: w.limit}) != nil {
		return ""
	}
	return inner.Text
}
