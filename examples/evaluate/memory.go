package main

import (
	"fmt"
	"os"
	"strings"
)

// peakMemory returns the most memory this process ever held (VmHWM of /proc/self/status), in words.
func peakMemory() string {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return "not known on this system"
	}
	for line := range strings.Lines(string(status)) {
		var kilobytes int
		if n, _ := fmt.Sscanf(line, "VmHWM: %d kB", &kilobytes); n == 1 {
			return fmt.Sprintf("%d MB", kilobytes*1024/1e6)
		}
	}
	return "not known on this system"
}
