package audit

import "github.com/zwgk/zwgk/disclosure"

// timeCount counts how long documents took from 成文 to 发布.
type timeCount struct {
	buckets [5]int // within 3, 7, 20, 60 working days, and longer
	undated int    // one of the two dates is not stated, or before the other
	unknown int    // the calendar does not hold a year, and it is not settled without
}

// timeBounds are the upper bounds of the buckets in working days; the last has none.
var timeBounds = [4]int{3, 7, 20, 60}

// observeTime counts a document.
func (s *survey) observeTime(d *disclosure.Document) {
	if d.Published.Valid() && !s.asOf.Before(d.Published) {
		s.months[d.Published.Year*12+int(d.Published.Month)-1]++
	}
	t := &s.timeliness
	if !d.Formed.Valid() || !d.Published.Valid() || d.Published.Before(d.Formed) {
		t.undated++
		return
	}
	worked, err := s.calendar.WorkdaysBetween(d.Formed, d.Published)
	if err != nil {
		if worked = d.Formed.DaysUntil(d.Published); worked > timeBounds[0] {
			t.unknown++
			return
		}
	}
	for i, bound := range timeBounds {
		if worked <= bound {
			t.buckets[i]++
			return
		}
	}
	t.buckets[len(timeBounds)]++
}
