package examples_test

import (
	"fmt"
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestEveryPackageAndEveryExportedNameIsDocumented(t *testing.T) {
	packages, _ := listAll(t)
	for _, p := range packages {
		fileSet := token.NewFileSet()
		var files []*ast.File
		for _, name := range p.GoFiles {
			file, err := parser.ParseFile(fileSet, filepath.Join(p.Dir, name), nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, file)
		}
		for _, name := range undocumented(t, fileSet, files, p.ImportPath) {
			t.Errorf("%s: %s has no comment", p.folder(), name)
		}
	}
}

// undocumented names the exported things of a package that have no comment, and the package itself.
func undocumented(t *testing.T, fileSet *token.FileSet, files []*ast.File, path string) []string {
	pkg, err := doc.NewFromFiles(fileSet, files, path)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	if pkg.Doc == "" {
		list = append(list, "package "+pkg.Name)
	}
	if pkg.Name == "main" {
		return list
	}
	values := append(pkg.Consts, pkg.Vars...)
	functions := pkg.Funcs
	for _, named := range pkg.Types {
		if named.Doc == "" {
			list = append(list, "type "+named.Name)
		}
		values = append(append(values, named.Consts...), named.Vars...)
		functions = append(append(functions, named.Funcs...), named.Methods...)
	}
	for _, function := range functions {
		if function.Doc == "" {
			list = append(list, fmt.Sprintf("func %s%s", function.Recv, function.Name))
		}
	}
	for _, value := range values {
		list = append(list, undocumentedValues(value)...)
	}
	return list
}

// undocumentedValues names the exported values of a declaration that has no comment of its own and whose line has
// none either.
func undocumentedValues(value *doc.Value) (list []string) {
	for _, spec := range value.Decl.Specs {
		spec := spec.(*ast.ValueSpec)
		if value.Doc != "" || spec.Doc != nil || spec.Comment != nil {
			continue
		}
		for _, name := range spec.Names {
			if name.IsExported() {
				list = append(list, "value "+name.Name)
			}
		}
	}
	return list
}

func TestMissingCommentsAreFound(t *testing.T) {
	const source = `package p

// A has a comment.
type A struct{}

type B struct{}

func (A) M() {}

func F() {}

func unexported() {}

// A group.
const (
	C1 = 1
	C2 = 2
)

var (
	V1 = 1 // said here
	V2 = 2
)
`
	fileSet := token.NewFileSet()
	file, err := parser.ParseFile(fileSet, "p.go", source, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"package p", "type B", "func F", "func AM", "value V2"}
	if diff := cmp.Diff(want, undocumented(t, fileSet, []*ast.File{file}, "p")); diff != "" {
		t.Error(diff)
	}
}
