package ingest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
)

// Sheet is one table of a file: a worksheet, or the whole of a .csv.
type Sheet struct {
	Name string
	Rows []Row
}

// Row is one row that holds something.
type Row struct {
	Line  int // in the sheet or file, from 1
	Cells []string
}

// Sheets reads the tables of an .xlsx or .csv as rows, for import of catalogues (公开事项目录) and lists. Merged cells
// show their value in each of the cells. Errors are as File's; other formats fail with ErrUnsupported.
func Sheets(ctx context.Context, name string, r io.ReaderAt, size int64, opts *Options) ([]Sheet, error) {
	f := file{name: name, reader: r, size: size, opts: opts.withDefaults()}
	format, err := f.format()
	if err != nil {
		return nil, fmt.Errorf("ingest: %s: %w", name, err)
	}
	var sheets []Sheet
	switch format {
	case CSV, Text:
		var sheet Sheet
		sheet, err = f.csvSheet(ctx, &Content{})
		sheets = []Sheet{sheet}
	case XLSX:
		sheets, err = f.xlsxSheets(ctx, true)
	default:
		err = fmt.Errorf("%w as a table: it is .%s; save the table as .xlsx or .csv", ErrUnsupported, format)
	}
	if err != nil {
		return nil, fmt.Errorf("ingest: %s: %w", name, err)
	}
	return sheets, nil
}

// Documents reads the rows of a sheet as documents: the first row names the fields, which mapping turns into ours as
// it does for an export ({"title":"信息名称","number":"发文字号"}). Lines in errors are the sheet's. Columns without a name
// that hold something are attributes named by their place (列3).
func (s Sheet) Documents(mapping disclosure.Mapping) iter.Seq2[disclosure.Document, error] {
	return func(yield func(disclosure.Document, error) bool) {
		rows := s.jsonLines()
		defer rows.Close()
		for document, err := range mapping.Documents(rows) {
			if !yield(document, err) {
				return
			}
		}
	}
}

// FAQs reads the rows of a sheet as FAQs, as Documents does.
func (s Sheet) FAQs(mapping disclosure.Mapping) iter.Seq2[disclosure.FAQ, error] {
	return func(yield func(disclosure.FAQ, error) bool) {
		rows := s.jsonLines()
		defer rows.Close()
		for faq, err := range mapping.FAQs(rows) {
			if !yield(faq, err) {
				return
			}
		}
	}
}

// jsonLines writes the rows as the decoder reads them, each on the line that it has in the sheet.
func (s Sheet) jsonLines() io.ReadCloser {
	r, w := io.Pipe()
	go func() { w.CloseWithError(s.writeJSON(w)) }()
	return r
}

func (s Sheet) writeJSON(w io.Writer) error {
	if len(s.Rows) == 0 {
		return nil
	}
	names, at := s.Rows[0].Cells, 1
	for _, row := range s.Rows[1:] {
		var b bytes.Buffer
		b.WriteString(strings.Repeat("\n", max(0, row.Line-at)))
		at = row.Line
		if err := row.writeJSON(&b, names); err != nil {
			return err
		}
		if _, err := w.Write(b.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// writeJSON writes an object without the end of its line, so that the next row's distance counts from here.
func (r Row) writeJSON(b *bytes.Buffer, names []string) error {
	b.WriteByte('{')
	first := true
	for i, cell := range r.Cells {
		if cell = strings.TrimSpace(cell); cell == "" {
			continue
		}
		name := fmt.Sprintf("列%d", i+1)
		if i < len(names) && oneLine(names[i]) != "" {
			name = oneLine(names[i])
		}
		pair, err := json.Marshal(map[string]string{name: cell})
		if err != nil {
			return err
		}
		if !first {
			b.WriteByte(',')
		}
		b.Write(pair[1 : len(pair)-1])
		first = false
	}
	b.WriteByte('}')
	return nil
}

// text writes a sheet for reading: cells parted by tabs.
func (s Sheet) text() string {
	var b strings.Builder
	for _, row := range s.Rows {
		cells := make([]string, len(row.Cells))
		for i, cell := range row.Cells {
			cells[i] = oneLine(cell)
		}
		b.WriteString(strings.TrimRight(strings.Join(cells, "\t"), "\t") + "\n")
	}
	return b.String()
}
