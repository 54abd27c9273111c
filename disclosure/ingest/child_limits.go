//go:build linux || darwin

package ingest

import (
	"os"
	"strconv"
	"strings"
	"syscall"
)

// limitProcess bounds the memory that this process may add to what it has, and its processor time.
func limitProcess(memory, seconds int64) error {
	space := syscall.Rlimit{Cur: uint64(addressSpace() + memory), Max: uint64(addressSpace() + memory)}
	if err := syscall.Setrlimit(syscall.RLIMIT_AS, &space); err != nil {
		return err
	}
	time := syscall.Rlimit{Cur: uint64(seconds), Max: uint64(seconds) + 1}
	if err := syscall.Setrlimit(syscall.RLIMIT_CPU, &time); err != nil {
		return err
	}
	return syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{})
}

// addressSpace is how much address space the process has taken. Where it cannot be read, 4 GiB are a Go program's
// reservations and its code with room to spare.
func addressSpace() int64 {
	data, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 4 << 30
	}
	pages, _, _ := strings.Cut(string(data), " ")
	n, err := strconv.ParseInt(pages, 10, 64)
	if err != nil {
		return 4 << 30
	}
	return n * int64(os.Getpagesize())
}
