package qa

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
	"github.com/zwgk/zwgk/search/chinese"
)

// Structured answers (结构化回答) are read from typed records, Document.Records: an amount, a score, a stage, a period. What
// is said fills the values of records into fixed sentences; nothing else is put into words.

// recordConfidence is the confidence of an answer from records: the topic, the thing and the year were all found as asked.
const recordConfidence = 0.95

// How many documents are looked at for records.
const (
	recordDocuments = 20 // of those found for the question
	recordMore      = 40 // of those found for the topic
)

// recordTopic is a sort of thing that records tell.
type recordTopic struct {
	name  string         // in Chinese, for Explain
	asked *regexp.Regexp // what a folded question about it holds
	wants *regexp.Regexp // what it must hold too
	more  string         // words to look further documents up by, beside the question
	own   bool           // it is the money of one government: another place's is no answer
	read  func(q *recordQuestion) (recordAnswer, bool)
}

const howMuch = `多少|几|多大|多高|情况|怎么样|如何|增长|增加|减少|下降|比|超过|超出|超没超|数额|金额|标准|是啥|是什么`

// recordTopics are tried in order.
var recordTopics = []recordTopic{
	{"“三公”经费", regexp.MustCompile(`三公|公务接待费|公务用车|因公出国`), regexp.MustCompile(howMuch + `|经费`), "三公经费 预算 决算", true, (*recordQuestion).publicExpenses},
	{"政府债务", regexp.MustCompile(`债务|欠.{0,4}债|债.{0,4}限额`), regexp.MustCompile(howMuch + `|余额|限额`), "政府债务 限额 余额", true, (*recordQuestion).debts},
	{"绩效评价", regexp.MustCompile(`绩效|评价得分`), regexp.MustCompile(`得分|多少分|几分|分数|打分|等级`), "绩效评价 得分", false, (*recordQuestion).performances},
	{"项目进展", regexp.MustCompile(`哪一步|哪步|什么阶段|哪个阶段|哪一阶段|进展|进度|建到哪|修到哪|建得怎么样|修得怎么样|办到哪`), nil, "项目 批复 竣工 进展", false, (*recordQuestion).projects},
	{"公共资源交易", regexp.MustCompile(`中标|成交|招标|采购|竞得|流标|地块|采矿权|拍卖|挂牌`), regexp.MustCompile(`谁|哪家|哪个公司|多少|几|哪一步|哪步|什么阶段|哪个阶段|进展|进度|结果|价`), "中标 结果 成交 公示", false, (*recordQuestion).trades},
	{"转移支付", regexp.MustCompile(`转移支付`), regexp.MustCompile(howMuch), "转移支付 决算 预算 分地区", false, (*recordQuestion).transfers},
	{"保障性住房", regexp.MustCompile(`公租房|保障房|保障性|保租房|配售|安居房|廉租`), regexp.MustCompile(`公示|哪一步|哪步|哪个阶段|什么阶段|进展|进度`), "保障房 配租 结果 公示", false, (*recordQuestion).housing},
	{"专项资金", regexp.MustCompile(`专项资金|补助资金|奖补资金|资金`), regexp.MustCompile(`多少|几|拨付|到位|分配|分到|下达|花`), "专项资金 分配 拨付 情况", false, (*recordQuestion).specialFunds},
	{"预算决算", regexp.MustCompile(`一般公共预算|公共预算|政府性基金|国有资本经营|(?:社会保险|社保)基金|财政(?:总)?(?:收入|支出)|[预决]算|(?:支出|收入|税)`), regexp.MustCompile(howMuch), "决算 预算 收入 支出", true, (*recordQuestion).budgets},
	{"机构收费", regexp.MustCompile(`收费|费用|学费|住宿费|伙食费|[诊床护]\S{0,3}费|多少钱|价格|工本费|登记费|处理费|考试费`), nil, "收费项目 收费标准 公示", false, (*recordQuestion).fees},
	{"补贴标准", regexp.MustCompile(`补贴|津贴|补助`), regexp.MustCompile(howMuch + `|能领|可以领|发|给`), "补贴 对象 标准", false, (*recordQuestion).subsidies},
}

// recordQuestion is a question put to records.
type recordQuestion struct {
	text    string // folded
	typed   string
	on      disclosure.Date // the day that 今年 is counted from
	years   []int           // asked for, in order of the text
	compare bool            // the first year is to be set against the second
	places  []string        // 棠溪县 … that the question names

	documents []*disclosure.Document // with records, best first
	recorded  bool                   // a document looked at bears records, of whatever place
}

// recordSource is a record that an answer rests on.
type recordSource struct {
	document *disclosure.Document
	record   string   // kind and place: budgets/0
	needles  []string // what the document's text says of it, best first
}

// recordAnswer is what records say.
type recordAnswer struct {
	text      string
	sources   []recordSource
	tables    []Table
	timelines []Timeline
	there     []string // where the year asked for is not there: the years that are, 2024年（决算数）
	instead   []int    // and as numbers
	versions  []*disclosure.Document
}

// fromRecords answers from typed records, where the question is about what they tell and they tell it.
func (a *Assistant) fromRecords(ctx context.Context, k *asking) (answer Answer, ok bool, err error) {
	q := newRecordQuestion(k.text, k.on)
	var gathered map[string]bool
	for i := range recordTopics {
		topic := &recordTopics[i]
		if !topic.asked.MatchString(q.text) || topic.wants != nil && !topic.wants.MatchString(q.text) {
			continue
		}
		if gathered == nil {
			gathered = map[string]bool{}
			if err := a.gather(ctx, q, k.found, recordDocuments, gathered); err != nil {
				return answer, false, err
			}
		}
		if !q.recorded {
			return answer, false, nil // where none of the nearest documents bears records, looking further is in vain
		}
		more, err := a.index.Retrieve(ctx, search.Query{Text: cleanQuestion(topic.more + " " + k.text), Filter: k.filter, Limit: recordMore}, 0)
		if err != nil {
			return answer, false, fmt.Errorf("qa: ask: %w", err)
		}
		if err := a.gather(ctx, q, more, recordMore, gathered); err != nil {
			return answer, false, err
		}
		at := *q
		if topic.own {
			at.documents = slices.DeleteFunc(slices.Clone(q.documents), func(d *disclosure.Document) bool { return !q.isFrom(d) })
		}
		read, ok := topic.read(&at)
		if !ok {
			k.elsewhere = k.elsewhere || topic.own && q.misses(k.found)
			continue
		}
		return a.tellRecords(ctx, k, q, topic, read), true, nil
	}
	return answer, false, nil
}

// gather adds documents with records that are not about another place.
func (a *Assistant) gather(ctx context.Context, q *recordQuestion, found search.Retrieval, n int, seen map[string]bool) error {
	revision, steady := a.revision()
	for _, ranked := range found.Documents[:min(len(found.Documents), n)] {
		if seen[ranked.ID] || steady && a.documents.bearsNone(revision, ranked.ID) {
			continue
		}
		seen[ranked.ID] = true
		d, ok, err := a.document(ctx, ranked.ID)
		if err != nil {
			return fmt.Errorf("qa: ask: %w", err)
		}
		q.recorded = q.recorded || ok && d.Records != nil
		if ok && d.Records != nil && q.concerns(&d, ranked.Features) {
			q.documents = append(q.documents, &d)
		}
	}
	return nil
}

// tellRecords makes the answer of what was read.
func (a *Assistant) tellRecords(ctx context.Context, k *asking, q *recordQuestion, topic *recordTopic, read recordAnswer) Answer {
	answer := Answer{Outcome: Answered, Text: read.text, Confidence: recordConfidence, Tables: read.tables, Timelines: read.timelines}
	answer.because("按公开的结构化数据（%s）回答，未经推断。", topic.name)
	if len(read.there) > 0 {
		return a.tellYears(k, q, read)
	}
	for _, source := range read.sources {
		c := citeRecord(source)
		if len(answer.Citations) < maxCitations && !slices.ContainsFunc(answer.Citations, func(o Citation) bool { return o.Document == c.Document && o.Start == c.Start }) {
			answer.Citations = append(answer.Citations, c)
			a.addNotice(ctx, &answer, source.document, k.on)
		}
	}
	for _, d := range read.versions {
		answer.warn(fmt.Sprintf("另有《%s》%s，以上按较新的有效版本回答。", bareTitle(d.Title), versionNote(d, k.on)))
		answer.because("同一事项另有版本《%s》，取较新的有效版本。", bareTitle(d.Title))
	}
	return answer
}

// tellYears says that the year asked for is not there, and which years are.
func (a *Assistant) tellYears(k *asking, q *recordQuestion, read recordAnswer) Answer {
	answer := Answer{Outcome: Clarify, Text: read.text + "已公开的有" + strings.Join(read.there, "、") + "。", Confidence: k.fromDocument,
		Contact: a.contactFor(k.text)}
	if q.compare || len(read.instead) == 0 {
		answer.Outcome = Unanswered // no one question would do instead
	}
	for _, year := range read.instead[:min(len(read.instead), 3)] {
		if q.compare {
			break
		}
		answer.Suggestions = append(answer.Suggestions, withYear(disclosure.Mask(q.typed), year))
	}
	answer.because("所问年份没有公开数据，列出已公开的年份。")
	return answer
}

func versionNote(d *disclosure.Document, on disclosure.Date) string {
	switch state := d.ValidityOn(on); {
	case state.Lapsed():
		return "（" + lapsedWord(state) + "）"
	case state == disclosure.NotYetInForce:
		return "（自" + d.Effective.Chinese() + "起施行）"
	}
	if date := d.Date(); !date.IsZero() {
		return "（" + date.Chinese() + "）"
	}
	return ""
}

func newRecordQuestion(text string, on disclosure.Date) *recordQuestion {
	q := &recordQuestion{text: chinese.Fold(text), typed: text, on: on}
	q.years, q.compare = yearsAsked(q.text, on)
	for _, m := range placeName.FindAllString(q.text, -1) {
		if !strings.ContainsAny(m, notInPlaces) {
			q.places = append(q.places, m)
		}
	}
	return q
}

// placeName matches the last two characters of a place's name and what sort of place it is.
var placeName = regexp.MustCompile(`\p{Han}{2}[省市县区]`)

// notInPlaces are characters that make what placeName matches no name: 全市, 各区, 社区, 年市本级 …
const notInPlaces = "全本我各年月该城社地小园学校辖景灾片与和在的是个老问政"

// concerns says whether a document is about the place that the question names, if it names one.
func (q *recordQuestion) concerns(d *disclosure.Document, features []search.Feature) bool {
	about := d.Title + " " + d.Issuer() + " " + recordRegions(d)
	for _, place := range q.places {
		if !strings.Contains(about, place) {
			return false
		}
	}
	for _, f := range features {
		if f.Name == "other region" && f.Value >= 0.5 && len(q.places) == 0 {
			return false
		}
	}
	return true
}

// misses says whether the question names a place that the title of the best document does not.
func (q *recordQuestion) misses(found search.Retrieval) bool {
	return len(found.Documents) > 0 && slices.ContainsFunc(q.places, func(place string) bool { return !strings.Contains(found.Documents[0].Title, place) })
}

// isFrom says whether the place that the question names, if it names one, is the document's own.
func (q *recordQuestion) isFrom(d *disclosure.Document) bool {
	for _, place := range q.places {
		if !strings.Contains(d.Title+" "+d.Issuer(), place) {
			return false
		}
	}
	return true
}

// recordRegions names the regions that the records of a document split an amount by.
func recordRegions(d *disclosure.Document) string {
	var b strings.Builder
	for _, f := range d.Records.SpecialFunds {
		b.WriteString(f.Region + " ")
	}
	for _, t := range d.Records.Transfers {
		for _, share := range t.ByRegion {
			b.WriteString(share.Name + " ")
		}
	}
	for _, e := range d.Records.ElderCare {
		b.WriteString(e.Name + " ")
	}
	for _, p := range d.Records.Projects {
		b.WriteString(p.Region + " ")
	}
	for _, l := range d.Records.LandDeals {
		b.WriteString(l.Location + " ")
	}
	return b.String()
}
