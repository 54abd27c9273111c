package disclosure_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/6tail/lunar-go/HolidayUtil"
	"github.com/google/go-cmp/cmp"
	"github.com/zwgk/zwgk/disclosure"
)

func TestTheCalendarAgreesWithAnIndependentTable(t *testing.T) {
	calendar := disclosure.BuiltinCalendar()
	for date := day(2019, 1, 1); date.Year <= 2026; date = date.AddDays(1) {
		want := date.Weekday() != time.Saturday && date.Weekday() != time.Sunday
		if holiday := HolidayUtil.GetHolidayByYmd(date.Year, int(date.Month), date.Day); holiday != nil {
			want = holiday.IsWork()
		}
		got, err := calendar.Workday(date)
		if err != nil {
			t.Fatal(err)
		}
		if got != want {
			t.Errorf("%s: working day %v, the other table says %v", date, got, want)
		}
	}
}

// The number of working days of each year, counted by hand from the notices: weekdays less holidays on weekdays plus
// days worked in exchange.
func TestWorkingDaysOfAYear(t *testing.T) {
	for year, want := range map[int]int{2021: 250, 2023: 249, 2024: 251, 2025: 248} {
		got, err := disclosure.BuiltinCalendar().WorkdaysBetween(day(year, 1, 1), day(year, 12, 31))
		if err != nil || got != want {
			t.Errorf("%d has %d working days after New Year, %v, want %d", year, got, err, want)
		}
	}
}

func TestAnUnknownYearIsAnError(t *testing.T) {
	calendar := disclosure.BuiltinCalendar()
	if _, err := calendar.Workday(day(2031, 1, 5)); !errors.Is(err, disclosure.ErrUnknownYear) || !strings.Contains(err.Error(), "2031") {
		t.Errorf("2031: %v", err)
	}
	if _, _, err := calendar.DueDate(day(2026, 12, 20), 20, disclosure.Workdays); !errors.Is(err, disclosure.ErrUnknownYear) {
		t.Errorf("a limit that runs into the unknown: %v", err)
	}
	more, err := calendar.With(strings.NewReader(`{"years":[{"year":2027,"source":"示例","off":[{"name":"元旦","from":"2027-01-01","to":"2027-01-03"}],"work":["2027-01-09"]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	due, _, err := more.DueDate(day(2026, 12, 31), 6, disclosure.Workdays)
	if err != nil || due != day(2027, 1, 9) {
		t.Errorf("six working days from 31 December 2026: %v, %v", due, err)
	}
	if _, err := calendar.Workday(day(2027, 1, 4)); err == nil {
		t.Error("With altered the calendar it was called on")
	}
	for _, bad := range []string{`{"years":[{"year":2027,"off":[{"from":"2026-12-31","to":"2027-01-01"}]}]}`, `{"years":[{"year":2027,"work":["2028-01-01"]}]}`, `{"year":2027}`, `[`} {
		if _, err := calendar.With(strings.NewReader(bad)); err == nil {
			t.Errorf("%s was taken", bad)
		}
	}
}

func TestDueDates(t *testing.T) {
	for _, test := range []struct {
		name  string
		start disclosure.Date
		n     int
		unit  disclosure.Unit
		pause []disclosure.Span
		want  disclosure.Date
	}{
		{"the first day does not count", day(2024, 3, 4), 1, disclosure.Workdays, nil, day(2024, 3, 5)},
		{"over a weekend", day(2024, 3, 8), 1, disclosure.Workdays, nil, day(2024, 3, 11)},
		{"over 春节 and its days in exchange", day(2024, 2, 2), 7, disclosure.Workdays, nil, day(2024, 2, 18)},
		{"from a day off", day(2024, 5, 1), 1, disclosure.Workdays, nil, day(2024, 5, 6)},
		{"calendar days end on a day off", day(2024, 9, 11), 20, disclosure.Days, nil, day(2024, 10, 8)},
		{"a month from the 31st", day(2024, 1, 31), 1, disclosure.Months, nil, day(2024, 2, 29)},
		{"a year that ends in a holiday", day(2024, 10, 1), 1, disclosure.Years, nil, day(2025, 10, 9)},
		{"nought", day(2024, 3, 4), 0, disclosure.Workdays, nil, day(2024, 3, 4)},
		{"a pause of two working days", day(2024, 3, 4), 2, disclosure.Workdays, []disclosure.Span{{From: day(2024, 3, 5), To: day(2024, 3, 6), Why: "征求第三方意见"}}, day(2024, 3, 8)},
		{"a pause of calendar days", day(2024, 3, 4), 2, disclosure.Days, []disclosure.Span{{From: day(2024, 3, 5), To: day(2024, 3, 5)}}, day(2024, 3, 7)},
	} {
		got, steps, err := disclosure.BuiltinCalendar().DueDate(test.start, test.n, test.unit, test.pause...)
		if err != nil || got != test.want {
			t.Errorf("%s: %v, %v, want %v", test.name, got, err, test.want)
			continue
		}
		if first, last := steps[0], steps[len(steps)-1]; first.Date != test.start || last.Date != got || last.Kind != disclosure.StepDue || last.Count != test.n {
			t.Errorf("%s: steps run from %v to %v", test.name, first, last)
		}
	}
}

func TestWhatCannotBeCountedIsAnError(t *testing.T) {
	calendar := disclosure.BuiltinCalendar()
	forever := disclosure.Span{From: day(2024, 1, 1), To: day(9999, 12, 31)}
	for name, count := range map[string]func() error{
		"no start":     func() error { _, _, err := calendar.DueDate(disclosure.Date{}, 1, disclosure.Workdays); return err },
		"below nought": func() error { _, _, err := calendar.DueDate(day(2024, 1, 2), -1, disclosure.Days); return err },
		"centuries":    func() error { _, _, err := calendar.DueDate(day(2024, 1, 2), 1<<30, disclosure.Days); return err },
		"no such unit": func() error { _, _, err := calendar.DueDate(day(2024, 1, 2), 1, "周"); return err },
		"pauses of month": func() error {
			_, _, err := calendar.DueDate(day(2024, 1, 2), 1, disclosure.Months, forever)
			return err
		},
		"endless pause": func() error { _, _, err := calendar.DueDate(day(2024, 1, 2), 1, disclosure.Days, forever); return err },
	} {
		if count() == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestRequestClocks(t *testing.T) {
	request := disclosure.Request{Received: day(2024, 3, 4), CorrectionAsked: day(2024, 3, 14), Corrected: day(2024, 3, 18), Extended: day(2024, 4, 1), Answered: day(2024, 5, 15),
		Consulted: []disclosure.Span{{From: day(2024, 3, 20), To: day(2024, 3, 22), Why: "征求第三方意见"}}}
	clocks, err := request.Clocks(disclosure.BuiltinCalendar())
	if err != nil || len(clocks) != 2 {
		t.Fatalf("%v, %v", clocks, err)
	}
	// 7 working days from 4 March are the 13th. 40 from 18 March, without 20–22 March: 4–6 April and 1–5 May are
	// holidays, 7 and 28 April and 11 May are worked.
	if clocks[0].Due != day(2024, 3, 13) || !clocks[0].Late(day(2024, 6, 1)) || clocks[1].Due != day(2024, 5, 20) || clocks[1].Late(day(2024, 6, 1)) {
		t.Errorf("due %v and %v", clocks[0].Due, clocks[1].Due)
	}
	open := disclosure.Request{Received: day(2024, 3, 4)}
	clocks, err = open.Clocks(disclosure.BuiltinCalendar())
	if err != nil || len(clocks) != 1 || clocks[0].Late(day(2024, 4, 1)) || !clocks[0].Late(day(2024, 4, 2)) {
		t.Errorf("an open request: %v, %v", clocks, err)
	}
	refused := disclosure.Request{Outcome: disclosure.Refused}
	if !refused.NeedsGround() {
		t.Error("a refusal without a ground passes")
	}
	refused.Ground = disclosure.Refused.Grounds()[0]
	if refused.NeedsGround() || (&disclosure.Request{Outcome: disclosure.Granted}).NeedsGround() {
		t.Error("a ground is asked for where there is one, or none is due")
	}
}

func TestFeesOfRequests(t *testing.T) {
	byItems := map[int]disclosure.Fen{}
	for _, n := range []int{-1, 0, 10, 11, 30, 31, 40, 41} {
		fee, err := disclosure.FeeByItems(n)
		if err != nil {
			t.Fatal(err)
		}
		byItems[n] = fee / 100
	}
	if diff := cmp.Diff(map[int]disclosure.Fen{-1: 0, 0: 0, 10: 0, 11: 100, 30: 2000, 31: 2200, 40: 4000, 41: 4300}, byItems); diff != "" {
		t.Errorf("by item, -want +got:\n%s", diff)
	}
	if _, err := disclosure.FeeByItems(1 << 40); !errors.Is(err, disclosure.ErrOverflow) {
		t.Errorf("too many items: %v", err)
	}
	byPages := map[int]disclosure.Fen{}
	for _, n := range []int{-1, 30, 31, 100, 101, 200, 201} {
		byPages[n] = disclosure.FeeByPages(n) / 100
	}
	if diff := cmp.Diff(map[int]disclosure.Fen{-1: 0, 30: 0, 31: 10, 100: 700, 101: 720, 200: 2700, 201: 2740}, byPages); diff != "" {
		t.Errorf("by page, -want +got:\n%s", diff)
	}
}

func ExampleCalendar_DueDate() {
	due, steps, _ := disclosure.BuiltinCalendar().DueDate(disclosure.Date{Year: 2024, Month: 6, Day: 6}, 3, disclosure.Workdays)
	for _, step := range steps {
		fmt.Printf("%s %s %d（%s）\n", step.Date, step.Kind, step.Count, step.Why)
	}
	fmt.Println(due.Chinese())
	// Output:
	// 2024-06-06 起算 0（当日不计入）
	// 2024-06-07 计入 1（工作日）
	// 2024-06-08 不计 1（端午节假期）
	// 2024-06-09 不计 1（端午节假期）
	// 2024-06-10 不计 1（端午节假期）
	// 2024-06-11 计入 2（工作日）
	// 2024-06-12 计入 3（工作日）
	// 2024-06-12 到期日 3（）
	// 2024年6月12日
}

func FuzzCalendarWith(f *testing.F) {
	f.Add(`{"years":[{"year":2027,"off":[{"name":"元旦","from":"2027-01-01","to":"2027-01-03"}],"work":["2027-01-09"]}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		calendar, err := disclosure.BuiltinCalendar().With(strings.NewReader(text))
		if err != nil {
			return
		}
		if _, err := calendar.Workday(day(2024, 3, 5)); err != nil {
			t.Errorf("a year that was known is not: %v", err)
		}
	})
}

// A due date lies after its start, counts exactly the working days asked for, and is itself worked.
func FuzzDueDate(f *testing.F) {
	f.Add(10, 20)
	f.Fuzz(func(t *testing.T, offset, n int) {
		calendar, start := disclosure.BuiltinCalendar(), day(2019, 1, 1).AddDays((offset%2500+2500)%2500)
		n = (n%60 + 60) % 60
		due, _, err := calendar.DueDate(start, n, disclosure.Workdays)
		if err != nil {
			return // beyond the years known
		}
		count, err := calendar.WorkdaysBetween(start, due)
		if err != nil || count != n {
			t.Errorf("%d working days from %s end on %s, which is %d, %v", n, start, due, count, err)
		}
		if works, _ := calendar.Workday(due); n > 0 && !works {
			t.Errorf("%d working days from %s end on %s, a day off", n, start, due)
		}
	})
}
