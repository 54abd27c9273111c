package chat_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha512"
	"encoding/base64"
	"fmt"
	"html"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/zwgk/zwgk/qa"
	"github.com/zwgk/zwgk/qa/chat"
)

// C17 and the size that the widget may have.
func TestTheWidgetIsOneSmallImmutableModule(t *testing.T) {
	_, web := start(t, &fake{}, nil, chat.Clocks{})
	asset := chat.Widget()
	response := do(t, newRequest(t, http.MethodGet, web.URL+asset.Path, ""))
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha512.Sum384(body)
	if got := "sha384-" + base64.StdEncoding.EncodeToString(sum[:]); got != asset.Integrity {
		t.Errorf("integrity is %s, the content's is %s", asset.Integrity, got)
	}
	for name, want := range map[string]string{"Content-Type": "text/javascript; charset=utf-8", "X-Content-Type-Options": "nosniff",
		"Cache-Control": "public, max-age=31536000, immutable", "Access-Control-Allow-Origin": "*"} {
		if got := response.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	w.Write(body)
	w.Close()
	t.Logf("widget: %d bytes, %d gzipped", len(body), packed.Len())
	if packed.Len() > 30<<10 {
		t.Errorf("%d bytes gzipped", packed.Len())
	}
	for _, c := range []struct {
		path   string
		status int
		cache  string
	}{{"/chat/zwgk-chat.js", 200, "no-cache"}, {"/chat/zwgk-chat.old.js", 404, ""}, {"/chat/words.js", 404, ""}} {
		response := do(t, newRequest(t, http.MethodGet, web.URL+c.path, ""))
		if response.StatusCode != c.status || response.Header.Get("Cache-Control") != c.cache {
			t.Errorf("%s: %d %q", c.path, response.StatusCode, response.Header.Get("Cache-Control"))
		}
	}
}

// C15 and C16, of the source: the widget has no way to turn text into markup or code, and no storage beyond the tab.
// That pages with it keep a strict policy is tested in a browser in examples/chatserver.
func TestTheWidgetHasNoWayToMakeMarkupOrCode(t *testing.T) {
	forbidden := regexp.MustCompile(`innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|DOMParser|createContextualFragment|setAttribute\('on|localStorage|document\.cookie|\.setHTML|setHTMLUnsafe`)
	if found := forbidden.FindAll(chat.Widget().Content, -1); len(found) > 0 {
		t.Errorf("found %q", found)
	}
}

// C16: the chat's own pages.
func TestTheChatPagesCarryAStrictPolicy(t *testing.T) {
	_, web := start(t, &fake{}, nil, chat.Clocks{})
	for path, ancestors := range map[string]string{"/chat": "frame-ancestors 'none'", "/chat/embed": "frame-ancestors 'self'"} {
		response := do(t, newRequest(t, http.MethodGet, web.URL+path, ""))
		policy := response.Header.Get("Content-Security-Policy")
		if response.StatusCode != http.StatusOK || strings.Contains(policy, "unsafe") || !strings.HasPrefix(policy, "default-src 'none'; script-src 'self';") ||
			!strings.Contains(policy, "require-trusted-types-for 'script'") || !strings.HasSuffix(policy, ancestors) {
			t.Errorf("%s: %d %q", path, response.StatusCode, policy)
		}
		body, _ := io.ReadAll(response.Body)
		if !strings.Contains(html.UnescapeString(string(body)), chat.Widget().Integrity) || bytes.Contains(body, []byte("<style")) || bytes.Contains(body, []byte(" style=")) {
			t.Errorf("%s: page lacks the integrity, or has inline style", path)
		}
	}
}

// C27: refused both ways, however it is written, with a list that changes at run time.
func TestTheWordListRefusesBothWays(t *testing.T) {
	list := chat.NewWordList([]string{"坏词", "Bad"}, func(s string) string { return strings.ReplaceAll(s, "壞詞", "坏词") })
	for text, want := range map[string]bool{"有坏词的": true, "坏 词": true, "坏\u200b词": true, "坏-词": true, "壞詞": true, "ＢＡＤ": true, "b.a.d": true, "好词": false, "坏的词": false, "": false} {
		if got := list.Refuses(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
	assistant := &fake{reply: func(q qa.Question) (qa.Answer, error) {
		return qa.Answer{Outcome: qa.Answered, Text: "答案里有坏词"}, nil
	}}
	opts := generous()
	opts.Refuse = list.Refuses
	_, web := start(t, assistant, opts, chat.Clocks{})
	c := connect(t, web)
	if m := c.exchange(`{"type":"ask","id":"1","text":"坏 词是什么"}`); m["outcome"] != "unanswered" || !strings.Contains(fmt.Sprint(m["text"]), "12345") || len(assistant.questions()) != 0 {
		t.Errorf("question: %v", m)
	}
	if m := c.exchange(`{"type":"ask","id":"2","text":"好问题"}`); m["outcome"] != "unanswered" || strings.Contains(fmt.Sprint(m), "坏词") {
		t.Errorf("answer: %v", m)
	}
	list.Replace([]string{"别的"})
	if m := c.exchange(`{"type":"ask","id":"3","text":"好问题"}`); m["outcome"] != "answered" {
		t.Errorf("after the change: %v", m)
	}
}

// C28: who is in danger gets a number first; who asks about policy does not.
func TestEmergenciesGetANumberFirst(t *testing.T) {
	for question, want := range map[string]string{
		"家里着火了怎么办": "119", "我不想活了": "12356", "有人晕倒了": "120", "有人抢劫": "110", "出车祸了": "122", "被骗了三万块钱": "110",
		"火灾事故调查办法有哪些规定": "", "报警奖励标准是多少": "", "高龄津贴怎么申请": "", "自杀预防办法": "12356",
	} {
		got := ""
		if hotlines := chat.Urgent(question); len(hotlines) > 0 {
			got = hotlines[0].Phone
		}
		if got != want {
			t.Errorf("%s: %q, want %q", question, got, want)
		}
	}
	_, web := start(t, &fake{}, generous(), chat.Clocks{})
	m := connect(t, web).exchange(`{"type":"ask","id":"1","text":"家里着火了"}`)
	if m["urgent"].([]any)[0].(map[string]any)["phone"] != "119" || m["outcome"] == nil {
		t.Errorf("got %v", m)
	}
}

// C18: there is no secret to embed and no administration to protect. No handler answers under such a path, no cookie is
// set (so there is nothing to forge requests with), and nothing that a page carries grants more than any visitor has.
func TestThereIsNothingToAdminister(t *testing.T) {
	_, web := start(t, &fake{}, nil, chat.Clocks{})
	for _, path := range []string{"/admin", "/metrics", "/debug/pprof/", "/debug/vars", "/chat/admin"} {
		if response := do(t, newRequest(t, http.MethodGet, web.URL+path, "")); response.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", path, response.StatusCode)
		}
	}
}

// C20: the package opens no connection of its own, so no address in a message can make it reach anything.
func TestThePackageReachesOutToNothing(t *testing.T) {
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range sources {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if found := regexp.MustCompile(`http\.(Get|Post|Client|DefaultClient|NewRequest)|net\.Dial|\.Dialer|exec\.`).Find(data); found != nil {
			t.Errorf("%s uses %s", name, found)
		}
	}
}

func TestRESTAnswersLikeTheSocket(t *testing.T) {
	assistant := &fake{}
	_, web := start(t, assistant, generous(), chat.Clocks{})
	ask := func(body string) string {
		response := do(t, newRequest(t, http.MethodPost, web.URL+"/ask", body))
		data, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(response.StatusCode, " ", string(data))
	}
	first := ask(`{"id":"1","text":"高龄津贴怎么申请？"}`)
	_, rest, _ := strings.Cut(first, `"conversation":"`)
	conversation := rest[:22]
	if again := ask(`{"id":"1","text":"高龄津贴怎么申请？","conversation":"` + conversation + `"}`); again != first {
		t.Errorf("the same id again: %s, first %s", again, first)
	}
	if n := len(assistant.questions()); n != 1 {
		t.Errorf("asked %d times", n)
	}
	if second := ask(`{"id":"2","text":"高龄津贴","conversation":"` + conversation + `"}`); !strings.Contains(second, `"seq":2`) || !strings.Contains(second, conversation) {
		t.Errorf("second: %s", second)
	}
	c := connect(t, web)
	if hello := c.exchange(fmt.Sprintf(`{"type":"hello","conversation":%q,"last":2}`, conversation)); hello["resumed"] != true {
		t.Errorf("the socket goes on: %v", hello)
	}
	for body, status := range map[string]string{`{}`: "400", `{"text":"a","x":1}`: "400", `[]`: "400", `{"text":"` + strings.Repeat("a", 9<<10) + `"}`: "413", "\xff": "400"} {
		if got := ask(body); !strings.HasPrefix(got, status) {
			t.Errorf("%.30s: %s", body, got)
		}
	}
	plain := newRequest(t, http.MethodPost, web.URL+"/ask", `{"text":"a"}`)
	plain.Header.Set("Content-Type", "text/plain") // what a foreign form can send without asking
	if response := do(t, plain); response.StatusCode != http.StatusUnsupportedMediaType {
		t.Errorf("text/plain: %d", response.StatusCode)
	}
}

func TestConversationsAreForgottenInTime(t *testing.T) {
	server, web := start(t, &fake{}, generous(), chat.Clocks{})
	now := time.Now()
	server.SetNow(func() time.Time { return now })
	c := connect(t, web)
	c.exchange(`{"type":"ask","id":"1","text":"高龄津贴"}`)
	c.ws.Close()
	eventually(t, "it is gone", func() bool { return server.Connections() == 0 })
	now = now.Add(3 * time.Hour)
	if hello := connect(t, web).exchange(fmt.Sprintf(`{"type":"hello","conversation":%q}`, c.conv)); hello["resumed"] != false {
		t.Errorf("after three hours: %v", hello)
	}
	if n := server.Remembered(); n != 0 {
		t.Errorf("%d conversations remembered", n)
	}
}

func TestConversationsTakeBoundedMemory(t *testing.T) {
	long := &fake{reply: func(qa.Question) (qa.Answer, error) {
		return qa.Answer{Outcome: qa.Answered, Text: strings.Repeat("长", 40_000)}, nil
	}}
	server, web := start(t, long, generous(), chat.Clocks{})
	for i := range 700 { // 84 MB of answers
		response := do(t, newRequest(t, http.MethodPost, web.URL+"/ask", fmt.Sprintf(`{"text":"q%d"}`, i)))
		io.Copy(io.Discard, response.Body)
	}
	if n := server.Remembered(); n > 560 || n < 100 {
		t.Errorf("%d conversations of 120 kB are remembered, 64 MiB hold 559", n)
	}
	c := connect(t, web)
	for i := range 30 {
		c.exchange(fmt.Sprintf(`{"type":"ask","id":"%d","text":"q"}`, i))
	}
	c.send(`{"type":"history","id":"h"}`)
	if m := c.read(); len(m["turns"].([]any)) != 20 {
		t.Errorf("%d turns are remembered", len(m["turns"].([]any)))
	}
}
