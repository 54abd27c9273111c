package disclosure

import (
	"regexp"
	"strings"
)

// elementFields gives, for the names that catalogues use, where a document has the content.
var elementFields = map[string]func(*Document) string{
	"文件名称": func(d *Document) string { return d.Title },
	"名称":   func(d *Document) string { return d.Title },
	"标题":   func(d *Document) string { return d.Title },
	"文号":   func(d *Document) string { return d.Number.Raw },
	"发文字号": func(d *Document) string { return d.Number.Raw },
	"索引号":  func(d *Document) string { return d.IndexNumber.Raw },
	"发布部门": (*Document).Issuer,
	"发文部门": (*Document).Issuer,
	"发布机构": (*Document).Issuer,
	"公开主体": (*Document).Issuer,
	"成文日期": func(d *Document) string { return d.Formed.String() },
	"发布日期": func(d *Document) string { return d.Published.String() },
	"发布时间": func(d *Document) string { return d.Published.String() },
	"实施日期": func(d *Document) string { return d.Span().From.String() },
	"施行日期": func(d *Document) string { return d.Span().From.String() },
	"有效性":  func(d *Document) string { return d.Validity.Chinese() },
	"正文":   func(d *Document) string { return d.Text },
	"文件内容": func(d *Document) string { return d.Text },
	"主题分类": func(d *Document) string { return strings.Join(d.Subjects, "、") },
	"关键词":  func(d *Document) string { return strings.Join(d.Keywords, "、") },
	"内容概述": func(d *Document) string { return d.Summary },
}

// Element returns what a document has under the name of an element (公开内容, 要素): a field of its own, an attribute of
// that name, the text behind the name as a heading or label (「申请条件：…」), or a part of a record. ok is
// false where nothing is found; the text may still say it in other words.
func (d *Document) Element(name string) (value string, ok bool) {
	if read := elementFields[name]; read != nil {
		value = read(d)
		return value, strings.TrimSpace(value) != ""
	}
	if value = d.Attributes.Text(name); strings.TrimSpace(value) != "" {
		return value, true
	}
	if d.Records != nil {
		for _, trade := range d.Records.Trades {
			if value = trade.Elements[name]; value != "" {
				return value, true
			}
		}
		if value = d.Records.element(name); value != "" {
			return value, true
		}
	}
	return labelled(d.Text, name)
}

// element returns what the fees and subsidies among the records have under a name that catalogues use.
func (rs *Records) element(name string) string {
	for _, fee := range rs.Fees {
		value := map[string]string{"收费项目": fee.Item, "收费标准": fee.Standard, "收费依据": fee.Basis}[name]
		if value != "" {
			return value
		}
	}
	for _, s := range rs.Subsidies {
		value := map[string]string{"补贴对象": s.Audience, "申请条件": s.Condition, "补贴标准": s.Standard, "申请材料": s.Materials,
			"办理流程": s.Procedure, "办理时限": s.Limit, "咨询电话": s.Phone}[name]
		if value != "" {
			return value
		}
	}
	return ""
}

// labelled returns the rest of the line behind a name that stands as a label, or as a heading with text below.
func labelled(text, name string) (string, bool) {
	for from := 0; name != ""; {
		at := strings.Index(text[from:], name)
		if at < 0 {
			break
		}
		from += at + len(name)
		rest := strings.TrimLeft(text[from:], " \t\u3000】」")
		for _, mark := range []string{"：", ":", "\n", "\r\n"} {
			if behind, ok := strings.CutPrefix(rest, mark); ok {
				line, _, _ := strings.Cut(strings.TrimLeft(behind, " \t\u3000\r\n"), "\n")
				if line = strings.TrimSpace(line); line != "" {
					return line, true
				}
			}
		}
	}
	return "", false
}

// MissingElements returns the required elements of an item that a document lacks, by Element.
func (i *CatalogItem) MissingElements(d *Document) []string {
	var missing []string
	for _, element := range i.Elements {
		if _, there := d.Element(element.Name); element.Required && !there {
			missing = append(missing, element.Name)
		}
	}
	return missing
}

var elementMark = regexp.MustCompile(`[●○◯⚫★☆]`)

// ParseElements reads the cell 公开内容(要素): elements marked ● (must) or ○ (may), or a plain list parted by lines, 、 and
// ；. A list without marks says of none that it must be there.
func ParseElements(cell string) []Element {
	var elements []Element
	add := func(name string, required bool) {
		name = strings.Trim(strings.TrimSpace(name), "、；;，,。. \t\u3000")
		name = strings.TrimSpace(listNumber.ReplaceAllString(name, ""))
		if name != "" {
			elements = append(elements, Element{name, required})
		}
	}
	marks := elementMark.FindAllStringIndex(cell, -1)
	for n, mark := range marks {
		end := len(cell)
		if n+1 < len(marks) {
			end = marks[n+1][0]
		}
		sign := cell[mark[0]:mark[1]]
		add(strings.Join(strings.Fields(cell[mark[1]:end]), ""), sign == "●" || sign == "⚫" || sign == "★")
	}
	if marks == nil {
		for _, name := range strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune("\n\r、；;", r) }) {
			add(name, false)
		}
	}
	return elements
}

var listNumber = regexp.MustCompile(`^(?:[0-9]{1,2}[.．、)）]|[（(][0-9一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|[①-⑳])`)

// ParseChannels reads the cell 公开渠道和载体: those marked ■, or all of a list without marks.
func ParseChannels(cell string) []string {
	var channels []string
	marked := strings.ContainsAny(cell, "■□☑☐")
	for _, part := range channelPart.FindAllStringSubmatch(cell, -1) {
		name := strings.Trim(part[2], "、，,；; \t\u3000")
		if name != "" && (!marked || part[1] == "■" || part[1] == "☑") {
			channels = append(channels, name)
		}
	}
	return channels
}

var channelPart = regexp.MustCompile(`([■□☑☐]?)\s*([^■□☑☐\s、；;，,]+)`)
