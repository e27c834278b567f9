//go:build unix

package ui

import (
	"os"
	"syscall"
)

// endSignals end the reader, after it has saved.
var endSignals = []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP}
