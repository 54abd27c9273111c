package feed

import (
	"fmt"
	"os"

	"github.com/zwgk/zwgk/disclosure"
)

// ReadMapping reads a mapping file; "" is no mapping.
func ReadMapping(name string) (disclosure.Mapping, error) {
	if name == "" {
		return nil, nil
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	mapping, err := disclosure.ReadMapping(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return mapping, nil
}
