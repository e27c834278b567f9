// This file owns programs on a terminal, and telling when their screen has become what it should.

package main

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"

	"dogear/ui/cli/terminal"
)

// The terminal that everything is measured in.
const (
	columns  = 140
	rows     = 40
	patience = 2 * time.Minute // for a screen, before it is a failure
)

// screen is what the terminal shows. Only the predicates that session asks may look at it.
type screen struct{ *vt.Emulator }

// line is a part of a line, from one column up to another.
func (s screen) line(y, from, to int) string {
	var b strings.Builder
	for x := from; x < to; x++ {
		if c := s.CellAt(x, y); c == nil || c.Content == "" && c.Width > 0 {
			b.WriteByte(' ')
		} else {
			b.WriteString(c.Content)
		}
	}
	return b.String()
}

// text is the whole screen.
func (s screen) text() string {
	var b strings.Builder
	for y := range rows {
		b.WriteString(strings.TrimRight(s.line(y, 0, columns), " ") + "\n")
	}
	return b.String()
}

// session is a program on a terminal.
type session struct {
	*terminal.Terminal

	// These change only while the screen is looked at.
	written int64 // bytes that the program has written
	wanted  func(screen) bool
	shown   chan time.Time // when the wanted screen was there
}

// begin starts a program on a terminal, and tells how long it took until its screen was as wanted.
func begin(cmd *exec.Cmd, wanted func(screen) bool) (*session, time.Duration, error) {
	s := &session{wanted: wanted, shown: make(chan time.Time, 1)}
	shown, start := s.shown, time.Now()
	t, err := terminal.Start(cmd, columns, rows, s.wrote)
	if errors.Is(err, pty.ErrUnsupported) {
		return nil, 0, fmt.Errorf("a pseudoterminal: %w", errNA)
	}
	if err != nil {
		return nil, 0, err
	}
	s.Terminal = t
	took, err := s.wait(start, shown)
	if err != nil {
		s.end("")
		return nil, 0, err
	}
	return s, took, nil
}

// wrote sees whether the screen is as wanted, and tells when that was.
func (s *session) wrote(shown *vt.Emulator, text []byte, at time.Time) {
	s.written += int64(len(text))
	if s.wanted != nil && s.wanted(screen{shown}) {
		s.wanted = nil
		s.shown <- at
	}
}

// want asks for a screen. The channel tells when it was there.
func (s *session) want(wanted func(screen) bool) <-chan time.Time {
	shown := make(chan time.Time, 1)
	s.Look(func(*vt.Emulator) { s.wanted, s.shown = wanted, shown })
	return shown
}

// wait waits for a screen that was asked for, and tells how long after start it was there.
func (s *session) wait(start time.Time, shown <-chan time.Time) (time.Duration, error) {
	limit := time.NewTimer(patience)
	defer limit.Stop()
	select {
	case at := <-shown:
		return at.Sub(start), nil
	case <-limit.C:
		return 0, fmt.Errorf("the screen does not come; it is\n%s", s.text())
	case <-s.Gone:
		select {
		case at := <-shown:
			return at.Sub(start), nil
		default:
			return 0, fmt.Errorf("the program has ended; its last screen is\n%s", s.text())
		}
	}
}

// press types keys and tells how long it took until the screen was as wanted.
func (s *session) press(keys string, wanted func(screen) bool) (time.Duration, error) {
	shown := s.want(wanted)
	start := time.Now()
	if err := s.Type(keys); err != nil {
		return 0, err
	}
	took, err := s.wait(start, shown)
	if err != nil {
		return 0, fmt.Errorf("after %q: %w", keys, err)
	}
	return took, nil
}

// shows reports whether the screen is as wanted now. Only a screen that is not can be waited for.
func (s *session) shows(wanted func(screen) bool) (is bool) {
	s.Look(func(shown *vt.Emulator) { is = wanted(screen{shown}) })
	return is
}

// text is the screen as it stands.
func (s *session) text() (text string) {
	s.Look(func(shown *vt.Emulator) { text = screen{shown}.text() })
	return text
}

// bytes is how much the program has written so far.
func (s *session) bytes() (n int64) {
	s.Look(func(*vt.Emulator) { n = s.written })
	return n
}

// end types the keys that end the program, and ends it itself if they do not. It returns when the program is gone.
func (s *session) end(keys string) {
	if keys != "" {
		_ = s.Type(keys)
		select {
		case <-s.Gone:
		case <-time.After(10 * time.Second):
		}
	}
	s.End()
}

// pause lets a moment go by between keys. People do not type in step with the program's frames; without this each key
// would come right after a frame and wait a whole one for the next.
func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
