package audit

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
)

// CoverageState is how an item of the catalogue stands.
type CoverageState string

// The states of an item.
const (
	Covered       CoverageState = "公开"
	Uncovered     CoverageState = "缺失"
	Overdue       CoverageState = "超期"
	Incomplete    CoverageState = "要素缺"
	NotApplicable CoverageState = "不适用"
	NotOccurred   CoverageState = "未发生" // an item that need not occur, without documents
)

// itemState is what is gathered of one item.
type itemState struct {
	item     *disclosure.CatalogItem
	count    int
	latest   disclosure.Date
	missing  map[string]int      // ● element → documents without it
	examples map[string][]string // element → ids of the first of them
	late     []lateDocument
	lateMore int
	channels map[string]bool // stated by any document
	stated   bool            // any document states its channels
	foreign  []string        // "id：issuer" of documents of other owners
	unknown  bool            // a year the calendar does not know
}

type lateDocument struct {
	id   string
	late lateness
	from string
	told bool // another rule reports it
}

func newItemState(item *disclosure.CatalogItem) itemState {
	return itemState{item: item, missing: map[string]int{}, examples: map[string][]string{}, channels: map[string]bool{}}
}

const fewExamples = 5

// observeItems counts a document for each item that it fulfils.
func (s *survey) observeItems(d *disclosure.Document) {
	for i := range s.items {
		state := &s.items[i]
		if !state.item.Fulfils(d) {
			continue
		}
		state.count++
		if state.latest.Before(d.Date()) {
			state.latest = d.Date()
		}
		for _, element := range state.item.MissingElements(d) {
			if s.mentions(d, element) {
				continue
			}
			state.missing[element]++
			if len(state.examples[element]) < fewExamples {
				state.examples[element] = append(state.examples[element], d.ID)
			}
		}
		s.observeLimit(state, d)
		for _, name := range s.profile.Lists["channels"] {
			if channels := d.Attributes.Text(name); channels != "" {
				state.stated = true
				for _, channel := range state.item.Channels {
					state.channels[channel] = state.channels[channel] || strings.Contains(channels, channel)
				}
			}
		}
		if d.Issuer() != "" && !owned(state.item.Owners, d.Issuers) && len(state.foreign) < fewExamples {
			state.foreign = append(state.foreign, d.ID+"："+d.Issuer())
		}
	}
}

// mentions says whether a document speaks of an element without having it as a field, record or heading. It goes by
// words, so that what is reported as empty hardly ever is not.
func (s *survey) mentions(d *disclosure.Document, element string) bool {
	return strings.Contains(d.Text, element) || containsAny(d.Text, s.profile.ElementNames[element])
}

// observeLimit compares a publication with the item's own limit. The general twenty working days are TIME-001's.
func (s *survey) observeLimit(state *itemState, d *disclosure.Document) {
	due := state.item.Due
	general := s.profile.number("TIME-001", "days")
	if due.N == 0 || d.Published.IsZero() || due.N == general && due.Unit == disclosure.Workdays {
		return
	}
	from, what, told := d.Formed, "成文", false
	if due.Start == disclosure.FromApproved && d.Records != nil {
		from = disclosure.Date{} // the day of approval counts, and FIN-007 reports it
		for _, table := range d.Records.Budgets {
			if !table.ApprovedOn.IsZero() {
				from, what, told = table.ApprovedOn, "批准", true
			}
		}
	}
	if from.IsZero() || !from.Valid() {
		return
	}
	l := s.lateBy(from, d.Published, due.N, due.Unit)
	state.unknown = state.unknown || errors.Is(l.err, disclosure.ErrUnknownYear)
	if !l.late {
		return
	}
	if len(state.late) < s.keep {
		state.late = append(state.late, lateDocument{d.ID, l, what + from.String() + "，公开" + d.Published.String(), told})
	} else {
		state.lateMore++
	}
}

// owned says whether one of the issuers may be one of the owners. Owners are named by function as often as by name
// (民政部门, 各区人民政府): what remains without such words must stand in the issuer's name, and where nothing remains any
// issuer will do.
func owned(owners []string, issuers []disclosure.Agency) bool {
	if len(owners) == 0 {
		return true
	}
	for _, owner := range owners {
		core := ownerCore(owner)
		if core == "" {
			return true
		}
		for _, issuer := range issuers {
			if strings.Contains(issuer.Name, core) || strings.Contains(owner, issuer.Name) {
				return true
			}
		}
	}
	return false
}

var ownerWords = strings.NewReplacer("行政主管", "", "主管", "", "行政", "", "部门", "", "人民政府", "", "政府", "", "各", "", "有关", "", "相关", "", "市级", "", "县级", "", "区级", "",
	"县（区）", "", "县", "", "市", "", "区", "", "乡镇", "", "局", "", "委员会", "", "厅", "", "办公室", "", "单位", "", "机关", "", "及", "", "和", "")

func ownerCore(owner string) string { return strings.TrimSpace(ownerWords.Replace(owner)) }

// stale says whether an item with a cycle has not been published for longer than the cycle allows.
func (s *survey) stale(state *itemState) (bool, int) {
	limits := map[disclosure.Cycle]string{disclosure.Monthly: "month", disclosure.Quarter: "quarter", disclosure.Yearly: "year"}
	name, ok := limits[state.item.Due.Cycle]
	if !ok || state.count == 0 || state.latest.IsZero() {
		return false, 0
	}
	limit := s.profile.number("TIME-003", name)
	return state.latest.DaysUntil(s.asOf) > limit, limit
}

// everywhere lists the elements that every document of the item lacks.
func (state *itemState) everywhere() []string {
	var names []string
	for _, element := range state.item.Elements {
		if n := state.missing[element.Name]; n > 0 && n == state.count {
			names = append(names, element.Name)
		}
	}
	return names
}

// excused says whether the item does not apply, for a reason.
func (s *survey) excused(item *disclosure.CatalogItem) bool {
	return item.NotApplicable != "" && !s.emptyReason(item.NotApplicable)
}

func (s *survey) emptyReason(reason string) bool {
	return slices.Contains(s.profile.Lists["empty_reasons"], strings.TrimSpace(reason))
}

func (s *survey) state(state *itemState) CoverageState {
	stale, _ := s.stale(state)
	switch {
	case state.count == 0 && s.excused(state.item):
		return NotApplicable
	case state.count == 0 && state.item.Optional:
		return NotOccurred
	case state.count == 0:
		return Uncovered
	case state.everywhere() != nil:
		return Incomplete
	case stale || len(state.late) > 0:
		return Overdue
	}
	return Covered
}

func surveyMissingItems(s *survey) {
	for i := range s.items {
		if item := s.items[i].item; s.state(&s.items[i]) == Uncovered && item.Mode != disclosure.OnRequest {
			s.find(disclosure.Finding{Subject: item.ID, Message: "没有公开：" + item.Name(), Basis: strings.Join(item.Basis, "、")})
		}
	}
}

func surveyElements(s *survey) {
	for i := range s.items {
		state := &s.items[i]
		for _, element := range state.item.Elements {
			n := state.missing[element.Name]
			if n == 0 {
				continue
			}
			f := disclosure.Finding{Subject: state.item.ID, Field: element.Name, Evidence: strings.Join(state.examples[element.Name], "、"),
				Message: fmt.Sprintf("%s：%d份中%d份没有“%s”", state.item.Name(), state.count, n, element.Name)}
			if n < state.count {
				f.Severity = disclosure.Warning
			}
			s.find(f)
		}
	}
}

func surveyItemLimits(s *survey) {
	for i := range s.items {
		state := &s.items[i]
		for _, l := range state.late {
			if l.told {
				continue
			}
			s.find(disclosure.Finding{Subject: l.id, Field: "published", Basis: strings.Join(state.item.Basis, "、"), Due: l.late.due, Evidence: l.from,
				Message: fmt.Sprintf("%s：%s才公开，时限为“%s”", state.item.Name(), l.late.took, state.item.Due.Text)})
		}
		if state.lateMore > 0 {
			s.find(disclosure.Finding{Subject: state.item.ID, Message: fmt.Sprintf("%s：另有%d份超期", state.item.Name(), state.lateMore)})
		}
		if stale, limit := s.stale(state); stale {
			s.find(disclosure.Finding{Subject: state.item.ID, Unverified: true, Evidence: "最近公开" + state.latest.String(), Due: state.latest.AddDays(limit),
				Message: fmt.Sprintf("%s：已%d日没有更新，周期为“%s”", state.item.Name(), state.latest.DaysUntil(s.asOf), state.item.Due.Text)})
		}
	}
}

// surveyChannels judges only where documents state their channels.
func surveyChannels(s *survey) {
	for i := range s.items {
		state := &s.items[i]
		for _, channel := range state.item.Channels {
			if state.stated && !state.channels[channel] {
				s.find(disclosure.Finding{Subject: state.item.ID, Message: state.item.Name() + "：没有经“" + channel + "”公开"})
			}
		}
	}
}

func surveyOwners(s *survey) {
	for i := range s.items {
		if state := &s.items[i]; state.foreign != nil {
			s.find(disclosure.Finding{Subject: state.item.ID, Message: state.item.Name() + "：公开主体应为" + strings.Join(state.item.Owners, "、"), Evidence: strings.Join(state.foreign, "；")})
		}
	}
}

func surveyExcuses(s *survey) {
	for i := range s.items {
		if item := s.items[i].item; item.NotApplicable != "" && !s.excused(item) {
			s.find(disclosure.Finding{Subject: item.ID, Message: item.Name() + "：标为不适用而没有理由", Evidence: item.NotApplicable})
		}
	}
}
