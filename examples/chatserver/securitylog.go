package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/zwgk/zwgk/qa/chat"
)

// securityLogSize is how large a security log grows before it is set aside under a name with the time. What is set
// aside is kept: the law asks for six months at least, and when to delete is the operator's decision.
const securityLogSize = 10 << 20

// openSecurityLog goes on with a file, after checking that its lines follow from one another. A full file is set aside
// first, and the next one begins a chain of its own. Without a path there is no log.
func openSecurityLog(path string) (log *chat.SecurityLog, closeLog func() error, err error) {
	if path == "" {
		return nil, func() error { return nil }, nil
	}
	if info, err := os.Stat(path); err == nil && info.Size() >= securityLogSize {
		if err := os.Rename(path, path+"."+time.Now().UTC().Format("20060102T150405")); err != nil {
			return nil, nil, fmt.Errorf("security log: %w", err)
		}
	}
	chain, err := lastChain(path)
	if err != nil {
		return nil, nil, fmt.Errorf("security log %s: %w; set the file aside", path, err)
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, nil, fmt.Errorf("security log: %w", err)
	}
	return chat.NewSecurityLog(file, chain), file.Close, nil
}

func lastChain(path string) (string, error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	defer file.Close()
	return chat.VerifySecurityLog(file, "")
}
