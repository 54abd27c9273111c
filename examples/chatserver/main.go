// Command chatserver is a portal of disclosed documents with search and the chat, over an embedded sample city or over
// an index made by examples/load.
//
//	go run ./examples/chatserver [-addr 127.0.0.1:8080] [-index DIR [-faq FILE.jsonl]] [-name NAME]
//
// Port 0 picks a free one; the address it listens on is printed. An interrupt ends it: open conversations are finished
// and closed first.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/zwgk/zwgk/qa/chat"
)

// errUsage is a wrong call, already explained.
var errUsage = errors.New("wrong call")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	switch {
	case errors.Is(err, errUsage):
		os.Exit(2)
	case err != nil:
		fmt.Fprintln(os.Stderr, "chatserver:", err)
		os.Exit(1)
	}
}

// config is what the command line says.
type config struct {
	addr, index, faq, name string
	securityLog            string
	rate                   float64
	metrics, verbose       bool
}

func parse(args []string, stderr io.Writer) (config, error) {
	var c config
	flags := flag.NewFlagSet("chatserver", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&c.addr, "addr", "127.0.0.1:8080", "address to listen on; port 0 picks one")
	flags.StringVar(&c.index, "index", "", "folder of an index made by examples/load; default: the embedded sample city, in memory")
	flags.StringVar(&c.faq, "faq", "", "JSON Lines file of FAQs, with -index")
	flags.StringVar(&c.name, "name", "", "name of the portal; default: the sample city's, or 政务公开信息检索")
	flags.StringVar(&c.securityLog, "securitylog", "", "file for the security log, set aside at 10 MiB; default: none")
	flags.Float64Var(&c.rate, "rate", 1, "chat messages a second for one visitor, bursts of 5; 0 lifts all rate limits")
	flags.BoolVar(&c.metrics, "metrics", false, "serve /metrics in the text format of Prometheus; anyone who reaches the port can read it")
	flags.BoolVar(&c.verbose, "v", false, "log more")
	if err := flags.Parse(args); err != nil {
		return c, errUsage
	}
	if flags.NArg() > 0 || c.faq != "" && c.index == "" || c.rate < 0 {
		fmt.Fprintln(stderr, "usage: chatserver [-addr ADDR] [-index DIR [-faq FILE.jsonl]] [-name NAME]")
		return c, errUsage
	}
	return c, nil
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	c, err := parse(args, stderr)
	if err != nil {
		return err
	}
	level := slog.LevelInfo
	if c.verbose {
		level = slog.LevelDebug
	}
	log := slog.New(chat.MaskHandler(slog.NewTextHandler(stderr, &slog.HandlerOptions{Level: level})))
	listener, err := net.Listen("tcp", c.addr) // first: a port that is taken should show before an index is read
	if err != nil {
		return fmt.Errorf("listen: %w; choose another address with -addr", err)
	}
	defer listener.Close()
	content, err := open(ctx, c, log)
	if err != nil {
		return err
	}
	security, closeSecurity, err := openSecurityLog(c.securityLog, securityLogSize)
	if err != nil {
		return errors.Join(err, content.Close())
	}
	counters := &chat.Counters{}
	server := chat.NewServer(content.assistant, content.chatOptions(c, listener.Addr(), log, counters, security))
	mux := http.NewServeMux()
	server.Routes(mux)
	if c.metrics {
		mux.Handle("GET /metrics", metricsHandler(counters))
	}
	newPortal(content, log).routes(mux)
	fmt.Fprintf(stdout, "http://%s/\n", listener.Addr())
	asset := chat.Widget()
	fmt.Fprintf(stdout, "widget: <script type=\"module\" src=\"http://%s%s\" integrity=\"%s\" crossorigin=\"anonymous\"></script>\n",
		listener.Addr(), asset.Path, asset.Integrity)
	err = serve(ctx, listener, mux, server, log)
	return errors.Join(err, content.Close(), closeSecurity())
}

// serve answers until ctx ends, then lets everyone finish for ten seconds.
func serve(ctx context.Context, listener net.Listener, handler http.Handler, server *chat.Server, log *slog.Logger) error {
	web := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second, // what trickles in slower is no browser
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      30 * time.Second, // websockets have their own
		IdleTimeout:       60 * time.Second,
		// A question of 5,000 characters is 45 KB as a query string. It gets a polite page instead of status 431.
		MaxHeaderBytes: 48 << 10,
		ErrorLog:       slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
	failed := make(chan error, 1)
	go func() { failed <- web.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	log.Info("going down; open conversations are finished first")
	patience, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	closed := make(chan error, 1)
	go func() { closed <- server.Close(patience) }() // websockets first: Shutdown does not know them
	err := web.Shutdown(patience)
	if closeErr := <-closed; closeErr != nil && !errors.Is(closeErr, context.DeadlineExceeded) {
		err = errors.Join(err, closeErr)
	}
	if serveErr := <-failed; !errors.Is(serveErr, http.ErrServerClosed) {
		err = errors.Join(err, serveErr)
	}
	return err
}
