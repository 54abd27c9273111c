package sample

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io"
)

//go:embed documents.jsonl faqs.jsonl city.json
var files embed.FS

// Documents reads the city's documents as JSON Lines, one document a line,
// ordered by date of publication.
func Documents() io.Reader { return bytes.NewReader(read("documents.jsonl")) }

// FAQs reads the reviewed questions and answers (常见问答) as JSON Lines, each
// with the IDs of the documents that its answer stands on.
func FAQs() io.Reader { return bytes.NewReader(read("faqs.jsonl")) }

// City is what a portal has to know of its city to say where to ask.
type City struct {
	Name         string       `json:"name"`   // 澜川市
	Portal       string       `json:"portal"` // name of the main site
	URL          string       `json:"url"`    // address of the main site
	Today        string       `json:"today"`  // the day in the sample's world, YYYY-MM-DD
	Districts    []string     `json:"districts"`
	Hotline      Hotline      `json:"hotline"`
	Departments  []Department `json:"departments"`
	HotQuestions []string     `json:"hot_questions"` // ten, most asked first
}

// Hotline is the telephone line for everything (政务服务便民热线).
type Hotline struct {
	Number string `json:"number"`
	Name   string `json:"name"`
	Hours  string `json:"hours"`
	Note   string `json:"note"` // what to expect of a call
}

// Department is an agency (公开主体) and what it answers for.
type Department struct {
	Name    string   `json:"name"`  // full name, as in a document's issuers
	Short   string   `json:"short"` // customary short name
	Phone   string   `json:"phone"`
	Address string   `json:"address"`
	Topics  []string `json:"topics"` // matters that belong to it
}

// ReadCity decodes city.json. The embedded file always decodes, so there is no
// error to handle; the caller owns what is returned.
func ReadCity() City {
	var city City
	if err := json.Unmarshal(read("city.json"), &city); err != nil {
		panic(fmt.Sprintf("sample: city.json: %v", err)) // the tests read it
	}
	return city
}

// read returns an embedded file; that it exists is decided at build time.
func read(name string) []byte {
	data, err := files.ReadFile(name)
	if err != nil {
		panic(fmt.Sprintf("sample: %v", err))
	}
	return data
}
