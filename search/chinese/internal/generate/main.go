// Command generate writes the embedded tables of package chinese:
//
//	dictionary.bin   gse's simplified dictionary, compiled
//	fold.txt         one rune to one rune: traditional to simplified, full
//	                 width to half width, upper case to lower case
//
// It is run by "go generate ./search/chinese". fold.txt is written only where
// the Unicode data is at hand: -unicode is a folder with UnicodeData.txt and
// Unihan_Variants.txt, either also as .bz2 (Debian: package unicode-data,
// /usr/share/unicode).
package main

import (
	"flag"
	"log"
	"os"
	"path/filepath"

	"github.com/zwgk/zwgk/search/chinese/internal/reference"
)

func main() {
	unicodeDir := flag.String("unicode", "", "folder with UnicodeData.txt and Unihan_Variants.txt; empty leaves fold.txt alone")
	out := flag.String("out", ".", "folder of package chinese")
	flag.Parse()
	log.SetFlags(0)

	dictionary, err := reference.Compile()
	if err != nil {
		log.Fatal(err)
	}
	write(filepath.Join(*out, "dictionary.bin"), dictionary.Bytes())
	if *unicodeDir == "" {
		return
	}
	table, err := foldTable(*unicodeDir, filepath.Join(*out, "variants.txt"), dictionary.Runes())
	if err != nil {
		log.Fatal(err)
	}
	write(filepath.Join(*out, "fold.txt"), table)
}

func write(name string, data []byte) {
	if err := os.WriteFile(name, data, 0o644); err != nil {
		log.Fatal(err)
	}
	log.Printf("%s: %d bytes", name, len(data))
}
