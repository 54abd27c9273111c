package disclosure

import (
	"cmp"
	_ "embed" // the built-in catalogue
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
)

//go:embed data/catalog.json
var builtinCatalogText string

// Catalog is a standard catalogue of what must be disclosed (标准目录) with the columns of the site that carries it. It is
// data with a version: local catalogues change every year.
type Catalog struct {
	Name    string        `json:"name"`
	Version string        `json:"version,omitempty"`
	Note    string        `json:"note,omitempty"`
	Items   []CatalogItem `json:"items"`
	Columns []Column      `json:"columns,omitempty"`
}

// CatalogItem is one row of a catalogue.
type CatalogItem struct {
	ID       string    `json:"id"`
	Domain   string    `json:"domain,omitempty"` // 领域, e.g. 养老服务
	L1       string    `json:"l1"`               // 一级事项
	L2       string    `json:"l2,omitempty"`     // 二级事项
	L3       string    `json:"l3,omitempty"`     // 三级事项
	Elements []Element `json:"elements,omitempty"`
	Basis    []string  `json:"basis,omitempty"`    // 公开依据
	Due      Deadline  `json:"due,omitzero"`       // 公开时限
	Owners   []string  `json:"owners,omitempty"`   // 公开主体
	Channels []string  `json:"channels,omitempty"` // 公开渠道和载体: those marked ■
	Audience string    `json:"audience,omitempty"` // 公开对象: 全社会, or the group
	Mode     Openness  `json:"mode,omitempty"`     // 公开方式
	Levels   []string  `json:"levels,omitempty"`   // 公开层级: 市, 县, 乡
	Optional bool      `json:"optional,omitempty"` // an item that need not occur
	// NotApplicable is why the agency has nothing of the kind: the only excuse for an empty item.
	NotApplicable string    `json:"not_applicable,omitempty"`
	Match         ItemMatch `json:"match,omitzero"`
}

// Element is one content that an item must (●) or may (○) have (公开内容, 要素).
type Element struct {
	Name     string `json:"name"`
	Required bool   `json:"required,omitempty"`
}

// Column is a column of a site (栏目). StaleAfter is the days it may go without an update; where it names none, the
// profile that judges it does, by the class.
type Column struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Class      string `json:"class,omitempty"`       // 首页, 动态要闻, 通知公告, 政策文件, 人事规划 …
	Category   string `json:"category,omitempty"`    // prefix of Document.Category; none: Name
	StaleAfter int    `json:"stale_after,omitempty"` // none: what a profile says of the class
	Must       bool   `json:"must,omitempty"`        // it may not be blank
	Basis      string `json:"basis,omitempty"`
	Unverified bool   `json:"unverified,omitempty"` // StaleAfter has not been read in an official text
}

// Carries says whether a document stands in the column.
func (c *Column) Carries(d *Document) bool {
	prefix := cmp.Or(c.Category, c.Name)
	rest, ok := strings.CutPrefix(d.Category, prefix)
	return ok && prefix != "" && (rest == "" || rest[0] == '/')
}

// ItemMatch tells which documents fulfil an item. A document that names the item's ID in its attribute "items" always
// does. Otherwise every list that is not empty must hold something of the document: a kind of record, a genre, a
// category (as a part of its path), a subject, or a word of its title.
type ItemMatch struct {
	Records    []string `json:"records,omitempty"`
	Kinds      []Kind   `json:"kinds,omitempty"`
	Categories []string `json:"categories,omitempty"`
	Subjects   []string `json:"subjects,omitempty"`
	Title      []string `json:"title,omitempty"`
}

// IsZero says whether nothing is asked; such a match fits no document.
func (m ItemMatch) IsZero() bool {
	return m.Records == nil && m.Kinds == nil && m.Categories == nil && m.Subjects == nil && m.Title == nil
}

// Fits says whether a document fits, by what is asked alone.
func (m ItemMatch) Fits(d *Document) bool {
	if m.IsZero() {
		return false
	}
	in := func(words []string, s string) bool { return containsAny(s, words) }
	return (m.Records == nil || overlap(m.Records, d.Records.Kinds())) &&
		(m.Kinds == nil || slices.Contains(m.Kinds, d.Kind)) &&
		(m.Categories == nil || in(m.Categories, d.Category)) &&
		(m.Subjects == nil || overlap(m.Subjects, d.Subjects)) &&
		(m.Title == nil || in(m.Title, d.Title))
}

func overlap(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// Fulfils says whether a document is a publication under the item.
func (i *CatalogItem) Fulfils(d *Document) bool {
	var ids []string
	if raw, ok := d.Attributes["items"]; ok && json.Unmarshal(raw, &ids) != nil {
		ids = []string{d.Attributes.Text("items")}
	}
	return slices.Contains(ids, i.ID) || i.Match.Fits(d)
}

// Name returns the item's path, 一级/二级/三级.
func (i *CatalogItem) Name() string {
	return strings.Join(slices.DeleteFunc([]string{i.L1, i.L2, i.L3}, func(s string) bool { return s == "" }), "/")
}

// ReadCatalog reads a catalogue from JSON, in the form of Catalog.
func ReadCatalog(r io.Reader) (*Catalog, error) {
	var catalog Catalog
	decoder := json.NewDecoder(r)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&catalog); err != nil {
		return nil, fmt.Errorf("disclosure: reading a catalogue: %w", err)
	}
	return &catalog, catalog.Validate()
}

// Validate reports items and columns without ID or name, and IDs that stand twice.
func (c *Catalog) Validate() error {
	seen := map[string]bool{}
	for n, item := range c.Items {
		switch {
		case item.ID == "" || item.L1 == "":
			return fmt.Errorf("disclosure: catalogue %s: item %d needs an id and a 一级事项", c.Name, n+1)
		case seen[item.ID]:
			return fmt.Errorf("disclosure: catalogue %s: item id %q stands twice", c.Name, item.ID)
		}
		seen[item.ID] = true
	}
	for n, column := range c.Columns {
		if column.ID == "" || column.Name == "" || seen["column "+column.ID] {
			return fmt.Errorf("disclosure: catalogue %s: column %d needs a name and an id of its own", c.Name, n+1)
		}
		seen["column "+column.ID] = true
	}
	return nil
}

// Item returns the item with an ID; nil where there is none.
func (c *Catalog) Item(id string) *CatalogItem {
	for i := range c.Items {
		if c.Items[i].ID == id {
			return &c.Items[i]
		}
	}
	return nil
}

var builtinCatalog = sync.OnceValues(func() (*Catalog, error) {
	return ReadCatalog(strings.NewReader(builtinCatalogText))
})

// BuiltinCatalog returns a catalogue written for this module: the fifteen items of 政府信息公开条例 Art. 20, with IDs A20.01
// to A20.15, and the fields of the 2025 work plan, with the columns of a portal. It is a beginning, not an official
// catalogue. Each call returns a copy of its own.
func BuiltinCatalog() *Catalog {
	catalog, err := builtinCatalog()
	if err != nil {
		panic("disclosure: the embedded catalogue is broken: " + err.Error()) // cannot happen: tested
	}
	own := *catalog
	own.Items, own.Columns = slices.Clone(catalog.Items), slices.Clone(catalog.Columns)
	return &own
}
