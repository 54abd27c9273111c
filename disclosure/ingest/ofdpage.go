package ingest

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// ofdChild is what a composite unit draws: text at a place, or another unit.
type ofdChild struct {
	run   run
	place matrix
	unit  string // id of the unit; "" for text
}

// ofdPage gathers what a page draws.
type ofdPage struct {
	ofd       *ofd
	runs      []run
	templates []string
	pictures  int // images and paths
	drawn     int // children looked at: units that hold units can multiply without end
}

func (p *ofdPage) read(x *xmlReader) error {
	return x.children(func(e xml.StartElement) error {
		_, err := p.objects(x, e, func(c ofdChild) { p.draw(c, identity, 0) })
		return err
	})
}

// maxUnits is how deep composite units may stand in one another.
const maxUnits = 8

// draw puts a child on the page under the place of what holds it.
func (p *ofdPage) draw(c ofdChild, outer matrix, depth int) {
	place := c.place.times(outer)
	if p.drawn++; p.drawn > 5*maxRuns || len(p.runs) >= maxRuns || depth > maxUnits {
		return
	}
	if c.unit != "" {
		for _, inner := range p.ofd.units[c.unit] {
			p.draw(inner, place, depth+1)
		}
		return
	}
	if place.slanted() {
		return
	}
	r := c.run
	r.x, r.y = place.apply(r.x, r.y)
	r.size, r.width, r.serial = r.size*place.scale(), r.width*place.stretch(), len(p.runs)
	p.runs = append(p.runs, r)
}

// objects reads an element of a page, or what groups them, and gives each text and composite object to emit.
func (p *ofdPage) objects(x *xmlReader, e xml.StartElement, emit func(ofdChild)) (text string, err error) {
	if attr(e, "Visible") == "false" || attr(e, "Alpha") == "0" {
		return "", nil
	}
	switch e.Name.Local {
	case "Template":
		p.templates = append(p.templates, attr(e, "TemplateID"))
	case "TextObject":
		text, err := textObject(x, e, emit)
		if id := attr(e, "ID"); id != "" && p.ofd.objects[id] == "" {
			p.ofd.objects[id] = text
		}
		return text, err
	case "CompositeObject":
		emit(ofdChild{place: placeOf(e), unit: attr(e, "ResourceID")})
		return "", nil
	case "ImageObject", "PathObject":
		p.pictures++
		return "", nil
	}
	return "", x.children(func(e xml.StartElement) error {
		inner, err := p.objects(x, e, emit)
		text += inner
		return err
	})
}

// resource reads the composite units of a resource file.
func (o *ofd) resource(x *xmlReader) error {
	page := &ofdPage{ofd: o}
	var read func(xml.StartElement) error
	read = func(e xml.StartElement) error {
		if e.Name.Local != "CompositeGraphicUnit" {
			return x.children(read)
		}
		id := attr(e, "ID")
		_, err := page.objects(x, e, func(c ofdChild) { o.units[id] = append(o.units[id], c) })
		return err
	}
	return x.children(read)
}

// textObject reads the pieces of one object. Boundary is where its box stands, CTM how it is turned inside.
func textObject(x *xmlReader, e xml.StartElement, emit func(ofdChild)) (string, error) {
	place := placeOf(e)
	size, _ := strconv.ParseFloat(attr(e, "Size"), 64)
	stretch := 1.0
	if h, err := strconv.ParseFloat(attr(e, "HScale"), 64); err == nil && h > 0 {
		stretch = h
	}
	var all strings.Builder
	var atX, atY float64 // a piece without a place of its own begins where the one before did
	err := x.children(func(code xml.StartElement) error {
		if code.Name.Local != "TextCode" {
			return nil
		}
		if v := attr(code, "X"); v != "" {
			atX, _ = strconv.ParseFloat(v, 64)
		}
		if v := attr(code, "Y"); v != "" {
			atY, _ = strconv.ParseFloat(v, 64)
		}
		text, err := x.content()
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\n", ""), "\t", " ")
		if strings.TrimSpace(text) == "" {
			return err
		}
		all.WriteString(text)
		width := textWidth(text, size*stretch)
		if moved := advance(attr(code, "DeltaX")); moved > 0 {
			width = moved + size*stretch
		}
		emit(ofdChild{run: run{x: atX, y: atY, width: width, size: size, text: text}, place: place})
		return err
	})
	return all.String(), err
}

// placeOf is the transformation from an object's own space to that of what holds it.
func placeOf(e xml.StartElement) matrix {
	place := identity
	if values := floats(attr(e, "CTM")); len(values) == 6 {
		place = matrix(values)
	}
	if box := floats(attr(e, "Boundary")); len(box) == 4 {
		place = place.times(matrix{1, 0, 0, 1, box[0], box[1]})
	}
	return place
}

func floats(text string) []float64 {
	var list []float64
	for field := range strings.FieldsSeq(text) {
		v, err := strconv.ParseFloat(field, 64)
		if err != nil || len(list) == 6 {
			return nil
		}
		list = append(list, v)
	}
	return list
}

// advance sums the distances between characters; "g 3 4.2" stands for three times 4.2 (GB/T 33190-2016, 11.3).
func advance(delta string) float64 {
	fields := strings.Fields(delta)
	total := 0.0
	for i := 0; i < len(fields); i++ {
		if fields[i] == "g" && i+2 < len(fields) {
			n, _ := strconv.ParseFloat(fields[i+1], 64)
			v, _ := strconv.ParseFloat(fields[i+2], 64)
			total += n * v
			i += 2
			continue
		}
		v, _ := strconv.ParseFloat(fields[i], 64)
		total += v
	}
	return total
}
