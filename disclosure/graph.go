package disclosure

import (
	"cmp"
	"slices"
	"strings"
	"sync"
)

// ValidityGraph holds how documents bear on each other's validity (废止, 代替, 修改, 部分废止). It keeps a few words of
// each document, not its text. Add everything first; then it may be read from several goroutines at once.
//
// What the relations do: repeals and replaces end their target from the day they name, or from the day the holder
// takes effect; partially-repeals and amends leave it in force in part or as amended. An end stands even if the
// document that brought it is repealed later. The other relations do not touch validity.
type ValidityGraph struct {
	nodes    map[string]*graphNode
	order    []string            // ids as added
	byNumber map[string][]string // 文号 normalised → ids
	byTitle  map[string][]string

	mu       sync.Mutex // guards incoming while it is made
	incoming map[string][]graphEdge
}

type graphNode struct {
	id, title, number string
	stated            Validity
	span              ValiditySpan
	dated             Date // formed, else published
	relations         []Relation
	endsOnly          bool // a decision to repeal, which is nobody's successor
}

// graphEdge is a relation seen from its target.
type graphEdge struct {
	from     *graphNode
	relation Relation
	on       Date // zero where it cannot be dated
}

// NewValidityGraph returns an empty graph.
func NewValidityGraph() *ValidityGraph {
	return &ValidityGraph{nodes: map[string]*graphNode{}, byNumber: map[string][]string{}, byTitle: map[string][]string{}}
}

// Add puts a document into the graph. One with an ID that is there already is left out.
func (g *ValidityGraph) Add(d *Document) {
	if _, there := g.nodes[d.ID]; there || d.ID == "" {
		return
	}
	node := &graphNode{id: d.ID, title: d.Title, number: d.Number.String(), stated: d.Validity, span: d.Span(),
		dated: cmp.Or(d.Formed, d.Published), relations: slices.Clone(d.Relations)}
	node.span.Clause = strings.Clone(node.span.Clause) // not the whole text it is a part of
	node.endsOnly = strings.Contains(d.Title, "废止") || strings.Contains(d.Title, "宣布失效")
	g.nodes[d.ID] = node
	g.order = append(g.order, d.ID)
	if !d.Number.IsZero() {
		g.byNumber[node.number] = append(g.byNumber[node.number], d.ID)
	}
	if title := bareTitle(d.Title); title != "" {
		g.byTitle[title] = append(g.byTitle[title], d.ID)
	}
	g.incoming = nil
}

// edges returns the relations that bear on a document's validity, made at the first call after an Add.
func (g *ValidityGraph) edges(id string) []graphEdge {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.incoming == nil {
		g.incoming = map[string][]graphEdge{}
		for _, from := range g.order {
			node := g.nodes[from]
			for _, relation := range node.relations {
				if target, ok := g.Resolve(relation.Target); ok && relation.touches() && target != from {
					on := cmp.Or(relation.On, node.span.From, node.dated)
					g.incoming[target] = append(g.incoming[target], graphEdge{node, relation, on})
				}
			}
		}
	}
	return g.incoming[id]
}

// bareTitle is a title as it is compared: without 《》 and space.
func bareTitle(s string) string {
	return strings.Join(strings.Fields(strings.Trim(strings.TrimSpace(s), "《》")), "")
}

// Resolve finds the document that a relation's target names: by ID, by 文号, or by its exact title. ok is false where
// there is none, or more than one.
func (g *ValidityGraph) Resolve(target string) (id string, ok bool) {
	if _, there := g.nodes[target]; there {
		return target, true
	}
	if number := ParseNumber(target); number.Form != "" {
		if ids := g.byNumber[number.String()]; len(ids) == 1 {
			return ids[0], true
		}
	}
	if ids := g.byTitle[bareTitle(target)]; len(ids) == 1 {
		return ids[0], true
	}
	return "", false
}

// ends says whether a relation takes its target out of force.
func (r Relation) ends() bool { return r.Type == Repeals || r.Type == Replaces }

// touches says whether a relation bears on its target's validity.
func (r Relation) touches() bool { return r.ends() || r.Type == PartlyRepeals || r.Type == Amends }
