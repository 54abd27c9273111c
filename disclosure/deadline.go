package disclosure

import (
	"regexp"
	"strings"
)

// Cycle is how often an item must be published where no count of days says it.
type Cycle string

// The cycles that catalogues name.
const (
	Realtime Cycle = "实时"
	Timely   Cycle = "及时" // no number: how long that may be is a profile's to say
	Monthly  Cycle = "每月"
	Quarter  Cycle = "每季度"
	Yearly   Cycle = "每年"
	Standing Cycle = "长期" // 长期公开
)

// StartEvent is the event a time limit counts from.
type StartEvent string

// The events that catalogues count from.
const (
	FromFormed   StartEvent = "形成"
	FromChanged  StartEvent = "变更"
	FromApproved StartEvent = "批准"
	FromDecided  StartEvent = "决定"
)

// Deadline is a time limit of a catalogue (公开时限). Text is as printed; N is 0 where it counts nothing.
type Deadline struct {
	N     int        `json:"n,omitempty"`
	Unit  Unit       `json:"unit,omitempty"`
	Start StartEvent `json:"start,omitempty"`
	Cycle Cycle      `json:"cycle,omitempty"`
	Text  string     `json:"text,omitempty"`
}

var (
	// 3月31日前 and 2024年 are dates: 日 and 年 count only with 内 behind, months only as 个月.
	deadlinePattern = regexp.MustCompile(`([0-9〇零一二两三四五六七八九十百]{1,4})(?:个?(工作日)|(个月)|个?(自然日|日|天|年)(?:之|以)?内)`)
	cycleWords      = []struct {
		cycle Cycle
		words []string
	}{
		{Realtime, []string{"实时"}}, {Monthly, []string{"每月", "按月"}}, {Quarter, []string{"每季", "按季"}},
		{Yearly, []string{"每年", "年度", "按年"}}, {Standing, []string{"长期"}}, {Timely, []string{"及时"}},
	}
	startWords = []struct {
		start StartEvent
		words []string
	}{
		{FromApproved, []string{"批准", "批复", "审批通过"}}, {FromDecided, []string{"作出", "决定"}},
		{FromFormed, []string{"形成", "制作", "产生"}}, {FromChanged, []string{"变更", "变动", "更新"}},
	}
)

// ParseDeadline reads a time limit as catalogues print it: 自信息形成或者变更之日起20个工作日内, 批准后20日内, 实时公开. It never
// fails: what it cannot read comes back as Text alone. 自然日 and 天 are calendar days.
func ParseDeadline(s string) Deadline {
	d := Deadline{Text: strings.TrimSpace(s)}
	folded := strings.Join(strings.Fields(foldWidth(s)), "")
	if m := deadlinePattern.FindStringSubmatch(folded); m != nil {
		if n, ok := parseNumeral(m[1]); ok && n > 0 && n <= maxLimit {
			d.N, d.Unit = n, deadlineUnit(m[2]+m[3]+m[4])
		}
	}
	for _, entry := range startWords {
		if d.N > 0 && d.Start == "" && containsAny(folded, entry.words) {
			d.Start = entry.start
		}
	}
	for _, entry := range cycleWords {
		if d.N == 0 && d.Cycle == "" && containsAny(folded, entry.words) {
			d.Cycle = entry.cycle
		}
	}
	return d
}

func deadlineUnit(word string) Unit {
	switch word {
	case "工作日":
		return Workdays
	case "日", "天", "自然日":
		return Days
	case "年":
		return Years
	}
	return Months
}

func containsAny(s string, words []string) bool {
	for _, word := range words {
		if strings.Contains(s, word) {
			return true
		}
	}
	return false
}
