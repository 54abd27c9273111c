package evaluate_test

import (
	"errors"
	"io"
	"iter"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/qa/evaluate"
)

// collect parts the values of a reader from its faults, written out.
func collect[T any](rows iter.Seq2[T, error]) (values []T, faults []string) {
	for value, err := range rows {
		if err != nil {
			faults = append(faults, strings.TrimPrefix(err.Error(), "disclosure: "))
		} else {
			values = append(values, value)
		}
	}
	return values, faults
}

func TestDecodeQuestionsReadsSingleQuestionsAndDialogues(t *testing.T) {
	values, faults := collect(evaluate.DecodeQuestions(strings.NewReader("\ufeff" + `{"id":"1","text":"高龄津贴怎么申请？","split":"dev"}` + "\r\n\n" +
		`{"id":2,"text":"","answerable":false}` + "\n" +
		`{"id":"d","turns":["高龄津贴多少钱",{"text":"那怎么申请"}],"answerable":true}`)))
	want := []evaluate.Question{
		{ID: "1", Text: "高龄津贴怎么申请？"},
		{ID: "2", Unanswerable: true},
		{ID: "d", Turns: []string{"高龄津贴多少钱", "那怎么申请"}},
	}
	if diff := cmp.Diff(want, values); diff != "" || faults != nil {
		t.Errorf("faults %q, rows:\n%s", faults, diff)
	}
}

func TestDecodeQuestionsNamesWhatIsWrongAndReadsOn(t *testing.T) {
	_, faults := collect(evaluate.DecodeQuestions(strings.NewReader(`{"id":"1","text":"甲"}
{"text":"无编号"}
{"id":"2"}
{"id":"3","text":"甲","turns":["乙"]}
{"id":"4","turns":[7]}
{"id":"1","text":"又一个"}
不是 JSON
{"id":"5","text":"\xff"}` + "\n{\"id\":\"6\",\"text\":\"\xff\"}\n" + `{"id":"7","text":["甲"]}
{"id":"8","text":"好的"}`)))
	want := []string{
		`line 2: field id: missing`,
		`line 3: field text: missing, and no turns either`,
		`line 4: field turns: stands beside text; give one of them`,
		`line 5: a turn is a string or {"text": …}`,
		`line 6: field id: "1" stands on line 1 too`,
		`line 7: invalid character 'ä' looking for beginning of value`,
		`line 8: invalid character 'x' in string escape code`,
		`line 9: not UTF-8`,
		`line 10: field text: is a JSON array`,
	}
	if diff := cmp.Diff(want, faults); diff != "" {
		t.Error(diff)
	}
}

func TestDecodeJudgementsReadsWithAndWithoutHeader(t *testing.T) {
	want := []evaluate.Judgement{{"q1", "甲 1", 2}, {"q1", "b", 0}}
	for _, text := range []string{
		"q1\t甲 1\t2\nq1\tb\t0\n",
		"query-id\tcorpus-id\tscore\r\nq1\t甲 1\t2\r\nq1\tb\t0",
		"q1\t0\t甲 1\t2\nq1 0 b 0",
	} {
		values, faults := collect(evaluate.DecodeJudgements(strings.NewReader(text)))
		if diff := cmp.Diff(want, values); diff != "" || faults != nil {
			t.Errorf("%q: faults %q, rows:\n%s", text, faults, diff)
		}
	}
}

func TestDecodeJudgementsNamesWhatIsWrong(t *testing.T) {
	_, faults := collect(evaluate.DecodeJudgements(strings.NewReader("q\td\t1\nq\td\tviel\nq\td\nq\t\t1")))
	want := []string{
		`line 2: field grade: "viel" is no whole number`,
		`line 3: 2 columns where question, document and grade are due`,
		`line 4: an id is empty`,
	}
	if diff := cmp.Diff(want, faults); diff != "" {
		t.Error(diff)
	}
}

func TestDecodeReferencesTakesOneOrMany(t *testing.T) {
	values, faults := collect(evaluate.DecodeReferences(strings.NewReader(`{"id":"1","docid":"d","answers":["甲","乙"],"substring":true}
{"id":2,"docid":["d","e"],"answers":"丙"}
{"id":"3","answers":["丁"]}
{"id":"4","answers":[]}
{"answers":["丁"]}
{"id":"5","answers":{"text":"丁"}}`)))
	want := []evaluate.Reference{
		{"1", []string{"d"}, []string{"甲", "乙"}},
		{"2", []string{"d", "e"}, []string{"丙"}},
		{"3", nil, []string{"丁"}},
	}
	if diff := cmp.Diff(want, values); diff != "" {
		t.Error(diff)
	}
	wantFaults := []string{
		`line 4: field answers: missing, and no docid either`,
		`line 5: field id: missing`,
		`line 6: neither a string nor a list of strings`,
	}
	if diff := cmp.Diff(wantFaults, faults); diff != "" {
		t.Error(diff)
	}
}

func TestNumbersThatJSONLacksAreReadAsNull(t *testing.T) {
	values, faults := collect(evaluate.DecodeReferences(strings.NewReader(`{"id":"1","keywords":NaN,"answers":["写作 \"NaN\" 或 -Infinity"],"x":-Infinity}
{"id":"2","answers":[NaNs]}`)))
	want := []evaluate.Reference{{Question: "1", Answers: []string{`写作 "NaN" 或 -Infinity`}}}
	if diff := cmp.Diff(want, values); diff != "" || len(faults) != 1 {
		t.Errorf("faults %q, rows:\n%s", faults, diff)
	}
}

func TestAnOverlongLineIsPassedOver(t *testing.T) {
	long := `{"id":"1","text":"` + strings.Repeat("长", 6<<20) + `"}`
	values, faults := collect(evaluate.DecodeQuestions(strings.NewReader(long + "\n" + `{"id":"2","text":"短"}`)))
	if len(values) != 1 || values[0].ID != "2" || len(faults) != 1 || faults[0] != "line 1: longer than 16 MiB" {
		t.Errorf("%d rows, faults %q", len(values), faults)
	}
}

func TestAFailingReaderEndsWithAnErrorThatIsNoRowError(t *testing.T) {
	broken := errors.New("wire cut")
	r := io.MultiReader(strings.NewReader(`{"id":"1","text":"甲"}`+"\n"), iotest.ErrReader(broken))
	var last error
	n := 0
	for _, err := range evaluate.DecodeQuestions(r) {
		n, last = n+1, err
	}
	var row *disclosure.RowError
	if n != 2 || !errors.Is(last, broken) || errors.As(last, &row) {
		t.Errorf("%d rows, last error %v", n, last)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"id":"1","text":"甲","turns":["乙"],"answers":["丙"],"docid":"d"}` + "\nq\td\t1\n"))
	f.Add([]byte("\ufeff\x00\r\n{\"id\":1e999}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		lines := strings.Count(string(data), "\n") + 1
		rows := 0
		for _, err := range evaluate.DecodeQuestions(strings.NewReader(string(data))) {
			var fault *disclosure.RowError
			if err != nil && (!errors.As(err, &fault) || fault.Line < 1 || fault.Line > lines || fault.Reason == "") {
				t.Fatalf("error without line or reason: %#v", err)
			}
			rows++
		}
		values, faults := collect(evaluate.DecodeJudgements(strings.NewReader(string(data))))
		collect(evaluate.DecodeReferences(strings.NewReader(string(data))))
		if rows > lines || len(values)+len(faults) > lines {
			t.Fatalf("%d questions, %d judgements of %d lines", rows, len(values)+len(faults), lines)
		}
	})
}
