// Command benchmark measures search side by side in one run: gse and this module's segmenter over the same text, and
// bleve as shipped, SQLite's FTS5 and this module's index over the same passages and the same queries.
//
//	go run ./examples/benchmark -data DIR [-sizes 10000,100000,300000] [-queries 300] [-budget 30m] [-sql=false]
//
// DIR holds laws/docs.jsonl.gz, one {title,category,date,text} a line; its texts are cut into paragraphs, one passage
// each, and cut anew where a size asks for more than there are. Bleve and SQLite get the words of gse's cut with blanks
// between them, made outside the clock; ours gets the plain text and cuts it itself, with the clock running.
//
// It prints a table of ratios against fixed targets, over the largest size, and a table of growth over all sizes. Trust
// the ratios; the absolute figures are the machine's. Ours does more for each query than the others, see ours.go; no
// figure of ours leaves any of that out. Each query is asked once to warm up ("first"), then three times of all engines in
// turns, of which the quickest counts ("p50", "p99" over all queries). Progress goes to standard error. After -budget no further size is begun. It exits
// with 1 when something fails, with 2 when it was called wrongly; a missed target is no failure.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strconv"
	"strings"
	"time"
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
		fmt.Fprintln(os.Stderr, "benchmark:", err)
		os.Exit(1)
	}
}

// call is what the program was called with.
type call struct {
	data    string
	sizes   []int // ascending
	queries int
	budget  time.Duration
	sql     bool
	folder  string
}

func parse(args []string, stderr io.Writer) (call, error) {
	c := call{sizes: []int{10_000, 100_000, 300_000}}
	flags := flag.NewFlagSet("benchmark", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&c.data, "data", "", "`folder` that holds laws/docs.jsonl.gz (required)")
	flags.Func("sizes", "`numbers` of passages, parted by commas (default 10000,100000,300000)", func(list string) error {
		c.sizes = nil
		for part := range strings.SplitSeq(list, ",") {
			n, err := strconv.Atoi(strings.TrimSpace(part))
			if err != nil || n < 1 {
				return fmt.Errorf("%q is no number of passages", part)
			}
			c.sizes = append(c.sizes, n)
		}
		slices.Sort(c.sizes)
		return nil
	})
	flags.IntVar(&c.queries, "queries", 300, "`number` of queries of each kind")
	flags.DurationVar(&c.budget, "budget", 30*time.Minute, "begin no further size after this `time`")
	flags.BoolVar(&c.sql, "sql", true, "measure SQLite too")
	flags.StringVar(&c.folder, "tmp", "", "`folder` for the indexes, which are removed again (default the system's)")
	if err := flags.Parse(args); err != nil {
		return c, errUsage
	}
	if flags.NArg() > 0 || c.data == "" || c.queries < 1 {
		fmt.Fprintln(stderr, "benchmark: give -data, at least one query, and flags only")
		flags.Usage()
		return c, errUsage
	}
	return c, nil
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	c, err := parse(args, stderr)
	if err != nil {
		return err
	}
	begun := time.Now()
	dictionaries, err := measureDictionaries()
	if err != nil {
		return err
	}
	fmt.Fprintln(stderr, "dictionaries ready")
	corpus, err := readCorpus(c.data)
	if err != nil {
		return err
	}
	fmt.Fprintf(stderr, "%d passages of the data\n", len(corpus.base))
	cuts := measureCuts(corpus, dictionaries.segmenter)
	dictionaries.segmenter = nil
	questions := corpus.questions(c.queries)
	var runs []sizeRun
	for i, size := range c.sizes {
		if i > 0 && time.Since(begun) > c.budget {
			fmt.Fprintf(stderr, "out of time before %d passages\n", size)
			break
		}
		r, err := measureSize(ctx, engines(c.sql), corpus, size, questions, c.folder, func(name string) {
			fmt.Fprintf(stderr, "%v: %s over %d passages\n", time.Since(begun).Round(time.Second), name, size)
		})
		if err != nil {
			return err
		}
		runs = append(runs, r)
	}
	printTargets(stdout, targetsOf(dictionaries, cuts, runs[len(runs)-1]), runs[len(runs)-1].size)
	printGrowth(stdout, runs)
	return nil
}
