package main

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// foldTable is the text of fold.txt: a line for each rune that changes, in
// order, the rune and what it becomes. The known runes are those of the
// dictionary.
func foldTable(dir, exceptions string, known []rune) ([]byte, error) {
	to := map[rune]rune{}
	if err := decompositions(dir, to); err != nil {
		return nil, err
	}
	if err := simplified(dir, known, to); err != nil {
		return nil, err
	}
	if err := override(exceptions, to); err != nil {
		return nil, err
	}
	for r := rune(0x80); r < 0x20000; r++ {
		if l := unicode.ToLower(r); l != r && to[r] == 0 {
			to[r] = l
		}
	}
	var runes []rune
	for r := range to {
		runes = append(runes, r)
	}
	slices.Sort(runes)
	var out bytes.Buffer
	for _, r := range runes {
		if last := follow(to, r); last != r {
			fmt.Fprintf(&out, "%c%c\n", r, last)
		}
	}
	return out.Bytes(), nil
}

// follow applies the table until nothing changes: a compatibility ideograph
// may stand for a traditional one, a full-width letter for a capital.
func follow(to map[rune]rune, r rune) rune {
	for range 8 {
		next, ok := to[r]
		if !ok {
			break
		}
		r = next
	}
	return unicode.ToLower(r)
}

// decompositions takes from UnicodeData.txt the full-width forms and the
// ideographs that exist twice: compatibility ideographs and the Kangxi
// radicals that text extracted from PDF files is full of.
func decompositions(dir string, to map[rune]rune) error {
	return lines(dir, "UnicodeData.txt", func(line string) error {
		field := strings.Split(line, ";")
		if len(field) < 6 || field[5] == "" {
			return nil
		}
		r, err := codePoint(field[0])
		if err != nil {
			return err
		}
		part := strings.Fields(field[5])
		kind := ""
		if strings.HasPrefix(part[0], "<") {
			kind, part = part[0], part[1:]
		}
		ideograph := r >= 0xF900 && r <= 0xFAFF || r >= 0x2F800 && r <= 0x2FA1F || r >= 0x2E80 && r <= 0x2FDF
		if len(part) != 1 || kind != "<wide>" && !ideograph {
			return nil
		}
		to[r], err = codePoint(part[0])
		return err
	})
}

// simplified takes kSimplifiedVariant. Where a character has several, the
// first counts. Characters beyond the basic plane that the dictionary does not
// know are left out: they are simplified by analogy and nobody writes them.
func simplified(dir string, known []rune, to map[rune]rune) error {
	return lines(dir, "Unihan_Variants.txt", func(line string) error {
		field := strings.Split(line, "\t")
		if len(field) != 3 || field[1] != "kSimplifiedVariant" {
			return nil
		}
		r, err := codePoint(strings.TrimPrefix(field[0], "U+"))
		if err != nil {
			return err
		}
		for _, v := range strings.Fields(field[2]) {
			s, err := codePoint(strings.TrimPrefix(v, "U+"))
			if err != nil {
				return err
			}
			if _, ok := to[r]; s != r && !ok && (s <= 0xFFFF || slices.Contains(known, s)) {
				to[r] = s
			}
		}
		return nil
	})
}

// override reads variants.txt: "綫线" sets a pair, "著著" keeps a character.
func override(name string, to map[rune]rune) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	for _, line := range strings.Split(string(data), "\n") {
		line, _, _ = strings.Cut(line, "#")
		for _, pair := range strings.Fields(line) {
			r := []rune(pair)
			if len(r) != 2 {
				return fmt.Errorf("%s: %q is not a pair of characters", name, pair)
			}
			to[r[0]] = r[1]
			if r[0] == r[1] {
				delete(to, r[0])
			}
		}
	}
	return nil
}

func codePoint(hex string) (rune, error) {
	v, err := strconv.ParseUint(hex, 16, 32)
	return rune(v), err
}

func lines(dir, name string, each func(string) error) error {
	var in io.Reader
	f, err := os.Open(filepath.Join(dir, name))
	if err == nil {
		in = f
	} else {
		if f, err = os.Open(filepath.Join(dir, name+".bz2")); err != nil {
			return err
		}
		in = bzip2.NewReader(f)
	}
	defer f.Close()
	scanner := bufio.NewScanner(in)
	for scanner.Scan() {
		if line := scanner.Text(); !strings.HasPrefix(line, "#") {
			if err := each(line); err != nil {
				return fmt.Errorf("%s: %q: %w", name, line, err)
			}
		}
	}
	return scanner.Err()
}
