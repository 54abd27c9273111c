package qa_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var readmes = []string{"README.md", "README.zh.md"}

func readme(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// embedding is the body of Example without what it prints, as the README files show it.
func embedding(t *testing.T) string {
	t.Helper()
	const file = "example_test.go"
	source, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	files := token.NewFileSet()
	parsed, err := parser.ParseFile(files, file, source, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, declared := range parsed.Decls {
		if f, ok := declared.(*ast.FuncDecl); ok && f.Name.Name == "Example" {
			body := string(source[files.Position(f.Body.Lbrace).Offset+1 : files.Position(f.Body.Rbrace).Offset])
			body, _, _ = strings.Cut(body, "\t// Output:")
			return strings.TrimSpace(strings.ReplaceAll(body, "\n\t", "\n"))
		}
	}
	t.Fatal("there is no func Example")
	return ""
}

func TestTheReadmesShowTheBodyOfTheTestedExample(t *testing.T) {
	want := embedding(t)
	for _, name := range readmes {
		_, block, _ := strings.Cut(readme(t, name), "```go\n")
		block, _, _ = strings.Cut(block, "\n```")
		if diff := cmp.Diff(want, block); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

var (
	level = regexp.MustCompile(`(?m)^#+ `)
	named = regexp.MustCompile("`((?:disclosure|search|qa|examples|\\.ci)/[a-z/_.]+)`")
	link  = regexp.MustCompile(`\]\(([^)]+)\)`)
	row   = regexp.MustCompile(`(?m)^\| \[([a-z/]+)\]\(([a-z/]+)\) \|`)
	cell  = regexp.MustCompile(`(?m)^\|.*[0-9].*$`)
)

func TestTheReadmesHaveTheSameStructure(t *testing.T) {
	english, chinese := readme(t, readmes[0]), readme(t, readmes[1])
	if diff := cmp.Diff(level.FindAllString(english, -1), level.FindAllString(chinese, -1)); diff != "" {
		t.Error("headings:", diff)
	}
	if a, b := strings.Count(english, "\n- "), strings.Count(chinese, "\n- "); a != b {
		t.Errorf("%d points in English, %d in Chinese", a, b)
	}
	linked := func(text string) (targets []string) {
		for _, match := range link.FindAllStringSubmatch(text, -1) {
			if !strings.HasPrefix(match[1], "README") {
				targets = append(targets, match[1])
			}
		}
		return targets
	}
	if diff := cmp.Diff(linked(english), linked(chinese)); diff != "" {
		t.Error("links:", diff)
	}
	figures := func(text string) (list []string) {
		for _, line := range cell.FindAllString(text, -1) {
			list = append(list, strings.Join(regexp.MustCompile(`[0-9][0-9.,]*`).FindAllString(line, -1), " "))
		}
		return list
	}
	if diff := cmp.Diff(figures(english), figures(chinese)); diff != "" {
		t.Error("figures:", diff)
	}
}

func TestWhatTheReadmesLinkToIsThere(t *testing.T) {
	for _, name := range readmes {
		text := readme(t, name)
		targets := append(link.FindAllStringSubmatch(text, -1), named.FindAllStringSubmatch(text, -1)...)
		for _, target := range targets {
			if _, err := os.Stat(filepath.Join("..", filepath.FromSlash(target[1]))); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

func TestTheFolderMapHoldsEveryPackage(t *testing.T) {
	var want []string
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		name := filepath.ToSlash(strings.TrimPrefix(path, ".."+string(filepath.Separator)))
		switch base := entry.Name(); {
		case err != nil:
			return err
		case !entry.IsDir():
			return nil
		case base == "internal" || base == "testdata" || strings.HasPrefix(base, ".") && base != "..":
			return fs.SkipDir
		}
		if sources, _ := filepath.Glob(filepath.Join(path, "*.go")); len(sources) > 0 {
			want = append(want, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(want)
	for _, name := range readmes {
		var got []string
		for _, match := range row.FindAllStringSubmatch(readme(t, name), -1) {
			if match[1] != match[2] {
				t.Errorf("%s: %s leads to %s", name, match[1], match[2])
			}
			got = append(got, match[1])
		}
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: the folder map must have a row for each folder with Go files; these are (-) and the map holds (+):\n%s", name, diff)
		}
	}
}
