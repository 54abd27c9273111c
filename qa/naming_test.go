package qa_test

import (
	"strings"
	"testing"

	"github.com/zwgk/zwgk/qa"
)

func TestADocumentNamedByItsNumberOrTitleIsTold(t *testing.T) {
	for question, want := range map[string]string{
		"云民规〔2024〕3号":            "云民规〔2024〕3号",
		"云民规[2024]3号":            "云民规〔2024〕3号",
		"请问云民规〔2024〕3号是什么文件？":    "云民规〔2024〕3号",
		"云发改价〔2024〕18号 全文":       "云发改价〔2024〕18号",
		"“云教发〔2025〕15号”是关于什么的文件": "云教发〔2025〕15号",
	} {
		for _, a := range []*qa.Assistant{clerk(t), reader(t)} {
			answer := ask(t, a, qa.Question{Text: question})
			if answer.Outcome != qa.Answered || len(answer.Citations) != 1 || answer.Citations[0].Number != want {
				t.Errorf("%s: want %s, got %s", question, want, told(answer))
				continue
			}
			c := answer.Citations[0]
			for _, part := range []string{"《" + c.Title + "》", want, c.Issuer, c.Quote} {
				if !strings.Contains(answer.Text, part) {
					t.Errorf("%s: %q is not told: %s", question, part, answer.Text)
				}
			}
			if err := qa.Verify(answer, openTown(t).get); err != nil {
				t.Errorf("%s: %v", question, err)
			}
			byTitle := ask(t, a, qa.Question{Text: "《" + c.Title + "》"})
			if byTitle.Outcome != qa.Answered || len(byTitle.Citations) == 0 || byTitle.Citations[0].Document != c.Document || !strings.Contains(byTitle.Text, want) {
				t.Errorf("《%s》: want %s, got %s", c.Title, want, told(byTitle))
			}
		}
	}
}

func TestALapsedDocumentThatIsNamedCarriesItsNotice(t *testing.T) {
	answer := ask(t, reader(t), qa.Question{Text: "云民发〔2018〕12号"})
	if answer.Outcome != qa.Answered || answer.Notice == "" {
		t.Errorf("want a notice, got %s", told(answer))
	}
}

func TestANumberThatNoDocumentHasIsNotAnsweredFromAnother(t *testing.T) {
	for _, question := range []string{"云民规〔2024〕99号", "云民规〔2019〕3号是什么文件"} {
		answer := ask(t, clerk(t), qa.Question{Text: question})
		if answer.Outcome == qa.Answered || len(answer.Citations) > 0 || !strings.Contains(answer.Text, "未找到") {
			t.Errorf("%s: want no answer, got %s", question, told(answer))
		}
	}
}

func TestAQuestionAboutANamedDocumentIsStillRead(t *testing.T) {
	answer := ask(t, reader(t), qa.Question{Text: "云发改价〔2024〕18号规定第一阶梯水价是多少？"})
	if strings.Contains(answer.Text, "发布机构") {
		t.Errorf("the document is named and not read: %s", told(answer))
	}
}

func TestTheNumberOfADocumentCanBeAsked(t *testing.T) {
	answer := ask(t, reader(t), qa.Question{Text: "高龄津贴发放办法的文号是多少？"})
	if answer.Outcome != qa.Answered || !strings.Contains(answer.Text, answer.Citations[0].Number) || answer.Citations[0].Number == "" {
		t.Errorf("want its number, got %s", told(answer))
	}
}
