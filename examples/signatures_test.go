package examples_test

import (
	"fmt"
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestNoLibraryTypeIsExported reads the compiled packages: a host must be able to use everything without importing
// what stands behind it.
func TestNoLibraryTypeIsExported(t *testing.T) {
	packages, exports := listAll(t)
	fileSet := token.NewFileSet()
	lookup := func(path string) (io.ReadCloser, error) {
		if exports[path] == "" {
			return nil, fmt.Errorf("no export data of %s", path)
		}
		return os.Open(exports[path])
	}
	compiled := importer.ForCompiler(fileSet, "gc", lookup)
	for _, p := range packages {
		if p.Name == "main" || p.Export == "" || strings.Contains(p.ImportPath, "/internal/") {
			continue
		}
		library, err := compiled.Import(p.ImportPath)
		if err != nil {
			t.Fatal(err)
		}
		for _, leak := range leaks(library, fileSet) {
			t.Errorf("%s.%s", p.folder(), leak)
		}
	}
}

// leaks returns a line for each exported object that shows a type of a kept library.
func leaks(library *types.Package, fileSet *token.FileSet) []string {
	var list []string
	for _, name := range library.Scope().Names() {
		object := library.Scope().Lookup(name)
		if !object.Exported() {
			continue
		}
		file := filepath.Base(fileSet.Position(object.Pos()).Filename)
		if strings.HasSuffix(library.Path(), "/search/chinese") && file == bleveInChinese {
			continue
		}
		search := shown{library: library, seen: make(map[types.Type]bool)}
		search.object(object)
		for _, path := range search.found {
			list = append(list, fmt.Sprintf("%s shows a type of %s", name, path))
		}
	}
	return list
}

// shown walks what a host can see of an object.
type shown struct {
	library *types.Package
	seen    map[types.Type]bool
	found   []string
}

func (s *shown) object(object types.Object) {
	s.visit(object.Type())
	if name, ok := object.(*types.TypeName); ok {
		s.visit(name.Type().Underlying())
		s.methods(name.Type())
	}
}

func (s *shown) methods(t types.Type) {
	set := types.NewMethodSet(types.NewPointer(t))
	for method := range set.Methods() {
		if method.Obj().Exported() && method.Obj().Pkg() == s.library {
			s.visit(method.Type())
		}
	}
}

// visit looks into a type down to the named types in it; those are looked at where they are declared.
func (s *shown) visit(t types.Type) {
	if t == nil || s.seen[t] {
		return
	}
	s.seen[t] = true
	switch t := t.(type) {
	case *types.Named:
		s.name(t.Obj())
		for argument := range t.TypeArgs().Types() {
			s.visit(argument)
		}
	case *types.Alias:
		s.name(t.Obj())
		s.visit(types.Unalias(t))
	case *types.Struct:
		for field := range t.Fields() {
			if field.Exported() || field.Embedded() {
				s.visit(field.Type())
			}
		}
	case *types.Interface:
		for method := range t.ExplicitMethods() {
			s.visit(method.Type())
		}
		for embedded := range t.EmbeddedTypes() {
			s.visit(embedded)
		}
	case *types.Signature:
		s.visit(t.Params())
		s.visit(t.Results())
		for parameter := range t.TypeParams().TypeParams() {
			s.visit(parameter.Constraint())
		}
	case *types.Tuple:
		for variable := range t.Variables() {
			s.visit(variable.Type())
		}
	case *types.Map:
		s.visit(t.Key())
		s.visit(t.Elem())
	case interface{ Elem() types.Type }: // pointer, slice, array, channel
		s.visit(t.Elem())
	case *types.Union:
		for term := range t.Terms() {
			s.visit(term.Type())
		}
	}
}

func (s *shown) name(name *types.TypeName) {
	if name.Pkg() != nil && beginsWithAny(name.Pkg().Path(), kept) {
		s.found = append(s.found, name.Pkg().Path())
	}
}

func TestLibraryTypesAreFoundWhereverTheyShow(t *testing.T) {
	engine := types.NewPackage(bleve+"bleve/v2", "bleve")
	index := types.NewNamed(types.NewTypeName(token.NoPos, engine, "Index", nil), types.NewStruct(nil, nil), nil)
	pkg := types.NewPackage(module+"/search", "search")
	declare := func(name string, t types.Type) {
		object := types.NewTypeName(token.NoPos, pkg, name, nil)
		types.NewNamed(object, t, nil)
		pkg.Scope().Insert(object)
	}
	field := func(name string) *types.Struct {
		return types.NewStruct([]*types.Var{types.NewField(token.NoPos, pkg, name, types.NewPointer(index), false)}, nil)
	}
	declare("Open", field("Engine"))
	declare("Hidden", field("engine"))
	declare("hidden", field("Engine"))
	signature := types.NewSignatureType(nil, nil, nil, types.NewTuple(types.NewVar(token.NoPos, pkg, "", types.NewSlice(index))), nil, false)
	pkg.Scope().Insert(types.NewFunc(token.NoPos, pkg, "New", signature))
	pkg.Scope().Insert(types.NewVar(token.NoPos, pkg, "ByName", types.NewMap(types.Typ[types.String], index)))
	want := []string{"ByName shows a type of " + bleve + "bleve/v2", "New shows a type of " + bleve + "bleve/v2", "Open shows a type of " + bleve + "bleve/v2"}
	if diff := cmp.Diff(want, leaks(pkg, token.NewFileSet())); diff != "" {
		t.Error(diff)
	}
}
