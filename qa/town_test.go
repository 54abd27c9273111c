package qa_test

import (
	"context"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/qa"
	"github.com/zwgk/zwgk/search"
)

// town is a fictional town's disclosure: ten documents and four FAQs, asked on a day of June 2025.
type town struct {
	index *search.Index
	faqs  []disclosure.FAQ
}

var (
	today   = disclosure.Date{Year: 2025, Month: 6, Day: 15}
	offices = []qa.Department{
		{Contact: qa.Contact{Department: "云溪市政务服务便民热线", Phone: "12345"}},
		{Contact: qa.Contact{Department: "云溪市民政局", Phone: "0199-1110001"}, Topics: []string{"低保", "收养", "婚姻"}},
		{Contact: qa.Contact{Department: "云溪市教育局", Phone: "0199-1110002", Address: "云溪市学府路2号"}, Topics: []string{"幼儿园", "招生", "教师资格"}},
	}
)

// theTown is made once: nothing that is asked of it changes it.
var theTown = sync.OnceValues(makeTown)

func openTown(t testing.TB) town {
	t.Helper()
	made, err := theTown()
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func makeTown() (made town, err error) {
	file, err := os.Open(filepath.Join("testdata", "town-faqs.jsonl"))
	if err != nil {
		return made, err
	}
	defer file.Close()
	for faq, err := range disclosure.DecodeFAQs(file) {
		if err != nil {
			return made, err
		}
		made.faqs = append(made.faqs, faq)
	}
	if made.index, err = search.Open("", nil); err != nil {
		return made, err
	}
	report, err := made.index.Import(context.Background(), townDocuments())
	if err == nil && len(report.Problems) > 0 {
		err = report.Problems[0]
	}
	return made, err
}

// townDocuments reads the documents of the town.
func townDocuments() iter.Seq2[disclosure.Document, error] {
	return func(yield func(disclosure.Document, error) bool) {
		file, err := os.Open(filepath.Join("testdata", "town.jsonl"))
		if err != nil {
			yield(disclosure.Document{}, err)
			return
		}
		defer file.Close()
		disclosure.DecodeDocuments(file)(yield)
	}
}

func todayIs() disclosure.Date { return today }

// clerk is an assistant over the town that knows its FAQs.
func clerk(t testing.TB) *qa.Assistant { return assistant(t, openTown(t).faqs) }

// reader is an assistant over the town that knows no FAQ: it answers from documents alone.
func reader(t testing.TB) *qa.Assistant { return assistant(t, nil) }

// It remembers no answers: what is asked twice is found twice.
func assistant(t testing.TB, faqs []disclosure.FAQ) *qa.Assistant {
	t.Helper()
	a, err := qa.New(openTown(t).index, faqs, &qa.Options{Contacts: offices, Today: todayIs, Remember: -1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	return a
}

func ask(t testing.TB, a *qa.Assistant, question qa.Question) qa.Answer {
	t.Helper()
	answer, err := a.Ask(t.Context(), question)
	if err != nil {
		t.Fatalf("%.60q: %v", question.Text, err)
	}
	return answer
}

// get returns a document of the town as qa.Verify wants it.
func (made town) get(id string) (disclosure.Document, bool) {
	d, ok, err := made.index.Get(context.Background(), id)
	return d, ok && err == nil
}

// cited names the documents that an answer cites.
func cited(answer qa.Answer) (ids []string) {
	for _, c := range answer.Citations {
		ids = append(ids, c.Document)
	}
	return ids
}

// told renders an answer for a test's message.
func told(answer qa.Answer) string {
	return fmt.Sprintf("%s %.2f 公告%q 正文%q 引用%v 常见问题%q", answer.Outcome, answer.Confidence, answer.Notice, answer.Text, cited(answer), answer.FAQ)
}
