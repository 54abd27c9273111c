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

// securityFile is the file of a security log; it is a chat.Rotator.
type securityFile struct {
	path        string
	file        *os.File
	size, limit int64
}

// openSecurityLog goes on with a file, after checking that its lines follow from one another. A full file is set aside,
// and the next one begins a chain of its own. Without a path there is no log.
func openSecurityLog(path string, limit int64) (log *chat.SecurityLog, closeLog func() error, err error) {
	if path == "" {
		return nil, func() error { return nil }, nil
	}
	chain, err := lastChain(path)
	if err != nil {
		return nil, nil, fmt.Errorf("security log %s: %w; set the file aside", path, err)
	}
	f := &securityFile{path: path, limit: limit}
	if err := f.open(); err != nil {
		return nil, nil, fmt.Errorf("security log: %w", err)
	}
	return chat.NewSecurityLog(f, chain), func() error { return f.file.Close() }, nil
}

func (f *securityFile) open() error {
	file, err := os.OpenFile(f.path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	info, err := file.Stat()
	if err != nil {
		return errors.Join(err, file.Close())
	}
	f.file, f.size = file, info.Size()
	return nil
}

// Room implements chat.Rotator. A file that cannot be set aside is written on.
func (f *securityFile) Room(n int) (begun bool, err error) {
	if f.size == 0 || f.size+int64(n) <= f.limit {
		return false, nil
	}
	if err := f.file.Close(); err != nil {
		return false, err
	}
	aside := os.Rename(f.path, f.path+"."+time.Now().UTC().Format("20060102T150405.000000000"))
	return aside == nil, f.open()
}

// Write implements io.Writer.
func (f *securityFile) Write(p []byte) (int, error) {
	n, err := f.file.Write(p)
	f.size += int64(n)
	return n, err
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
