package embedding

import "math"

// Dimensions is the number of components of a vector.
const Dimensions = 128

// Vector is where a word or text stands. The zero Vector stands nowhere: it is near nothing.
type Vector [Dimensions]float32

// Add adds another vector, times by.
func (v *Vector) Add(by float32, other *Vector) {
	for i := range v {
		v[i] += by * other[i]
	}
}

// Dot returns the inner product, which is the cosine where both have unit length. It always adds up in the same order.
func (v *Vector) Dot(other *Vector) float32 {
	var a, b, c, d, e, f, g, h float32 // eight sums, so that none waits for the one before
	for i := 0; i < Dimensions; i += 8 {
		a += v[i] * other[i]
		b += v[i+1] * other[i+1]
		c += v[i+2] * other[i+2]
		d += v[i+3] * other[i+3]
		e += v[i+4] * other[i+4]
		f += v[i+5] * other[i+5]
		g += v[i+6] * other[i+6]
		h += v[i+7] * other[i+7]
	}
	return ((a + b) + (c + d)) + ((e + f) + (g + h))
}

// Unit returns the vector scaled to length 1, the zero Vector as it is.
func (v *Vector) Unit() (unit Vector) {
	if length := math.Sqrt(float64(v.Dot(v))); length > 0 {
		unit.Add(float32(1/length), v)
	}
	return unit
}

// Cosine returns how near two vectors are, from -1 to 1, and 0 where either is zero.
func Cosine(a, b *Vector) float64 {
	x, y := a.Unit(), b.Unit()
	return float64(x.Dot(&y))
}
