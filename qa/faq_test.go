package qa_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/qa"
	"github.com/zwgk/zwgk/search"
)

// everydayFAQs is an assistant without documents.
func everydayFAQs(t *testing.T) *qa.Assistant {
	t.Helper()
	index, err := search.Open("", nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { index.Close() })
	a, err := qa.New(index, []disclosure.FAQ{
		{ID: "tow", Question: "违规停放的车辆被移置保管，如何领回？", Answer: "车主携带行驶证、身份证到拖吊保管场，缴清费用后领回。"},
		{ID: "fee", Question: "公共停车场如何收费？", Answer: "白天每小时三元，夜间每次五元，车主可以在手机上缴费。"},
		{ID: "dog", Question: "犬只如何登记？", Answer: "满三个月的犬只应当接种狂犬病疫苗，由饲养人到派出所登记。"},
		{ID: "noise", Question: "工地夜间施工噪声向谁投诉？", Answer: "城市管理部门受理夜间施工噪声的投诉。"},
		{ID: "wage", Question: "用人单位拖欠劳动报酬如何处理？", Answer: "劳动者可以向劳动保障监察机构举报，由其责令用人单位限期支付。"},
		{ID: "long", Question: "便民服务中心有哪些服务？", Answer: "本中心受理车辆、犬只、施工、停车、领取证件、收费、登记、投诉、噪声等各类咨询，每天为居民办事，去哪办、怎么办都可以来问。"},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	return a
}

func TestFAQsAreFoundInOtherWords(t *testing.T) {
	a := everydayFAQs(t)
	for text, wanted := range map[string]string{
		"车被拖走了去哪取":     "tow", // 拖 stands in the answer alone
		"停车一个钟头收几块":    "fee",
		"养狗要上户口不":      "dog", // 狗 is also said 犬
		"盖楼的半夜吵死人，找谁告": "noise",
		"便民中心都管啥":      "long",
		"老板不给发钱":       "wage", // no character is shared
	} {
		answer := ask(t, a, qa.Question{Text: text})
		if found := answer.Candidates.FAQs; len(found) == 0 || found[0] != wanted {
			t.Errorf("%s: want %s, got %v", text, wanted, found)
		}
	}
	if found := ask(t, a, qa.Question{Text: "火星上有没有水"}); found.Outcome == qa.Answered {
		t.Errorf("%s", told(found))
	}
}

func TestItIsToldWhichWordWasTakenForWhich(t *testing.T) {
	answer := ask(t, everydayFAQs(t), qa.Question{Text: "老板拖欠劳动报酬如何处理"})
	if want := "把“老板”理解为“用人单位”。"; answer.FAQ != "wage" || !slices.Contains(answer.Explain(), want) {
		t.Errorf("want %s: %s\n%s", want, told(answer), strings.Join(answer.Explain(), "\n"))
	}
}
