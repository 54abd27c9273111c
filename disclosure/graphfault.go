package disclosure

import "slices"

// GraphFaultKind is a stable code for what is wrong with links between documents.
type GraphFaultKind string

// The faults of a validity graph.
const (
	DanglingFault GraphFaultKind = "dangling" // the target is not among the documents, or more than one fits
	CycleFault    GraphFaultKind = "cycle"    // documents that end each other in a circle, or one that ends itself
	ConflictFault GraphFaultKind = "conflict" // a document states that it is in force, and another has ended it
)

// GraphFault is one fault. IDs are the documents concerned: of a cycle all of them, sorted; otherwise the holder of
// the relation and, of a conflict, the document that states otherwise.
type GraphFault struct {
	Kind     GraphFaultKind
	IDs      []string
	Relation Relation // the relation at fault; zero for a cycle
}

// Faults returns the faults of the graph as of a day: dangling relations of any type, in the order of the documents;
// then cycles; then conflicts of stated validity.
func (g *ValidityGraph) Faults(asOf Date) []GraphFault {
	var faults, conflicts []GraphFault
	for _, id := range g.order {
		node := g.nodes[id]
		for _, relation := range node.relations {
			if _, ok := g.Resolve(relation.Target); !ok {
				faults = append(faults, GraphFault{DanglingFault, []string{id}, relation})
			}
		}
		end, ended := firstEdge(g.edges(id), Relation.ends)
		if ended && node.stated != "" && !node.stated.Lapsed() && !end.on.IsZero() && !asOf.Before(end.on) {
			conflicts = append(conflicts, GraphFault{ConflictFault, []string{end.from.id, id}, end.relation})
		}
	}
	for _, cycle := range g.cycles() {
		faults = append(faults, GraphFault{Kind: CycleFault, IDs: cycle})
	}
	return append(faults, conflicts...)
}

// cycles returns the strongly connected parts of the graph of endings that have more than one document, or one that
// ends itself, by Tarjan's algorithm (1972) without recursion: chains may be as long as the archive.
func (g *ValidityGraph) cycles() [][]string {
	search := tarjan{graph: g, index: map[string]int{}, low: map[string]int{}, onStack: map[string]bool{}}
	for _, id := range g.order {
		if _, seen := search.index[id]; !seen {
			search.from(id)
		}
	}
	return search.found
}

type tarjan struct {
	graph      *ValidityGraph
	index, low map[string]int
	stack      []string
	onStack    map[string]bool
	found      [][]string
}

type tarjanFrame struct {
	id      string
	targets []string
	next    int
}

func (t *tarjan) from(root string) {
	frames := []tarjanFrame{t.open(root)}
	for len(frames) > 0 {
		frame := &frames[len(frames)-1]
		if frame.next < len(frame.targets) {
			target := frame.targets[frame.next]
			frame.next++
			if _, seen := t.index[target]; !seen {
				frames = append(frames, t.open(target))
			} else if t.onStack[target] {
				t.low[frame.id] = min(t.low[frame.id], t.index[target])
			}
			continue
		}
		t.close(frame.id, slices.Contains(frame.targets, frame.id))
		frames = frames[:len(frames)-1]
		if len(frames) > 0 {
			parent := frames[len(frames)-1].id
			t.low[parent] = min(t.low[parent], t.low[frame.id])
		}
	}
}

func (t *tarjan) open(id string) tarjanFrame {
	t.index[id] = len(t.index)
	t.low[id] = t.index[id]
	t.stack = append(t.stack, id)
	t.onStack[id] = true
	frame := tarjanFrame{id: id}
	for _, relation := range t.graph.nodes[id].relations {
		if target, ok := t.graph.Resolve(relation.Target); ok && relation.ends() {
			frame.targets = append(frame.targets, target)
		}
	}
	return frame
}

// close takes a finished part off the stack.
func (t *tarjan) close(id string, endsItself bool) {
	if t.low[id] != t.index[id] {
		return
	}
	at := len(t.stack) - 1
	for t.stack[at] != id {
		at--
	}
	part := slices.Clone(t.stack[at:])
	t.stack = t.stack[:at]
	for _, member := range part {
		t.onStack[member] = false
	}
	if len(part) > 1 || endsItself {
		slices.Sort(part)
		t.found = append(t.found, part)
	}
}
