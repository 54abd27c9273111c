package search

// reason is one thing that put a hit where it is.
type reason struct {
	what  string
	share float64
}
