package audit

import (
	_ "embed" // the page
	"fmt"
	"html/template"
	"io"
	"strings"
	"sync"

	"github.com/zwgk/zwgk/disclosure"
)

//go:embed report.html.tmpl
var pageText string

var pageTemplate = sync.OnceValues(func() (*template.Template, error) {
	return template.New("report").Funcs(template.FuncMap{
		"coverage":   coverageChart,
		"timeliness": timelinessChart,
		"trend":      trendChart,
		"join":       func(list []string) string { return strings.Join(list, "、") },
		"chinese":    disclosure.Severity.Chinese,
		"evidence":   evidence,
		"remarks":    ItemReport.remarks,
		"left":       ColumnReport.daysLeft,
		"limit":      limitOf,
		"few":        func(findings []Finding) []Finding { return findings[:min(len(findings), printed)] },
		"rest":       func(count int) int { return max(0, count-printed) },
		"headDuplicates": func(list []Duplicate) []Duplicate {
			return list[:min(len(list), printed)]
		},
		"headFaults": func(list []string) []string { return list[:min(len(list), printed)] },
		"class":      func(s any) string { return classOf(fmt.Sprint(s)) },
	}).Parse(pageText)
})

// classOf gives the style of a state or severity.
func classOf(state string) string {
	switch state {
	case string(Uncovered), string(Overdue), string(ColumnBlank), string(disclosure.Veto), string(disclosure.Error):
		return "bad"
	case string(Incomplete), string(ColumnNear), string(disclosure.Warning):
		return "warn"
	case string(Covered), string(ColumnFresh):
		return "good"
	}
	return "mute"
}

// page is what the template sees.
type page struct {
	*Report
	Summary, Verdict                string
	Veto, Error, Warning, InfoCount int
}

// WriteHTML writes the report as one page: style and charts are in it, nothing is loaded, there is no script. It can
// be printed and read on a phone.
func (r *Report) WriteHTML(w io.Writer) error {
	t, err := pageTemplate()
	if err != nil {
		return fmt.Errorf("audit: the embedded page is broken: %w", err)
	}
	p := page{Report: r, Summary: r.summary(), Verdict: r.Score.verdict(), Veto: r.Count(disclosure.Veto), Error: r.Count(disclosure.Error),
		Warning: r.Count(disclosure.Warning), InfoCount: r.Count(disclosure.Info)}
	if err := t.Execute(w, p); err != nil {
		return fmt.Errorf("audit: writing the report: %w", err)
	}
	return nil
}
