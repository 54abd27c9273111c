package qa

import (
	"regexp"
	"strings"
)

// kind is what sort of thing a question asks for. It says what an answer looks like and behind which words it begins.
type kind int

const (
	whyKind kind = iota
	numberKind
	phoneKind
	whenKind
	longKind
	whereKind
	whoKind
	muchKind
	penaltyKind
	measureKind
	listKind
	defineKind
	whatKind
	howKind
	mayKind
	anyKind
	kindCount
)

const (
	// date is a date or time of day as official text writes it.
	date = `(?:\d{4}年)?(?:\d{1,2}月(?:\d{1,2}[日号])?|\d{1,2}[日时])(?:[（(][^）)]{1,6}[）)])?(?:\d{1,2}[:：]\d\d|\d{1,2}[时点])?`
	// numeral is a number in figures or in words.
	numeral = `(?:\d[\d,，]*(?:\.\d+)?|[〇零一二三四五六七八九十百千两]+)`
	// measureWord is what amounts are counted in.
	measureWord = `美元|元|个百分点|平方米|公里|个|项|家|人次|人|名|倍|吨|只|套|件|%|％|户|张|辆|台|批|笔|条|次|份|例|所|支|级|折|成|册|岁|度|米|公斤|千克|克|升|立方米|亩|平方公里|盒|袋|瓶|片|桌|床|座|栋|层|班|节|课|门|字|类|种|方面`
	// amount is a number of something.
	amount = `(?:` + numeral + `(?:\.\d+)?[多余]?(?:万亿|亿|万|千|百)?(?:` + measureWord + `)(?:/[^，。；\s]{1,4})?|百分之` + numeral + `)`
	// bound is what stands before a number and belongs to it.
	bound = `(?:不少于|不超过|不得超过|不低于|不高于|不多于|不足|不满|未满|不到|超过|高于|低于|大于|小于|至少|最高|最低|最多|最长|近|约|达|满|提前|每[人家个月日年天亩户]*)?`
)

// kinds tells, in order of precedence, by what words a question asks for a kind, and, where such an answer is a phrase, what
// the phrase looks like; for the others, what words answers of the kind hold.
var kinds = [kindCount]struct {
	asked, phrase *regexp.Regexp
	signs         wordFinder // words that answers of the kind hold
}{
	whyKind: {regexp.MustCompile(`为什么|为何|原因|为了?啥|目的`), nil, newWordFinder(`为了 由于 因 鉴于 以便 不够 存在 问题 缺乏 避免 防止`)},
	numberKind: {regexp.MustCompile(`文号|发文字号|文件号|哪号文|几号文`),
		regexp.MustCompile(`[\p{Han}]{2,8}[〔\[［(（](?:19|20)\d\d[〕\]］)）]第?\d{1,4}号`), nil},
	phoneKind: {regexp.MustCompile(`(?:^|[^少个])电话|热线|号码|联系方式|怎么联系`), regexp.MustCompile(`\d[\d\-－—]{4,}`), nil},
	whenKind: {regexp.MustCompile(`什么时候|什么时间|何时|几月|几号|几点|几日|哪天|哪一天|哪年|哪一年|哪月|截止|截至|啥时候|(?:^|[^长少])时间|日期`),
		regexp.MustCompile(`[自从至到于每]?` + date + `(?:[至到—~～－-]` + date + `)?(?:之?前|起|后|止|底前?)?|(?:\d{4}年)?第?[一二三四]季度`), nil},
	longKind: {regexp.MustCompile(`多久|多长|几天|几年|几个?(?:工作日|月|小时|钟头|星期|礼拜)|多少(?:天|年|个?工作日|个?月|个?小时)|期限|时限|有效期`),
		regexp.MustCompile(bound + `(?:\d{1,3}|[一二三四五六七八九十百两]+)(?:个?(?:工作日|天|小时|分钟|周|学时)|个月|年|日)(?:以内|之内|内|以上|以下|前)?`), nil},
	whereKind: {regexp.MustCompile(`在哪|哪里|哪儿|地址|什么地方|去哪|到哪|哪个网站|哪个平台|何地|地点`), nil, newWordFinder(`地址 位于 路 号 网 平台 窗口 大厅 公众号 邮箱 市 县 区 省 所在地 部门 机关 机构 局 厅 中心 政府 单位`)},
	whoKind:   {regexp.MustCompile(`谁|哪个|哪家|由哪|什么部门|什么单位|什么机构|什么人|啥部门|啥单位`), nil, newWordFinder(`部门 机关 机构 委员会 办公室 政府 中心 法院 公司 企业 单位 协会 局 厅 院 部 处 站 人 者`)},
	penaltyKind: {regexp.MustCompile(`(?:怎么|咋|如何|怎样|啥|什么).{0,2}(?:罚|处分|责任|后果|追究|惩)|会(?:怎样|怎么样|咋样)|罚不罚`), nil,
		newWordFinder(`罚款 警告 责令 没收 吊销 处分 追究 拘留 撤销 暂扣 通报 取消`)},
	muchKind: {regexp.MustCompile(`多少|(?:^|[^哪])几[^种方]|多高|多大|比例|金额|价格|[少几啥么块]钱|钱.{0,2}多少|额度`),
		regexp.MustCompile(bound + amount + `(?:以上|以下|以内|之内|内)?(?:[至到—~～－-]?` + amount + `(?:以上|以下|以内)?)?(?:的?罚款)?`), nil},
	measureKind: {regexp.MustCompile(`(?:什么|哪些|何|啥|怎样的?|哪几).{0,6}?(?:措施|举措|政策|要求|规定|安排|做法|努力|支持|服务|优惠|补助|奖励|帮助|办法|行动|准备|贡献|扶持|部署|工作|处罚|影响|调整|变化)`), nil, newWordFinder(`给予 支持 加大 实行 可 应当 予以 鼓励 要求 不得 按 对 减免 补贴 加强 开展 建立`)},
	listKind:    {regexp.MustCompile(`哪些|哪几|几种|几方面|材料|条件|什么资料|包括`), nil, newWordFinder(`、 ； 包括 下列 以下 如下 等`)},
	defineKind:  {regexp.MustCompile(`是什么|什么是|是指什么|是啥|啥是|[什啥]么?叫|[什啥]么?意思|指的?是?[什啥]|什么样的.{0,4}算|[什啥]么?算|算[什啥]`), nil, newWordFinder(`是指 指 所称 称为 包括`)},
	whatKind:    {regexp.MustCompile(`什么|啥|[^如]何|内容`), nil, newWordFinder(`、 等 应当 包括`)},
	howKind:     {regexp.MustCompile(`怎么|如何|怎样|咋|流程|程序|步骤`), nil, newWordFinder(`应当 可 通过 按照 向 提出 申请 提交 登录 拨打 办理 由 采取 方式 实行 不得`)},
	mayKind:     {regexp.MustCompile(`是否|能否|可否|是不是|能不能|可不可以|要不要|用不用|会不会|有没有|[吗没不么][？?。]?$|^能|能.{1,12}吗`), nil, newWordFinder(`可以 可 不得 禁止 应当 必须 无需 不予 严禁 不能 允许 不再 取消 废止 失效 能够 须 免 同意 不受 不需 不 停止 继续 鼓励`)},
}

// askingWord matches the words, the last of which says what a question asks for.
var askingWord = regexp.MustCompile(`为?什么|为啥|哪|谁|多少|多久|多长|多大|多高|几|[^如]何|怎么|怎样|如何|咋|啥`)

// How many characters around the word that asks tell the kind: 贷款期限是多少, 什么时间开始.
const (
	beforeAsking = 4
	afterAsking  = 7
)

// asksAt returns the byte range of the word that a question asks with, the end of the question where it has none.
func asksAt(question string) (start, end int) {
	all := askingWord.FindAllStringIndex(question, -1)
	if len(all) == 0 {
		return len(question), len(question)
	}
	last := all[len(all)-1]
	return last[0], last[1]
}

func kindOf(question string) kind {
	start, end := asksAt(question)
	if start == len(question) && alternates(question) {
		return mayKind
	}
	around := charsBefore(question, start, beforeAsking) + question[start:end] + charsAfter(question, end, afterAsking)
	if start == len(question) {
		around = question
	}
	for k := range anyKind {
		if kinds[k].asked.MatchString(around) {
			return k
		}
	}
	return anyKind
}

// alternates says whether a question asks by saying a word and its opposite: 能不能, 要不要, 有没有.
func alternates(question string) bool {
	var before, last rune
	for _, c := range question {
		if c == before && (last == '不' || last == '没') {
			return true
		}
		before, last = last, c
	}
	return false
}

// charsBefore returns up to n characters that stand before a byte offset.
func charsBefore(text string, at, n int) string {
	from := at
	for ; n > 0 && from > 0; n-- {
		for from--; from > 0 && text[from]&0xc0 == 0x80; from-- {
		}
	}
	return text[from:at]
}

// charsAfter returns up to n characters that stand behind a byte offset.
func charsAfter(text string, at, n int) string {
	to := at
	for ; n > 0 && to < len(text); n-- {
		for to++; to < len(text) && text[to]&0xc0 == 0x80; to++ {
		}
	}
	return text[at:to]
}

// countings tells by what words a question asks for a number of something, and what such a number looks like.
var countings = []struct{ asked, stated *regexp.Regexp }{
	{regexp.MustCompile(`提前`), regexp.MustCompile(`提前`)},
	{regexp.MustCompile(`[号日天月年时]之?前|截止|截至|最[晚迟]`), regexp.MustCompile(`[前止底]`)},
	{regexp.MustCompile(`哪一?年`), regexp.MustCompile(`\d{4}年`)},
	{regexp.MustCompile(`工作日`), regexp.MustCompile(numeral + `个?工作日`)},
	{regexp.MustCompile(`几折`), regexp.MustCompile(numeral + `折`)},
	{regexp.MustCompile(`几成|[率例比重]是?(?:达到?|为|有|超过)?多少|百分之几|百分之多少|几个点|百分点|多大比例|什么比例`), regexp.MustCompile(numeral + `(?:%|％|‰|成|个百分点)|百分之|千分之`)},
	{regexp.MustCompile(`[率比例]`), regexp.MustCompile(numeral + `(?:%|％|‰|成|个百分点)|百分之|千分之|减半`)},
	{regexp.MustCompile(`多少钱|几块钱|多少元|[价费款资金奖补罚]额?(?:标准)?是?(?:达到?|为|有|超过)?多少`), regexp.MustCompile(numeral + `[多余]?(?:万亿|亿|万|千|百)?(?:美元|元)|[百千万]元|免费|%|倍`)},
	{regexp.MustCompile(`几?多?少?个?(?:月|季度)`), regexp.MustCompile(numeral + `个?(?:月|季度)|半年|[一二两三]年`)},
	{regexp.MustCompile(`[几少][天日]`), regexp.MustCompile(numeral + `个?(?:天|日|工作日|小时|周)`)},
	{regexp.MustCompile(`[几少]年`), regexp.MustCompile(`(?:\d{1,2}|[一二三四五六七八九十两]+)个?(?:周?年|学年)`)},
	{regexp.MustCompile(`几岁|多大岁数|年龄`), regexp.MustCompile(numeral + `(?:周岁|岁)`)},
	{regexp.MustCompile(`[几少]个?人|几名|多少名|几位|多少位`), regexp.MustCompile(numeral + `[多余]?(?:万|千|百|亿)?[人名位]`)},
	{regexp.MustCompile(`[几少]个`), regexp.MustCompile(numeral + `[多余]?(?:万|千|百|亿)?[个家项所处座名]`)},
	{regexp.MustCompile(`[几少]家`), regexp.MustCompile(numeral + `[多余]?(?:万|千|百|亿)?(?:家|户|个)`)},
	{regexp.MustCompile(`[几少]倍`), regexp.MustCompile(numeral + `倍|百分之|%|％`)},
}

// countingWord matches how a question says what it counts: 多少册, 几个工作日.
var countingWord = regexp.MustCompile(`(?:多少|几)(?:个)?([册本项吨只套件户张辆台批笔条次份例所支级周亩盒床座栋层班节门株棵种类])`)

// countedBy returns what a number of the thing that a question of a kind counts looks like, nil where it counts none.
func (k kind) countedBy(question string) *regexp.Regexp {
	if k != muchKind && k != longKind && k != whenKind {
		return nil
	}
	start, end := asksAt(question)
	around := charsBefore(question, start, beforeAsking) + question[start:end] + charsAfter(question, end, 3)
	if m := countingWord.FindStringSubmatch(around); m != nil {
		return counted[m[1]]
	}
	for _, c := range countings {
		if c.asked.MatchString(around) {
			return c.stated
		}
	}
	return nil
}

// counted holds what a number of each thing looks like.
var counted = func() map[string]*regexp.Regexp {
	table := map[string]*regexp.Regexp{}
	for _, unit := range strings.Split("册本项吨只套件户张辆台批笔条次份例所支级周亩盒床座栋层班节门株棵种类", "") {
		table[unit] = regexp.MustCompile(numeral + `[多余]?(?:万|千|百|亿)?` + unit)
	}
	return table
}()

// factual says whether a question of this kind asks for a single fact, which may begin in the middle of a clause.
func (k kind) factual() bool { return k >= numberKind && k <= muchKind }

// leads are words behind which answers of a kind begin. Where a whole statement is asked for, a part of one cannot be read
// by itself.
func (k kind) leads() []string {
	switch {
	case k.factual():
		return []string{"包括", "为", "是", "至", "达", "于", "由"}
	case k == listKind || k == defineKind || k == whatKind:
		return []string{"包括", "为", "是"}
	}
	return nil
}
