package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// mark is a fingerprint of what an index was made from and by. It stands in a file beside the index's folder, so that
// an index of another corpus, or of another state of this program, is never measured by mistake.
type mark string

// markOf reads the corpora, the mapping and this program.
func markOf(corpora []string, mapping string) (mark, error) {
	program, err := os.Executable()
	if err != nil {
		return "", err
	}
	names := append([]string{program}, corpora...)
	if mapping != "" {
		names = append(names, mapping)
	}
	hash := sha256.New()
	for i, name := range names {
		sum, err := fileSum(name)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(hash, "%d %x\n", i, sum)
	}
	return mark(hex.EncodeToString(hash.Sum(nil))), nil
}

func fileSum(name string) ([]byte, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, file); err != nil {
		return nil, err
	}
	return hash.Sum(nil), nil
}

func markFile(folder string) string { return filepath.Clean(folder) + ".evaluated" }

func (m mark) stands(folder string) bool {
	text, err := os.ReadFile(markFile(folder))
	return err == nil && string(text) == string(m)
}

func (m mark) write(folder string) error { return os.WriteFile(markFile(folder), []byte(m), 0o644) }

func (m mark) remove(folder string) error {
	if err := os.Remove(markFile(folder)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
