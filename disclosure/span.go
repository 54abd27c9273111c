package disclosure

// ValiditySpan is the time in which a document says it is in force. From and To are inclusive; a zero one is not
// stated. Clause is the text of the clause that To, or failing that From, rests on; it is empty where the document's
// own fields state it.
type ValiditySpan struct {
	From, To Date
	Clause   string
}

// Span returns the time in force as the document states it: by Effective and Expires, and where a field is empty by
// the clauses in Text. A term (有效期五年) runs from the day of effect; one that cannot be dated settles nothing.
func (d *Document) Span() ValiditySpan {
	span := ValiditySpan{From: d.Effective, To: d.Expires}
	if !span.From.IsZero() && !span.To.IsZero() {
		return span
	}
	clauses := FindValidityClauses(d.Text)
	for _, clause := range clauses {
		if clause.Kind == EffectiveClause && span.From.IsZero() {
			if span.From = d.effectiveBy(clause); !span.From.IsZero() {
				span.Clause = d.Text[clause.Start:clause.End]
			}
		}
	}
	if !span.To.IsZero() {
		return span
	}
	for _, clause := range clauses {
		var end Date
		switch from := span.From; {
		case clause.Kind == ExpiryClause:
			end = clause.Date
		case clause.Kind != TermClause && clause.Kind != TrialClause || from.IsZero():
		case clause.Unit == Years:
			end = from.AddMonths(12 * clause.N).AddDays(-1)
		default:
			end = from.AddMonths(clause.N).AddDays(-1)
		}
		if span.To.IsZero() && end.Valid() {
			span.To, span.Clause = end, d.Text[clause.Start:clause.End]
		}
	}
	return span
}

// effectiveBy dates a clause on coming into effect. 自公布之日起 and the like count from the day the document was formed
// (成文日期, the date of its promulgation), or from publication on the portal where that is all that is stated: a portal
// often carries a document years after.
func (d *Document) effectiveBy(clause ValidityClause) Date {
	if clause.Event == "" {
		return clause.Date
	}
	day := d.Formed
	if day.IsZero() {
		day = d.Published
	}
	switch {
	case day.IsZero() || clause.N == 0:
		return day
	case clause.Unit == Days:
		return day.AddDays(clause.N)
	}
	return day.AddMonths(clause.N)
}
