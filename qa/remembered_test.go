package qa_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/qa"
	"github.com/zwgk/zwgk/search"
)

// counted is an index that counts how often it is searched.
type counted struct {
	*search.Index
	searches atomic.Int64
	broken   atomic.Bool // links cannot be looked up
}

func (c *counted) Retrieve(ctx context.Context, query search.Query, passages int) (search.Retrieval, error) {
	c.searches.Add(1)
	return c.Index.Retrieve(ctx, query, passages)
}

func (c *counted) LinksTo(ctx context.Context, id string, types ...disclosure.RelationType) ([]search.Link, error) {
	if c.broken.Load() {
		return nil, errors.New("no links today")
	}
	return c.Index.LinksTo(ctx, id, types...)
}

// remembering is an assistant with an index of its own and a memory of so many bytes.
func remembering(t *testing.T, bytes int) (*qa.Assistant, *counted) {
	t.Helper()
	made, err := makeTown()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { made.index.Close() })
	index := &counted{Index: made.index}
	a, err := qa.New(index, made.faqs, &qa.Options{Contacts: offices, Today: todayIs, Remember: bytes})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	return a, index
}

// again asks once more and says whether the index was searched for it.
func again(t *testing.T, a *qa.Assistant, index *counted, question qa.Question) (answer qa.Answer, searched bool) {
	t.Helper()
	before := index.searches.Load()
	answer = ask(t, a, question)
	return answer, index.searches.Load() > before
}

func TestARememberedAnswerIsTheSameByteForByte(t *testing.T) {
	a, index := remembering(t, 0)
	fresh, _ := remembering(t, -1)
	questions := slices.Clone(mixed)
	for _, faq := range openTown(t).faqs {
		questions = append(append(questions, faq.Question), faq.Variants...)
	}
	remembered := 0
	for round := range 3 {
		for _, text := range questions {
			answer, searched := again(t, a, index, qa.Question{Text: text})
			want := ask(t, fresh, qa.Question{Text: text})
			if diff := cmp.Diff(written(t, want), written(t, answer)); diff != "" {
				t.Errorf("%s, asked %d times:\n%s", text, round+1, diff)
			}
			if diff := cmp.Diff(want.Explain(), answer.Explain()); diff != "" {
				t.Errorf("%s, asked %d times, explained:\n%s", text, round+1, diff)
			}
			if round > 0 && searched {
				t.Errorf("%s: searched for again", text)
			} else if !searched {
				remembered++
			}
		}
	}
	if remembered < 2*len(questions) {
		t.Errorf("only %d of %d came from memory", remembered, 3*len(questions))
	}
}

func TestAnswersAreForgottenWhenDocumentsChange(t *testing.T) {
	a, index := remembering(t, 0)
	q := qa.Question{Text: "图书馆借书证可借图书多少册？"}
	before := ask(t, a, q)
	if _, searched := again(t, a, index, q); searched || len(before.Citations) == 0 {
		t.Fatalf("not remembered: %s", told(before))
	}
	d, ok, err := index.Get(t.Context(), before.Citations[0].Document)
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	d.Validity = disclosure.Repealed
	if _, err := index.Import(t.Context(), func(yield func(disclosure.Document, error) bool) { yield(d, nil) }); err != nil {
		t.Fatal(err)
	}
	if after := ask(t, a, q); after.Notice == before.Notice {
		t.Errorf("the document is repealed, and the answer is still %s", told(after))
	}
	if n, err := index.Delete(t.Context(), d.ID); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	if after := ask(t, a, q); slices.Contains(cited(after), d.ID) {
		t.Errorf("the document is gone, and the answer is still %s", told(after))
	}
}

func TestWhatDependsOnMoreThanTheQuestionIsNotRemembered(t *testing.T) {
	a, index := remembering(t, 0)
	ask(t, a, qa.Question{Text: "高龄津贴怎么申请？"})
	for name, q := range map[string]qa.Question{
		"another day":    {Text: "高龄津贴怎么申请？", On: disclosure.Date{Year: 2019, Month: 1, Day: 2}},
		"another site":   {Text: "高龄津贴怎么申请？", Filter: qa.Filter{Site: "其他网站"}},
		"another office": {Text: "高龄津贴怎么申请？", Filter: qa.Filter{Agency: "其他单位"}},
	} {
		if _, searched := again(t, a, index, q); !searched {
			t.Errorf("%s: answered from memory", name)
		}
	}
	for range 2 {
		if _, searched := again(t, a, index, qa.Question{Text: "我的手机13800138000，高龄津贴怎么申请"}); !searched {
			t.Error("a question with personal data was remembered")
		}
	}
	for i := range 2 { // the same follow-up in two conversations
		id := fmt.Sprint(i)
		ask(t, a, qa.Question{Text: "高龄津贴怎么申请？", Conversation: id})
		if _, searched := again(t, a, index, qa.Question{Text: "那需要什么材料？", Conversation: id}); !searched {
			t.Error("a follow-up was answered from memory")
		}
	}
}

func TestAnAnswerThatCouldNotBeLookedUpWhollyIsNotRemembered(t *testing.T) {
	a, index := remembering(t, 0)
	q := qa.Question{Text: "图书馆借书证可借图书多少册？"}
	index.broken.Store(true)
	partial := ask(t, a, q)
	index.broken.Store(false)
	if whole, searched := again(t, a, index, q); !searched || whole.Notice == partial.Notice {
		t.Errorf("still %s", told(whole))
	}
}

func TestWhatAHostDoesToAnAnswerStaysWithIt(t *testing.T) {
	a, _ := remembering(t, 0)
	q := qa.Question{Text: "高龄津贴怎么申请？"}
	want := written(t, ask(t, a, q))
	for range 2 {
		answer := ask(t, a, q)
		for i := range answer.Citations {
			answer.Citations[i].Title = "改过"
		}
		for _, list := range [][]string{answer.Suggestions, answer.Candidates.Documents, answer.Candidates.FAQs} {
			for i := range list {
				list[i] = "改过"
			}
		}
		for i := range answer.Related {
			answer.Related[i].Title = "改过"
		}
	}
	if diff := cmp.Diff(want, written(t, ask(t, a, q))); diff != "" {
		t.Error(diff)
	}
}

func TestTheMemoryIsBoundedAndForgetsWhatWasNotAskedLongest(t *testing.T) {
	a, index := remembering(t, 40<<10)
	first, hot := qa.Question{Text: "高龄津贴怎么申请？"}, qa.Question{Text: "没买房能取公积金吗"}
	ask(t, a, first)
	ask(t, a, hot)
	for i := range 40 {
		ask(t, a, qa.Question{Text: fmt.Sprintf("第%d号窗口停车费多少", i)})
		if _, searched := again(t, a, index, hot); searched {
			t.Fatalf("what is asked all the time was forgotten after %d others", i)
		}
	}
	if _, searched := again(t, a, index, first); !searched {
		t.Error("more is remembered than fits")
	}
	none, index := remembering(t, 1)
	for range 2 {
		if _, searched := again(t, none, index, first); !searched {
			t.Error("an answer larger than the memory was remembered")
		}
	}
}

// A document that bore no records when it was read first is read again when it may bear some.
func TestRecordsThatComeLaterAreFound(t *testing.T) {
	index, err := search.Open("", nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { index.Close() })
	a, err := qa.New(index, nil, &qa.Options{Today: todayIs})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	q := qa.Question{Text: "云溪市2024年“三公”经费支出多少"}
	for _, with := range []bool{false, true, false} {
		d := disclosure.Document{ID: "fiscal", Title: "云溪市2024年“三公”经费决算", Text: "2024年云溪市“三公”经费支出合计1234.50万元。", Issuers: []disclosure.Agency{{Name: "云溪市财政局"}}, Published: day(2025, 3, 1)}
		if with {
			d.Records = &disclosure.Records{PublicExpenses: []disclosure.PublicExpenses{{Year: 2024, Stage: disclosure.BudgetFinal, Total: 123450000, Reception: 123450000}}}
		}
		if _, err := index.Import(t.Context(), func(yield func(disclosure.Document, error) bool) { yield(d, nil) }); err != nil {
			t.Fatal(err)
		}
		answer := ask(t, a, q)
		if got := len(answer.Citations) > 0 && answer.Citations[0].Record != ""; got != with {
			t.Errorf("with records %v: %s", with, told(answer))
		}
	}
}
