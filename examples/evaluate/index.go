package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/zwgk/zwgk/examples/internal/feed"
	"github.com/zwgk/zwgk/search"
)

// imported tells what an import took.
type imported struct {
	documents int
	bytes     int64 // of titles and texts
	took      time.Duration
}

// prepare opens the index in folder and imports the corpora, unless they stand in it already.
func (c call) prepare(ctx context.Context, in inputs, folder string, stdout, stderr io.Writer) (*search.Index, imported, error) {
	index, err := search.Open(folder, nil)
	if err != nil {
		return nil, imported{}, err
	}
	done, err := c.fill(ctx, index, in, folder, stdout, stderr)
	if err != nil {
		index.Close()
		return nil, done, err
	}
	return index, done, nil
}

func (c call) fill(ctx context.Context, index *search.Index, in inputs, folder string, stdout, stderr io.Writer) (done imported, err error) {
	before, err := index.Count()
	if err != nil || len(c.corpora) == 0 {
		return done, err
	}
	mark, err := markOf(c.corpora, c.mapping)
	if err != nil {
		return done, err
	}
	if before > 0 && mark.stands(folder) {
		fmt.Fprintf(stdout, "%s: used again, %d documents\n", folder, before)
		return done, nil
	}
	if before > 0 {
		fmt.Fprintf(stdout, "%s: holds %d documents of another import; the corpus is imported over them\n", folder, before)
	}
	if err := mark.remove(folder); err != nil {
		return done, err
	}
	progress := feed.NewProgress(stderr)
	for _, name := range c.corpora {
		report, err := feed.Import(ctx, index, in.mapping, name, progress)
		done.documents += report.Imported
		done.bytes += report.TextBytes
		done.took += report.Took
		progress.Line("%s: %d imported, %d rejected, %.1f s", name, report.Imported, report.Rejected, report.Took.Seconds())
		report.Print(stdout)
		if err == nil {
			err = report.Unread
		}
		if err != nil {
			return done, err
		}
	}
	if done.documents == 0 {
		return done, errNothing
	}
	return done, mark.write(folder)
}

// folderSize returns the bytes of all files in a folder.
func folderSize(folder string) (int64, error) {
	var size int64
	err := filepath.Walk(folder, func(_ string, info os.FileInfo, err error) error {
		if err == nil && info.Mode().IsRegular() {
			size += info.Size()
		}
		return err
	})
	return size, err
}
