package audit

import (
	"slices"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
)

// reviewed returns the trail, and whether it is to be judged: before publication always, afterwards where there is
// one. That an archive holds no trails is told once in the report.
func (c *inspection) reviewed() (disclosure.ReviewTrail, bool) {
	trail := c.records().Review
	return trail, c.gate || len(trail) > 0
}

// neverPassed returns the steps, of those given, that were not passed on any content; what was changed later is
// REV-004's.
func neverPassed(trail disclosure.ReviewTrail, steps []string) []string {
	verdicts := map[string]disclosure.Verdict{}
	for _, step := range trail {
		verdicts[step.Step] = step.Verdict
	}
	return slices.DeleteFunc(slices.Clone(steps), func(step string) bool { return verdicts[step] == disclosure.Passed })
}

func checkReviewSteps(c *inspection) {
	trail, ok := c.reviewed()
	steps := slices.DeleteFunc(slices.Clone(c.profile.Lists["review_steps"]), func(s string) bool { return s == disclosure.SecrecyReview })
	if missing := neverPassed(trail, steps); ok && len(missing) > 0 {
		c.find(disclosure.Finding{Field: "records.review", Message: "未通过" + strings.Join(missing, "、")})
	}
}

func checkSecrecyReview(c *inspection) {
	trail, ok := c.reviewed()
	if ok && slices.Contains(c.profile.Lists["review_steps"], disclosure.SecrecyReview) && len(neverPassed(trail, []string{disclosure.SecrecyReview})) > 0 {
		c.find(disclosure.Finding{Field: "records.review", Message: "没有通过保密审查的记录"})
	}
}

func checkSamePerson(c *inspection) {
	for _, person := range c.records().Review.SamePerson() {
		c.find(disclosure.Finding{Field: "records.review", Message: "同一人完成了多个审核环节", Evidence: person})
	}
}

func checkReviewChain(c *inspection) {
	if err := c.records().Review.Verify(); err != nil {
		c.find(disclosure.Finding{Field: "records.review", Message: "审核记录被改动", Evidence: strings.TrimPrefix(err.Error(), "disclosure: ")})
	}
}

func checkLaterEdits(c *inspection) {
	trail := c.records().Review
	if len(trail) == 0 {
		return
	}
	content := disclosure.ContentHash(c.d)
	last := map[string]disclosure.ReviewStep{}
	for _, step := range trail {
		last[step.Step] = step
	}
	var stale []string
	for _, name := range c.profile.Lists["review_steps"] {
		if step, ok := last[name]; ok && step.Verdict == disclosure.Passed && step.Content != content {
			stale = append(stale, name)
		}
	}
	if stale != nil {
		c.find(disclosure.Finding{Field: "records.review", Message: strings.Join(stale, "、") + "通过后内容有改动"})
	}
}
