package audit

import (
	"fmt"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
)

// namedRepeal is a document that a text says it repeals.
type namedRepeal struct{ by, target, clause string }

// maxRepeals bounds what is kept of one document: a decision may repeal hundreds.
const maxRepeals = 300

func (s *survey) observeRepeals(d *disclosure.Document) {
	kept := 0
	for _, clause := range disclosure.FindValidityClauses(d.Text) {
		if clause.Kind != disclosure.RepealClause {
			continue
		}
		for _, target := range clause.Targets {
			if kept++; kept > maxRepeals {
				return
			}
			s.repeals = append(s.repeals, namedRepeal{d.ID, strings.Clone(target), shorten(strings.Clone(d.Text[clause.Start:clause.End]), 60)})
		}
	}
}

// graphFaults are the faults of the validity graph, made once.
func (s *survey) graphFaults() []disclosure.GraphFault {
	if !s.graphDone {
		s.graphDone, s.memoFaults = true, s.graph.Faults(s.asOf)
	}
	return s.memoFaults
}

func surveyDangling(s *survey) {
	for _, fault := range s.graphFaults() {
		if fault.Kind == disclosure.DanglingFault {
			s.find(disclosure.Finding{Subject: fault.IDs[0], Field: "relations", Message: "所" + fault.Relation.Type.Chinese() + "的文件不存在或不唯一", Evidence: fault.Relation.Target})
		}
	}
	for _, i := range s.lifecycle.interpretations {
		if _, ok := s.graph.Resolve(i.policy); !ok && i.policy != "" {
			s.find(disclosure.Finding{Subject: i.id, Field: "records.interpretations", Message: "所解读的政策不存在或不唯一", Evidence: i.policy})
		}
	}
}

func surveyCycles(s *survey) {
	for _, fault := range s.graphFaults() {
		if fault.Kind == disclosure.CycleFault {
			s.find(disclosure.Finding{Subject: fault.IDs[0], Field: "relations", Message: "废止、代替关系成环", Evidence: strings.Join(fault.IDs, " → ")})
		}
	}
}

func surveyConflicts(s *survey) {
	for _, fault := range s.graphFaults() {
		if fault.Kind == disclosure.ConflictFault {
			state := s.graph.ValidAt(fault.IDs[1], s.asOf)
			s.find(disclosure.Finding{Subject: fault.IDs[1], Field: "validity", Message: "标注为有效，但已" + state.Reason, Evidence: fault.IDs[0]})
		}
	}
}

func surveyRepealNotes(s *survey) {
	for i := range s.docs {
		d := &s.docs[i]
		if d.validity == disclosure.Repealed && !d.noted && s.graph.ValidAt(d.id, s.asOf).By == "" {
			s.find(disclosure.Finding{Subject: d.id, Field: "validity", Message: "已废止，没有说明依据或替代文件", Evidence: shorten(d.title, 40)})
		}
	}
}

func surveyPartialRepeals(s *survey) {
	for i := range s.docs {
		d := &s.docs[i]
		if d.validity == disclosure.PartlyInForce && !d.scoped && s.graph.ValidAt(d.id, s.asOf).Clause == "" {
			s.find(disclosure.Finding{Subject: d.id, Field: "validity", Message: "部分失效，没有写明条款", Evidence: shorten(d.title, 40)})
		}
	}
}

// after says whether a document is later than another, by the first kind of date that both state. A repealing document
// cannot mean one that came after it under the old title.
func (d *docFacts) after(other *docFacts) bool {
	for _, dates := range [][2]disclosure.Date{{d.formed, other.formed}, {d.published, other.published}, {d.effective, other.effective}} {
		if !dates[0].IsZero() && !dates[1].IsZero() {
			return dates[1].Before(dates[0])
		}
	}
	return false
}

// endOfDays is a day by which every relation has come into effect.
var endOfDays = disclosure.Date{Year: 9999, Month: 12, Day: 31}

// surveyUnlinkedRepeals compares what texts repeal with the relations that documents state.
func surveyUnlinkedRepeals(s *survey) {
	for _, repeal := range s.repeals {
		id, ok := s.graph.Resolve(repeal.target)
		if !ok || id == repeal.by {
			continue
		}
		by := s.doc(repeal.by)
		if d := s.doc(id); d == nil || d.after(by) || d.validity.Lapsed() || s.graph.ValidAt(id, endOfDays).By != "" {
			continue
		}
		s.find(disclosure.Finding{Subject: repeal.by, Field: "text", Message: fmt.Sprintf("正文宣布废止%s，没有建立关联，该文件%s", id, statedAs(s.doc(id).validity)), Evidence: repeal.clause})
	}
}
