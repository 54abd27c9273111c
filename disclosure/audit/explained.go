package audit

import (
	"fmt"
	"slices"

	"github.com/zwgk/zwgk/disclosure"
)

// explainedPair is an interpretation with its policy; both are among the documents.
type explainedPair struct {
	fact        interpretationFact
	policy, own *docFacts
}

// explained returns the pairs as their interpretations came; a document that explains one policy twice is one pair for
// each record.
func (s *survey) explained() []explainedPair {
	var pairs []explainedPair
	for _, fact := range s.lifecycle.interpretations {
		if id, ok := s.graph.Resolve(fact.policy); ok {
			if policy, own := s.doc(id), s.doc(fact.id); policy != nil && own != nil {
				pairs = append(pairs, explainedPair{fact, policy, own})
			}
		}
	}
	return pairs
}

// distinct leaves one pair of each two documents.
func distinct(pairs []explainedPair) []explainedPair {
	seen := map[[2]string]bool{}
	return slices.DeleteFunc(pairs, func(p explainedPair) bool {
		key := [2]string{p.policy.id, p.own.id}
		twice := seen[key]
		seen[key] = true
		return twice
	})
}

// earliest returns the first interpretation of each policy, in order of the policies: later ones may follow as need be.
func (s *survey) earliest() []explainedPair {
	var first []explainedPair
	place := map[string]int{}
	for _, p := range s.explained() {
		i, there := place[p.policy.id]
		if !there {
			place[p.policy.id] = len(first)
			first = append(first, p)
		} else if kept := first[i].fact.released; !p.fact.released.IsZero() && (kept.IsZero() || p.fact.released.Before(kept)) {
			first[i] = p
		}
	}
	return first
}

func surveyPlans(s *survey) {
	for _, p := range s.earliest() {
		if made := p.fact.planMade; !made.IsZero() && !p.policy.published.IsZero() && p.policy.published.Before(made) {
			s.find(disclosure.Finding{Subject: p.own.id, Field: "records.interpretations", Message: "解读方案晚于政策公布",
				Evidence: fmt.Sprintf("方案%s，政策公布%s", made, p.policy.published)})
		}
	}
}

func surveyInterpretationTime(s *survey) {
	days := s.number("days")
	for _, p := range s.earliest() {
		policy, fact := p.policy, p.fact
		if policy.published.IsZero() || fact.released.IsZero() {
			continue
		}
		if l := s.lateBy(policy.published, fact.released, days, disclosure.Workdays); l.late {
			s.find(disclosure.Finding{Subject: fact.id, Field: "published", Message: fmt.Sprintf("政策公布%s后才解读，应在%d个工作日内", l.took, days), Due: l.due,
				Evidence: fmt.Sprintf("%s公布%s，解读%s", policy.id, policy.published, fact.released)})
		}
	}
}

func surveyLinks(s *survey) {
	s.pairs = s.lifecycle.linked(s.graph)
	for _, link := range s.pairs {
		switch {
		case !link.FromPolicy && s.doc(link.Policy) != nil:
			s.find(disclosure.Finding{Subject: link.Policy, Field: "relations", Message: "政策没有链接到解读", Evidence: link.Interpretation})
		case !link.FromInterpretation && s.doc(link.Interpretation) != nil:
			s.find(disclosure.Finding{Subject: link.Interpretation, Field: "relations", Message: "解读没有链接到政策", Evidence: link.Policy})
		}
	}
}

func surveyCopies(s *survey) {
	limit := s.number("percent")
	for _, p := range distinct(s.explained()) {
		if percent, ok := shareIn(p.own.sketch, p.policy.sketch); ok && percent > limit {
			s.find(disclosure.Finding{Subject: p.own.id, Field: "text", Message: fmt.Sprintf("解读约%d%%照抄政策原文", percent), Evidence: p.policy.id})
		}
	}
}

func surveyExperts(s *survey) {
	for _, fact := range s.lifecycle.interpretations {
		if fact.form != disclosure.CommentaryForm {
			continue
		}
		expert, known := s.lifecycle.experts[fact.expert]
		switch {
		case fact.expert == "":
			s.find(disclosure.Finding{Subject: fact.id, Field: "records.interpretations", Message: "专家解读没有写明专家"})
		case !known:
			s.find(disclosure.Finding{Subject: fact.id, Field: "records.interpretations", Message: "专家不在已公开的专家库中", Evidence: fact.expert})
		case !fact.released.IsZero() && !expert.InTerm(fact.released):
			s.find(disclosure.Finding{Subject: fact.id, Field: "records.interpretations", Message: "专家解读时不在聘期", Evidence: fact.expert + "，聘期至" + expert.Until.String()})
		}
	}
}

// surveyInconsistencies compares interpretations with their policies: the day of effect, and numbers behind the same
// words.
func surveyInconsistencies(s *survey) {
	for _, p := range distinct(s.explained()) {
		own, policy := p.own, p.policy
		if !own.begins.IsZero() && !policy.effective.IsZero() && own.begins != policy.effective && len(policy.dates) < maxDates && !slices.Contains(policy.dates, packed(own.begins)) {
			s.find(disclosure.Finding{Subject: own.id, Field: "text", Message: "解读所说施行日期与政策不一致",
				Evidence: fmt.Sprintf("解读%s，政策（%s）%s", own.begins, policy.id, policy.effective)})
		}
		if n := disagreeing(own.facts, policy.facts); n > 0 && len(policy.facts) < maxFacts {
			s.find(disclosure.Finding{Subject: own.id, Field: "text", Message: fmt.Sprintf("有%d个数字与政策同一表述后的数字不同，请核对", n), Evidence: policy.id})
		}
	}
}

// disagreeing counts the numbers of an interpretation that the policy states otherwise behind the same words and
// nowhere states as such.
func disagreeing(own, policy []numberFact) int {
	contexts, values := map[uint32]bool{}, map[uint32]bool{}
	for _, fact := range policy {
		contexts[fact.context()], values[fact.value()] = true, true
	}
	n := 0
	for _, fact := range own {
		if contexts[fact.context()] && !values[fact.value()] {
			n++
		}
	}
	return n
}
