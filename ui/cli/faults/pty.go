//go:build unix

// This file owns programs on a terminal: waiting for what they show, and all that they wrote.

package main

import (
	"bytes"
	"fmt"
	"os/exec"
	"regexp"
	"strings"
	"time"

	"github.com/charmbracelet/x/vt"

	"dogear/ui/cli/terminal"
)

// The terminal that programs begin on.
const (
	columns  = 120
	lines    = 36
	patience = 20 * time.Second // for a screen, before it is a failure
)

// session is a program on a terminal.
type session struct {
	*terminal.Terminal

	raw     bytes.Buffer  // all that it wrote; it grows only while nobody looks at the screen
	changed chan struct{} // has something when something was written
}

// begin starts a program on a terminal.
func begin(cmd *exec.Cmd) (*session, error) {
	s := &session{changed: make(chan struct{}, 1)}
	t, err := terminal.Start(cmd, columns, lines, func(_ *vt.Emulator, text []byte, _ time.Time) {
		s.raw.Write(text)
		select {
		case s.changed <- struct{}{}:
		default:
		}
	})
	if err != nil {
		return nil, err
	}
	s.Terminal = t
	return s, nil
}

// text is the screen as it stands.
func (s *session) text() (text string) {
	s.Look(func(screen *vt.Emulator) { text = screen.String() })
	return text
}

// written is all that the program wrote.
func (s *session) written() (text string) {
	s.Look(func(*vt.Emulator) { text = s.raw.String() })
	return text
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
		case <-s.Gone:
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
	if err := s.Type(keys); err != nil {
		return err
	}
	if want == "" {
		return nil
	}
	return s.shows(want)
}

// ended waits until the program is gone.
func (s *session) ended() error {
	select {
	case <-s.Gone:
	case <-time.After(patience):
		return fmt.Errorf("it does not end; its screen is\n%s", s.text())
	}
	_ = s.Cmd.Wait()
	return nil
}

var mode = regexp.MustCompile(`\x1b\[\?([0-9;]+)([hl])`)

// asItWas reports whether a program left the terminal's modes as they were: the main screen, a cursor, no mouse, no
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
		case <-s.Gone:
			return fmt.Errorf("the program has ended")
		case <-time.After(moment):
			return nil
		}
	}
	return nil
}
