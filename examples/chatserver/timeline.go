package main

import (
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

// The host's own fields that tell of a project.
const (
	projectCode = "项目统一代码"
	projectName = "项目名称"
)

// projectStages returns the documents of the same project as d, by date. It is empty where d belongs to none.
func projectStages(ctx context.Context, index *search.Index, d *disclosure.Document) []stage {
	code := d.Attributes.Text(projectCode)
	if code == "" {
		return nil
	}
	found, err := index.Search(ctx, search.Query{Text: `"` + strings.ReplaceAll(code, `"`, "") + `"`, Sort: search.ByOldest, Limit: search.MaxLimit})
	if err != nil {
		return nil
	}
	var stages []stage
	name := d.Attributes.Text(projectName)
	for _, hit := range found.Hits {
		other := hit.Document
		if other.Attributes.Text(projectCode) != code {
			continue
		}
		if name == "" {
			name = other.Attributes.Text(projectName)
		}
		levels := strings.Split(other.Category, "/")
		s := stage{Name: levels[len(levels)-1], Document: other.ID, Title: other.Title, Date: other.Date(), Here: other.ID == d.ID}
		for _, field := range []string{"审批结果", "阶段", "合同金额", "验收结论"} {
			if value := other.Attributes.Text(field); value != "" && value != s.Name {
				s.Facts = strings.TrimPrefix(s.Facts+"；"+field+"："+value, "；")
			}
		}
		stages = append(stages, s)
	}
	for i := range stages {
		stages[i].Project = name
	}
	slices.SortStableFunc(stages, func(a, b stage) int { return a.Date.Compare(b.Date) })
	return stages
}
