package search

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/zwgk/zwgk/disclosure"
)

// Link is a relation seen from its target: which document bears on it, and how.
type Link struct {
	Type  disclosure.RelationType
	From  string // id of the document that holds the relation
	Title string // its title
	URL   string
	Date  disclosure.Date // Document.Date of that document
}

// linkKeys returns the keys under which a document's relations are found from their targets.
func linkKeys(d *disclosure.Document) []string {
	var keys []string
	for _, r := range d.Relations {
		if r.Target != "" {
			keys = append(keys, linkKey(r.Type, r.Target))
		}
	}
	return keys
}

func linkKey(relation disclosure.RelationType, target string) string {
	return string(relation) + "\x00" + target
}

// LinksTo returns the documents whose relations of the given types point to a document, newest first: who replaces,
// repeals or interprets it. The target itself need not be in the index.
func (x *Index) LinksTo(ctx context.Context, id string, types ...disclosure.RelationType) ([]Link, error) {
	v, err := x.acquire()
	if err != nil {
		return nil, err
	}
	defer v.release()
	var links []Link
	for _, relation := range types {
		if err := context.Cause(ctx); err != nil {
			return nil, fmt.Errorf("search: links: %w", err)
		}
		for _, s := range v.segments {
			postings, err := x.postings.of(s, linkField, linkKey(relation, id))
			if err != nil {
				return nil, err
			}
			for _, p := range postings {
				document := s.documentOf[p.passage]
				if !s.live(document) {
					continue
				}
				d, err := s.meta(document)
				if err != nil {
					return nil, err
				}
				links = append(links, Link{relation, d.ID, d.Title, d.URL, d.Date()})
			}
		}
	}
	slices.SortFunc(links, func(a, b Link) int {
		return cmp.Or(b.Date.Compare(a.Date), cmp.Compare(a.From, b.From), cmp.Compare(a.Type, b.Type))
	})
	return links, nil
}
