package audit

import (
	"github.com/zwgk/zwgk/disclosure"
)

// survey is one audit of a site: what is kept of the documents as they pass, then what the site rules make of it.
type survey struct {
	*Auditor
	catalog *disclosure.Catalog
	asOf    disclosure.Date
	options SiteOptions
	keep    int

	docs       []docFacts
	place      map[string]int32 // id → index in docs
	graph      *disclosure.ValidityGraph
	memoFaults []disclosure.GraphFault
	graphDone  bool
	hosts      map[string]bool // of the documents' addresses
	urls       map[uint64]bool
	links      []internalLink
	repeals    []namedRepeal
	items      []itemState
	columns    []columnState
	site       disclosure.Date // latest publication of all
	months     map[int]int     // year*12+month → publications
	timeliness timeCount
	lifecycle  lifecycle
	cited      map[string]map[string]bool // documents that FAQs cite → numbers in their text
	faqs       []disclosure.FAQ

	rejected, faultCount, unreviewed int
	faults                           []string

	rule      string
	doubt     bool
	tallies   map[string]*tally
	vetoes    []disclosure.Finding // the first
	vetoCount int

	duplicates []Duplicate
	pairs      []disclosure.InterpretationLink
}

// docFacts is what is kept of one document.
type docFacts struct {
	id, title                    string
	formed, published, effective disclosure.Date
	validity                     disclosure.Validity
	number, index                string // normalised; "" where there is none
	text                         uint64 // hash of the normalised text; 0 where it is short
	normative, noted, scoped     bool   // noted: says why it was repealed; scoped: says which part
	interprets                   bool
	form                         disclosure.InterpretationForm
	sketch                       []uint32 // of its text; see sketchOf
	facts                        []numberFact
	dates                        []int32         // in its text, as yyyymmdd
	begins                       disclosure.Date // 「…起施行」 in its text
}

func newSurvey(a *Auditor, catalog *disclosure.Catalog, asOf disclosure.Date, options *SiteOptions) *survey {
	s := &survey{Auditor: a, catalog: catalog, asOf: asOf, place: map[string]int32{}, graph: disclosure.NewValidityGraph(),
		hosts: map[string]bool{}, urls: map[uint64]bool{}, months: map[int]int{}, tallies: map[string]*tally{},
		cited: map[string]map[string]bool{}, lifecycle: newLifecycle()}
	if options != nil {
		s.options = *options
	}
	if s.keep = s.options.Keep; s.keep <= 0 {
		s.keep = 200
	}
	for i := range catalog.Items {
		s.items = append(s.items, newItemState(&catalog.Items[i]))
	}
	for i := range catalog.Columns {
		s.columns = append(s.columns, columnState{column: &catalog.Columns[i]})
	}
	s.faqs = s.options.FAQs
	for _, faq := range s.faqs {
		for _, id := range faq.Documents {
			s.cited[id] = nil
		}
	}
	return s
}

// observe takes a document in: its own findings, and what the site rules need of it.
func (s *survey) observe(d *disclosure.Document) {
	if _, twice := s.place[d.ID]; twice {
		s.fault(&disclosure.RowError{ID: d.ID, Field: "id", Reason: "the id " + d.ID + " has come before; the first stays"})
		return
	}
	c := &inspection{Auditor: s.Auditor, d: d, asOf: s.asOf}
	c.run()
	for _, f := range c.findings {
		s.collect(f)
	}
	s.place[d.ID] = int32(len(s.docs))
	s.docs = append(s.docs, s.factsOf(c))
	s.graph.Add(d)
	s.observeAddresses(d)
	s.observeRepeals(d)
	s.observeItems(d)
	s.observeColumns(d)
	s.observeTime(d)
	s.lifecycle.observe(d)
	if _, cited := s.cited[d.ID]; cited {
		s.cited[d.ID] = numbersIn(d.Title + " " + d.Text)
	}
	if d.Records == nil || len(d.Records.Review) == 0 {
		s.unreviewed++
	}
}

// conclude runs the rules over the whole.
func (s *survey) conclude() {
	for _, check := range allChecks() {
		if check.site != nil && !s.profile.Rules[check.id].Off {
			s.rule, s.doubt = check.id, false
			check.site(s)
		}
	}
}

// number returns a threshold of the running rule and marks its findings where it is unverified.
func (s *survey) number(name string) int {
	n := s.profile.Rules[s.rule].Numbers[name]
	s.doubt = s.doubt || n.Unverified
	return n.Value
}

// find adds a finding of the running rule.
func (s *survey) find(f disclosure.Finding) {
	s.collect(s.profile.complete(f, s.rule, s.doubt))
}

// doc returns what is kept of a document; nil for one that is not there.
func (s *survey) doc(id string) *docFacts {
	if i, ok := s.place[id]; ok {
		return &s.docs[i]
	}
	return nil
}

// tally is what is kept of one rule's findings.
type tally struct {
	count      int
	severities map[disclosure.Severity]int
	first      []disclosure.Finding
}

func (s *survey) collect(f disclosure.Finding) {
	t := s.tallies[f.Rule]
	if t == nil {
		t = &tally{severities: map[disclosure.Severity]int{}}
		s.tallies[f.Rule] = t
	}
	t.count++
	t.severities[f.Severity]++
	if len(t.first) < s.keep {
		t.first = append(t.first, f)
	}
	if f.Severity == disclosure.Veto {
		if s.vetoCount++; len(s.vetoes) < s.keep {
			s.vetoes = append(s.vetoes, f)
		}
	}
	if s.options.Each != nil {
		s.options.Each(f)
	}
}
