package qa_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/qa"
)

// documentQuestions are questions that a document of the town answers, with that document and what must stand in it.
var documentQuestions = []struct{ question, document, says string }{
	{"租住商品住房每年可以提取多少住房公积金？", "fund-2023", "18000元"},
	{"小学新生网上报名时间是什么时候？", "school-2025", "2025年6月20日"},
	{"一类区域小型车停车每小时收费多少钱？", "parking-2021", "5元"},
	{"图书馆借书证可借图书多少册？", "library-2024", "10册"},
	{"第一阶梯年用水量水价是多少？", "water-2024", "2.80元"},
	{"百岁以上老年人高龄津贴发放标准是多少？", "elder-2024", "800元"},
}

func TestEveryAnswerFromDocumentsIsCitedAndStandsInThem(t *testing.T) {
	made, a := openTown(t), reader(t)
	for _, want := range documentQuestions {
		answer := ask(t, a, qa.Question{Text: want.question})
		if answer.Outcome != qa.Answered || !slices.Contains(cited(answer), want.document) || !strings.Contains(answer.Text, want.says) {
			t.Errorf("%s: want %s from %s, got %s", want.question, want.says, want.document, told(answer))
			continue
		}
		if err := qa.Verify(answer, made.get); err != nil {
			t.Errorf("%s: %v", want.question, err)
		}
		c := answer.Citations[0]
		d, _ := made.get(c.Document)
		if d.Text[c.Start:c.End] != c.Quote || c.Title != d.Title || c.Number != d.Number.String() || c.URL != d.URL || c.Issuer != d.Issuer() ||
			c.Published != d.Date().String() || c.Validity != d.Validity {
			t.Errorf("%s: citation %+v does not name its document", want.question, c)
		}
		for _, sentence := range strings.Split(answer.Text, "\n") {
			if sentence = strings.TrimSpace(sentence); !standsIn(sentence, answer, made) {
				t.Errorf("%s: %q stands in no document that is cited", want.question, sentence)
			}
		}
	}
}

func standsIn(sentence string, answer qa.Answer, made town) bool {
	return slices.ContainsFunc(answer.Citations, func(c qa.Citation) bool {
		d, ok := made.get(c.Document)
		return ok && strings.Contains(d.Text, sentence)
	})
}

func TestACitationNamesTheHeadingAboveIt(t *testing.T) {
	answer := ask(t, reader(t), qa.Question{Text: "小学新生网上报名时间是什么时候？"})
	if len(answer.Citations) == 0 || answer.Citations[0].Section != "二、报名时间" {
		t.Errorf("section of %+v, want 二、报名时间", answer.Citations)
	}
}

func TestAnFAQCitesTheDocumentsItRestsOn(t *testing.T) {
	made := openTown(t)
	for question, document := range map[string]string{"高龄津贴怎么申请？": "elder-2024", "租房可以提取公积金吗？": "fund-2023"} {
		answer := ask(t, clerk(t), qa.Question{Text: question})
		if answer.FAQ == "" || !slices.Equal(cited(answer), []string{document}) {
			t.Errorf("%s: want the FAQ and %s cited, got %s", question, document, told(answer))
		}
		if err := qa.Verify(answer, made.get); err != nil {
			t.Errorf("%s: %v", question, err)
		}
	}
}

// answered is an answer with a citation that holds, and what the cited document is.
func answered(t *testing.T) (qa.Answer, disclosure.Document) {
	t.Helper()
	answer := ask(t, reader(t), qa.Question{Text: "小学新生网上报名时间是什么时候？"})
	if len(answer.Citations) == 0 {
		t.Fatal(told(answer))
	}
	d, ok := openTown(t).get(answer.Citations[0].Document)
	if !ok {
		t.Fatal("the cited document is not there")
	}
	return answer, d
}

func TestVerifyFindsEveryWayACitationCanBeBroken(t *testing.T) {
	for name, tamper := range map[string]func(c *qa.Citation, d *disclosure.Document) (there bool){
		"quote moved":     func(c *qa.Citation, d *disclosure.Document) bool { c.Start -= 3; c.End -= 3; return true },
		"quote shortened": func(c *qa.Citation, d *disclosure.Document) bool { c.Quote = c.Quote[3:]; return true },
		"quote rewritten": func(c *qa.Citation, d *disclosure.Document) bool {
			c.Quote = strings.Replace(c.Quote, "6", "9", 1)
			return true
		},
		"quote emptied":        func(c *qa.Citation, d *disclosure.Document) bool { c.End = c.Start; c.Quote = ""; return true },
		"hash of another text": func(c *qa.Citation, d *disclosure.Document) bool { c.Hash = strings.Repeat("0", 64); return true },
		"hash missing":         func(c *qa.Citation, d *disclosure.Document) bool { c.Hash = ""; return true },
		"title changed":        func(c *qa.Citation, d *disclosure.Document) bool { c.Title += "（修订）"; return true },
		"document retitled":    func(c *qa.Citation, d *disclosure.Document) bool { d.Title = "另一篇"; return true },
		"text changed before":  func(c *qa.Citation, d *disclosure.Document) bool { d.Text = "更正\n" + d.Text; return true },
		"text changed after":   func(c *qa.Citation, d *disclosure.Document) bool { d.Text += "。"; return true },
		"text emptied":         func(c *qa.Citation, d *disclosure.Document) bool { d.Text = ""; return true },
		"document gone":        func(c *qa.Citation, d *disclosure.Document) bool { return false },
		"start below the text": func(c *qa.Citation, d *disclosure.Document) bool { c.Start = -1; return true },
		"end beyond the text":  func(c *qa.Citation, d *disclosure.Document) bool { c.End = len(d.Text) + 1; return true },
		"start behind the end": func(c *qa.Citation, d *disclosure.Document) bool { c.Start, c.End = c.End, c.Start; return true },
		"cut within characters": func(c *qa.Citation, d *disclosure.Document) bool {
			for c.Start++; utf8.RuneStart(d.Text[c.Start]); c.Start++ {
			}
			c.Quote = d.Text[c.Start:c.End]
			return true
		},
		"end within characters": func(c *qa.Citation, d *disclosure.Document) bool {
			for c.End--; utf8.RuneStart(d.Text[c.End]); c.End-- {
			}
			c.Quote = d.Text[c.Start:c.End]
			return true
		},
	} {
		answer, d := answered(t)
		answer.Citations = slices.Clone(answer.Citations)
		there := tamper(&answer.Citations[0], &d)
		err := qa.Verify(answer, func(string) (disclosure.Document, bool) { return d, there })
		if !errors.Is(err, qa.ErrCitation) {
			t.Errorf("%s: Verify says %v, want ErrCitation", name, err)
		}
	}
	answer, d := answered(t)
	if err := qa.Verify(answer, func(string) (disclosure.Document, bool) { return d, true }); err != nil {
		t.Errorf("untouched: %v", err)
	}
}

func TestVerifyLooksAtEveryCitation(t *testing.T) {
	answer, _ := answered(t)
	broken := answer.Citations[0]
	broken.Title += "x"
	answer.Citations = append(slices.Clone(answer.Citations), broken)
	if err := qa.Verify(answer, openTown(t).get); !errors.Is(err, qa.ErrCitation) {
		t.Errorf("Verify says %v, want ErrCitation", err)
	}
}

func TestVerifyRefusesAnAnswerFromDocumentsThatCitesNothing(t *testing.T) {
	answer, _ := answered(t)
	answer.Citations = nil
	if err := qa.Verify(answer, openTown(t).get); !errors.Is(err, qa.ErrCitation) {
		t.Errorf("Verify says %v, want ErrCitation", err)
	}
	for _, outcome := range []qa.Outcome{qa.Clarify, qa.Unanswered} {
		if err := qa.Verify(qa.Answer{Outcome: outcome}, openTown(t).get); err != nil {
			t.Errorf("%s without citations: %v", outcome, err)
		}
	}
}

func TestACitationOutlivesTheDocumentOnlyUntilItIsChanged(t *testing.T) {
	made, err := makeTown() // of its own: it is changed
	if err != nil {
		t.Fatal(err)
	}
	defer made.index.Close()
	a, err := qa.New(made.index, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	answer := ask(t, a, qa.Question{Text: "图书馆借书证可借图书多少册？"})
	if err := qa.Verify(answer, made.get); err != nil || answer.Outcome != qa.Answered {
		t.Fatal(told(answer), err)
	}
	d, _ := made.get("library-2024")
	d.Text = strings.ReplaceAll(d.Text, "10册", "20册")
	if _, err := made.index.Import(t.Context(), func(yield func(disclosure.Document, error) bool) { yield(d, nil) }); err != nil {
		t.Fatal(err)
	}
	if err := qa.Verify(answer, made.get); !errors.Is(err, qa.ErrCitation) {
		t.Errorf("after the change Verify says %v, want ErrCitation", err)
	}
	if again := ask(t, a, qa.Question{Text: "图书馆借书证可借图书多少册？"}); !strings.Contains(again.Text, "20册") {
		t.Errorf("asked again after the change: %s", told(again))
	}
}
