package audit

// Score is the result by a named table of deductions. It is an aid to self-examination, not an official result.
type Score struct {
	Name       string      `json:"name"`
	Basis      string      `json:"basis,omitempty"`
	Note       string      `json:"note,omitempty"`
	Start      int         `json:"start"`
	Total      int         `json:"total"` // start less the deductions, not below 0
	Pass       int         `json:"pass"`
	Vetoed     bool        `json:"vetoed"` // 单项否决: failed whatever the total
	Passed     bool        `json:"passed"`
	Deductions []Deduction `json:"deductions,omitempty"`
}

// Deduction is what one rule takes away. Points is what was taken, after the rule's maximum.
type Deduction struct {
	Rule       string    `json:"rule"`
	Title      string    `json:"title"`
	Count      int       `json:"count"` // findings that count
	Each       int       `json:"each"`
	Max        int       `json:"max"`
	Points     int       `json:"points"`
	Unverified bool      `json:"unverified,omitempty"`
	Evidence   []Finding `json:"evidence"` // the first findings that count
}

// score applies the profile's table. Findings below a rule's own level, such as warnings before a limit, do not count.
func (s *survey) score() Score {
	table := s.profile.Score
	score := Score{Name: table.Name, Basis: table.Basis, Note: table.Note, Start: table.Start, Total: table.Start, Pass: table.Pass, Vetoed: s.vetoCount > 0}
	for _, rule := range table.Deductions {
		t := s.tallies[rule.Rule]
		if t == nil {
			continue
		}
		setting := s.profile.Rules[rule.Rule]
		d := Deduction{Rule: rule.Rule, Title: setting.Title, Each: rule.Points, Max: rule.Max, Unverified: rule.Unverified}
		for severity, n := range t.severities {
			if severity.Rank() <= setting.Level.Rank() {
				d.Count += n
			}
		}
		if d.Count == 0 {
			continue
		}
		d.Points = min(rule.Max, d.Count*rule.Points)
		for _, f := range t.first {
			if f.Severity.Rank() <= setting.Level.Rank() {
				d.Evidence = append(d.Evidence, f)
			}
		}
		score.Total -= d.Points
		score.Deductions = append(score.Deductions, d)
	}
	score.Total = max(0, score.Total)
	score.Passed = !score.Vetoed && score.Total >= score.Pass
	return score
}
