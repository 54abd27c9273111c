package chat

import (
	_ "embed"
	"encoding/json"
	"strings"
	"sync"
)

// Hotline is a telephone number to call at once. It is shown before the answer and never instead of it.
type Hotline struct {
	Title string `json:"title"`
	Phone string `json:"phone"`
	Note  string `json:"note"`
}

//go:embed emergency.json
var emergencyData []byte

type emergencyTable struct {
	Hotlines []struct {
		Hotline
		Words []string `json:"words"`
	} `json:"hotlines"`
	Unless []string `json:"unless"` // words of someone who asks about policy, not for help
}

var emergencies = sync.OnceValue(func() emergencyTable {
	var table emergencyTable
	if err := json.Unmarshal(emergencyData, &table); err != nil {
		panic("chat: emergency.json: " + err.Error()) // embedded: a test reads it
	}
	return table
})

// urgent returns the hotlines whose words stand in a question. A question that reads like one about policy
// (火灾事故调查办法) gets none, unless life is at risk, which the first entry of the table is about.
func urgent(question string) []Hotline {
	table := emergencies()
	policy := containsAny(question, table.Unless)
	var found []Hotline
	for i, entry := range table.Hotlines {
		if containsAny(question, entry.Words) && (!policy || i == 0) {
			found = append(found, entry.Hotline)
		}
	}
	return found
}

func containsAny(text string, words []string) bool {
	for _, word := range words {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}
