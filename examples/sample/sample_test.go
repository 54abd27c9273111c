package sample_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/zwgk/zwgk/examples/sample"
)

// document and faq are the fields that the tests look at, read without the
// module's own decoders: the data must be right whatever those do.
type document struct {
	ID, Title, Text, Summary, URL, Site string
	Issuers                             []string
	Number                              string
	IndexNumber                         string `json:"index_number"`
	Kind, Category                      string
	Subjects, Keywords, Audiences       []string
	Formed, Published                   string
	Effective, Expires                  string
	Openness, Validity                  string
	Relations                           []relation
	Attachments                         []attachment
	Records                             json.RawMessage
	Attributes                          map[string]string
}

type relation struct{ Type, Target, On, Scope string }

type attachment struct {
	Name, URL, MIME string
	Size            int64
}

type faq struct {
	ID, Question string
	Variants     []string
	Answer       string
	Documents    []string
	Department   string
	Reviewed     string
	ReviewBy     string `json:"review_by"`
}

func documents(t *testing.T) []document { return lines[document](t, sample.Documents()) }

func faqs(t *testing.T) []faq { return lines[faq](t, sample.FAQs()) }

// byID also fails the test on an ID that stands twice.
func byID(t *testing.T) map[string]document {
	t.Helper()
	found := map[string]document{}
	for _, d := range documents(t) {
		if _, twice := found[d.ID]; twice || d.ID == "" {
			t.Errorf("document ID %q is empty or stands twice", d.ID)
		}
		found[d.ID] = d
	}
	return found
}

func lines[T any](t *testing.T, r io.Reader) []T {
	t.Helper()
	var rows []T
	scanner := bufio.NewScanner(r)
	scanner.Buffer(nil, 1<<20)
	for n := 1; scanner.Scan(); n++ {
		var row T
		decoder := json.NewDecoder(strings.NewReader(scanner.Text()))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&row); err != nil {
			t.Fatalf("line %d: %v", n, err)
		}
		rows = append(rows, row)
	}
	if err := scanner.Err(); err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestThereAreEnoughDocumentsAndQuestions(t *testing.T) {
	if n := len(byID(t)); n < 80 {
		t.Errorf("%d documents, want at least 80", n)
	}
	if n := len(faqs(t)); n < 80 {
		t.Errorf("%d questions, want at least 80", n)
	}
}

func TestEveryDocumentCarriesTheMetadataOfAPortal(t *testing.T) {
	kinds := strings.Fields(`决议 决定 命令(令) 公报 公告 通告 意见 通知 通报 报告 请示 批复 议案 函 纪要
		规章 规划 公示 解读 回应 征集 年报 预算 决算 指南 其他`)
	for _, d := range documents(t) {
		for name, value := range map[string]string{
			"title": d.Title, "text": d.Text, "summary": d.Summary, "url": d.URL, "site": d.Site,
			"index_number": d.IndexNumber, "category": d.Category, "formed": d.Formed, "published": d.Published,
		} {
			if value == "" {
				t.Errorf("%s: %s is empty", d.ID, name)
			}
		}
		if len(d.Issuers) == 0 || len(d.Subjects) == 0 || len(d.Keywords) == 0 || len(d.Audiences) == 0 {
			t.Errorf("%s: issuers, subjects, keywords and audiences must all be stated", d.ID)
		}
		if !slices.Contains(kinds, d.Kind) {
			t.Errorf("%s: kind %q is none of ours", d.ID, d.Kind)
		}
		if !slices.Contains([]string{"主动公开", "依申请公开", "不予公开"}, d.Openness) {
			t.Errorf("%s: openness %q", d.ID, d.Openness)
		}
		if d.Summary == d.Title {
			t.Errorf("%s: the summary copies the title", d.ID)
		}
	}
}

func TestPoliciesAreFullTexts(t *testing.T) {
	for _, d := range documents(t) {
		runes := len([]rune(d.Text))
		if d.Number != "" && strings.HasPrefix(d.Category, "政策文件/") && d.Kind != "纪要" && runes < 450 {
			t.Errorf("%s: a policy of %d characters", d.ID, runes)
		}
		if runes < 240 {
			t.Errorf("%s: %d characters are no full text", d.ID, runes)
		}
	}
}

func TestNothingStandsTwice(t *testing.T) {
	for name, value := range map[string]func(document) string{
		"title": func(d document) string { return d.Title }, "text": func(d document) string { return d.Text },
		"url": func(d document) string { return d.URL }, "number": func(d document) string { return d.Number },
		"index number": func(d document) string { return d.IndexNumber },
	} {
		seen := map[string]string{}
		for _, d := range documents(t) {
			v := value(d)
			if first, twice := seen[v]; twice && v != "" {
				t.Errorf("%s and %s have the same %s", first, d.ID, name)
			}
			seen[v] = d.ID
		}
	}
}

func TestDatesAreInOrder(t *testing.T) {
	today := sample.ReadCity().Today
	for _, d := range documents(t) {
		for _, day := range []string{d.Formed, d.Published, d.Effective, d.Expires} {
			if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
				t.Errorf("%s: %v", d.ID, err)
			}
		}
		if d.Formed > d.Published || d.Published > today || d.Published < "2019" {
			t.Errorf("%s: formed %s, published %s, today %s", d.ID, d.Formed, d.Published, today)
		}
		if d.Expires != "" && d.Effective > d.Expires {
			t.Errorf("%s: in force from %s until %s", d.ID, d.Effective, d.Expires)
		}
		if _, year, ok := strings.Cut(d.Number, "〔"); ok && !strings.HasPrefix(year, d.Formed[:4]) {
			t.Errorf("%s: number %s is not of the year of %s", d.ID, d.Number, d.Formed)
		}
	}
}

func TestStatedValidityAgreesWithTheDates(t *testing.T) {
	today := sample.ReadCity().Today
	for _, d := range documents(t) {
		over := d.Expires != "" && d.Expires < today
		var ok bool
		switch d.Validity {
		case "废止", "失效":
			ok = over
		case "尚未生效":
			ok = d.Effective > today
		case "有效", "已修改", "部分失效":
			// A call or a yearly notice simply ends; only rules are said to lapse.
			ok = !over && d.Effective <= today || d.Kind == "征集"
		}
		if !ok {
			t.Errorf("%s: %s, but effective %s, expires %s", d.ID, d.Validity, d.Effective, d.Expires)
		}
	}
}

func TestRelationsLeadToEarlierDocuments(t *testing.T) {
	types := strings.Fields("repeals amends replaces partially-repeals interprets interpreted-by answers implements basis corrects")
	all := byID(t)
	used := map[string]bool{}
	for _, d := range all {
		for _, r := range d.Relations {
			target, ok := all[r.Target]
			if !ok || !slices.Contains(types, r.Type) {
				t.Errorf("%s: %s %s leads nowhere", d.ID, r.Type, r.Target)
			}
			if r.Type != "interpreted-by" && target.Published > d.Published {
				t.Errorf("%s (%s) %s %s of a later day (%s)", d.ID, d.Published, r.Type, r.Target, target.Published)
			}
			used[r.Type] = true
		}
	}
	for _, name := range types {
		if !used[name] {
			t.Errorf("no relation of type %s", name)
		}
	}
}

func TestInterpretationsAndPoliciesLinkBothWays(t *testing.T) {
	all := byID(t)
	count := 0
	for _, d := range all {
		linked := false
		for _, r := range d.Relations {
			if r.Type != "interprets" {
				continue
			}
			linked = true
			if !slices.Contains(all[r.Target].Relations, relation{Type: "interpreted-by", Target: d.ID}) {
				t.Errorf("%s does not link back to its interpretation %s", r.Target, d.ID)
			}
		}
		if d.Kind == "解读" {
			count++
			if !linked || d.Attributes["解读形式"] == "" {
				t.Errorf("%s: an interpretation without policy or form", d.ID)
			}
		}
	}
	if count < 10 {
		t.Errorf("%d interpretations, want at least 10", count)
	}
}

func TestLapsedAndChangedRulesNameWhatCameAfter(t *testing.T) {
	all := byID(t)
	follows := map[string][]string{}
	for _, d := range all {
		for _, r := range d.Relations {
			follows[r.Target] = append(follows[r.Target], r.Type)
		}
	}
	for _, d := range all {
		var want []string
		switch d.Validity {
		case "废止":
			want = []string{"repeals", "replaces"}
		case "已修改":
			want = []string{"amends"}
		case "部分失效":
			want = []string{"partially-repeals"}
		default:
			continue
		}
		if !slices.ContainsFunc(follows[d.ID], func(s string) bool { return slices.Contains(want, s) }) {
			t.Errorf("%s is %s, but no document says so: %v", d.ID, d.Validity, follows[d.ID])
		}
	}
}

func TestCityNamesEveryDepartmentThatAnswers(t *testing.T) {
	city := sample.ReadCity()
	if len(city.HotQuestions) != 10 || city.Hotline.Number != "12345" || city.Hotline.Note == "" {
		t.Errorf("city has %d hot questions and hotline %+v", len(city.HotQuestions), city.Hotline)
	}
	known := map[string]bool{}
	for _, d := range city.Departments {
		known[d.Name] = true
		if d.Phone == "" || d.Address == "" || len(d.Topics) == 0 {
			t.Errorf("%s: phone, address and topics must be stated", d.Name)
		}
	}
	questions := map[string]bool{}
	for _, q := range faqs(t) {
		questions[q.Question] = true
		if !known[q.Department] {
			t.Errorf("%s: no such department: %s", q.ID, q.Department)
		}
	}
	for _, q := range city.HotQuestions {
		if !questions[q] {
			t.Errorf("hot question %q has no answer", q)
		}
	}
}

func Example() {
	scanner := bufio.NewScanner(sample.FAQs())
	scanner.Scan()
	var first struct{ Question string }
	if err := json.Unmarshal(scanner.Bytes(), &first); err != nil {
		fmt.Println(err)
	}
	fmt.Println(sample.ReadCity().Name, first.Question)
	// Output: 澜川市 高龄津贴怎么申请？
}
