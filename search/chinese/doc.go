// Package chinese turns text into terms with byte offsets (分词), one way for
// documents and for queries.
//
// Default gives the shared Analyzer; Append yields the terms of a text:
//
//	terms := chinese.Default().Append(nil, "国办发〔2024〕3号", chinese.AllClasses)
//
// Text is normalised first (Normalize): half width, lower case, simplified
// characters, 〔2024〕 for every bracket around a year in a document number
// (文号), arabic numerals in dates and document numbers. Offsets always refer to
// the original text and lie on rune boundaries of it.
//
// Terms come in classes: the words of the best path, the words inside them,
// pairs of Han characters, single Han characters, and whole tokens (document
// numbers, dates, amounts, percentages, addresses, identifiers, Latin words,
// numbers). A name that stands in no dictionary is found by its pairs.
//
// # Dictionary
//
// The words, their costs and the choice of the best path are those of
// github.com/go-ego/gse with its embedded dictionary zh_s (Segment, which is
// also Cut without arguments; no hidden Markov model). gse stays the source and
// the judge: "go generate" compiles its dictionary into dictionary.bin, a test
// fails when the two differ in a word or a cost, and another holds the cuts of
// both side by side.
//
// At run time the words stand in a double-array automaton over runes. It is
// embedded as it is, 6 MB, and neither copied nor decompressed when it is
// opened. That was weighed against compiling it at the first start and keeping
// it in a cache file: compiling takes gse's load and two seconds more and 130
// MB of heap, writes into somebody's home, and makes a program carry gse's 48
// MB of dictionaries. So there is nothing to cache, no file is ever written,
// and the first start is as fast as any: on the machine of the benchmarks 10 ms
// and 1 MB of heap, where loading gse takes 1.7 s and 130 MB.
//
// Over the base lie the words of lexicon.txt, written for public disclosure
// (政务公开), and the words of the host (Options.Words, AddWords). They are
// kept whole where they stand, and the words inside them are still emitted, so
// that they never make a text harder to find. Query terms follow AddWords at
// once; documents indexed before still hold the old cut, but their subwords,
// pairs and characters match as before, so indexing them anew is only worth it
// when many words were added.
//
// # Caveats
//
// A word has at most 32 characters or Latin runs. The best path is cut at
// sentence ends and line breaks: costs are added up as float32 as gse does it,
// and over long texts rounding would begin to choose between paths (with whole
// lines of laws instead of sentences gse cuts 1 line in 87,000 otherwise).
// Traditional text is folded character by character, with the
// exceptions of phrases.txt; words that differ by region (網路, 网络) stay
// different.
package chinese

//go:generate go run ./internal/generate -out . -unicode /usr/share/unicode
