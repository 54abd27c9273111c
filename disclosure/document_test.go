package disclosure_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/zwgk/zwgk/disclosure"
)

func TestADocumentSurvivesTheStandardEncoder(t *testing.T) {
	want := disclosure.Document{
		ID: "a", Title: "题", Number: disclosure.ParseNumber("澄财[2024]5号"), IndexNumber: disclosure.ParseIndexNumber("000014349/2022-00172"),
		Issuers: []disclosure.Agency{{Name: "市财政局"}, {ID: "7", Name: "市民政局"}}, Formed: day(2024, 3, 1), Openness: disclosure.OnRequest,
		Validity: disclosure.Amended, Relations: []disclosure.Relation{{Type: disclosure.Replaces, Target: "b", On: day(2024, 5, 1)}},
		Attachments: []disclosure.Attachment{{Name: "表", Size: 3}}, Records: &disclosure.Records{Fees: []disclosure.Fee{{Item: "住宿费", Amount: 1}}},
		Attributes: disclosure.Attributes{"n": json.RawMessage(`{"a":[1]}`)},
	}
	data, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got disclosure.Document
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	taken, faults := decode(string(data))
	if diff := cmp.Diff([]disclosure.Document{want}, taken); diff != "" || faults != nil {
		t.Errorf("decoded, faults %v, -want +got:\n%s", faults, diff)
	}
}

func TestWhatADocumentIsSortedAndCitedBy(t *testing.T) {
	var none disclosure.Document
	if none.Issuer() != "" || !none.Date().IsZero() {
		t.Error("a document that states nothing")
	}
	d := disclosure.Document{Issuers: []disclosure.Agency{{Name: "甲"}, {Name: "乙"}}, Formed: day(2024, 3, 1), Effective: day(2024, 5, 1)}
	if d.Issuer() != "甲" || d.Date() != day(2024, 3, 1) {
		t.Errorf("%s, %s", d.Issuer(), d.Date())
	}
	d.Published = day(2024, 3, 8)
	if d.Date() != day(2024, 3, 8) {
		t.Errorf("published, but sorted by %s", d.Date())
	}
	attributes := disclosure.Attributes{"s": json.RawMessage(`"文"`), "n": json.RawMessage(`12`)}
	if attributes.Text("s") != "文" || attributes.Text("n") != "12" || attributes.Text("none") != "" {
		t.Error("attributes as text")
	}
}

func TestWordsForValidityAreRead(t *testing.T) {
	for word, want := range map[string]disclosure.Validity{"有效": disclosure.InForce, " 现行有效 ": disclosure.InForce, "已废止": disclosure.Repealed, "失效": disclosure.Expired,
		"已修改": disclosure.Amended, "部分失效": disclosure.PartlyInForce, "尚未生效": disclosure.NotYetInForce, "repealed": disclosure.Repealed} {
		if got, ok := disclosure.ParseValidity(word); got != want || !ok {
			t.Errorf("%s is %s, %v", word, got, ok)
		}
	}
	if _, ok := disclosure.ParseValidity(""); ok {
		t.Error("nothing is read as a state")
	}
	if disclosure.Repealed.Chinese() != "废止" || disclosure.Validity("x").Chinese() != "x" || disclosure.PartlyRepeals.Chinese() != "部分废止" {
		t.Error("words shown to people")
	}
}

func TestValidityOnADayByTheDocumentAlone(t *testing.T) {
	d := disclosure.Document{Validity: disclosure.InForce, Effective: day(2024, 1, 1), Expires: day(2025, 12, 31)}
	for on, want := range map[disclosure.Date]disclosure.Validity{{}: disclosure.InForce, day(2023, 12, 31): disclosure.NotYetInForce, day(2024, 1, 1): disclosure.InForce,
		day(2025, 12, 31): disclosure.InForce, day(2026, 1, 1): disclosure.Expired} {
		if got := d.ValidityOn(on); got != want {
			t.Errorf("on %s it is %s, want %s", on, got, want)
		}
	}
	d.Validity = disclosure.NotYetInForce
	if got := d.ValidityOn(day(2024, 6, 1)); got != disclosure.InForce {
		t.Errorf("a stale 尚未生效 gives %s", got)
	}
	d.Validity = disclosure.Repealed
	if got := d.ValidityOn(day(2026, 1, 1)); got != disclosure.Repealed {
		t.Errorf("a repealed one is %s", got)
	}
}

func BenchmarkDecodeDocuments(b *testing.B) {
	row := `{"id":"a","title":"关于发放高龄津贴的通知","department":"市民政局","published":"2024年3月5日","number":"澄民〔2024〕5号","text":"` +
		strings.Repeat("第三条 市民政局应当自受理之日起二十个工作日内作出决定。\\n", 150) + `","clicks":12}` + "\n"
	lines := strings.Repeat(row, 50)
	b.SetBytes(int64(len(lines)))
	for b.Loop() {
		for _, err := range disclosure.DecodeDocuments(strings.NewReader(lines)) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}
