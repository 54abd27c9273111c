package ingest

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// archive is a zip file with bounds: on how much may come out of it, in relation to its size and at all, and on how
// many files stand in it. Names are looked up without regard to case, leading slash and kind of slash, as the
// programs that write these formats do.
type archive struct {
	files map[string]*zip.File
	left  int64 // bytes that may still be unpacked
}

// smallArchive is below which no ratio is asked for: short files of much markup pack very well.
const smallArchive = 10 << 20

func (f *file) archive() (*archive, error) {
	list, err := zip.NewReader(f.reader, f.size)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if len(list.File) > f.opts.MaxEntries {
		return nil, fmt.Errorf("%w: %d files are packed in it, the limit is %d", ErrTooLarge, len(list.File), f.opts.MaxEntries)
	}
	most := min(f.opts.MaxUnpacked, max(smallArchive, f.size*f.opts.MaxRatio))
	a := &archive{files: make(map[string]*zip.File, len(list.File)), left: most}
	var stated uint64
	for _, entry := range list.File {
		if entry.Flags&1 != 0 {
			return nil, ErrEncrypted
		}
		if stated += min(entry.UncompressedSize64, 1<<50); stated > uint64(most) {
			return nil, fmt.Errorf("%w: over %d bytes are packed in %d", ErrTooLarge, most, f.size)
		}
		if key := entryKey(entryName(entry.Name)); a.files[key] == nil {
			a.files[key] = entry
		}
	}
	return a, nil
}

// entryName reads names that are GB 18030, which older programs write.
func entryName(name string) string {
	if utf8.ValidString(name) {
		return name
	}
	return decodeWith(simplifiedchinese.GB18030, []byte(name))
}

func entryKey(name string) string {
	name = path.Clean("/" + strings.ReplaceAll(name, `\`, "/"))
	return strings.ToLower(strings.TrimPrefix(name, "/"))
}

// match returns the first name, in order, that matches a pattern; the pattern itself where none does.
func (a *archive) match(pattern string) string {
	for _, name := range slices.Sorted(maps.Keys(a.files)) {
		if ok, _ := path.Match(pattern, name); ok {
			return name
		}
	}
	return pattern
}

func (a *archive) has(name string) bool { return a.files[entryKey(name)] != nil }

// errNoPart: a part is not in the archive.
var errNoPart = errors.New("it lacks a part")

// open reads one file of the archive. What is read counts against the bounds, whatever sizes the archive states.
func (a *archive) open(ctx context.Context, name string) (io.ReadCloser, error) {
	entry := a.files[entryKey(name)]
	if entry == nil {
		return nil, fmt.Errorf("%w: %w, %s", ErrDamaged, errNoPart, name)
	}
	r, err := entry.Open()
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrDamaged, name, err)
	}
	return &boundedReader{ReadCloser: r, ctx: ctx, archive: a, name: name}, nil
}

type boundedReader struct {
	io.ReadCloser
	ctx     context.Context
	archive *archive
	name    string
}

// Read fails with ErrTooLarge at the bound and with the context's cause after its end.
func (r *boundedReader) Read(p []byte) (int, error) {
	if err := context.Cause(r.ctx); err != nil {
		return 0, err
	}
	if r.archive.left <= 0 {
		return 0, fmt.Errorf("%w: too much is packed in %s", ErrTooLarge, r.name)
	}
	n, err := r.ReadCloser.Read(p[:min(int64(len(p)), r.archive.left)])
	r.archive.left -= int64(n)
	if err != nil && err != io.EOF {
		err = fmt.Errorf("%w: %s: %w", ErrDamaged, r.name, err)
	}
	return n, err
}
