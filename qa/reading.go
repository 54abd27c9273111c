package qa

import (
	"math"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/zwgk/zwgk/search/chinese"
)

// span is a run of a document's text that may be the answer: byte offsets.
type span struct {
	start, end int
	score      float64
}

// maxReadBytes bounds how much of one document is read around its best passage.
const maxReadBytes = 24 << 10

// sentence is a sentence of a text under reading.
type sentence struct {
	start, end int
	grams      grams
	cover      float64
	gain       float64
}

// reading finds in one document's text the run of whole sentences that answers a question.
//
// Each sentence gains by the question's rare grams that it holds, rare in the collection and in this document, by the
// kind of thing it states (a date for a question about time) and by standing right behind a sentence that introduces
// it; each costs a fixed amount. The run of the greatest sum is the answer: the more of the question a neighbour
// holds, the sooner it joins.
type reading struct {
	question  grams
	kind      questionKind
	sentences []sentence
}

// readingWeights were chosen on real questions with marked answers.
var readingWeights = struct{ cost, kind, follows, cover float64 }{cost: 0.32, kind: 0.18, follows: 0.15, cover: 1}

const (
	maxRun      = 8   // sentences of an answer
	maxRunRunes = 420 // characters of an answer, unless one sentence is longer
)

func newReading(question string, text string, around int, weight func(gram string) float64) *reading {
	r := &reading{question: gramsOf(question), kind: kindOf(question)}
	from, to := window(text, around)
	for _, s := range chinese.Sentences(text[from:to]) {
		start, end := trim(text, from+s.Start, from+s.End)
		if start < end {
			r.sentences = append(r.sentences, sentence{start: start, end: end, grams: gramsOf(text[start:end])})
		}
	}
	local := map[string]int{}
	for _, s := range r.sentences {
		for gram := range s.grams {
			local[gram]++
		}
	}
	n := float64(len(r.sentences))
	mass := func(gram string) float64 {
		return weight(gram) * math.Log(1+(n+1)/(float64(local[gram])+0.5))
	}
	all := 1e-9
	keys := sortedKeys(r.question)
	for _, gram := range keys {
		if local[gram] > 0 {
			all += mass(gram)
		}
	}
	for i := range r.sentences {
		s := &r.sentences[i]
		for _, gram := range keys {
			if s.grams[gram] > 0 {
				s.cover += mass(gram) / all
			}
		}
		s.gain = readingWeights.cover*s.cover - readingWeights.cost
		if r.kind.states(text[s.start:s.end]) {
			s.gain += readingWeights.kind
		}
		if i > 0 && introduces(text[r.sentences[i-1].start:r.sentences[i-1].end]) {
			s.gain += readingWeights.follows
		}
	}
	return r
}

// best returns the run of sentences with the greatest gain.
func (r *reading) best() (span, bool) {
	var best span
	found := false
	for i := range r.sentences {
		sum, runes := 0.0, 0
		for j := i; j < len(r.sentences) && j < i+maxRun; j++ {
			s := r.sentences[j]
			sum += s.gain
			if runes += len(s.grams); j > i && s.end-r.sentences[i].start > 3*maxRunRunes {
				break
			}
			if !found || sum > best.score {
				best, found = span{r.sentences[i].start, s.end, sum}, true
			}
		}
	}
	return best, found
}

// window returns the byte range of text to read around an offset, on rune boundaries.
func window(text string, around int) (from, to int) {
	if len(text) <= maxReadBytes {
		return 0, len(text)
	}
	from = max(0, around-maxReadBytes/3)
	to = min(len(text), from+maxReadBytes)
	for from > 0 && !utf8.RuneStart(text[from]) {
		from--
	}
	for to < len(text) && !utf8.RuneStart(text[to]) {
		to++
	}
	return from, to
}

// trim moves a range's ends off white space.
func trim(text string, start, end int) (int, int) {
	part := text[start:end]
	start += len(part) - len(strings.TrimLeft(part, " \t\r\n\u3000\u00a0"))
	end = start + len(strings.TrimRight(text[start:end], " \t\r\n\u3000\u00a0"))
	return start, max(start, end)
}

// introduces says whether a sentence announces what stands behind it: 申请材料如下：
func introduces(s string) bool {
	return strings.HasSuffix(strings.TrimSpace(s), "：") || strings.HasSuffix(strings.TrimSpace(s), ":")
}

// questionKind is what sort of thing a question asks for.
type questionKind string

const (
	anyKind   questionKind = ""
	whenKind  questionKind = "when"
	muchKind  questionKind = "much"
	whereKind questionKind = "where"
	phoneKind questionKind = "phone"
	listKind  questionKind = "list"
	howKind   questionKind = "how"
	whyKind   questionKind = "why"
	whoKind   questionKind = "who"
)

// kinds pairs what a question says with what an answer of its kind looks like. The first that matches counts.
var kinds = []struct {
	kind   questionKind
	asked  *regexp.Regexp
	stated *regexp.Regexp
}{
	{phoneKind, regexp.MustCompile(`电话|热线|怎么联系|联系方式`), regexp.MustCompile(`\d{3,4}[-－—]?\d{4,8}|\d{5,}`)},
	{whenKind, regexp.MustCompile(`什么时候|什么时间|何时|几月|几号|哪天|哪一天|哪年|哪一年|多久|多长时间|几天|几年|期限|时限|截止|啥时候|时间是`),
		regexp.MustCompile(`\d+\s*[年月日天时周]|[一二三四五六七八九十]+个?(?:工作日|月|年|日|天)|之日起|工作日|前完成`)},
	{muchKind, regexp.MustCompile(`多少|几个|几项|几家|多高|多大|比例|金额|标准|费用|收费|价格|钱|额度`),
		regexp.MustCompile(`\d|[一二三四五六七八九十百千万]+(?:元|个|项|家|人|倍|成)|免费`)},
	{whereKind, regexp.MustCompile(`在哪|哪里|哪儿|地址|什么地方|何处|去哪|到哪`), regexp.MustCompile(`[路街道号楼室厅窗口网站]|大厅|中心|平台|小程序`)},
	{listKind, regexp.MustCompile(`哪些|材料|条件|内容|什么资料|包括|几种|哪几`), regexp.MustCompile(`[、；]|[（(]?[一二三四五1-9][）)、.．]`)},
	{whyKind, regexp.MustCompile(`为什么|为何|原因|为啥`), regexp.MustCompile(`因|由于|原因|为了|鉴于`)},
	{whoKind, regexp.MustCompile(`谁|哪个部门|哪个单位|哪个机构|哪家|由谁|什么部门|什么单位`), regexp.MustCompile(`[局委部厅办院会司所站]|中心|政府|负责`)},
	{howKind, regexp.MustCompile(`怎么|如何|怎样|咋|流程|程序|步骤|办理|申请`), regexp.MustCompile(`应当|可以|通过|申请|提交|办理|登录|携带|提供|实行|按`)},
}

func kindOf(question string) questionKind {
	for _, k := range kinds {
		if k.asked.MatchString(question) {
			return k.kind
		}
	}
	return anyKind
}

// states says whether a text holds the sort of thing that a question of this kind asks for.
func (k questionKind) states(text string) bool {
	for _, entry := range kinds {
		if entry.kind == k {
			return entry.stated.MatchString(text)
		}
	}
	return false
}
