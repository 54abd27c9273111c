package search

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search/chinese"
)

// Explain says in Chinese why the hit is there and where it is, for people: one reason a string, the weightiest first.
func (h *Hit) Explain() []string {
	reasons := slices.Clone(h.reasons)
	if weighed := h.weighed(); weighed != "" {
		reasons = append(reasons, weighed)
	}
	return reasons
}

// featureWords says in Chinese what the features of FeatureNames are.
var featureWords = map[string]string{
	"stage one": "词语得分", "passage": "段落得分", "title cover": "标题含所查词语", "passage cover": "标题和段落含所查词语",
	"document cover": "全文含所查词语", "title precision": "标题与所查贴近", "passage run": "段落连续相同",
	"character rank": "用字贴近", "other region": "说的是别处", "freshness": "日期较新",
	"characters": "所查文字齐全", "proximity": "词语相邻", "numbers": "数字和日期一致", "lapsed": "已失效",
	"authority": "效力范围", "other year": "说的是别的年份", "meaning": "意思贴近",
}

// weighed names the three features that count most, for or against.
func (h *Hit) weighed() string {
	features := slices.Clone(h.Features)
	slices.SortStableFunc(features, func(a, b Feature) int {
		return cmp.Compare(abs(b.Value*b.Weight), abs(a.Value*a.Weight))
	})
	var parts []string
	for _, f := range features {
		if f.Value*f.Weight != 0 && len(parts) < 3 {
			parts = append(parts, fmt.Sprintf("%s %.2f", cmp.Or(featureWords[f.Name], f.Name), f.Value*f.Weight))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "排序得分：" + strings.Join(parts, "，")
}

func abs(x float64) float64 { return max(x, -x) }

// reasons gathers why a hit is in its place.
func (s *searching) reasons(h *Hit, c placed) []string {
	var reasons []string
	add := func(format string, values ...any) { reasons = append(reasons, fmt.Sprintf(format, values...)) }
	if c.pinned {
		add("编辑为此查询置顶")
	}
	if s.board.named[c.document] {
		add("文号或索引号与所查一致")
	}
	if s.relaxed {
		add("没有文件含有全部所查词语，此件含其中一部分")
	}
	if words := h.Title.marked(); len(words) > 0 {
		add("标题含%s", strings.Join(words, ""))
	}
	if words := h.Snippet.marked(); len(words) > 0 {
		add("正文含%s", strings.Join(words, ""))
	}
	text := chinese.Fold(h.Document.Title + "\n" + h.Document.Text)
	for _, r := range s.plan.rewrites {
		for _, other := range r.also {
			if !strings.Contains(text, r.word) && strings.Contains(text, other.word) {
				add("“%s”又称“%s”", r.word, other.word)
			}
		}
	}
	if c.agrees && s.plan.dates != (dateRange{}) {
		add("日期或标题与所查时间相符（%s）", s.plan.dates)
	}
	if h.Document.Validity.Lapsed() {
		add("此件%s", h.Document.Validity.Chinese())
	}
	if n := len(c.duplicates); n > 0 {
		add("另有%d处发布同一文件", n)
	}
	return reasons
}

// maxMarked bounds how many words a reason names.
const maxMarked = 6

// marked returns the different marked pieces of a snippet, each in quotation marks.
func (s Snippet) marked() []string {
	var words []string
	for _, span := range s.Spans {
		word := "“" + s.Text[span.Start:span.End] + "”"
		if !slices.Contains(words, word) && len(words) < maxMarked {
			words = append(words, word)
		}
	}
	return words
}

// String writes a range as people read it.
func (r dateRange) String() string {
	switch {
	case r.from.IsZero():
		return r.to.Chinese() + "及以前"
	case r.to.IsZero():
		return r.from.Chinese() + "及以后"
	case r.from == r.to:
		return r.from.Chinese()
	}
	return r.from.Chinese() + "至" + r.to.Chinese()
}

// relationReason says in Chinese how a related document is linked to the one looked at.
func relationReason(relation disclosure.RelationType, fromIt bool) string {
	if fromIt {
		return "所看文件" + relation.Chinese() + "此件"
	}
	return "此件" + relation.Chinese() + "所看文件"
}
