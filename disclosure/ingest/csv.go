package ingest

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// readCSV reads a table as text: cells parted by tabs, one line for each row.
func (f *file) readCSV(ctx context.Context) (Content, error) {
	var content Content
	sheet, err := f.csvSheet(ctx, &content)
	if err != nil {
		return Content{}, err
	}
	content.Text = sheet.text()
	content.Title = fileTitle(f.name)
	return content, nil
}

// csvSheet reads comma separated values (RFC 4180), also with semicolons, tabs or bars between them, as programs for
// other countries write them.
func (f *file) csvSheet(ctx context.Context, content *Content) (Sheet, error) {
	data, err := f.bytes()
	if err != nil {
		return Sheet{}, err
	}
	text := strings.TrimPrefix(content.decode(data, ""), "\uFEFF")
	r := csv.NewReader(&contextReader{ctx, strings.NewReader(text)})
	r.Comma = separator(text)
	r.FieldsPerRecord = -1
	r.LazyQuotes = true
	sheet := Sheet{Name: fileTitle(f.name)}
	for cells := 0; ; {
		row, err := r.Read()
		if err == io.EOF {
			return sheet, nil
		}
		if err != nil {
			return Sheet{}, errors.Join(context.Cause(ctx), fmt.Errorf("%w: %w", ErrDamaged, err))
		}
		if cells += len(row); cells > maxCells {
			return Sheet{}, fmt.Errorf("%w: over %d cells", ErrTooLarge, maxCells)
		}
		line, _ := r.FieldPos(0)
		sheet.Rows = append(sheet.Rows, Row{line, row})
	}
}

// maxCells bounds the cells of a table file.
const maxCells = 5_000_000

// separator tells what stands between values by the first lines: what is most frequent outside of quotes, the comma
// where nothing is.
func separator(text string) rune {
	counts := map[rune]int{}
	quoted, lines := false, 0
	for _, r := range text {
		switch {
		case r == '"':
			quoted = !quoted
		case r == '\n' && !quoted:
			if lines++; lines == 5 {
				return most(counts)
			}
		case !quoted && strings.ContainsRune(",;\t|", r):
			counts[r]++
		}
	}
	return most(counts)
}

func most(counts map[rune]int) rune {
	best := ','
	for _, r := range ";\t|" {
		if counts[r] > counts[best] {
			best = r
		}
	}
	return best
}
