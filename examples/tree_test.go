package examples_test

import (
	"bufio"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

// topLevel is all that ARCHITECTURE.md lets stand at the top, beside dotfiles.
var topLevel = []string{"disclosure", "search", "qa", "examples", "go.mod", "go.sum", "README.md", "README.zh.md", "LICENSE"}

func TestTheTopLevelHoldsNothingElse(t *testing.T) {
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	ignored := ignoredPatterns(t)
	for _, entry := range entries {
		name := entry.Name()
		if strings.HasPrefix(name, ".") || slices.Contains(topLevel, name) {
			continue
		}
		if !slices.ContainsFunc(ignored, func(pattern string) bool { ok, _ := path.Match(pattern, name); return ok }) {
			t.Errorf("%s stands at the top", name)
		}
	}
}

// ignoredPatterns reads what the version control ignores at the top.
func ignoredPatterns(t *testing.T) (patterns []string) {
	file, err := os.Open("../.gitignore")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for scanner := bufio.NewScanner(file); scanner.Scan(); {
		patterns = append(patterns, strings.Trim(strings.TrimSpace(scanner.Text()), "/"))
	}
	return patterns
}

func TestTheModuleHasNoRootPackage(t *testing.T) {
	packages, _ := listAll(t)
	if slices.ContainsFunc(packages, func(p listed) bool { return p.folder() == "." }) {
		t.Error("there is a package at the top")
	}
}
