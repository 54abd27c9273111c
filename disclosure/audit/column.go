package audit

import (
	"fmt"
	"slices"

	"github.com/zwgk/zwgk/disclosure"
)

// ColumnStatus is how a column stands.
type ColumnStatus string

// The states of a column.
const (
	ColumnFresh   ColumnStatus = "正常"
	ColumnNear    ColumnStatus = "临近" // the limit is near: warned of before the veto
	ColumnStale   ColumnStatus = "超期"
	ColumnBlank   ColumnStatus = "空白"
	ColumnUnbound ColumnStatus = "无期限" // neither column nor profile names a limit
)

// columnRules gives the rule that limits each class of column.
var columnRules = map[string]string{"首页": "COL-001", "动态要闻": "COL-002", "通知公告": "COL-003", "政策文件": "COL-003", "人事规划": "COL-004"}

type columnState struct {
	column *disclosure.Column
	count  int
	latest disclosure.Date
}

// observeColumns notes a publication. What has no date counts as no update (2015 census of sites).
func (s *survey) observeColumns(d *disclosure.Document) {
	if s.site.Before(d.Published) && !s.asOf.Before(d.Published) {
		s.site = d.Published
	}
	for i := range s.columns {
		state := &s.columns[i]
		if !state.column.Carries(d) && state.column.Class != "首页" { // the home page shows what is new anywhere
			continue
		}
		state.count++
		if state.latest.Before(d.Published) && !s.asOf.Before(d.Published) {
			state.latest = d.Published
		}
	}
}

func (state *columnState) rule() string {
	if rule, ok := columnRules[state.column.Class]; ok {
		return rule
	}
	return "COL-007"
}

// limit returns how many days the column may go without an update: its own where it names one, else the profile's.
// 0 is none.
func (s *survey) limit(state *columnState) int {
	if state.column.StaleAfter > 0 {
		return state.column.StaleAfter
	}
	return s.profile.number(state.rule(), "days")
}

// radar judges one column.
func (s *survey) radar(state *columnState) ColumnReport {
	limit := s.limit(state)
	r := ColumnReport{ID: state.column.ID, Name: state.column.Name, Class: state.column.Class, Rule: state.rule(), Documents: state.count, Latest: state.latest, Limit: limit}
	switch {
	case state.count == 0:
		r.Status = ColumnBlank
	case limit == 0:
		r.Status = ColumnUnbound
	case state.latest.IsZero():
		r.Status = ColumnStale // nothing in it is dated
	default:
		r.Due = state.latest.AddDays(limit)
		r.DaysLeft = s.asOf.DaysUntil(r.Due)
		r.Status = ColumnFresh
		if r.DaysLeft < 0 {
			r.Status = ColumnStale
		} else if r.DaysLeft <= s.profile.number(state.rule(), "warn") {
			r.Status = ColumnNear
		}
	}
	return r
}

func surveyHome(s *survey)         { s.staleColumns("COL-001") }
func surveyNews(s *survey)         { s.staleColumns("COL-002") }
func surveyNotices(s *survey)      { s.staleColumns("COL-003") }
func surveyPersonnel(s *survey)    { s.staleColumns("COL-004") }
func surveyOtherColumns(s *survey) { s.staleColumns("COL-007") }

// staleColumns reports the columns of a rule that are stale, and, as warnings, those that soon will be.
func (s *survey) staleColumns(rule string) {
	for i := range s.columns {
		state := &s.columns[i]
		r := s.radar(state)
		if state.rule() != rule || r.Status != ColumnStale && r.Status != ColumnNear {
			continue
		}
		s.doubt = state.column.StaleAfter == 0 && s.profile.Rules[rule].Numbers["days"].Unverified || state.column.Unverified
		f := disclosure.Finding{Subject: r.ID, Due: r.Due, Basis: state.column.Basis, Evidence: "最近更新" + r.Latest.String()}
		switch {
		case r.Status == ColumnNear:
			f.Severity, f.Message = disclosure.Warning, fmt.Sprintf("栏目“%s”还有%d日超期（%d日内须更新）", r.Name, r.DaysLeft, r.Limit)
		case r.Latest.IsZero():
			f.Message, f.Evidence = fmt.Sprintf("栏目“%s”的内容都没有发布日期，按未更新计", r.Name), ""
		default:
			f.Message = fmt.Sprintf("栏目“%s”已%d日没有更新，超期%d日", r.Name, r.Latest.DaysUntil(s.asOf), -r.DaysLeft)
		}
		s.find(f)
	}
}

func surveyBlank(s *survey) {
	for i := range s.columns {
		if state := &s.columns[i]; state.count == 0 && state.column.Must {
			s.find(disclosure.Finding{Subject: state.column.ID, Basis: state.column.Basis, Message: "栏目“" + state.column.Name + "”空白"})
		}
	}
}

// surveyColumnSums counts towards the vetoes, and warns where one more column would make one.
func surveyColumnSums(s *survey) {
	var stale, overdue, blank []string
	for i := range s.columns {
		state := &s.columns[i]
		r := s.radar(state)
		switch {
		case r.Status == ColumnBlank && state.column.Must:
			blank = append(blank, r.Name)
		case r.Status == ColumnStale:
			overdue = append(overdue, r.Name)
			if slices.Contains([]string{"COL-002", "COL-003"}, state.rule()) {
				stale = append(stale, r.Name)
			}
		}
	}
	for _, sum := range []struct {
		name, what string
		columns    []string
	}{{"stale", "动态要闻、通知公告、政策文件类栏目超期", stale}, {"overdue", "栏目应更新未更新", overdue}, {"blank", "栏目空白", blank}} {
		limit := s.profile.number("COL-006", sum.name)
		f := disclosure.Finding{Subject: "栏目", Evidence: first(sum.columns, 10), Message: fmt.Sprintf("%s共%d个，达到%d个即单项否决", sum.what, len(sum.columns), limit)}
		switch n := len(sum.columns); {
		case limit == 0 || n == 0:
		case n >= limit:
			s.find(f)
		case n+s.number("near") >= limit:
			f.Severity = disclosure.Warning
			s.find(f)
		}
	}
}
