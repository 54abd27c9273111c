package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

// readXLSX reads the visible worksheets as text, each under its name.
func (f *file) readXLSX(ctx context.Context) (Content, error) {
	sheets, err := f.xlsxSheets(ctx, false)
	if err != nil {
		return Content{}, err
	}
	var content Content
	var b strings.Builder
	for _, sheet := range sheets {
		text := sheet.text()
		if strings.TrimSpace(text) == "" {
			continue
		}
		if len(sheets) > 1 {
			b.WriteString("【" + sheet.Name + "】\n")
		}
		b.WriteString(text + "\n")
	}
	content.Text, content.Title = b.String(), titleOf(sheets)
	if a, err := f.archive(); err == nil {
		core, err := readCore(ctx, a)
		if err != nil {
			content.warn(MissingPart, 0, "docProps/core.xml")
		}
		content.Meta = core.Meta
	}
	return content, nil
}

// titleOf is the one cell that stands alone in the first row of a sheet; "" where there is none.
func titleOf(sheets []Sheet) string {
	if len(sheets) == 0 || len(sheets[0].Rows) == 0 {
		return ""
	}
	if cells := strings.Fields(strings.Join(sheets[0].Rows[0].Cells, "\n")); len(cells) == 1 && len(cells[0]) <= 4*maxTitle {
		return cells[0]
	}
	return ""
}

// xlsxSheets reads worksheets (ISO/IEC 29500-1, part 18) with cells formatted as the sheet shows them. Hidden sheets are
// left out, as they are by whoever prints it. merged gives each cell of a merged range its value; in running text once is enough.
func (f *file) xlsxSheets(ctx context.Context, merged bool) (sheets []Sheet, err error) {
	if _, err := f.archive(); err != nil { // the bounds
		return nil, err
	}
	defer func() {
		if fault := recover(); fault != nil {
			sheets, err = nil, fmt.Errorf("%w: %v", ErrDamaged, fault)
		}
	}()
	limit := f.opts.MaxUnpacked
	book, err := excelize.OpenReader(&contextReader{ctx, io.NewSectionReader(f.reader, 0, f.size)}, excelize.Options{
		UnzipSizeLimit: limit, UnzipXMLSizeLimit: limit}) // the second equal, or large sheets go to temporary files
	if err != nil {
		return nil, f.xlsxError(ctx, err)
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	cells := 0
	for _, name := range book.GetSheetList() {
		if visible, err := book.GetSheetVisible(name); err == nil && !visible {
			continue
		}
		sheet, err := f.worksheet(ctx, book, name, &cells)
		if err != nil {
			return nil, err
		}
		if merged {
			if err := fillMerged(book, &sheet); err != nil {
				return nil, err
			}
		}
		sheets = append(sheets, sheet)
	}
	return sheets, nil
}

func (f *file) xlsxError(ctx context.Context, err error) error {
	switch {
	case context.Cause(ctx) != nil:
		return context.Cause(ctx)
	case errors.Is(err, excelize.ErrWorkbookFileFormat):
		return fmt.Errorf("%w: it is no workbook", ErrDamaged)
	case errors.Is(err, excelize.ErrWorkbookPassword):
		return ErrEncrypted
	case strings.Contains(err.Error(), "unzip size exceeds"):
		return fmt.Errorf("%w: over %d bytes are packed in it", ErrTooLarge, f.opts.MaxUnpacked)
	}
	return fmt.Errorf("%w: %w", ErrDamaged, err)
}

// maxRow is the last row there can be in a sheet (ISO/IEC 29500-1).
const maxRow = 1 << 20

func (f *file) worksheet(ctx context.Context, book *excelize.File, name string, cells *int) (sheet Sheet, err error) {
	sheet.Name = name
	rows, err := book.Rows(name)
	if err != nil {
		return sheet, f.xlsxError(ctx, err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for line := 1; rows.Next() && line <= maxRow; line++ {
		if line%1000 == 0 && context.Cause(ctx) != nil {
			return sheet, context.Cause(ctx)
		}
		row, err := rows.Columns()
		if err != nil {
			return sheet, f.xlsxError(ctx, err)
		}
		if strings.Join(row, "") == "" {
			continue
		}
		if *cells += len(row); *cells > maxCells {
			return sheet, fmt.Errorf("%w: over %d cells", ErrTooLarge, maxCells)
		}
		sheet.Rows = append(sheet.Rows, Row{line, row})
	}
	return sheet, rows.Error()
}

// fillMerged gives each cell of a merged range the range's value, within the rows and columns that hold something.
func fillMerged(book *excelize.File, sheet *Sheet) error {
	merged, err := book.GetMergeCells(sheet.Name, true)
	if err != nil {
		return fmt.Errorf("%w: merged cells: %w", ErrDamaged, err)
	}
	byLine := make(map[int]*Row, len(sheet.Rows))
	width := 0
	for i := range sheet.Rows {
		byLine[sheet.Rows[i].Line] = &sheet.Rows[i]
		width = max(width, len(sheet.Rows[i].Cells))
	}
	filled := 0
	for _, m := range merged {
		left, top, err1 := excelize.CellNameToCoordinates(m.GetStartAxis())
		right, bottom, err2 := excelize.CellNameToCoordinates(m.GetEndAxis())
		first := byLine[top]
		if err1 != nil || err2 != nil || first == nil || left > len(first.Cells) || first.Cells[left-1] == "" {
			continue
		}
		value := first.Cells[left-1]
		for line := top; line <= bottom; line++ {
			row := byLine[line]
			if filled++; filled > maxCells {
				return fmt.Errorf("%w: over %d merged cells", ErrTooLarge, maxCells)
			}
			for column := left; row != nil && column <= min(right, width); column++ {
				filled++
				for len(row.Cells) < column {
					row.Cells = append(row.Cells, "")
				}
				if row.Cells[column-1] == "" {
					row.Cells[column-1] = value
				}
			}
		}
	}
	return nil
}
