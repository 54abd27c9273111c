package audit

import (
	"context"
	"fmt"
	"iter"

	"github.com/zwgk/zwgk/disclosure"
)

// SiteOptions are what Site may be given beside documents and catalogue.
type SiteOptions struct {
	// FAQs are the site's questions and answers, judged by the FAQ rules. Default: none.
	FAQs []disclosure.FAQ
	// Keep is how many findings of each rule the report lists; all are counted. Default: 200.
	Keep int
	// Each receives every finding as it is made, also those the report does not list. Default: nobody.
	Each func(disclosure.Finding)
	// Earlier gives the 索引号 that a document had in an earlier version, to notice a change (META-012). Default: none.
	Earlier func(id string) (disclosure.IndexNumber, bool)
	// Progress is told after each document how many were read. Default: nobody.
	Progress func(documents int)
}

// Site audits a whole site as of a day and returns the report. Documents are read once, as a stream; what is kept of
// each is a few hundred bytes of hashes and dates, so that 100,000 documents stay below 512 MB. A document whose ID has
// come before is a fault of the input and left out.
//
// Errors in the sequence that are *disclosure.RowErrors are counted and listed in the report; any other ends the audit
// and is returned, as is the end of ctx. A nil catalog leaves the rules on catalogue and columns out; the columns are
// those of the catalogue.
func (a *Auditor) Site(ctx context.Context, documents iter.Seq2[disclosure.Document, error], catalog *disclosure.Catalog, asOf disclosure.Date, options *SiteOptions) (*Report, error) {
	if !asOf.Valid() {
		return nil, fmt.Errorf("audit: %q is no day to audit as of; give one of the calendar", asOf)
	}
	if catalog == nil {
		catalog = &disclosure.Catalog{}
	}
	if err := catalog.Validate(); err != nil {
		return nil, fmt.Errorf("audit: %w", err)
	}
	s := newSurvey(a, catalog, asOf, options)
	for document, err := range documents {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil && !s.fault(err) {
			return nil, fmt.Errorf("audit: reading documents: %w", err)
		}
		if document.ID == "" {
			continue // a rejected row
		}
		s.observe(&document)
		if s.options.Progress != nil {
			s.options.Progress(len(s.docs))
		}
	}
	s.conclude()
	return s.report(), nil
}

// fault records the faults of a row; it answers false for an error that is none of a row.
func (s *survey) fault(err error) bool {
	rows := disclosure.RowErrors(err)
	for _, row := range rows {
		if !row.Kept {
			s.rejected++
		}
		s.faultCount++
		if len(s.faults) < s.keep {
			s.faults = append(s.faults, row.Error())
		}
	}
	return len(rows) > 0
}
