package ui

import (
	"os"
	"os/exec"
	"syscall"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// An interrupt ends the reader, and while a program has the terminal it is for that; what tells it to end ends it always.
func TestInterruptsAreForThePrograms(t *testing.T) {
	closed := make(chan struct{})
	close(closed)
	for _, c := range []struct {
		name    string
		program bool
		signals []os.Signal
		over    <-chan struct{}
		done    <-chan struct{}
		ends    bool
	}{
		{"interrupted", false, []os.Signal{os.Interrupt}, nil, nil, true},
		{"its context ends", false, nil, closed, nil, true},
		{"done", false, nil, nil, closed, false},
		{"interrupts for a program, then told to end", true, []os.Signal{os.Interrupt, os.Interrupt, syscall.SIGTERM}, closed, nil, true},
		{"told to end", true, []os.Signal{syscall.SIGTERM}, nil, nil, true},
	} {
		var f foreground
		if c.program {
			f.run(exec.Command("true"), func(error) tea.Msg { return nil })
		}
		signals := make(chan os.Signal, len(c.signals))
		for _, s := range c.signals {
			signals <- s
		}
		if ends := f.awaitEnd(signals, c.over, c.done); ends != c.ends || len(signals) > 0 {
			t.Errorf("%s: %v, with %d signals left", c.name, ends, len(signals))
		}
	}
}
