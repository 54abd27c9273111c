package chat_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/gorilla/websocket"

	"github.com/zwgk/zwgk/qa"
	"github.com/zwgk/zwgk/qa/chat"
)

// C10: strict JSON.
func TestMessagesAreReadStrictly(t *testing.T) {
	for message, ok := range map[string]bool{
		`{"type":"ask","id":"1","text":"a"}`:                               true,
		`{"type":"ask","id":"1","text":"a","v":1}`:                         true,
		`{"type":"ask","id":"1","text":""}`:                                true, // an empty question gets a polite answer
		`{"type":"ask","id":"` + strings.Repeat("号", 64) + `","text":"a"}`: true,
		`{"type":"hello"}`:                                                 true,
		`{"type":"hello","conversation":"x","last":3}`:                     true,
		`{"type":"suggest","text":"a"}`:                                    true,
		`{"type":"feedback","message_id":"x","helpful":true}`:              true,
		`{"type":"history"}`:                                               true,
		`{"type":"forget"}`:                                                true,
		`{"type":"ask","id":"1","text":"a","v":2}`:                         false,
		`{"type":"ask","id":"1"}`:                                          false,
		`{"type":"ask","text":"a"}`:                                        false,
		`{"type":"ask","id":"","text":"a"}`:                                false,
		`{"type":"ask","id":1,"text":"a"}`:                                 false,
		`{"type":"ask","id":"1","text":["a"]}`:                             false,
		`{"type":"ask","id":"1","text":null}`:                              false,
		`{"type":"ask","id":"1","text":"a","admin":true}`:                  false,
		`{"type":"ask","id":"1","text":"a","last":1}`:                      false, // a field of another type of message
		`{"TYPE":"ask","id":"1","text":"a"}`:                               false,
		`{"type":"ask","ID":"1","text":"a"}`:                               false,
		`{"type":"ask","id":"1\n","text":"a"}`:                             false,
		`{"type":"ask","id":"` + strings.Repeat("1", 65) + `","text":"a"}`: false,
		`{"type":"answer","id":"1"}`:                                       false,
		`{"type":"sudo","id":"1"}`:                                         false,
		`{"id":"1"}`:                                                       false,
		`[]`:                                                               false,
		`null`:                                                             false,
		`"ask"`:                                                            false,
		``:                                                                 false,
		`{`:                                                                false,
		`{"type":"history"} {"type":"history"}`:                            false,
		`{"type":"history"}x`:                                              false,
		`{"type":"hello","last":-1}`:                                       false,
		`{"type":"hello","last":1e99}`:                                     false,
		`{"type":"hello","conversation":"` + strings.Repeat("x", 65) + `"}`: false,
		`{"type":"history","type":"history"}`:                               false, // twice
		` { "type" : "history" , "v" : 1 } `:                                true,
		"{\"type\":\"history\"}\x00":                                        false,
		`{}`:                                                                false,
		`{"type":"history",}`:                                               false,
		`{,"type":"history"}`:                                               false,
		`{"type":"history"]`:                                                false,
		`{"type":"history" "id":"1"}`:                                       false,
		`{"type":"ask","id":"1","text":"\u9ad8\ud842\udfb7\n"}`:             true,
		`{"type":"ask","id":"1","text":"\x"}`:                               false,
		"{\"type\":\"ask\",\"id\":\"1\",\"text\":\"a\nb\"}":                 false, // a bare line break
		`{"type":"hello","last":007}`:                                       false,
		`{"type":"hello","last":+7}`:                                        false,
		`{"type":"hello","last":null}`:                                      false,
		`{"type":"feedback","message_id":"x","helpful":true1}`:              false,
		`{"type":"feedback","message_id":"x","helpful":"yes"}`:              false,
		`{"type":"feedback","message_id":"x"}`:                              false,
		`{"type":"history","x":` + strings.Repeat("[", 9) + strings.Repeat("]", 9) + `}`:                  false,
		"{\"type\":\"ask\",\"id\":\"1\",\"text\":\"\xff\"}":                                               false,
		`{"type":"feedback","message_id":"x","helpful":true,"reason":"` + strings.Repeat("长", 201) + `"}`: false,
	} {
		if err := chat.Decode([]byte(message)); (err == nil) != ok {
			t.Errorf("%.100s: %v", message, err)
		}
	}
}

func TestABadMessageIsAnsweredAndTheTenthClosesTheConnection(t *testing.T) {
	_, web := start(t, &fake{}, generous(), chat.Clocks{})
	c := connect(t, web)
	if m := c.exchange(`{"type":"ask","id":"7","text":"a","v":9}`); m["code"] != "bad_version" || m["id"] != "7" {
		t.Errorf("got %v", m)
	}
	for range 9 {
		if m := c.exchange(`{"type":"sudo","id":"8"}`); m["type"] != "error" || m["code"] != "bad_message" || m["id"] != "8" {
			t.Errorf("got %v", m)
		}
	}
	if code := c.closeCode(); code != websocket.ClosePolicyViolation {
		t.Errorf("closed with %d", code)
	}
}

func FuzzDecode(f *testing.F) {
	for _, seed := range []string{`{"type":"ask","id":"1","text":"高龄津贴"}`, `{"type":"hello","conversation":"x","last":1}`, `[[[[`, `{"type":"feedback","helpful":true}`, "\x00"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if err := chat.Decode(data); err == nil && !utf8.Valid(data) {
			t.Error("invalid UTF-8 was taken")
		}
		var ask chat.AskRequest
		if err := chat.DecodeBody(data, "ask", &ask); err == nil && (ask.ID == "" || len(ask.Conversation) > 64) {
			t.Errorf("took %+v", ask)
		} else if err == nil { // what is taken is what encoding/json reads
			var read struct{ ID, Text, Conversation string }
			if err := json.Unmarshal(data, &read); err != nil || read.Text != ask.Text || read.Conversation != ask.Conversation || read.ID != "" && read.ID != ask.ID {
				t.Errorf("%q: took %+v, not %+v (%v)", data, ask, read, err)
			}
		}
	})
}

// C11: what a question cannot mean is taken out before the assistant sees it. The cut to 200 characters, NFKC, and
// that no wildcard, regular expression or field syntax reaches the engine are qa's and search's, and tested there.
func TestInvisibleCharactersAreTakenOut(t *testing.T) {
	for in, want := range map[string]string{
		"高\u200b龄\u200d津\ufeff贴": "高龄津贴", "\u202e高龄\u202c": "高龄", "\x00高\x1b[31m龄\x7f": "高[31m龄",
		"一\n二\r\n三\u2028四\t五": "一 二  三 四 五", " 高龄 ": "高龄", "\u2066a\u2069": "a", "😀": "😀", "\U000e0041": "",
	} {
		if got := chat.Clean(in); got != want {
			t.Errorf("%q → %q, want %q", in, got, want)
		}
	}
	assistant := &fake{}
	_, web := start(t, assistant, generous(), chat.Clocks{})
	connect(t, web).exchange(fmt.Sprintf(`{"type":"ask","id":"1","text":%q}`, "高\u200b龄\u202e津贴"))
	if q := assistant.questions()[0].Text; q != "高龄津贴" {
		t.Errorf("the assistant was asked %q", q)
	}
}

func FuzzClean(f *testing.F) {
	f.Add("高\u200b龄\x00")
	f.Fuzz(func(t *testing.T, s string) {
		got := chat.Clean(s)
		if !utf8.ValidString(got) || len(got) > len(s) || chat.Clean(got) != got {
			t.Errorf("%q → %q → %q", s, got, chat.Clean(got))
		}
	})
}

// C15, the server's part: links that are no links do not leave the server. The pages and the widget are tested in a
// browser in examples/chatserver.
func TestUnsafeAddressesAreNotSent(t *testing.T) {
	for address, ok := range map[string]bool{
		"https://www.gov.cn/x?a=b#c": true, "http://a.gov.cn": true, "tel:12345": true, "/doc/1": true,
		"": false, "javascript:alert(1)": false, "JaVaScRiPt:alert(1)": false, " javascript:alert(1)": false, "java\nscript:alert(1)": false,
		"\x01javascript:alert(1)": false, "data:text/html,x": false, "vbscript:x": false, "file:///etc/passwd": false, "blob:x": false,
		"//evil.example/x": false, `\\evil.example`: false, `/\evil.example`: false, "doc/1": false, "https://u:p@evil.example": false, "http:///x": false, "mailto:a@b": false, "https://[": false,
	} {
		if got := chat.SafeURL(address); got != map[bool]string{true: address}[ok] {
			t.Errorf("%q → %q", address, got)
		}
	}
	assistant := &fake{reply: func(qa.Question) (qa.Answer, error) {
		return qa.Answer{Outcome: qa.Answered, Text: "x", Citations: []qa.Citation{{URL: "javascript:alert(1)"}}, Related: []qa.Related{{URL: "data:x"}}}, nil
	}}
	_, web := start(t, assistant, generous(), chat.Clocks{})
	m := connect(t, web).exchange(`{"type":"ask","id":"1","text":"a"}`)
	if text := fmt.Sprint(m); strings.Contains(text, "javascript:") || strings.Contains(text, "data:") {
		t.Errorf("sent %s", text)
	}
}
