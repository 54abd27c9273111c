//go:build fit

package search

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/zwgk/zwgk/disclosure"
)

// TestFitRerank fits rerankweights.txt on real questions:
//
//	ZWGK_DATA=… go test -tags fit -run FitRerank -v -timeout 30m ./search
//
// It raises, by gradient ascent (Adam), the logarithm of the share that relevant documents have of a softmax over the scores
// (ListNet's top one: Cao and others, Learning to Rank: From Pairwise Approach to Listwise Approach, 2007), in the mean over all
// sets, of which that of agencies' documents counts three times: once on every other question, to print nDCG@10 and hit@1 for those
// left out, and then on all of them, for the table. None but the weights of conflicts goes below zero: that more of an agreement
// should be worse, as the passage's score is by chance here, made answers over corpora that no fit has seen worse (short questions
// over statutes: first place .44, not .49). Weights set by hand, for which the sets hold no evidence, stay.
func TestFitRerank(t *testing.T) {
	base := os.Getenv("ZWGK_DATA")
	var sets []fitSet
	for _, s := range []fitSource{
		{name: "ncp_policies", corpora: []string{"corpus.jsonl"}, text: "text"},
		{name: "lecoqa_statutes", corpora: []string{"corpus.jsonl", "candidates_national.jsonl"}, title: "title", text: "text"},
		{name: "cmrc2018", corpora: []string{"corpus.jsonl"}, title: "title", text: "text"},
		{name: "citizen_messages", corpora: []string{"qa.jsonl"}, text: "reply", question: "title"},
		{name: "taipei_faq_2023", corpora: []string{"qa_simplified.jsonl"}, text: "answer", question: "question"},
	} {
		sets = append(sets, s.read(t, base))
	}
	sets[0].share *= 3 // the only one of agencies' documents
	sets = append(sets, everydayOverLaws(t, base), everydayOverPapers(t))
	var start features
	start[stageOneScore] = 4
	for _, i := range byHand {
		start[i] = rerankWeights()[i]
	}
	report("stage one", sets, start)
	half := ascend(sets, start, 0)
	report("fitted on half", sets, half)
	w := ascend(sets, start, everyHalf)
	report("fitted on all", sets, w)
	writeRerankWeights(t, w, half, sets)
}

// byHand are the features whose weights no question of the sets turns on.
var byHand = []int{freshness, lapsed, otherYear}

// conflicts are the features of which more is worse.
var conflicts = []int{regionConflict, lapsed, otherYear}

const (
	ascents   = 300
	sharpness = 1.5 // of the softmax: the greater, the smaller the weights; those set by hand stand beside ones of about this size
)

// ascend fits the weights on one half of the questions, from some on.
func ascend(sets []fitSet, w features, half int) features {
	const rate, first, second, tiny = 0.05, 0.9, 0.999, 1e-8
	var mean, square [featureCount]float64
	for round := 1; round <= ascents; round++ {
		gradient := [featureCount]float64{}
		for _, s := range sets {
			s.addGradient(w, half, s.share, &gradient)
		}
		for i, g := range gradient {
			if slices.Contains(byHand, i) {
				continue
			}
			mean[i], square[i] = first*mean[i]+(1-first)*g, second*square[i]+(1-second)*g*g
			w[i] += float32(rate * mean[i] / (1 - math.Pow(first, float64(round))) / (math.Sqrt(square[i]/(1-math.Pow(second, float64(round)))) + tiny))
			if !slices.Contains(conflicts, i) {
				w[i] = max(0, w[i])
			}
		}
	}
	return w
}

// addGradient adds the gradient of what is raised, over the questions of one half, times share.
func (s fitSet) addGradient(w features, half int, share float64, gradient *[featureCount]float64) {
	n, sum := 0.0, [featureCount]float64{}
	for i, q := range s.queries {
		if half != everyHalf && i%2 != half || !slices.Contains(q.relevant, true) {
			continue
		}
		n++
		shares, all, right := make([]float64, len(q.rows)), 0.0, 0.0
		for k := range q.rows {
			shares[k] = math.Exp(sharpness * (q.rows[k].score(w) - q.rows[0].score(w)))
			all += shares[k]
			right += shares[k] * truth(q.relevant[k])
		}
		for k, row := range q.rows {
			pull := sharpness * shares[k] * (truth(q.relevant[k])/max(right, 1e-300) - 1/all)
			for j, v := range row {
				sum[j] += pull * float64(v)
			}
		}
	}
	for j := range sum {
		gradient[j] += share * sum[j] / n
	}
}

func (f features) score(w features) (sum float64) {
	for i, v := range f {
		sum += float64(v) * float64(w[i])
	}
	return sum
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// everyHalf takes all questions.
const everyHalf = -1

type fitSource struct {
	name, title, text string
	question          string // the field that asks, where questions stand in the corpus file
	corpora           []string
}

type fitSet struct {
	name    string
	share   float64 // of what is raised
	queries []fitQuery
}

type fitQuery struct {
	rows     []features
	relevant []bool
	all      int // relevant documents there are
}

// most bounds how many questions of a set are taken: the first ones.
const most = 800

func (s fitSource) read(t *testing.T, base string) fitSet {
	questions, relevant := [][2]string{}, map[string]map[string]bool{}
	if s.question != "" {
		fitRows(t, base+"/"+s.name+"/"+s.corpora[0], func(m map[string]any) {
			id, text := fmt.Sprint(m["id"]), fmt.Sprint(m[s.question])
			questions, relevant[id] = append(questions, [2]string{id, text}), map[string]bool{id: true}
		})
	} else {
		fitRows(t, base+"/"+s.name+"/queries.jsonl", func(m map[string]any) {
			questions = append(questions, [2]string{fmt.Sprint(m["id"]), fmt.Sprint(m["text"])})
		})
		relevant = fitJudgements(t, base+"/"+s.name+"/qrels.tsv")
	}
	return newFitSet(t, s.name, s.documents(t, base), questions, relevant)
}

// everydayOverLaws are questions as people type them, written for this project, over all laws of the data folder.
func everydayOverLaws(t *testing.T, base string) fitSet {
	var questions [][2]string
	laws, relevant := map[string]string{}, map[string]map[string]bool{} // title → id
	packed, err := os.Open(base + "/laws/docs.jsonl.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	file, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	var documents []disclosure.Document
	for d, err := range (disclosure.Mapping{}).Documents(file) {
		if err != nil {
			t.Fatal(err)
		}
		documents, laws[d.Title] = append(documents, d), d.ID
	}
	fitRows(t, "../qa/testdata/readinglaws.jsonl", func(m map[string]any) {
		id := fmt.Sprint(len(questions))
		questions = append(questions, [2]string{id, fmt.Sprint(m["text"])})
		relevant[id] = map[string]bool{laws[fmt.Sprint(m["law"])]: true}
	})
	return newFitSet(t, "everyday over laws", each(documents), questions, relevant)
}

// everydayOverPapers are the same over fictional plans, notices and guides.
func everydayOverPapers(t *testing.T) fitSet {
	var questions [][2]string
	var documents []disclosure.Document
	relevant := map[string]map[string]bool{}
	fitRows(t, "../qa/testdata/readingpapers.jsonl", func(m map[string]any) {
		d := disclosure.Document{ID: fmt.Sprint("d", len(documents)), Title: fmt.Sprint(m["title"]), Text: fmt.Sprint(m["text"])}
		documents = append(documents, d)
		for _, q := range m["asked"].([]any) {
			id := fmt.Sprint(len(questions))
			questions = append(questions, [2]string{id, fmt.Sprint(q.(map[string]any)["text"])})
			relevant[id] = map[string]bool{d.ID: true}
		}
	})
	return newFitSet(t, "everyday over papers", each(documents), questions, relevant)
}

func each(documents []disclosure.Document) iter.Seq2[disclosure.Document, error] {
	return func(yield func(disclosure.Document, error) bool) {
		for _, d := range documents {
			if !yield(d, nil) {
				return
			}
		}
	}
}

// newFitSet asks questions, id and text, of documents. Of many questions it takes the first ones.
func newFitSet(t *testing.T, name string, documents iter.Seq2[disclosure.Document, error], questions [][2]string, relevant map[string]map[string]bool) fitSet {
	x, err := Open("", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if _, err := x.Import(context.Background(), documents); err != nil {
		t.Fatal(err)
	}
	set := fitSet{name: name, share: 1.0 / 9}
	for _, q := range questions[:min(len(questions), most)] {
		if len(relevant[q[0]]) == 0 {
			continue
		}
		r, err := x.Retrieve(context.Background(), Query{Text: plainQuery(q[1]), Limit: MaxRetrieve}, 0)
		if err != nil {
			t.Fatal(err)
		}
		query := fitQuery{all: len(relevant[q[0]])}
		for _, d := range r.Documents {
			var f features
			for i := range f {
				f[i] = float32(d.Features[i].Value)
			}
			f[meaning] *= float32(r.Everyday)
			query.rows, query.relevant = append(query.rows, f), append(query.relevant, relevant[q[0]][d.ID])
		}
		set.queries = append(set.queries, query)
	}
	return set
}

func (s fitSource) documents(t *testing.T, base string) iter.Seq2[disclosure.Document, error] {
	return func(yield func(disclosure.Document, error) bool) {
		for _, file := range s.corpora {
			fitRows(t, base+"/"+s.name+"/"+file, func(m map[string]any) {
				d := disclosure.Document{ID: fmt.Sprint(m["id"]), Text: fmt.Sprint(m[s.text])}
				if s.title != "" {
					d.Title = fmt.Sprint(m[s.title])
				}
				yield(d, nil)
			})
		}
	}
}

// plainQuery takes out what the query grammar would read, and cuts at its bound.
func plainQuery(s string) string {
	s = strings.NewReplacer("\"", " ", "“", " ", "”", " ", "「", " ", "」", " ", " -", " ", ":", " ", "：", " ").Replace(s)
	runes := []rune(strings.TrimLeft(s, "- "))
	return string(runes[:min(len(runes), MaxQueryRunes)])
}

func fitRows(t *testing.T, path string, visit func(map[string]any)) {
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<26)
	for lines.Scan() {
		m := map[string]any{}
		if err := json.Unmarshal(lines.Bytes(), &m); err != nil {
			t.Fatal(err)
		}
		visit(m)
	}
}

func fitJudgements(t *testing.T, path string) map[string]map[string]bool {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	relevant := map[string]map[string]bool{}
	for line := range strings.Lines(string(data)) {
		if f := strings.Fields(line); len(f) >= 3 {
			if relevant[f[0]] == nil {
				relevant[f[0]] = map[string]bool{}
			}
			relevant[f[0]][f[1]] = true
		}
	}
	return relevant
}

// quality returns nDCG@10 and hit@1 over the questions of one half.
func (s fitSet) quality(w features, half int) (ndcg, hit float64) {
	n := 0.0
	for i, q := range s.queries {
		if half != everyHalf && i%2 != half {
			continue
		}
		n++
		order := make([]int, len(q.rows))
		scores := make([]float64, len(q.rows))
		for k := range q.rows {
			order[k], scores[k] = k, q.rows[k].score(w)
		}
		slices.SortStableFunc(order, func(a, b int) int {
			switch {
			case scores[a] > scores[b]:
				return -1
			case scores[a] < scores[b]:
				return 1
			}
			return 0
		})
		gain, ideal := 0.0, 0.0
		for rank := range 10 {
			if rank < len(order) && q.relevant[order[rank]] {
				gain += 1 / math.Log2(float64(rank)+2)
				if rank == 0 {
					hit++
				}
			}
			if rank < q.all {
				ideal += 1 / math.Log2(float64(rank)+2)
			}
		}
		ndcg += gain / ideal
	}
	return ndcg / n, hit / n
}

func report(when string, sets []fitSet, w features) {
	for _, s := range sets {
		fitN, fitH := s.quality(w, 0)
		outN, outH := s.quality(w, 1)
		fmt.Printf("%-14s %-20s fit %.4f/%.4f  left out %.4f/%.4f\n", when, s.name, fitN, fitH, outN, outH)
	}
}

func writeRerankWeights(t *testing.T, w, half features, sets []fitSet) {
	var b strings.Builder
	fmt.Fprintln(&b, "# Weights of stage two; see FeatureNames for what each feature is.")
	fmt.Fprintln(&b, "# Fitted by: ZWGK_DATA=… go test -tags fit -run FitRerank ./search")
	for _, s := range sets {
		ndcg, hit := s.quality(half, 1)
		fmt.Fprintf(&b, "# %s, questions left out of a fit on the other half: nDCG@10 %.3f, hit@1 %.3f\n", s.name, ndcg, hit)
	}
	for i, name := range FeatureNames {
		note := ""
		if slices.Contains(byHand, i) {
			note = "\t# set by hand, no question of the fit turns on it"
		}
		fmt.Fprintf(&b, "%s\t%.2f%s\n", name, w[i], note)
	}
	if err := os.WriteFile("rerankweights.txt", []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
