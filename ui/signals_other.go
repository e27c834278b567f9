//go:build !unix

package ui

import "os"

// endSignals end the reader, after it has saved.
var endSignals = []os.Signal{os.Interrupt}
