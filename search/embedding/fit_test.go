//go:build fit

package embedding_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/zwgk/zwgk/search"
	"github.com/zwgk/zwgk/search/chinese"
)

// TestFitVectors makes vectors.bin from the statutes of the data folder, the tables of synonyms and testdata/pairs.jsonl:
//
//	ZWGK_DATA=… go test -tags fit -run FitVectors -v -timeout 30m ./search/embedding
//
// It leaves a tenth of the pairs out, prints how well their official questions are found, and keeps to that: the weights of
// an FAQ match are fitted on what the vectors have not seen. The same data gives the same file. It takes five minutes and
// 1 GB.
func TestFitVectors(t *testing.T) {
	law := readStatutes(t, os.Getenv("ZWGK_DATA")+"/laws/docs.jsonl.gz")
	pairs := readPairs(t)
	edges := readEdges(t)
	var learned, left []pair
	for _, p := range pairs {
		if p.left() {
			left = append(left, p)
		} else {
			learned = append(learned, p)
		}
	}
	s := newSpace(law, factored(law), learned, edges)
	fmt.Printf("%d words of statutes, %d rows, %d pairs, %d edges\n", len(law.words), len(s.names), len(learned), len(edges))
	report := func(from string) {
		first, three := s.found(left, pairs)
		fmt.Printf("official question of the pairs left out, from %s: first %.3f, among three %.3f\n", from, first, three)
	}
	report("statutes only")
	s.learn(learned, edges)
	report("pairs and synonyms too")
	if err := os.WriteFile("vectors.bin", s.encode(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// pair is an official question with the gist of its answer, and how people ask for it.
type pair struct {
	question, answer bag
	asked            []bag
	title            string
}

// left says whether a pair is left out: a tenth, whatever the order.
func (p pair) left() bool {
	hash := fnv.New32a()
	hash.Write([]byte(p.title))
	return hash.Sum32()%10 == 0
}

// edge is a colloquial word with an official one.
type edge struct{ said, written bag }

// bag is the words of a text, each at most twice.
type bag []string

func bagOf(text string) (words bag) {
	count := map[string]int{}
	for _, term := range chinese.Default().Append(nil, search.Content(text), chinese.Word|chinese.Whole) {
		if count[term.Text]++; count[term.Text] <= 2 {
			words = append(words, term.Text)
		}
	}
	return words
}

func readPairs(t *testing.T) (pairs []pair) {
	eachLine(t, "testdata/pairs.jsonl", func(line string) {
		var p struct {
			Q, A  string
			Asked []string
		}
		if err := json.Unmarshal([]byte(line), &p); err != nil {
			t.Fatal(err)
		}
		made := pair{question: bagOf(p.Q), answer: bagOf(p.A), title: p.Q}
		for _, text := range p.Asked {
			made.asked = append(made.asked, bagOf(text))
		}
		pairs = append(pairs, made)
	})
	return pairs
}

// readEdges reads the first word of each group of synonyms with each of the others.
func readEdges(t *testing.T) (edges []edge) {
	for _, file := range []string{"../colloquial.txt", "../synonyms.txt"} {
		eachLine(t, file, func(line string) {
			line, _, _ = strings.Cut(line, "#")
			var words []string
			if said, written, oneWay := strings.Cut(line, ">"); oneWay {
				words = append([]string{said}, strings.Fields(written)...)
			} else if strings.TrimSpace(line) != "" {
				words = strings.Split(line, "=")
			}
			for _, word := range words[min(1, len(words)):] {
				edges = append(edges, edge{bagOf(words[0]), bagOf(word)})
			}
		})
	}
	return edges
}

func eachLine(t *testing.T, path string, visit func(string)) {
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		visit(lines.Text())
	}
}

// found asks for each pair among all and returns the share whose official question comes first, and among three.
func (s *space) found(asked, all []pair) (first, three float64) {
	official := make([][]float32, len(all))
	right := map[string]int{}
	for i, p := range all {
		official[i] = unit(s.sum(s.official(p)))
		right[p.title] = i
	}
	n := 0.0
	for _, p := range asked {
		for _, q := range p.asked {
			v := unit(s.sum(s.rows(q)))
			mine, before := dot(v, official[right[p.title]]), 0
			for _, other := range official {
				if dot(v, other) > mine {
					before++
				}
			}
			n++
			if before < 1 {
				first++
			}
			if before < 3 {
				three++
			}
		}
	}
	return first / n, three / n
}

func dot(a, b []float32) (sum float32) {
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}

func unit(v []float32) []float32 {
	length := float32(math.Sqrt(float64(dot(v, v)))) + 1e-9
	for i := range v {
		v[i] /= length
	}
	return v
}

func seeded(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 1)) }
