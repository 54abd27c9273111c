package disclosure_test

import (
	"testing"
	"time"

	"github.com/zwgk/zwgk/disclosure"
)

func day(year int, month time.Month, day int) disclosure.Date {
	return disclosure.Date{Year: year, Month: month, Day: day}
}

func TestParseDateReadsHowAgenciesWriteDates(t *testing.T) {
	for text, want := range map[string]disclosure.Date{
		"2024-03-05": day(2024, 3, 5), "2024/3/5": day(2024, 3, 5), "2024.3.5": day(2024, 3, 5), "20240305": day(2024, 3, 5),
		"20240305093000": day(2024, 3, 5), "2024年3月5日": day(2024, 3, 5), "2024年03月05日": day(2024, 3, 5),
		"2024 年 3 月 5 日": day(2024, 3, 5), "２０２４年３月５日": day(2024, 3, 5), "二〇二四年三月五日": day(2024, 3, 5),
		"二○二四年十月十日": day(2024, 10, 10), "二零二四年十二月三十一日": day(2024, 12, 31), "二〇二四年二月二十日": day(2024, 2, 20),
		"2024-03-05T09:30:00+08:00": day(2024, 3, 5), "2024-03-05 09:30": day(2024, 3, 5), "2024年3月5日（星期二）": day(2024, 3, 5),
		"2024年3月5日 9时30分": day(2024, 3, 5), " 2024-03-05 ": day(2024, 3, 5), "2024-02-29": day(2024, 2, 29), "9999-12-31": day(9999, 12, 31),
	} {
		if got, err := disclosure.ParseDate(text); err != nil || got != want {
			t.Errorf("ParseDate(%q) = %v, %v, want %v", text, got, err, want)
		}
	}
}

func TestParseDateRefusesWhatIsNoDay(t *testing.T) {
	for _, text := range []string{"", "2024-03", "2024年3月", "2024", "2023-02-29", "2024-13-01", "2024-00-10", "2024-04-31", "24-3-5",
		"2024-03-05 之前", "2024-03/05", "三月五日", "1709600000000", "0000-00-00", "0999-01-01", "长期"} {
		if got, err := disclosure.ParseDate(text); err == nil {
			t.Errorf("ParseDate(%q) = %v, want an error", text, got)
		}
	}
}

func TestDateArithmetic(t *testing.T) {
	if got := day(2024, 2, 28).AddDays(2); got != day(2024, 3, 1) {
		t.Errorf("two days after 28 February 2024 is %v", got)
	}
	if got := day(1, 1, 1).DaysUntil(day(9999, 12, 31)); got != 3652058 {
		t.Errorf("the calendar has %d days between its ends, want 3652058", got)
	}
	if got := day(2024, 1, 31).AddMonths(1); got != day(2024, 2, 29) {
		t.Errorf("a month after 31 January 2024 is %v", got)
	}
	if got := day(2024, 2, 29).AddMonths(24); got != day(2026, 2, 28) {
		t.Errorf("two years after 29 February 2024 is %v", got)
	}
	if got := day(2024, 3, 5).Chinese(); got != "2024年3月5日" {
		t.Errorf("Chinese() = %q", got)
	}
}

func TestFindDatesInText(t *testing.T) {
	text := "本办法自2024年5月1日起施行，有效期至二〇二九年四月三十日。2024年2月30日不是日子，2024年6月也不是。"
	found := disclosure.FindDates(text)
	if len(found) != 2 || found[0].Date != day(2024, 5, 1) || found[1].Date != day(2029, 4, 30) {
		t.Fatalf("found %v", found)
	}
	if got := text[found[1].Start:found[1].End]; got != "二〇二九年四月三十日" {
		t.Errorf("the second stands at %q", got)
	}
}

func FuzzParseDate(f *testing.F) {
	for _, seed := range []string{"2024-03-05", "二〇二四年十二月三十一日", "20240305", "2024年3月5日 9时"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := disclosure.ParseDate(s)
		if err != nil {
			return
		}
		for _, text := range []string{d.String(), d.Chinese()} {
			if again, err := disclosure.ParseDate(text); err != nil || again != d {
				t.Errorf("%q reads as %v, which reads as %v, %v", s, d, again, err)
			}
		}
	})
}
