// Command load imports a CMS export into an index.
//
//	go run ./examples/load -index DIR [-map MAPFILE] FILE.jsonl[.gz]…
//
// Each line of a file is a document as JSON. MAPFILE tells how the host's field names read in ours, e.g.
// {"issuers":"department","published":"date"}; fields that neither name is for are kept as attributes. Progress goes
// to standard error; the report of what was imported, rejected and kept in spite of a fault goes to standard output.
//
// Rows at fault never stop an import. It exits with 1 when nothing was imported or the index failed, with 2 when it
// was called wrongly.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/examples/internal/feed"
	"github.com/zwgk/zwgk/search"
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
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("load", flag.ContinueOnError)
	flags.SetOutput(stderr)
	folder := flags.String("index", "", "folder of the index, made where it is missing (required)")
	mapFile := flags.String("map", "", "JSON file of our field names and the host's")
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: load -index DIR [-map MAPFILE] FILE.jsonl[.gz]…")
		flags.PrintDefaults()
	}
	if err := flags.Parse(args); err != nil {
		return errUsage
	}
	if *folder == "" || flags.NArg() == 0 {
		flags.Usage()
		return errUsage
	}
	mapping, err := feed.ReadMapping(*mapFile)
	if err != nil {
		return err
	}
	index, err := search.Open(*folder, nil)
	if err != nil {
		return err
	}
	err = load(ctx, index, mapping, flags.Args(), stdout, stderr)
	return errors.Join(err, index.Close())
}

// load imports each file. A file that cannot be read is told of, and the next one is tried.
func load(ctx context.Context, index *search.Index, mapping disclosure.Mapping, files []string, stdout, stderr io.Writer) error {
	progress := feed.NewProgress(stderr)
	imported := 0
	for _, name := range files {
		report, err := feed.Import(ctx, index, mapping, name, progress)
		imported += report.Imported
		progress.Line("%s: %d imported, %d rejected, %.1f s", name, report.Imported, report.Rejected, report.Took.Seconds())
		report.Print(stdout)
		if err != nil {
			return err
		}
	}
	count, err := index.Count()
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "index: %d documents\n", count)
	if imported == 0 {
		return errors.New("nothing was imported")
	}
	return nil
}
