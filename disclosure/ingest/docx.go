package ingest

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"strings"
)

// readDOCX reads the main text of a word processor's document (ISO/IEC 29500-1, part 17) in reading order: paragraphs with
// their automatic numbers, tables, text boxes after the paragraph that holds them, notes at the end. Tracked deletions
// are left out, tracked insertions taken; headers and footers, which repeat on each page, are left out.
func (f *file) readDOCX(ctx context.Context) (Content, error) {
	a, err := f.archive()
	if err != nil {
		return Content{}, err
	}
	d := &docx{ctx: ctx, archive: a, out: writer{limit: f.opts.MaxUnpacked}}
	if err := d.core(); err != nil {
		return Content{}, err
	}
	if d.numbers, err = readNumbering(ctx, a); err != nil {
		return Content{}, err
	}
	if err := a.xml(ctx, a.match(mainDocument), func(x *xmlReader) error { return d.read(x) }); err != nil {
		return Content{}, err
	}
	if err := d.notes(); err != nil {
		return Content{}, err
	}
	d.content.Text = d.out.b.String()
	d.warnings()
	return d.content, nil
}

// docx is a document while it is read.
type docx struct {
	ctx     context.Context
	archive *archive
	content Content
	out     writer
	numbers *numbering

	boxes     []string  // text boxes of the paragraph at hand
	noted     []docNote // notes in the order of their marks
	deletions int
	images    int
}

func (d *docx) read(x *xmlReader) error {
	return x.children(func(document xml.StartElement) error {
		return x.children(func(body xml.StartElement) error {
			if body.Name.Local != "body" {
				return nil
			}
			return d.blocks(x, func(text string) { d.out.text(text); d.out.line() })
		})
	})
}

// blocks reads paragraphs and tables inside the element that is open, and gives each line to emit.
func (d *docx) blocks(x *xmlReader, emit func(string)) error {
	return x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "p":
			text, err := d.paragraph(x)
			if err != nil {
				return err
			}
			emit(text)
			for _, box := range d.takeBoxes() {
				emit(box)
			}
			return nil
		case "tbl":
			return d.table(x, emit)
		case "del", "moveFrom":
			d.deletions++
			return nil
		case "sectPr", "Fallback":
			return nil
		}
		return d.blocks(x, emit) // what only wraps: content controls, insertions
	})
}

func (d *docx) takeBoxes() []string {
	boxes := d.boxes
	d.boxes = nil
	return boxes
}

// table writes one line for each row, cells parted by tabs.
func (d *docx) table(x *xmlReader, emit func(string)) error {
	return x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "tr":
			return d.row(x, emit)
		case "tblPr", "tblGrid", "Fallback":
			return nil
		case "del", "moveFrom":
			d.deletions++
			return nil
		}
		return d.table(x, emit)
	})
}

func (d *docx) row(x *xmlReader, emit func(string)) error {
	var cells []string
	deleted := false
	var read func(e xml.StartElement) error
	read = func(e xml.StartElement) error {
		switch e.Name.Local {
		case "tc":
			var lines []string
			err := d.blocks(x, func(line string) {
				if line = oneLine(line); line != "" {
					lines = append(lines, line)
				}
			})
			cells = append(cells, strings.Join(lines, " "))
			return err
		case "trPr":
			return x.children(func(e xml.StartElement) error {
				deleted = deleted || e.Name.Local == "del"
				return nil
			})
		case "Fallback":
			return nil
		}
		return x.children(read)
	}
	if err := x.children(read); err != nil {
		return err
	}
	if deleted {
		d.deletions++
		return nil
	}
	emit(strings.Join(cells, "\t"))
	return nil
}

// core reads what the document says of itself.
func (d *docx) core() error {
	content, err := readCore(d.ctx, d.archive)
	if err != nil {
		d.content.warn(MissingPart, 0, "docProps/core.xml")
	}
	d.content.Meta = content.Meta
	return tooLarge(err)
}

// coreNames are the properties worth keeping (ISO/IEC 29500-2, 11). Titles are often those of the file that served as
// a pattern, so that they are kept here and not believed.
var coreNames = map[string]bool{"title": true, "subject": true, "creator": true, "keywords": true, "description": true,
	"lastModifiedBy": true, "created": true, "modified": true, "category": true}

func readCore(ctx context.Context, a *archive) (content Content, err error) {
	const name = "docProps/core.xml"
	if !a.has(name) {
		return content, nil
	}
	err = a.xml(ctx, name, func(x *xmlReader) error {
		return x.children(func(xml.StartElement) error {
			return x.children(func(e xml.StartElement) error {
				if !coreNames[e.Name.Local] {
					return nil
				}
				text, err := x.content()
				content.set(e.Name.Local, text)
				return err
			})
		})
	})
	return content, err
}

// tooLarge lets pass only what must stop the whole reading even though the part at hand could be done without.
func tooLarge(err error) error {
	if err == nil || errors.Is(err, ErrDamaged) && !errors.Is(err, ErrTooLarge) {
		return nil
	}
	return err
}

func (d *docx) warnings() {
	if d.deletions > 0 {
		d.content.warn(DroppedDeletion, d.deletions, "")
	}
	if d.out.full {
		d.content.warn(CutShort, 0, "")
	}
	if d.images > 0 && len([]rune(oneLine(d.content.Text))) < 20*d.images {
		d.content.warn(NeedsOCR, d.images, "")
	}
}

// docNote is a footnote (脚注) or endnote (尾注) that a mark refers to.
type docNote struct{ part, id string }

// note enters a note and returns its mark.
func (d *docx) note(part, id string) string {
	d.noted = append(d.noted, docNote{part, id})
	return fmt.Sprintf("[%d]", len(d.noted))
}

// notes appends the notes in the order of their marks.
func (d *docx) notes() error {
	texts := map[docNote]string{}
	noted := d.noted
	for _, part := range []string{"footnotes", "endnotes"} {
		name := "word/" + part + ".xml"
		if !d.archive.has(name) {
			continue
		}
		err := d.archive.xml(d.ctx, name, func(x *xmlReader) error {
			return x.children(func(xml.StartElement) error {
				return x.children(func(e xml.StartElement) error {
					var lines []string
					err := d.blocks(x, func(line string) { lines = append(lines, line) })
					texts[docNote{part, attr(e, "id")}] = oneLine(strings.Join(lines, " "))
					return err
				})
			})
		})
		if err := tooLarge(err); err != nil {
			return err
		}
		if err != nil {
			d.content.warn(MissingPart, 0, name)
		}
	}
	for i, note := range noted {
		if text, ok := texts[note]; ok {
			d.out.text(fmt.Sprintf("[%d] %s\n", i+1, text))
		} else {
			d.content.warn(MissingPart, 0, fmt.Sprintf("[%d]", i+1))
		}
	}
	return nil
}
