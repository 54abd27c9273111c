package qa

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
)

// batchStage is one publication on a batch of affordable housing.
type batchStage struct {
	*disclosure.Housing
	source recordSource
}

// housingWords are how a question names a stage of which lists are displayed.
var housingWords = []struct {
	stage disclosure.HousingStage
	words []string
}{
	{disclosure.HousingAllocated, []string{"结果", "分配", "配租", "配售", "选房"}},
	{disclosure.HousingEligible, []string{"对象", "资格", "名单", "申请人"}},
	{disclosure.HousingAvailable, []string{"房源"}},
}

// housingNames are the stages as people read them.
var housingNames = map[disclosure.HousingStage]string{disclosure.HousingPlan: "计划", disclosure.HousingPolicy: "政策",
	disclosure.HousingEligible: "保障对象", disclosure.HousingAvailable: "房源", disclosure.HousingAllocated: "分配结果"}

var batchNumber = regexp.MustCompile(`第([一二三四五六七八九十\d]+)批`)

// housing answers until when a list of a batch is displayed, or how far a batch has come.
func (q *recordQuestion) housing() (recordAnswer, bool) {
	all := q.batches()
	if len(all) == 0 {
		return recordAnswer{}, false
	}
	year := latest(all, q.on)
	if len(q.years) > 0 {
		year = q.years[0]
	}
	if _, ok := ofYear(all, year); !ok {
		return absent("保障性住房分配", year, all), true
	}
	batch := q.batchOf(all, year)
	if batch == nil {
		return q.noBatch(all, year), true
	}
	if strings.Contains(q.text, "公示") {
		if shown, ok := q.displayed(batch); ok {
			return q.tellDisplay(shown, batch), true
		}
		return recordAnswer{}, false
	}
	last := batch[len(batch)-1]
	text := fmt.Sprintf("%s%s最近公开的是%s（%s）。", last.Batch, last.Program, housingNames[last.Stage], last.On.Chinese())
	return recordAnswer{text: text, sources: []recordSource{last.source}, timelines: []Timeline{q.linked(batchTimeline(batch))}}, true
}

// batches lists what is published of the programme that the question names, by year of the batch.
func (q *recordQuestion) batches() (all []dated[batchStage]) {
	for _, d := range q.documents {
		for i := range d.Records.Housing {
			h := &d.Records.Housing[i]
			for _, program := range []string{"公租房", "公共租赁", "保障性租赁", "保租房", "配售"} {
				if strings.Contains(q.text, program) && !strings.Contains(h.Program, program) {
					h = nil
					break
				}
			}
			if h == nil {
				continue
			}
			year := h.On.Year
			if m := yearWord.FindStringSubmatch(h.Batch); m != nil && m[1] != "" {
				year, _ = strconv.Atoi(m[1])
			}
			all = append(all, dated[batchStage]{year, "", 1, batchStage{h, recordSource{d, fmt.Sprintf("housing/%d", i), []string{h.PublicTo.Chinese(), shortDay(h.PublicTo), h.On.Chinese()}}}})
		}
	}
	return all
}

// batchOf returns the publications of the batch of a year that the question names, else of the newest one, in order.
func (q *recordQuestion) batchOf(all []dated[batchStage], year int) (batch []batchStage) {
	number := batchNumber.FindString(q.text)
	var newest batchStage
	for _, v := range all {
		if v.year == year && strings.Contains(v.value.Batch, number) && (newest.Housing == nil || newest.On.Before(v.value.On)) {
			newest = v.value
		}
	}
	if newest.Housing == nil {
		return nil
	}
	for _, v := range all {
		if v.value.Batch == newest.Batch && v.value.Program == newest.Program {
			batch = append(batch, v.value)
		}
	}
	slices.SortStableFunc(batch, func(a, b batchStage) int {
		return cmp.Or(a.On.Compare(b.On), cmp.Compare(a.source.document.ID, b.source.document.ID))
	})
	return batch
}

// noBatch says that the batch asked for is not there, and which of the year are.
func (q *recordQuestion) noBatch(all []dated[batchStage], year int) recordAnswer {
	r := recordAnswer{text: fmt.Sprintf("没有找到%d年%s的公开数据。", year, batchNumber.FindString(q.text))}
	for _, v := range all {
		if name := v.value.Batch + v.value.Program; v.year == year && !slices.Contains(r.there, name) {
			r.there = append(r.there, name)
		}
	}
	return r
}

// displayed returns the list that the question asks about, else the latest one displayed.
func (q *recordQuestion) displayed(batch []batchStage) (shown batchStage, ok bool) {
	for _, entry := range housingWords {
		if containsAny(q.text, entry.words) {
			for _, h := range batch {
				if h.Stage == entry.stage && !h.PublicTo.IsZero() {
					return h, true
				}
			}
			return shown, false
		}
	}
	for _, h := range batch {
		if !h.PublicTo.IsZero() {
			shown, ok = h, true
		}
	}
	return shown, ok
}

func (q *recordQuestion) tellDisplay(h batchStage, batch []batchStage) recordAnswer {
	state := "，正在公示"
	switch {
	case h.PublicTo.Before(q.on):
		state = "，现已结束"
	case q.on.Before(h.PublicFrom):
		state = "，尚未开始"
	}
	text := fmt.Sprintf("%s%s%s公示期为%s至%s%s。", h.Batch, h.Program, housingNames[h.Stage], h.PublicFrom.Chinese(), h.PublicTo.Chinese(), state)
	return recordAnswer{text: text, sources: []recordSource{h.source}, timelines: []Timeline{q.linked(batchTimeline(batch))}}
}

func batchTimeline(batch []batchStage) Timeline {
	line := Timeline{Caption: batch[0].Batch + batch[0].Program}
	for _, h := range batch {
		text := ""
		if !h.PublicTo.IsZero() {
			text = "公示期" + h.PublicFrom.Chinese() + "至" + h.PublicTo.Chinese()
		}
		line.Steps = append(line.Steps, Step{Date: h.On.String(), Title: housingNames[h.Stage], Text: text, Done: true, Document: h.source.document.ID})
	}
	return line
}

// shortDay is a day without its year, 9月7日.
func shortDay(d disclosure.Date) string {
	_, day, _ := strings.Cut(d.Chinese(), "年")
	return day
}
