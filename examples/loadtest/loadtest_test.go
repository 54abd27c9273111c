package main

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"go.uber.org/goleak"
)

// TestMain lets the test's own executable be the server that the command starts, and fails when a client leaves a goroutine
// behind.
func TestMain(m *testing.M) {
	if kind := os.Getenv("ZWGK_LOADTEST_SERVE"); kind != "" {
		if err := serve(plan{serve: kind}, os.Stdin, os.Stdout); err != nil {
			os.Stderr.WriteString(err.Error() + "\n")
			os.Exit(1)
		}
		os.Exit(0)
	}
	goleak.VerifyTestMain(m, goleak.IgnoreTopFunction("github.com/blevesearch/bleve_index_api.AnalysisWorker"))
}

func TestASmallLoadIsMeasuredAndLeavesNothingBehind(t *testing.T) {
	var out, errs bytes.Buffer
	err := run([]string{"-idle", "200", "-rate", "5", "-for", "1s", "-askers", "10", "-echo", "200ms"}, nil, &out, &errs)
	if err != nil {
		t.Fatalf("%v\n%s%s", err, out.String(), errs.String())
	}
	for _, want := range []string{"echo: 200 idle connections", "chat: 200 idle connections", "chat: 5 questions a second", "0 failed", "echo: back at", "chat: back at"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing in\n%s", want, out.String())
		}
	}
}

func TestWrongCallsAreExplained(t *testing.T) {
	for _, args := range [][]string{{"x"}, {"-rate", "0"}, {"-for", "1h"}, {"-nope"}} {
		var errs bytes.Buffer
		if err := run(args, nil, &errs, &errs); err != errUsage || errs.Len() == 0 {
			t.Errorf("%v: %v, %q", args, err, errs.String())
		}
	}
}
