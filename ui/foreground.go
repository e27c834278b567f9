// This file owns the programs that have the terminal while the reader waits: the editor, and users' own commands.

package ui

import (
	"os"
	"os/exec"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
)

// A foreground knows whether a program has the terminal. Ctrl+c interrupts the reader along with it then, which is not
// meant.
type foreground struct{ programs atomic.Int32 }

// interruptLag is how long after a program's end an interrupt may still be its own.
const interruptLag = 200 * time.Millisecond

// run has a program run in the terminal. Its end is told by ended.
func (f *foreground) run(cmd *exec.Cmd, ended func(error) tea.Msg) tea.Cmd {
	f.programs.Add(1)
	return tea.ExecProcess(cmd, func(err error) tea.Msg {
		time.AfterFunc(interruptLag, func() { f.programs.Add(-1) })
		return ended(err)
	})
}

// awaitEnd returns true when the reader is to end: by a signal, or with its context, which interrupts end too. It returns
// false once done is closed.
func (f *foreground) awaitEnd(signals <-chan os.Signal, over, done <-chan struct{}) bool {
	for {
		select {
		case sig := <-signals:
			if sig != os.Interrupt || f.programs.Load() == 0 {
				return true
			}
		case <-over:
			if f.programs.Load() == 0 {
				return true
			}
			over = nil // whatever else ended it is a signal, too
		case <-done:
			return false
		}
	}
}
