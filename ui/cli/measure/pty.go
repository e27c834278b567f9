// This file owns programs on a terminal: a pseudoterminal, and an emulator behind it that draws what they write, answers
// what they ask, and tells when the screen has become what it should.

package main

import (
	"context"
	"errors"
	"fmt"
	"image/color"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
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
	cmd  *exec.Cmd
	tty  *os.File
	gone chan struct{} // closed when the terminal is: the program has ended

	mu      sync.Mutex
	screen  screen
	written int64 // bytes that the program has written
	wanted  func(screen) bool
	shown   chan time.Time // when the wanted screen was there
}

// begin starts a program on a terminal, and tells how long it took until its screen was as wanted.
func begin(cmd *exec.Cmd, wanted func(screen) bool) (*session, time.Duration, error) {
	s := &session{cmd: cmd, gone: make(chan struct{}), screen: screen{vt.NewEmulator(columns, rows)}}
	s.screen.SetDefaultBackgroundColor(color.Black)
	s.screen.SetDefaultForegroundColor(color.White)
	shown := s.want(wanted)
	start := time.Now()
	tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: rows, Cols: columns})
	if errors.Is(err, pty.ErrUnsupported) {
		return nil, 0, fmt.Errorf("a pseudoterminal: %w", errNA)
	}
	if err != nil {
		return nil, 0, err
	}
	s.tty = tty
	go func() { _, _ = io.Copy(tty, s.screen) }() // what a terminal answers
	go s.draw()
	took, err := s.wait(start, shown)
	if err != nil {
		s.end("")
		return nil, 0, err
	}
	return s, took, nil
}

// draw draws what the program writes. A screen's time is that of the read that completed it: what the emulator takes to
// draw is not the program's.
func (s *session) draw() {
	defer close(s.gone)
	buf := make([]byte, 64<<10)
	for {
		n, err := s.tty.Read(buf)
		now := time.Now()
		s.mu.Lock()
		s.written += int64(n)
		_, _ = s.screen.Write(buf[:n])
		if s.wanted != nil && s.wanted(s.screen) {
			s.wanted = nil
			s.shown <- now
		}
		s.mu.Unlock()
		if err != nil { // Linux says EIO when the program has ended
			return
		}
	}
}

// want asks for a screen. The channel tells when it was there.
func (s *session) want(wanted func(screen) bool) <-chan time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wanted, s.shown = wanted, make(chan time.Time, 1)
	return s.shown
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
	case <-s.gone:
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
	if _, err := io.WriteString(s.tty, keys); err != nil {
		return 0, fmt.Errorf("typing %q: %w", keys, err)
	}
	took, err := s.wait(start, shown)
	if err != nil {
		return 0, fmt.Errorf("after %q: %w", keys, err)
	}
	return took, nil
}

// shows tells whether the screen is as wanted now. Only a screen that is not can be waited for.
func (s *session) shows(wanted func(screen) bool) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return wanted(s.screen)
}

// text is the screen as it stands.
func (s *session) text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.screen.text()
}

// bytes is how much the program has written so far.
func (s *session) bytes() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.written
}

// end types the keys that end the program, and ends it itself if they do not. It returns when the program is gone.
func (s *session) end(keys string) {
	if keys != "" {
		_, _ = io.WriteString(s.tty, keys)
		select {
		case <-s.gone:
		case <-time.After(10 * time.Second):
		}
	}
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait()
	_ = s.tty.Close()
	<-s.gone
	_ = s.screen.Close()
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
