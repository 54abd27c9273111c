package disclosure

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Mapping tells how a host's field names read in ours: {"issuers":"department","published":"date"}. A field of
// ours that is not mapped is read under its own name, unless the mapping gives that name to another field; one
// mapped to "" is not read at all. Two fields of ours may be read from one of the host's.
type Mapping map[string]string

// documentNames and faqNames are our field names, as in the JSON of Document and FAQ.
var (
	documentNames = []string{"id", "title", "text", "summary", "url", "site", "issuers", "number", "index_number", "kind",
		"category", "subjects", "keywords", "audiences", "formed", "published", "effective", "expires", "openness",
		"validity", "relations", "attachments", "records", "attributes"}
	faqNames = []string{"id", "question", "variants", "answer", "documents", "department", "url", "reviewed",
		"review_by", "attributes"}
)

// ReadMapping reads a mapping from a JSON object of our names to the host's. A name that neither Document nor FAQ
// has, or one given twice, is an error that says which.
func ReadMapping(r io.Reader) (Mapping, error) {
	data, err := io.ReadAll(io.LimitReader(r, 1<<20))
	if err != nil {
		return nil, fmt.Errorf("disclosure: reading the mapping: %w", err)
	}
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	var mapping Mapping
	if err := json.Unmarshal(data, &mapping); err != nil {
		return nil, fmt.Errorf("disclosure: the mapping is not a JSON object of names, such as {\"title\":\"name\"}: %w", err)
	}
	seen := map[string]bool{}
	for _, m := range members(data) {
		name := unquote(m.name)
		if seen[name] {
			return nil, fmt.Errorf("disclosure: mapping: %q is given twice; leave one", name)
		}
		seen[name] = true
	}
	return mapping, mapping.Validate()
}

// Validate returns an error that names the keys which are no field of ours; nil where there are none.
func (m Mapping) Validate() error {
	var unknown []string
	for ours := range m {
		if !slices.Contains(documentNames, ours) && !slices.Contains(faqNames, ours) {
			unknown = append(unknown, ours)
		}
	}
	if unknown == nil {
		return nil
	}
	slices.Sort(unknown)
	return fmt.Errorf("disclosure: mapping: no field is named %s; the fields of documents are %s, those of FAQs %s",
		strings.Join(unknown, ", "), strings.Join(documentNames, " "), strings.Join(faqNames, " "))
}

// source returns the host's name for one of our fields; ok is false where the field is not to be read.
func (m Mapping) source(ours string) (theirs string, ok bool) {
	if theirs, mapped := m[ours]; mapped {
		return theirs, theirs != ""
	}
	for _, claimed := range m {
		if claimed == ours {
			return "", false
		}
	}
	return ours, true
}

// theirs names a field for messages.
func (m Mapping) theirs(ours string) string {
	if theirs := m[ours]; theirs != "" {
		return theirs
	}
	return ours
}
