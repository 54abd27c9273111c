package search

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search/chinese"
)

// SavedQuery is a search that somebody wants to hear of: each new document that it matches.
type SavedQuery struct {
	ID     string // the host's; need not be unique
	Text   string // as Query.Text. Ranges that are counted from today (近三个月) are left out: a new document is new
	Filter Filter
}

// SavedQueries match documents against many saved queries, the other way round than an Index does (percolation). Each
// query is filed under a term that every document it matches must hold, the rarest among the queries, so that a document
// meets only the queries it has a chance with. Safe for concurrent use; it never changes.
type SavedQueries struct {
	analyzer *chinese.Analyzer
	queries  []savedPlan
	byTerm   map[string][]int32 // term → queries filed under it
	any      []int32            // queries without a term: filters alone, and scopes
}

// savedPlan is a saved query made ready.
type savedPlan struct {
	SavedQuery
	words      []savedWord
	conditions []condition
	numbers    []string
	bounds     []dateRange
}

// savedWord is a word of a saved query. A document holds it when it holds need of its groups.
type savedWord struct {
	groups [][]string // each of alternatives: pieces of text, folded, one of which must stand in the document
	need   int
}

// SavedOptions tune SavedQueries; nil means the defaults.
type SavedOptions struct {
	Analyzer *chinese.Analyzer // default chinese.Default()
	Synonyms *Synonyms         // default DefaultSynonyms
}

// NewSavedQueries makes queries ready. It fails on one that Query.Validate refuses, with its id, and on one that neither
// asks for anything nor filters, since it would match every document.
func NewSavedQueries(queries []SavedQuery, opts *SavedOptions) (*SavedQueries, error) {
	var o SavedOptions
	if opts != nil {
		o = *opts
	}
	if o.Analyzer == nil {
		o.Analyzer = chinese.Default()
	}
	if o.Synonyms == nil {
		o.Synonyms = DefaultSynonyms()
	}
	s := &SavedQueries{analyzer: o.Analyzer, byTerm: map[string][]int32{}}
	for _, q := range queries {
		if err := (Query{Text: q.Text}).Validate(); err != nil {
			return nil, fmt.Errorf("search: saved query %q: %w", q.ID, err)
		}
		plan := newSavedPlan(o, q)
		if len(plan.words)+len(plan.conditions)+len(plan.numbers)+len(plan.bounds) == 0 && q.Filter.isZero() {
			return nil, fmt.Errorf("search: saved query %q: %w: it asks for nothing; give it a text or a filter", q.ID, ErrQuery)
		}
		s.queries = append(s.queries, plan)
	}
	s.file()
	return s, nil
}

func (f Filter) isZero() bool {
	return f.Agency == "" && len(f.Agencies) == 0 && f.Category == "" && f.Subject == "" && len(f.Subjects) == 0 && len(f.Kinds) == 0 &&
		f.Validity == "" && f.From.IsZero() && f.To.IsZero() && len(f.Years) == 0 && f.Number == "" && len(f.Sites) == 0 && len(f.Audiences) == 0
}

func newSavedPlan(o SavedOptions, q SavedQuery) savedPlan {
	parsed := Parse(q.Text)
	p := savedPlan{SavedQuery: q, conditions: parsed.conditions()}
	for _, number := range parsed.Numbers {
		p.numbers = append(p.numbers, yearBrackets.Replace(foldNumber(number)))
	}
	for _, typed := range parsed.Dates {
		if r, ok := findDateRange(typed, anyDay); ok && !r.relative {
			p.bounds = append(p.bounds, r)
		}
	}
	for _, word := range parsed.Words {
		folded := chinese.Fold(word)
		if r, ok := findDateRange(folded, anyDay); ok && r.relative {
			folded = folded[:r.span.Start] + " " + folded[r.span.End:]
		}
		if strings.TrimSpace(folded) == "" {
			continue
		}
		if w := newSavedWord(o, Content(folded)); len(w.groups) > 0 {
			p.words = append(p.words, w)
		}
	}
	return p
}

// newSavedWord cuts a word into its pieces. A synonym's word is one piece with alternatives; characters that the
// dictionary leaves alone are one piece where several stand together, since they are mostly a name, and none where one
// stands among words.
func newSavedWord(o SavedOptions, text string) savedWord {
	terms := o.Analyzer.Append(nil, text, chinese.Word|chinese.Subword|chinese.Whole)
	rewrites := o.Synonyms.find(text, terms)
	b, end := savedWordBuilder{text: text}, 0
	for _, term := range terms {
		if term.Start < end || term.Class == chinese.Subword {
			continue
		}
		end = term.End
		for len(rewrites) > 0 && rewrites[0].span.End <= term.Start {
			rewrites = rewrites[1:]
		}
		switch {
		case len(rewrites) > 0 && rewrites[0].span.Start < term.End:
			b.add(append([]synonym{{word: rewrites[0].word}}, rewrites[0].also...)...)
			end = max(end, rewrites[0].span.End)
		case utf8.RuneCountInString(term.Text) > 1:
			b.add(synonym{word: term.Text})
		case b.name.End == term.Start && b.name.End > 0:
			b.name.End = term.End
		default:
			b.closeName(2)
			b.name = Span{term.Start, term.End}
		}
	}
	if len(b.groups) == 0 {
		b.closeName(1)
	}
	b.closeName(2)
	w := savedWord{b.groups, len(b.groups)}
	if b.runes > 8 { // a question: the greater part, as in Search
		w.need = (len(w.groups) + 1) / 2
	}
	return w
}

// savedWordBuilder gathers the pieces of a word.
type savedWordBuilder struct {
	text   string
	groups [][]string
	runes  int
	name   Span // characters that no word covers, so far
}

func (b *savedWordBuilder) add(words ...synonym) {
	b.closeName(2)
	group := make([]string, len(words))
	for i, word := range words {
		group[i] = word.word
	}
	b.groups = append(b.groups, group)
	b.runes += utf8.RuneCountInString(group[0])
}

// closeName adds the characters gathered as one piece, where there are at least some.
func (b *savedWordBuilder) closeName(least int) {
	piece := b.text[b.name.Start:b.name.End]
	b.name = Span{}
	if n := utf8.RuneCountInString(piece); n >= least {
		b.groups = append(b.groups, []string{piece})
		b.runes += n
	}
}

// file files each query under the terms of which one must stand in a matching document: those of the word or phrase
// whose most frequent term is the rarest among all queries.
func (s *SavedQueries) file() {
	uses := map[string]int{}
	choices := make([][][]string, len(s.queries))
	for i := range s.queries {
		choices[i] = s.anchors(&s.queries[i])
		for _, terms := range choices[i] {
			for _, term := range terms {
				uses[term]++
			}
		}
	}
	for i, sets := range choices {
		if len(sets) == 0 {
			s.any = append(s.any, int32(i))
			continue
		}
		cost := func(terms []string) (sum int) {
			for _, term := range terms {
				sum += uses[term]
			}
			return sum
		}
		best := slices.MinFunc(sets, func(a, b []string) int { return cmp.Compare(cost(a), cost(b)) })
		for _, term := range best {
			s.byTerm[term] = append(s.byTerm[term], int32(i))
		}
	}
}

// anchors returns sets of terms; of each set a matching document holds at least one.
func (s *SavedQueries) anchors(p *savedPlan) (sets [][]string) {
	for _, w := range p.words {
		if w.need == len(w.groups) {
			for _, group := range w.groups {
				sets = s.appendSet(sets, group...)
			}
			continue
		}
		var all []string
		for _, group := range w.groups[:len(w.groups)-w.need+1] { // one of these at least
			all = append(all, group...)
		}
		sets = s.appendSet(sets, all...)
	}
	for _, c := range p.conditions {
		if !c.not {
			sets = s.appendSet(sets, c.text)
		}
	}
	return sets
}

// appendSet adds one term of each piece; a piece without a term makes the set useless.
func (s *SavedQueries) appendSet(sets [][]string, pieces ...string) [][]string {
	var set []string
	for _, piece := range pieces {
		terms := phraseTerms(s.analyzer, piece)
		if len(terms) == 0 {
			return sets
		}
		// The middle of a word is the most its own: 的通知 begins and ends as many do.
		set = append(set, terms[len(terms)/2])
	}
	return append(sets, set)
}

// Match returns the saved queries that a document matches, in the order in which they were given. A document matches
// when it holds every word of the text, or a synonym, and passes the filter; of a word of more than eight characters,
// a question, half of what it says. What the words of other documents say plays no part, so that the answer depends on
// the document alone.
func (s *SavedQueries) Match(document disclosure.Document) []SavedQuery {
	m := newMatched(s.analyzer, &document)
	seen := map[int32]bool{}
	var found []int32
	try := func(list []int32) {
		for _, i := range list {
			if !seen[i] {
				seen[i] = true
				if s.queries[i].matches(m) {
					found = append(found, i)
				}
			}
		}
	}
	try(s.any)
	for term := range m.terms {
		try(s.byTerm[term])
	}
	slices.Sort(found)
	queries := make([]SavedQuery, len(found))
	for i, number := range found {
		queries[i] = s.queries[number].SavedQuery
	}
	return queries
}

// matched is a document made ready to be matched.
type matched struct {
	*disclosure.Document
	title, text, all string // folded
	numbers          []string
	terms            map[string]bool
	holds            map[string]bool // pieces looked for already
}

func newMatched(analyzer *chinese.Analyzer, d *disclosure.Document) *matched {
	m := &matched{Document: d, title: chinese.Fold(d.Title), text: chinese.Fold(d.Text), terms: map[string]bool{}, holds: map[string]bool{}}
	m.all = m.title + "\n" + m.text
	m.numbers = numberKeys(d)
	for _, text := range []string{d.Title, d.Text} {
		for _, term := range analyzer.Append(nil, text, chinese.Bigram|chinese.Whole) {
			m.terms[term.Text] = true
		}
	}
	return m
}

// has says whether a piece of text stands in the document. A Whole may be written in another form than its own.
func (m *matched) has(piece string) bool {
	holds, known := m.holds[piece]
	if !known {
		holds = m.terms[piece] || strings.Contains(m.all, piece)
		m.holds[piece] = holds
	}
	return holds
}

func (p *savedPlan) matches(m *matched) bool {
	for _, w := range p.words {
		n := 0
		for _, group := range w.groups {
			if slices.ContainsFunc(group, m.has) {
				n++
			}
		}
		if n < w.need {
			return false
		}
	}
	for _, c := range p.conditions {
		in := m.all
		switch c.where {
		case inTitle:
			in = m.title
		case inBody:
			in = m.text
		}
		if strings.Contains(in, c.text) == c.not {
			return false
		}
	}
	for _, number := range p.numbers {
		if !slices.ContainsFunc(m.numbers, func(key string) bool { return strings.HasPrefix(key, number) }) {
			return false
		}
	}
	date := dateNumber(m.Date())
	for _, r := range p.bounds {
		if !r.holds(date) {
			return false
		}
	}
	return p.Filter.Passes(m.Document)
}
