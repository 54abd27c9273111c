// Command audit writes a quality report over a site's documents.
//
//	go run ./examples/audit [-map MAPFILE] [-faq FAQS.jsonl] [-profile PROFILE.json] [-catalog CATALOG.json|.csv]
//	    [-as-of 2025-10-15] [FILE.jsonl…] -o report.html
//
// The form of the report follows the name of the output: .html, .md or .json; without -o Markdown goes to standard
// output. Without files the embedded sample city is audited, as of its own day. Files may be packed with gzip. Progress
// and what could not be read go to standard error. "-catalog none" leaves catalogue and columns out.
//
// It exits with 1 when something cannot be read or written, with 2 when it was called wrongly. A bad site is no error:
// read the report.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/disclosure/audit"
)

// errUsage is a wrong call, already explained.
var errUsage = errors.New("wrong call")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	switch {
	case errors.Is(err, errUsage):
		os.Exit(2)
	case err != nil:
		fmt.Fprintln(os.Stderr, "audit:", err)
		os.Exit(1)
	}
}

// call is what the program was called with.
type call struct {
	mapping, faq, profile, catalog, asOf, output string
	files                                        []string
}

// parse takes options before and behind the files.
func parse(args []string, stderr io.Writer) (call, error) {
	var c call
	flags := flag.NewFlagSet("audit", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&c.mapping, "map", "", "JSON `file` of our field names and the export's")
	flags.StringVar(&c.faq, "faq", "", "`file` of questions and answers as JSON Lines")
	flags.StringVar(&c.profile, "profile", "", "JSON `file` that changes the built-in profile")
	flags.StringVar(&c.catalog, "catalog", "", "`file` of the 标准目录 as JSON or CSV; none: no catalogue (default: the built-in one)")
	flags.StringVar(&c.asOf, "as-of", "", "`day` to audit as of, 2025-10-15 (default: today; of the sample: its own day)")
	flags.StringVar(&c.output, "o", "", "`file` for the report, .html, .md or .json (default: Markdown to standard output)")
	for rest := args; ; {
		if err := flags.Parse(rest); err != nil {
			return c, errUsage
		}
		if rest = flags.Args(); len(rest) == 0 {
			break
		}
		c.files, rest = append(c.files, rest[0]), rest[1:]
	}
	if extension := filepath.Ext(c.output); c.output != "" && !slices.Contains([]string{".html", ".md", ".json"}, extension) {
		fmt.Fprintf(stderr, "audit: -o %s: the report is .html, .md or .json\n", c.output)
		return c, errUsage
	}
	if c.output != "" && slices.Contains(append([]string{c.mapping, c.faq, c.profile, c.catalog}, c.files...), c.output) {
		fmt.Fprintf(stderr, "audit: -o %s would overwrite an input\n", c.output)
		return c, errUsage
	}
	return c, nil
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	c, err := parse(args, stderr)
	if err != nil {
		return err
	}
	start := time.Now()
	in, err := c.open(stderr)
	if err != nil {
		return err
	}
	auditor, err := audit.New(in.profile, nil)
	if err != nil {
		return err
	}
	report, err := auditor.Site(ctx, in.documents, in.catalog, in.asOf, &audit.SiteOptions{FAQs: in.faqs})
	if err != nil {
		return err
	}
	fmt.Fprintf(stderr, "audit: %d documents in %.1f s: %d vetoes, %d errors, %d warnings\n", report.Documents, time.Since(start).Seconds(),
		report.Count(disclosure.Veto), report.Count(disclosure.Error), report.Count(disclosure.Warning))
	tellFaults(stderr, report)
	return c.write(report, stdout)
}

// tellFaults prints the first faults of the input; the report has more.
func tellFaults(stderr io.Writer, report *audit.Report) {
	const most = 10
	for _, fault := range report.Faults[:min(len(report.Faults), most)] {
		fmt.Fprintln(stderr, "audit:", strings.TrimPrefix(fault, "disclosure: "))
	}
	if rest := report.FaultCount - most; rest > 0 {
		fmt.Fprintf(stderr, "audit: … and %d more faults of the input\n", rest)
	}
}

func (c call) write(report *audit.Report, stdout io.Writer) error {
	if c.output == "" {
		return report.WriteMarkdown(stdout)
	}
	out, err := os.Create(c.output)
	if err != nil {
		return err
	}
	switch filepath.Ext(c.output) {
	case ".html":
		err = report.WriteHTML(out)
	case ".json":
		err = report.WriteJSON(out)
	default:
		err = report.WriteMarkdown(out)
	}
	return errors.Join(err, out.Close())
}
