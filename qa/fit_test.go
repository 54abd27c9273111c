//go:build fit

package qa

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/zwgk/zwgk/disclosure"
	"github.com/zwgk/zwgk/search"
)

// TestFitReading fits readingweights.txt on questions whose answers are marked in their documents:
//
//	ZWGK_DATA=… go test -tags fit -run FitReading -v ./qa
//
// It maximises the expected character ROUGE-L of a stretch drawn by softmax over the scores, by gradient ascent
// (Adam), and prints the figure of five-fold cross-validation beside that of the fit. Climbing the ROUGE-L of the best stretch from there, one weight at a time, fits
// better and holds worse on what is left out. The same data gives the same table.
func TestFitReading(t *testing.T) {
	cases := fitCases(t, os.Getenv("ZWGK_DATA")+"/ncp_policies")
	oracle := 0.0
	for _, c := range cases {
		oracle += slices.Max(c.reward)
	}
	fmt.Printf("%d questions, %.0f stretches each, best possible %.4f\n", len(cases), float64(len(cases[0].reward)), oracle/float64(len(cases)))
	var held float64
	for fold := range 5 {
		var train, test []fitCase
		for i, c := range cases {
			if i%5 == fold {
				test = append(test, c)
			} else {
				train = append(train, c)
			}
		}
		held += evaluateFit(fitWeights(train), test) / 5
	}
	w := fitWeights(cases)
	fmt.Printf("cross-validated ROUGE-L %.4f, on the fit %.4f\n", held, evaluateFit(w, cases))
	writeWeights(t, w, held, len(cases))
}

type fitCase struct {
	rows   [][]float64
	reward []float64
}

func fitCases(t *testing.T, folder string) []fitCase {
	texts, questions := map[string]string{}, map[string]string{}
	eachRow(t, folder+"/corpus.jsonl", func(m map[string]any) { texts[m["id"].(string)] = m["text"].(string) })
	eachRow(t, folder+"/queries.jsonl", func(m map[string]any) { questions[m["id"].(string)] = m["text"].(string) })
	var idf gramIDF
	for _, id := range sortedKeysOf(texts) {
		runes := []rune(texts[id])
		for i := 0; i < len(runes); i += 200 {
			idf.add(gramsOf(string(runes[i:min(len(runes), i+220)])))
		}
	}
	var cases []fitCase
	eachRow(t, folder+"/answers.jsonl", func(m map[string]any) {
		var answers [][]rune
		for _, a := range m["answers"].([]any) {
			answers = append(answers, compact(a.(string)))
		}
		text := texts[m["docid"].(string)]
		r := newReading(cleanQuestion(questions[m["id"].(string)]), text, 0, idf.weight)
		var c fitCase
		var f spanFeatures
		r.candidates(func(s candidate) {
			r.measure(s, &f)
			row := slices.Clone(f[:])
			best := 0.0
			for _, a := range answers {
				best = max(best, rougeOf(compact(text[s.start:s.end]), a))
			}
			c.rows, c.reward = append(c.rows, row), append(c.reward, best)
		})
		if len(c.rows) > 0 {
			cases = append(cases, c)
		}
	})
	return cases
}

func eachRow(t *testing.T, path string, visit func(map[string]any)) {
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

func sortedKeysOf(m map[string]string) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
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

func rougeOf(a, b []rune) float64 {
	if len(a)+len(b) == 0 {
		return 0
	}
	row := make([]int, len(b)+1)
	for _, x := range a {
		diagonal := 0
		for k, y := range b {
			above := row[k+1]
			if x == y {
				row[k+1] = diagonal + 1
			} else if row[k] > above {
				row[k+1] = row[k]
			}
			diagonal = above
		}
	}
	return 2 * float64(row[len(b)]) / float64(len(a)+len(b))
}

// fitWeights runs Adam on standardised features and returns weights for the raw ones.
func fitWeights(cases []fitCase) []float64 {
	mean, deviation := moments(cases)
	w, m, v := make([]float64, spanFeatureCount), make([]float64, spanFeatureCount), make([]float64, spanFeatureCount)
	random := rand.New(rand.NewPCG(1, 1))
	const epochs, batch, rate, decay = 40, 32, 0.03, 1e-3
	step := 0.0
	for epoch := range epochs {
		order := random.Perm(len(cases))
		for from := 0; from < len(order); from += batch {
			gradient := make([]float64, spanFeatureCount)
			part := order[from:min(len(order), from+batch)]
			for _, i := range part {
				addGradient(gradient, cases[i], w, mean, deviation)
			}
			step++
			for k := range w {
				g := -gradient[k]/float64(len(part)) + decay*w[k]
				m[k] = 0.9*m[k] + 0.1*g
				v[k] = 0.999*v[k] + 0.001*g*g
				w[k] -= rate * (1 - 0.9*float64(epoch)/epochs) * (m[k] / (1 - math.Pow(0.9, step))) / (math.Sqrt(v[k]/(1-math.Pow(0.999, step))) + 1e-8)
			}
		}
	}
	for k := range w {
		w[k] /= deviation[k]
	}
	return w
}

func moments(cases []fitCase) (mean, deviation []float64) {
	mean, deviation = make([]float64, spanFeatureCount), make([]float64, spanFeatureCount)
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
		expected += p[i] * c.reward[i]
	}
	expected /= sum
	for i, row := range c.rows {
		d := p[i] / sum * (c.reward[i] - expected)
		if math.Abs(d) < 1e-7 {
			continue
		}
		for k, x := range row {
			gradient[k] += d * (x - mean[k]) / deviation[k]
		}
	}
}

func evaluateFit(w []float64, cases []fitCase) float64 {
	sum := 0.0
	for _, c := range cases {
		best, reward := math.Inf(-1), 0.0
		for i, row := range c.rows {
			s := 0.0
			for k, x := range row {
				s += w[k] * x
			}
			if s > best {
				best, reward = s, c.reward[i]
			}
		}
		sum += reward
	}
	return sum / float64(len(cases))
}

func writeWeights(t *testing.T, w []float64, held float64, questions int) {
	var b strings.Builder
	fmt.Fprintf(&b, "# Weights of a stretch of text as an answer; see features.go for what each feature is.\n")
	fmt.Fprintf(&b, "# Fitted by: ZWGK_DATA=… go test -tags fit -run FitReading ./qa\n")
	fmt.Fprintf(&b, "# on %d questions with marked answers; character ROUGE-L in the right document, five-fold: %.3f\n", questions, held)
	for i, name := range spanFeatureNames {
		fmt.Fprintf(&b, "%s\t%.3f\n", name, w[i])
	}
	if err := os.WriteFile("readingweights.txt", []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

func sampleIndex(t *testing.T) *search.Index {
	file, err := os.Open("../examples/sample/documents.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	index, err := search.Open("", nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { index.Close() })
	if _, err := index.Import(t.Context(), disclosure.DecodeDocuments(file)); err != nil {
		t.Fatal(err)
	}
	return index
}
