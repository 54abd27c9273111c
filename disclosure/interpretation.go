package disclosure

import "slices"

// InterpretationForm is how an interpretation (解读) is presented.
type InterpretationForm string

// The forms of interpretation.
const (
	TextForm       InterpretationForm = "文字"
	ChartForm      InterpretationForm = "图解"
	VideoForm      InterpretationForm = "视频"
	AudioForm      InterpretationForm = "音频"
	BriefingForm   InterpretationForm = "发布会"
	InterviewForm  InterpretationForm = "访谈"
	CommentaryForm InterpretationForm = "专家解读"
)

// NeedsText says whether a form must come with the same in words, for those who cannot see or hear it and for search.
func (f InterpretationForm) NeedsText() bool {
	return f == ChartForm || f == VideoForm || f == AudioForm
}

// The points that an interpretation covers (国办发〔2017〕47号).
const (
	PointBackground = "背景依据"
	PointGoals      = "目标任务"
	PointContents   = "主要内容"
	PointProblems   = "解决的问题"
)

// InterpretationPoints lists the four points in order.
func InterpretationPoints() []string {
	return []string{PointBackground, PointGoals, PointContents, PointProblems}
}

// Interpretation is a document's explanation of a policy (政策解读). It stands in the records of the explaining
// document; the policy's side of the link is a Relation of its own, which audit compares.
type Interpretation struct {
	Policy   string             `json:"policy"` // document id
	Form     InterpretationForm `json:"form"`
	Author   string             `json:"author,omitempty"`  // 解读机关 or person
	Expert   string             `json:"expert,omitempty"`  // Expert.ID, of 专家解读
	Plan     InterpretationPlan `json:"plan,omitzero"`     // 解读方案
	Points   map[string]string  `json:"points,omitempty"`  // point → text
	Alt      string             `json:"alt,omitempty"`     // text alternative of a picture or recording
	Related  []string           `json:"related,omitempty"` // ids of the same interpretation in other forms
	Released Date               `json:"released,omitzero"` // where it differs from the document's 发布日期
}

// InterpretationPlan is the plan made together with the draft of a policy: what, how, where and when.
type InterpretationPlan struct {
	Made     Date     `json:"made,omitzero"`
	Outline  string   `json:"outline,omitempty"`  // 提纲
	Forms    []string `json:"forms,omitempty"`    // 形式
	Channels []string `json:"channels,omitempty"` // 途径
	Due      Date     `json:"due,omitzero"`       // 时间
	Document string   `json:"document,omitempty"`
}

// IsZero says whether there is no plan.
func (p InterpretationPlan) IsZero() bool {
	return p.Made.IsZero() && p.Outline == "" && p.Forms == nil && p.Channels == nil && p.Due.IsZero() && p.Document == ""
}

// MissingPoints returns the points without text, in order.
func (i *Interpretation) MissingPoints() []string {
	return slices.DeleteFunc(InterpretationPoints(), func(point string) bool { return i.Points[point] != "" })
}

// InterpretationLink is one policy and one document that explains it, with the side of the link that is missing.
type InterpretationLink struct {
	Policy, Interpretation string // document ids
	FromPolicy             bool   // the policy points to its interpretation
	FromInterpretation     bool   // the interpretation points to its policy
}

// Broken says whether one side is missing.
func (l InterpretationLink) Broken() bool { return !l.FromPolicy || !l.FromInterpretation }

// InterpretationLinks pairs policies and interpretations as documents state them: an interpretation by its record or
// its Interprets relation, a policy by its InterpretedBy relation. The links come in the order in which their first
// side was met.
func InterpretationLinks(documents []Document) []InterpretationLink {
	var links []InterpretationLink
	place := map[[2]string]int{}
	link := func(policy, interpretation string) *InterpretationLink {
		key := [2]string{policy, interpretation}
		i, ok := place[key]
		if !ok {
			i = len(links)
			place[key] = i
			links = append(links, InterpretationLink{Policy: policy, Interpretation: interpretation})
		}
		return &links[i]
	}
	for _, d := range documents {
		for _, relation := range d.Relations {
			switch relation.Type {
			case Interprets:
				link(relation.Target, d.ID).FromInterpretation = true
			case InterpretedBy:
				link(d.ID, relation.Target).FromPolicy = true
			}
		}
		if d.Records == nil {
			continue
		}
		for _, record := range d.Records.Interpretations {
			if record.Policy != "" {
				link(record.Policy, d.ID).FromInterpretation = true
			}
		}
	}
	return links
}
