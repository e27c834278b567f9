//go:build unix

package ui

import (
	"os"
	"os/signal"
	"syscall"
	"time"
)

// endSignals end the reader, after it has saved.
var endSignals = []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP}

// restoreBeforeTrace has restore called before SIGQUIT or SIGABRT make Go's runtime print a trace and end the program,
// until stop is called. A trace on a terminal in raw mode could not be read, and the shell after it not be used.
func restoreBeforeTrace(restore func() error) (stop func()) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGQUIT, syscall.SIGABRT)
	go func() {
		sig, ok := <-signals
		if !ok {
			return
		}
		restored := make(chan struct{})
		go func() {
			_ = restore()
			close(restored)
		}()
		select {
		case <-restored:
		case <-time.After(time.Second): // it may hang: that is why somebody wants a trace
		}
		signal.Reset(sig)
		_ = syscall.Kill(os.Getpid(), sig.(syscall.Signal))
	}()
	return func() {
		signal.Stop(signals)
		close(signals)
	}
}
