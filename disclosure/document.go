package disclosure

import (
	"encoding/json"
	"strings"
)

// Document is one piece of disclosed government information (政府信息): what a portal shows on one page.
// The zero value of every field but ID and Title means "not stated". Text is plain text in UTF-8; byte
// ranges elsewhere (citations, highlights) are offsets into it.
type Document struct {
	ID          string       `json:"id"`
	Title       string       `json:"title"`                 // 名称
	Text        string       `json:"text"`                  // 正文, plain text
	Summary     string       `json:"summary,omitempty"`     // 内容概述
	URL         string       `json:"url,omitempty"`         // where the portal shows it
	Site        string       `json:"site,omitempty"`        // which site of a merged platform (集约化平台) it comes from
	Issuers     []Agency     `json:"issuers,omitempty"`     // 发布机构; the first leads (条例第十条)
	Number      Number       `json:"number,omitzero"`       // 文号
	IndexNumber IndexNumber  `json:"index_number,omitzero"` // 索引号
	Kind        Kind         `json:"kind,omitempty"`        // 体裁 / 文种
	Category    string       `json:"category,omitempty"`    // 栏目 or 信息分类 as a path, levels parted by "/"
	Subjects    []string     `json:"subjects,omitempty"`    // 主题分类
	Keywords    []string     `json:"keywords,omitempty"`    // 主题词, 关键词
	Audiences   []string     `json:"audiences,omitempty"`   // 服务对象
	Formed      Date         `json:"formed,omitzero"`       // 成文日期
	Published   Date         `json:"published,omitzero"`    // 发布日期
	Effective   Date         `json:"effective,omitzero"`    // 施行日期
	Expires     Date         `json:"expires,omitzero"`      // 失效日期, the last day in force
	Openness    Openness     `json:"openness,omitempty"`    // 公开属性
	Validity    Validity     `json:"validity,omitempty"`    // 有效性, as the agency states it
	Relations   []Relation   `json:"relations,omitempty"`   // links to other documents
	Attachments []Attachment `json:"attachments,omitempty"` // 附件
	Records     *Records     `json:"records,omitempty"`     // typed records: budget tables, trades, project stages
	Attributes  Attributes   `json:"attributes,omitempty"`  // every field the host has that has no name above
}

// Attributes keeps what a host's system holds beyond the named fields, value by value as it was written:
// nothing an agency exports is dropped because we had no name for it.
type Attributes map[string]json.RawMessage

// Text returns the attribute as plain text: a JSON string's content, or any other value as written.
// It is empty when the attribute is absent.
func (a Attributes) Text(name string) string {
	raw, ok := a[name]
	if !ok {
		return ""
	}
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	return string(raw)
}

// Attachment is a file that belongs to a document (附件). Text is its extracted text, where there is any.
type Attachment struct {
	Name   string `json:"name"`
	URL    string `json:"url,omitempty"`
	MIME   string `json:"mime,omitempty"`
	SHA256 string `json:"sha256,omitempty"` // hexadecimal
	Size   int64  `json:"size,omitempty"`   // bytes
	Text   string `json:"text,omitempty"`
}

// UnmarshalJSON reads an object, or a string as a name, or a string that is an address as a URL.
func (a *Attachment) UnmarshalJSON(data []byte) error {
	var s string
	if json.Unmarshal(data, &s) == nil {
		*a = Attachment{Name: s}
		if strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") {
			a.URL = s
			a.Name = s[strings.LastIndexByte(s, '/')+1:]
		}
		return nil
	}
	return json.Unmarshal(data, (*plainAttachment)(a))
}

// plainAttachment is the type without its JSON methods.
type plainAttachment Attachment

// Issuer returns the name of the leading issuer, or "" where none is stated.
func (d *Document) Issuer() string {
	if len(d.Issuers) == 0 {
		return ""
	}
	return d.Issuers[0].Name
}

// Date returns the date a reader sorts by: published, else formed, else effective.
func (d *Document) Date() Date {
	for _, date := range []Date{d.Published, d.Formed, d.Effective} {
		if !date.IsZero() {
			return date
		}
	}
	return Date{}
}
