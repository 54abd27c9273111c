package disclosure_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/zwgk/zwgk/disclosure"
)

func reviewed(d *disclosure.Document) disclosure.ReviewTrail {
	var trail disclosure.ReviewTrail
	at := time.Date(2024, 3, 5, 9, 0, 0, 0, time.FixedZone("", 8*3600))
	for i, step := range []string{disclosure.FirstReview, disclosure.SecondReview, disclosure.SecrecyReview} {
		trail = trail.Append(disclosure.ReviewStep{Step: step, By: []string{"甲", "乙", "甲"}[i], Verdict: disclosure.Passed, At: at.Add(time.Duration(i) * time.Hour)}, d)
	}
	return trail
}

func TestAReviewTrailNoticesTampering(t *testing.T) {
	d := &disclosure.Document{ID: "a", Title: "办法"}
	whole := reviewed(d)
	if err := whole.Verify(); err != nil {
		t.Fatalf("a whole chain: %v", err)
	}
	for name, spoil := range map[string]func(disclosure.ReviewTrail) disclosure.ReviewTrail{
		"altered": func(t disclosure.ReviewTrail) disclosure.ReviewTrail { t[1].By = "丙"; return t },
		"removed": func(t disclosure.ReviewTrail) disclosure.ReviewTrail { return slices.Delete(t, 0, 1) },
		"swapped": func(t disclosure.ReviewTrail) disclosure.ReviewTrail { t[0], t[1] = t[1], t[0]; return t },
	} {
		if err := spoil(reviewed(d)).Verify(); err == nil {
			t.Errorf("%s: not noticed", name)
		}
	}
}

func TestWhatAReviewLacks(t *testing.T) {
	d := &disclosure.Document{ID: "a", Title: "办法"}
	trail := reviewed(d)
	required := []string{disclosure.FirstReview, disclosure.ThirdReview, disclosure.SecrecyReview}
	if diff := cmp.Diff([]string{"三审"}, trail.Missing(d, required...)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	d.Attributes = disclosure.Attributes{"clicks": []byte("9")}
	d.Records = &disclosure.Records{Review: trail}
	if diff := cmp.Diff([]string{"三审"}, trail.Missing(d, required...)); diff != "" {
		t.Errorf("counters and the trail itself are content: %s", diff)
	}
	d.Title = "新办法"
	if missing := trail.Missing(d, required...); len(missing) != 3 {
		t.Errorf("after an edit only %v are missing", missing)
	}
	if diff := cmp.Diff([]string{"甲"}, trail.SamePerson()); diff != "" {
		t.Errorf("same person: -want +got:\n%s", diff)
	}
}

func TestAReviewTrailSurvivesEncoding(t *testing.T) {
	d := disclosure.Document{ID: "a", Title: "办法"}
	d.Records = &disclosure.Records{Review: reviewed(&d)}
	var line strings.Builder
	if err := disclosure.EncodeDocument(&line, d); err != nil {
		t.Fatal(err)
	}
	taken, faults := decode(line.String())
	if len(taken) != 1 || faults != nil {
		t.Fatal(faults)
	}
	if err := taken[0].Records.Review.Verify(); err != nil {
		t.Error(err)
	}
}

func TestFindingsComeInTheSameOrder(t *testing.T) {
	findings := []disclosure.Finding{{Rule: "B", Severity: disclosure.Info}, {Rule: "A", Severity: disclosure.Error, Subject: "2"}, {Rule: "A", Severity: disclosure.Error, Subject: "1"}, {Rule: "Z", Severity: disclosure.Veto}}
	slices.SortFunc(findings, disclosure.Finding.Compare)
	var order []string
	for _, f := range findings {
		order = append(order, f.Severity.Chinese()+f.Rule+f.Subject)
	}
	if diff := cmp.Diff([]string{"否决Z", "错误A1", "错误A2", "提示B"}, order); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
