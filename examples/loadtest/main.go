// Command loadtest measures the chat server under many connections and questions, beside gorilla's bare echo in the
// same run.
//
//	go run ./examples/loadtest [-idle 10000] [-rate 500] [-for 60s] [-askers 200] [-echo 5s]
//
// It starts both servers itself, each in a process of its own on the loopback address, and contacts nothing else. For
// each it opens the idle connections, reads the memory that the server's process takes for them, and sends small
// messages back and forth; the chat is then asked questions of the sample city at the rate. It exits with 1 when
// questions fail or the server does not come back to where it was.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"
)

// errUsage is a wrong call, already explained.
var errUsage = errors.New("wrong call")

func main() {
	err := run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	switch {
	case errors.Is(err, errUsage):
		os.Exit(2)
	case err != nil:
		fmt.Fprintln(os.Stderr, "loadtest:", err)
		os.Exit(1)
	}
}

// plan is what the command line asks for.
type plan struct {
	idle, rate, askers int
	duration, echo     time.Duration
	serve              string
}

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) error {
	var p plan
	flags := flag.NewFlagSet("loadtest", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.IntVar(&p.idle, "idle", 10_000, "idle connections")
	flags.IntVar(&p.rate, "rate", 500, "questions a second")
	flags.IntVar(&p.askers, "askers", 200, "connections that ask")
	flags.DurationVar(&p.duration, "for", 60*time.Second, "how long to ask, at most 10m")
	flags.DurationVar(&p.echo, "echo", 5*time.Second, "how long to send small messages, at most 1m")
	flags.StringVar(&p.serve, "serve", "", "be a server: chat or echo (used by the command itself)")
	if err := flags.Parse(args); err != nil {
		return errUsage
	}
	if p.serve != "" {
		return serve(p.serve, stdin, stdout)
	}
	if flags.NArg() > 0 || p.idle < 0 || p.rate < 1 || p.askers < 1 || p.duration > 10*time.Minute || p.echo > time.Minute {
		fmt.Fprintln(stderr, "usage: loadtest [-idle N] [-rate N] [-for DURATION] [-askers N] [-echo DURATION]")
		return errUsage
	}
	return measure(p, stdout, stderr)
}

// measure runs the echo, then the chat, and prints both.
func measure(p plan, stdout, stderr io.Writer) error {
	var failures []error
	for _, kind := range []string{"echo", "chat"} {
		fmt.Fprintf(stderr, "%s: starting\n", kind)
		server, err := startServer(kind)
		if err != nil {
			return err
		}
		if err := measureServer(server, p, stdout, stderr); err != nil {
			failures = append(failures, fmt.Errorf("%s: %w", kind, err))
		}
		if err := server.stop(); err != nil {
			failures = append(failures, fmt.Errorf("%s: %w", kind, err))
		}
	}
	return errors.Join(failures...)
}

func measureServer(s *server, p plan, stdout, stderr io.Writer) error {
	base, err := s.state()
	if err != nil {
		return err
	}
	began := time.Now()
	idle, err := connectAll(s, p.idle)
	defer closeAll(idle)
	if err != nil {
		return fmt.Errorf("after %d connections: %w", len(idle), err)
	}
	opened := time.Since(began)
	full, err := s.state()
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "%s: %d idle connections in %.1f s: %.1f MiB resident (%.1f MiB before), %.1f KiB each, %.1f goroutines each\n", s.kind, len(idle),
		opened.Seconds(), mib(full.Resident), mib(base.Resident), float64(full.Resident-base.Resident)/1024/float64(max(len(idle), 1)), float64(full.Goroutines-base.Goroutines)/float64(max(len(idle), 1)))
	small, err := pingPong(s, min(p.askers, 64), p.echo)
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "%s: small messages there and back: %s\n", s.kind, small.line(p.echo))
	if s.kind == "chat" {
		fmt.Fprintf(stderr, "chat: asking for %v\n", p.duration)
		asked, err := askAtRate(s, p)
		if err != nil {
			return err
		}
		busy, err := s.state()
		if err != nil {
			return err
		}
		fmt.Fprintf(stdout, "chat: %d questions a second beside the idle connections: %s, %d failed, %.1f MiB resident\n", p.rate, asked.line(p.duration), asked.failed, mib(busy.Resident))
		if asked.failed > 0 {
			return fmt.Errorf("%d questions failed", asked.failed)
		}
	}
	closeAll(idle)
	return backToBase(s, base, stdout)
}

// backToBase waits until the server's goroutines are as many as before.
func backToBase(s *server, base state, stdout io.Writer) error {
	var now state
	var err error
	for range 100 {
		if now, err = s.state(); err != nil {
			return err
		}
		if now.Goroutines <= base.Goroutines+5 {
			fmt.Fprintf(stdout, "%s: back at %d goroutines (%d before), %.1f MiB resident\n", s.kind, now.Goroutines, base.Goroutines, mib(now.Resident))
			return nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	return fmt.Errorf("%d goroutines are left, %d before", now.Goroutines, base.Goroutines)
}

func mib(bytes int64) float64 { return float64(bytes) / (1 << 20) }
