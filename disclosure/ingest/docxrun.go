package ingest

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// unread are elements whose text is not the document's: field codes, what was deleted, how something looked before,
// the pronunciation above a character, and the second form of what AlternateContent holds twice.
var unread = map[string]bool{"instrText": true, "delText": true, "delInstrText": true, "rt": true, "Fallback": true,
	"rPrChange": true, "pPrChange": true, "sectPr": true, "footnoteRef": true, "endnoteRef": true, "fldData": true}

// paragraph reads one paragraph with its automatic number in front.
func (d *docx) paragraph(x *xmlReader) (string, error) {
	var b strings.Builder
	var list listPlace
	err := x.children(func(e xml.StartElement) error {
		if e.Name.Local == "pPr" {
			return readParagraphProperties(x, &list)
		}
		return d.run(x, e, &b)
	})
	text := b.String()
	if number := d.numbers.next(list); number != "" && strings.TrimSpace(text) != "" {
		text = number + text
	}
	return text, err
}

func readParagraphProperties(x *xmlReader, list *listPlace) error {
	return x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "pStyle":
			list.style = attr(e, "val")
		case "numPr":
			return x.children(func(e xml.StartElement) error {
				switch e.Name.Local {
				case "numId":
					list.id = attr(e, "val")
				case "ilvl":
					list.level, _ = strconv.Atoi(attr(e, "val"))
					list.levelled = true
				}
				return nil
			})
		}
		return nil
	})
}

// run reads an element inside a paragraph: a run, a part of one, or what wraps runs.
func (d *docx) run(x *xmlReader, e xml.StartElement, b *strings.Builder) error {
	switch name := e.Name.Local; {
	case unread[name]:
		return nil
	case name == "del" || name == "moveFrom":
		d.deletions++
		return nil
	case name == "t":
		text, err := x.content()
		b.WriteString(strings.ReplaceAll(text, "\n", " "))
		return err
	case name == "r":
		return d.wholeRun(x, b)
	case name == "txbxContent":
		return d.blocks(x, func(line string) { d.boxes = append(d.boxes, line) })
	case name == "footnoteReference":
		b.WriteString(d.note("footnotes", attr(e, "id")))
		return nil
	case name == "endnoteReference":
		b.WriteString(d.note("endnotes", attr(e, "id")))
		return nil
	case name == "blip" || name == "imagedata":
		d.images++
	}
	b.WriteString(characterOf(e))
	return x.children(func(e xml.StartElement) error { return d.run(x, e, b) })
}

// wholeRun reads a run, nothing of it where it is hidden (w:vanish).
func (d *docx) wholeRun(x *xmlReader, b *strings.Builder) error {
	hidden := false
	var inner strings.Builder
	err := x.children(func(e xml.StartElement) error {
		if e.Name.Local != "rPr" {
			return d.run(x, e, &inner)
		}
		return x.children(func(e xml.StartElement) error {
			if e.Name.Local == "vanish" {
				value := attr(e, "val")
				hidden = value != "0" && value != "false" && value != "off"
			}
			return nil
		})
	})
	if !hidden {
		b.WriteString(inner.String())
	}
	return err
}

// characterOf returns what an element without text stands for.
func characterOf(e xml.StartElement) string {
	switch e.Name.Local {
	case "tab", "ptab":
		return " "
	case "br", "cr":
		return "\n"
	case "noBreakHyphen":
		return "-"
	case "sym":
		return symbol(attr(e, "font"), attr(e, "char"))
	}
	return ""
}

// symbols are the boxes and ticks that forms use, by font and place in it; the fonts themselves say nothing of meaning.
var symbols = map[string]string{
	"Wingdings 6F": "□", "Wingdings A8": "□", "Wingdings 71": "□", "Wingdings FE": "☑", "Wingdings FD": "☒", "Wingdings FC": "✓",
	"Wingdings FB": "✗", "Wingdings 6C": "●", "Wingdings 6E": "■", "Wingdings 75": "◆", "Wingdings 2 52": "☑", "Wingdings 2 53": "☒",
	"Wingdings 2 A3": "□", "Wingdings 2 2A": "□", "Wingdings 2 50": "✓", "Wingdings 2 4F": "✗", "Symbol B7": "·", "Symbol B4": "×", "Symbol B3": "≥",
	"Symbol A3": "≤", "Symbol B1": "±", "Symbol B0": "°",
}

// symbol reads a character of a symbol font, which stands at F000 and above in most files.
func symbol(font, code string) string {
	n, err := strconv.ParseUint(code, 16, 32)
	if err != nil || n == 0 || n > 0x10ffff {
		return ""
	}
	if known, ok := symbols[font+" "+strings.ToUpper(strconv.FormatUint(n&0xff, 16))]; ok {
		return known
	}
	if n >= 0xf000 && n <= 0xf0ff {
		return "\uFFFD"
	}
	return string(rune(n))
}
