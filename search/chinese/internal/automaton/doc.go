// Package automaton is a double-array trie over runes: the compiled form of a
// word list with costs.
//
// Build compiles words; Bytes is the compiled form, Open reads it back without
// copying, so that a dictionary embedded in the program costs neither time nor
// heap when it is opened. A walk starts at Root and asks Step for each rune
// code; see there for the loop.
//
// The idea is Aoe's double array (An Efficient Digital Search Algorithm by
// Using a Double-Array Structure, 1989) with two changes: a slot checks the
// rune code instead of the parent, which is sound because no two nodes share a
// base, and a word's cost lives in the slot of its last rune, so that one
// 8-byte load answers a whole step.
package automaton
