package main

import (
	"context"
	"net/url"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/qa"
	"github.com/zwgk/zwgk/qa/chat"
	"github.com/zwgk/zwgk/search"
)

// answerer is what the portal needs of an assistant.
type answerer interface {
	chat.Assistant
	chat.Illustrator
}

// guide is the assistant whose answers lead to the portal's own pages and bring tables and timelines along.
type guide struct {
	*qa.Assistant
	index *search.Index
}

// documentURL is the portal's page of a document.
func documentURL(id string) string { return "/doc/" + url.PathEscape(id) }

// Ask answers, with every link turned to the portal.
func (g *guide) Ask(ctx context.Context, question qa.Question) (qa.Answer, error) {
	answer, err := g.Assistant.Ask(ctx, question)
	for i := range answer.Citations {
		answer.Citations[i].URL = documentURL(answer.Citations[i].Document)
	}
	for i := range answer.Related {
		answer.Related[i].URL = documentURL(answer.Related[i].Document)
	}
	for _, timeline := range answer.Timelines {
		for i := range timeline.Steps {
			if id := timeline.Steps[i].Document; id != "" {
				timeline.Steps[i].URL = documentURL(id)
			}
		}
	}
	return answer, err
}

// Illustrate adds the table in which an answer's sentence stands, and the stages of the project it is about.
func (g *guide) Illustrate(ctx context.Context, answer qa.Answer) (tables []chat.Table, timelines []chat.Timeline) {
	if answer.Outcome != qa.Answered || len(answer.Citations) == 0 {
		return nil, nil
	}
	citation := answer.Citations[0]
	d, ok, err := g.index.Get(ctx, citation.Document)
	if err != nil || !ok {
		return nil, nil
	}
	for _, b := range parseBody(d.Text) {
		if len(b.Rows) > 1 && b.Start < citation.End && citation.Start < b.End && len(tables) < 2 {
			tables = append(tables, chat.Table{Caption: b.Text, Columns: b.Rows[0], Rows: b.Rows[1:]})
		}
	}
	if budgets := budgetTables(&d); len(tables) == 0 && len(budgets) > 0 && len(budgets[0].Rows) <= 40 {
		tables = budgets[:1]
	}
	if stages := projectStages(ctx, g.index, &d); len(stages) > 1 {
		timelines = append(timelines, chat.Timeline{Caption: stages[0].Project, Steps: steps(stages)})
	}
	return tables, timelines
}

func steps(stages []stage) []chat.Step {
	var list []chat.Step
	for _, s := range stages {
		list = append(list, chat.Step{Date: s.Date.String(), Title: s.Name, Text: s.Facts, URL: documentURL(s.Document), Done: true})
	}
	return list
}

// bareDate is a date as a page shows it, or a dash.
func bareDate(d disclosure.Date) string {
	if d.IsZero() {
		return "—"
	}
	return d.String()
}
