package ingest

import (
	"archive/zip"
	"bytes"
	"fmt"
	"path"
	"strings"
)

// Format is a kind of file.
type Format string

// The formats that can be read.
const (
	Text     Format = "txt"
	Markdown Format = "md"
	HTML     Format = "html"
	CSV      Format = "csv"
	DOCX     Format = "docx" // ISO/IEC 29500, what Word and WPS write
	XLSX     Format = "xlsx" // ISO/IEC 29500
	OFD      Format = "ofd"  // GB/T 33190-2016, the fixed layout of official documents
	PDF      Format = "pdf"  // ISO 32000-1
)

// byName tells formats that have no mark of their own by the file's name.
var byName = map[string]Format{".md": Markdown, ".markdown": Markdown, ".html": HTML, ".htm": HTML, ".shtml": HTML,
	".xhtml": HTML, ".csv": CSV, ".tsv": CSV, ".txt": Text}

// byEntry tells formats that are archives by a file in them, in lower case.
var byEntry = []struct {
	entry  string
	format Format
}{{mainDocument, DOCX}, {"xl/workbook*.xml", XLSX}, {"ofd.xml", OFD}}

// mainDocument is what the main part of a .docx is called: word/document.xml, by some programs document2.xml.
const mainDocument = "word/document*.xml"

// unreadable are marks of kinds that cannot be read, with what to do instead.
var unreadable = []struct{ mark, what string }{
	{"{\\rtf", "RTF; save it as .docx"},
	{"\x89PNG", "an image; it needs text recognition (OCR)"},
	{"\xff\xd8\xff", "an image; it needs text recognition (OCR)"},
	{"GIF8", "an image; it needs text recognition (OCR)"},
	{"II*\x00", "an image; it needs text recognition (OCR)"},
	{"MM\x00*", "an image; it needs text recognition (OCR)"},
	{"Rar!", "an archive; unpack it and read the files in it"},
	{"7z\xbc\xaf", "an archive; unpack it and read the files in it"},
	{"\x1f\x8b", "an archive; unpack it and read the files in it"},
}

// compoundFile is the mark of what Office wrote before 2007, and of newer files with a password.
const compoundFile = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

func (f *file) format() (Format, error) {
	if f.size > f.opts.MaxBytes {
		return "", fmt.Errorf("%w: %d bytes, the limit is %d", ErrTooLarge, f.size, f.opts.MaxBytes)
	}
	head, err := f.head(4096)
	if err != nil {
		return "", err
	}
	switch {
	case bytes.HasPrefix(head, []byte(compoundFile)):
		return "", f.oldOffice()
	case bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return f.archiveFormat()
	case bytes.Contains(head[:min(len(head), 1024)], []byte("%PDF-")):
		return PDF, nil
	}
	for _, kind := range unreadable {
		if bytes.HasPrefix(head, []byte(kind.mark)) {
			return "", fmt.Errorf("%w: it is %s", ErrUnsupported, kind.what)
		}
	}
	if known, ok := byName[strings.ToLower(path.Ext(f.name))]; ok && (known != Text || looksLikeText(head)) {
		return known, nil
	}
	if lower := bytes.ToLower(head); bytes.Contains(lower, []byte("<html")) || bytes.Contains(lower, []byte("<!doctype html")) {
		return HTML, nil
	}
	if !looksLikeText(head) {
		return "", fmt.Errorf("%w: it is no text, web page, .docx, .xlsx, .ofd or .pdf; convert it to one of them", ErrUnsupported)
	}
	return Text, nil
}

// archiveFormat looks which of the known files stands in an archive. One whose list cannot be read is damaged.
func (f *file) archiveFormat() (Format, error) {
	list, err := zip.NewReader(f.reader, f.size)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	for _, known := range byEntry {
		for _, entry := range list.File {
			if ok, _ := path.Match(known.entry, entryKey(entryName(entry.Name))); ok {
				return known.format, nil
			}
		}
	}
	return "", fmt.Errorf("%w: it is an archive that is no .docx, .xlsx or .ofd; unpack it, or save it as one of them", ErrUnsupported)
}

// oldOffice tells an encrypted new file, which is wrapped in a compound file, from an old one.
func (f *file) oldOffice() error {
	data, err := f.bytes()
	if err != nil {
		return err
	}
	if bytes.Contains(data, []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e")) {
		return ErrEncrypted
	}
	return fmt.Errorf("%w: it is of Office before 2007 or WPS (.doc, .xls, .wps, .et); save it as .docx or .xlsx", ErrUnsupported)
}
