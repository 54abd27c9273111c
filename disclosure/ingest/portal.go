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
	main, aside, labels map[string]bool
	fields              map[string][]string // our JSON name → names on pages, the first that is there counts
}

// knownPortals reads the embedded table once.
var knownPortals = sync.OnceValue(func() portal {
	var raw struct {
		Main, Aside, Labels []string
		Fields              map[string][]string
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
	return portal{set(raw.Main), set(raw.Aside), set(raw.Labels), raw.Fields}
})

// label returns the label that a short text is, without spaces and colon; "" where it is none.
func (p portal) label(text string) string {
	text = strings.NewReplacer(" ", "", "\u3000", "", "\u00a0", "", "【", "", "】", "", "[", "", "]", "", "：", "", ":", "").Replace(text)
	if p.labels[text] {
		return text
	}
	return ""
}
