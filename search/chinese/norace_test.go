//go:build !race

package chinese_test

const raced = false
