package ingest

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"path"
	"strings"
)

// readOFD reads the national fixed layout format (GB/T 33190-2016): all document bodies, their pages with templates and
// composite objects, what the file says of itself, and the tags that official documents carry (标题, 发文字号 …). Seals and
// other annotations are left out.
func (f *file) readOFD(ctx context.Context) (Content, error) {
	a, err := f.archive()
	if err != nil {
		return Content{}, err
	}
	o := &ofd{ctx: ctx, archive: a, out: writer{limit: f.opts.MaxUnpacked}}
	var roots []string
	if err := a.xml(ctx, "OFD.xml", func(x *xmlReader) error { return o.entry(x, &roots) }); err != nil {
		return Content{}, err
	}
	if len(roots) == 0 {
		return Content{}, fmt.Errorf("%w: OFD.xml names no document", ErrDamaged)
	}
	for _, root := range roots {
		if err := o.document(entryKey(root)); err != nil {
			return Content{}, err
		}
	}
	o.content.Text = o.out.b.String()
	for _, name := range []string{"标题", "Title"} {
		if o.content.Title == "" {
			o.content.Title = o.content.Meta[name]
		}
	}
	if o.bare > 0 {
		o.content.warn(NeedsOCR, o.bare, "")
	}
	if o.out.full {
		o.content.warn(CutShort, 0, "")
	}
	return o.content, nil
}

// ofd is a file while it is read.
type ofd struct {
	ctx     context.Context
	archive *archive
	content Content
	out     writer
	bare    int // pages without text
	margins margins

	// of the document at hand
	templates map[string]string     // id → part
	units     map[string][]ofdChild // composite unit → what is drawn in it
	objects   map[string]string     // text object → its text
}

// infoNames are the properties of DocInfo that are kept (GB/T 33190-2016, 7.4).
var infoNames = map[string]bool{"Title": true, "Author": true, "Subject": true, "Abstract": true, "CreationDate": true, "ModDate": true,
	"Keyword": true, "Creator": true, "DocUsage": true}

// entry reads OFD.xml.
func (o *ofd) entry(x *xmlReader, roots *[]string) error {
	var read func(xml.StartElement) error
	read = func(e xml.StartElement) error {
		switch name := e.Name.Local; {
		case name == "DocRoot":
			text, err := x.content()
			*roots = append(*roots, strings.TrimSpace(text))
			return err
		case name == "CustomData":
			text, err := x.content()
			o.content.set(attr(e, "Name"), text)
			return err
		case infoNames[name]:
			text, err := x.content()
			o.content.set(name, text)
			return err
		}
		return x.children(read)
	}
	return x.children(read)
}

// document reads one body: its resources first, for pages refer to them.
func (o *ofd) document(root string) error {
	o.templates, o.units, o.objects = map[string]string{}, map[string][]ofdChild{}, map[string]string{}
	var pages, resources, tags []string
	err := o.archive.xml(o.ctx, root, func(x *xmlReader) error {
		var read func(xml.StartElement) error
		read = func(e xml.StartElement) error {
			location := attr(e, "BaseLoc")
			switch e.Name.Local {
			case "Page":
				pages = append(pages, o.resolve(root, location))
			case "TemplatePage":
				o.templates[attr(e, "ID")] = o.resolve(root, location)
			case "DocumentRes", "PublicRes", "CustomTags":
				text, err := x.content()
				if part := o.resolve(root, strings.TrimSpace(text)); e.Name.Local == "CustomTags" {
					tags = append(tags, part)
				} else {
					resources = append(resources, part)
				}
				return err
			}
			return x.children(read)
		}
		return x.children(read)
	})
	if err != nil {
		return err
	}
	for _, part := range resources {
		if err := o.optional(part, o.resource); err != nil {
			return err
		}
	}
	for i, part := range pages {
		if err := o.page(part, i+1); err != nil {
			return err
		}
	}
	for _, part := range tags {
		if err := o.tags(part); err != nil {
			return err
		}
	}
	return nil
}

// optional reads a part that the text can be had without; where it is missing or broken there is a warning.
func (o *ofd) optional(part string, read func(*xmlReader) error) error {
	err := o.archive.xml(o.ctx, part, read)
	if err != nil && errors.Is(err, ErrDamaged) && !errors.Is(err, ErrTooLarge) {
		o.content.warn(MissingPart, 0, part)
		return nil
	}
	return err
}

// resolve finds a part that another one names: from the archive's root where it begins with a slash, from the other's
// folder else, and, as some programs write, from the root all the same.
func (o *ofd) resolve(from, location string) string {
	location = strings.ReplaceAll(location, `\`, "/")
	if strings.HasPrefix(location, "/") {
		return entryKey(location)
	}
	if part := entryKey(path.Join(path.Dir(from), location)); o.archive.has(part) || !o.archive.has(location) {
		return part
	}
	return entryKey(location)
}

// page reads one page with its templates and writes its text.
func (o *ofd) page(part string, number int) error {
	drawn := &ofdPage{ofd: o}
	if err := o.optional(part, drawn.read); err != nil {
		return err
	}
	for _, id := range drawn.templates {
		template := o.templates[id]
		if template == "" {
			o.content.warn(MissingPart, 0, fmt.Sprintf("第%d页的模板", number))
			continue
		}
		if err := o.optional(template, drawn.read); err != nil {
			return err
		}
	}
	laid := o.margins.layPage(drawn.runs)
	if laid.text == "" && drawn.pictures > 0 {
		o.bare++
	}
	o.out.page(laid)
	return nil
}

// tags reads what parts of the text are (标引): a list of files, in which elements refer to objects on pages.
func (o *ofd) tags(part string) error {
	var files []string
	err := o.optional(part, func(x *xmlReader) error {
		var read func(xml.StartElement) error
		read = func(e xml.StartElement) error {
			if e.Name.Local == "FileLoc" {
				text, err := x.content()
				files = append(files, o.resolve(part, strings.TrimSpace(text)))
				return err
			}
			return x.children(read)
		}
		return x.children(read)
	})
	for _, file := range files {
		if err == nil {
			err = o.optional(file, o.tagFile)
		}
	}
	return err
}

func (o *ofd) tagFile(x *xmlReader) error {
	var inside func(name string) error
	inside = func(name string) error {
		var text strings.Builder
		err := x.children(func(e xml.StartElement) error {
			if e.Name.Local != "ObjectRef" {
				return inside(e.Name.Local)
			}
			id, err := x.content()
			text.WriteString(o.objects[strings.TrimSpace(id)])
			return err
		})
		o.content.set(name, text.String())
		return err
	}
	return inside("")
}
