package ingest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/zwgk/zwgk/disclosure"
)

// Errors a host branches on. Each comes wrapped with the file's name and what exactly is wrong.
var (
	ErrUnsupported = errors.New("this kind of file cannot be read")
	ErrTooLarge    = errors.New("the file, or what is packed in it, is beyond the limits; split it or raise Options")
	ErrEncrypted   = errors.New("the file is encrypted; remove its password and save it again")
	ErrDamaged     = errors.New("the file is damaged; open it in its own program and save it again")
)

// Options bound what a file may cost; nil means the defaults. They hold for one call.
type Options struct {
	MaxBytes    int64         // size of the file; default 100 MiB
	MaxUnpacked int64         // bytes of everything packed in it, and of its text; default 200 MiB
	MaxRatio    int64         // unpacked to packed bytes of an archive beyond 10 MiB; default 100
	MaxEntries  int           // files in an archive; default 10,000
	Child       []string      // the command that reads PDF, a program that calls RunChild; default this program itself
	Timeout     time.Duration // for the child; default 30 s
	ChildMemory int64         // bytes that the child may take beyond what it starts with; default 1 GiB
	URL         string        // where a page was found; links in it are resolved against this; default none
}

func (o *Options) withDefaults() Options {
	var opts Options
	if o != nil {
		opts = *o
	}
	defaultTo(&opts.MaxBytes, 100<<20)
	defaultTo(&opts.MaxUnpacked, 200<<20)
	defaultTo(&opts.MaxRatio, 100)
	defaultTo(&opts.MaxEntries, 10_000)
	defaultTo(&opts.Timeout, 30*time.Second)
	defaultTo(&opts.ChildMemory, 1<<30)
	return opts
}

func defaultTo[T int | int64 | time.Duration](v *T, otherwise T) {
	if *v <= 0 {
		*v = otherwise
	}
}

// Content is what a file says.
type Content struct {
	Format      Format
	Title       string                  // as stated in the file, else guessed from its first lines, else its name
	Text        string                  // UTF-8, lines end with \n; cells of a table row are parted by tabs
	Meta        map[string]string       // what the file says of itself, under the names it uses: PubDate, 索引号, Author
	Attachments []disclosure.Attachment // links to other files in a page's main text
	Warnings    []Warning               // what was lost or guessed
}

// File reads a file of any known kind, which is told by its content first and its name second. It reads r at most
// once in parts, keeps nothing open, and ends early when ctx does. A file that opens but holds only images comes back
// with an empty or short text and the warning NeedsOCR. Errors match ErrUnsupported, ErrTooLarge, ErrEncrypted,
// ErrDamaged, the context's, or r's own.
func File(ctx context.Context, name string, r io.ReaderAt, size int64, opts *Options) (Content, error) {
	f := file{name: name, reader: r, size: size, opts: opts.withDefaults()}
	content, err := f.read(ctx)
	if err != nil {
		return Content{}, fmt.Errorf("ingest: %s: %w", name, err)
	}
	content.Text = tidy(content.Text)
	if content.Title == "" {
		content.Title = guessTitle(content.Text, name)
	}
	return content, nil
}

// file is one file while it is read.
type file struct {
	name   string
	reader io.ReaderAt
	size   int64
	opts   Options
}

// readers by format; each has a file of its own.
var readers = map[Format]func(*file, context.Context) (Content, error){
	Text: (*file).readText, Markdown: (*file).readMarkdown, HTML: (*file).readHTML, CSV: (*file).readCSV,
	DOCX: (*file).readDOCX, XLSX: (*file).readXLSX, OFD: (*file).readOFD, PDF: (*file).readPDF,
}

func (f *file) read(ctx context.Context) (Content, error) {
	if err := context.Cause(ctx); err != nil {
		return Content{}, err
	}
	format, err := f.format()
	if err != nil {
		return Content{}, err
	}
	content, err := readers[format](f, ctx)
	if err != nil {
		return Content{}, err
	}
	content.Format = format
	if int64(len(content.Text)) > f.opts.MaxUnpacked {
		return Content{}, fmt.Errorf("%w: %d bytes of text", ErrTooLarge, len(content.Text))
	}
	return content, context.Cause(ctx)
}

// bytes returns the whole file.
func (f *file) bytes() ([]byte, error) {
	data := make([]byte, f.size)
	n, err := io.ReadFull(io.NewSectionReader(f.reader, 0, f.size), data)
	if err == io.ErrUnexpectedEOF || err == io.EOF && f.size > 0 {
		return nil, fmt.Errorf("%w: it ends after %d of %d bytes", ErrDamaged, n, f.size)
	}
	if err != nil && err != io.EOF {
		return nil, err
	}
	return data, nil
}

// head returns the beginning of the file, at most n bytes.
func (f *file) head(n int64) ([]byte, error) {
	data, err := io.ReadAll(io.NewSectionReader(f.reader, 0, min(n, f.size)))
	return bytes.Clone(data), err
}
