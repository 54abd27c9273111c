package qa_test

import (
	"encoding/json"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/zwgk/zwgk/qa"
)

// mixed are questions that take every way through an assistant: FAQ, document, clarification, refusal.
var mixed = []string{
	"高龄津贴怎么申请？", "百岁老人长寿金每人每年多少元？", "没买房能取公积金吗", "图书馆借书证可借图书多少册？", "公积金",
	"哈哈", "明天天气怎么样", "", "云民规〔2024〕3号", "津贴 材料", "小学新生网上报名时间是什么时候？", "停车费",
}

// written is all that a host can see of an answer, as bytes.
func written(t testing.TB, answer qa.Answer) string {
	text, err := json.MarshalIndent(answer, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestTheSameQuestionGetsTheSameAnswerByteForByte(t *testing.T) {
	a, other := clerk(t), clerk(t)
	for _, text := range mixed {
		first := written(t, ask(t, a, qa.Question{Text: text}))
		for range 5 {
			if diff := cmp.Diff(first, written(t, ask(t, a, qa.Question{Text: text}))); diff != "" {
				t.Fatalf("%s: asked again:\n%s", text, diff)
			}
		}
		if diff := cmp.Diff(first, written(t, ask(t, other, qa.Question{Text: text}))); diff != "" {
			t.Errorf("%s: another assistant over the same index:\n%s", text, diff)
		}
	}
}

func TestAnIndexImportedAnewGivesTheSameAnswers(t *testing.T) {
	again, err := makeTown()
	if err != nil {
		t.Fatal(err)
	}
	defer again.index.Close()
	a, err := qa.New(again.index, again.faqs, &qa.Options{Contacts: offices, Today: todayIs})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	for _, text := range mixed {
		if diff := cmp.Diff(written(t, ask(t, clerk(t), qa.Question{Text: text})), written(t, ask(t, a, qa.Question{Text: text}))); diff != "" {
			t.Errorf("%s:\n%s", text, diff)
		}
	}
}

// TestEightAtOnceGetWhatOneGets is a race test too.
func TestEightAtOnceGetWhatOneGets(t *testing.T) {
	a := clerk(t)
	want := make(map[string]string)
	for _, text := range mixed {
		want[text] = written(t, ask(t, a, qa.Question{Text: text}))
	}
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for j := range mixed {
				text := mixed[(i+j)%len(mixed)]
				answer, err := a.Ask(t.Context(), qa.Question{Text: text})
				if err != nil {
					t.Errorf("%s: %v", text, err)
				} else if got := written(t, answer); got != want[text] {
					t.Errorf("%s:\n%s", text, cmp.Diff(want[text], got))
				}
			}
		})
	}
	all.Wait()
}

func TestAskingGoesOnWhileDocumentsAreImported(t *testing.T) {
	made, err := makeTown()
	if err != nil {
		t.Fatal(err)
	}
	defer made.index.Close()
	a, err := qa.New(made.index, made.faqs, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	var all sync.WaitGroup
	all.Go(func() {
		for range 5 {
			if _, err := made.index.Import(t.Context(), townDocuments()); err != nil {
				t.Error(err)
			}
		}
	})
	for range 4 {
		all.Go(func() {
			for _, text := range mixed {
				answer, err := a.Ask(t.Context(), qa.Question{Text: text})
				if err != nil {
					t.Errorf("%s: %v", text, err)
				}
				if err := qa.Verify(answer, made.get); err != nil {
					t.Errorf("%s: %v", text, err)
				}
			}
		})
	}
	all.Wait()
}
