package qa_test

import (
	"testing"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/qa"
)

func TestAChangeThatADocumentDoesNotSpeakOfMakesItLessLikelyToAnswer(t *testing.T) {
	a, _ := assistantOver(t, []disclosure.Document{
		{ID: "permit", Title: "居住证申领须知", Text: "居住证由居住地派出所受理，首次申领免收工本费，自受理之日起十五日内制作发放。"},
		{ID: "prices", Title: "供热价格调整的通知", Text: "居民供热价格由每平方米20元上调为22元，自11月15日起执行。"},
	})
	for _, c := range []struct{ plain, changed string }{
		{"居住证多少天发下来", "居住证废止是哪天发的"},
		{"居住证在哪受理", "居住证在哪取消受理"},
	} {
		plain, changed := ask(t, a, qa.Question{Text: c.plain}), ask(t, a, qa.Question{Text: c.changed})
		if plain.Confidence <= changed.Confidence+0.1 {
			t.Errorf("%s: %.2f, %s: %.2f", c.plain, plain.Confidence, c.changed, changed.Confidence)
		}
	}
	if answer := ask(t, a, qa.Question{Text: "居民供热价格涨到多少"}); !rests(answer, "prices") {
		t.Errorf("a change that is spoken of in another word: %s", told(answer))
	}
}
