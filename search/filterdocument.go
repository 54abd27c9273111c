package search

import (
	"slices"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
)

// Passes says whether a document passes the filter. An Index decides the same way, from its columns.
func (f Filter) Passes(d *disclosure.Document) bool {
	date := d.Date()
	if !f.From.IsZero() && date.Before(f.From) || !f.To.IsZero() && (date.IsZero() || f.To.Before(date)) {
		return false
	}
	if f.Category != "" && d.Category != f.Category && !strings.HasPrefix(d.Category, f.Category+"/") {
		return false
	}
	if f.Number != "" && !slices.Contains(numberKeys(d), foldNumber(disclosure.ParseNumber(f.Number).String())) {
		return false
	}
	if len(f.Years) > 0 && (date.IsZero() || !slices.Contains(f.Years, date.Year)) {
		return false
	}
	if f.Validity != "" && d.Validity != f.Validity || len(f.Kinds) > 0 && !slices.Contains(f.Kinds, d.Kind) {
		return false
	}
	issued := func(name string) bool {
		return slices.ContainsFunc(d.Issuers, func(a disclosure.Agency) bool { return a.Name == name })
	}
	return anyOf(appendSet(f.Agencies, f.Agency), issued) &&
		anyOf(appendSet(f.Subjects, f.Subject), func(subject string) bool { return slices.Contains(d.Subjects, subject) }) &&
		anyOf(f.Sites, func(site string) bool { return d.Site == site }) &&
		anyOf(f.Audiences, func(audience string) bool { return slices.Contains(d.Audiences, audience) }) &&
		anyOf(f.Records, func(kind string) bool { return slices.Contains(d.Records.Kinds(), kind) })
}

// anyOf says whether one of the allowed values holds; none allowed is any.
func anyOf(allowed []string, holds func(string) bool) bool {
	return len(allowed) == 0 || slices.ContainsFunc(allowed, holds)
}
