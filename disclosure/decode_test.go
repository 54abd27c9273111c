package disclosure_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/zwgk/zwgk/disclosure"
)

// collect gathers the documents that were taken and every fault.
func collect(rows iter.Seq2[disclosure.Document, error]) (taken []disclosure.Document, faults []*disclosure.RowError, last error) {
	for d, err := range rows {
		found := disclosure.RowErrors(err)
		faults = append(faults, found...)
		if err != nil && found == nil {
			last = err
			continue
		}
		if err == nil || found[0].Kept {
			taken = append(taken, d)
		}
	}
	return taken, faults, last
}

func decode(lines string) ([]disclosure.Document, []*disclosure.RowError) {
	taken, faults, _ := collect(disclosure.DecodeDocuments(strings.NewReader(lines)))
	return taken, faults
}

func TestEveryNamedFieldIsRead(t *testing.T) {
	got, faults := decode(oneLine(`{"id":"a","title":"题","text":"文","summary":"概","url":"https://portal.example/a","site":"s",
		"issuers":["市财政局",{"name":"市民政局","level":"市"}],"number":"澄财〔2024〕5号","index_number":"000014349/2022-00172","kind":"通知",
		"category":"财政/预算","subjects":["财政"],"keywords":"补贴","audiences":["老年人",""],"formed":"2024年3月1日",
		"published":"2024-03-05","effective":20240401,"expires":"2029.3.31","openness":"主动公开","validity":"现行有效",
		"relations":[{"type":"废止","target":"b","on":"2024-04-01"}],"attachments":["https://portal.example/f/表.xlsx"],
		"attributes":{"来源":"市府办"},"clicks":12}`))
	want := []disclosure.Document{{
		ID: "a", Title: "题", Text: "文", Summary: "概", URL: "https://portal.example/a", Site: "s",
		Issuers: []disclosure.Agency{{Name: "市财政局"}, {Name: "市民政局", Level: "市"}},
		Number:  disclosure.ParseNumber("澄财〔2024〕5号"), IndexNumber: disclosure.ParseIndexNumber("000014349/2022-00172"),
		Kind: disclosure.KindNotice, Category: "财政/预算", Subjects: []string{"财政"}, Keywords: []string{"补贴"}, Audiences: []string{"老年人"},
		Formed: day(2024, 3, 1), Published: day(2024, 3, 5), Effective: day(2024, 4, 1), Expires: day(2029, 3, 31),
		Openness: disclosure.Proactive, Validity: disclosure.InForce,
		Relations:   []disclosure.Relation{{Type: disclosure.Repeals, Target: "b", On: day(2024, 4, 1)}},
		Attachments: []disclosure.Attachment{{Name: "表.xlsx", URL: "https://portal.example/f/表.xlsx"}},
		Attributes:  disclosure.Attributes{"来源": json.RawMessage(`"市府办"`), "clicks": json.RawMessage(`12`)},
	}}
	if diff := cmp.Diff(want, got); diff != "" || faults != nil {
		t.Errorf("faults %v, -want +got:\n%s", faults, diff)
	}
}

func oneLine(s string) string { return strings.ReplaceAll(s, "\n\t\t", "") }

func TestMappingReadsTheHostsNames(t *testing.T) {
	mapping, err := disclosure.ReadMapping(strings.NewReader(`{"issuers":"department","published":"date","formed":"date","title":"name","kind":"","category":"site"}`))
	if err != nil {
		t.Fatal(err)
	}
	got, faults, _ := collect(mapping.Documents(strings.NewReader(
		`{"id":7,"name":"名","title":"另一个","department":"市府办","date":"2024-03-05","kind":"x","site":"要闻","doc":{"a": [1, "<"]}}`)))
	want := []disclosure.Document{{
		ID: "7", Title: "名", Issuers: []disclosure.Agency{{Name: "市府办"}}, Published: day(2024, 3, 5), Formed: day(2024, 3, 5), Category: "要闻",
		Attributes: disclosure.Attributes{"title": json.RawMessage(`"另一个"`), "kind": json.RawMessage(`"x"`), "doc": json.RawMessage(`{"a":[1,"<"]}`)},
	}}
	if diff := cmp.Diff(want, got); diff != "" || faults != nil {
		t.Errorf("faults %v, -want +got:\n%s", faults, diff)
	}
}

func TestReadMappingRefusesNamesThatAreNotOurs(t *testing.T) {
	for text, part := range map[string]string{
		`{"titel":"name"}`:              "titel",
		`{"title":"a","title":"b"}`:     `"title" is given twice`,
		`{"title":["a"]}`:               "not a JSON object of names",
		`["title"]`:                     "not a JSON object of names",
		`{"title":"a"} {"text":"trail"`: "not a JSON object of names",
	} {
		if _, err := disclosure.ReadMapping(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("ReadMapping(%s): %v, want an error with %q", text, err, part)
		}
	}
	if _, _, err := collect(disclosure.Mapping{"titel": "name"}.Documents(strings.NewReader(`{"id":"a"}`))); err == nil {
		t.Error("a mapping with an unknown name was used")
	}
}

func TestBadRowsAreRejectedAndTheRestRead(t *testing.T) {
	for _, test := range []struct{ name, line, field, reason string }{
		{"malformed", `{"id":"a","title":}`, "", "malformed JSON at byte 19"},
		{"cut off", `{"id":"a","title":"b`, "", "malformed JSON"},
		{"two objects", `{"id":"a"}{"id":"b"}`, "", "malformed JSON"},
		{"a list", `["a"]`, "", "one JSON object"},
		{"no ID", `{"title":"b"}`, "id", "no ID"},
		{"blank ID", `{"id":"  ","title":"b"}`, "id", "no ID"},
		{"ID of another type", `{"id":["a"],"title":"b"}`, "id", "no ID"},
	} {
		taken, faults := decode("{\"id\":\"1\",\"title\":\"前\"}\n" + test.line + "\n{\"id\":\"3\",\"title\":\"后\"}")
		if len(taken) != 2 || len(faults) != 1 {
			t.Errorf("%s: took %d rows with faults %v", test.name, len(taken), faults)
			continue
		}
		if f := faults[0]; f.Line != 2 || f.Field != test.field || !strings.Contains(f.Reason, test.reason) || f.Kept {
			t.Errorf("%s: %+v", test.name, f)
		}
	}
}

func TestUnreadableFieldsAreKeptAsAttributes(t *testing.T) {
	for _, test := range []struct{ name, fields, field, reason, attribute string }{
		{"month as date", `"published":"2024-03"`, "published", "no date", `"2024-03"`},
		{"no such day", `"formed":"2024-02-30"`, "formed", "no day of the calendar", `"2024-02-30"`},
		{"unknown validity", `"validity":"大概有效"`, "validity", "no known state", `"大概有效"`},
		{"unknown openness", `"openness":"半公开"`, "openness", "公开属性", `"半公开"`},
		{"object as text", `"summary":{"a":1}`, "summary", "is an object, not text", `{"a":1}`},
		{"bool as number", `"number":true`, "number", "true or false", `true`},
		{"object in a list of texts", `"keywords":["a",{"b":1}]`, "keywords", "holds an object", `["a",{"b":1}]`},
		{"relation without shape", `"relations":[3]`, "relations", "cannot be read", `[3]`},
		{"attributes as text", `"attributes":"x"`, "attributes", "not an object", `"x"`},
		{"unknown record", `"records":{"dreams":[1]}`, "records.dreams", "cannot be read", `{"dreams":[1]}`},
		{"records as list", `"records":[1]`, "records", "not an object of records", `[1]`},
	} {
		taken, faults := decode(`{"id":"a","title":"b",` + test.fields + `}`)
		if len(taken) != 1 || len(faults) != 1 {
			t.Errorf("%s: took %v, faults %v", test.name, taken, faults)
			continue
		}
		if f := faults[0]; f.Line != 1 || f.ID != "a" || f.Field != test.field || !strings.Contains(f.Reason, test.reason) || !f.Kept {
			t.Errorf("%s: %+v", test.name, f)
		}
		name, _, _ := strings.Cut(test.field, ".")
		if got := string(taken[0].Attributes[name]); got != test.attribute {
			t.Errorf("%s: attribute %s, want %s", test.name, got, test.attribute)
		}
	}
}

func TestTextIsRepairedWithAWarningThatNamesTheField(t *testing.T) {
	for _, test := range []struct{ name, line, field, reason, title string }{
		{"invalid UTF-8", "{\"id\":\"a\",\"title\":\"政\xff府\"}", "title", "invalid UTF-8", "政\uFFFD府"},
		{"raw NUL", "{\"id\":\"a\",\"title\":\"政\x00府\"}", "title", "NUL", "政府"},
		{"NUL between fields", "{\"id\":\"a\",\x00\"title\":\"政府\"}", "", "", "政府"},
		{"escaped NUL", `{"id":"a","title":"政\u0000府"}`, "title", "NUL", "政府"},
		{"backslash that only looks like NUL", `{"id":"a","title":"政\\u0000府"}`, "", "", `政\u0000府`},
		{"half a surrogate", `{"id":"a","title":"政\ud83d府"}`, "title", "surrogate", "政\uFFFD府"},
		{"a whole surrogate pair", `{"id":"a","title":"政\ud83d\ude00府"}`, "", "", "政😀府"},
		{"empty title", `{"id":"a","title":"","text":"正文"}`, "title", "title is empty", ""},
		{"no title field", `{"id":"a","text":"正文"}`, "", "", ""},
		{"neither title nor text", `{"id":"a"}`, "text", "neither title nor text", ""},
		{"a name that stands twice", `{"id":"a","title":"一","title":"二"}`, "title", "more than once", "一"},
	} {
		taken, faults := decode(test.line)
		if len(taken) != 1 || taken[0].Title != test.title {
			t.Errorf("%s: took %+v, faults %v", test.name, taken, faults)
			continue
		}
		if test.reason == "" {
			if faults != nil {
				t.Errorf("%s: faults %v, want none", test.name, faults)
			}
			continue
		}
		if len(faults) != 1 || faults[0].Field != test.field || !strings.Contains(faults[0].Reason, test.reason) || !faults[0].Kept {
			t.Errorf("%s: faults %v", test.name, faults)
		}
	}
}

func TestLinesEndAtLineFeedsOnly(t *testing.T) {
	taken, faults := decode("\uFEFF{\"id\":\"1\",\"title\":\"甲\u2028乙\"}\r\n\r\n   \n\uFEFF{\"id\":\"2\",\"title\":\"丙\"}\n")
	if len(taken) != 2 || taken[0].Title != "甲\u2028乙" || taken[1].ID != "2" || faults != nil {
		t.Errorf("took %+v, faults %v", taken, faults)
	}
}

func TestAFieldOfTenMegabytesIsFine(t *testing.T) {
	text := strings.Repeat("政务公开", 10<<20/12)
	taken, faults := decode(`{"id":"a","title":"b","text":"` + text + `"}`)
	if len(taken) != 1 || taken[0].Text != text || faults != nil {
		t.Errorf("took %d rows, faults %v", len(taken), faults)
	}
}

func TestALineBeyondTheLimitIsSkipped(t *testing.T) {
	long := io.MultiReader(strings.NewReader("{\"id\":\"1\",\"title\":\"甲\"}\n{\"id\":\""), io.LimitReader(endless{}, disclosure.MaxLine),
		strings.NewReader("\"}\n{\"id\":\"3\",\"title\":\"丙\"}\n"))
	taken, faults, err := collect(disclosure.DecodeDocuments(long))
	if len(taken) != 2 || len(faults) != 1 || faults[0].Line != 2 || faults[0].Kept || !strings.Contains(faults[0].Reason, "longer than 64 MiB") || err != nil {
		t.Errorf("took %d rows, faults %v, error %v", len(taken), faults, err)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

func TestAReadErrorComesLast(t *testing.T) {
	broken := errors.New("disk gone")
	r := io.MultiReader(strings.NewReader("{\"id\":\"1\",\"title\":\"甲\"}\n{\"id\":\"2\""), iotest.ErrReader(broken))
	taken, faults, err := collect(disclosure.DecodeDocuments(r))
	if len(taken) != 1 || faults != nil || !errors.Is(err, broken) || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("took %d rows, faults %v, error %v", len(taken), faults, err)
	}
	_, _, err = collect(disclosure.DecodeDocuments(strings.NewReader("\xff\xfe{\x00\n\x00")))
	if err == nil || !strings.Contains(err.Error(), "UTF-16") {
		t.Errorf("UTF-16 is reported as %v", err)
	}
}

func TestReadingStopsWhenTheCallerStops(t *testing.T) {
	count := 0
	for range disclosure.DecodeDocuments(strings.NewReader("{\"id\":\"1\"}\n{\"id\":\"2\"}\n")) {
		count++
		break
	}
	if count != 1 {
		t.Errorf("%d rows after one was enough", count)
	}
}

func TestNothingNestedIsLost(t *testing.T) {
	taken, faults := decode(`{"id":"a","title":"b","attachments":[{"name":"表","pages":3}],"title#2":1,"title":"c","attributes":{"title#2":2}}`)
	want := disclosure.Attributes{"attachments": json.RawMessage(`[{"name":"表","pages":3}]`), "title#2": json.RawMessage(`1`),
		"title#3": json.RawMessage(`"c"`), "attributes.title#2": json.RawMessage(`2`)}
	if len(taken) != 1 || len(faults) != 1 {
		t.Fatalf("took %v, faults %v", taken, faults)
	}
	if diff := cmp.Diff(want, taken[0].Attributes); diff != "" || taken[0].Attachments[0].Name != "表" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestFAQsAreDecodedLikeDocuments(t *testing.T) {
	mapping := disclosure.Mapping{"department": "owner"}
	lines := `{"id":"q1","question":"问？","variants":"也问","answer":"答。","documents":["d1"],"owner":"市民政局","url":"https://portal.example/q","reviewed":"2024-03-05","review_by":"2025-03-05","hits":3}
{"id":"q2","question":"问？"}
{"id":"q3"}`
	var got []disclosure.FAQ
	var faults []string
	for f, err := range mapping.FAQs(strings.NewReader(lines)) {
		for _, fault := range disclosure.RowErrors(err) {
			faults = append(faults, fmt.Sprint(fault, fault.Kept))
		}
		if f.ID != "" {
			got = append(got, f)
		}
	}
	want := []disclosure.FAQ{
		{ID: "q1", Question: "问？", Variants: []string{"也问"}, Answer: "答。", Documents: []string{"d1"}, Department: "市民政局", URL: "https://portal.example/q",
			Reviewed: day(2024, 3, 5), ReviewBy: day(2025, 3, 5), Attributes: disclosure.Attributes{"hits": json.RawMessage("3")}},
		{ID: "q2", Question: "问？"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	wantFaults := []string{"disclosure: line 2: field answer: the answer is missing true",
		"disclosure: line 3: field question: the row has neither question nor answer false"}
	if diff := cmp.Diff(wantFaults, faults); diff != "" {
		t.Errorf("faults -want +got:\n%s", diff)
	}
}

func TestValidateNamesTheFields(t *testing.T) {
	d := disclosure.Document{Title: "甲\xff", Published: day(2024, 2, 30), Validity: "perhaps", Openness: "半公开", Relations: []disclosure.Relation{{}}}
	var fields []string
	for _, err := range d.Validate().(interface{ Unwrap() []error }).Unwrap() {
		var fault *disclosure.FieldError
		if !errors.As(err, &fault) {
			t.Fatalf("%v is no FieldError", err)
		}
		fields = append(fields, fault.Field)
	}
	want := []string{"id", "title", "published", "validity", "openness", "relations[0].type", "relations[0].target"}
	if diff := cmp.Diff(want, fields); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if err := (&disclosure.Document{ID: "a"}).Validate(); err != nil {
		t.Errorf("a document with an ID alone: %v", err)
	}
}

func FuzzDecodeDocuments(f *testing.F) {
	f.Add([]byte(`{"id":"a","title":"题","published":"2024-03","attributes":{"k":1},"issuers":[{"name":"局","x":1}],"records":{"z":1}}`))
	f.Add([]byte("\uFEFF{\"id\":1,\"title\":\"\x00\\ud800\xff\"}\r\n{\"id\":\"b\",\"title\":[1]}"))
	f.Add([]byte(`{"id":"a","number":"国发〔2005〕3号","relations":[{"type":"废止","target":"b"}],"attachments":"f.pdf","keywords":["a",null]}`))
	f.Add([]byte(`{"id":"a","records":{"budgets":{"account":"一般公共预算","year":2024,"lines":[{"code":"208","name":"x","budget":"1.5万元"}]},"trades":[1],"hotspots":[{"found":"2024-03-05T08:00:00+08:00"}],"projects":[{"stages":[{"number":"国发〔2005〕3号","on":"2024-03-05"}]}]}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		for d, err := range disclosure.DecodeDocuments(bytes.NewReader(data)) {
			if d.ID == "" {
				if err == nil {
					t.Fatal("a rejected row without an error")
				}
				continue
			}
			if err := d.Validate(); err != nil && !strings.Contains(err.Error(), "relations[") {
				t.Fatalf("decoding made an invalid document: %v", err)
			}
			var line bytes.Buffer
			if err := disclosure.EncodeDocument(&line, d); err != nil {
				t.Fatal(err)
			}
			again, _, _ := collect(disclosure.DecodeDocuments(&line))
			if diff := cmp.Diff([]disclosure.Document{d}, again, cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("did not survive encoding, -want +got:\n%s", diff)
			}
		}
	})
}

func ExampleDecodeDocuments() {
	export := strings.NewReader(`{"id":"1","title":"高龄津贴发放办法","department":"市民政局","date":"2024年3月5日"}
{"id":"2","title":"停车收费标准","date":"2024年春"}
{"title":"没有编号"}`)
	mapping := disclosure.Mapping{"issuers": "department", "published": "date"}
	for document, err := range mapping.Documents(export) {
		for _, fault := range disclosure.RowErrors(err) {
			fmt.Println(fault)
		}
		if document.ID != "" {
			fmt.Printf("%s %s (%s)\n", document.ID, document.Title, document.Published)
		}
	}
	// Output:
	// 1 高龄津贴发放办法 (2024-03-05)
	// disclosure: line 2: field date: "2024年春" is no date; write it as 2024-03-05 or 2024年3月5日
	// 2 停车收费标准 ()
	// disclosure: line 3: field id: the row has no ID; every row needs one that stays the same
}

func FuzzDecodeFAQs(f *testing.F) {
	f.Add([]byte(`{"id":"q1","question":"问？","variants":"也问","answer":"答。","reviewed":"2024-03","hits":3}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		for faq, err := range disclosure.DecodeFAQs(bytes.NewReader(data)) {
			if faq.ID == "" && err == nil {
				t.Fatal("a rejected row without an error")
			}
		}
	})
}

func FuzzReadMapping(f *testing.F) {
	f.Add([]byte(`{"issuers":"department","title":""}`), []byte(`{"id":"a","department":"b","issuers":1}`))
	f.Fuzz(func(t *testing.T, file, rows []byte) {
		mapping, err := disclosure.ReadMapping(bytes.NewReader(file))
		if err != nil {
			return
		}
		for d, err := range mapping.Documents(bytes.NewReader(rows)) {
			if d.ID == "" && err == nil {
				t.Fatal("a rejected row without an error")
			}
		}
	})
}
