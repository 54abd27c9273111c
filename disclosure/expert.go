package disclosure

import "slices"

// Expert is a member of a pool of experts who explain policies (政策解读专家库).
type Expert struct {
	ID     string   `json:"id"`
	Name   string   `json:"name"`
	Title  string   `json:"title,omitempty"`
	Org    string   `json:"org,omitempty"`
	Fields []string `json:"fields,omitempty"`
	From   Date     `json:"from,omitzero"`
	Until  Date     `json:"until,omitzero"` // the last day of the term
}

// InTerm says whether the expert is in term on a day; a term without an end goes on.
func (e Expert) InTerm(day Date) bool {
	return (e.From.IsZero() || !day.Before(e.From)) && (e.Until.IsZero() || !e.Until.Before(day))
}

// Covers says whether the expert stands for a field.
func (e Expert) Covers(field string) bool { return slices.Contains(e.Fields, field) }
