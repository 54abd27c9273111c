// Package feed is what the example programs share to read files: Open reads a file packed or not, Import brings one
// into an index and tells what became of every row, and Progress shows how far it is.
package feed
