//go:build unix

// This file owns programs on a terminal: a pseudoterminal with an emulator behind it, which keeps all that was written.

package main

import (
	"bytes"
	"fmt"
	"image/color"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// The terminal that programs begin on.
const (
	columns  = 120
	lines    = 36
	patience = 20 * time.Second // for a screen, before it is a failure
)

// session is a program on a terminal.
type session struct {
	cmd  *exec.Cmd
	tty  *os.File
	gone chan struct{} // closed when the terminal is: the program has ended

	mu      sync.Mutex
	screen  *vt.Emulator
	raw     bytes.Buffer
	changed chan struct{} // has something when something was written
}

// begin starts a program on a terminal.
func begin(cmd *exec.Cmd) (*session, error) {
	s := &session{cmd: cmd, gone: make(chan struct{}), screen: vt.NewEmulator(columns, lines), changed: make(chan struct{}, 1)}
	s.screen.SetDefaultBackgroundColor(color.Black)
	s.screen.SetDefaultForegroundColor(color.White)
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: lines, Cols: columns})
	if err != nil {
		return nil, err
	}
	s.tty = tty
	go func() { _, _ = io.Copy(tty, s.screen) }() // what a terminal answers
	go s.draw()
	return s, nil
}

func (s *session) draw() {
	defer close(s.gone)
	buf := make([]byte, 64<<10)
	for {
		n, err := s.tty.Read(buf)
		s.mu.Lock()
		s.raw.Write(buf[:n])
		_, _ = s.screen.Write(buf[:n])
		s.mu.Unlock()
		select {
		case s.changed <- struct{}{}:
		default:
		}
		if err != nil { // Linux says EIO when the program has ended
			return
		}
	}
}

// text is the screen as it stands.
func (s *session) text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.screen.String()
}

// written is all that the program wrote.
func (s *session) written() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.raw.String()
}

// shows waits until a text is on the screen.
func (s *session) shows(want string) error {
	return s.until(func() bool { return strings.Contains(s.text(), want) }, "the screen does not show "+want)
}

func (s *session) until(ok func() bool, what string) error {
	limit := time.NewTimer(patience)
	defer limit.Stop()
	for !ok() {
		select {
		case <-s.changed:
		case <-s.gone:
			if ok() {
				return nil
			}
			return fmt.Errorf("%s: the program has ended; its last screen is\n%s", what, s.text())
		case <-limit.C:
			return fmt.Errorf("%s; it is\n%s", what, s.text())
		}
	}
	return nil
}

// press types keys and waits until a text is on the screen.
func (s *session) press(keys, want string) error {
	if _, err := io.WriteString(s.tty, keys); err != nil {
		return fmt.Errorf("typing %q: %w", keys, err)
	}
	if want == "" {
		return nil
	}
	return s.shows(want)
}

// resize changes the terminal's size.
func (s *session) resize(width, height int) error {
	s.mu.Lock()
	s.screen.Resize(max(width, 1), max(height, 1))
	s.mu.Unlock()
	return pty.Setsize(s.tty, &pty.Winsize{Rows: uint16(height), Cols: uint16(width)})
}

// ended waits until the program is gone.
func (s *session) ended() error {
	select {
	case <-s.gone:
	case <-time.After(patience):
		return fmt.Errorf("it does not end; its screen is\n%s", s.text())
	}
	_ = s.cmd.Wait()
	return nil
}

// end ends the program, whatever it does.
func (s *session) end() {
	_ = s.cmd.Process.Kill()
	_ = s.tty.Close()
	<-s.gone
	_ = s.cmd.Wait()
	_ = s.screen.Close()
}

var mode = regexp.MustCompile(`\x1b\[\?([0-9;]+)([hl])`)

// asItWas tells whether a program left the terminal's modes as they were: the main screen, a cursor, no mouse, no
// bracketed paste, no keyboard of its own.
func asItWas(written string) error {
	at := map[string]bool{"25": true}
	for _, m := range mode.FindAllStringSubmatch(written, -1) {
		for number := range strings.SplitSeq(m[1], ";") {
			at[number] = m[2] == "h"
		}
	}
	for _, number := range []string{"47", "1047", "1049", "2004", "1000", "1002", "1003", "1004", "1006", "2026", "2048"} {
		if at[number] {
			return fmt.Errorf("the terminal's mode %s is left on", number)
		}
	}
	if !at["25"] {
		return fmt.Errorf("the cursor is left hidden")
	}
	if !strings.Contains(written, "\x1b[?1049h") {
		return fmt.Errorf("the reader never began")
	}
	return nil
}

// quiet waits until something was drawn since a place in what was written, and then nothing more for a moment. Keys that
// draw nothing come out of it soon: it only spreads keys over frames, and decides nothing.
func (s *session) quiet(since int) error {
	const moment = 40 * time.Millisecond
	for range 20 {
		select {
		case <-s.changed:
			if len(s.written()) > since {
				since = len(s.written())
			}
		case <-s.gone:
			return fmt.Errorf("the program has ended")
		case <-time.After(moment):
			return nil
		}
	}
	return nil
}
