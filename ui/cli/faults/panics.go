//go:build unix

// This file owns panics: the reader panics in each of the places where it can, in the middle of a note. A release has no
// switch for that, so the reader is run by its own tests' binary, which has.

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
)

// panics has the reader panic while a note is written: the terminal is given back, and what was typed is there.
func (r *rig) panics(ctx context.Context) error {
	binary := filepath.Join(r.dir, "ui.test")
	cmd := exec.CommandContext(ctx, "go", "test", "-c", "-o", binary, "dogear/ui")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("building the reader that panics: %w\n%s", err, out)
	}
	click := func(s *session) error { return s.Type("\x1b[<0;9;5M\x1b[<0;9;5m") }
	for _, p := range []struct {
		where string
		cause func(*session) error
	}{
		{"update", click},
		{"view", click},
		{"command", signalled(syscall.SIGUSR1)},
	} {
		r.verdict(r.row("panic in the middle of a note: "+p.where), p.where, r.panicIn(ctx, binary, p.where, p.cause))
	}
	return ctx.Err()
}

func (r *rig) panicIn(ctx context.Context, binary, where string, cause func(*session) error) error {
	lib, err := r.library(ctx, "panic")
	if err != nil {
		return err
	}
	cmd := r.command(ctx, nil, lib)
	cmd.Path, cmd.Args = binary, []string{binary}
	cmd.Env = append(cmd.Env, "DOGEAR_PANICS_IN="+where, "DOGEAR_LIBRARY="+lib)
	s, err := begin(cmd)
	if err != nil {
		return err
	}
	defer s.End()
	if err := s.shows("Inbox 4"); err != nil {
		return err
	}
	if where == "command" {
		if err := s.press("\x1b[24~", "It will panic"); err != nil {
			return err
		}
	}
	if err := s.press("gn"+thought, thought); err != nil {
		return err
	}
	if err := errors.Join(cause(s), s.ended()); err != nil {
		return err
	}
	if !strings.Contains(s.written(), "panic") {
		return errors.New("there was no panic")
	}
	if err := asItWas(s.written()); err != nil {
		return err
	}
	return r.kept(ctx, lib, thought)
}

// kept looks for what was typed: in the library, or offered at the next start.
func (r *rig) kept(ctx context.Context, lib, text string) error {
	got, err := state(ctx, lib)
	if err != nil || strings.Contains(got, text) {
		return err
	}
	again, err := begin(r.command(ctx, nil, lib))
	if err != nil {
		return err
	}
	defer again.End()
	return again.shows(text)
}
