package feed

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
)

// Report tells what became of one file.
type Report struct {
	search.Report
	Name      string
	Unread    error // why the file was not read to its end; nil where it was
	TextBytes int64 // of titles and texts, as read
	Took      time.Duration
}

// Import brings a file of JSON Lines, packed or not, into an index under a mapping. Rows at fault and a file that
// cannot be read are told in the report; it fails only when the index does or ctx ends. An id that stands on two lines
// is a fault of the later one, which stays.
func Import(ctx context.Context, index *search.Index, mapping disclosure.Mapping, name string, progress *Progress) (Report, error) {
	report := Report{Name: name}
	file, err := Open(name)
	if err != nil {
		report.Unread = err
		return report, nil
	}
	defer file.Close()
	start := time.Now()
	report.Report, err = index.Import(ctx, report.watch(file, mapping, progress))
	report.Took = time.Since(start)
	if err != nil {
		return report, fmt.Errorf("%s: %w", name, err)
	}
	return report, nil
}

// watch decodes documents and passes them on, looking for ids that come again. It ends, and does not fail, where the
// file cannot be read on.
func (r *Report) watch(file *File, mapping disclosure.Mapping, progress *Progress) iter.Seq2[disclosure.Document, error] {
	idField := cmp.Or(mapping["id"], "id")
	return func(yield func(disclosure.Document, error) bool) {
		rows, seen := 0, make(map[string]int)
		for document, err := range mapping.Documents(file) {
			if err != nil && len(disclosure.RowErrors(err)) == 0 {
				r.Unread = err
				return
			}
			rows++
			r.TextBytes += int64(len(document.Title) + len(document.Text))
			if before, ok := seen[document.ID]; ok && document.ID != "" {
				err = errors.Join(err, &disclosure.RowError{Line: file.Line(), ID: document.ID, Field: idField, Kept: true,
					Reason: fmt.Sprintf("%q stands on line %d too; the later row stays", document.ID, before)})
			}
			seen[document.ID] = file.Line()
			progress.Step("%s: %d rows, %d%%", r.Name, rows, file.Percent())
			if !yield(document, err) {
				return
			}
		}
	}
}

// Print writes the counts, then every fault with its line, field and reason. Faults that say the same are one line.
func (r Report) Print(w io.Writer) {
	fmt.Fprintf(w, "%s: %d imported (%d of them replaced another row), %d rejected, %d faults in rows that were kept\n",
		r.Name, r.Imported, r.Replaced, r.Rejected, r.Warnings)
	if r.Unread != nil {
		fmt.Fprintf(w, "  not read to its end: %v\n", r.Unread)
	}
	for _, group := range grouped(r.Problems) {
		fmt.Fprintf(w, "  %s\n", group)
	}
	if told := len(r.Problems); told < r.Rejected+r.Warnings {
		fmt.Fprintf(w, "  … only the first %d faults are listed\n", told)
	}
}

// group is a fault and the lines that have it.
type group struct {
	fault disclosure.RowError // Line and ID left out
	lines []int
}

func grouped(faults []*disclosure.RowError) []*group {
	var groups []*group
	place := make(map[disclosure.RowError]*group)
	for _, fault := range faults {
		key := *fault
		key.Line, key.ID = 0, ""
		if place[key] == nil {
			place[key] = &group{fault: key}
			groups = append(groups, place[key])
		}
		place[key].lines = append(place[key].lines, fault.Line)
	}
	return groups
}

// maxLines bounds how many lines of one fault are named.
const maxLines = 8

// String writes "rejected  line 3: field id: missing".
func (g *group) String() string {
	var b strings.Builder
	b.WriteString(map[bool]string{true: "kept      ", false: "rejected  "}[g.fault.Kept])
	b.WriteString(map[bool]string{true: "line ", false: "lines "}[len(g.lines) == 1])
	for i, line := range g.lines[:min(len(g.lines), maxLines)] {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprint(&b, line)
	}
	if more := len(g.lines) - maxLines; more > 0 {
		fmt.Fprintf(&b, " and %d more", more)
	}
	if g.fault.Field != "" {
		b.WriteString(": field " + g.fault.Field)
	}
	return b.String() + ": " + g.fault.Reason
}
