//go:build fit

package qa

import (
	"cmp"
	"math"
	"slices"
)

// example is what a probability rests on, with what was right.
type example struct {
	x      []float64
	right  float64
	counts float64 // against 1 of others
}

func (e example) weighed(w []float64) float64 {
	sum := 0.0
	for i, v := range e.x {
		sum += w[i] * v
	}
	return sum
}

// fitLogistic fits a logistic regression by gradient descent, each feature in steps by its own scale. bounds are the least
// and greatest weight of each feature.
func fitLogistic(examples []example, bounds [][2]float64) []float64 {
	w, scale := make([]float64, len(bounds)), make([]float64, len(bounds))
	for _, e := range examples {
		for i, v := range e.x {
			scale[i] += e.counts * v * v / float64(len(examples))
		}
	}
	step := 4 / float64(len(w)) // half of what may overshoot: no curvature exceeds a quarter of the scales' sum
	for range 6000 {
		gradient := make([]float64, len(w))
		for _, e := range examples {
			off := e.counts * (logistic(e.weighed(w)) - e.right)
			for i, v := range e.x {
				gradient[i] += off * v / float64(len(examples))
			}
		}
		for i := range w {
			w[i] = min(max(w[i]-step/max(scale[i], 1e-4)*(gradient[i]+1e-5*w[i]), bounds[i][0]), bounds[i][1])
		}
	}
	return w
}

// aurocOf is the probability that a right example scores above a wrong one.
func aurocOf(examples []example, score func(example) float64) float64 {
	order := slices.Clone(examples)
	slices.SortStableFunc(order, func(a, b example) int { return cmp.Compare(score(a), score(b)) })
	ranks, n := 0.0, 0.0
	for i, e := range order {
		if e.right == 1 {
			ranks += float64(i + 1)
			n++
		}
	}
	return (ranks - n*(n+1)/2) / (n * (float64(len(order)) - n))
}

// adam moves weights by their gradients (Kingma and Ba: Adam, 2015).
type adam struct {
	m, v []float64
	step float64
}

func newAdam(n int) *adam { return &adam{m: make([]float64, n), v: make([]float64, n)} }

// next begins a step over all weights.
func (a *adam) next() { a.step++ }

// by returns what to take from weight k.
func (a *adam) by(k int, gradient, rate float64) float64 {
	a.m[k], a.v[k] = 0.9*a.m[k]+0.1*gradient, 0.999*a.v[k]+0.001*gradient*gradient
	return rate * (a.m[k] / (1 - math.Pow(0.9, a.step))) / (math.Sqrt(a.v[k]/(1-math.Pow(0.999, a.step))) + 1e-8)
}
