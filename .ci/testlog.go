// Command testlog reads what "go test -json" writes. It prints the lines of the packages and the output of tests that
// failed, lists the tests that were skipped and why, and fails when a test failed or was skipped, except for want of
// the data folder where ZWGK_DATA is not set.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
)

// event is one line of go test -json; see go doc test2json.
type event struct {
	Action, Package, Test, Output string
}

// tally sums up a run.
type tally struct {
	passed, failed, skipped int
	broken                  bool                // a package failed
	refused                 []string            // skips that are a failure
	output                  map[string][]string // of tests that have not ended
	withoutData             bool
}

func main() {
	t := tally{output: make(map[string][]string), withoutData: os.Getenv("ZWGK_DATA") == ""}
	if err := t.read(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "testlog:", err)
		os.Exit(1)
	}
	fmt.Printf("%d passed, %d failed, %d skipped\n", t.passed, t.failed, t.skipped)
	for _, skip := range t.refused {
		fmt.Println("must not be skipped here:", skip)
	}
	if t.failed > 0 || t.broken || len(t.refused) > 0 || t.passed == 0 {
		os.Exit(1)
	}
}

func (t *tally) read(r io.Reader, w io.Writer) error {
	lines := bufio.NewReader(r)
	for {
		line, err := lines.ReadString('\n')
		var e event
		switch {
		case line == "":
		case json.Unmarshal([]byte(line), &e) != nil:
			fmt.Fprint(w, line)
		case e.Test == "":
			t.ofPackage(e, w)
		default:
			t.ofTest(e, w)
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// ofPackage prints what stands outside of any test: "ok …", "FAIL …" and what the compiler said.
func (t *tally) ofPackage(e event, w io.Writer) {
	switch e.Action {
	case "output", "build-output":
		if e.Output != "PASS\n" {
			fmt.Fprint(w, e.Output)
		}
	case "fail", "build-fail":
		t.broken = true
		for name, output := range t.output { // tests that a panic or the time limit cut off
			if strings.HasPrefix(name, e.Package+" ") {
				fmt.Fprint(w, strings.Join(output, ""))
				delete(t.output, name)
			}
		}
	}
}

func (t *tally) ofTest(e event, w io.Writer) {
	name := e.Package + " " + e.Test
	switch e.Action {
	case "output":
		t.output[name] = append(t.output[name], e.Output)
		return
	case "pass":
		t.passed++
	case "fail":
		t.failed++
		fmt.Fprint(w, strings.Join(t.output[name], ""))
	case "skip":
		t.skip(name, w)
	default:
		return
	}
	delete(t.output, name)
}

func (t *tally) skip(name string, w io.Writer) {
	t.skipped++
	reason := "no reason given"
	for _, line := range t.output[name] {
		if line = strings.TrimSpace(line); !strings.HasPrefix(line, "===") && !strings.HasPrefix(line, "---") && line != "" {
			reason = line
		}
	}
	fmt.Fprintf(w, "skipped: %s: %s\n", name, reason)
	if !t.withoutData || !strings.Contains(reason, "ZWGK_DATA") {
		t.refused = append(t.refused, name)
	}
}
