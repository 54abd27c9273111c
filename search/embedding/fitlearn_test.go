//go:build fit

package embedding_test

import (
	"math"
	"math/rand/v2"

	"github.com/zwgk/zwgk/search/embedding"
)

// match is two texts that belong together. Those of one group are not held against each other.
type match struct {
	said, written []weighed
	group         int
}

// How the vectors are moved. More epochs learn the pairs by heart; with a fifth to a third of the rows left out 128 dimensions find
// more than 64, where 96 without did not.
const (
	epochs      = 4
	batch       = 256
	rate        = 0.05
	temperature = 0.1
	dropped     = 0.2  // share of the rows of a text that are left out, at random each time
	startSquare = 1e-6 // of gradients, for Adagrad
)

// learner moves the vectors of a space so that what is said is nearer to what is written for it than to what is written
// for others of its batch, and the other way round.
type learner struct {
	*space
	squares  [][]float32 // squares of the gradients so far, added up
	gradient [][]float32
	touched  []int32
	isSet    []bool
}

func (s *space) learn(pairs []pair, edges []edge) {
	var matches []match
	for i, p := range pairs {
		official := s.official(p)
		for _, words := range p.asked {
			matches = append(matches, match{s.rows(words), official, i})
		}
	}
	for i, e := range edges {
		matches = append(matches, match{s.rows(e.said), s.rows(e.written), len(pairs) + i})
	}
	l := &learner{space: s, squares: matrix(len(s.names), embedding.Dimensions), gradient: matrix(len(s.names), embedding.Dimensions), isSet: make([]bool, len(s.names))}
	for _, row := range l.squares {
		for k := range row {
			row[k] = startSquare
		}
	}
	random := seeded(2)
	for epoch := range epochs {
		order := random.Perm(len(matches))
		for from := 0; from+batch <= len(order); from += batch {
			var part []match
			for _, i := range order[from : from+batch] {
				m := matches[i]
				part = append(part, match{thinned(m.said, random), thinned(m.written, random), m.group})
			}
			done := (float64(epoch) + float64(from)/float64(len(order))) / epochs
			l.step(part, rate*(1-done))
		}
	}
}

// thinned leaves rows out at random, so that no text is known by a single one.
func thinned(rows []weighed, random *rand.Rand) []weighed {
	var kept []weighed
	for _, w := range rows {
		if random.Float64() >= dropped {
			kept = append(kept, w)
		}
	}
	if kept == nil {
		return rows
	}
	return kept
}

// step moves all vectors of a batch.
func (l *learner) step(part []match, rate float64) {
	said, written := l.sums(part, true), l.sums(part, false)
	pull := pulls(part, said.units, written.units)
	for i, m := range part {
		forSaid, forWritten := make([]float32, embedding.Dimensions), make([]float32, embedding.Dimensions)
		for j := range part {
			for k := range forSaid {
				forSaid[k] += pull[i][j] * written.units[j][k]
				forWritten[k] += pull[j][i] * said.units[j][k]
			}
		}
		l.collect(m.said, forSaid, said.units[i], said.lengths[i])
		l.collect(m.written, forWritten, written.units[i], written.lengths[i])
	}
	for _, row := range l.touched {
		g, squares, v := l.gradient[row], l.squares[row], l.vectors[row]
		for k, x := range g {
			squares[k] += x * x
			v[k] -= float32(rate) * x / float32(math.Sqrt(float64(squares[k])))
			g[k] = 0
		}
		l.isSet[row] = false
	}
	l.touched = l.touched[:0]
}

type sums struct {
	units   [][]float32
	lengths []float32
}

func (l *learner) sums(part []match, said bool) (s sums) {
	for _, m := range part {
		rows := m.written
		if said {
			rows = m.said
		}
		v := l.sum(rows)
		length := float32(math.Sqrt(float64(dot(v, v)))) + 1e-3
		for k := range v {
			v[k] /= length
		}
		s.units, s.lengths = append(s.units, v), append(s.lengths, length)
	}
	return s
}

// pulls is the gradient of the loss, InfoNCE both ways, by the cosine of each text said with each written.
func pulls(part []match, said, written [][]float32) [][]float32 {
	n := len(part)
	odds, rows, columns := matrix(n, n), make([]float32, n), make([]float32, n)
	for i := range part {
		for j := range part {
			if i == j || part[i].group != part[j].group {
				odds[i][j] = float32(math.Exp(float64(dot(said[i], written[j])-1) / temperature))
				rows[i] += odds[i][j]
				columns[j] += odds[i][j]
			}
		}
	}
	for i := range part {
		for j := range part {
			odds[i][j] *= (1/rows[i] + 1/columns[j]) / 2
			if i == j {
				odds[i][j]--
			}
			odds[i][j] /= temperature * float32(n)
		}
	}
	return odds
}

// collect adds the gradient of a text to those of its rows: only what turns the text counts, not what lengthens it.
func (l *learner) collect(rows []weighed, gradient, unit []float32, length float32) {
	along := dot(gradient, unit)
	for _, w := range rows {
		if !l.isSet[w.row] {
			l.isSet[w.row] = true
			l.touched = append(l.touched, w.row)
		}
		for k, x := range gradient {
			l.gradient[w.row][k] += w.share * (x - along*unit[k]) / length
		}
	}
}
