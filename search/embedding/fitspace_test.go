//go:build fit

package embedding_test

import (
	"bytes"
	"encoding/binary"
	"maps"
	"math"
	"slices"
	"unicode"

	"github.com/zwgk/zwgk/search/embedding"
)

// space is the vectors while they are learned: one for each word, and one for each character as part of words, whose
// name begins with "#".
type space struct {
	names   []string
	places  map[string]int32
	vectors [][]float32
	rarity  map[string]float32 // of words among official texts
}

// weighed is a row with how much it counts in a text.
type weighed struct {
	row   int32
	share float32
}

// newSpace begins with the words of the statutes, their characters as the mean of the words that hold them, and other
// words as the mean of their characters.
func newSpace(law *statutes, vectors [][]float32, pairs []pair, edges []edge) *space {
	s := &space{places: map[string]int32{}, rarity: rarities(pairs, edges)}
	for i, word := range law.words {
		s.enter(word, vectors[i])
	}
	sums := map[rune][]float32{}
	for i, word := range law.words {
		for _, r := range word {
			if unicode.Is(unicode.Han, r) {
				if sums[r] == nil {
					sums[r] = make([]float32, embedding.Dimensions)
				}
				for k, x := range vectors[i] {
					sums[r][k] += x
				}
			}
		}
	}
	for _, r := range slices.Sorted(maps.Keys(sums)) {
		s.enter("#"+string(r), unit(sums[r]))
	}
	for _, word := range oftenSeen(pairs, edges) {
		if _, ok := s.places[word]; !ok {
			mean := make([]float32, embedding.Dimensions)
			for _, r := range word {
				for k, x := range sums[r] {
					mean[k] += x
				}
			}
			s.enter(word, unit(mean))
		}
	}
	return s
}

// leastTexts is how many texts must hold a word for it to be learned by itself, not only as its characters.
const leastTexts = 2

// oftenSeen lists the words that at least leastTexts texts hold, sorted.
func oftenSeen(pairs []pair, edges []edge) (words []string) {
	holders := map[string]int{}
	count := func(texts ...bag) {
		for _, text := range texts {
			for _, word := range slices.Compact(slices.Sorted(slices.Values(text))) {
				holders[word]++
			}
		}
	}
	for _, p := range pairs {
		count(p.question, p.answer)
		count(p.asked...)
	}
	for _, e := range edges {
		count(e.said, e.written)
	}
	for word, n := range holders {
		if n >= leastTexts {
			words = append(words, word)
		}
	}
	slices.Sort(words)
	return words
}

func (s *space) enter(name string, vector []float32) {
	s.places[name] = int32(len(s.names))
	s.names = append(s.names, name)
	s.vectors = append(s.vectors, vector)
}

// rarities are the inverse document frequencies of words among official questions with their answers, and official words.
func rarities(pairs []pair, edges []edge) map[string]float32 {
	holders, texts := map[string]float64{}, 0.0
	count := func(words ...string) {
		texts++
		slices.Sort(words)
		for _, word := range slices.Compact(words) {
			holders[word]++
		}
	}
	for _, p := range pairs {
		count(slices.Concat(p.question, p.answer)...)
	}
	for _, e := range edges {
		count(slices.Clone(e.written)...)
	}
	rarity := map[string]float32{"": float32(math.Log(1 + (texts+0.5)/0.5))}
	for word, n := range holders {
		rarity[word] = float32(math.Log(1 + (texts-n+0.5)/(n+0.5)))
	}
	return rarity
}

// answerShare is what an answer counts against its question.
const answerShare = 0.7

func (s *space) official(p pair) []weighed {
	rows := s.rows(p.question)
	for _, w := range s.rows(p.answer) {
		rows = append(rows, weighed{w.row, answerShare * w.share})
	}
	return rows
}

// rows are the rows of the words of a text and of their characters, as Table.Of adds them up, times their rarity.
func (s *space) rows(words bag) (rows []weighed) {
	for _, word := range words {
		share, ok := s.rarity[word]
		if !ok {
			share = s.rarity[""]
		}
		if row, ok := s.places[word]; ok {
			rows = append(rows, weighed{row, share})
			share /= 2
		}
		for _, r := range word {
			if row, ok := s.places["#"+string(r)]; ok {
				rows = append(rows, weighed{row, share})
			}
		}
	}
	return rows
}

func (s *space) sum(rows []weighed) []float32 {
	sum := make([]float32, embedding.Dimensions)
	for _, w := range rows {
		for k, x := range s.vectors[w.row] {
			sum[k] += w.share * x
		}
	}
	return sum
}

// encode writes the file that Default reads: rows by name, components in 127 steps each way of the greatest.
func (s *space) encode() []byte {
	order := slices.SortedFunc(slices.Values(s.names), bytewise)
	var names, scales, steps bytes.Buffer
	for _, name := range order {
		names.WriteString(name + "\n")
		v := s.vectors[s.places[name]]
		greatest := float32(1e-9)
		for _, x := range v {
			greatest = max(greatest, x, -x)
		}
		binary.Write(&scales, binary.LittleEndian, greatest/127)
		for _, x := range v {
			steps.WriteByte(byte(int8(math.Round(float64(127 * x / greatest)))))
		}
	}
	file := []byte("zwgk vectors 128\n")
	file = binary.LittleEndian.AppendUint32(file, uint32(len(order)))
	file = binary.LittleEndian.AppendUint32(file, uint32(names.Len()))
	return slices.Concat(file, names.Bytes(), scales.Bytes(), steps.Bytes())
}

func bytewise(a, b string) int { return bytes.Compare([]byte(a), []byte(b)) }
