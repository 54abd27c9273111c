package qa_test

import (
	"slices"
	"testing"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/qa"
)

// spoken asks turn by turn and returns the last answer.
func spoken(t *testing.T, a *qa.Assistant, turns ...string) (answer qa.Answer) {
	t.Helper()
	for _, turn := range turns {
		answer = ask(t, a, qa.Question{Text: turn, Conversation: "spoken: " + turns[0] + turns[1]})
	}
	return answer
}

// rests says whether an answer rests on a document, or else ranks it first.
func rests(answer qa.Answer, document string) bool {
	if led := cited(answer); len(led) > 0 {
		return slices.Contains(led, document)
	}
	led := answer.Candidates.Documents
	return len(led) > 0 && led[0] == document
}

// tolls are replies of one office that differ in the road only, and rules whose titles name their matter.
var tolls = []disclosure.Document{
	{ID: "qingshan", Title: "关于同意云溪至青山高速公路设置收费站的复函", Text: "同意云溪至青山高速公路设置青山北、青山南两个收费站，收费期限二十年，从建成通车之日算起。"},
	{ID: "heishui", Title: "关于同意白石至黑水公路设置收费站的复函", Text: "同意在白石至黑水公路设置黑水收费站，收费期限十五年，到期撤销。"},
	{ID: "water", Title: "云溪市取水许可管理办法", Text: "取水应当申请取水许可证。取水许可证有效期五年，由水行政主管部门发放。水行政主管部门应当自受理之日起四十五日内决定。"},
	{ID: "forest", Title: "云溪市林木采伐管理办法", Text: "采伐林木应当申请林木采伐许可证。林木采伐许可证有效期一年，由林业主管部门发放。采伐自留地的林木，不需要申请。林业主管部门应当自受理之日起二十日内决定。"},
	{ID: "plan", Title: "云溪市水利发展规划", Text: "到2030年，全市取水总量控制在三亿立方米以内，发放的取水许可证全部电子化。"},
}

func TestWhatIsNewTakesThePlaceOfWhatWasAskedAbout(t *testing.T) {
	made := openCity(t)
	for _, dialogue := range [][3]string{
		{"高龄津贴怎么申请", "低保的呢", "dibao-rules-2022"},
		{"高龄津贴怎么申请", "临时救助的呢？", "temporary-relief-2024"},
		{"居住证怎么办", "那身份证呢", "idcard-guide"},
		{"天然气多少钱一方", "水费呢", "water-price-2023"},
		{"公租房怎么申请", "换成保障房的话", "affordable-rental-2024"},
	} {
		if answer := spoken(t, made.Assistant, dialogue[0], dialogue[1]); !rests(answer, dialogue[2]) || !explains(answer, "结合上文话题") {
			t.Errorf("%q: %s, %q", dialogue, told(answer), answer.Explain())
		}
	}
	a, _ := assistantOver(t, tolls)
	for _, dialogue := range [][3]string{
		{"云溪到青山的高速收费几年", "白石到黑水的呢", "heishui"},
		{"采伐林木要办许可证吗", "取水呢", "water"},
	} {
		answer := spoken(t, a, dialogue[0], dialogue[1])
		if !rests(answer, dialogue[2]) || !explains(answer, "换了所问的对象") {
			t.Errorf("%q: %s, %q", dialogue, told(answer), answer.Explain())
		}
	}
}

func TestWhatFollowsLeansOnWhatTookThePlace(t *testing.T) {
	made := openCity(t)
	for _, dialogue := range [][4]string{
		{"高龄津贴怎么申请", "低保的呢", "多少天批", "dibao-rules-2022"},
		{"居住证怎么办", "那身份证呢", "多少钱", "idcard-guide"},
		{"高龄津贴怎么申请", "低保的呢", "临时救助呢", "temporary-relief-2024"},
	} {
		if answer := spoken(t, made.Assistant, dialogue[:3]...); !rests(answer, dialogue[3]) {
			t.Errorf("%q: %s, %q", dialogue, told(answer), answer.Explain())
		}
	}
	a, _ := assistantOver(t, tolls)
	for _, dialogue := range [][4]string{
		{"采伐林木要办许可证吗", "那取水呢", "有效期几年", "water"},
		{"云溪到青山的高速收费几年", "白石到黑水的呢", "到期了怎么办", "heishui"},
	} {
		if answer := spoken(t, a, dialogue[:3]...); !rests(answer, dialogue[3]) || explains(answer, "青山") || explains(answer, "采伐") {
			t.Errorf("%q: %s, %q", dialogue, told(answer), answer.Explain())
		}
	}
}

func TestACaseOfTheSameMatterTakesNoPlace(t *testing.T) {
	made := openCity(t)
	for _, dialogue := range [][]string{
		{"天然气多少钱一方", "那低保户呢", "gas-price-2024"},
		{"老楼加装电梯政府补多少", "那四层的楼呢", "elevator-amend-2025"},
		{"最低工资是多少", "打小时工的呢", "wage-minimum-2025"},
		{"公积金能贷多少", "二套房呢", "gjj-loan-2025"},
		{"高龄津贴怎么申请", "材料呢", "elder-allowance-2024"},
	} {
		if answer := spoken(t, made.Assistant, dialogue[0], dialogue[1]); !rests(answer, dialogue[2]) || explains(answer, "换了所问的对象") {
			t.Errorf("%q: %s, %q", dialogue, told(answer), answer.Explain())
		}
	}
	own := spoken(t, made.Assistant, "高龄津贴怎么申请", "居民用水一吨多少钱呢")
	if !rests(own, "water-price-2023") || explains(own, "结合上文话题") {
		t.Errorf("%s, %q", told(own), own.Explain())
	}
	a, _ := assistantOver(t, tolls)
	if answer := spoken(t, a, "采伐林木要办许可证吗", "自留地的呢"); !rests(answer, "forest") {
		t.Errorf("%s, %q", told(answer), answer.Explain())
	}
}

func TestAnFAQThatSaysNothingOfWhatIsNewIsNotGivenAgain(t *testing.T) {
	made := openCity(t)
	first := spoken(t, made.Assistant, "幼儿园大班免费吗", "幼儿园大班免费吗")
	if first.FAQ == "" {
		t.Fatalf("%s", told(first))
	}
	if again := spoken(t, made.Assistant, "幼儿园大班免费吗", "小班呢"); again.FAQ == first.FAQ {
		t.Errorf("%s, %q", told(again), again.Explain())
	}
}

func TestAFollowUpStaysAtTheDocumentAnsweredFromWhereThatFitsNearlyAsWell(t *testing.T) {
	const text = "用人单位不招用残疾人的，应当缴纳残疾人就业保障金。安排残疾人就业的比例最低为百分之一点五。"
	documents := []disclosure.Document{ // the newer one stands first
		{ID: "city", Title: "云溪市残疾人就业办法", Text: text, Published: disclosure.Date{Year: 2024, Month: 5, Day: 1}},
		{ID: "county", Title: "清河县残疾人就业办法", Text: text, Published: disclosure.Date{Year: 2022, Month: 5, Day: 1}},
	}
	faq := disclosure.FAQ{ID: "faq", Question: "公司不招残疾人行不行", Answer: "不行，要缴纳残疾人就业保障金。", Documents: []string{"county"}}
	a, _ := assistantOver(t, documents, faq)
	first := ask(t, a, qa.Question{Text: "公司不招残疾人行不行", Conversation: "stay"})
	if !rests(first, "county") {
		t.Fatalf("%s", told(first))
	}
	if next := ask(t, a, qa.Question{Text: "比例最低是多少", Conversation: "stay"}); !rests(next, "county") || !explains(next, "沿用上一次回答") {
		t.Errorf("%s, %q", told(next), next.Explain())
	}
}

func TestWhatAsksOfNoMatterBeginsNoTopic(t *testing.T) {
	made := openCity(t)
	for _, dialogue := range [][]string{{"身份证丢了去哪补", "多少钱"}, {"失业金怎么领", "多少钱"}, {"生育津贴怎么算", "要多久到账"}} {
		if answer := spoken(t, made.Assistant, dialogue...); !explains(answer, "结合上文话题") {
			t.Errorf("%q: %s, %q", dialogue, told(answer), answer.Explain())
		}
	}
}
