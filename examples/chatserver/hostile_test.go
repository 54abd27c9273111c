package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/qa"
	"github.com/zwgk/zwgk/qa/chat"
	"github.com/zwgk/zwgk/search"
)

// payloads are ways to run script through text. Each of them would set window.pwned or open a dialog.
var payloads = hostile()

func hostile() []string {
	list := []string{
		`<script>pwned=1</script>`, `<SCRIPT SRC=data:text/javascript,pwned=1></SCRIPT>`, `<img src=x onerror=pwned=1>`,
		`<img src=x onerror="alert(1)">`, `<svg onload=pwned=1>`, `<svg><script>pwned=1</script></svg>`, `<svg/onload=alert(1)//`,
		`<body onload=pwned=1>`, `<iframe src="javascript:parent.pwned=1"></iframe>`, `<iframe srcdoc="<script>parent.pwned=1</script>"></iframe>`,
		`<object data="javascript:pwned=1">`, `<embed src="javascript:pwned=1">`, `<a href="javascript:pwned=1" autofocus onfocus=pwned=1>x</a>`,
		`<input autofocus onfocus=pwned=1>`, `<details open ontoggle=pwned=1>`, `<video><source onerror=pwned=1></video>`, `<audio src=x onerror=pwned=1>`,
		`<marquee onstart=pwned=1>`, `<math><mtext></mtext><style><img src=x onerror=pwned=1></style></math>`, `<template><script>pwned=1</script></template>`,
		`<form action="javascript:pwned=1"><button>`, `<button formaction="javascript:pwned=1" form=x>`, `<base href="javascript:/a/-pwned=1///////">`,
		`<meta http-equiv=refresh content="0;url=javascript:pwned=1">`, `<link rel=stylesheet href="data:text/css,*{}">`, `<style>@import 'data:,';</style>`,
		`<x onclick=pwned=1>`, `"><script>pwned=1</script>`, `'><script>pwned=1</script>`, `"onmouseover="pwned=1`, `' onfocus=pwned=1 autofocus='`,
		`</title><script>pwned=1</script>`, `</textarea><script>pwned=1</script>`, `</script><script>pwned=1</script>`, `--><script>pwned=1</script>`,
		`]]><script>pwned=1</script>`, `<!--<img src="--><img src=x onerror=pwned=1>`, `{{constructor.constructor('pwned=1')()}}`, `${pwned=1}`, `#{pwned=1}`,
		`{{.}}{{template "layout"}}`, "\\u003cscript\\u003epwned=1\\u003c/script\\u003e", `&lt;script&gt;pwned=1&lt;/script&gt;`, `&#60;script&#62;pwned=1&#60;/script&#62;`,
		`%3Cscript%3Epwned=1%3C/script%3E`, "<scr\x00ipt>pwned=1</scr\x00ipt>", "<img src=x\tonerror=pwned=1>", "＜script＞pwned=1＜/script＞",
		`[x](javascript:pwned=1)`, `![x](x" onerror="pwned=1)`, `<javascript:pwned=1>`,
	}
	return list
}

// addresses are links that must not be followed by a page.
var addresses = []string{
	`javascript:pwned=1`, `JaVaScRiPt:pwned=1`, "java\nscript:pwned=1", "\x01javascript:pwned=1", ` javascript:pwned=1`,
	`data:text/html,<script>opener.pwned=1</script>`, `vbscript:msgbox(1)`, `blob:http://x/1`, `//evil.example/x`, `\\evil.example\x`, `file:///etc/passwd`,
	`http://user:pass@evil.example/`,
}

func TestThePayloadsAreSixtyAtLeast(t *testing.T) {
	if n := len(payloads) + len(addresses); n < 60 {
		t.Errorf("only %d payloads", n)
	}
}

// infected is an assistant that returns payloads in every field.
type infected struct{}

func (infected) Ask(_ context.Context, q qa.Question) (qa.Answer, error) {
	answer := qa.Answer{Outcome: qa.Clarify, Text: strings.Join(payloads, "\n") + "\n" + q.Text, Notice: payloads[0] + payloads[2], FAQ: payloads[2],
		Suggestions: payloads, Contact: &qa.Contact{Department: payloads[2], Phone: `javascript:pwned=1`, Address: payloads[3], Note: payloads[4]}}
	for i, p := range payloads {
		address := addresses[i%len(addresses)]
		answer.Citations = append(answer.Citations, qa.Citation{Document: p, Title: p, Number: p, Issuer: p, Section: p, Published: p, Validity: disclosure.Validity(p), URL: address, Quote: p})
		answer.Related = append(answer.Related, qa.Related{Document: p, Title: p, URL: address})
	}
	return answer, nil
}

func (infected) Suggest(string, int) []string { return payloads }

func (infected) Illustrate(context.Context, qa.Answer) ([]chat.Table, []chat.Timeline) {
	rows := [][]string{}
	steps := []chat.Step{}
	for i, p := range payloads {
		rows = append(rows, []string{p, p})
		steps = append(steps, chat.Step{Date: p, Title: p, Text: p, URL: addresses[i%len(addresses)]})
	}
	return []chat.Table{{Caption: payloads[0], Columns: payloads[:2], Rows: rows}}, []chat.Timeline{{Caption: payloads[2], Steps: steps}}
}

// infectedContent has the payloads in documents' titles, texts, file names and addresses.
func infectedContent(t *testing.T) *content {
	t.Helper()
	var lines bytes.Buffer
	for i, p := range payloads {
		document := map[string]any{
			"id": fmt.Sprintf("p%d", i), "title": "标题 " + p, "text": "一、" + p + "\n表格|" + p + "\n行|" + p + "\n" + p, "summary": p, "url": addresses[i%len(addresses)],
			"issuers": []string{p}, "number": p, "index_number": p, "kind": p, "category": p, "subjects": []string{p}, "keywords": []string{p}, "site": p,
			"attachments": []map[string]string{{"name": p + ".pdf", "url": addresses[i%len(addresses)]}}, "项目统一代码": "2209-1", "项目名称": p, p: p, "published": "2024-01-02", "validity": "废止",
		}
		line, err := json.Marshal(document)
		if err != nil {
			t.Fatal(err)
		}
		lines.Write(append(line, '\n'))
	}
	index, err := search.Open("", nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := index.Import(context.Background(), disclosure.DecodeDocuments(&lines)); err != nil {
		t.Fatal(err)
	}
	return &content{name: payloads[2], hot: payloads, index: index, assistant: infected{}, contact: &qa.Contact{Department: payloads[2], Note: payloads[3]}, today: localToday}
}

// TestPayloadsStayText puts the payloads wherever text can come from and looks whether anything ran.
func TestPayloadsStayText(t *testing.T) {
	address := serveContent(t, infectedContent(t), nil, nil)
	b := newTab(t, 1280, 900)
	harmless := func(where string) {
		t.Helper()
		if eval[bool](b, "window.pwned !== 0") {
			t.Errorf("a payload ran on %s", where)
			b.do("window.pwned = 0")
		}
		bad := eval[[]string](b, `[...document.querySelectorAll('a[href], form[action], iframe, object, embed, script[src]'), ...(chat()?.shadowRoot?.querySelectorAll('a[href], iframe, object, embed, script, img') ?? [])]
			.filter((e) => e.matches('iframe, object, embed, img') || !/^(https?|tel):/.test(e.href ?? e.action ?? e.src) || /evil|user:pass/.test(e.href ?? '')).map((e) => e.outerHTML.slice(0, 200))`)
		for _, element := range bad {
			t.Errorf("%s has %s", where, element)
		}
	}
	visit := func(path string) {
		t.Helper()
		b.visit(address + path)
		harmless(path)
	}
	for _, path := range []string{"/", "/?q=" + url.QueryEscape("标题"), "/categories", "/answer?q=x", "/nope" + url.PathEscape(payloads[0])} {
		visit(path)
	}
	for i := range payloads {
		visit(fmt.Sprintf("/doc/p%d", i))
	}
	for _, p := range payloads {
		visit("/?q=" + url.QueryEscape(p) + "&agency=" + url.QueryEscape(p) + "&page=" + url.QueryEscape(p))
		visit("/answer?q=" + url.QueryEscape(p))
	}
	b.visit(address + "/")
	b.do("chat().open()")
	b.until("parts('.greeting .choices button').length > 0")
	for i, p := range payloads[:20] {
		b.ask(p, i+1)
	}
	b.do("parts('details').forEach((d) => { d.open = true }); parts('.footer button')[0].click()")
	b.do("part('input').focus()")
	b.run(chromedp.KeyEvent("<img"))
	b.until("parts('.suggestions li').length > 0")
	time.Sleep(300 * time.Millisecond) // for what would run a moment later
	harmless("the widget")
	if shown := eval[bool](b, "part('.message.answer .text').textContent.includes('<script>pwned=1</script>')"); !shown {
		t.Error("payloads are not shown as the text they are")
	}
	b.visit(address + "/chat")
	harmless("the chat page")
}

// TestOneQuestionTakesBoundedMemory holds what is allocated for one question, over all that it takes, to 32 MiB.
func TestOneQuestionTakesBoundedMemory(t *testing.T) {
	c, err := open(context.Background(), config{}, slogDiscard())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	questions := append([]string{"高龄津贴怎么申请？", "2024年一般公共预算支出多少", "*", "?", "/.*/", "a~2 b^1e9", strings.Repeat("*", 200), strings.Repeat(`"`, 10_000),
		strings.Repeat("(", 10_000), strings.Repeat("的", 20_000), strings.Repeat("补贴 ", 2_000), strings.Repeat("津贴怎么办理", 60)}, payloads...)
	for _, q := range questions[:2] { // what is made once is not one question's
		if _, err := c.assistant.Ask(t.Context(), qa.Question{Text: q + "呢"}); err != nil {
			t.Fatal(err)
		}
	}
	for _, q := range questions {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if _, err := c.assistant.Ask(t.Context(), qa.Question{Text: q}); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		if took := after.TotalAlloc - before.TotalAlloc; took > 32<<20 {
			t.Errorf("%.30q takes %d MiB", q, took>>20)
		}
	}
}
