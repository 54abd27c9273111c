package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestAxeFindsNothing runs axe-core, whose path is in ZWGK_AXE, over every page and every state of the widget.
func TestAxeFindsNothing(t *testing.T) {
	path := os.Getenv("ZWGK_AXE")
	if path == "" {
		if os.Getenv("ZWGK_CI") == "1" {
			t.Fatal("ZWGK_AXE is not set")
		}
		t.Skip("set ZWGK_AXE to axe.min.js of the npm package axe-core")
	}
	axe, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range widths {
		b := newTab(t, w.width, w.height)
		for _, p := range samplePages {
			b.visit(portalURL(t) + p.path)
			b.axe(string(axe), p.name+" "+w.name)
		}
		b.visit(portalURL(t) + "/chat")
		b.until("chat().dataset.state === 'online'")
		b.axe(string(axe), "chat page "+w.name)
		b.visit(portalURL(t) + "/")
		b.do("chat().open()")
		b.until("parts('.greeting .choices button').length > 0")
		b.ask("高龄津贴怎么申请？", 1)
		b.ask("火星上怎么落户", 2)
		b.ask("环湖快速路初步设计概算是多少？", 3)
		b.do("parts('details').forEach((d) => { d.open = true }); parts('.footer button')[0].click(); parts('.actions button')[1].click()")
		b.axe(string(axe), "open widget "+w.name)
		b.do("parts('.tools button').find((x) => x.textContent === '大字版').click()")
		b.axe(string(axe), "elder widget "+w.name)
	}
}

func (b *tab) axe(source, name string) {
	b.t.Helper()
	b.run(chromedp.Evaluate[chromedp.Void](source))
	type violation struct {
		ID, Impact, Help string
		Nodes            []struct{ HTML, FailureSummary string }
	}
	found := eval[[]violation](b, `axe.run(document, {resultTypes: ['violations']}).then((r) => r.violations.map((v) => (
		{ID: v.id, Impact: v.impact, Help: v.help, Nodes: v.nodes.map((n) => ({HTML: n.html, FailureSummary: n.failureSummary}))})))`)
	for _, v := range found {
		for _, n := range v.Nodes {
			b.t.Errorf("%s: %s (%s): %s\n%.200s\n%s", name, v.ID, v.Impact, v.Help, n.HTML, n.FailureSummary)
		}
	}
}

// focused names the element that has the focus, inside the widget too.
const focused = `(() => { let e = document.activeElement; while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
	return (e.getAttribute('aria-label') || e.textContent || e.tagName).trim() })()`

func TestEverythingCanBeDoneByKeyboard(t *testing.T) {
	b := newTab(t, 1280, 900)
	b.visit(portalURL(t) + "/answer")
	b.run(chromedp.KeyEvent(kb.Tab))
	if got := eval[string](b, focused); got != "跳到正文" {
		t.Errorf("the first stop is %q", got)
	}
	tabTo := func(want string) {
		t.Helper()
		for range 120 {
			if eval[string](b, focused) == want {
				return
			}
			b.run(chromedp.KeyEvent(kb.Tab))
		}
		t.Fatalf("%q cannot be reached by Tab", want)
	}
	tabTo("智能问答")
	for !eval[bool](b, "document.activeElement === chat()") { // the link of the same name in the navigation comes first
		b.run(chromedp.KeyEvent(kb.Tab))
		tabTo("智能问答")
	}
	b.run(chromedp.KeyEvent(kb.Enter))
	b.until("chat().dataset.state === 'online'")
	if got := eval[string](b, focused); got != "您的问题" {
		t.Fatalf("after opening the focus is on %q", got)
	}
	b.run(chromedp.KeyEvent("失业金怎么领？"), chromedp.KeyEvent(kb.Enter))
	b.until("parts('.message.answer').length === 1")
	if got := eval[string](b, focused); got != "您的问题" {
		t.Errorf("after an answer the focus is on %q", got)
	}
	back := func(want string) {
		t.Helper()
		for range 60 {
			if eval[string](b, focused) == want {
				return
			}
			b.run(chromedp.KeyEvent(kb.Tab, chromedp.KeyModifiers(chromedp.ModifierShift)))
		}
		t.Fatalf("%q cannot be reached by Shift+Tab", want)
	}
	back("有帮助")
	b.run(chromedp.KeyEvent(" "))
	b.until("part('.thanks').textContent.includes('感谢')")
	back("大字版")
	b.run(chromedp.KeyEvent(kb.Enter))
	if got := eval[string](b, focused); got != "标准版" {
		t.Errorf("after enlarging the focus is on %q", got)
	}
	b.run(chromedp.KeyEvent(kb.Escape))
	if !eval[bool](b, "part('.panel').hidden && chat().shadowRoot.activeElement === part('.launcher')") {
		t.Error("Escape does not lead back to the launcher")
	}
}

func TestOnAPhoneTheFocusStaysInTheOpenPanel(t *testing.T) {
	b := newTab(t, 390, 844)
	b.visit(portalURL(t) + "/")
	b.do("chat().open()")
	b.until("parts('.greeting .choices button').length > 0")
	if modal := eval[string](b, "part('.panel').getAttribute('aria-modal')"); modal != "true" {
		t.Error("the panel that covers the page is not modal")
	}
	for range 40 {
		b.run(chromedp.KeyEvent(kb.Tab))
		if !eval[bool](b, "document.activeElement === chat() && part('.panel').contains(chat().shadowRoot.activeElement)") {
			t.Fatalf("the focus left for %q", eval[string](b, focused))
		}
	}
}

func TestTargetsAndTextAreLargeEnough(t *testing.T) {
	for _, c := range []struct {
		elder        bool
		target, text float64
	}{{false, 44, 12.5}, {true, 60, 18}} {
		b := newTab(t, 390, 844)
		b.visit(portalURL(t) + "/")
		b.do("chat().open()")
		b.until("parts('.greeting .choices button').length > 0")
		if c.elder {
			b.do("parts('.tools button').find((x) => x.textContent === '大字版').click()")
		}
		b.ask("高龄津贴怎么申请？", 1)
		type box struct {
			Name          string
			Width, Height float64
		}
		for _, target := range eval[[]box](b, `parts('button, input, summary').filter((e) => e.checkVisibility()).map((e) => {
			const r = e.getBoundingClientRect(); return {Name: e.getAttribute('aria-label') || e.textContent, Width: r.width, Height: r.height} })`) {
			if target.Height < c.target-0.5 || target.Width < c.target-0.5 {
				t.Errorf("elder %v: %q is %.0f × %.0f px", c.elder, target.Name, target.Width, target.Height)
			}
		}
		for _, selector := range []string{".text p", "input", ".message.you p"} {
			size := eval[float64](b, fmt.Sprintf("parseFloat(getComputedStyle(part(%q)).fontSize)", selector))
			line := eval[float64](b, fmt.Sprintf("parseFloat(getComputedStyle(part(%q)).lineHeight) / parseFloat(getComputedStyle(part(%q)).fontSize)", ".text p", ".text p"))
			if size < c.text || line < 1.3 {
				t.Errorf("elder %v: %s is %.1f px, line height %.2f", c.elder, selector, size, line)
			}
		}
		if c.elder {
			smallest := eval[float64](b, "Math.min(...parts('*').filter((e) => e.checkVisibility() && !e.closest('.hidden') && [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())).map((e) => parseFloat(getComputedStyle(e).fontSize)))")
			if smallest < 18 {
				t.Errorf("the smallest text of the large version is %.1f px", smallest)
			}
			for range 5 {
				b.do("parts('.tools button')[1].click()")
			}
			if size := eval[float64](b, "parseFloat(getComputedStyle(part('.text p')).fontSize)"); size != 30 {
				t.Errorf("the largest text is %.1f px, not 30", size)
			}
			b.shoot("widget-largest-phone", false)
		}
	}
}

// TestNewMessagesAreAnnouncedOnce holds the log against its live region: only the new message is read, and it does not
// stay to be read again.
func TestNewMessagesAreAnnouncedOnce(t *testing.T) {
	b := newTab(t, 1280, 900)
	b.visit(portalURL(t) + "/")
	b.do("chat().open()")
	b.until("chat().dataset.state === 'online'")
	b.do(`window.heard = []; new MutationObserver(() => { const t = part('[aria-live=polite]').textContent; if (t) heard.push(t) }).observe(part('[aria-live=polite]'), {childList: true, subtree: true})`)
	b.ask("失业金怎么领？", 1)
	b.until("part('[aria-live=polite]').textContent === ''")
	heard := eval[[]string](b, "window.heard")
	if len(heard) != 2 || !strings.Contains(heard[0], "正在查找") || !strings.Contains(heard[1], "依据") {
		t.Errorf("heard %q", heard)
	}
	if live := eval[string](b, "part('[role=log]').getAttribute('aria-live')"); live != "off" {
		t.Errorf("the log is live: %q", live)
	}
}

// TestTheTreeForScreenReaders compares what assistive technology is told of the open widget with a golden file.
func TestTheTreeForScreenReaders(t *testing.T) {
	c := &content{name: "云溪市", hot: []string{"高龄津贴怎么申请？", "失业金怎么领？"}, assistant: fixed{}}
	b := newTab(t, 1280, 900)
	b.visit(serveContent(t, c, nil, nil) + "/chat")
	b.until("parts('.greeting .choices button').length > 0")
	b.ask("高龄津贴怎么申请？", 1)
	b.until("part('[aria-live=polite]').textContent === ''")
	send(b, accessibility.Enable, cdp.Empty{})
	tree := send(b, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
	got := outline(tree.Nodes)
	golden := filepath.Join("testdata", "tree.txt")
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("tree (-want +got, -update writes it anew):\n%s", diff)
	}
}

// outline writes the tree's roles and names, without the nodes that are passed over and without the texts of answers,
// which other tests read.
func outline(nodes []*accessibility.Node) string {
	byID := make(map[accessibility.NodeID]*accessibility.Node)
	for _, n := range nodes {
		byID[n.NodeID] = n
	}
	var b strings.Builder
	var walk func(n *accessibility.Node, level int)
	walk = func(n *accessibility.Node, level int) {
		role, name := axText(n.Role), axText(n.Name)
		shown := !n.Ignored && role != "none" && role != "generic" && role != "InlineTextBox" && role != "StaticText" && role != "paragraph" && role != "ListMarker"
		if shown {
			if runes := []rune(name); len(runes) > 24 {
				name = string(runes[:24]) + "…"
			}
			fmt.Fprintf(&b, "%s%s %q\n", strings.Repeat("  ", level), role, name)
			level++
		}
		for _, id := range n.ChildIDs {
			if child := byID[id]; child != nil {
				walk(child, level)
			}
		}
	}
	walk(nodes[0], 0)
	return b.String()
}

func axText(v *accessibility.Value) string {
	if v == nil {
		return ""
	}
	var text string
	if json.Unmarshal(v.Value, &text) != nil {
		return ""
	}
	return text
}
