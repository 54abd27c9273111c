package qa

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search/chinese"
)

// besideName is what people type beside a 文号 or a title when they want the document.
var besideName = regexp.MustCompile(`请问|查一?下?|查询|找一?下?|看一?下?|帮我|想要?|这个|这份|是(?:关于)?(?:什么|啥|哪个|哪份)的?|什么|哪个|文件|公文|全文|原文|正文|内容|文号|的|是|吗|呢`)

// beforeName is what people type right before a 文号, which would be taken for its agency.
var beforeName = regexp.MustCompile(`^(?:请问|帮我|我?想?要?(?:查|找|看)(?:询|找|看)?(?:一下|下)?|关于|[《"“ ])+`)

// titleEnd is how titles of official documents end (GB/T 9704-2012 §7.3.2, and the names of rules).
var titleEnd = regexp.MustCompile(`(?:通知|公告|通告|决定|命令|意见|办法|规定|条例|细则|方案|批复|函|规划|计划|预案|指南|目录|标准|报告|纪要|规程|规则|章程|公报|法)(?:[（(][^）)]*[）)])?$`)

const (
	namedConfidence = 0.95 // that a document is meant whose 文号 or title is all that was typed
	titleShare      = 0.7  // of a title that must be typed for it to be meant
	titleRunes      = 8    // characters of a title that are looked at as one
	headRunes       = 200  // characters of a text among which its 文号 is looked for
	namedDocuments  = 3    // best documents among which the one named is looked for
)

// fromName answers a question that is nothing but a 文号 or a title, or that asks a document's 文号, by naming the document
// and how it begins. A 文号 that no document here has is answered with that.
func (a *Assistant) fromName(ctx context.Context, k *asking) (answer Answer, ok bool, err error) {
	number, alone := numberAlone(k.text)
	asksNumber := number.IsZero() && kinds[numberKind].asked.MatchString(k.text) && kindOf(k.text) == numberKind
	if !alone && !asksNumber && !titleEnd.MatchString(strings.TrimRight(k.text, "》 ")) {
		return answer, false, nil
	}
	for _, ranked := range k.found.Documents[:min(len(k.found.Documents), namedDocuments)] {
		d, found, err := a.document(ctx, ranked.ID)
		if err != nil {
			return answer, false, fmt.Errorf("qa: ask: %w", err)
		}
		confidence := namedConfidence
		switch {
		case !found:
			continue
		case alone && numberOf(&d).Equal(number) || !alone && !asksNumber && isTitle(k.text, d.Title):
		case asksNumber && !numberOf(&d).IsZero() && k.fromDocument >= a.threshold:
			confidence = k.fromDocument
		case asksNumber:
			return answer, false, nil // read instead: the number may stand in the text
		default:
			continue
		}
		return a.name(ctx, k, &d, confidence)
	}
	if alone {
		answer = a.unanswered(k.text, 0)
		answer.Text = "未找到文号为" + number.String() + "的公开文件。您可以核对文号，或者用文件的标题再查。"
		answer.because("问的是一个文号，已公开的文件中没有这个文号。")
		return answer, true, nil
	}
	return answer, false, nil
}

// name answers with what a document is: title, 文号, who issued it when, whether it is in force, and how it begins.
func (a *Assistant) name(ctx context.Context, k *asking, d *disclosure.Document, confidence float64) (Answer, bool, error) {
	start, end := opening(d.Text)
	if start == end {
		return Answer{}, false, nil
	}
	answer := Answer{Outcome: Answered, Text: nameOf(d, k.on) + "\n" + d.Text[start:end], Confidence: confidence,
		Citations: []Citation{cite(d, start, end)}}
	answer.because("问的是一份文件，说明它是什么文件、由谁何时发布、是否有效。")
	a.addNotice(ctx, &answer, d, k.on)
	return answer, true, nil
}

// nameOf says what a document is.
func nameOf(d *disclosure.Document, on disclosure.Date) string {
	var b strings.Builder
	b.WriteString("《" + bareTitle(d.Title) + "》")
	if number := numberOf(d); !number.IsZero() {
		b.WriteString("（" + number.String() + "）")
	}
	if issuer := d.Issuer(); issuer != "" {
		b.WriteString("，发布机构：" + issuer)
	}
	if date := d.Date(); !date.IsZero() {
		b.WriteString("，发布日期：" + date.Chinese())
	}
	if state := d.ValidityOn(on); state != "" {
		b.WriteString("，有效性：" + state.Chinese())
	}
	return b.String() + "。"
}

// numberOf returns a document's 文号: the one recorded, else one that stands by itself at the head of the text.
func numberOf(d *disclosure.Document) disclosure.Number {
	if !d.Number.IsZero() {
		return d.Number
	}
	head := charsAfter(d.Text, 0, headRunes)
	for _, found := range disclosure.FindNumbers(head) {
		before, _ := utf8.DecodeLastRuneInString(head[:found.Start])
		after, _ := utf8.DecodeRuneInString(head[found.End:])
		if found.Number.Form == disclosure.BracketForm && (found.Start == 0 || unicode.IsSpace(before)) && unicode.IsSpace(after) {
			return found.Number
		}
	}
	return disclosure.Number{}
}

// numberAlone returns the 文号 in a question, and whether that is all that is asked.
func numberAlone(text string) (number disclosure.Number, alone bool) {
	text = beforeName.ReplaceAllString(text, "")
	found := disclosure.FindNumbers(text)
	if len(found) != 1 || found[0].Number.Form != disclosure.BracketForm {
		return number, false
	}
	rest := besideName.ReplaceAllString(text[:found[0].Start]+text[found[0].End:], "")
	return found[0].Number, !strings.ContainsFunc(rest, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// isTitle says whether a text is a document's title, or most of one.
func isTitle(text, title string) bool {
	text, title = letters(besideName.ReplaceAllString(text, "")), letters(besideName.ReplaceAllString(title, ""))
	n := utf8.RuneCountInString(text)
	return n >= titleRunes && strings.Contains(title, text) && float64(n) >= titleShare*float64(utf8.RuneCountInString(title))
}

// letters returns the folded letters and digits of a text.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, chinese.Fold(text))
}

// opening returns the first sentence of a text that is neither title, 文号 nor addressee; an empty range where there is
// none.
func opening(text string) (start, end int) {
	_, to := window(text, 0)
	for _, u := range splitUnits(text[:to]) {
		sentence := text[u.start:u.end]
		if !u.heading && !strings.HasSuffix(sentence, "：") && utf8.RuneCountInString(sentence) <= maxAnswer {
			return u.start, u.end
		}
	}
	return 0, 0
}
