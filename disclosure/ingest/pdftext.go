package ingest

import (
	"strings"

	"github.com/ledongthuc/pdf"
)

// graphics is the state that q and Q save and restore (ISO 32000-1, 8.4).
type graphics struct {
	place matrix
	text  textState
}

// textState is the state of text (ISO 32000-1, 9.3).
type textState struct {
	font                          *pdfFont
	size, leading, rise, stretch  float64
	characterSpacing, wordSpacing float64
	matrix, lineMatrix            matrix
}

// pdfPage is a page, or a form on one, while its operators run.
type pdfPage struct {
	file      *pdfFile
	resources pdf.Value
	state     graphics
	fonts     map[string]*pdfFont // by their names in resources
	stack     []graphics
	runs      []run
	pictures  int
	forms     int // how deep forms stand in one another
}

// do runs one operator with what stands on the stack before it.
func (p *pdfPage) do(stack *pdf.Stack, operator string) {
	args := make([]pdf.Value, stack.Len())
	for i := len(args) - 1; i >= 0; i-- {
		args[i] = stack.Pop()
	}
	if len(args) < operands[operator] {
		return
	}
	switch t := &p.state.text; operator {
	case "q":
		if len(p.stack) < 256 {
			p.stack = append(p.stack, p.state)
		}
	case "Q":
		if n := len(p.stack); n > 0 {
			p.state, p.stack = p.stack[n-1], p.stack[:n-1]
		}
	case "cm":
		p.state.place = matrixOf(args).times(p.state.place)
	case "Do":
		p.object(args[0].Name())
	case "EI":
		p.pictures++
	case "BT":
		t.matrix, t.lineMatrix = identity, identity
	case "Tj":
		p.show(args[0].RawString())
	case "TJ":
		p.showAll(args[0])
	case "'":
		p.nextLine(0, -t.leading)
		p.show(args[0].RawString())
	case `"`:
		t.wordSpacing, t.characterSpacing = args[0].Float64(), args[1].Float64()
		p.nextLine(0, -t.leading)
		p.show(args[2].RawString())
	default:
		p.setText(operator, args)
	}
}

// operands is how many values each operator takes.
var operands = map[string]int{"cm": 6, "Do": 1, "Tj": 1, "TJ": 1, "'": 1, `"`: 3, "Tf": 2, "Tm": 6, "Td": 2, "TD": 2, "TL": 1, "Tc": 1,
	"Tw": 1, "Tz": 1, "Ts": 1}

// setText runs the operators that say where and how the next text stands.
func (p *pdfPage) setText(operator string, args []pdf.Value) {
	t := &p.state.text
	switch operator {
	case "Tf":
		t.font, t.size = p.font(args[0].Name()), args[1].Float64()
	case "Tm":
		t.matrix = matrixOf(args)
		t.lineMatrix = t.matrix
	case "Td":
		p.nextLine(args[0].Float64(), args[1].Float64())
	case "TD":
		t.leading = -args[1].Float64()
		p.nextLine(args[0].Float64(), args[1].Float64())
	case "T*":
		p.nextLine(0, -t.leading)
	case "TL":
		t.leading = args[0].Float64()
	case "Tc":
		t.characterSpacing = args[0].Float64()
	case "Tw":
		t.wordSpacing = args[0].Float64()
	case "Tz":
		t.stretch = args[0].Float64() / 100
	case "Ts":
		t.rise = args[0].Float64()
	}
}

// font finds a font by its name in the resources, once: to look it up is to read its definition anew.
func (p *pdfPage) font(name string) *pdfFont {
	font, ok := p.fonts[name]
	if !ok {
		font = p.file.font(p.resources.Key("Font").Key(name))
		p.fonts[name] = font
	}
	return font
}

func matrixOf(args []pdf.Value) (m matrix) {
	for i := range m {
		m[i] = args[i].Float64()
	}
	return m
}

func (p *pdfPage) nextLine(x, y float64) {
	t := &p.state.text
	t.lineMatrix = matrix{1, 0, 0, 1, x, y}.times(t.lineMatrix)
	t.matrix = t.lineMatrix
}

// showAll shows strings with adjustments between them, in thousandths of the size.
func (p *pdfPage) showAll(list pdf.Value) {
	t := &p.state.text
	for i := range list.Len() {
		switch v := list.Index(i); v.Kind() {
		case pdf.String:
			p.show(v.RawString())
		case pdf.Integer, pdf.Real:
			t.matrix = matrix{1, 0, 0, 1, -v.Float64() / 1000 * t.size * t.stretch, 0}.times(t.matrix)
		}
	}
}

// show places one string and moves on by its width.
func (p *pdfPage) show(raw string) {
	t := &p.state.text
	if t.font == nil || raw == "" || len(p.runs) >= maxRuns {
		return
	}
	var text strings.Builder
	advance := 0.0
	for _, g := range t.font.glyphs(raw) {
		text.WriteString(g.text)
		advance += g.width/1000*t.size + t.characterSpacing
		if g.space {
			advance += t.wordSpacing
		}
	}
	advance *= t.stretch
	place := matrix{1, 0, 0, 1, 0, t.rise}.times(t.matrix).times(p.state.place)
	if !place.slanted() {
		x, y := place.apply(0, 0)
		p.runs = append(p.runs, run{x: x, y: y, width: advance * place.stretch(), size: t.size * place.scale(), text: text.String(), serial: len(p.runs)})
	}
	t.matrix = matrix{1, 0, 0, 1, advance, 0}.times(t.matrix)
}

// object draws an image, which is only counted, or runs a form.
func (p *pdfPage) object(name string) {
	object := p.resources.Key("XObject").Key(name)
	if object.Key("Subtype").Name() == "Image" {
		p.pictures++
		return
	}
	if object.Key("Subtype").Name() != "Form" || p.forms >= 8 {
		return
	}
	form := &pdfPage{file: p.file, fonts: map[string]*pdfFont{}, resources: p.resources, state: p.state, runs: p.runs, forms: p.forms + 1}
	if own := object.Key("Resources"); !own.IsNull() {
		form.resources = own
	}
	if m := object.Key("Matrix"); m.Len() == 6 {
		values := make([]pdf.Value, 6)
		for i := range values {
			values[i] = m.Index(i)
		}
		form.state.place = matrixOf(values).times(p.state.place)
	}
	_ = guarded(func() error { pdf.Interpret(object, form.do); return nil }) // what it drew until then stays
	p.runs, p.pictures = form.runs, p.pictures+form.pictures
}
