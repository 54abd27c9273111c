package disclosure

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// ReadCatalogCSV reads a catalogue from CSV in UTF-8, laid out as CatalogFromRows says.
func ReadCatalogCSV(r io.Reader, name string) (*Catalog, error) {
	source := bufio.NewReader(r)
	if mark, _ := source.Peek(3); bytes.Equal(mark, []byte("\uFEFF")) {
		_, _ = source.Discard(3)
	}
	reader := csv.NewReader(source)
	reader.FieldsPerRecord, reader.LazyQuotes = -1, true
	var rows [][]string
	var lines []int
	for {
		row, err := reader.Read()
		if err == io.EOF {
			return catalogFromRows(name, rows, lines)
		}
		if err != nil {
			return nil, fmt.Errorf("disclosure: reading catalogue %s: %w", name, err)
		}
		line, _ := reader.FieldPos(0)
		if !utf8.ValidString(strings.Join(row, "")) {
			return nil, fmt.Errorf("disclosure: catalogue %s: line %d is not UTF-8; save the table as UTF-8", name, line)
		}
		rows, lines = append(rows, row), append(lines, line)
	}
}

// CatalogFromRows makes a catalogue of the rows of a table as agencies keep it: titles above, a head of one or two
// rows (公开事项 over 一级事项 and 二级事项, 公开对象 over 全社会 and 特定群体 …) in any order of columns, then an item a row. An
// empty 一级 or 二级事项 is that of the row above, as in merged cells. An item's ID is its 编码, else its 序号, else r and its
// line.
//
// The error joins *RowErrors, one for each item that lacks 公开内容 or 公开时限 (kept) or any 事项 (rejected); the catalogue
// is nil only where no head is found.
func CatalogFromRows(name string, rows [][]string) (*Catalog, error) {
	lines := make([]int, len(rows))
	for i := range lines {
		lines[i] = i + 1
	}
	return catalogFromRows(name, rows, lines)
}

func catalogFromRows(name string, rows [][]string, lines []int) (*Catalog, error) {
	head, first := catalogHead(rows)
	if head == nil {
		return nil, fmt.Errorf("disclosure: catalogue %s: no row names 公开内容 and 公开依据 or 公开时限; is this a 标准目录?", name)
	}
	table := catalogTable{head: head, catalog: &Catalog{Name: name}, ids: map[string]bool{}}
	for i := first; i < len(rows); i++ {
		table.add(rows[i], lines[i])
	}
	return table.catalog, errors.Join(table.faults...)
}

// headCell is what a column of the table holds: the name it falls under, and the name below it where the head has two rows.
type headCell struct{ top, sub string }

// subHeads are the names that stand in the second row of a head.
var subHeads = []string{"一级事项", "二级事项", "三级事项", "全社会", "特定", "主动", "依申请", "市级", "县级", "区级", "乡级", "镇级", "乡镇", "街道", "省级"}

// catalogHead finds the head and returns it with the index of the row after it.
func catalogHead(rows [][]string) (head []headCell, next int) {
	for i, row := range rows {
		joined := strings.Join(row, "|")
		if !strings.Contains(joined, "公开内容") || !strings.Contains(joined, "公开依据") && !strings.Contains(joined, "公开时限") {
			continue
		}
		var below []string
		next = i + 1
		if next < len(rows) && isSubHead(rows[next]) {
			below = rows[next]
			next++
		}
		top := ""
		for n := range max(len(row), len(below)) {
			cell := headCell{sub: squeeze(at(below, n))}
			if t := squeeze(at(row, n)); t != "" {
				top = t
			}
			cell.top = top
			head = append(head, cell)
		}
		return head, next
	}
	return nil, 0
}

// isSubHead says whether a row is the second of a head: it has one of its names, and nothing but such names.
func isSubHead(row []string) bool {
	found := false
	for _, cell := range row {
		if cell = squeeze(cell); cell == "" {
			continue
		}
		if !containsAny(cell, subHeads) || utf8.RuneCountInString(cell) > 12 {
			return false
		}
		found = true
	}
	return found
}

func at(row []string, n int) string {
	if n < len(row) {
		return row[n]
	}
	return ""
}

// squeeze takes the space out of a head's cell, which is set in lines.
func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

type catalogTable struct {
	head    []headCell
	catalog *Catalog
	faults  []error
	ids     map[string]bool
	l1, l2  string // of the row above
}

func (t *catalogTable) add(row []string, line int) {
	if strings.TrimSpace(strings.Join(row, "")) == "" {
		return
	}
	item := CatalogItem{}
	serial := ""
	for n, cell := range row {
		if cell = strings.TrimSpace(cell); cell == "" || n >= len(t.head) {
			continue
		}
		if t.head[n].top == "序号" {
			serial = cell
			continue
		}
		item.fill(t.head[n], cell)
	}
	t.carry(&item)
	if item.L1 == "" {
		t.faults = append(t.faults, &RowError{Line: line, Field: "一级事项", Reason: "the row has no 事项 and none stands above it"})
		return
	}
	item.ID = t.id(item.ID, serial, line)
	for _, field := range []struct {
		name  string
		there bool
	}{{"公开内容", item.Elements != nil}, {"公开时限", item.Due.Text != ""}} {
		if !field.there {
			t.faults = append(t.faults, &RowError{Line: line, ID: item.ID, Field: field.name, Reason: "is empty", Kept: true})
		}
	}
	t.catalog.Items = append(t.catalog.Items, item)
}

// carry fills the names that a merged cell above gives.
func (t *catalogTable) carry(item *CatalogItem) {
	switch {
	case item.L1 == "":
		item.L1 = t.l1
		if item.L2 == "" {
			item.L2 = t.l2
		}
	case item.L2 == "" && item.L1 == t.l1:
		item.L2 = t.l2
	}
	t.l1, t.l2 = item.L1, item.L2
}

func (t *catalogTable) id(own, serial string, line int) string {
	for _, id := range []string{own, serial} {
		if id != "" && !t.ids[id] {
			t.ids[id] = true
			return id
		}
	}
	id := fmt.Sprintf("r%d", line)
	for t.ids[id] {
		id += "'"
	}
	t.ids[id] = true
	return id
}

// fill puts a cell where its head says.
func (i *CatalogItem) fill(head headCell, cell string) {
	names := head.top + "|" + head.sub
	has := func(word string) bool { return strings.Contains(names, word) }
	ticked := strings.ContainsAny(cell, "√✓✔■☑是")
	switch {
	case has("编码"):
		i.ID = cell
	case has("领域"):
		i.Domain = cell
	case has("一级"):
		i.L1 = squeeze(cell)
	case has("二级"):
		i.L2 = squeeze(cell)
	case has("三级"):
		i.L3 = squeeze(cell)
	case has("公开内容"):
		i.Elements = append(i.Elements, ParseElements(cell)...)
	case has("公开依据"):
		i.Basis = append(i.Basis, splitLines(cell)...)
	case has("公开时限"):
		i.Due = ParseDeadline(cell)
	case has("公开主体"):
		i.Owners = append(i.Owners, splitLines(cell)...)
	case has("渠道") || has("载体"):
		i.Channels = append(i.Channels, ParseChannels(cell)...)
	case has("公开对象"):
		i.audience(head.sub, cell, ticked)
	case has("公开方式"):
		i.mode(head.sub, cell, ticked)
	case has("公开层级"):
		i.level(head.sub, cell, ticked)
	case has("不适用"):
		i.NotApplicable = cell
	}
}

func (i *CatalogItem) audience(sub, cell string, ticked bool) {
	if sub == "" || !ticked {
		i.Audience = strings.Trim(cell, "√✓✔■☑ ")
		return
	}
	i.Audience = sub
}

func (i *CatalogItem) mode(sub, cell string, ticked bool) {
	if sub != "" && ticked {
		cell = sub
	}
	switch {
	case strings.Contains(cell, "依申请"):
		if i.Mode == "" { // both ticked: it must be published
			i.Mode = OnRequest
		}
	case strings.Contains(cell, "主动"):
		i.Mode = Proactive
	}
}

func (i *CatalogItem) level(sub, cell string, ticked bool) {
	if sub != "" && ticked {
		i.Levels = append(i.Levels, sub)
		return
	}
	i.Levels = append(i.Levels, strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune("、，,/ \n", r) })...)
}

// splitLines parts a cell at its lines and semicolons.
func splitLines(cell string) []string {
	var parts []string
	for _, part := range strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune("\n\r；;", r) }) {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}
