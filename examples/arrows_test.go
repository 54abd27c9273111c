package examples_test

import (
	"fmt"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// arrow is what the packages of one folder may import beyond the standard library and their own folder.
type arrow struct {
	folders   []string // of this module
	libraries []string // module paths or the beginning of one; "*" is any that is not kept to another folder
}

// arrows is the table of ARCHITECTURE.md. A folder that does not stand here inherits from the one above it.
// The Go project's own libraries (golang.org/x) may be used everywhere but in the domain.
var arrows = map[string]arrow{
	"disclosure":        {},
	"disclosure/audit":  {[]string{"disclosure"}, []string{"*"}},
	"disclosure/ingest": {[]string{"disclosure"}, []string{"*"}},
	"disclosure/store":  {[]string{"disclosure"}, []string{"*"}},
	"search/chinese":    {nil, []string{gse, cedar, bleve}},
	"search/embedding":  {nil, nil},
	"search":            {[]string{"disclosure", "search/chinese", "search/embedding"}, []string{bleve, "github.com/RoaringBitmap/roaring/", "github.com/golang/snappy", "github.com/mozillazg/go-pinyin"}},
	"qa":                {[]string{"disclosure", "search", "search/chinese", "search/embedding"}, nil},
	"qa/chat":           {[]string{"disclosure", "qa"}, []string{gorilla}},
	"qa/evaluate":       {[]string{"disclosure", "search", "qa"}, nil},
}

const (
	bleve   = "github.com/blevesearch/"
	gse     = "github.com/go-ego/gse"
	cedar   = "github.com/vcaesar/cedar"
	gorilla = "github.com/gorilla/"
	ourGo   = "golang.org/x/"
)

// drivers are database drivers: the host chooses one, so that only examples and tests import any.
var drivers = []string{"modernc.org/sqlite", "github.com/mattn/go-sqlite3", "github.com/ncruces/go-sqlite3", "github.com/jackc/pgx/",
	"github.com/lib/pq", "github.com/go-sql-driver/"}

// kept are libraries that stand in one folder only, or in none but examples.
var kept = append([]string{bleve, gse, cedar, gorilla}, drivers...)

// bleveInChinese is the one file of search/chinese that may import bleve.
const bleveInChinese = "analyzer.go"

func TestEveryArrowIsAllowed(t *testing.T) {
	packages, _ := listAll(t)
	for _, p := range packages {
		for _, fault := range faults(p) {
			t.Error(fault)
		}
	}
}

func TestOnlyTheAnalyzerFileOfChineseImportsBleve(t *testing.T) {
	packages, _ := listAll(t)
	for _, p := range packages {
		if !within(p.folder(), "search/chinese") {
			continue
		}
		for _, name := range p.GoFiles {
			file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(p.Dir, name), nil, parser.ImportsOnly)
			if err != nil {
				t.Fatal(err)
			}
			for _, spec := range file.Imports {
				path, _ := strconv.Unquote(spec.Path.Value)
				if strings.HasPrefix(path, bleve) && (name != bleveInChinese || p.folder() != "search/chinese") {
					t.Errorf("%s/%s imports %s: only search/chinese/%s may", p.folder(), name, path, bleveInChinese)
				}
			}
		}
	}
}

// faults returns a line for each import of a package that is not allowed.
func faults(p listed) []string {
	var list []string
	folder := p.folder()
	for _, path := range p.Imports {
		if !allowed(folder, path) {
			list = append(list, fmt.Sprintf("%s imports %s", folder, path))
		}
	}
	for _, path := range slices.Concat(p.TestImports, p.XTestImports) {
		if within(strings.TrimPrefix(path, module+"/"), "examples") && !within(folder, "examples") {
			list = append(list, fmt.Sprintf("tests of %s import %s", folder, path))
		}
	}
	return list
}

// allowed says whether a package in folder may import path outside of tests.
func allowed(folder, path string) bool {
	if first, _, _ := strings.Cut(path, "/"); !strings.Contains(first, ".") {
		return path != "C" // the standard library
	}
	if within(folder, "examples") {
		return true
	}
	rule, home := ruleOf(folder)
	if home == "" {
		return false
	}
	if ours(path) {
		target := strings.TrimPrefix(path, module+"/")
		return within(target, home) && homeOf(target) == home || slices.Contains(rule.folders, target)
	}
	if strings.HasPrefix(path, ourGo) {
		return home != "disclosure"
	}
	for _, library := range rule.libraries {
		if library == "*" && !beginsWithAny(path, kept) || library != "*" && strings.HasPrefix(path+"/", strings.TrimSuffix(library, "/")+"/") {
			return true
		}
	}
	return false
}

// ruleOf returns the rule of the nearest folder above that has one, and that folder; "" where none has.
func ruleOf(folder string) (rule arrow, home string) {
	home = homeOf(folder)
	return arrows[home], home
}

func homeOf(folder string) string {
	for folder != "" {
		if _, ok := arrows[folder]; ok {
			return folder
		}
		folder = folder[:max(strings.LastIndexByte(folder, '/'), 0)]
	}
	return ""
}

// within says whether folder is home or lies below it.
func within(folder, home string) bool { return folder == home || strings.HasPrefix(folder, home+"/") }

func beginsWithAny(path string, prefixes []string) bool {
	return slices.ContainsFunc(prefixes, func(prefix string) bool { return strings.HasPrefix(path, prefix) })
}

func TestTheTableOfArrowsRefuses(t *testing.T) {
	packages := []listed{
		{ImportPath: module + "/disclosure", Imports: []string{"time", "golang.org/x/text/width", module + "/search"}},
		{ImportPath: module + "/disclosure/ingest", Imports: []string{"github.com/xuri/excelize/v2", module + "/disclosure", gse}},
		{ImportPath: module + "/disclosure/store", Imports: []string{"database/sql", "modernc.org/sqlite"}, TestImports: []string{"modernc.org/sqlite"}},
		{ImportPath: module + "/search/chinese", Imports: []string{gse, module + "/disclosure", module + "/search/chinese/internal/automaton"}},
		{ImportPath: module + "/search/chinese/internal/automaton", Imports: []string{module + "/search/chinese"}},
		{ImportPath: module + "/search", Imports: []string{"github.com/blevesearch/bleve/v2", gse, module + "/search/chinese", module + "/qa"}},
		{ImportPath: module + "/qa", Imports: []string{module + "/search", "github.com/blevesearch/bleve_index_api"}},
		{ImportPath: module + "/qa/chat", Imports: []string{"github.com/gorilla/websocket", "golang.org/x/time/rate", module + "/search"}},
		{ImportPath: module + "/qa/evaluate", Imports: []string{module + "/qa", module + "/examples/sample"}, XTestImports: []string{module + "/examples/sample"}},
		{ImportPath: module + "/examples/chatserver", Imports: []string{module + "/qa/chat", "modernc.org/sqlite", module + "/examples/sample"}},
		{ImportPath: module + "/tools", Imports: []string{module + "/qa"}},
	}
	var got []string
	for _, p := range packages {
		got = append(got, faults(p)...)
	}
	want := []string{
		"disclosure imports golang.org/x/text/width",
		"disclosure imports " + module + "/search",
		"disclosure/ingest imports " + gse,
		"disclosure/store imports modernc.org/sqlite",
		"search/chinese imports " + module + "/disclosure",
		"search imports " + gse,
		"search imports " + module + "/qa",
		"qa imports github.com/blevesearch/bleve_index_api",
		"qa/chat imports " + module + "/search",
		"qa/evaluate imports " + module + "/examples/sample",
		"tests of qa/evaluate import " + module + "/examples/sample",
		"tools imports " + module + "/qa",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
