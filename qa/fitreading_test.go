//go:build fit

package qa

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// TestFitReading fits readingweights.txt on questions whose answers are marked in their documents:
//
//	ZWGK_DATA=… go test -tags fit -run FitReading -v ./qa
//
// The weights for questions put at length are fitted first, on those of companies' clerks (ncp_policies), for the character
// ROUGE-L of what is said; then what is added to them for everyday questions, on those of testdata/readinglaws.jsonl, written
// for this over statutes (laws), and of testdata/readingpapers.jsonl, over fictional plans, notices and guides, for whether
// the answer is in what is said, and briefly. Both maximise the expected worth of a stretch drawn by softmax over the scores,
// by gradient ascent (Adam). The figures of five-fold cross-validation are printed. The same data gives the same table.
func TestFitReading(t *testing.T) {
	formal, everyday := clerksCases(t), slices.Concat(lawsCases(t), papersCases(t))
	var worth, contained float64
	for fold := range 5 {
		w := fitTable(without(formal, fold), without(everyday, fold))
		for i, c := range formal {
			if i%5 == fold {
				worth += c.worth(c.read(w)) / float64(len(formal))
			}
		}
		for i, c := range everyday {
			if i%5 == fold {
				contained += truth(c.holds(c.read(w))) / float64(len(everyday))
			}
		}
	}
	fmt.Printf("five-fold: ROUGE-L %.4f of %d, contained %.3f of %d\n", worth, len(formal), contained, len(everyday))
	w := fitTable(formal, everyday)
	level(w, formal, everyday)
	writeWeights(t, w, worth, contained, len(formal), len(everyday))
}

// fitCase is a question with its document and what answers it.
type fitCase struct {
	question, text string
	answers        [][]rune
	weight         func(string) float64
	contain        bool // an answer is to be held, not matched
	rows           [][]float64
	rewards        []float64
}

// worth says how good a stretch is as an answer, 0 to 1.
func (c *fitCase) worth(stretch string) float64 {
	got, best := compact(stretch), 0.0
	for _, answer := range c.answers {
		worth := rougeOf(got, answer)
		if c.contain {
			if worth *= 0.3; strings.Contains(string(got), string(answer)) {
				worth = max(0.3, 1-0.25*math.Log2(max(1, float64(len(got))/float64(max(freeLength, len(answer))))))
			}
		}
		best = max(best, worth)
	}
	return best
}

// freeLength is up to how many characters an answer to an everyday question costs nothing; each doubling costs a quarter.
const freeLength = 70

func (c *fitCase) holds(stretch string) bool {
	return slices.ContainsFunc(c.answers, func(a []rune) bool { return strings.Contains(string(compact(stretch)), string(a)) })
}

// read returns what is said of the case's document by a table.
func (c *fitCase) read(w []float64) string {
	defer func(before func() *readingTable) { readingWeights = before }(readingWeights)
	table := tableOf(w)
	readingWeights = func() *readingTable { return table }
	s, ok := newReading(c.question, c.text, 0, c.weight).best()
	if !ok {
		return ""
	}
	return c.text[s.start:s.end]
}

// measure fills the rows of features of the case's stretches: those of formal questions, and these again as much as the
// question is an everyday one.
func (c *fitCase) measure() {
	r := newReading(c.question, c.text, 0, c.weight)
	worths := map[span]float64{}
	var f spanFeatures
	r.candidates(func(s candidate) {
		r.measure(s, &f)
		row := make([]float64, fitWidth)
		for k, x := range f {
			row[k], row[spanFeatureCount+k] = x, r.everyday()*x
		}
		said := r.said(s)
		worth, known := worths[said]
		if !known {
			worth = c.worth(c.text[said.start:said.end])
			worths[said] = worth
		}
		c.rows, c.rewards = append(c.rows, row), append(c.rewards, worth)
	})
}

func clerksCases(t *testing.T) (cases []fitCase) {
	folder := os.Getenv("ZWGK_DATA") + "/ncp_policies"
	texts, questions := map[string]string{}, map[string]string{}
	eachRow(t, folder+"/corpus.jsonl", func(m map[string]any) { texts[m["id"].(string)] = m["text"].(string) })
	eachRow(t, folder+"/queries.jsonl", func(m map[string]any) { questions[m["id"].(string)] = m["text"].(string) })
	weight := passageRarity(texts)
	eachRow(t, folder+"/answers.jsonl", func(m map[string]any) {
		c := fitCase{question: cleanQuestion(questions[m["id"].(string)]), text: texts[m["docid"].(string)], weight: weight}
		for _, a := range m["answers"].([]any) {
			c.answers = append(c.answers, compact(a.(string)))
		}
		c.measure()
		cases = append(cases, c)
	})
	return cases
}

func lawsCases(t *testing.T) (cases []fitCase) {
	texts, some := map[string]string{}, map[string]string{}
	eachRow(t, os.Getenv("ZWGK_DATA")+"/laws/docs.jsonl.gz", func(m map[string]any) {
		if title := m["title"].(string); texts[title] == "" {
			texts[title] = m["text"].(string)
			if len(texts)%10 == 0 {
				some[title] = texts[title]
			}
		}
	})
	weight := passageRarity(some)
	eachRow(t, "testdata/readinglaws.jsonl", func(m map[string]any) {
		c := fitCase{question: cleanQuestion(m["text"].(string)), text: texts[m["law"].(string)], weight: weight, contain: true,
			answers: [][]rune{compact(m["answer"].(string))}}
		if !c.holds(c.text) {
			t.Fatalf("%s: %s does not stand in %s", m["text"], m["answer"], m["law"])
		}
		c.measure()
		cases = append(cases, c)
	})
	return cases
}

// papersCases reads testdata/readingpapers.jsonl: fictional plans, notices and guides with everyday questions.
func papersCases(t *testing.T) (cases []fitCase) {
	texts := map[string]string{}
	eachRow(t, "testdata/readingpapers.jsonl", func(m map[string]any) { texts[m["title"].(string)] = m["text"].(string) })
	weight := passageRarity(texts)
	eachRow(t, "testdata/readingpapers.jsonl", func(m map[string]any) {
		for _, asked := range m["asked"].([]any) {
			asked := asked.(map[string]any)
			c := fitCase{question: cleanQuestion(asked["text"].(string)), text: m["text"].(string), weight: weight, contain: true,
				answers: [][]rune{compact(asked["answer"].(string))}}
			c.measure()
			cases = append(cases, c)
		}
	})
	return cases
}

// passageRarity weighs grams by how few passages of texts hold them.
func passageRarity(texts map[string]string) func(string) float64 {
	var idf gramIDF
	for _, id := range sortedKeysOf(texts) {
		runes := []rune(texts[id])
		for i := 0; i < len(runes); i += 200 {
			idf.add(gramsOf(string(runes[i:min(len(runes), i+220)])))
		}
	}
	return idf.weight
}

func compact(s string) []rune {
	var runes []rune
	for _, r := range s {
		if !unicode.IsSpace(r) {
			runes = append(runes, r)
		}
	}
	return runes
}

func rougeOf(a, b []rune) float64 { return commonSequence(a, b, make([]int32, len(b)+1)) }

// fitWidth is how many weights are fitted: each twice.
const fitWidth = 2 * int(spanFeatureCount)

func without(cases []fitCase, fold int) (rest []fitCase) {
	for i, c := range cases {
		if i%5 != fold {
			rest = append(rest, c)
		}
	}
	return rest
}

func fitTable(formal, everyday []fitCase) []float64 {
	w := fitWeights(formal, make([]float64, fitWidth), 0, fitWidth/2, 2e-3)
	return fitWeights(everyday, w, fitWidth/2, fitWidth, 2e-3)
}

// fitWeights runs Adam on standardised features, from weights given, over those of a range, and returns weights for the raw ones.
func fitWeights(cases []fitCase, given []float64, from, to int, decay float64) []float64 {
	mean, deviation := moments(cases)
	w, descent := make([]float64, fitWidth), newAdam(fitWidth)
	for k := range w {
		w[k] = given[k] * deviation[k]
	}
	random := rand.New(rand.NewPCG(1, 1))
	const epochs, batch, rate = 40, 32, 0.03
	for epoch := range epochs {
		order := random.Perm(len(cases))
		for at := 0; at < len(order); at += batch {
			gradient := make([]float64, fitWidth)
			part := order[at:min(len(order), at+batch)]
			for _, i := range part {
				addGradient(gradient, cases[i], w, mean, deviation)
			}
			descent.next()
			for k := from; k < to; k++ {
				g := -gradient[k]/float64(len(part)) + decay*w[k]
				w[k] -= descent.by(k, g, rate*(1-0.9*float64(epoch)/epochs))
			}
		}
	}
	for k := range w {
		w[k] /= deviation[k]
	}
	return w
}

func moments(cases []fitCase) (mean, deviation []float64) {
	mean, deviation = make([]float64, fitWidth), make([]float64, fitWidth)
	n := 0.0
	for _, c := range cases {
		for _, row := range c.rows {
			n++
			for k, x := range row {
				mean[k] += x
				deviation[k] += x * x
			}
		}
	}
	for k := range mean {
		mean[k] /= n
		deviation[k] = math.Sqrt(max(0, deviation[k]/n-mean[k]*mean[k])) + 1e-3
	}
	return mean, deviation
}

func addGradient(gradient []float64, c fitCase, w, mean, deviation []float64) {
	p := make([]float64, len(c.rows))
	top := math.Inf(-1)
	for i, row := range c.rows {
		for k, x := range row {
			if w[k] != 0 {
				p[i] += w[k] * (x - mean[k]) / deviation[k]
			}
		}
		top = max(top, p[i])
	}
	sum, expected := 0.0, 0.0
	for i := range p {
		p[i] = math.Exp(p[i] - top)
		sum += p[i]
		expected += p[i] * c.rewards[i]
	}
	expected /= sum
	for i, row := range c.rows {
		d := p[i] / sum * (c.rewards[i] - expected)
		if math.Abs(d) < 1e-7 {
			continue
		}
		for k, x := range row {
			gradient[k] += d * (x - mean[k]) / deviation[k]
		}
	}
}

// level stretches and shifts the weights so that the best scores in documents that do not answer have the same median and
// quartiles for formal and for everyday questions, those that documentconfidence.go counts on.
func level(w []float64, formal, everyday []fitCase) {
	const usualMedian, usualQuartiles = 23.0, 5.0
	formalMedian, formalQuartiles := unanswered(w, formal)
	everydayMedian, everydayQuartiles := unanswered(w, everyday)
	for k := range w[:fitWidth/2] {
		both := (w[k] + w[fitWidth/2+k]) * usualQuartiles / everydayQuartiles
		w[k] *= usualQuartiles / formalQuartiles
		w[fitWidth/2+k] = both - w[k]
	}
	w[usual] = usualMedian - formalMedian*usualQuartiles/formalQuartiles
	w[fitWidth/2+int(usual)] = usualMedian - everydayMedian*usualQuartiles/everydayQuartiles - w[usual]
}

// unanswered returns the median, and how far apart the quartiles are, of the best scores of questions asked of documents of others.
func unanswered(w []float64, cases []fitCase) (median, quartiles float64) {
	defer func(before func() *readingTable) { readingWeights = before }(readingWeights)
	table := tableOf(w)
	readingWeights = func() *readingTable { return table }
	var scores []float64
	for i, c := range cases {
		if s, ok := newReading(c.question, cases[(i+37)%len(cases)].text, 0, c.weight).best(); ok {
			scores = append(scores, s.score)
		}
	}
	slices.Sort(scores)
	return scores[len(scores)/2], scores[len(scores)*3/4] - scores[len(scores)/4]
}

func tableOf(w []float64) *readingTable {
	var table readingTable
	copy(table.formal[:], w[:fitWidth/2])
	copy(table.everyday[:], w[fitWidth/2:])
	return &table
}

func writeWeights(t *testing.T, w []float64, worth, contained float64, formal, everyday int) {
	var b strings.Builder
	fmt.Fprintf(&b, "# Weights of a stretch of text as an answer; see features.go for what each feature is: for a question put at length, and what\n")
	fmt.Fprintf(&b, "# is added for an everyday one.\n")
	fmt.Fprintf(&b, "# Fitted by: ZWGK_DATA=… go test -tags fit -run FitReading ./qa\n")
	fmt.Fprintf(&b, "# on %d questions of clerks and %d everyday ones over laws and papers, with marked answers. In the right document, five-fold: character\n", formal, everyday)
	fmt.Fprintf(&b, "# ROUGE-L of the first %.3f; of the second, the answer is in what is said: %.3f\n", worth, contained)
	for i, name := range spanFeatureNames {
		fmt.Fprintf(&b, "%s\t%.3f\t%.3f\n", name, w[i], w[fitWidth/2+i])
	}
	if err := os.WriteFile("readingweights.txt", []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestFitCharacterRarity writes readingrarity.txt:
//
//	ZWGK_DATA=… go test -tags fit -run FitCharacterRarity ./qa
func TestFitCharacterRarity(t *testing.T) {
	var idf gramIDF
	laws := 0
	eachRow(t, os.Getenv("ZWGK_DATA")+"/laws/docs.jsonl.gz", func(m map[string]any) {
		if laws++; laws%4 != 1 {
			return // a quarter of them tells enough
		}
		runes := []rune(m["text"].(string))
		for i := 0; i < len(runes); i += 200 {
			passage := grams{}
			for _, c := range runes[i:min(len(runes), i+220)] {
				if unicode.Is(unicode.Han, c) {
					passage[string(c)] = 1
				}
			}
			idf.add(passage)
		}
	})
	lines := map[float64][]string{}
	for _, c := range slices.SortedFunc(maps.Keys(idf.holders), func(a, b string) int {
		return cmp.Or(idf.holders[b]-idf.holders[a], strings.Compare(a, b))
	}) {
		if value := math.Round(2*idf.weight(c)) / 2; value < rarestCharacter && idf.holders[c] > 2 {
			lines[value] = append(lines[value], c)
		}
	}
	var b strings.Builder
	fmt.Fprintln(&b, "# How rare a character is: its IDF among passages of 200 characters of statutes, in halves. What does not stand here is rarer.")
	fmt.Fprintln(&b, "# Written by: ZWGK_DATA=… go test -tags fit -run FitCharacterRarity ./qa")
	for _, value := range slices.Sorted(maps.Keys(lines)) {
		fmt.Fprintf(&b, "%.1f\t%s\n", value, strings.Join(lines[value], ""))
	}
	if err := os.WriteFile("readingrarity.txt", []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
