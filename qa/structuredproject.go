package qa

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
)

// projects answers how far a construction project has come, by the last stage published of it.
func (q *recordQuestion) projects() (recordAnswer, bool) {
	most, name := 0, ""
	for _, d := range q.documents {
		for i := range d.Records.Projects {
			if n := names(q.text, d.Records.Projects[i].Name); n > most {
				most, name = n, cmp.Or(d.Records.Projects[i].Code, d.Records.Projects[i].Name)
			}
		}
	}
	if most == 0 {
		return recordAnswer{}, false
	}
	var parts []disclosure.Project
	var stages []publishedStage
	for _, d := range q.documents {
		for i := range d.Records.Projects {
			p := d.Records.Projects[i]
			if cmp.Or(p.Code, p.Name) != name {
				continue
			}
			p.Stages = slices.Clone(p.Stages)
			for j := range p.Stages {
				p.Stages[j].Document = cmp.Or(p.Stages[j].Document, d.ID)
				stages = append(stages, publishedStage{p.Stages[j], recordSource{d, fmt.Sprintf("projects/%d", i), stageNeedles(&p.Stages[j])}})
			}
			parts = append(parts, p)
		}
	}
	project := disclosure.MergeProjects(parts)[0]
	last, ok := lastStage(stages)
	if !ok {
		return recordAnswer{}, false
	}
	text := fmt.Sprintf("%s最近公开的阶段为%s", project.Name, last.Stage) + stageFacts(&last.ProjectStage) + "。"
	return recordAnswer{text: text, sources: []recordSource{last.source}, timelines: []Timeline{q.linked(projectTimeline(&project))}}, true
}

// publishedStage is a stage of a project and the record that publishes it.
type publishedStage struct {
	disclosure.ProjectStage
	source recordSource
}

// lastStage returns the stage of the latest day; of the same day the one furthest in the project's life.
func lastStage(stages []publishedStage) (last publishedStage, ok bool) {
	order := disclosure.ProjectStages("")
	for _, s := range stages {
		if s.NotApplicable != "" {
			continue
		}
		if !ok || cmp.Or(s.On.Compare(last.On), slices.Index(order, s.Stage)-slices.Index(order, last.Stage),
			cmp.Compare(s.source.document.ID, last.source.document.ID)) > 0 {
			last, ok = s, true
		}
	}
	return last, ok
}

func stageNeedles(s *disclosure.ProjectStage) []string {
	return []string{s.Number.String(), s.Progress, s.On.Chinese(), s.Result}
}

// stageFacts says what is published of a stage, in brackets.
func stageFacts(s *disclosure.ProjectStage) string {
	var facts []string
	for _, fact := range []string{s.On.Chinese(), s.Authority, s.Result, s.Number.String(), s.Progress} {
		if fact != "" {
			facts = append(facts, fact)
		}
	}
	if len(facts) == 0 {
		return ""
	}
	return "（" + strings.Join(facts, "，") + "）"
}

// projectTimeline lays a project's life out, gaps and what is still to come included.
func projectTimeline(p *disclosure.Project) Timeline {
	line := Timeline{Caption: p.Name}
	var dated []Step
	for _, entry := range p.Timeline() {
		if len(entry.Records) == 0 {
			line.Steps = append(line.Steps, Step{Title: string(entry.Stage), Text: strings.TrimSuffix(string(entry.State)+"："+entry.Reason, "："), Done: entry.State == disclosure.StageNotApplicable})
		}
		for _, s := range entry.Records {
			dated = append(dated, Step{Date: s.On.String(), Title: string(s.Stage), Text: strings.Trim(stageText(&s), "；"), Done: true, Document: s.Document})
			line.Steps = append(line.Steps, Step{Date: s.On.String()})
		}
	}
	// The stages are laid out in the order of a project's life; what has a day stands in the order of the days.
	slices.SortStableFunc(dated, func(a, b Step) int { return cmp.Compare(a.Date, b.Date) })
	for i := range line.Steps {
		if line.Steps[i].Date != "" {
			line.Steps[i], dated = dated[0], dated[1:]
		}
	}
	return line
}

func stageText(s *disclosure.ProjectStage) string {
	var facts []string
	for _, fact := range []string{s.Result, s.Number.String(), s.Progress} {
		if fact != "" {
			facts = append(facts, fact)
		}
	}
	return strings.Join(facts, "；")
}

// linked gives each step the address of the document that publishes it.
func (q *recordQuestion) linked(line Timeline) Timeline {
	for i := range line.Steps {
		for _, d := range q.documents {
			if d.ID == line.Steps[i].Document {
				line.Steps[i].URL = d.URL
			}
		}
	}
	return line
}
