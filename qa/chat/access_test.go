package chat_test

import (
	"net/http"
	"net/netip"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"github.com/zwgk/zwgk/qa/chat"
)

// C1, and of C2 that plain connections can be refused.
func TestHostileOriginsAreRefusedBeforeTheUpgrade(t *testing.T) {
	listed := &chat.Options{Access: chat.Access{Origins: []string{"https://www.lanchuan.gov.cn", "https://xn--fiqs8s.xn--fiqs8s"}}}
	_, web := start(t, &fake{}, listed, chat.Clocks{})
	for _, origin := range []string{
		"", "null", "https://evil.example", "https://evil-www.lanchuan.gov.cn", "https://www.lanchuan.gov.cn.evil.example",
		"https://lanchuan.gov.cn", "https://a.www.lanchuan.gov.cn", "http://www.lanchuan.gov.cn", "https://www.lanchuan.gov.cn:8443",
		"https://www.lanchuan.gov.cn:443", "https://www.lanchuan.gov.cn/", "https://www.lanchuan.gov.cn/path", "https://www.lanchuan.gov.cn?x", "HTTPS://WWW.LANCHUAN.GOV.CN",
		"https://WWW.lanchuan.gov.cn", "https://user@www.lanchuan.gov.cn", "https://www.lanchuan.gov.cn@evil.example", "https://www.lanchuan.gov.cn.",
		"wss://www.lanchuan.gov.cn", "file://", "https://中国.中国", "https://www․lanchuan․gov․cn", "https://www.lanchuan.gov.cn https://evil.example", "javascript://www.lanchuan.gov.cn",
	} {
		header := http.Header{"Origin": {origin}}
		if origin == "" {
			header = http.Header{}
		}
		if ws, response, err := try(web, header); err == nil {
			ws.Close()
			t.Errorf("origin %q was let in", origin)
		} else if response == nil || response.StatusCode != http.StatusForbidden {
			t.Errorf("origin %q: %v, want 403", origin, response)
		}
	}
	if _, response, err := try(web, http.Header{"Origin": {"https://www.lanchuan.gov.cn", "https://evil.example"}}); err == nil || response.StatusCode != http.StatusForbidden {
		t.Error("two origins were let in")
	}
	for _, origin := range listed.Access.Origins {
		ws, _, err := try(web, http.Header{"Origin": {origin}})
		if err != nil {
			t.Errorf("listed origin %s: %v", origin, err)
			continue
		}
		ws.Close()
	}
}

func TestByDefaultOnlyTheSameOriginMayConnect(t *testing.T) {
	_, web := start(t, &fake{}, nil, chat.Clocks{})
	host := strings.TrimPrefix(web.URL, "http://")
	for origin, ok := range map[string]bool{
		"http://" + host: true, "https://" + host: true, // a TLS proxy before us keeps the host
		"http://localhost" + host[strings.LastIndex(host, ":"):]: false, "http://127.0.0.1": false, "http://" + host + "/": false,
		"http://" + host + "0": false, "ws://" + host: false, "http://evil@" + host: false, "null": false,
	} {
		ws, _, err := try(web, http.Header{"Origin": {origin}})
		if (err == nil) != ok {
			t.Errorf("origin %s: %v", origin, err)
		}
		if err == nil {
			ws.Close()
		}
	}
}

func TestProgramsAreLetInOnlyWhereTheHostSaysSo(t *testing.T) {
	_, web := start(t, &fake{}, &chat.Options{Access: chat.Access{Programs: true}}, chat.Clocks{})
	ws, _, err := try(web, http.Header{})
	if err != nil {
		t.Fatal(err)
	}
	ws.Close()
	if _, _, err := try(web, http.Header{"Origin": {"https://evil.example"}}); err == nil {
		t.Error("a foreign page came in with the programs")
	}
}

// C2: TLS only, subprotocol, no compression.
func TestSecureServersRefusePlainConnections(t *testing.T) {
	access := chat.Access{Secure: true, Proxies: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}}
	_, web := start(t, &fake{}, &chat.Options{Access: access}, chat.Clocks{})
	if _, response, err := try(web, nil); err == nil || response.StatusCode != http.StatusForbidden {
		t.Error("a plain connection was let in")
	}
	header := http.Header{"Origin": {strings.Replace(web.URL, "http", "https", 1)}, "X-Forwarded-Proto": {"https"}}
	ws, _, err := try(web, header)
	if err != nil {
		t.Fatalf("over a TLS proxy: %v", err)
	}
	ws.Close()
	header.Set("Origin", web.URL)
	if _, _, err := try(web, header); err == nil {
		t.Error("an http page reached the https server")
	}
}

func TestSubprotocolIsAgreedAndNothingIsCompressed(t *testing.T) {
	_, web := start(t, &fake{}, nil, chat.Clocks{})
	dialer := websocket.Dialer{Subprotocols: []string{"other", chat.Protocol}, EnableCompression: true}
	ws, response, err := dialer.Dial("ws"+strings.TrimPrefix(web.URL, "http")+"/chat", http.Header{"Origin": {web.URL}})
	if err != nil {
		t.Fatal(err)
	}
	defer ws.Close()
	if ws.Subprotocol() != chat.Protocol || response.Header.Get("Sec-Websocket-Extensions") != "" {
		t.Errorf("subprotocol %q, extensions %q", ws.Subprotocol(), response.Header.Get("Sec-Websocket-Extensions"))
	}
}

// C8: X-Forwarded-For counts only from a configured proxy, and only its right end.
func TestForwardedAddressesAreBelievedFromProxiesOnly(t *testing.T) {
	for _, c := range []struct {
		name      string
		proxies   []netip.Prefix
		forwarded []string
		allowed   int
	}{
		{"no proxy configured: one visitor, whatever he claims", nil, []string{"192.0.2.1", "192.0.2.2", "192.0.2.3"}, 2},
		{"behind a proxy: three visitors", []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, []string{"192.0.2.1", "192.0.2.2", "192.0.2.3"}, 3},
		{"what stands left of the last hop is the visitor's own claim", []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, []string{"192.0.2.1, 198.51.100.7", "192.0.2.2, 198.51.100.7", "192.0.2.3, 198.51.100.7"}, 2},
		{"one IPv6 customer has a /64", []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, []string{"2001:db8::1", "2001:db8::2", "2001:db8::3"}, 2},
		{"nonsense falls back to the proxy", []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, []string{"x", "y", "999.1.1.1"}, 2},
	} {
		opts := &chat.Options{Access: chat.Access{Proxies: c.proxies}, Limits: chat.Limits{PerAddress: 2}}
		_, web := start(t, &fake{}, opts, chat.Clocks{})
		allowed := 0
		for _, forwarded := range c.forwarded {
			ws, response, err := try(web, http.Header{"Origin": {web.URL}, "X-Forwarded-For": {forwarded}})
			if err == nil {
				allowed++
				defer ws.Close()
			} else if response == nil || response.StatusCode != http.StatusTooManyRequests || response.Header.Get("Retry-After") == "" {
				t.Errorf("%s: %v", c.name, response)
			}
		}
		if allowed != c.allowed {
			t.Errorf("%s: %d let in, want %d", c.name, allowed, c.allowed)
		}
	}
}

// The REST fallback keeps to the same origins, and tells browsers so.
func TestForeignPagesCannotReadTheRESTFallback(t *testing.T) {
	opts := generous()
	opts.Access.Origins = []string{"https://portal.example"}
	_, web := start(t, &fake{}, opts, chat.Clocks{})
	for origin, status := range map[string]int{"https://portal.example": 200, "https://evil.example": 403, "": 200} {
		request := newRequest(t, http.MethodPost, web.URL+"/ask", `{"text":"高龄津贴"}`)
		if origin != "" {
			request.Header.Set("Origin", origin)
		}
		response := do(t, request)
		if response.StatusCode != status || response.Header.Get("Access-Control-Allow-Origin") != map[bool]string{true: origin}[status == 200] {
			t.Errorf("origin %q: %d, %q", origin, response.StatusCode, response.Header.Get("Access-Control-Allow-Origin"))
		}
		if response.Header.Get("Set-Cookie") != "" {
			t.Error("a cookie was set")
		}
	}
	request := newRequest(t, http.MethodOptions, web.URL+"/ask", "")
	request.Header.Set("Origin", "https://portal.example")
	if response := do(t, request); response.StatusCode != http.StatusNoContent || response.Header.Get("Access-Control-Allow-Methods") != "POST" {
		t.Errorf("preflight: %v", response)
	}
}

func newRequest(t *testing.T, method, address, body string) *http.Request {
	t.Helper()
	request, err := http.NewRequest(method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	return request
}

func do(t *testing.T, request *http.Request) *http.Response {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { response.Body.Close() })
	return response
}
