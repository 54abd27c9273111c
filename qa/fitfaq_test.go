//go:build fit

package qa

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/zwgk/zwgk/disclosure"
)

// TestFitFAQ fits faqweights.txt on questions in people's words whose FAQ is known: those of testdata/fit-asked.jsonl,
// written for this and put to the city FAQs of the data folder, the sample city's variants, and the pairs that the
// vectors of search/embedding were not learned from, put to all pairs and to small sets of them. Each is asked of an
// index of the questions and answers alone:
//
//	ZWGK_DATA=… go test -tags fit -run FitFAQ -v ./qa
//
// The weights maximise the likelihood of the right FAQ by softmax over the candidates. For the probability, each question
// is also asked with the FAQ it belongs to taken away and of a set that it does not belong to, which must not be
// answered, general questions are asked, and each FAQ's own question is.
func TestFitFAQ(t *testing.T) {
	sample, variants := sampleFAQs(t)
	town := cityFAQs(t)
	var people []faqCase
	eachRow(t, "testdata/fit-asked.jsonl", func(m map[string]any) {
		people = append(people, faqCase{text: m["text"].(string), id: m["faq"].(string)})
	})
	askFAQs(t, town, people)
	askFAQs(t, sample, variants)
	all, left, asked := pairFAQs(t)
	askFAQs(t, all, asked)
	fit := slices.Clone(variants)
	for range peopleCount {
		fit = append(fit, people...)
	}
	w := fitFAQWeights(fit)
	fmt.Printf("hit@1 and hit@3, mean: people %.3f, variants %.3f, pairs left out %.3f\n", faqQuality(people, w), faqQuality(variants, w), faqQuality(asked, w))
	both := slices.Concat(people, variants, askInSets(t, left, asked))
	for _, faqs := range [][]disclosure.FAQ{town, sample} {
		both = append(both, askStrangers(t, faqs)...)
	}
	writeFAQWeights(t, w, fitConfidence(both, w), faqQuality(people, w), faqQuality(variants, w))
}

// peopleCount is how often people's own questions count against the others, which are more.
const peopleCount = 12

// pairFAQs reads the pairs that search/embedding is learned from as FAQs: all, and those that it leaves out (a tenth, by
// the same hash), with their questions in people's words.
func pairFAQs(t *testing.T) (all, left []disclosure.FAQ, asked []faqCase) {
	eachRow(t, "../search/embedding/testdata/pairs.jsonl", func(m map[string]any) {
		faq := disclosure.FAQ{ID: fmt.Sprintf("pair-%05d", len(all)), Question: m["q"].(string), Answer: m["a"].(string)}
		all = append(all, faq)
		hash := fnv.New32a()
		hash.Write([]byte(faq.Question))
		if hash.Sum32()%10 == 0 {
			left = append(left, faq)
			for _, text := range m["asked"].([]any) {
				asked = append(asked, faqCase{text: text.(string), id: faq.ID})
			}
		}
	})
	return all, left, asked
}

// smallSets is into how many sets the pairs left out are dealt: each is about as large as a county's.
const smallSets = 8

// askInSets asks each question of the set that its FAQ is dealt to, and of another, where nothing answers it.
func askInSets(t *testing.T, left []disclosure.FAQ, asked []faqCase) (cases []faqCase) {
	set := map[string]int{}
	sets := make([][]disclosure.FAQ, smallSets)
	for i, faq := range left {
		set[faq.ID] = i % smallSets
		sets[i%smallSets] = append(sets[i%smallSets], faq)
	}
	for k, faqs := range sets {
		var here []faqCase
		for _, c := range asked {
			switch set[c.id] {
			case k:
				here = append(here, faqCase{text: c.text, id: c.id})
			case (k + 1) % smallSets:
				here = append(here, faqCase{text: c.text})
			}
		}
		askFAQs(t, faqs, here)
		cases = append(cases, here...)
	}
	return cases
}

// askStrangers asks general questions, which nothing answers, and FAQs' own.
func askStrangers(t *testing.T, faqs []disclosure.FAQ) []faqCase {
	var cases []faqCase
	eachRow(t, os.Getenv("ZWGK_DATA")+"/paraphrase/lcqmc_dev.jsonl", func(m map[string]any) {
		cases = append(cases, faqCase{text: m["q1"].(string)})
	})
	cases = everyNth(cases, 40)
	for _, faq := range everyNth(faqs, max(1, len(faqs)/150)) {
		cases = append(cases, faqCase{text: faq.Question, id: faq.ID})
	}
	askFAQs(t, faqs, cases)
	return cases
}

func everyNth[T any](all []T, n int) (some []T) {
	for i := 0; i < len(all); i += n {
		some = append(some, all[i])
	}
	return some
}

func sampleFAQs(t *testing.T) (faqs []disclosure.FAQ, asked []faqCase) {
	file, err := os.Open("../examples/sample/faqs.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for faq, err := range disclosure.DecodeFAQs(file) {
		if err != nil {
			t.Fatal(err)
		}
		for _, variant := range faq.Variants {
			asked = append(asked, faqCase{text: variant, id: faq.ID})
		}
		faq.Variants = nil
		faqs = append(faqs, faq)
	}
	return faqs, asked
}

func cityFAQs(t *testing.T) (faqs []disclosure.FAQ) {
	eachRow(t, os.Getenv("ZWGK_DATA")+"/taipei_faq_2023/qa_simplified.jsonl", func(m map[string]any) {
		faqs = append(faqs, disclosure.FAQ{ID: m["id"].(string), Question: m["question"].(string), Answer: m["answer"].(string)})
	})
	return faqs
}

// askFAQs fills in the matches of each question.
func askFAQs(t *testing.T, faqs []disclosure.FAQ, asked []faqCase) {
	index, err := newFAQIndex(faqs)
	if err != nil {
		t.Fatal(err)
	}
	defer index.index.Close()
	for i := range asked {
		asked[i].matches = index.candidates(cleanQuestion(asked[i].text))
	}
}

type faqCase struct {
	text, id string
	matches  []faqMatch
}

// rank returns the matches by weights, without one FAQ where id is not "".
func (c faqCase) rank(w faqFeatures, without string) []faqMatch {
	var ranked []faqMatch
	for _, m := range c.matches {
		if m.faq.ID == without {
			continue
		}
		m.score = 0
		for i, v := range m.features {
			m.score += w[i] * v
		}
		ranked = append(ranked, m)
	}
	slices.SortStableFunc(ranked, func(a, b faqMatch) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.faq.ID, b.faq.ID))
	})
	return ranked
}

func faqQuality(asked []faqCase, w faqFeatures) float64 {
	sum := 0.0
	for _, c := range asked {
		for rank, m := range c.rank(w, "") {
			if m.faq.ID == c.id && rank < 3 {
				sum += 0.5
				if rank == 0 {
					sum += 0.5
				}
			}
		}
	}
	return sum / float64(len(asked))
}

// faqSigns are the features that may only count one way: agreement never speaks against an FAQ.
var faqSigns = [faqFeatureCount]float64{faqTold: 1, faqAsked: 1, faqStated: 1, faqAnswered: 1, faqSequence: 1, faqKind: 1, faqRelated: 1, faqCovered: 1}

// fitFAQWeights runs Adam on standardised features; the weights it returns are for the raw ones, those above 0 adding up
// to 1.
func fitFAQWeights(cases []faqCase) faqFeatures {
	mean, deviation := faqMoments(cases)
	var w faqFeatures
	descent := newAdam(len(w))
	random := rand.New(rand.NewPCG(1, 1))
	const epochs, batch, rate, decay = 30, 16, 0.05, 3e-3
	for epoch := range epochs {
		order := random.Perm(len(cases))
		for from := 0; from < len(order); from += batch {
			var gradient faqFeatures
			part := order[from:min(len(order), from+batch)]
			for _, i := range part {
				cases[i].addGradient(&gradient, &w, &mean, &deviation)
			}
			descent.next()
			for k := range w {
				g := -gradient[k]/float64(len(part)) + decay*w[k]
				w[k] -= descent.by(k, g, rate*(1-0.9*float64(epoch)/epochs))
				if w[k]*faqSigns[k] < 0 {
					w[k] = 0
				}
			}
		}
	}
	sum := 0.0
	for k := range w {
		w[k] /= deviation[k]
		sum += max(w[k], 0)
	}
	for k := range w {
		w[k] /= sum
	}
	return w
}

func faqMoments(cases []faqCase) (mean, deviation faqFeatures) {
	n := 0.0
	for _, c := range cases {
		for _, m := range c.matches {
			n++
			for k, x := range m.features {
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

// addGradient adds the gradient of the likelihood of the right FAQ.
func (c faqCase) addGradient(gradient, w, mean, deviation *faqFeatures) {
	right := slices.IndexFunc(c.matches, func(m faqMatch) bool { return m.faq.ID == c.id })
	if right < 0 {
		return
	}
	p, sum := make([]float64, len(c.matches)), 0.0
	for i, m := range c.matches {
		for k, x := range m.features {
			p[i] += w[k] * (x - mean[k]) / deviation[k]
		}
	}
	top := slices.Max(p)
	for i := range p {
		p[i] = math.Exp(p[i] - top)
		sum += p[i]
	}
	for i, m := range c.matches {
		d := truth(i == right) - p[i]/sum
		for k, x := range m.features {
			gradient[k] += d * (x - mean[k]) / deviation[k]
		}
	}
}

// rareCount is what a question that nothing answers counts against one with an answer: most people ask what is there.
const rareCount = 0.6

// fitConfidence fits the probability that the best FAQ answers. More agreement never speaks against an answer.
func fitConfidence(asked []faqCase, w faqFeatures) []float64 {
	var examples []example
	add := func(ranked []faqMatch, right, counts float64) {
		if len(ranked) > 0 {
			x := confidenceOf(ranked)
			examples = append(examples, example{x[:], right, counts})
		}
	}
	for _, c := range asked {
		ranked := c.rank(w, "")
		if c.id == "" {
			add(ranked, 0, rareCount)
			continue
		}
		add(ranked, truth(len(ranked) > 0 && ranked[0].faq.ID == c.id), 1)
		add(c.rank(w, c.id), 0, rareCount)
	}
	bounds := slices.Repeat([][2]float64{{0, math.Inf(1)}}, confidenceCount)
	bounds[confidenceBias][0] = math.Inf(-1)
	p := fitLogistic(examples, bounds)
	fmt.Printf("%d examples; AUROC %.3f\n", len(examples), aurocOf(examples, func(e example) float64 { return e.weighed(p) }))
	return p
}

func writeFAQWeights(t *testing.T, w faqFeatures, p []float64, people, variants float64) {
	var b strings.Builder
	fmt.Fprintln(&b, "# Weights of an FAQ match (faqmatch.go) and of the probability that the best one answers (faqweights.go).")
	fmt.Fprintln(&b, "# Fitted by: ZWGK_DATA=… go test -tags fit -run FitFAQ ./qa")
	fmt.Fprintf(&b, "# on people's own questions over 2,247 city FAQs, mean of hit@1 and hit@3 %.3f, and variants of the sample city's, %.3f\n", people, variants)
	for i, name := range faqFeatureNames {
		fmt.Fprintf(&b, "match: %s\t%.4f\n", name, w[i])
	}
	for i, name := range confidenceNames {
		fmt.Fprintf(&b, "confidence: %s\t%.4f\n", name, p[i])
	}
	if err := os.WriteFile("faqweights.txt", []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
