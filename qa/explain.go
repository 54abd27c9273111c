package qa

import (
	"fmt"
	"slices"
)

// Explain says in Chinese what decided: how a follow-up was read, which features made an FAQ fit, what bore on a document,
// which threshold was met or missed, and why there is a notice. Equal answers explain themselves equally.
func (a Answer) Explain() []string { return slices.Clone(a.reasons) }

// because notes a reason.
func (a *Answer) because(format string, args ...any) {
	a.reasons = append(a.reasons, fmt.Sprintf(format, args...))
}

// faqFeatureWords are the names of what makes an FAQ fit, as people read them; the order is that of faqFeatures.
var faqFeatureWords = [faqFeatureCount]string{"用字在问答中出现的意义", "问题用字被覆盖", "问法用字被覆盖", "答案检索得分", "语序一致", "问的是同一类事", "问法长短", "词义相近", "用词有近义对应"}

// matched notes which features made an FAQ fit.
func (a *Answer) matched(m faqMatch, confidence float64) {
	a.because("与常见问题“%s”匹配，估计正确的可能性为%s。", m.faq.Question, percent(confidence))
	for i, value := range m.features {
		if value >= 0.005 && faqWeights().match[i] != 0 {
			a.because("%s：%s。", faqFeatureWords[i], percent(value))
		}
	}
	for _, l := range m.likened {
		a.because("把“%s”理解为“%s”。", l.asked, l.written)
	}
}

// evidenceWords are the names of what the probability of a document rests on, "" for what people need not read.
var evidenceWords = [documentEvidenceCount]string{"", "标题覆盖问题", "用字检索得分", "覆盖问题并领先第二份文件", "说的是别处", "问题用字在文件中没有",
	"找到的一段胜过一般", "所问的日期或数量附近没有"}

// rested notes what bore on the best document.
func (a *Answer) rested(k *asking) {
	if len(k.found.Documents) == 0 {
		a.because("没有检索到相关文件。")
		return
	}
	a.because("检索到的第一份文件为“%s”，估计能够回答的可能性为%s。", bareTitle(k.found.Documents[0].Title), percent(k.fromDocument))
	for i, value := range k.evidence {
		if evidenceWords[i] != "" && value >= 0.005 {
			a.because("%s：%s。", evidenceWords[i], percent(value))
		}
	}
}

// kindWords are what the kinds of question ask for.
var kindWords = [kindCount]string{"原因", "文号", "电话", "时间", "期限", "地点", "部门或单位", "数量或金额", "处罚", "措施或规定", "列举", "定义或内容", "具体内容", "办法", "是否可以", ""}

// read notes how the text was read for an answer.
func (a *Answer) read(asked kind) {
	if word := kindWords[asked]; word != "" {
		a.because("问题问的是%s，在文件中找最合适的一段。", word)
	}
}

func percent(value float64) string { return fmt.Sprintf("%.0f%%", 100*value) }
