package disclosure

import "fmt"

// ValidityState is what holds of a document on a day, and why. Reason is Chinese, for the public.
type ValidityState struct {
	Status    Validity
	Since     Date   // from which day, where it is known
	Reason    string // e.g. 被《…办法》（澄政发〔2024〕5号）废止，自2024年5月1日起
	By        string // id of the document that brought it about
	Successor string // id of the document in force that takes its place, where one is known
	Clause    string // the clause or scope it rests on
}

// ValidAt returns what holds of a document on a day. It looks, in this order, at the documents that repeal or replace
// it, at its own statement that it is repealed or expired, at its term, at its coming into effect, and at what repeals
// part of it or amends it. Status is "" where nothing is stated: not being repealed by what the graph holds is no
// proof of being in force. An unknown ID gives the zero state with a reason.
//
// A document's own 废止 carries no date; where a relation dates the end, an earlier day is before it.
func (g *ValidityGraph) ValidAt(id string, day Date) ValidityState {
	node, ok := g.nodes[id]
	if !ok {
		return ValidityState{Reason: "未收录该文件"}
	}
	edges := g.edges(id)
	end, ended := firstEdge(edges, Relation.ends)
	switch {
	case ended && !day.Before(end.on):
		return g.endedBy(end, day)
	case node.stated.Lapsed() && !(ended && !end.on.IsZero()):
		return ValidityState{Status: node.stated, Since: node.endOfTerm(), Reason: "文件标注为" + node.stated.Chinese(), Successor: g.successor(id, day)}
	case !node.span.To.IsZero() && node.span.To.Before(day):
		return ValidityState{Status: Expired, Since: node.span.To.AddDays(1), Reason: "有效期至" + node.span.To.Chinese(),
			Clause: node.span.Clause, Successor: g.successor(id, day)}
	case !node.span.From.IsZero() && day.Before(node.span.From):
		return ValidityState{Status: NotYetInForce, Since: node.span.From, Reason: "自" + node.span.From.Chinese() + "起施行", Clause: node.span.Clause}
	}
	for _, edge := range edges {
		if !edge.relation.ends() && !day.Before(edge.on) {
			return g.touchedBy(edge)
		}
	}
	return node.standing()
}

// endOfTerm is the day after the term where it has one.
func (n *graphNode) endOfTerm() Date {
	if n.span.To.IsZero() {
		return Date{}
	}
	return n.span.To.AddDays(1)
}

// standing is the state of a document that nothing has ended or changed.
func (n *graphNode) standing() ValidityState {
	state := ValidityState{Status: n.stated, Since: n.span.From, Reason: "文件标注为" + n.stated.Chinese()}
	switch {
	case n.stated == "" || n.stated.Lapsed():
		state.Status, state.Reason = "", "文件未标注有效性，所收文件中未见废止或修改"
	case n.stated == NotYetInForce && !n.span.From.IsZero():
		state.Status, state.Reason = InForce, "自"+n.span.From.Chinese()+"起施行"
	}
	return state
}

// firstEdge returns the earliest edge of a kind; one without a date counts as earliest.
func firstEdge(edges []graphEdge, kind func(Relation) bool) (first graphEdge, ok bool) {
	for _, edge := range edges {
		if kind(edge.relation) && (!ok || edge.on.Before(first.on)) {
			first, ok = edge, true
		}
	}
	return first, ok
}

func (g *ValidityGraph) endedBy(end graphEdge, day Date) ValidityState {
	verb := "废止"
	if end.relation.Type == Replaces {
		verb = "代替"
	}
	state := ValidityState{Status: Repealed, Since: end.on, By: end.from.id, Clause: end.relation.Scope,
		Reason: "被" + end.from.name() + verb + since(end.on)}
	if end.relation.Type == Replaces || !end.from.endsOnly {
		state.Successor = g.current(end.from.id, day)
	}
	return state
}

func (g *ValidityGraph) touchedBy(edge graphEdge) ValidityState {
	state := ValidityState{Status: Amended, Since: edge.on, By: edge.from.id, Clause: edge.relation.Scope,
		Reason: "经" + edge.from.name() + "修改" + since(edge.on)}
	if edge.relation.Type == PartlyRepeals {
		state.Status, state.Reason = PartlyInForce, "被"+edge.from.name()+"部分废止"+since(edge.on)
	}
	return state
}

func since(day Date) string {
	if day.IsZero() {
		return ""
	}
	return "，自" + day.Chinese() + "起"
}

// name is how people cite a document.
func (n *graphNode) name() string {
	switch {
	case n.title == "":
		return n.id
	case n.number == "":
		return "《" + bareTitle(n.title) + "》"
	}
	return fmt.Sprintf("《%s》（%s）", bareTitle(n.title), n.number)
}

// successor returns what takes the place of a document that ended of itself: one that says it replaces it, whenever.
func (g *ValidityGraph) successor(id string, day Date) string {
	next, ok := firstEdge(g.edges(id), func(r Relation) bool { return r.Type == Replaces })
	if !ok {
		return ""
	}
	return g.current(next.from.id, day)
}

// current follows repeals and replacements from a document to the one that is in force on a day. It is "" where the
// way ends in a repeal without successor; in a circle it is the document where the circle closes.
func (g *ValidityGraph) current(id string, day Date) string {
	seen := map[string]bool{}
	for !seen[id] {
		seen[id] = true
		next, ok := firstEdge(g.edges(id), Relation.ends)
		if !ok || day.Before(next.on) {
			return id
		}
		if next.relation.Type == Repeals && next.from.endsOnly {
			return ""
		}
		id = next.from.id
	}
	return id
}
