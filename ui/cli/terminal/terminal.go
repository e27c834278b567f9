// Package terminal runs a program on a pseudoterminal with an emulator behind it, which draws what it writes and answers what
// it asks. It is for the programs that measure the reader and try faults on it: what they look for is theirs.
package terminal

import (
	"fmt"
	"image/color"
	"io"
	"os"
	"os/exec"
	"sync"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// A Terminal is a program on a terminal.
type Terminal struct {
	Cmd  *exec.Cmd
	TTY  *os.File
	Gone chan struct{} // closed when the terminal is: the program has ended

	mu     sync.Mutex
	screen *vt.Emulator
}

// Start starts a program on a terminal of a size in cells. Wrote is called with what the program writes when that has been
// drawn, one call after the other, and with the time at which it was read: what the emulator takes to draw is not the
// program's. The error wraps pty.ErrUnsupported where there are no pseudoterminals.
func Start(cmd *exec.Cmd, columns, rows int, wrote func(screen *vt.Emulator, text []byte, at time.Time)) (*Terminal, error) {
	t := &Terminal{Cmd: cmd, Gone: make(chan struct{}), screen: vt.NewEmulator(columns, rows)}
	t.screen.SetDefaultBackgroundColor(color.Black)
	t.screen.SetDefaultForegroundColor(color.White)
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: uint16(rows), Cols: uint16(columns)}) //nolint:gosec // a terminal's size
	if err != nil {
		return nil, err
	}
	t.TTY = tty
	go func() { _, _ = io.Copy(tty, t.screen) }() // what a terminal answers
	go t.draw(wrote)
	return t, nil
}

func (t *Terminal) draw(wrote func(*vt.Emulator, []byte, time.Time)) {
	defer close(t.Gone)
	buf := make([]byte, 64<<10)
	for {
		n, err := t.TTY.Read(buf)
		now := time.Now()
		t.mu.Lock()
		_, _ = t.screen.Write(buf[:n])
		wrote(t.screen, buf[:n], now)
		t.mu.Unlock()
		if err != nil { // Linux says EIO when the program has ended
			return
		}
	}
}

// Look calls f with the screen, on which nothing is drawn meanwhile. Wrote is not called meanwhile either.
func (t *Terminal) Look(f func(screen *vt.Emulator)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	f(t.screen)
}

// Type types keys.
func (t *Terminal) Type(keys string) error {
	if _, err := io.WriteString(t.TTY, keys); err != nil {
		return fmt.Errorf("typing %q: %w", keys, err)
	}
	return nil
}

// Resize changes the terminal's size.
func (t *Terminal) Resize(columns, rows int) error {
	t.Look(func(screen *vt.Emulator) { screen.Resize(max(columns, 1), max(rows, 1)) })
	return pty.Setsize(t.TTY, &pty.Winsize{Rows: uint16(rows), Cols: uint16(columns)}) //nolint:gosec // a terminal's size
}

// End ends the program, whatever it does, and returns when it is gone.
func (t *Terminal) End() {
	_ = t.Cmd.Process.Kill()
	_ = t.Cmd.Wait()
	_ = t.TTY.Close()
	<-t.Gone
	_ = t.screen.Close()
}
