package qa

import "regexp"

// kind is what sort of thing a question asks for. It says what an answer looks like, and each kind has weights of its
// own for how long an answer runs and how it begins.
type kind int

const (
	phoneKind kind = iota
	whenKind
	muchKind
	whereKind
	whoKind
	whyKind
	listKind
	howKind
	anyKind
	kindCount
)

// date is a date or time of day as official text writes it.
const date = `(?:\d{4}年)?(?:\d{1,2}月\d{1,2}[日号]|\d{1,2}[日时])(?:[（(][^）)]{1,6}[）)])?(?:\d{1,2}[:：]\d\d|\d{1,2}[时点])?`

// kinds tells, in order of precedence, by what words a question asks for a kind, what a text that states one holds,
// and, where such an answer is a phrase, the phrase.
var kinds = [kindCount]struct {
	name   string
	asked  *regexp.Regexp
	stated *regexp.Regexp
	phrase *regexp.Regexp
}{
	phoneKind: {"phone", regexp.MustCompile(`电话|热线|联系方式|怎么联系`),
		regexp.MustCompile(`\d{3,4}[-－—]?\d{4,8}|\d{5,}`),
		regexp.MustCompile(`\d[\d\-－—]{4,}`)},
	whenKind: {"when", regexp.MustCompile(`什么时候|什么时间|何时|几月|几号|几点|哪天|哪一天|哪年|哪一年|多久|多长时间|几天|几年|期限|时限|截止|截至|啥时候|时间是|日期`),
		regexp.MustCompile(`\d+\s*[年月日天时周]|[一二三四五六七八九十]+个?(?:工作日|月|年|日|天)|之日起|工作日`),
		regexp.MustCompile(`[自从至到]?` + date + `(?:[至到—~－-]` + date + `)?(?:之?前|起|后|止)?|\d+个?(?:工作日|天|小时|个月|月|年|日|周)|[一二三四五六七八九十]+个?(?:工作日|天|小时|个月|年|周)`)},
	muchKind: {"much", regexp.MustCompile(`多少|几|多高|多大|比例|金额|费用|收费|价格|钱|额度`),
		regexp.MustCompile(`\d|[一二三四五六七八九十百千万]+(?:元|个|项|家|人|倍|成)|免费`),
		regexp.MustCompile(`(?:约|超过|近|达|不超过|最高|每[人家个月日]*)?\d[\d,.，]*(?:\.\d+)?[多余]?(?:万亿|亿|万|千|百)?(?:美元|元|个百分点|平方米|公里|个|项|家|人|名|倍|吨|只|套|件|%|％|户|张|辆|台|批|笔|条|次|份|例|所|支|级|折|成|册|岁|时|分|日|天|月|年|周|度|米|公斤|千克|克|升|立方米|亩|平方公里|盒|袋|瓶|片|桌|床|座|栋|层|班|节|课|所|门|字|人次)(?:/[^，。；\s]{1,4})?|[一二三四五六七八九十百千万两]+(?:元|个|项|家|人|名|倍|成|类|种|方面|级)`)},
	whereKind: {"where", regexp.MustCompile(`在哪|哪里|哪儿|地址|什么地方|何处|去哪|到哪|哪个网站|哪个平台`),
		regexp.MustCompile(`[路街号楼省市区县]|大厅|中心|平台|小程序|网站`), nil},
	whoKind: {"who", regexp.MustCompile(`谁|哪个部门|哪个单位|哪个机构|哪家|什么部门|什么单位|哪个`),
		regexp.MustCompile(`[局委部厅办院会司所站]|中心|政府`), nil},
	whyKind: {"why", regexp.MustCompile(`为什么|为何|原因|为啥|目的`), regexp.MustCompile(`因|为`), nil},
	listKind: {"list", regexp.MustCompile(`哪些|材料|条件|内容|什么资料|包括|几种|哪几|什么|啥`),
		regexp.MustCompile(`[、；]|[（(]?[一二三四五1-9][）)、.．]`), nil},
	howKind: {"how", regexp.MustCompile(`怎么|如何|怎样|咋|流程|程序|步骤|措施`),
		regexp.MustCompile(`应当|可以|通过|申请|提交|办理|登录|携带|提供|实行|[按对要]`), nil},
	anyKind: {"any", nil, nil, nil},
}

func kindOf(question string) kind {
	for k := range anyKind {
		if kinds[k].asked.MatchString(question) {
			return k
		}
	}
	return anyKind
}

// states says whether a text holds the sort of thing that a question of this kind asks for.
func (k kind) states(text string) bool {
	return kinds[k].stated != nil && kinds[k].stated.MatchString(text)
}

// countingWord matches how a question says what it counts: 多少册, 几个工作日.
var countingWord = regexp.MustCompile(`(?:多少|几)(?:个)?(工作日|百分点|平方米|元|钱|[册本项家名人倍吨只套件户张辆台批笔条次份例所支级成岁天月年日周亩盒床座栋层班节门])`)

// countedBy returns what a number of the thing that a question counts looks like, nil where it counts none.
func countedBy(question string) *regexp.Regexp {
	m := countingWord.FindStringSubmatch(question)
	if m == nil {
		return nil
	}
	unit := m[1]
	if unit == "钱" {
		unit = "元"
	}
	return regexp.MustCompile(`[\d一二三四五六七八九十百千万亿两](?:个|多|余|万|亿|千|百)*` + unit)
}

// factual says whether a question of this kind asks for a single fact, which may begin in the middle of a clause.
func (k kind) factual() bool { return k <= whoKind }

// leads are words behind which answers of a kind begin. Where a whole statement is asked for, a part of one cannot be read
// by itself.
func (k kind) leads() []string {
	switch {
	case k.factual():
		return []string{"包括", "为", "是", "至", "达", "于", "由", "的"}
	case k == listKind:
		return []string{"包括", "为", "是"}
	}
	return nil
}
