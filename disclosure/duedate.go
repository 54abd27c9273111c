package disclosure

import (
	"fmt"
	"slices"
)

// Unit is the unit a time limit is counted in.
type Unit string

// The units. Law writes 工作日 where it means them; 日 are calendar days.
const (
	Workdays Unit = "工作日"
	Days     Unit = "日"
	Months   Unit = "月"
	Years    Unit = "年"
)

// StepKind says what a day did to a count.
type StepKind string

// The kinds of step.
const (
	StepStart   StepKind = "起算"  // the first day, which does not count
	StepCounted StepKind = "计入"  // counted
	StepSkipped StepKind = "不计"  // a day off
	StepPaused  StepKind = "扣除"  // within a pause
	StepMoved   StepKind = "顺延"  // the last day is a day off: the next working day
	StepDue     StepKind = "到期日" // the result
)

// Step is one day of a count, so that people can check how a date came about. Count is how many units are counted by
// the end of the day.
type Step struct {
	Date  Date     `json:"date"`
	Kind  StepKind `json:"kind"`
	Count int      `json:"count"`
	Why   string   `json:"why,omitempty"`
}

// Span is a time, both ends included, that does not count towards a limit, such as the consulting of a third party.
type Span struct {
	From Date   `json:"from"`
	To   Date   `json:"to"`
	Why  string `json:"why,omitempty"`
}

// Holds says whether a day lies in the span.
func (s Span) Holds(day Date) bool { return !day.Before(s.From) && !s.To.Before(day) }

// maxLimit bounds a count, so that a wrong number ends in an error and not in a loop of centuries.
const maxLimit = 5000

// DueDate counts n units from a day and returns the last day of the limit with the steps that led there. The first
// day does not count (民法典 Art. 201). Working days pass over days off. A limit in 日, 月 or 年 that ends on a day off
// ends on the next working day (Art. 203); one in 月 or 年 ends on the day of the same number, or on the month's
// last (Art. 202). Days within a pause do not count in 工作日 and 日; 月 and 年 take no pauses.
//
// The error is ErrUnknownYear where the count needs a year the calendar does not hold.
func (c *Calendar) DueDate(start Date, n int, unit Unit, pauses ...Span) (Date, []Step, error) {
	if !start.Valid() || n < 0 || n > maxLimit {
		return Date{}, nil, fmt.Errorf("disclosure: cannot count %d%s from %q; give a day of the calendar and 0 to %d", n, unit, start, maxLimit)
	}
	steps := []Step{{Date: start, Kind: StepStart, Why: "当日不计入"}}
	day := start
	switch unit {
	case Months, Years:
		if len(pauses) > 0 {
			return Date{}, nil, fmt.Errorf("disclosure: a limit in %s takes no pauses", unit)
		}
		months := n
		if unit == Years {
			months *= 12
		}
		day = start.AddMonths(months)
		steps = append(steps, Step{day, StepCounted, n, fmt.Sprintf("%d%s后对应日", n, unit)})
	case Workdays, Days:
		for count := 0; count < n; {
			day = day.AddDays(1)
			step, err := c.step(day, unit, pauses)
			if err != nil {
				return Date{}, nil, err
			}
			if step.Kind == StepCounted {
				count++
			}
			step.Count = count
			steps = append(steps, step)
			if len(steps) > 10*maxLimit {
				return Date{}, nil, fmt.Errorf("disclosure: the pauses leave no end to %d%s from %s", n, unit, start)
			}
		}
	default:
		return Date{}, nil, fmt.Errorf("disclosure: unknown unit %q; use 工作日, 日, 月 or 年", unit)
	}
	day, steps, err := c.moveOn(day, n, unit, steps)
	if err != nil {
		return Date{}, nil, err
	}
	return day, append(steps, Step{Date: day, Kind: StepDue, Count: n}), nil
}

func (c *Calendar) step(day Date, unit Unit, pauses []Span) (Step, error) {
	if i := slices.IndexFunc(pauses, func(p Span) bool { return p.Holds(day) }); i >= 0 {
		return Step{Date: day, Kind: StepPaused, Why: pauses[i].Why}, nil
	}
	if unit == Days {
		return Step{Date: day, Kind: StepCounted}, nil
	}
	works, why, err := c.explain(day)
	switch {
	case err != nil:
		return Step{}, err
	case works:
		return Step{Date: day, Kind: StepCounted, Why: why}, nil
	}
	return Step{Date: day, Kind: StepSkipped, Why: why}, nil
}

// moveOn carries the last day of a limit in calendar units to the next working day.
func (c *Calendar) moveOn(day Date, n int, unit Unit, steps []Step) (Date, []Step, error) {
	if unit == Workdays {
		return day, steps, nil
	}
	for {
		works, why, err := c.explain(day)
		if err != nil {
			return Date{}, nil, err
		}
		if works {
			return day, steps, nil
		}
		steps = append(steps, Step{day, StepMoved, n, why})
		day = day.AddDays(1)
	}
}
