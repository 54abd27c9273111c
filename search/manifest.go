package search

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/zwgk/zwgk/search/embedding"
)

// formatVersion changes whenever what stands in the engine does: its fields, keys or the analysis of text.
const formatVersion = 5

const manifestName = "index.json"

type manifest struct {
	Format  string `json:"format"`
	Version int    `json:"version"`
	Vectors uint32 `json:"vectors"` // checksum of the table that directions were made with
}

// current is the manifest that this program writes.
func current() manifest {
	return manifest{Format: "zwgk", Version: formatVersion, Vectors: embedding.Default().Checksum()}
}

// readManifest says whether path holds an index of ours. An empty folder holds none; a folder with anything else in
// it fails with ErrFormat, so that an index is never written among a host's other files.
func readManifest(path string) (found bool, err error) {
	data, err := os.ReadFile(filepath.Join(path, manifestName))
	if errors.Is(err, fs.ErrNotExist) {
		others, err := os.ReadDir(path)
		if err != nil {
			return false, fmt.Errorf("search: open index: %w", err)
		}
		if len(others) > 0 {
			return false, fmt.Errorf("%w: %s holds other files and no %s", ErrFormat, path, manifestName)
		}
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("search: open index: %w", err)
	}
	var m manifest
	if err := json.Unmarshal(data, &m); err != nil || m != current() {
		return false, fmt.Errorf("%w: %s says %.80q, this program writes %+v", ErrFormat, manifestName, data, current())
	}
	return true, nil
}

func writeManifest(path string) error {
	data, err := json.Marshal(current())
	if err != nil {
		return fmt.Errorf("search: write manifest: %w", err)
	}
	if err := os.WriteFile(filepath.Join(path, manifestName), append(data, '\n'), 0o640); err != nil {
		return fmt.Errorf("search: write manifest: %w", err)
	}
	return nil
}
