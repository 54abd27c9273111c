package chat_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/zwgk/zwgk/qa"
	"github.com/zwgk/zwgk/qa/chat"
)

func TestMaskHidesWhatItShouldAndNoMore(t *testing.T) {
	for in, want := range map[string]string{
		"手机13800138000。":             "手机138****8000。",
		"手机138 0013 8000":            "手机138******8000",
		"１３８００１３８０００":                "１３８****８０００",
		"身份证11010519491231002X":      "身份证11*************02X",
		"卡号6222 0200 0000 0000 009":  "卡号6222 0200 0000 0000 009", // fails the checksum
		"邮箱zhang.san@example.gov.cn": "邮箱z***********************",
		"车牌京A12345":                  "车牌京A****5",
		"澜政办发〔2024〕12号":              "澜政办发〔2024〕12号",
		"项目2209-990100-48-01-318625": "项目2209-990100-48-01-318625",
		"电话0199-65551008":            "电话0199-65551008", // a published office line
		"预算97820万元，2024年1月2日":        "预算97820万元，2024年1月2日",
		"没有数字":                       "没有数字",
		"110105194912310021":         "110105194912310021", // fails the checksum
	} {
		if got := chat.Mask(in); got != want {
			t.Errorf("%s → %s, want %s", in, got, want)
		}
	}
}

// C21: a thousand generated lines, recall at least 99 %. Names are not recognised.
func TestMaskFindsGeneratedPersonalData(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	makers := []func(*rand.Rand) string{identity, mobile, card, email, plate, uscc}
	frames := []string{"我的%s，请查收", "%s", "联系%s。", "（%s）", "编号：%s；其他", "请打%s找我", "\"%s\"", "证件%s号"}
	missed := 0
	for range 1000 {
		secret := makers[random.IntN(len(makers))](random)
		line := fmt.Sprintf(frames[random.IntN(len(frames))], secret)
		if random.IntN(4) == 0 {
			line = wide(line)
			secret = wide(secret)
		}
		if strings.Contains(chat.Mask(line), secret) {
			missed++
			t.Logf("missed in %s", line)
		}
	}
	if missed > 10 {
		t.Errorf("%d of 1000 missed", missed)
	}
}

func digits(r *rand.Rand, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte('0' + r.IntN(10))
	}
	return string(b)
}

func identity(r *rand.Rand) string {
	s := fmt.Sprintf("%d%s%04d%02d%02d%s", 1+r.IntN(6), digits(r, 5), 1930+r.IntN(90), 1+r.IntN(12), 1+r.IntN(28), digits(r, 3))
	sum := 0
	for i, weight := range []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += int(s[i]-'0') * weight
	}
	return s + string("10X98765432"[sum%11])
}

func mobile(r *rand.Rand) string {
	s := fmt.Sprintf("1%d%s", 3+r.IntN(7), digits(r, 9))
	return []string{s, s[:3] + " " + s[3:7] + " " + s[7:], s[:3] + "-" + s[3:7] + "-" + s[7:]}[r.IntN(3)]
}

func card(r *rand.Rand) string {
	s := "62" + digits(r, 13+r.IntN(4))
	sum := 0
	for i := range len(s) { // Luhn, from the right, without the check digit
		d := int(s[len(s)-1-i] - '0')
		if i%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return s + fmt.Sprint((10-sum%10)%10)
}

func email(r *rand.Rand) string {
	return fmt.Sprintf("user%s@%s.example.cn", digits(r, 3), digits(r, 2))
}

func plate(r *rand.Rand) string {
	return "京津沪渝冀豫云辽黑湘"[3*r.IntN(10):][:3] + string(rune('A'+r.IntN(7))) + digits(r, 5+r.IntN(2))
}

func uscc(r *rand.Rand) string {
	const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
	s := "91" + digits(r, 6) + digits(r, 9)
	sum := 0
	for i, weight := range []int{1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28} {
		sum += strings.IndexByte(alphabet, s[i]) * weight
	}
	return s + string(alphabet[(31-sum%31)%31])
}

func wide(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r - '0' + '０'
		}
		return r
	}, s)
}

func FuzzMask(f *testing.F) {
	f.Add("手机13800138000，身份证11010519491231002X")
	f.Fuzz(func(t *testing.T, s string) {
		if got := chat.Mask(s); len([]rune(got)) != len([]rune(s)) {
			t.Errorf("%q → %q", s, got)
		}
	})
}

// C22 and C30: no question, no address and no error text leaves by the log or to the visitor; the log says more than
// the visitor is told, under the same number.
func TestLogsHoldNoBodiesAndVisitorsSeeNoInternals(t *testing.T) {
	assistant := &fake{reply: func(q qa.Question) (qa.Answer, error) {
		if strings.Contains(q.Text, "panic") {
			panic("/var/lib/secret: driver 13800138000")
		}
		return qa.Answer{}, errors.New("open /var/lib/secret: driver 13800138000")
	}}
	var log, security journal
	opts := &chat.Options{Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})), Security: chat.NewSecurityLog(&security, "")}
	server, web := start(t, assistant, opts, chat.Clocks{})
	c := connect(t, web)
	for i, text := range []string{"我的秘密问题", "我的秘密问题panic"} {
		m := c.exchange(fmt.Sprintf(`{"type":"ask","id":"%d","text":%q}`, i, text))
		said := fmt.Sprint(m)
		if m["code"] != "internal" || strings.Contains(said, "/var/") || strings.Contains(said, "goroutine") || strings.Contains(said, "driver") {
			t.Errorf("the visitor was told %s", said)
		}
		number := said[strings.Index(said, "编号 ")+len("编号 "):][:8]
		if !strings.Contains(log.String(), number) || !strings.Contains(log.String(), "/var/lib/secret") {
			t.Errorf("the log does not explain %s:\n%s", number, log.String())
		}
	}
	for range 30 {
		c.ws.WriteMessage(1, []byte(`{"type":"我的秘密问题"}`))
	}
	c.closeCode()
	try(web, http.Header{"Origin": {"https://evil.example"}})
	eventually(t, "the connection is gone", func() bool { return server.Connections() == 0 })
	for name, text := range map[string]string{"log": log.String(), "security log": security.String()} {
		if strings.Contains(text, "秘密") || strings.Contains(text, "13800138000") || strings.Contains(text, "127.0.0.1") || strings.Contains(text, c.conv) {
			t.Errorf("the %s holds what it should not:\n%s", name, text)
		}
	}
	if !strings.Contains(security.String(), `"outcome":"origin"`) || !strings.Contains(security.String(), `"event":"violation"`) {
		t.Errorf("security log:\n%s", security.String())
	}
}

// C22: the chain shows what was changed or taken out.
func TestTheSecurityLogShowsTampering(t *testing.T) {
	var b bytes.Buffer
	log := chat.NewSecurityLog(&b, "")
	for i := range 5 {
		if err := log.Record(chat.Event{Time: time.Now(), Address: "a", Event: "refused", Outcome: fmt.Sprint(i)}); err != nil {
			t.Fatal(err)
		}
	}
	whole := b.String()
	last, err := chat.VerifySecurityLog(strings.NewReader(whole), "")
	if err != nil || last == "" {
		t.Fatalf("an honest log: %v", err)
	}
	lines := strings.SplitAfter(whole, "\n")
	for name, bad := range map[string]string{
		"a line changed":   strings.Replace(whole, `"outcome":"2"`, `"outcome":"9"`, 1),
		"a line taken out": strings.Join(append(append([]string{}, lines[:2]...), lines[3:]...), ""),
		"lines swapped":    lines[1] + lines[0] + strings.Join(lines[2:], ""),
		"no log":           "hello\n",
	} {
		if _, err := chat.VerifySecurityLog(strings.NewReader(bad), ""); err == nil {
			t.Errorf("%s: not noticed", name)
		}
	}
	// The next file goes on.
	var next bytes.Buffer
	if err := chat.NewSecurityLog(&next, last).Record(chat.Event{Event: "refused"}); err != nil {
		t.Fatal(err)
	}
	if _, err := chat.VerifySecurityLog(&next, last); err != nil {
		t.Errorf("the next file: %v", err)
	}
}

// C23: an address stands in the log as a keyed hash, the same within a day and server, another elsewhere.
func TestAddressesAreKeyedHashes(t *testing.T) {
	seen := make(map[string]bool)
	for range 2 {
		var security journal
		_, web := start(t, &fake{}, &chat.Options{Security: chat.NewSecurityLog(&security, "")}, chat.Clocks{})
		try(web, http.Header{"Origin": {"https://evil.example"}})
		try(web, http.Header{"Origin": {"https://evil.example"}})
		eventually(t, "both are recorded", func() bool { return strings.Count(security.String(), "\n") == 2 })
		hashes := make(map[string]bool)
		for _, line := range strings.Split(strings.TrimSpace(security.String()), "\n") {
			_, rest, _ := strings.Cut(line, `"address":"`)
			hashes[rest[:16]] = true
			seen[rest[:16]] = true
		}
		if len(hashes) != 1 {
			t.Errorf("one visitor has %d hashes", len(hashes))
		}
	}
	if len(seen) != 2 {
		t.Error("two servers give one visitor the same hash: it is not keyed")
	}
	noon := time.Date(2025, 10, 15, 12, 0, 0, 0, time.UTC)
	names := chat.Pseudonyms(netip.MustParseAddr("192.0.2.1"), noon, noon.Add(time.Hour), noon.Add(24*time.Hour))
	if names[0] != names[1] || names[1] == names[2] {
		t.Errorf("on one day, on the same, on the next: %q", names)
	}
}

func TestMaskHandlerMasksWhereverTextStands(t *testing.T) {
	var b bytes.Buffer
	log := slog.New(chat.MaskHandler(slog.NewJSONHandler(&b, nil))).With("with", "13800138000").WithGroup("g")
	log.Info("13800138000", "text", "13800138000", "error", errors.New("13800138000"), "n", 5, slog.Group("in", "deep", "13800138000"))
	if text := b.String(); strings.Contains(text, "13800138000") || strings.Count(text, "138****8000") != 5 || !strings.Contains(text, `"n":5`) {
		t.Errorf("logged %s", text)
	}
	if !log.Enabled(context.Background(), slog.LevelInfo) || log.Enabled(context.Background(), slog.LevelDebug) {
		t.Error("the level is not the inner handler's")
	}
}
