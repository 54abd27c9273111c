package sample_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestQuestionsAreAskedOnceAndInSeveralWays(t *testing.T) {
	asked, ids := map[string]string{}, map[string]bool{}
	for _, q := range faqs(t) {
		if q.ID == "" || ids[q.ID] {
			t.Errorf("FAQ ID %q is empty or stands twice", q.ID)
		}
		ids[q.ID] = true
		if n := len(q.Variants); n < 2 || n > 5 {
			t.Errorf("%s: %d variants, want 2 to 5", q.ID, n)
		}
		for _, text := range append([]string{q.Question}, q.Variants...) {
			if other, twice := asked[text]; twice || text == "" {
				t.Errorf("%s and %s both ask %q", other, q.ID, text)
			}
			asked[text] = q.ID
		}
	}
}

func TestAnswersCiteDocumentsThatStillHold(t *testing.T) {
	all := byID(t)
	for _, q := range faqs(t) {
		if len(q.Documents) == 0 || q.Answer == "" {
			t.Errorf("%s: no answer, or no document cited", q.ID)
		}
		for _, id := range q.Documents {
			d, ok := all[id]
			if !ok {
				t.Errorf("%s cites %s, which is not there", q.ID, id)
			}
			if d.Validity == "废止" || d.Validity == "失效" {
				t.Errorf("%s cites %s, which is %s", q.ID, id, d.Validity)
			}
			if d.Published > q.Reviewed {
				t.Errorf("%s was reviewed on %s, before %s was published", q.ID, q.Reviewed, id)
			}
		}
		if q.Reviewed >= q.ReviewBy {
			t.Errorf("%s: reviewed %s, review by %s", q.ID, q.Reviewed, q.ReviewBy)
		}
	}
}

var figure = regexp.MustCompile(`\d+(?:\.\d+)?%?`)

func TestEveryFigureInAnAnswerStandsInACitedDocument(t *testing.T) {
	all := byID(t)
	for _, q := range faqs(t) {
		var stated []string
		for _, id := range q.Documents {
			d := all[id]
			stated = append(stated, figure.FindAllString(d.Title+" "+d.Number+" "+d.Text, -1)...)
		}
		for _, number := range figure.FindAllString(q.Answer, -1) {
			if !slices.Contains(stated, number) {
				t.Errorf("%s: %s stands in none of %s", q.ID, number, strings.Join(q.Documents, ", "))
			}
		}
	}
}
