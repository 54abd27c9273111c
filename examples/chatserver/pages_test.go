package main

import (
	"bytes"
	"context"
	"encoding/xml"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/qa"
	"github.com/zwgk/zwgk/qa/chat"
	"github.com/zwgk/zwgk/search"
)

func TestAnAddressBecomesAQueryAndNeverAnError(t *testing.T) {
	for address, want := range map[string]search.Query{
		"q=公积金": {Text: "公积金"},
		"q=a&kind=通知&kind=意见&kind=通知&year=2024&year=x&validity=repealed&sort=newest&page=3": {Text: "a", Sort: search.ByNewest, Offset: 20,
			Filter: search.Filter{Kinds: []disclosure.Kind{"通知", "意见"}, Years: []int{2024}, Validity: disclosure.Repealed}},
		"category=财政信息/预决算&agency=某局&from=2024-01-01&to=2024年12月31日": {Filter: search.Filter{Category: "财政信息/预决算", Agencies: []string{"某局"},
			From: disclosure.Date{Year: 2024, Month: 1, Day: 1}, To: disclosure.Date{Year: 2024, Month: 12, Day: 31}}},
		"page=-1&sort=up&from=x": {},
		"page=99999999":          {Offset: 9990},
	} {
		values, err := url.ParseQuery(address)
		if err != nil {
			t.Fatal(err)
		}
		got := parseRequest(values).query()
		got.Facets, want.Limit = nil, pageSize
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", address, diff)
		}
		if err := got.Validate(); err != nil {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func FuzzParseRequest(f *testing.F) {
	for _, seed := range []string{"q=公积金&page=2", "q=%ff%fe", "q=" + strings.Repeat("a+", 300), "kind=&year=99999999999999999999", `q="a"b"c"-d`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, query string) {
		values, _ := url.ParseQuery(query)
		r := parseRequest(values)
		if err := r.query().Validate(); err != nil {
			t.Errorf("%q: %v", query, err)
		}
		again, err := url.Parse(r.toPage(r.page))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(r.query(), parseRequest(again.Query()).query()); diff != "" && !r.shortened {
			t.Errorf("%q does not survive its own address:\n%s", query, diff)
		}
	})
}

func TestTheBodyKeepsEveryLine(t *testing.T) {
	text := "各区：\n一、补贴对象\n老年人。\n（一）80周岁至89周岁\n年龄|金额\n80|100\n90|300\n第一章 总则\n一、这一行虽有序号，但是很长，所以它是一段正文而不是标题，应当照段落显示。\n某市人民政府办公室\n2024年4月8日"
	type line struct {
		Heading   int
		Text      string
		Rows      [][]string
		Signature bool
	}
	var got []line
	for _, b := range parseBody(text) {
		got = append(got, line{b.Heading, b.Text, b.Rows, b.Signature})
		if b.Start < 0 || b.End > len(text) || b.Start >= b.End {
			t.Errorf("range %d–%d", b.Start, b.End)
		}
	}
	want := []line{{Text: "各区："}, {Heading: 1, Text: "一、补贴对象"}, {Text: "老年人。"}, {Heading: 2, Text: "（一）80周岁至89周岁"},
		{Rows: [][]string{{"年龄", "金额"}, {"80", "100"}, {"90", "300"}}}, {Heading: 1, Text: "第一章 总则"},
		{Text: "一、这一行虽有序号，但是很长，所以它是一段正文而不是标题，应当照段落显示。"}, {Text: "某市人民政府办公室", Signature: true}, {Text: "2024年4月8日", Signature: true}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("body (-want +got):\n%s", diff)
	}
}

func FuzzParseBody(f *testing.F) {
	f.Add("一、a\nb|c\nd|e\n2024年1月2日")
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		for _, b := range parseBody(text) {
			if b.Start < at || b.End > len(text) {
				t.Fatalf("block %d–%d after %d of %d", b.Start, b.End, at, len(text))
			}
			at = b.End
		}
	})
}

func TestDidYouMeanOffersOneWordPutRight(t *testing.T) {
	near := []search.Hit{{Document: disclosure.Document{Keywords: []string{"高龄津贴", "养老", "失业保险金"}}}}
	for query, want := range map[string]string{"高零津贴": "高龄津贴", "高津贴": "高龄津贴", "高龄津贴标": "高龄津贴", "失业保金 申领": "失业保险金 申领", "高龄津贴": "", "养": "", "完全不同": ""} {
		got := ""
		if offered := didYouMean(request{text: query}, near); len(offered) > 0 {
			got = offered[0].Text
		}
		if got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
}

func TestFiltersShowAsChipsThatCanBeTakenAway(t *testing.T) {
	status, body := get(t, portalURL(t)+"/?"+url.Values{"q": {"补贴"}, "kind": {"通知"}, "validity": {"in-force"}}.Encode())
	if status != http.StatusOK || !strings.Contains(body, "体裁：通知") || !strings.Contains(body, "有效性：有效") {
		t.Fatalf("%d: chips are missing", status)
	}
	without := "/?" + url.Values{"q": {"补贴"}, "validity": {"in-force"}}.Encode()
	if !strings.Contains(body, `href="`+strings.ReplaceAll(without, "&", "&amp;")+`"`) {
		t.Errorf("no link takes the kind away: %s", without)
	}
}

func TestEveryPageOfHitsIsReachedAndNoneIsEmpty(t *testing.T) {
	base, path, seen := portalURL(t), "/?sort=newest", 0
	for pages := 0; path != "" && pages < 100; pages++ {
		_, body := get(t, base+path)
		n := strings.Count(body, `<p class="snippet">`)
		if n == 0 {
			t.Fatalf("%s has no hits", path)
		}
		seen += n
		_, rest, found := strings.Cut(body, `<a href="/?`)
		path = ""
		for found {
			target, after, _ := strings.Cut(rest, `"`)
			if strings.HasPrefix(after, ` rel="next"`) {
				path = "/?" + strings.ReplaceAll(target, "&amp;", "&")
			}
			_, rest, found = strings.Cut(after, `<a href="/?`)
		}
	}
	server, err := site()
	if err != nil {
		t.Fatal(err)
	}
	_, _, body := call(t, server.URL, http.MethodGet, "/search?limit=0", "", "")
	if want := `"total":` + decimal(seen); !bytes.Contains(body, []byte(want)) {
		t.Errorf("%d hits on all pages, the search says %.60s", seen, body)
	}
}

func TestPoliciesAndInterpretationsLeadToEachOther(t *testing.T) {
	base := portalURL(t)
	_, policy := get(t, base+"/doc/elder-allowance-2024")
	_, rest, found := strings.Cut(policy, "<h2>政策解读</h2>")
	if !found {
		t.Fatal("the policy does not lead to its interpretation")
	}
	_, rest, _ = strings.Cut(rest, `href="`)
	target, _, _ := strings.Cut(rest, `"`)
	if _, interpretation := get(t, base+target); !strings.Contains(interpretation, "解读的政策") || !strings.Contains(interpretation, "/doc/elder-allowance-2024") {
		t.Errorf("%s does not lead back", target)
	}
}

func TestARepealedDocumentSaysSoAboveItsTextAndNamesItsSuccessor(t *testing.T) {
	_, body := get(t, portalURL(t)+"/doc/elder-allowance-2019")
	banner := strings.Index(body, `class="banner lapsed"`)
	if banner < 0 || banner > strings.Index(body, `<article`) || !strings.Contains(body[banner:banner+600], "/doc/elder-allowance-2024") {
		t.Error("the banner is missing, stands below the text, or names no successor")
	}
}

func TestPagesCarryTheirPolicyAndMeta(t *testing.T) {
	request, err := http.NewRequest(http.MethodGet, portalURL(t)+"/doc/elder-allowance-2024", nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if policy := response.Header.Get("Content-Security-Policy"); strings.Contains(policy, "unsafe") || !strings.Contains(policy, "require-trusted-types-for 'script'") || !strings.Contains(policy, "frame-ancestors 'none'") {
		t.Errorf("policy %q", policy)
	}
	_, body := get(t, portalURL(t)+"/doc/elder-allowance-2024")
	for _, want := range []string{`<meta name="SiteName"`, `<meta name="ArticleTitle"`, `<meta name="PubDate" content="2024-`, `<meta name="ContentSource"`, `<meta name="ColumnName"`, `<meta name="description"`, `rel="icon"`} {
		if !strings.Contains(body, want) {
			t.Errorf("%s is missing", want)
		}
	}
	for _, inline := range []string{"<style", " style=", "onclick=", "javascript:"} {
		if strings.Contains(body, inline) {
			t.Errorf("the page has %s", inline)
		}
	}
}

func TestTheSitemapListsEveryDocument(t *testing.T) {
	status, body := get(t, portalURL(t)+"/sitemap.xml")
	var sitemap struct {
		All []string `xml:"url>loc"`
	}
	if err := xml.Unmarshal([]byte(body), &sitemap); err != nil || status != http.StatusOK {
		t.Fatalf("%d, %v", status, err)
	}
	if len(sitemap.All) < 60 || !strings.HasPrefix(sitemap.All[0], portalURL(t)) {
		t.Errorf("%d addresses, the first %v", len(sitemap.All), sitemap.All[:1])
	}
	for _, loc := range sitemap.All[:5] {
		if status, _ := get(t, loc); status != http.StatusOK {
			t.Errorf("%s: %d", loc, status)
		}
	}
}

func TestAnIndexOfTheHostIsServed(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "index")
	index, err := search.Open(folder, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := index.Import(context.Background(), disclosure.DecodeDocuments(strings.NewReader(`{"id":"a/b?c","title":"云溪市人才公寓申请指南","text":"一、条件\n在本市工作的人员可以申请人才公寓。"}`))); err != nil {
		t.Fatal(err)
	}
	if err := index.Close(); err != nil {
		t.Fatal(err)
	}
	faqs := filepath.Join(t.TempDir(), "faqs.jsonl")
	if err := os.WriteFile(faqs, []byte(`{"id":"f","question":"人才公寓怎么申请？","answer":"在线申请。","documents":["a/b?c"]}`+"\nnonsense\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	address, _ := launch(t, "-index", folder, "-faq", faqs, "-name", "云溪市", "-metrics", "-securitylog", filepath.Join(t.TempDir(), "security.jsonl"))
	for path, want := range map[string]string{"/?q=" + url.QueryEscape("人才公寓"): "云溪市", "/doc/" + url.PathEscape("a/b?c"): "在本市工作的人员", "/answer?q=" + url.QueryEscape("人才公寓怎么申请？"): "在线申请", "/metrics": "zwgk_chat_connections 0"} {
		if status, body := get(t, address+path); status != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("%s: %d, without %q", path, status, want)
		}
	}
	var out, errs bytes.Buffer
	began := time.Now()
	err = run(context.Background(), []string{"-addr", "127.0.0.1:0", "-index", folder}, &out, &errs)
	if err == nil || !strings.Contains(err.Error(), "open elsewhere") || time.Since(began) > 4*time.Second {
		t.Errorf("a second server over the same index: %v after %v", err, time.Since(began))
	}
}

func TestWrongCallsAreExplained(t *testing.T) {
	for _, args := range [][]string{{"x"}, {"-faq", "f"}, {"-nope"}, {"-rate", "-1"}} {
		var errs bytes.Buffer
		if err := run(context.Background(), args, &errs, &errs); err != errUsage || errs.Len() == 0 {
			t.Errorf("%v: %v, %q", args, err, errs.String())
		}
	}
	var out bytes.Buffer
	if err := run(context.Background(), []string{"-addr", "127.0.0.1:0", "-index", filepath.Join(t.TempDir(), "none")}, &out, &out); err == nil || !strings.Contains(err.Error(), "examples/load") {
		t.Errorf("an index that is not there: %v", err)
	}
}

func TestTheSecurityLogGoesOnAndRefusesAnAlteredFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "security.jsonl")
	for range 2 {
		log, closeLog, err := openSecurityLog(path, securityLogSize)
		if err != nil {
			t.Fatal(err)
		}
		if err := log.Record(chat.Event{Event: "refused", Outcome: "origin"}); err != nil {
			t.Fatal(err)
		}
		if err := closeLog(); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(path)
	if err != nil || bytes.Count(data, []byte("\n")) != 2 {
		t.Fatalf("%q, %v", data, err)
	}
	if err := os.WriteFile(path, bytes.Replace(data, []byte("origin"), []byte("nobody"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := openSecurityLog(path, securityLogSize); err == nil {
		t.Error("an altered log is gone on with")
	}
}

func TestMetricsAreInTheTextFormat(t *testing.T) {
	counters := &chat.Counters{}
	counters.Connected(1)
	counters.Received("ask")
	counters.Answered(qa.Answered, 4*time.Millisecond)
	counters.Answered(qa.Unanswered, time.Minute)
	counters.Refused("origin")
	counters.Closed(1001)
	var b bytes.Buffer
	writeMetrics(&b, counters.Snapshot())
	for _, want := range []string{"zwgk_chat_connections 1\n", `zwgk_chat_received_total{type="ask"} 1`, `zwgk_chat_refused_total{reason="origin"} 1`, `zwgk_chat_closed_total{code="1001"} 1`,
		`zwgk_chat_answer_seconds_bucket{le="0.001"} 0`, `zwgk_chat_answer_seconds_bucket{le="0.005"} 1`, `zwgk_chat_answer_seconds_bucket{le="+Inf"} 2`, "zwgk_chat_answer_seconds_count 2\n"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%s is missing in\n%s", want, b.String())
		}
	}
}

func TestTypedRecordsShowAsTimelineAndTable(t *testing.T) {
	_, body := get(t, portalURL(t)+"/doc/road-design")
	_, timeline, found := strings.Cut(body, `<h2>项目进展</h2>`)
	timeline, _, _ = strings.Cut(timeline, "</ol>")
	at := 0
	for _, stage := range []string{"项目建议书", "可行性研究报告", "<strong>初步设计</strong>", "施工许可", "竣工验收"} {
		next := strings.Index(timeline[at:], stage)
		if !found || next < 0 {
			t.Fatalf("%s is missing or out of order in %s", stage, timeline)
		}
		at += next
	}
	tables := budgetTables(&disclosure.Document{Records: &disclosure.Records{Budgets: []disclosure.BudgetTable{
		{Name: "支出表", Unit: "万元", Stage: disclosure.BudgetFinal, Lines: []disclosure.BudgetLine{{Code: "201", Name: "一般公共服务支出", Budget: 1_000_000, Final: 1_234_500}}}, {Name: "空表", EmptyNote: "无"}}}})
	want := []chat.Table{{Caption: "支出表（单位：万元）", Columns: []string{"科目编码", "科目名称", "预算数", "调整预算数", "决算数"}, Rows: [][]string{{"201", "一般公共服务支出", "1", "0", "1.2345"}}}}
	if diff := cmp.Diff(want, tables); diff != "" {
		t.Errorf("tables (-want +got):\n%s", diff)
	}
}

func TestAFullSecurityLogIsSetAsideAndEachFileVerifiesByItself(t *testing.T) {
	path := filepath.Join(t.TempDir(), "security.jsonl")
	for range 2 { // the second goes on where the first stopped
		log, closeLog, err := openSecurityLog(path, 1<<10)
		if err != nil {
			t.Fatal(err)
		}
		for i := range 20 {
			if err := log.Record(chat.Event{Time: time.Now(), Address: "a", Event: "refused", Outcome: strconv.Itoa(i)}); err != nil {
				t.Fatal(err)
			}
		}
		if err := closeLog(); err != nil {
			t.Fatal(err)
		}
	}
	files, err := filepath.Glob(path + "*")
	if err != nil || len(files) < 5 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	lines := 0
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if len(data) > 1<<10 {
			t.Errorf("%s has %d bytes", name, len(data))
		}
		if _, err := chat.VerifySecurityLog(bytes.NewReader(data), ""); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		lines += bytes.Count(data, []byte("\n"))
	}
	if lines != 40 {
		t.Errorf("%d lines, want 40", lines)
	}
}
