package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	cdplog "github.com/chromedp/cdproto/log"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"go.uber.org/goleak"
)

// findChromium returns the browser to test with, or "".
func findChromium() string {
	if path := os.Getenv("ZWGK_CHROME"); path != "" {
		return path
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// stopChromium ends the browser, where one was started.
var stopChromium = func() {}

// chromium is one browser for all tests of this package; each test gets a profile of its own inside it.
var chromium = sync.OnceValues(func() (context.Context, error) {
	path := findChromium()
	if path == "" {
		return nil, fmt.Errorf("no chromium, chromium-browser or google-chrome in PATH; install one or set ZWGK_CHROME")
	}
	allocator, cancel := chromedp.NewExecAllocator(context.Background(), chromedp.ExecPath(path),
		chromedp.NoFirstRun, chromedp.Headless, chromedp.DisableGPU, chromedp.NoSandbox,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("disable-dev-shm-usage", true), chromedp.Flag("lang", "zh-CN"),
		// Nothing but this machine is ever contacted.
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"))
	browser, _ := chromedp.NewContext(allocator)
	stopChromium = func() {
		_ = chromedp.Cancel(browser) // the process ends anyway
		cancel()
	}
	return browser, chromedp.Do(browser)
})

// tests are the tests of the package; what they share is ended behind them.
type tests struct{ *testing.M }

func (m tests) Run() int {
	code := m.M.Run()
	stopChromium()
	stopSite()
	http.DefaultClient.CloseIdleConnections()
	return code
}

// TestMain fails when a test leaves a goroutine behind. The search engine's workers are started once for the process.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(tests{m}, goleak.IgnoreTopFunction("github.com/blevesearch/bleve_index_api.AnalysisWorker"))
}

// tab is a page of a visitor, and what went wrong on it.
type tab struct {
	t      testing.TB
	ctx    context.Context
	mu     sync.Mutex
	faults []string
}

// newTab opens an empty page of the given size in a profile of its own. It skips the test where there is no browser,
// and fails it instead when ZWGK_CI is set. Dialogs, exceptions and violations of the policy fail the test at its end.
func newTab(t testing.TB, width, height int64) *tab {
	t.Helper()
	browser, err := chromium()
	if err != nil {
		if os.Getenv("ZWGK_CI") == "1" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	b := &tab{t: t}
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithNewBrowserContext(), chromedp.WithListener(b.watch))
	ctx, cancelTimeout := context.WithTimeout(ctx, 90*time.Second)
	b.ctx = ctx
	t.Cleanup(func() {
		b.check()
		cancelTimeout()
		cancel()
	})
	b.run(chromedp.EmulateViewport(width, height))
	send(b, cdplog.Enable, cdp.Empty{})
	send(b, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: probe})
	return b
}

// send sends a command of the browser's protocol.
func send[P, R any](b *tab, command cdp.Command[P, R], params P) R {
	b.t.Helper()
	result, err := chromedp.Call(b.ctx, command, params)
	if err != nil {
		b.t.Fatalf("browser: %s: %v", command.Method, err)
	}
	return result
}

// probe runs before every page's own scripts: it notes violations and gives tests a short way into the widget.
const probe = `
window.violations = [];
document.addEventListener('securitypolicyviolation', (e) => violations.push(e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sample));
window.chat = () => document.querySelector('zwgk-chat');
window.part = (selector) => chat().shadowRoot.querySelector(selector);
window.parts = (selector) => [...chat().shadowRoot.querySelectorAll(selector)];
window.pwned = 0;`

func (b *tab) watch(event any) {
	switch e := event.(type) {
	case *cdppage.EventJavascriptDialogOpening:
		b.fault("dialog: " + e.Message)
		go func() { // a listener must not send
			_, _ = chromedp.Call(b.ctx, cdppage.HandleJavaScriptDialog, cdppage.HandleJavaScriptDialogParams{})
		}()
	case *runtime.EventExceptionThrown:
		b.fault("exception: " + e.ExceptionDetails.Text)
	case *cdplog.EventEntryAdded:
		if e.Entry.Source == cdplog.EntrySourceSecurity || strings.Contains(e.Entry.Text, "Content Security Policy") || strings.Contains(e.Entry.Text, "integrity") {
			b.fault("log: " + e.Entry.Text)
		}
	}
}

func (b *tab) fault(what string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.faults = append(b.faults, what)
}

// check fails the test for what went wrong on the page so far.
func (b *tab) check() {
	b.t.Helper()
	violations, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]string](`window.violations ?? []`))
	if err != nil {
		b.t.Errorf("page: %v", err)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, fault := range append(b.faults, violations...) {
		b.t.Errorf("page: %s", fault)
	}
	b.faults = nil
}

func (b *tab) run(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, actions...); err != nil {
		b.t.Fatalf("browser: %v", err)
	}
}

// visit opens a page and waits until the widget is there.
func (b *tab) visit(address string) {
	b.t.Helper()
	b.run(chromedp.Navigate(address))
	b.until(`document.querySelector('zwgk-chat')?.shadowRoot`)
}

// eval evaluates an expression into a value.
func eval[T any](b *tab, expression string) T {
	b.t.Helper()
	value, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("browser: %v in %.300s", err, expression)
	}
	return value
}

// do runs statements on the page.
func (b *tab) do(script string) {
	b.t.Helper()
	b.run(chromedp.Evaluate[chromedp.Void]("(async () => {"+script+"})()", chromedp.EvalAwaitPromise))
}

// until waits for an expression to become true.
func (b *tab) until(expression string) {
	b.t.Helper()
	for end := time.Now().Add(20 * time.Second); !eval[bool](b, "!!("+expression+")"); {
		if time.Now().After(end) {
			b.t.Fatalf("browser: %s never came true", expression)
		}
		time.Sleep(30 * time.Millisecond)
	}
}

// ask asks through the widget and waits for its n-th answer.
func (b *tab) ask(question string, n int) {
	b.t.Helper()
	text, _ := json.Marshal(question)
	b.do("chat().open(); chat().ask(" + string(text) + ")")
	b.until(fmt.Sprintf("parts('.message.answer').length >= %d", n))
}

// shoot keeps a picture of the page in the folder ZWGK_ARTEFACTS, where it is set.
func (b *tab) shoot(name string, whole bool) {
	b.t.Helper()
	folder := os.Getenv("ZWGK_ARTEFACTS")
	if folder == "" {
		return
	}
	action := chromedp.CaptureScreenshot()
	if whole {
		action = chromedp.FullScreenshot(100)
	}
	png, err := chromedp.Run(b.ctx, action)
	if err == nil {
		err = os.WriteFile(filepath.Join(folder, name+".png"), png, 0o644)
	}
	if err != nil {
		b.t.Fatal(err)
	}
}
