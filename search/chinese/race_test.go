//go:build race

package chinese_test

// raced says that the race detector watches: it makes sync.Pool forget, and gse
// takes minutes under it.
const raced = true
