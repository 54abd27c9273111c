package ingest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
)

// Document makes a document of what a file says: title and text, and from Meta what portals and official documents
// state under known names (发文字号, 索引号, PubDate, ColumnName …), read as DecodeDocuments reads an export. The error
// joins *disclosure.RowErrors with Kept set for values that could not be understood; those, and everything else in
// Meta, stand in Attributes.
func (c *Content) Document(id string) (disclosure.Document, error) {
	row := map[string]any{"id": id, "title": c.Title, "text": c.Text}
	mapping := disclosure.Mapping{"relations": "", "records": "", "attributes": ""}
	for name, value := range c.Meta {
		row[rowName(name)] = value
	}
	for ours, names := range knownPortals().fields {
		if ours == "title" {
			continue
		}
		mapping[ours] = "" // a name of ours in a file need not mean what we mean
		for _, name := range names {
			if theirs, value := c.stated(name); value != "" {
				mapping[ours] = rowName(theirs)
				break
			}
		}
	}
	if row["attachments"] = nil; len(c.Attachments) > 0 {
		row["attachments"] = c.Attachments
	}
	line, err := json.Marshal(row)
	if err != nil {
		return disclosure.Document{}, fmt.Errorf("ingest: %s: %w", id, err)
	}
	for document, err := range mapping.Documents(bytes.NewReader(line)) {
		return document, err
	}
	return disclosure.Document{}, fmt.Errorf("ingest: %q makes no document", id)
}

// rowName keeps what a file states apart from what is ours in the row: "title" in a .docx is no title of a page.
func rowName(name string) string {
	switch strings.ToLower(name) {
	case "id", "title", "text", "attachments", "attributes":
		return "meta." + name
	}
	return name
}
