package examples_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"strings"
	"sync"
	"testing"
)

const module = "github.com/zwgk/zwgk"

// listed is what "go list" tells of a package.
type listed struct {
	ImportPath, Name, Dir, Export      string
	Standard                           bool
	GoFiles                            []string
	Imports, TestImports, XTestImports []string
}

// folder returns where the package stands in the tree, "." for its top.
func (p listed) folder() string {
	if p.ImportPath == module {
		return "."
	}
	return strings.TrimPrefix(p.ImportPath, module+"/")
}

// ours says whether an import path belongs to this module.
func ours(path string) bool { return path == module || strings.HasPrefix(path, module+"/") }

// everything lists the packages of the module and all that they depend on, compiled.
var everything = sync.OnceValues(func() ([]listed, error) {
	command := exec.Command("go", "list", "-export", "-deps",
		"-json=ImportPath,Name,Dir,Export,Standard,GoFiles,Imports,TestImports,XTestImports", module+"/...")
	var stderr bytes.Buffer
	command.Stderr = &stderr
	output, err := command.Output()
	if err != nil {
		return nil, errors.New(stderr.String())
	}
	var packages []listed
	for decoder := json.NewDecoder(bytes.NewReader(output)); ; {
		var p listed
		if err := decoder.Decode(&p); err == io.EOF {
			return packages, nil
		} else if err != nil {
			return nil, err
		}
		packages = append(packages, p)
	}
})

// listAll returns the packages of the module, and of all others where the export data stands.
func listAll(t *testing.T) (packages []listed, exports map[string]string) {
	t.Helper()
	all, err := everything()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	exports = make(map[string]string)
	for _, p := range all {
		exports[p.ImportPath] = p.Export
		if ours(p.ImportPath) {
			packages = append(packages, p)
		}
	}
	if len(packages) < 5 {
		t.Fatalf("go list found %d packages of the module", len(packages))
	}
	return packages, exports
}
