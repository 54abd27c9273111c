//go:build fit

package qa

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
)

// TestFitDocumentConfidence fits documentweights.txt: questions whose document is known are asked, and asked again with
// that document taken away, which must not be answered; general questions that no agency answers are asked, and questions beside
// fictional papers that none of them answers:
//
//	ZWGK_DATA=… go test -tags fit -run FitDocumentConfidence -v ./qa
func TestFitDocumentConfidence(t *testing.T) {
	base := os.Getenv("ZWGK_DATA")
	var all []example
	var general []string // questions about anything, which none of the collections answers
	eachRow(t, base+"/cmrc2018/queries.jsonl", func(m map[string]any) { general = append(general, m["text"].(string)) })
	eachRow(t, base+"/paraphrase/lcqmc_dev.jsonl", func(m map[string]any) { general = append(general, m["q1"].(string)) })
	add := func(name string, index *search.Index, questions [][2]string, right map[string]map[string]bool) {
		var own []example
		for i, q := range questions {
			if i >= 500 {
				break
			}
			own = append(own, documentExamples(t, index, q[1], right[q[0]])...)
		}
		for i := 0; i < len(general); i += 40 {
			own = append(own, documentExamples(t, index, general[i], nil)...)
		}
		fmt.Printf("%-12s %d examples, AUROC of title cover %.3f\n", name, len(own), aurocOf(own, func(e example) float64 { return e.x[documentNamed] }))
		all = append(all, own...)
	}
	index, questions, right := fitFolder(t, base+"/ncp_policies/corpus.jsonl", "text", "")
	eachRow(t, base+"/ncp_policies/queries.jsonl", func(m map[string]any) {
		questions = append(questions, [2]string{m["id"].(string), m["text"].(string)})
	})
	eachRow(t, base+"/ncp_policies/answers.jsonl", func(m map[string]any) {
		right[m["id"].(string)] = map[string]bool{m["docid"].(string): true}
	})
	add("ncp_policies", index, questions, right)
	index, questions, right = fitFolder(t, base+"/taipei_faq_2023/qa_simplified.jsonl", "answer", "question")
	add("taipei", index, questions, right)
	questions = nil
	eachRow(t, "testdata/fit-asked.jsonl", func(m map[string]any) {
		questions = append(questions, [2]string{m["faq"].(string), m["text"].(string)})
	})
	add("people", index, questions, right)
	questions, right = nil, map[string]map[string]bool{}
	file, err := os.Open("../examples/sample/faqs.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for faq := range disclosure.DecodeFAQs(file) {
		for _, text := range faq.Variants {
			id := fmt.Sprint(len(questions))
			questions, right[id] = append(questions, [2]string{id, text}), map[string]bool{}
			for _, d := range faq.Documents {
				right[id][d] = true
			}
		}
	}
	add("sample", sampleIndex(t), questions, right)
	for _, part := range papersInParts(t) {
		add("papers", part.index, part.questions, part.right)
		for _, text := range part.beyond {
			all = append(all, documentExamples(t, part.index, text, nil)...)
		}
	}
	mixLikePeople(all, withoutShare)
	w := fitLogistic(all, documentBounds[:])
	auroc := aurocOf(all, func(e example) float64 { return e.weighed(w) })
	fmt.Printf("AUROC fitted %.3f over %d examples\n", auroc, len(all))
	var b strings.Builder
	fmt.Fprintln(&b, "# Weights of the probability that the best document answers; see documentconfidence.go.")
	fmt.Fprintln(&b, "# Fitted by: ZWGK_DATA=… go test -tags fit -run FitDocumentConfidence ./qa")
	fmt.Fprintf(&b, "# on %d questions with and without their document; AUROC on the fit: %.3f\n", len(all), auroc)
	for i, name := range documentEvidenceNames {
		fmt.Fprintf(&b, "%s\t%.4f\n", name, w[i])
	}
	if err := os.WriteFile("documentweights.txt", []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// papersPart is a share of the papers of testdata/readingpapers.jsonl, with what is asked of them, and with questions beside them that
// none answers (testdata/beyondpapers.jsonl): false premises, and what such papers do not tell.
type papersPart struct {
	index     *search.Index
	questions [][2]string
	right     map[string]map[string]bool
	beyond    []string
}

// papersInParts parts the papers into as many as had one writer, for two writers chose the same subjects.
func papersInParts(t *testing.T) []papersPart {
	const writers = 4
	var papers []map[string]any
	eachRow(t, "testdata/readingpapers.jsonl", func(m map[string]any) { papers = append(papers, m) })
	parts, of := make([]papersPart, writers), map[string]int{} // title → part
	for k := range parts {
		var documents []disclosure.Document
		part := &parts[k]
		part.right = map[string]map[string]bool{}
		for _, m := range papers[k*len(papers)/writers : (k+1)*len(papers)/writers] {
			d := disclosure.Document{ID: m["title"].(string), Title: m["title"].(string), Text: m["text"].(string)}
			documents, of[d.ID] = append(documents, d), k
			for _, asked := range m["asked"].([]any) {
				id := fmt.Sprint(len(part.questions))
				part.questions = append(part.questions, [2]string{id, asked.(map[string]any)["text"].(string)})
				part.right[id] = map[string]bool{d.ID: true}
			}
		}
		part.index = indexOf(t, documents)
	}
	eachRow(t, "testdata/beyondpapers.jsonl", func(m map[string]any) {
		part := &parts[of[m["title"].(string)]]
		part.beyond = append(part.beyond, m["text"].(string))
	})
	return parts
}

func indexOf(t *testing.T, documents []disclosure.Document) *search.Index {
	index, err := search.Open("", nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { index.Close() })
	_, err = index.Import(t.Context(), func(yield func(disclosure.Document, error) bool) {
		for _, d := range documents {
			if !yield(d, nil) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return index
}

func fitFolder(t *testing.T, path, text, question string) (index *search.Index, questions [][2]string, right map[string]map[string]bool) {
	var documents []disclosure.Document
	right = map[string]map[string]bool{}
	eachRow(t, path, func(m map[string]any) {
		id := m["id"].(string)
		documents = append(documents, disclosure.Document{ID: id, Text: m[text].(string)})
		if question != "" {
			questions, right[id] = append(questions, [2]string{id, m[question].(string)}), map[string]bool{id: true}
		}
	})
	return indexOf(t, documents), questions, right
}

// documentExamples asks one question twice: as it is, and as if its documents were not there.
func documentExamples(t *testing.T, index *search.Index, question string, right map[string]bool) (examples []example) {
	question = cleanQuestion(question)
	found, err := index.Retrieve(t.Context(), search.Query{Text: question, Limit: rankedDocuments}, 0)
	if err != nil || len(found.Documents) == 0 {
		return nil
	}
	answerable := right != nil
	examples = append(examples, documentExample(t, index, question, found, answerable, truth(right[found.Documents[0].ID])))
	others := slices.DeleteFunc(slices.Clone(found.Documents), func(d search.Ranked) bool { return right[d.ID] })
	if len(others) > 0 && len(others) < len(found.Documents) {
		found.Documents = others
		examples = append(examples, documentExample(t, index, question, found, false, 0))
	}
	return examples
}

// withoutShare is the share of questions to a portal that no document of it answers: a guess, on the high side, since
// nothing published counts them. The probability of an answer is calibrated for it.
const withoutShare = 0.4

// mixLikePeople makes those of the examples that no document answers count for a share of all.
func mixLikePeople(all []example, share float64) {
	with := 0.0
	for _, e := range all {
		with += e.counts
	}
	without := float64(len(all)) - with
	for i := range all {
		if all[i].counts == 0 {
			all[i].counts = with / without * share / (1 - share)
		}
	}
}

// documentExample is counted as 1 where the question is answerable, and 0 elsewhere until mixLikePeople.
func documentExample(t *testing.T, index *search.Index, question string, found search.Retrieval, answerable bool, right float64) example {
	x := evidenceOf(found)
	d, _, err := index.Get(t.Context(), found.Documents[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	r := newReading(question, d.Text, found.Documents[0].Passage.Start, rarity(found))
	if best, ok := r.best(); ok {
		x.readWith(r, best, strangeShare(question, &d))
	}
	return example{x[:], right, truth(answerable)}
}

// documentBounds are the least and greatest weight of each feature. Agreement never speaks against a document, nor what is
// missing for one. The questions of the fit name no regions, and few of them rest on a false premise: over papers, 22 of 100 of
// those miss a change that they take for given, against 5 of what is answered, and the fit would dilute it.
var documentBounds = [documentEvidenceCount][2]float64{documentBias: {-99, 99}, documentNamed: {0, 99}, documentRank: {0, 99}, documentLead: {0, 99},
	documentOther: {-3, -3}, documentStrange: {-99, 0}, documentRead: {0, 99}, documentWanting: {-99, 0},
	documentEveryday: {-99, 99}, documentMeaning: {0, 99}, documentMissed: {-99, 0}, documentPremise: {-1.5, -1.5}}
