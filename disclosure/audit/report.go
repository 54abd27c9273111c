package audit

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/zwgk/zwgk/disclosure"
)

// Report is the result of auditing a site. Lists that could grow with the site are cut; the counts beside them are
// whole.
type Report struct {
	AsOf       disclosure.Date `json:"as_of"`
	Profile    string          `json:"profile"` // name and version
	Catalog    string          `json:"catalog,omitempty"`
	Documents  int             `json:"documents"`
	Rejected   int             `json:"rejected"`             // rows of the input that were no documents
	FaultCount int             `json:"fault_count"`          // faults of rows, those of rejected ones among them
	Faults     []string        `json:"faults,omitempty"`     // the first
	Unreviewed int             `json:"unreviewed"`           // documents without a review trail (审核记录)
	Rules      []RuleReport    `json:"rules"`                // those with findings, in the order of RuleIDs
	Coverage   []ItemReport    `json:"coverage,omitempty"`   // one for each item of the catalogue
	Timeliness []TimeBucket    `json:"timeliness"`           // from 成文 to 发布
	Columns    []ColumnReport  `json:"columns,omitempty"`    // the veto radar: least days left first
	Vetoes     []Finding       `json:"vetoes,omitempty"`     // the first
	Links      LinkReport      `json:"links"`                // policies and interpretations
	Duplicates []Duplicate     `json:"duplicates,omitempty"` // the largest first
	Trend      []MonthCount    `json:"trend,omitempty"`      // publications of the last 24 months
	Score      Score           `json:"score"`
}

// Finding is disclosure.Finding, so that a reader of the report sees it here.
type Finding = disclosure.Finding

// RuleReport is what one rule found.
type RuleReport struct {
	ID         string                      `json:"id"`
	Title      string                      `json:"title"`
	Level      disclosure.Severity         `json:"level"`
	Basis      string                      `json:"basis"`
	Unverified bool                        `json:"unverified,omitempty"` // the rule or a number of a finding listed
	Count      int                         `json:"count"`
	Severities map[disclosure.Severity]int `json:"severities"`
	Findings   []Finding                   `json:"findings"` // the first; Count has all
}

// ItemReport is how one item of the catalogue stands.
type ItemReport struct {
	ID        string          `json:"id"`
	Domain    string          `json:"domain,omitempty"`
	Name      string          `json:"name"`
	State     CoverageState   `json:"state"`
	Documents int             `json:"documents"`
	Latest    disclosure.Date `json:"latest,omitzero"`
	Late      int             `json:"late,omitempty"`    // documents published after the item's limit
	Missing   []string        `json:"missing,omitempty"` // ● elements that no document has
	Partly    []string        `json:"partly,omitempty"`  // ● elements that some lack
	Reason    string          `json:"reason,omitempty"`  // why not applicable
	Due       string          `json:"due,omitempty"`     // 公开时限 as printed
}

// ColumnReport is one column on the veto radar. DaysLeft is negative where the limit has passed.
type ColumnReport struct {
	ID        string          `json:"id"`
	Name      string          `json:"name"`
	Class     string          `json:"class,omitempty"`
	Rule      string          `json:"rule"`
	Status    ColumnStatus    `json:"status"`
	Documents int             `json:"documents"`
	Latest    disclosure.Date `json:"latest,omitzero"`
	Limit     int             `json:"limit,omitempty"` // days
	Due       disclosure.Date `json:"due,omitzero"`
	DaysLeft  int             `json:"days_left"`
}

// TimeBucket counts documents by the time they took.
type TimeBucket struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
}

// MonthCount counts the publications of a month, 2025-10.
type MonthCount struct {
	Month string `json:"month"`
	Count int    `json:"count"`
}

// LinkReport counts the links between policies and interpretations.
type LinkReport struct {
	Total         int `json:"total"`
	Both          int `json:"both"`          // linked from both sides
	Uninterpreted int `json:"uninterpreted"` // normative documents without an interpretation
	Normative     int `json:"normative"`
}

// Count returns how many findings of a severity there are.
func (r *Report) Count(severity disclosure.Severity) int {
	n := 0
	for _, rule := range r.Rules {
		n += rule.Severities[severity]
	}
	return n
}

// Rule returns what a rule found; nil where it found nothing.
func (r *Report) Rule(id string) *RuleReport {
	for i := range r.Rules {
		if r.Rules[i].ID == id {
			return &r.Rules[i]
		}
	}
	return nil
}

// Top returns the n rules with the most findings, most first.
func (r *Report) Top(n int) []RuleReport {
	rules := slices.Clone(r.Rules)
	slices.SortStableFunc(rules, func(a, b RuleReport) int { return b.Count - a.Count })
	return rules[:min(n, len(rules))]
}

// WriteJSON writes the report as JSON.
func (r *Report) WriteJSON(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(r); err != nil {
		return fmt.Errorf("audit: writing the report: %w", err)
	}
	return nil
}

func (s *survey) report() *Report {
	r := &Report{AsOf: s.asOf, Profile: s.profile.Name + " " + s.profile.Version, Documents: len(s.docs), Rejected: s.rejected,
		FaultCount: s.faultCount, Faults: s.faults, Unreviewed: s.unreviewed}
	if s.catalog.Name != "" {
		r.Catalog = s.catalog.Name + " " + s.catalog.Version
	}
	for _, id := range RuleIDs() {
		if t := s.tallies[id]; t != nil {
			r.Rules = append(r.Rules, s.ruleReport(id, t))
		}
	}
	for i := range s.items {
		r.Coverage = append(r.Coverage, s.itemReport(&s.items[i]))
	}
	for i := range s.columns {
		r.Columns = append(r.Columns, s.radar(&s.columns[i]))
	}
	slices.SortStableFunc(r.Columns, func(a, b ColumnReport) int { return urgency(a) - urgency(b) })
	r.Vetoes = s.vetoes
	r.Timeliness = s.timeBuckets()
	r.Links = s.linkReport()
	sortDuplicates(s.duplicates)
	r.Duplicates = s.duplicates
	r.Trend = s.trend()
	r.Score = s.score()
	return r
}

// urgency orders the radar: blank, then by days left, then what has no limit.
func urgency(c ColumnReport) int {
	switch c.Status {
	case ColumnBlank:
		return -1 << 30
	case ColumnUnbound:
		return 1 << 30
	case ColumnStale:
		if c.Latest.IsZero() {
			return -1 << 29
		}
	}
	return c.DaysLeft
}

func (s *survey) ruleReport(id string, t *tally) RuleReport {
	setting := s.profile.Rules[id]
	slices.SortStableFunc(t.first, disclosure.Finding.Compare)
	unverified := setting.Unverified || slices.ContainsFunc(t.first, func(f Finding) bool { return f.Unverified })
	return RuleReport{ID: id, Title: setting.Title, Level: setting.Level, Basis: setting.Basis, Unverified: unverified, Count: t.count, Severities: t.severities, Findings: t.first}
}

func (s *survey) itemReport(state *itemState) ItemReport {
	item := state.item
	r := ItemReport{ID: item.ID, Domain: item.Domain, Name: item.Name(), State: s.state(state), Documents: state.count, Latest: state.latest,
		Late: len(state.late) + state.lateMore, Missing: state.everywhere(), Due: item.Due.Text}
	for _, element := range item.Elements {
		if n := state.missing[element.Name]; n > 0 && n < state.count {
			r.Partly = append(r.Partly, element.Name)
		}
	}
	if r.State == NotApplicable {
		r.Reason = item.NotApplicable
	}
	return r
}

func (s *survey) timeBuckets() []TimeBucket {
	names := []string{"3个工作日内", "4—7个工作日", "8—20个工作日", "21—60个工作日", "60个工作日以上"}
	var buckets []TimeBucket
	for i, name := range names {
		buckets = append(buckets, TimeBucket{name, s.timeliness.buckets[i]})
	}
	return append(buckets, TimeBucket{"年度无工作日历", s.timeliness.unknown}, TimeBucket{"日期不全", s.timeliness.undated})
}

func (s *survey) linkReport() LinkReport {
	var r LinkReport
	explained := map[string]bool{}
	for _, link := range s.pairs {
		r.Total++
		if !link.Broken() {
			r.Both++
		}
		explained[link.Policy] = true
	}
	for i := range s.docs {
		if s.docs[i].normative {
			r.Normative++
			if !explained[s.docs[i].id] {
				r.Uninterpreted++
			}
		}
	}
	return r
}

func (s *survey) trend() []MonthCount {
	last := s.asOf.Year*12 + int(s.asOf.Month) - 1
	var months []MonthCount
	for m := last - 23; m <= last; m++ {
		months = append(months, MonthCount{fmt.Sprintf("%04d-%02d", m/12, m%12+1), s.months[m]})
	}
	return months
}
