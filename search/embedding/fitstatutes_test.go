//go:build fit

package embedding_test

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/zwgk/zwgk/search/chinese"
	"github.com/zwgk/zwgk/search/embedding"
)

// statutes are their sentences as numbers of words, and the words that occur often enough.
type statutes struct {
	words     []string // by falling count
	sentences [][]int32
}

// What counts as near, and as often enough to be learned.
const (
	window        = 8
	leastCount    = 10
	leastSentence = 12 // bytes: headings and numbers tell nothing
)

func readStatutes(t *testing.T, path string) *statutes {
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(unzipped)
	lines.Buffer(nil, 1<<28)
	numbers, counts, names := map[string]int32{}, []int{}, []string{}
	seen, s := map[string]bool{}, &statutes{}
	for lines.Scan() {
		var law struct{ Title, Text string }
		if err := json.Unmarshal(lines.Bytes(), &law); err != nil {
			t.Fatal(err)
		}
		text := law.Title + "\n" + law.Text
		for _, span := range chinese.Sentences(text) {
			sentence := strings.TrimSpace(text[span.Start:span.End])
			if len(sentence) < leastSentence || seen[sentence] {
				continue // what many statutes repeat counts once
			}
			seen[sentence] = true
			var words []int32
			for _, term := range chinese.Default().Append(nil, sentence, chinese.Word) {
				number, ok := numbers[term.Text]
				if !ok {
					number = int32(len(names))
					numbers[strings.Clone(term.Text)] = number
					names, counts = append(names, strings.Clone(term.Text)), append(counts, 0)
				}
				counts[number]++
				words = append(words, number)
			}
			s.sentences = append(s.sentences, words)
		}
	}
	s.keepFrequent(names, counts)
	return s
}

// keepFrequent numbers the frequent words by count and the others -1.
func (s *statutes) keepFrequent(names []string, counts []int) {
	var order []int32
	for i, n := range counts {
		if n >= leastCount {
			order = append(order, int32(i))
		}
	}
	slices.SortFunc(order, func(a, b int32) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	renumbered := slices.Repeat([]int32{-1}, len(names))
	for i, old := range order {
		renumbered[old] = int32(i)
		s.words = append(s.words, names[old])
	}
	for _, sentence := range s.sentences {
		for i, old := range sentence {
			sentence[i] = renumbered[old]
		}
	}
}

// cell is an entry of a sparse matrix.
type cell struct {
	row, column int32
	value       float32
}

// near counts how often two words stand near each other, each time by the inverse of their distance, in order of row and
// column, both ways.
func (s *statutes) near() (cells []cell) {
	sums := map[uint64]float32{}
	for _, words := range s.sentences {
		for i, a := range words {
			for d := 1; d <= window && i+d < len(words); d++ {
				if b := words[i+d]; a >= 0 && b >= 0 {
					sums[uint64(min(a, b))<<32|uint64(max(a, b))] += 1 / float32(d)
				}
			}
		}
	}
	for key, value := range sums {
		a, b := int32(key>>32), int32(key&math.MaxUint32)
		if a == b {
			cells = append(cells, cell{a, a, 2 * value})
		} else {
			cells = append(cells, cell{a, b, value}, cell{b, a, value})
		}
	}
	slices.SortFunc(cells, func(x, y cell) int { return cmp.Or(cmp.Compare(x.row, y.row), cmp.Compare(x.column, y.column)) })
	return cells
}

// contextSmoothing flattens how often contexts occur (Levy, Goldberg and Dagan 2015).
const contextSmoothing = 0.75

// pointwise returns the positive pointwise mutual information of words near each other.
func (s *statutes) pointwise() []cell {
	cells := s.near()
	rows, contexts := make([]float64, len(s.words)), make([]float64, len(s.words))
	for _, c := range cells {
		rows[c.row] += float64(c.value)
	}
	all := 0.0
	for i, n := range rows {
		contexts[i] = math.Pow(n, contextSmoothing)
		all += contexts[i]
	}
	var told []cell
	for _, c := range cells {
		c.value = float32(math.Log(float64(c.value) * all / (rows[c.row] * contexts[c.column])))
		if c.value > 0 {
			told = append(told, c)
		}
	}
	return told
}

// singularShare is the power of a singular value by which its dimension is stretched.
const singularShare = 0.25

// factored returns a unit vector for each word of the statutes.
func factored(s *statutes) [][]float32 {
	left, singular := decompose(s.pointwise(), len(s.words), embedding.Dimensions)
	for _, row := range left {
		for k := range row {
			row[k] *= float32(math.Pow(singular[k], singularShare))
		}
		unit(row)
	}
	return left
}
