package ingest

import (
	_ "embed"
	"encoding/json"
	"strings"
	"sync"
)

//go:embed portal.json
var portalData []byte

// portal is what is known of how portals write their pages; see portal.json for the basis.
type portal struct {
	main, aside, labels, tails map[string]bool
	fields                     map[string][]string // our JSON name → names on pages, the first that is there counts
}

// knownPortals reads the embedded table once.
var knownPortals = sync.OnceValue(func() portal {
	var raw struct {
		Main, Aside, Labels, Tails []string
		Fields                     map[string][]string
	}
	if err := json.Unmarshal(portalData, &raw); err != nil {
		panic("ingest: portal.json: " + err.Error()) // embedded: a test would have failed
	}
	set := func(list []string) map[string]bool {
		m := make(map[string]bool, len(list))
		for _, name := range list {
			m[strings.ToLower(name)] = true
		}
		return m
	}
	return portal{set(raw.Main), set(raw.Aside), set(raw.Labels), set(raw.Tails), raw.Fields}
})

// trimTail drops the lines at the end of a text that are buttons: 打印本页, 关闭窗口, 分享到.
func (p portal) trimTail(text string) string {
	for {
		text = strings.TrimRight(text, "\n\t ")
		last := text[strings.LastIndexByte(text, '\n')+1:]
		words := strings.FieldsFunc(last, func(r rune) bool { return strings.ContainsRune("【】[]()（）：:|｜ \t\u3000", r) })
		for _, word := range words {
			if !p.tails[word] {
				return text
			}
		}
		if last == text {
			return text
		}
		text = text[:len(text)-len(last)]
	}
}

// label returns the label that a short text is, without spaces and colon; "" where it is none.
func (p portal) label(text string) string {
	text = strings.NewReplacer(" ", "", "\u3000", "", "\u00a0", "", "【", "", "】", "", "[", "", "]", "", "：", "", ":", "").Replace(text)
	if p.labels[text] {
		return text
	}
	return ""
}
