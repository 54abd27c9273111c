package disclosure

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// FoundNumber is a 文号 in running text. Start and End are byte offsets; Number.Raw is the text between them.
type FoundNumber struct {
	Number     Number
	Start, End int
}

const (
	gap       = `[ \t\x{3000}\x{A0}]*`
	anyDigits = `[0-9０-９〇零○一二两三四五六七八九十百千]`
	textYear  = `[12１２一二][0-9０-９〇零○一二三四五六七八九]{3}`
	textOrgan = `[\p{Han}A-Za-z]`
)

// The patterns end where their text ends: behind 号, or behind 号令, 号公告, 号通告. They are tried in this order.
var numberEndings = []*regexp.Regexp{
	regexp.MustCompile(`(` + textOrgan + `{0,24})` + gap + openBracket + gap + textYear + gap + `年?` + gap + closeBracket +
		gap + `第?` + gap + anyDigits + `{1,7}` + gap + `号$`),
	regexp.MustCompile(`(` + textOrgan + `{0,24}(?:令|公告|通告))` + gap + textYear + `年` + gap + `第` + gap + anyDigits + `{1,7}` + gap + `号$`),
	regexp.MustCompile(`(` + textOrgan + `{0,24}令)` + gap + `第?` + gap + anyDigits + `{1,7}` + gap + `号$`),
	regexp.MustCompile(`()` + textYear + `年` + gap + `第` + gap + anyDigits + `{1,7}` + gap + `号(?:公告|通告)$`),
	regexp.MustCompile(`(` + textOrgan + `{0,24})第` + gap + anyDigits + `{1,7}` + gap + `号令$`),
}

// numberWindow is how many bytes before 号 can belong to a number.
const numberWindow = 180

// prose lists words that stand before a 文号 in a sentence and do not belong to it. Single characters are listed
// only where no 机关代字 has them.
var prose = []string{"根据", "按照", "依据", "依照", "遵照", "参照", "关于", "通过", "执行", "贯彻", "落实", "印发", "发布", "公布",
	"下发", "转发", "废止", "修改", "修订", "代替", "替代", "以及", "其中", "同时", "包括", "分别", "收到", "详见", "参见", "文号",
	"文件", "措施", "通知", "意见", "办法", "规定", "决定", "已经", "属于", "即以", "原以", "现以", "自", "的", "了", "与", "及", "或", "在", "由", "按", "是", "被", "将", "把", "从", "号", "件", "》"}

// FindNumbers finds the document numbers in running text. Without a dictionary of every 机关代字 the beginning of a
// number that follows prose without a mark between is a guess: words that cannot belong to one are cut off.
func FindNumbers(text string) []FoundNumber {
	var found []FoundNumber
	last := 0
	for i := 0; ; {
		at := strings.Index(text[i:], "号")
		if at < 0 {
			return found
		}
		i += at + len("号")
		from := max(last, i-numberWindow)
		for from < i && !utf8.RuneStart(text[from]) {
			from++
		}
		if n, ok := numberEndingAt(text, from, i, last); ok {
			found = append(found, n)
			last, i = n.End, n.End
		}
	}
}

func numberEndingAt(text string, from, end, last int) (FoundNumber, bool) {
	for _, tail := range []string{"令", "公告", "通告", ""} {
		if !strings.HasPrefix(text[end:], tail) {
			continue
		}
		stop := end + len(tail)
		for p, pattern := range numberEndings {
			m := pattern.FindStringSubmatchIndex(text[from:stop])
			if m == nil {
				continue
			}
			organ := text[from+m[2] : from+m[3]]
			cut := proseLength(organ, joins(text[:from+m[2]], last))
			if cut == 0 && from+m[2] > 0 && isDigit(text[from+m[2]-1]) && strings.HasPrefix(organ, "日") {
				cut = len("日") // 2003年4月4日国科发政字〔2003〕94号
			}
			if p < 1 {
				cut += issuerLength(organ[cut:])
			} else if rest := organ[cut:]; strings.HasPrefix(rest, "以") {
				cut += len("以") // 以某省人民政府令第4号公布
			}
			start := from + m[2] + cut
			raw := text[start:stop]
			n, ok := readNumber(strings.Join(strings.Fields(foldWidth(raw)), ""))
			if ok {
				n.Raw = raw
				return FoundNumber{n, start, stop}, true
			}
		}
	}
	return FoundNumber{}, false
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// issuers are words that end an issuer's full name; a 机关代字 that follows one begins behind it.
var issuers = []string{"办公厅", "办公室", "人民政府", "国务院", "委员会"}

// issuerLength returns how many bytes of what stands before a bracket are the issuer's full name before its code, as
// in 国务院办公厅国办发.
func issuerLength(organ string) int {
	cut := 0
	for _, word := range issuers {
		if at := strings.LastIndex(organ, word); at >= 0 && at+len(word) < len(organ) {
			cut = max(cut, at+len(word))
		}
	}
	return cut
}

// joins says whether a 和 that comes next joins two things: behind another number, or behind a title or bracket.
func joins(before string, last int) bool {
	return last > 0 && len(before) == last || strings.HasSuffix(before, "》") || strings.HasSuffix(before, "）") || strings.HasSuffix(before, ")")
}

// proseLength returns how many bytes at the beginning of what stands before the bracket are prose. 和 is prose only
// where it joins: there are 机关代字 that begin with it.
func proseLength(organ string, follows bool) int {
	cut := 0
	for _, word := range prose {
		if at := strings.LastIndex(organ, word); at >= 0 {
			cut = max(cut, at+len(word))
		}
	}
	if organ == "以" || organ == "经" { // 以第711号令公布
		return len(organ)
	}
	if follows && cut == 0 && strings.HasPrefix(organ, "和") {
		cut = len("和")
	}
	if cut == len(organ) && cut > 0 { // nothing would be left: the word is the organ's
		return 0
	}
	return cut
}
