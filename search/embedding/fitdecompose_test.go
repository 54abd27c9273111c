//go:build fit

package embedding_test

import "math"

// What the randomised decomposition spends on being exact.
const (
	oversampled = 16
	passes      = 4
)

// decompose returns the left singular vectors of a square sparse matrix, a row for each of its rows, and the greatest
// singular values, falling (Halko, Martinsson and Tropp 2011: randomised subspace iteration).
func decompose(cells []cell, size, rank int) (left [][]float32, singular []float64) {
	width := rank + oversampled
	random := seeded(1)
	guess := matrix(size, width)
	for _, row := range guess {
		for k := range row {
			row[k] = float32(random.NormFloat64())
		}
	}
	basis := times(cells, guess, false)
	for range passes {
		orthonormalise(basis)
		basis = times(cells, times(cells, basis, true), false)
	}
	orthonormalise(basis)
	right := times(cells, basis, true)
	squares := make([][]float64, width)
	for i := range squares {
		squares[i] = make([]float64, width)
		for _, row := range right {
			for k := range row {
				squares[i][k] += float64(row[i]) * float64(row[k])
			}
		}
	}
	values, vectors := eigen(squares)
	left = matrix(size, rank)
	for k := range rank {
		singular = append(singular, math.Sqrt(values[k]))
		for i, row := range basis {
			for j, x := range row {
				left[i][k] += x * float32(vectors[k][j])
			}
		}
	}
	return left, singular
}

func matrix(rows, columns int) [][]float32 {
	all := make([]float32, rows*columns)
	m := make([][]float32, rows)
	for i := range m {
		m[i] = all[i*columns : (i+1)*columns : (i+1)*columns]
	}
	return m
}

// times multiplies the sparse matrix, or its transpose, by a dense one.
func times(cells []cell, dense [][]float32, transposed bool) [][]float32 {
	product := matrix(len(dense), len(dense[0]))
	for _, c := range cells {
		to, from := product[c.row], dense[c.column]
		if transposed {
			to, from = product[c.column], dense[c.row]
		}
		for k, x := range from {
			to[k] += c.value * x
		}
	}
	return product
}

// orthonormalise makes the columns orthogonal and of unit length (Gram and Schmidt, modified, twice for exactness).
func orthonormalise(m [][]float32) {
	width := len(m[0])
	columns := make([][]float64, width)
	for k := range columns {
		columns[k] = make([]float64, len(m))
		for i, row := range m {
			columns[k][i] = float64(row[k])
		}
		for range 2 {
			for _, before := range columns[:k] {
				along := 0.0
				for i, x := range before {
					along += x * columns[k][i]
				}
				for i, x := range before {
					columns[k][i] -= along * x
				}
			}
		}
		length := 0.0
		for _, x := range columns[k] {
			length += x * x
		}
		length = math.Sqrt(length) + 1e-30
		for i := range columns[k] {
			columns[k][i] /= length
			m[i][k] = float32(columns[k][i])
		}
	}
}

// eigen returns the eigenvalues of a symmetric matrix, falling, and their vectors, by Jacobi's rotations.
func eigen(a [][]float64) (values []float64, vectors [][]float64) {
	n := len(a)
	vectors = make([][]float64, n)
	for i := range vectors {
		vectors[i] = make([]float64, n)
		vectors[i][i] = 1
	}
	for range 30 {
		for p := range n {
			for q := p + 1; q < n; q++ {
				rotate(a, vectors, p, q)
			}
		}
	}
	for i := range n { // a selection sort: few
		best := i
		for j := i; j < n; j++ {
			if a[j][j] > a[best][best] {
				best = j
			}
		}
		a[i][i], a[best][best] = a[best][best], a[i][i]
		vectors[i], vectors[best] = vectors[best], vectors[i]
		values = append(values, max(0, a[i][i]))
	}
	return values, vectors
}

// rotate makes a[p][q] zero; vectors are rows.
func rotate(a, vectors [][]float64, p, q int) {
	if math.Abs(a[p][q]) < 1e-300 {
		return
	}
	theta := (a[q][q] - a[p][p]) / (2 * a[p][q])
	t := 1 / (math.Abs(theta) + math.Sqrt(theta*theta+1))
	if theta < 0 {
		t = -t
	}
	c := 1 / math.Sqrt(t*t+1)
	s := t * c
	for k := range a {
		a[k][p], a[k][q] = c*a[k][p]-s*a[k][q], s*a[k][p]+c*a[k][q]
	}
	for k := range a {
		a[p][k], a[q][k] = c*a[p][k]-s*a[q][k], s*a[p][k]+c*a[q][k]
		vectors[p][k], vectors[q][k] = c*vectors[p][k]-s*vectors[q][k], s*vectors[p][k]+c*vectors[q][k]
	}
}
