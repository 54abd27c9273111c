package audit

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
)

// lifecycle gathers the records whose parts stand in several documents.
type lifecycle struct {
	accounts        map[string]map[disclosure.Account]bool // "2025年预算" → the budgets published
	performances    map[string]performanceFact
	projects        []disclosure.Project
	projectDocs     map[string]string // code or name → the first document
	trades          map[string][]disclosure.Trade
	tradeDocs       map[string]string
	lands           []disclosure.LandDeal
	housing         map[string][]disclosure.Housing
	interpretations []interpretationFact
	linking         []disclosure.Document // with nothing but their links
	experts         map[string]disclosure.Expert
}

type performanceFact struct {
	id, project  string
	year         int
	goal, result bool
}

// interpretationFact is what is kept of one record of interpretation.
type interpretationFact struct {
	id, policy, expert string
	form               disclosure.InterpretationForm
	planMade, released disclosure.Date
}

func newLifecycle() lifecycle {
	return lifecycle{accounts: map[string]map[disclosure.Account]bool{}, performances: map[string]performanceFact{}, projectDocs: map[string]string{},
		trades: map[string][]disclosure.Trade{}, tradeDocs: map[string]string{}, housing: map[string][]disclosure.Housing{}, experts: map[string]disclosure.Expert{}}
}

func (l *lifecycle) observe(d *disclosure.Document) {
	l.observeLinks(d)
	rs := d.Records
	if rs == nil {
		return
	}
	for _, table := range rs.Budgets {
		if table.Scope == disclosure.OneAgency || table.Stage != disclosure.BudgetDrafted && table.Stage != disclosure.BudgetFinal {
			continue
		}
		key := fmt.Sprintf("%d年%s", table.Year, table.Stage)
		if l.accounts[key] == nil {
			l.accounts[key] = map[disclosure.Account]bool{}
		}
		l.accounts[key][table.Account] = true
	}
	for _, p := range rs.Performances {
		key := fmt.Sprintf("%d %s", p.Year, p.Project)
		fact, there := l.performances[key]
		if !there {
			fact = performanceFact{id: d.ID, project: p.Project, year: p.Year}
		}
		fact.goal = fact.goal || p.Goal != ""
		fact.result = fact.result || p.SelfEval+p.KeyEval != "" || p.SelfScore+p.KeyScore > 0
		l.performances[key] = fact
	}
	for _, p := range rs.Projects {
		key := cmp.Or(p.Code, p.Name)
		if l.projectDocs[key] == "" {
			l.projectDocs[key] = d.ID
		}
		l.projects = append(l.projects, p)
	}
	l.observeDeals(d)
	for _, h := range rs.Housing {
		h.Units, h.Allocations, h.Document = nil, nil, d.ID
		l.housing[h.Program+h.Batch] = append(l.housing[h.Program+h.Batch], h)
	}
	for _, i := range rs.Interpretations {
		l.interpretations = append(l.interpretations, interpretationFact{d.ID, i.Policy, i.Expert, i.Form, i.Plan.Made, firstDate(i.Released, d.Published)})
	}
	for _, expert := range rs.Experts {
		l.experts[expert.ID] = expert
	}
}

func firstDate(dates ...disclosure.Date) disclosure.Date { return cmp.Or(dates...) }

func (l *lifecycle) observeDeals(d *disclosure.Document) {
	for _, t := range d.Records.Trades {
		if t.Stage.Order() == 0 {
			continue // a credit record, not a stage
		}
		t.Elements, t.Parties = nil, nil
		t.Document = d.ID
		t.On = firstDate(t.On, d.Published)
		key := t.Project + " " + t.Lot
		if l.tradeDocs[key] == "" {
			l.tradeDocs[key] = d.ID
		}
		l.trades[key] = append(l.trades[key], t)
	}
	for _, deal := range d.Records.LandDeals {
		deal.Document = d.ID
		deal.On = firstDate(deal.On, d.Published)
		l.lands = append(l.lands, deal)
	}
}

// observeLinks keeps the links between policies and interpretations.
func (l *lifecycle) observeLinks(d *disclosure.Document) {
	slim := disclosure.Document{ID: d.ID}
	for _, r := range d.Relations {
		if r.Type == disclosure.Interprets || r.Type == disclosure.InterpretedBy {
			slim.Relations = append(slim.Relations, disclosure.Relation{Type: r.Type, Target: r.Target})
		}
	}
	if d.Records != nil {
		for _, i := range d.Records.Interpretations {
			if i.Policy != "" {
				slim.Relations = append(slim.Relations, disclosure.Relation{Type: disclosure.Interprets, Target: i.Policy})
			}
		}
	}
	if slim.Relations != nil {
		l.linking = append(l.linking, slim)
	}
}

// linked pairs policies and interpretations, whether they name each other by ID, 文号 or title.
func (l *lifecycle) linked(graph *disclosure.ValidityGraph) []disclosure.InterpretationLink {
	for i := range l.linking {
		for j, r := range l.linking[i].Relations {
			if id, ok := graph.Resolve(r.Target); ok {
				l.linking[i].Relations[j].Target = id
			}
		}
	}
	return disclosure.InterpretationLinks(l.linking)
}

func surveyAccounts(s *survey) {
	for _, key := range sortedKeys(s.lifecycle.accounts) {
		var missing []string
		for _, account := range disclosure.Accounts() {
			if !s.lifecycle.accounts[key][account] {
				missing = append(missing, string(account))
			}
		}
		if missing != nil {
			s.find(disclosure.Finding{Subject: key, Message: key + "缺" + strings.Join(missing, "、"), Evidence: fmt.Sprintf("已公开%d本", len(disclosure.Accounts())-len(missing))})
		}
	}
}

func surveyPerformances(s *survey) {
	for _, key := range sortedKeys(s.lifecycle.performances) {
		if p := s.lifecycle.performances[key]; p.goal && !p.result && s.asOf.Year > p.year {
			s.find(disclosure.Finding{Subject: p.id, Field: "records.performances", Message: fmt.Sprintf("%d年“%s”有绩效目标，没有自评或评价", p.year, p.project)})
		}
	}
}

func surveyProjects(s *survey) {
	for _, project := range disclosure.MergeProjects(s.lifecycle.projects) {
		gaps := project.Gaps()
		if len(gaps) == 0 {
			continue
		}
		names := make([]string, len(gaps))
		for i, gap := range gaps {
			names[i] = string(gap)
		}
		s.find(disclosure.Finding{Subject: s.lifecycle.projectDocs[cmp.Or(project.Code, project.Name)], Field: "records.projects",
			Message: project.Name + "缺" + strings.Join(names, "、") + "，而后续阶段已公开", Evidence: project.Code})
	}
}

func surveyTradeOrder(s *survey) {
	for _, key := range sortedKeys(s.lifecycle.trades) {
		trades := slices.Clone(s.lifecycle.trades[key])
		if trades[0].Kind == disclosure.OtherTrade {
			continue // its stages are not known
		}
		report := func(message string) {
			s.find(disclosure.Finding{Subject: s.lifecycle.tradeDocs[key], Field: "records.trades", Message: trades[0].Project + message})
		}
		if gaps := disclosure.TradeGaps(trades); len(gaps) > 0 {
			names := make([]string, len(gaps))
			for i, gap := range gaps {
				names[i] = string(gap)
			}
			report("缺" + strings.Join(names, "、") + "，而后续阶段已公开")
		}
		slices.SortStableFunc(trades, func(a, b disclosure.Trade) int { return a.Stage.Order() - b.Stage.Order() })
		for i := 1; i < len(trades); i++ {
			a, b := trades[i-1], trades[i]
			if a.Stage.Order() < b.Stage.Order() && !a.On.IsZero() && b.On.Before(a.On) && !b.On.IsZero() {
				report(fmt.Sprintf("的%s（%s）早于%s（%s）", b.Stage, b.On, a.Stage, a.On))
			}
		}
	}
}

func surveyTradeResults(s *survey) {
	for _, key := range sortedKeys(s.lifecycle.trades) {
		s.doubt = false
		trades := s.lifecycle.trades[key]
		last := slices.MaxFunc(trades, func(a, b disclosure.Trade) int { return a.Stage.Order() - b.Stage.Order() })
		if last.Stage.Order() >= disclosure.TradeResult.Order() {
			continue
		}
		due := last.NextDue
		if due.IsZero() && !firstDate(last.Closes, last.On).IsZero() {
			due = firstDate(last.Closes, last.On).AddDays(s.number("days"))
		}
		if !due.IsZero() && due.Before(s.asOf) {
			s.find(disclosure.Finding{Subject: s.lifecycle.tradeDocs[key], Field: "records.trades", Due: due, Message: last.Project + "没有公布结果，最近阶段为" + string(last.Stage), Evidence: last.Document})
		}
	}
	s.doubt = false
	limit := s.number("land")
	open := disclosure.OpenParcels(s.lifecycle.lands)
	for _, deal := range s.lifecycle.lands {
		due := deal.On.AddDays(limit)
		if deal.Stage == disclosure.LandNotice && slices.Contains(open, deal.Parcel) && !deal.On.IsZero() && due.Before(s.asOf) {
			s.find(disclosure.Finding{Subject: deal.Document, Field: "records.land_deals", Due: due, Message: "宗地" + deal.Parcel + "出让公告后没有成交、流拍或中止的结果"})
		}
	}
}

// surveyHousing reports the stages of a batch that are missing though a later one is published.
func surveyHousing(s *survey) {
	for _, key := range sortedKeys(s.lifecycle.housing) {
		records := s.lifecycle.housing[key]
		latest := -1
		for _, record := range records {
			latest = max(latest, slices.Index(disclosure.HousingStages(), record.Stage))
		}
		var missing []string
		for _, stage := range disclosure.HousingGaps(records) {
			if slices.Index(disclosure.HousingStages(), stage) < latest {
				missing = append(missing, string(stage))
			}
		}
		if missing != nil {
			s.find(disclosure.Finding{Subject: records[0].Document, Field: "records.housing", Message: key + "缺" + strings.Join(missing, "、") + "，而后续环节已公开"})
		}
	}
}
