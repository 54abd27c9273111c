// Command loadtest measures the chat server under many connections and questions, beside gorilla's bare echo in the
// same run.
//
//	go run ./examples/loadtest [-idle 10000] [-rate 500] [-for 60s] [-askers 200] [-questions 0] [-remember 0] [-echo 5s] [-profile FILE]
//
// It starts both servers itself, each in a process of its own on the loopback address, and contacts nothing else. It sends
// small messages there and back, to either server by turns; for each it opens the idle connections and reads the memory
// that the server's process takes for them; beside those the chat is asked questions about the sample city at the rate,
// behind 500 that do not count, three in a conversation.
// Left alone, no question is asked twice, so that no answer comes from memory; with -questions 1000 a thousand are asked,
// as unevenly as people ask. It exits with 1 when questions fail or the server does not come back to where it was.
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
	questions          int
	remember           int // as qa.Options.Remember
	duration, echo     time.Duration
	serve              string
	profile            string // where the chat server writes its CPU profile, "" for none
}

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) error {
	var p plan
	flags := flag.NewFlagSet("loadtest", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.IntVar(&p.idle, "idle", 10_000, "idle connections")
	flags.IntVar(&p.rate, "rate", 500, "questions a second")
	flags.IntVar(&p.askers, "askers", 200, "connections that ask")
	flags.IntVar(&p.questions, "questions", 0, "ask only so many different questions, some often and most seldom; 0: all are different")
	flags.IntVar(&p.remember, "remember", 0, "bytes of answers that the assistant remembers; 0: its default, -1: none")
	flags.DurationVar(&p.duration, "for", 60*time.Second, "how long to ask, at most 10m")
	flags.DurationVar(&p.echo, "echo", 5*time.Second, "how long to send small messages, at most 1m")
	flags.StringVar(&p.profile, "profile", "", "write a CPU profile of the chat server to this file")
	flags.StringVar(&p.serve, "serve", "", "be a server: chat or echo (used by the command itself)")
	if err := flags.Parse(args); err != nil {
		return errUsage
	}
	if p.serve != "" {
		return serve(p, stdin, stdout)
	}
	if flags.NArg() > 0 || p.idle < 0 || p.rate < 1 || p.askers < 1 || p.questions < 0 || p.duration > 10*time.Minute || p.echo > time.Minute {
		fmt.Fprintln(stderr, "usage: loadtest [-idle N] [-rate N] [-for DURATION] [-askers N] [-questions N] [-remember BYTES] [-echo DURATION] [-profile FILE]")
		return errUsage
	}
	return measure(p, stdout, stderr)
}

// measure runs both servers and prints what they take, side by side.
func measure(p plan, stdout, stderr io.Writer) (err error) {
	var servers []*server
	defer func() {
		for _, s := range servers {
			closeAll(s.idle)
			if stopped := s.stop(); stopped != nil {
				err = errors.Join(err, fmt.Errorf("%s: %w", s.kind, stopped))
			}
		}
	}()
	for _, kind := range []string{"echo", "chat"} {
		fmt.Fprintf(stderr, "%s: starting\n", kind)
		s, err := startServer(kind, p)
		if err != nil {
			return err
		}
		servers = append(servers, s)
	}
	bare, chat := servers[0], servers[1]
	if err := measureSmall(bare, chat, p, stdout); err != nil {
		return err
	}
	if err := measureIdle(bare, p.idle, stdout); err != nil {
		return fmt.Errorf("echo: %w", err)
	}
	if err := backToBase(bare, stdout); err != nil { // first: few systems let one process open twice as many
		return err
	}
	if err := measureIdle(chat, p.idle, stdout); err != nil {
		return fmt.Errorf("chat: %w", err)
	}
	fmt.Fprintf(stderr, "chat: asking for %v\n", p.duration)
	if err := measureAsking(chat, p, stdout); err != nil {
		return err
	}
	return backToBase(chat, stdout)
}

// measureIdle opens connections that say nothing, and leaves them open.
func measureIdle(s *server, n int, stdout io.Writer) (err error) {
	if s.base, err = s.state(); err != nil {
		return err
	}
	began := time.Now()
	if s.idle, err = connectAll(s, n); err != nil {
		return fmt.Errorf("after %d connections: %w", len(s.idle), err)
	}
	opened := time.Since(began)
	full, err := s.state()
	if err != nil {
		return err
	}
	each := float64(max(len(s.idle), 1))
	fmt.Fprintf(stdout, "%s: %d idle connections in %.1f s: %.1f MiB resident (%.1f MiB before), %.1f KiB each, %.1f goroutines each\n", s.kind, len(s.idle),
		opened.Seconds(), mib(full.Resident), mib(s.base.Resident), float64(full.Resident-s.base.Resident)/1024/each, float64(full.Goroutines-s.base.Goroutines)/each)
	return nil
}

// rounds is how often the two servers take turns, so that what else the machine does falls on both.
const rounds = 5

// measureSmall sends small messages there and back to either server by turns.
func measureSmall(bare, chat *server, p plan, stdout io.Writer) error {
	all, used := [2]timings{}, [2]time.Duration{}
	for range rounds {
		for i, s := range []*server{bare, chat} {
			before, err := s.state()
			if err != nil {
				return err
			}
			took, err := pingPong(s, min(p.askers, 64), p.echo/rounds)
			if err != nil {
				return fmt.Errorf("%s: %w", s.kind, err)
			}
			after, err := s.state()
			if err != nil {
				return err
			}
			all[i].add(took)
			used[i] += after.Processor - before.Processor
		}
	}
	for i, s := range []*server{bare, chat} {
		fmt.Fprintf(stdout, "%s: small messages there and back: %s, %s of the server's processor each\n", s.kind, all[i].line(p.echo), each(used[i], &all[i]))
	}
	fmt.Fprintf(stdout, "chat: %.2f of the bare echo's rate\n", float64(len(all[1].took))/float64(max(len(all[0].took), 1)))
	return nil
}

// each says how much of a processor one message took.
func each(used time.Duration, t *timings) string {
	return fmt.Sprintf("%.1f µs", float64(used.Nanoseconds())/1000/float64(max(len(t.took), 1)))
}

// measureAsking asks at the rate, beside the idle connections.
func measureAsking(s *server, p plan, stdout io.Writer) error {
	before, err := s.state()
	if err != nil {
		return err
	}
	asked, err := askAtRate(s, p)
	if err != nil {
		return err
	}
	busy, err := s.state()
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "chat: %d questions a second, %s, beside the idle connections: %s, %s of the server's processor each, %d failed, %.1f MiB resident\n", p.rate, asked.varied(), asked.line(p.duration), each(busy.Processor-before.Processor, asked), asked.failed, mib(busy.Resident))
	if asked.failed > 0 {
		return fmt.Errorf("%d questions failed", asked.failed)
	}
	return nil
}

// backToBase closes the idle connections and waits until the server's goroutines are as many as before them.
func backToBase(s *server, stdout io.Writer) error {
	closeAll(s.idle)
	base := s.base
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
