package audit

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"github.com/zwgk/zwgk/disclosure"
)

// Duplicate is a group of documents that share what only one may have.
type Duplicate struct {
	Kind  string   `json:"kind"` // 文号, 索引号, 正文
	Value string   `json:"value,omitempty"`
	IDs   []string `json:"ids"` // the first few
	Count int      `json:"count"`
}

// groups returns the documents that share a key, in order of the first; "" is no key.
func (s *survey) groups(kind string, key func(*docFacts) string) []Duplicate {
	byKey := map[string][]int32{}
	var order []string
	for i := range s.docs {
		if k := key(&s.docs[i]); k != "" {
			if byKey[k] == nil {
				order = append(order, k)
			}
			byKey[k] = append(byKey[k], int32(i))
		}
	}
	var groups []Duplicate
	for _, k := range order {
		if members := byKey[k]; len(members) > 1 {
			group := Duplicate{Kind: kind, Value: k, Count: len(members)}
			for _, i := range members[:min(len(members), 2*fewExamples)] {
				group.IDs = append(group.IDs, s.docs[i].id)
			}
			groups = append(groups, group)
		}
	}
	return groups
}

func (s *survey) reportDuplicates(field string, groups []Duplicate) {
	for _, group := range groups {
		if len(s.duplicates) < 3*s.keep {
			s.duplicates = append(s.duplicates, group)
		}
		s.find(disclosure.Finding{Subject: group.IDs[0], Field: field, Message: fmt.Sprintf("%d份文件%s相同", group.Count, group.Kind),
			Evidence: strings.TrimSpace(group.Value + " " + strings.Join(group.IDs, "、"))})
	}
}

func surveyIndexNumbers(s *survey) {
	s.reportDuplicates("index_number", s.groups("索引号", func(d *docFacts) string { return d.index }))
	if s.options.Earlier == nil {
		return
	}
	for i := range s.docs {
		d := &s.docs[i]
		if earlier, ok := s.options.Earlier(d.id); ok && !earlier.IsZero() && strings.ToUpper(squeeze(earlier.Raw)) != d.index {
			s.find(disclosure.Finding{Subject: d.id, Field: "index_number", Message: "索引号有变动，应终身不变", Evidence: earlier.Raw + " → " + d.index})
		}
	}
}

// surveyNumbers leaves out interpretations, which name the number of their policy.
func surveyNumbers(s *survey) {
	s.reportDuplicates("number", s.groups("文号", func(d *docFacts) string {
		if d.interprets || strings.Contains(d.title, "解读") {
			return ""
		}
		return d.number
	}))
}

func surveyTexts(s *survey) {
	groups := s.groups("正文", func(d *docFacts) string {
		if d.text == 0 {
			return ""
		}
		return fmt.Sprintf("%016x", d.text)
	})
	for i := range groups {
		groups[i].Value = ""
	}
	s.reportDuplicates("text", groups)
}

// internalLink is an address in a document that leads to the site itself.
type internalLink struct{ id, url, host string }

// maxLinks bounds the links kept of a site.
const maxLinks = 20_000

// observeAddresses notes the document's own address, and those that it links to.
func (s *survey) observeAddresses(d *disclosure.Document) {
	if host, page := splitAddress(d.URL); host != "" {
		s.hosts[host] = true
		s.urls[hash64(page)] = true
	}
	for _, attachment := range d.Attachments {
		if _, page := splitAddress(attachment.URL); page != "" {
			s.urls[hash64(page)] = true
		}
	}
	texts := []string{d.Text}
	for _, name := range sortedKeys(d.Attributes) {
		if name != "source" {
			texts = append(texts, d.Attributes.Text(name))
		}
	}
	for _, text := range texts {
		for _, address := range addressesIn(text) {
			if host, page := splitAddress(address); host != "" && pageLike(page) && len(s.links) < maxLinks {
				s.links = append(s.links, internalLink{d.ID, strings.Clone(address), strings.Clone(host)})
			}
		}
	}
}

func hash64(s string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(s))
	return h.Sum64()
}

// splitAddress returns the host of a web address and the address as it is compared; "" for anything else.
func splitAddress(address string) (host, page string) {
	address = strings.TrimSpace(address)
	rest, ok := strings.CutPrefix(address, "https://")
	if !ok {
		if rest, ok = strings.CutPrefix(address, "http://"); !ok {
			return "", ""
		}
	}
	rest, _, _ = strings.Cut(rest, "#")
	host, path, _ := strings.Cut(rest, "/")
	return strings.ToLower(host), strings.ToLower(host) + "/" + strings.TrimSuffix(path, "/")
}

// pageLike says whether an address leads to a page of content, not to a home page or a service.
func pageLike(page string) bool {
	return strings.HasSuffix(page, ".html") || strings.HasSuffix(page, ".htm") || strings.HasSuffix(page, ".shtml")
}

// addressesIn finds the web addresses in a text.
func addressesIn(text string) []string {
	var found []string
	for at := 0; ; {
		next := strings.Index(text[at:], "http")
		if next < 0 {
			return found
		}
		at += next
		end := at
		for end < len(text) && text[end] > ' ' && text[end] < 0x7F && !strings.ContainsRune("\"'<>()[]{}|\\^`", rune(text[end])) {
			end++
		}
		if address := strings.TrimRight(text[at:end], ".,;:!?"); strings.Contains(address, "://") {
			found = append(found, address)
		}
		at = max(end, at+4)
	}
}

func surveyDeadLinks(s *survey) {
	for _, link := range s.links {
		if _, page := splitAddress(link.url); s.hosts[link.host] && !s.urls[hash64(page)] {
			s.find(disclosure.Finding{Subject: link.id, Field: "text", Message: "站内链接不在所收文件中", Evidence: shorten(link.url, 120)})
		}
	}
}

// sortDuplicates puts the largest groups first.
func sortDuplicates(groups []Duplicate) {
	slices.SortStableFunc(groups, func(a, b Duplicate) int { return b.Count - a.Count })
}
