// Command evaluate measures retrieval, answers and abstention over a BEIR-like folder.
//
//	go run ./examples/evaluate -corpus C.jsonl [-corpus MORE.jsonl] [-map MAPFILE] [-faq F.jsonl] -queries Q.jsonl
//	    [-qrels R.tsv] [-answers A.jsonl] [-index DIR] -out RESULTS.jsonl
//
// It imports the corpus, asks every question, writes one row for each to -out in the order of the questions, and prints
// the measures of package evaluate. Progress goes to standard error. Every input may be packed with gzip.
//
// With -index the index stays in DIR. It is used again without an import while the corpus, the mapping and this program
// are the same; with -index and no -corpus it is used as it is. Without -index a temporary folder serves.
//
// A bad line is counted, told and passed over. It exits with 1 when an input cannot be read or the index fails, with 2
// when it was called wrongly.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
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
		fmt.Fprintln(os.Stderr, "evaluate:", err)
		os.Exit(1)
	}
}

// call is what the program was called with.
type call struct {
	corpora                       []string
	mapping, faq, queries         string
	qrels, answers, index, output string
}

func parse(args []string, stderr io.Writer) (call, error) {
	var c call
	flags := flag.NewFlagSet("evaluate", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Func("corpus", "`file` of documents as JSON Lines; may be given more than once", func(name string) error {
		c.corpora = append(c.corpora, name)
		return nil
	})
	flags.StringVar(&c.mapping, "map", "", "JSON `file` of our field names and the corpus's")
	flags.StringVar(&c.faq, "faq", "", "`file` of FAQs as JSON Lines {id,question,variants?,answer,department?}")
	flags.StringVar(&c.queries, "queries", "", "`file` of questions as JSON Lines {id,text} or {id,turns} (required)")
	flags.StringVar(&c.qrels, "qrels", "", "`file` of question id, document id, grade, parted by tabs")
	flags.StringVar(&c.answers, "answers", "", "`file` of right answers as JSON Lines {id,docid?,answers}")
	flags.StringVar(&c.index, "index", "", "`folder` where the index stays")
	flags.StringVar(&c.output, "out", "", "`file` that the results go to as JSON Lines (required)")
	if err := flags.Parse(args); err != nil {
		return c, errUsage
	}
	var wrong string
	switch {
	case flags.NArg() > 0:
		wrong = "unknown argument " + strings.Join(flags.Args(), " ")
	case c.queries == "":
		wrong = "-queries is missing"
	case c.output == "":
		wrong = "-out is missing"
	case len(c.corpora) == 0 && c.faq == "" && c.index == "":
		wrong = "nothing to ask: give -corpus, -faq or -index"
	default:
		return c, nil
	}
	fmt.Fprintln(stderr, "evaluate:", wrong)
	flags.Usage()
	return c, errUsage
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	c, err := parse(args, stderr)
	if err != nil {
		return err
	}
	in, err := c.read(stdout)
	if err != nil {
		return err
	}
	if name := c.overwritten(); name != "" {
		return fmt.Errorf("-out %s would overwrite the input %s", c.output, name)
	}
	out, err := os.Create(c.output)
	if err != nil {
		return err
	}
	err = measure(ctx, c, in, out, stdout, stderr)
	return errors.Join(err, out.Close())
}

// overwritten returns the input that is the output too, or "".
func (c call) overwritten() string {
	out, err := os.Stat(c.output)
	if err != nil {
		return ""
	}
	for _, name := range append(c.corpora, c.mapping, c.faq, c.queries, c.qrels, c.answers) {
		if in, err := os.Stat(name); err == nil && os.SameFile(in, out) {
			return name
		}
	}
	return ""
}
