package chinese

// LoadTables loads what Default loads at its first call, anew: the benchmark of
// the start cannot unload what is shared.
func LoadTables() any {
	base := openDictionary()
	return []any{base, buildFold(), buildKinds(), buildLexicon(base)}
}
