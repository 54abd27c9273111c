package audit

import (
	"fmt"
	"time"

	"github.com/zwgk/zwgk/disclosure"
)

// Auditor judges documents by a profile. It is safe for concurrent use.
type Auditor struct {
	profile  *Profile
	calendar *disclosure.Calendar
	today    func() disclosure.Date
	words    *wordMatcher
}

// Options change how an Auditor works.
type Options struct {
	// Calendar counts working days. Default: disclosure.BuiltinCalendar.
	Calendar *disclosure.Calendar
	// Today gives the day that Gate judges by. Default: the clock, in local time.
	Today func() disclosure.Date
}

// New returns an Auditor. A nil profile is BuiltinProfile. It fails where the profile does not validate.
func New(profile *Profile, options *Options) (*Auditor, error) {
	if profile == nil {
		profile = BuiltinProfile()
	} else {
		profile = profile.clone() // what the host alters later must not change a run
	}
	if err := profile.Validate(); err != nil {
		return nil, err
	}
	a := &Auditor{profile: profile, calendar: disclosure.BuiltinCalendar(), words: newWordMatcher(profile),
		today: func() disclosure.Date { return disclosure.DateOf(time.Now()) }}
	if options != nil && options.Calendar != nil {
		a.calendar = options.Calendar
	}
	if options != nil && options.Today != nil {
		a.today = options.Today
	}
	return a, nil
}

// Profile returns a copy of the profile in use.
func (a *Auditor) Profile() *Profile { return a.profile.clone() }

// Gate judges one document as it is about to be published and returns what is found, gravest first. What needs other
// documents (duplicates, dangling links, gaps in a project) is for Site to find. A document may pass where no finding
// is a veto or an error; see Blocks.
func (a *Auditor) Gate(d *disclosure.Document) []disclosure.Finding {
	return a.inspect(d, a.today(), true)
}

// Blocks says whether findings keep a document from being published: one of them is a veto or an error.
func Blocks(findings []disclosure.Finding) bool {
	for _, f := range findings {
		if f.Severity == disclosure.Veto || f.Severity == disclosure.Error {
			return true
		}
	}
	return false
}

// lateness is how long a publication took against its limit.
type lateness struct {
	late bool
	took string // 25个工作日
	due  disclosure.Date
	err  error // disclosure.ErrUnknownYear: whether it is late cannot be told
}

// lateBy compares the days from one date to another with a limit. Where the calendar does not know a year it answers
// all the same if the calendar days alone settle it.
func (a *Auditor) lateBy(from, to disclosure.Date, n int, unit disclosure.Unit) lateness {
	days := from.DaysUntil(to)
	if n <= 0 || days <= 0 || days <= n && unit != disclosure.Months && unit != disclosure.Years {
		return lateness{}
	}
	due, _, err := a.calendar.DueDate(from, n, unit)
	if err != nil {
		// Of so many days more than n are worked, whatever the holidays of the year.
		if unit == disclosure.Workdays && days > 3*n+30 {
			return lateness{late: true, took: fmt.Sprintf("%d日", days)}
		}
		return lateness{err: err}
	}
	if !due.Before(to) {
		return lateness{due: due}
	}
	took := fmt.Sprintf("%d日", days)
	if unit == disclosure.Workdays {
		if count, err := a.calendar.WorkdaysBetween(from, to); err == nil {
			took = fmt.Sprintf("%d个工作日", count)
		}
	}
	return lateness{late: true, took: took, due: due}
}
