package qa_test

import (
	"strings"
	"testing"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/qa"
	"github.com/zwgk/zwgk/search"
)

// regulation is a fictional document with what reading has to tell apart.
const regulation = `云溪市城镇道路占用管理办法
第一条 为加强城镇道路占用管理，保障道路畅通，根据有关法律、法规，制定本办法。
第二条 占用道路的，应当向市城市管理局提出申请，申请时提交下列材料：
1.中小微企业申请表；
2.营业执照复印件；
3.占用范围平面图。
第三条 市城市管理局应当自受理之日起十五个工作日内作出决定。临时占用的期限不超过三个月。
第四条 占用费每平方米每日2.5元，占用面积超过100平方米的部分减半收取。
第五条 未经批准占用道路的，处二百元以上一千元以下罚款。
第六条 咨询电话：0199-1112233。本办法自2024年3月1日起施行，有效期五年。
2024年2月5日`

func road(t *testing.T) (*qa.Assistant, disclosure.Document) {
	t.Helper()
	index, err := search.Open("", nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { index.Close() })
	d := disclosure.Document{ID: "road", Title: "云溪市城镇道路占用管理办法", Text: regulation}
	if _, err := index.Import(t.Context(), func(yield func(disclosure.Document, error) bool) { yield(d, nil) }); err != nil {
		t.Fatal(err)
	}
	a, err := qa.New(index, nil, &qa.Options{Today: todayIs, Threshold: 0.01})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	return a, d
}

func TestANumberIsAnsweredWithWhatIsCounted(t *testing.T) {
	a, _ := road(t)
	for question, want := range map[string]string{
		"占用道路的占用费每平方米多少钱": "2.5元",
		"占用道路几个工作日内作出决定":  "十五个工作日",
		"临时占用道路的期限是多久":    "三个月",
		"未经批准占用道路罚多少":     "二百元以上一千元以下",
		"道路占用管理的咨询电话是多少":  "0199-1112233",
		"道路占用管理办法什么时候施行":  "2024年3月1日",
	} {
		if answer := ask(t, a, qa.Question{Text: question}); !strings.Contains(answer.Text, want) {
			t.Errorf("%s: want %s, got %s", question, want, told(answer))
		}
	}
}

func TestAnAnswerBeginsAtABeginningAndClosesWhatItOpens(t *testing.T) {
	a, d := road(t)
	for _, question := range []string{"占用道路申请时提交哪些材料", "占用道路向谁申请", "占用费怎么收", "未经批准占用道路怎么处罚", "道路占用管理办法有效期几年"} {
		answer := ask(t, a, qa.Question{Text: question})
		at := strings.Index(d.Text, answer.Text)
		if at < 0 {
			t.Errorf("%s: the answer does not stand in the document: %s", question, told(answer))
			continue
		}
		for _, pair := range []string{"（）", "《》", "“”"} {
			signs := []rune(pair)
			if strings.Count(answer.Text, string(signs[0])) != strings.Count(answer.Text, string(signs[1])) {
				t.Errorf("%s: %s is left open: %s", question, pair, answer.Text)
			}
		}
		if strings.HasPrefix(answer.Text, "小微企业") || strings.ContainsAny(answer.Text[:3], "，。、；") {
			t.Errorf("%s: the answer begins in the middle: %s", question, answer.Text)
		}
	}
}

func TestABareFactIsCitedWithItsSentence(t *testing.T) {
	a, d := road(t)
	answer := ask(t, a, qa.Question{Text: "临时占用道路的期限是多久"})
	if len(answer.Citations) != 1 || !strings.Contains(answer.Citations[0].Quote, answer.Text) || !strings.HasSuffix(answer.Citations[0].Quote, "。") {
		t.Errorf("want the whole sentence cited, got %s: %+v", told(answer), answer.Citations)
	}
	if err := qa.Verify(answer, func(string) (disclosure.Document, bool) { return d, true }); err != nil {
		t.Error(err)
	}
}

func TestAQuestionOfAFewWordsIsAnsweredWithTheWholeSentence(t *testing.T) {
	a, d := road(t)
	for question, want := range map[string]string{
		"占路有效期几年":   "有效期五年",
		"占路超过几平米减半": "超过100平方米",
		"没批就占道罚多少":  "二百元以上一千元以下",
		"占路向谁申请":    "市城市管理局",
	} {
		answer := ask(t, a, qa.Question{Text: question})
		at := strings.Index(d.Text, answer.Text)
		if at < 0 || !strings.Contains(answer.Text, want) {
			t.Errorf("%s: want %s, got %s", question, want, told(answer))
			continue
		}
		if end := d.Text[at+len(answer.Text):]; !strings.HasSuffix(answer.Text, "。") && !strings.HasPrefix(end, "，") && !strings.HasPrefix(end, "\n") {
			t.Errorf("%s: ends in the middle: %s", question, answer.Text)
		}
	}
}

func TestHowManyIsNotAnsweredWithAnotherMeasure(t *testing.T) {
	a, _ := road(t)
	if answer := ask(t, a, qa.Question{Text: "占用道路自受理起几天内作出决定"}); strings.Contains(answer.Text, "三个月") {
		t.Errorf("days are asked for: %s", told(answer))
	}
}
