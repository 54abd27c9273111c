package main

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/zwgk/zwgk/qa/chat"
)

func TestAVisitorAsksFollowsUpAndJudges(t *testing.T) {
	b := newTab(t, 1280, 900)
	b.visit(portalURL(t) + "/")
	b.do("part('.launcher').click()")
	b.until("parts('.greeting .choices button').length > 3")
	b.do("parts('.greeting .choices button')[0].click()")
	b.until("parts('.message.answer').length === 1")
	if card := eval[string](b, "part('.sources .card').textContent"); !strings.Contains(card, "澜政办发〔2024〕12号") || !strings.Contains(card, "有效") {
		t.Errorf("citation card: %s", card)
	}
	if href := eval[string](b, "part('.sources .card a').getAttribute('href')"); !strings.HasPrefix(href, portalURL(t)+"/doc/") {
		t.Errorf("citation leads to %s", href)
	}
	b.ask("高龄津贴每月多少钱？", 2)
	b.do("[...parts('.message.answer')].at(-1).querySelectorAll('.actions button')[1].click()")
	b.until("[...parts('.message.answer')].at(-1).querySelector('.reasons:not([hidden])')")
	b.do("[...parts('.message.answer')].at(-1).querySelector('.reasons button').click()")
	b.until("[...parts('.message.answer')].at(-1).querySelector('.thanks').textContent.includes('感谢')")
	if pressed := eval[string](b, "[...parts('.message.answer')].at(-1).querySelectorAll('.actions button')[1].getAttribute('aria-pressed')"); pressed != "true" {
		t.Error("the verdict does not show")
	}
	// The conversation is still there after a look at another page.
	b.visit(portalURL(t) + "/categories")
	b.until("parts('.message.answer').length === 2 && !part('.panel').hidden")
	b.until("chat().dataset.state === 'online'")
	b.do("chat().clear()")
	if n := eval[int](b, "parts('.message:not(.greeting)').length + Object.keys(JSON.parse(sessionStorage.getItem(Object.keys(sessionStorage)[0])).entries).length"); n != 0 {
		t.Errorf("%d messages left after clearing", n)
	}
}

func TestSuggestionsAppearAndAreChosenByKey(t *testing.T) {
	b := newTab(t, 1280, 900)
	b.visit(portalURL(t) + "/")
	b.do("chat().open()")
	b.until("chat().dataset.state === 'online'")
	b.run(chromedp.KeyEvent("公积金"))
	b.until("!part('.suggestions').hidden && parts('.suggestions li').length > 0")
	b.run(chromedp.KeyEvent(kb.ArrowDown))
	if got := eval[string](b, "part('input').value === part('.suggestions li').textContent ? part('input').getAttribute('aria-activedescendant') : 'other'"); got != "suggestion-0" {
		t.Errorf("after ArrowDown: %s", got)
	}
	b.run(chromedp.KeyEvent(kb.Enter))
	b.until("parts('.message.answer').length === 1")
}

// TestEnterWhileComposingDoesNotSend is the first test of a Chinese widget: the Enter that picks characters is not the
// one that sends.
func TestEnterWhileComposingDoesNotSend(t *testing.T) {
	b := newTab(t, 1280, 900)
	b.visit(portalURL(t) + "/")
	b.do("chat().open()")
	send(b, input.ImeSetComposition, input.ImeSetCompositionParams{Text: "gaoling", SelectionStart: 7, SelectionEnd: 7})
	enter := func(code int64) {
		for _, kind := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeKeyDown, input.DispatchKeyEventTypeKeyUp} {
			send(b, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: kind, Key: "Enter", Code: "Enter", WindowsVirtualKeyCode: code})
		}
	}
	enter(13) // while composing: isComposing is set
	send(b, input.InsertText, input.InsertTextParams{Text: "高龄津贴"})
	enter(229) // Safari: after compositionend, with the code of the input method
	b.do(`for (const init of [{isComposing: true, keyCode: 13}, {isComposing: false, keyCode: 229}])
		part('input').dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, ...init}))`)
	if n := eval[int](b, "parts('.message.you').length"); n != 0 {
		t.Fatal("an Enter of the input method sent the question")
	}
	if value := eval[string](b, "part('input').value"); value != "高龄津贴" {
		t.Errorf("the line holds %q", value)
	}
	enter(13)
	b.until("parts('.message.answer').length === 1")
}

func TestTheWidgetReconnectsAfterTheServerRestarts(t *testing.T) {
	address, stop := launch(t)
	b := newTab(t, 1280, 900)
	b.visit(address + "/")
	b.ask("高龄津贴怎么申请？", 1)
	before := eval[string](b, "JSON.parse(sessionStorage.getItem(Object.keys(sessionStorage)[0])).conversation")
	stop()
	b.until("['waiting', 'fallback'].includes(chat().dataset.state)")
	b.until("part('.status').textContent !== ''")
	b.do("chat().ask('高龄津贴每月多少钱？')") // into the outbox
	launch(t, "-addr", strings.TrimPrefix(address, "http://"))
	b.until("parts('.message.answer').length === 2")
	b.until("chat().dataset.state === 'online'")
	if n := eval[int](b, "parts('.message.answer').length"); n != 2 {
		t.Errorf("%d answers to two questions", n)
	}
	if after := eval[string](b, "JSON.parse(sessionStorage.getItem(Object.keys(sessionStorage)[0])).conversation"); after == before {
		t.Error("a restarted server knows the old conversation")
	}
}

// newSite serves the sample with another chat before it.
func newSite(t *testing.T, wrap func(http.Handler) http.Handler, change func(*chat.Options)) (address string) {
	t.Helper()
	c, err := open(context.Background(), config{}, slogDiscard())
	if err != nil {
		t.Fatal(err)
	}
	return serveContent(t, c, wrap, change)
}

func TestWhereWebsocketsDoNotPassQuestionsGoByPlainRequests(t *testing.T) {
	address := newSite(t, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("Upgrade") != "" {
				http.Error(w, "no", http.StatusBadGateway)
				return
			}
			next.ServeHTTP(w, r)
		})
	}, nil)
	b := newTab(t, 1280, 900)
	b.visit(address + "/")
	b.ask("高龄津贴怎么申请？", 1)
	b.until("part('.status').textContent.includes('普通方式')")
	b.ask("高龄津贴每月多少钱？", 2)
	b.do("parts('.message.answer')[1].querySelector('.actions button').click()")
	b.until("parts('.message.answer')[1].querySelector('.thanks').textContent.includes('感谢')")
}

func TestOfflineIsSaidAndTheQuestionIsSentLater(t *testing.T) {
	b := newTab(t, 1280, 900)
	b.visit(portalURL(t) + "/")
	b.do("chat().open()")
	b.until("chat().dataset.state === 'online'")
	send(b, network.Enable, network.EnableParams{})
	offline := func(on bool) {
		send(b, network.OverrideNetworkState, network.OverrideNetworkStateParams{Offline: on, DownloadThroughput: -1, UploadThroughput: -1})
	}
	offline(true)
	b.until("part('.status').textContent.includes('网络已断开')")
	b.do("chat().ask('高龄津贴怎么申请？')")
	offline(false)
	b.until("parts('.message.answer').length === 1")
}

func TestAnUnhappyVisitorFindsAPerson(t *testing.T) {
	b := newTab(t, 390, 844)
	b.visit(portalURL(t) + "/")
	b.do("chat().open()")
	b.until("chat().dataset.state === 'online'")
	b.do("parts('.footer button')[0].click()")
	b.until("part('.contact')")
	if href := eval[string](b, "part('.contact a').href"); href != "tel:12345" {
		t.Errorf("the contact card leads to %s", href)
	}
	b.ask("我不想活了", 1)
	if text := eval[string](b, "[...parts('.message.answer')].at(-1).firstElementChild.nextElementSibling.textContent"); !strings.Contains(text, "12356") {
		t.Errorf("the card that comes first is %s", text)
	}
}

func TestStructuredAnswersShowTablesAndTimelines(t *testing.T) {
	b := newTab(t, 1280, 900)
	b.visit(portalURL(t) + "/")
	b.do(`chat().open()`)
	b.until("chat().dataset.state === 'online'")
	b.ask("环湖快速路初步设计概算是多少？", 1)
	if n := eval[int](b, "parts('.timeline li').length"); n < 3 {
		t.Errorf("a project's answer has %d stages", n)
	}
	b.shoot("widget-timeline-desktop", false)
}

func TestModesLanguageAndAttributes(t *testing.T) {
	b := newTab(t, 1280, 900)
	b.visit(portalURL(t) + "/chat")
	b.until("chat().getAttribute('mode') === 'page' && parts('.greeting').length === 1 && !part('.launcher')")
	b.shoot("widget-page-desktop", false)
	b.check()
	b.visit(portalURL(t) + "/")
	b.do(`chat().remove(); const c = document.createElement('zwgk-chat');
		c.setAttribute('mode', 'inline'); c.setAttribute('lang', 'en'); c.setAttribute('heading', 'Ask us'); c.setAttribute('color', '#7a1fa2');
		document.querySelector('main').prepend(c)`)
	b.until("part('.header h2').textContent === 'Ask us' && parts('.footer button')[0].textContent === 'Ask a person'")
	if colour := eval[string](b, "getComputedStyle(part('.header')).backgroundColor"); colour != "rgb(122, 31, 162)" {
		t.Errorf("header is %s", colour)
	}
	b.do(`chat().setAttribute('lang', 'zh')`)
	b.until("parts('.footer button')[0].textContent === '转人工'")
	b.shoot("widget-inline-desktop", false)
}

func TestTheIframePageIsForListedOriginsOnly(t *testing.T) {
	for _, frames := range [][]string{nil, {"https://www.lanchuan.example"}} {
		address := newSite(t, nil, func(o *chat.Options) { o.Access.Frames = frames })
		response, err := http.Get(address + "/chat/embed")
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		want := "frame-ancestors 'self'"
		if frames != nil {
			want = "frame-ancestors https://www.lanchuan.example"
		}
		if policy := response.Header.Get("Content-Security-Policy"); !strings.HasSuffix(policy, want) {
			t.Errorf("policy %q does not end with %q", policy, want)
		}
	}
}

func TestReducedMotionIsKept(t *testing.T) {
	b := newTab(t, 1280, 900)
	send(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}})
	b.visit(portalURL(t) + "/")
	b.do("chat().open(); chat().ask('高龄津贴')")
	if name := eval[string](b, "part('.dots i') ? getComputedStyle(part('.dots i')).animationName : 'none'"); name != "none" {
		t.Errorf("dots are animated by %s", name)
	}
	b.until("parts('.message.answer').length === 1")
}

func TestCopyGivesTheAnswerWithItsSource(t *testing.T) {
	b := newTab(t, 1280, 900)
	b.visit(portalURL(t) + "/")
	b.do("Object.defineProperty(navigator, 'clipboard', {value: {writeText: async (t) => { window.copied = t }}})")
	b.ask("高龄津贴怎么申请？", 1)
	b.do("[...parts('.actions button')].find((x) => x.textContent === '复制').click()")
	b.until("window.copied?.includes('依据') && window.copied.includes('澜政办发〔2024〕12号')")
	b.do("[...parts('.actions button')].find((x) => x.textContent === '朗读')?.click()")
}
