package disclosure

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
)

// ProjectStageKind is a stage in the life of a major construction project (重大建设项目).
type ProjectStageKind string

// The stages, in the order of a project's life: approval (国办发〔2017〕94号, 批准结果), then construction (实施). 审批,
// 核准 and 备案 are three ways through ProjectProposal to ProjectDesign; see ProjectRoute.
const (
	ProjectProposal    ProjectStageKind = "项目建议书"
	ProjectFeasibility ProjectStageKind = "可行性研究报告"
	ProjectDesign      ProjectStageKind = "初步设计"
	ProjectVerified    ProjectStageKind = "核准"
	ProjectFiled       ProjectStageKind = "备案"
	ProjectLandUse     ProjectStageKind = "用地预审与选址"
	ProjectEnvironment ProjectStageKind = "环境影响评价"
	ProjectRequisition ProjectStageKind = "征收土地"
	ProjectTender      ProjectStageKind = "招标投标"
	ProjectPermit      ProjectStageKind = "施工许可"
	ProjectBuilding    ProjectStageKind = "施工进展"
	ProjectQuality     ProjectStageKind = "质量安全监督"
	ProjectChange      ProjectStageKind = "重大设计变更"
	ProjectCompletion  ProjectStageKind = "竣工验收"
)

// ProjectRoute is the way a project is let through.
type ProjectRoute string

// The three routes. Government investment is approved, the rest is verified by list or only filed.
const (
	RouteApproval     ProjectRoute = "审批"
	RouteVerification ProjectRoute = "核准"
	RouteFiling       ProjectRoute = "备案"
)

// ProjectStages lists the stages that a project of a route passes through, in order. 重大设计变更 is not among them: it
// need not happen. An unknown route is taken as 审批.
func ProjectStages(route ProjectRoute) []ProjectStageKind {
	var approval []ProjectStageKind
	switch route {
	case RouteVerification:
		approval = []ProjectStageKind{ProjectVerified}
	case RouteFiling:
		approval = []ProjectStageKind{ProjectFiled}
	default:
		approval = []ProjectStageKind{ProjectProposal, ProjectFeasibility, ProjectDesign}
	}
	return append(approval, ProjectLandUse, ProjectEnvironment, ProjectRequisition, ProjectTender, ProjectPermit,
		ProjectBuilding, ProjectQuality, ProjectCompletion)
}

// Project is a construction project and what is published of its life.
type Project struct {
	Code   string         `json:"code"` // 项目统一代码; see CheckProjectCode
	Name   string         `json:"name"`
	Owner  string         `json:"owner,omitempty"` // 项目法人
	Region string         `json:"region,omitempty"`
	Route  ProjectRoute   `json:"route,omitempty"`
	Invest Fen            `json:"invest,omitempty"` // 总投资
	Stages []ProjectStage `json:"stages,omitempty"`
}

// ProjectStage is one published stage. An approval shows 审批结果, 批复时间, 批复文号 and 批复单位; a stage that does not apply
// says why in NotApplicable, which is its only excuse.
type ProjectStage struct {
	Stage         ProjectStageKind `json:"stage"`
	Result        string           `json:"result,omitempty"`    // 审批结果
	On            Date             `json:"on,omitzero"`         // 批复时间, or the day of the stage
	Number        Number           `json:"number,omitzero"`     // 批复文号
	Authority     string           `json:"authority,omitempty"` // 批复单位
	Document      string           `json:"document,omitempty"`
	Progress      string           `json:"progress,omitempty"` // 施工进展, 质量安全 in words
	NotApplicable string           `json:"not_applicable,omitempty"`
}

// MissingElements names the elements that an approval stage lacks of the six the standard asks for; project name and
// code are the project's own.
func (p *Project) MissingElements(s ProjectStage) []string {
	var missing []string
	for _, element := range []struct {
		name  string
		there bool
	}{
		{"审批结果", s.Result != ""}, {"批复时间", !s.On.IsZero()}, {"批复文号", !s.Number.IsZero()},
		{"批复单位", s.Authority != ""}, {"项目名称", p.Name != ""}, {"项目统一代码", p.Code != ""},
	} {
		if !element.there {
			missing = append(missing, element.name)
		}
	}
	return missing
}

// MergeProjects joins what several documents publish of the same project, by 项目统一代码 or, without one, by name. The
// first statement of a field stands; stages come in the order given. Projects come in order of appearance.
func MergeProjects(parts []Project) []Project {
	var merged []Project
	place := map[string]int{}
	for _, part := range parts {
		key := cmp.Or(part.Code, part.Name)
		i, there := place[key]
		if !there {
			i = len(merged)
			place[key] = i
			merged = append(merged, Project{})
		}
		whole := &merged[i]
		whole.Code, whole.Name = cmp.Or(whole.Code, part.Code), cmp.Or(whole.Name, part.Name)
		whole.Owner, whole.Region = cmp.Or(whole.Owner, part.Owner), cmp.Or(whole.Region, part.Region)
		whole.Route, whole.Invest = cmp.Or(whole.Route, part.Route), cmp.Or(whole.Invest, part.Invest)
		whole.Stages = append(whole.Stages, part.Stages...)
	}
	return merged
}

// TimelineState says how a stage stands in a project's timeline.
type TimelineState string

// The states of a stage.
const (
	StagePublished     TimelineState = "已公开"
	StageGap           TimelineState = "缺失"  // a later stage is published
	StageAhead         TimelineState = "未到"  // no later stage is published
	StageNotApplicable TimelineState = "不适用" // with a reason
)

// TimelineEntry is one stage of a project's life as a portal shows it.
type TimelineEntry struct {
	Stage   ProjectStageKind `json:"stage"`
	State   TimelineState    `json:"state"`
	Records []ProjectStage   `json:"records,omitempty"` // by date
	Reason  string           `json:"reason,omitempty"`  // why not applicable
}

// Timeline lays the project's stages out in the order of its route, with gaps shown. Stages outside the route come
// at the end, as published.
func (p *Project) Timeline() []TimelineEntry {
	order := ProjectStages(p.Route)
	for _, s := range p.Stages {
		if !slices.Contains(order, s.Stage) {
			order = append(order, s.Stage)
		}
	}
	entries := make([]TimelineEntry, len(order))
	later := false
	for i := len(order) - 1; i >= 0; i-- {
		entry := TimelineEntry{Stage: order[i], State: StageAhead}
		if later {
			entry.State = StageGap
		}
		for _, s := range p.Stages {
			if s.Stage == order[i] && s.NotApplicable != "" {
				entry.State, entry.Reason = StageNotApplicable, s.NotApplicable
			}
		}
		for _, s := range p.Stages {
			if s.Stage == order[i] && s.NotApplicable == "" {
				entry.State, entry.Reason = StagePublished, ""
				entry.Records = append(entry.Records, s)
			}
		}
		slices.SortStableFunc(entry.Records, func(a, b ProjectStage) int { return a.On.Compare(b.On) })
		later = later || entry.State == StagePublished && i < len(ProjectStages(p.Route))
		entries[i] = entry
	}
	return entries
}

// Gaps returns the stages of the timeline that are missing though a later one is published.
func (p *Project) Gaps() []ProjectStageKind {
	var gaps []ProjectStageKind
	for _, entry := range p.Timeline() {
		if entry.State == StageGap {
			gaps = append(gaps, entry.Stage)
		}
	}
	return gaps
}

var projectCode = regexp.MustCompile(`^(\d{4})-(\d{6})-(\d{2})-(\d{2})-(\d{6})$`)

// CheckProjectCode verifies the shape of a 项目统一代码: year, region, industry, type and serial, 2024-440300-48-03-012345.
// The first group is a year, or, in codes given since 2021, the last two digits of the year and the month: 2201 is
// January 2022. The shape is that of the national online approval platform; it has no check digit.
func CheckProjectCode(code string) error {
	m := projectCode.FindStringSubmatch(code)
	if m == nil || !projectCodeStart(m[1]) {
		return fmt.Errorf("disclosure: %q is no 项目统一代码; write it as 2024-440300-48-03-012345", shorten(code))
	}
	return nil
}

// projectCodeStart says whether the first four digits are a year of this century or two digits of year and a month.
func projectCodeStart(digits string) bool {
	month := digits[2:]
	return digits >= "2000" && digits < "2100" || digits >= "2100" && month >= "01" && month <= "12"
}
