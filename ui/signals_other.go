//go:build !unix

package ui

import "os"

// endSignals end the reader, after it has saved.
var endSignals = []os.Signal{os.Interrupt}

// restoreBeforeTrace does nothing: there are no signals that print a trace.
func restoreBeforeTrace(func() error) (stop func()) { return func() {} }
