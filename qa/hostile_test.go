package qa_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/zwgk/zwgk/qa"
)

// hostile are texts that no citizen types by intent. What is asked of them is only that the answer is polite and
// bounded.
var hostile = map[string]string{
	"empty":              "",
	"white space":        " \t\r\n\u3000\u00a0\u2028",
	"punctuation":        "？？？！！……，。——",
	"emoji":              "😀👨‍👩‍👧‍👦🇨🇳👍🏽",
	"5,000 characters":   strings.Repeat("请问高龄津贴怎么申请", 500),
	"5,000 of one":       strings.Repeat("啊", 5000),
	"5,000 words":        strings.Repeat("津贴 ", 5000),
	"a megabyte":         strings.Repeat("津贴", 1<<18),
	"markup":             `<script>alert("津贴")</script><img src=x onerror=alert(1)>`,
	"SQL":                `'; DROP TABLE documents; -- 津贴' OR '1'='1`,
	"JavaScript":         "${alert(1)} `津贴` javascript:void(0) {{constructor.constructor('return this')()}}",
	"a template":         `{{.Text}} {{range .}}{{end}} %s %d %n %!v(PANIC=)`,
	"a path":             "../../../../etc/passwd\x00.jsonl",
	"query grammar":      `"津贴 OR (标题:* AND -材料) +正文:[2020 TO *] ~2 ^5 \ / * ?`,
	"open quotes":        "“津贴「材料\"",
	"exclusions":         "-津贴 -材料 －公积金 ——图书馆 “-高龄” \"-补贴",
	"scopes":             "标题:津贴 title:津贴 site:main 文号:云民规 id:elder-2024",
	"regular expression": `(a+)+$ [津-贴]{1,1000} .*.*.*.*`,
	"control characters": "高\x00龄\x07津\x1b[31m贴\x7f怎么\u0085申请",
	"bidi":               "\u202e请申么怎贴津龄高\u202c \u2066津贴\u2069",
	"zero width":         "高\u200b龄\u200d津\ufeff贴\u2060怎么申请",
	"invalid UTF-8":      "\xff\xfe高龄\xe6\xb4津贴\xc0\x80怎么\xed\xa0\x80申请",
	"half a character":   "高龄津贴怎么申请\xe5\x90",
	"combining marks":    "津" + strings.Repeat("\u0301", 4000) + "贴",
	"full width":         "ＳＥＬＥＣＴ　＊　ＦＲＯＭ　津贴；",
	"private use":        "\ue000\uf8ff\U000f0000津贴\ufffd\uffff",
	"digits":             strings.Repeat("9", 4000),
	"mixed scripts":      "как оформить 津贴 θέλω जानना عربي עברית",
}

// bounded says what is wrong with an answer whatever was asked.
func bounded(answer qa.Answer) error {
	switch {
	case answer.Outcome != qa.Answered && answer.Outcome != qa.Clarify && answer.Outcome != qa.Unanswered:
		return errors.New("has no outcome")
	case answer.Text == "":
		return errors.New("says nothing")
	case len(answer.Text) > 8<<10 || len(answer.Notice) > 2<<10:
		return errors.New("is too long")
	case answer.Confidence < 0 || answer.Confidence > 1 || answer.Confidence != answer.Confidence:
		return errors.New("has a confidence that is no probability")
	case len(answer.Citations) > 10 || len(answer.Related) > 10 || len(answer.Suggestions) > 10:
		return errors.New("has too many parts")
	case len(answer.Candidates.Documents) > 100 || len(answer.Candidates.FAQs) > 10:
		return errors.New("weighs more than documented")
	case answer.Outcome == qa.Clarify && len(answer.Suggestions) == 0 && len(answer.Citations) == 0:
		return errors.New("asks back without a suggestion and offers nothing")
	case answer.Outcome == qa.Clarify && len(answer.Citations) > 0 && answer.Notice == "":
		return errors.New("offers what it is not sure of without saying so")
	}
	for _, text := range append([]string{answer.Text, answer.Notice}, answer.Suggestions...) {
		if !utf8.ValidString(text) {
			return errors.New("is no UTF-8")
		}
		if strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' || unicode.Is(unicode.Cf, r) }) {
			return errors.New("holds control characters")
		}
	}
	return nil
}

func TestHostileQuestionsGetPoliteBoundedAnswers(t *testing.T) {
	for _, a := range []*qa.Assistant{clerk(t), reader(t)} {
		for name, text := range hostile {
			answer := ask(t, a, qa.Question{Text: text})
			if err := bounded(answer); err != nil {
				t.Errorf("%s: the answer %v: %s", name, err, told(answer))
			}
			if err := qa.Verify(answer, openTown(t).get); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			for _, echo := range []string{"<script", "onerror", "DROP TABLE", "/etc/passwd", "\x1b", "\u202e", "PANIC"} {
				if strings.Contains(answer.Text+answer.Notice, echo) {
					t.Errorf("%s: %q comes back: %s", name, echo, told(answer))
				}
			}
		}
	}
}

func TestHostileIdentifiersOfAQuestionAreBoundedToo(t *testing.T) {
	for name, text := range hostile {
		question := qa.Question{Text: "高龄津贴怎么申请？", Conversation: text, Filter: qa.Filter{Agency: text, Site: text}}
		if err := bounded(ask(t, clerk(t), question)); err != nil {
			t.Errorf("%s: the answer %v", name, err)
		}
	}
}

func TestWhatCannotBeAskedIsAnsweredWithHowToAsk(t *testing.T) {
	for _, name := range []string{"empty", "white space", "punctuation", "emoji"} {
		answer := ask(t, clerk(t), qa.Question{Text: hostile[name]})
		if answer.Outcome != qa.Unanswered || len(answer.Citations) > 0 || len(answer.Suggestions) == 0 || !strings.Contains(answer.Text, "请") {
			t.Errorf("%s: want to be told how to ask, got %s", name, told(answer))
		}
	}
}

func TestInvisibleCharactersDoNotHideAQuestion(t *testing.T) {
	want := written(t, ask(t, clerk(t), qa.Question{Text: "高龄津贴怎么申请"}))
	for name, text := range map[string]string{
		"zero width": hostile["zero width"], "quotes": "“高龄津贴怎么申请”", "white space": "\n　高龄津贴怎么申请\t ",
	} {
		if got := written(t, ask(t, clerk(t), qa.Question{Text: text})); got != want {
			t.Errorf("%s: %s\nwant %s", name, got, want)
		}
	}
}

func TestWhatExceedsTheBoundIsNotRead(t *testing.T) {
	start := "高龄津贴怎么申请" + strings.Repeat("呀", qa.MaxQuestionRunes-len([]rune("高龄津贴怎么申请")))
	short, long := ask(t, clerk(t), qa.Question{Text: start}), ask(t, clerk(t), qa.Question{Text: start + "图书馆借书证可借多少册"})
	if written(t, short) != written(t, long) {
		t.Errorf("%s\nand with more behind\n%s", told(short), told(long))
	}
}

func TestAskFailsOnlyWhenTheContextEndsOrTheIndexDoes(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := clerk(t).Ask(ctx, qa.Question{Text: "高龄津贴怎么申请？"}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
	made, err := makeTown()
	if err != nil {
		t.Fatal(err)
	}
	a, err := qa.New(made.index, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	if err := made.index.Close(); err != nil {
		t.Fatal(err)
	}
	if answer, err := a.Ask(t.Context(), qa.Question{Text: "高龄津贴怎么申请？"}); err == nil || !strings.HasPrefix(err.Error(), "qa: ") {
		t.Errorf("over a closed index: %s, error %v", told(answer), err)
	}
}

func FuzzAsk(f *testing.F) {
	for _, text := range hostile {
		if len(text) < 1<<10 {
			f.Add(text)
		}
	}
	for _, text := range mixed {
		f.Add(text)
	}
	a := clerk(f)
	f.Fuzz(func(t *testing.T, text string) {
		answer := ask(t, a, qa.Question{Text: text})
		if err := bounded(answer); err != nil {
			t.Errorf("%q: the answer %v: %s", text, err, told(answer))
		}
		if err := qa.Verify(answer, openTown(t).get); err != nil {
			t.Errorf("%q: %v", text, err)
		}
		if again := ask(t, a, qa.Question{Text: text}); written(t, again) != written(t, answer) {
			t.Errorf("%q: asked again: %s, before %s", text, told(again), told(answer))
		}
	})
}
