package main

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
)

func decimal(n int) string { return strconv.Itoa(n) }

// stage is one document in the life of a project (项目全生命周期).
type stage struct {
	Project  string
	Name     string
	Document string
	Title    string
	Date     disclosure.Date
	Facts    string
	Here     bool // the document that was asked about
}

// The host's own fields that tell of a project, where a document has no typed record of it.
const (
	projectCode = "项目统一代码"
	projectName = "项目名称"
)

// projectOf returns the project that a document belongs to; its Code is "" where there is none.
func projectOf(d *disclosure.Document) disclosure.Project {
	if d.Records != nil && len(d.Records.Projects) > 0 {
		return d.Records.Projects[0]
	}
	return disclosure.Project{Code: d.Attributes.Text(projectCode), Name: d.Attributes.Text(projectName)}
}

// projectStages returns the documents of the same project as d, by date. It is empty where d belongs to none.
func projectStages(ctx context.Context, index *search.Index, d *disclosure.Document) []stage {
	project := projectOf(d)
	if project.Code == "" {
		return nil
	}
	var stages []stage
	seen := make(map[string]bool)
	for _, text := range []string{project.Code, project.Name} {
		phrase := `"` + firstRunes(strings.ReplaceAll(text, `"`, ""), 60) + `"`
		found, err := index.Search(ctx, search.Query{Text: phrase, Sort: search.ByOldest, Limit: search.MaxLimit})
		if err != nil {
			continue // the other text may find them
		}
		for _, hit := range found.Hits {
			if other := projectOf(&hit.Document); other.Code == project.Code && !seen[hit.ID] {
				seen[hit.ID] = true
				stages = append(stages, newStage(&hit.Document, other, hit.ID == d.ID))
			}
		}
	}
	for i := range stages {
		stages[i].Project = project.Name
	}
	slices.SortStableFunc(stages, func(a, b stage) int {
		return cmp.Or(a.Date.Compare(b.Date), strings.Compare(a.Document, b.Document))
	})
	return stages
}

// newStage reads a document as a stage of its project: by its record, else by its category and the host's fields.
func newStage(d *disclosure.Document, project disclosure.Project, here bool) stage {
	levels := strings.Split(d.Category, "/")
	s := stage{Name: levels[len(levels)-1], Document: d.ID, Title: d.Title, Date: d.Date(), Here: here}
	var facts []string
	add := func(label, value string) {
		if value != "" {
			facts = append(facts, label+value)
		}
	}
	if len(project.Stages) > 0 {
		record := project.Stages[0]
		s.Name = string(record.Stage)
		if !record.On.IsZero() {
			s.Date = record.On
		}
		add("", record.Result)
		add("", record.Number.String())
		add("", record.Progress)
		add("不适用：", record.NotApplicable)
	} else {
		add("审批结果：", d.Attributes.Text("审批结果"))
		add("验收结论：", d.Attributes.Text("验收结论"))
	}
	s.Facts = strings.Join(facts, "；")
	return s
}
