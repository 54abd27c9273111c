package disclosure

import (
	_ "embed" // the table of holidays
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"strings"
	"sync"
	"time"
)

//go:embed data/workdays.json
var workdayTable string

// ErrUnknownYear is returned for a day of a year whose holidays the calendar does not hold. They are announced once a
// year, so nobody can know them earlier; a guess would make a deadline wrong.
var ErrUnknownYear = errors.New("disclosure: the holidays of this year are not known; add them with Calendar.With")

// Calendar tells working days (工作日) from days off by the yearly notices on holidays and days worked in exchange
// (节假日安排, 调休). It is not altered once made.
type Calendar struct {
	years map[int]calendarYear
}

type calendarYear struct {
	source string
	off    map[Date]string // day → name of the holiday
	work   map[Date]bool   // days worked in exchange
}

// calendarFile is the form of the table, in the module and as a host adds to it.
type calendarFile struct {
	Note  string `json:"note"`
	Years []struct {
		Year   int    `json:"year"`
		Source string `json:"source"`
		Off    []struct {
			Name string `json:"name"`
			From Date   `json:"from"`
			To   Date   `json:"to"`
		} `json:"off"`
		Work []Date `json:"work"`
	} `json:"years"`
}

var builtinCalendar = sync.OnceValues(func() (*Calendar, error) {
	return (&Calendar{}).With(strings.NewReader(workdayTable))
})

// BuiltinCalendar returns the calendar of the years 2019 to 2026, from the notices of the General Office of the State
// Council (国办发明电) named in its data.
func BuiltinCalendar() *Calendar {
	calendar, err := builtinCalendar()
	if err != nil {
		panic("disclosure: the embedded calendar is broken: " + err.Error()) // cannot happen: tested
	}
	return calendar
}

// With returns a calendar that holds the years of a JSON table as well; a year it held already is replaced. The form:
//
//	{"years":[{"year":2027,"source":"国办发明电〔2026〕…号",
//	  "off":[{"name":"元旦","from":"2027-01-01","to":"2027-01-03"}],"work":["2027-01-09"]}]}
func (c *Calendar) With(r io.Reader) (*Calendar, error) {
	var file calendarFile
	decoder := json.NewDecoder(r)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&file); err != nil {
		return nil, fmt.Errorf("disclosure: reading a calendar: %w", err)
	}
	years := maps.Clone(c.years)
	if years == nil {
		years = map[int]calendarYear{}
	}
	for _, y := range file.Years {
		entry := calendarYear{y.Source, map[Date]string{}, map[Date]bool{}}
		for _, off := range y.Off {
			if off.From.Year != y.Year || off.To.Year != y.Year || off.To.Before(off.From) {
				return nil, fmt.Errorf("disclosure: calendar of %d: %s from %s to %s is no span of that year", y.Year, off.Name, off.From, off.To)
			}
			for day := off.From; !off.To.Before(day); day = day.AddDays(1) {
				entry.off[day] = off.Name
			}
		}
		for _, day := range y.Work {
			if _, off := entry.off[day]; off || day.Year != y.Year {
				return nil, fmt.Errorf("disclosure: calendar of %d: %s cannot be worked in exchange", y.Year, day)
			}
			entry.work[day] = true
		}
		years[y.Year] = entry
	}
	return &Calendar{years}, nil
}

// Workday says whether a day is a working day. The error is ErrUnknownYear for a year the calendar does not hold.
func (c *Calendar) Workday(day Date) (bool, error) {
	works, _, err := c.explain(day)
	return works, err
}

// Source names the notice that a year's holidays come from; "" for an unknown year.
func (c *Calendar) Source(year int) string { return c.years[year].source }

// explain returns whether the day is worked, and why.
func (c *Calendar) explain(day Date) (works bool, why string, err error) {
	year, ok := c.years[day.Year]
	if !ok {
		return false, "", fmt.Errorf("%w: %d", ErrUnknownYear, day.Year)
	}
	if name, off := year.off[day]; off {
		return false, name + "假期", nil
	}
	if year.work[day] {
		return true, "调休上班", nil
	}
	switch day.Weekday() {
	case time.Saturday:
		return false, "星期六", nil
	case time.Sunday:
		return false, "星期日", nil
	}
	return true, "工作日", nil
}

// WorkdaysBetween returns how many working days lie after from, up to and with to: 0 where to is not later. It is how
// long something took by the counting of DueDate.
func (c *Calendar) WorkdaysBetween(from, to Date) (int, error) {
	count := 0
	for day := from.AddDays(1); !to.Before(day); day = day.AddDays(1) {
		works, _, err := c.explain(day)
		if err != nil {
			return 0, err
		}
		if works {
			count++
		}
	}
	return count, nil
}
